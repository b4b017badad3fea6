/* file-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "file-rules.h"

#include <string.h>

#include "source-tree.h"

#define MAX_LINES 600

#define LICENCE       "SPDX-License-Identifier: GPL-3.0-or-later"
#define LICENCE_LINES 6

#define POTFILES "po/POTFILES.in"

/* What GTK 4.18 and libadwaita 1.7 have deprecated. */
static const char *const deprecated_classes[] = { "AdwAboutWindow",
                                                  "AdwFlap",
                                                  "AdwLeaflet",
                                                  "AdwLeafletPage",
                                                  "AdwMessageDialog",
                                                  "AdwPreferencesWindow",
                                                  "AdwSqueezer",
                                                  "AdwSqueezerPage",
                                                  "AdwViewSwitcherTitle",
                                                  "GtkAppChooser",
                                                  "GtkAppChooserButton",
                                                  "GtkAppChooserDialog",
                                                  "GtkAppChooserWidget",
                                                  "GtkAssistant",
                                                  "GtkAssistantPage",
                                                  "GtkCellArea",
                                                  "GtkCellAreaBox",
                                                  "GtkCellAreaContext",
                                                  "GtkCellEditable",
                                                  "GtkCellLayout",
                                                  "GtkCellRenderer",
                                                  "GtkCellRendererAccel",
                                                  "GtkCellRendererCombo",
                                                  "GtkCellRendererPixbuf",
                                                  "GtkCellRendererProgress",
                                                  "GtkCellRendererSpin",
                                                  "GtkCellRendererSpinner",
                                                  "GtkCellRendererText",
                                                  "GtkCellRendererToggle",
                                                  "GtkCellView",
                                                  "GtkColorButton",
                                                  "GtkColorChooser",
                                                  "GtkColorChooserDialog",
                                                  "GtkColorChooserWidget",
                                                  "GtkComboBox",
                                                  "GtkComboBoxText",
                                                  "GtkDialog",
                                                  "GtkEntryCompletion",
                                                  "GtkFileChooser",
                                                  "GtkFileChooserDialog",
                                                  "GtkFileChooserNative",
                                                  "GtkFileChooserWidget",
                                                  "GtkFontButton",
                                                  "GtkFontChooser",
                                                  "GtkFontChooserDialog",
                                                  "GtkFontChooserWidget",
                                                  "GtkIconView",
                                                  "GtkInfoBar",
                                                  "GtkListStore",
                                                  "GtkLockButton",
                                                  "GtkMessageDialog",
                                                  "GtkShortcutLabel",
                                                  "GtkShortcutsGroup",
                                                  "GtkShortcutsSection",
                                                  "GtkShortcutsShortcut",
                                                  "GtkShortcutsWindow",
                                                  "GtkStatusbar",
                                                  "GtkStyleContext",
                                                  "GtkTreeDragDest",
                                                  "GtkTreeDragSource",
                                                  "GtkTreeModel",
                                                  "GtkTreeModelFilter",
                                                  "GtkTreeModelSort",
                                                  "GtkTreeSelection",
                                                  "GtkTreeSortable",
                                                  "GtkTreeStore",
                                                  "GtkTreeView",
                                                  "GtkTreeViewColumn",
                                                  "GtkVolumeButton",
                                                  NULL };

/**
 * file_rule_length:
 * @tree: a tree
 * @faults: takes the faults
 *
 * No file is longer than 600 lines.
 */
void
file_rule_length (GPtrArray *tree, GPtrArray *faults)
{
  for (guint i = 0; i < tree->len; i++)
    {
      const SourceFile *file = g_ptr_array_index (tree, i);
      guint lines = 0;

      for (const char *at = file->text; *at != '\0'; at++)
        lines += at[0] == '\n' || at[1] == '\0';
      if (lines > MAX_LINES)
        source_file_fault (file, 0, faults, "%u lines are more than %d", lines, MAX_LINES);
    }
}

static gboolean
has_licence (const SourceFile *file)
{
  const char *end = file->text;
  const char *licence = strstr (file->text, LICENCE);

  for (guint line = 0; line < LICENCE_LINES && *end != '\0'; line++)
    {
      end += strcspn (end, "\n");
      end += *end == '\n';
    }
  return licence != NULL && licence < end;
}

/**
 * file_rule_licence:
 * @tree: a tree
 * @faults: takes the faults
 *
 * A file begins with its licence, and in C with its name before that.
 */
void
file_rule_licence (GPtrArray *tree, GPtrArray *faults)
{
  for (guint i = 0; i < tree->len; i++)
    {
      const SourceFile *file = g_ptr_array_index (tree, i);
      g_autofree char *name = source_file_dup_name (file);
      g_autofree char *start = g_strdup_printf ("/* %s\n", name);

      if (g_str_equal (file->path, POTFILES))
        continue;
      if ((source_file_has_suffix (file, ".c") || source_file_has_suffix (file, ".h")) &&
          !g_str_has_prefix (file->text, start))
        source_file_fault (file, 0, faults, "does not begin with its name");
      if (!has_licence (file))
        source_file_fault (file, 0, faults, "does not begin with its licence");
    }
}

static void
class_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  GPtrArray *faults = user_data;
  g_autofree char *name = g_match_info_fetch (match, 1);

  /* There is nothing else to show shortcuts with. */
  if (source_file_has_suffix (file, "/rel-shortcuts.ui") && g_str_has_prefix (name, "GtkShortcuts"))
    return;
  if (g_strv_contains (deprecated_classes, name))
    source_file_fault (file, offset, faults, "%s is deprecated", name);
}

/**
 * file_rule_deprecated:
 * @tree: a tree
 * @faults: takes the faults
 *
 * Interface files name no class that is deprecated.
 */
void
file_rule_deprecated (GPtrArray *tree, GPtrArray *faults)
{
  for (guint i = 0; i < tree->len; i++)
    {
      const SourceFile *file = g_ptr_array_index (tree, i);

      if (source_file_has_suffix (file, ".ui"))
        source_file_match (file, "\\b(?:class|parent)=\"(\\w+)\"", class_cb, faults);
    }
}

static void
found_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  gboolean *is_found = user_data;

  *is_found = TRUE;
}

static gboolean
has_strings (const SourceFile *file)
{
  gboolean is_found = FALSE;

  if (source_file_has_suffix (file, ".c") || source_file_has_suffix (file, ".h"))
    source_file_match (file, "\\b(?:_|N_|C_|NC_|Q_|gettext|ngettext|g_dn?gettext|g_dpgettext2)\\s*\\([^;]*?\"",
                       found_cb, &is_found);
  else if (source_file_has_suffix (file, ".ui"))
    source_file_match (file, "\\btranslatable=\"(?:yes|true|1)\"", found_cb, &is_found);
  else if (g_str_has_prefix (file->path, "data/"))
    is_found = source_file_has_suffix (file, ".desktop.in") || source_file_has_suffix (file, ".metainfo.xml.in") ||
               source_file_has_suffix (file, ".mime.xml.in") || source_file_has_suffix (file, ".gschema.xml");
  return is_found && !g_str_has_prefix (file->path, "tests/");
}

/**
 * file_rule_potfiles:
 * @tree: a tree
 * @faults: takes the faults
 *
 * The list of files with words for the user has all of them, in order, and no other.
 */
void
file_rule_potfiles (GPtrArray *tree, GPtrArray *faults)
{
  const SourceFile *potfiles = source_tree_find (tree, POTFILES);
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) lines = NULL;
  gsize offset = 0;

  g_assert_nonnull (potfiles);
  lines = g_strsplit (potfiles->text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; offset += strlen (lines[i]) + 1, i++)
    {
      const SourceFile *file = source_tree_find (tree, lines[i]);

      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      g_hash_table_add (listed, lines[i]);
      if (file == NULL || !has_strings (file))
        source_file_fault (potfiles, offset, faults, "%s has nothing to translate", lines[i]);
      if (i > 0 && g_strcmp0 (lines[i - 1], lines[i]) >= 0 && lines[i - 1][0] != '#')
        source_file_fault (potfiles, offset, faults, "%s is out of order", lines[i]);
    }

  for (guint i = 0; i < tree->len; i++)
    {
      const SourceFile *file = g_ptr_array_index (tree, i);

      if (has_strings (file) && !g_hash_table_contains (listed, file->path))
        source_file_fault (file, 0, faults, "is not in %s", POTFILES);
    }
}
