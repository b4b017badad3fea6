/* rel-history-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-history-page.h"

#include <glib/gi18n.h>

#include "rel-change-words.h"
#include "rel-compat.h"
#include "rel-history.h"
#include "rel-wrap.h"

/**
 * RelHistoryPage:
 *
 * What was published from this computer, the newest first: when, by which edits, each change,
 * and a button that makes a draft of what takes it back.
 */
struct _RelHistoryPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *nothing;
  AdwPreferencesGroup *group;

  GPtrArray *rows; /* (owned) (element-type GtkWidget) (elements unowned): in the group */
  char *shown;     /* (owned) (nullable): what tells the entries that are shown from others */
};

G_DEFINE_FINAL_TYPE (RelHistoryPage, rel_history_page, ADW_TYPE_BIN)

static char *
dup_title (RelHistoryEntry *entry)
{
  const char *const *names = rel_history_entry_get_names (entry);
  guint n_changes = rel_history_entry_get_changes (entry)->len;

  if (names[0] != NULL)
    return g_strjoinv ("\n", (char **) names);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change", "%u changes", n_changes), n_changes);
}

static char *
dup_subtitle (RelHistoryEntry *entry)
{
  g_autoptr (GDateTime) time = rel_history_entry_dup_time (entry);
  g_autofree char *date = g_date_time_format (time, "%x %X");
  guint n_done = rel_history_entry_get_changes (entry)->len;
  guint n_planned = rel_history_entry_get_n_planned (entry);
  g_autofree char *count = NULL;

  if (n_done == n_planned)
    count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change", "%u changes", n_done), n_done);
  else
    /* Translators: how many changes were published, and of how many that were to be. */
    count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u change", "%u of %u changes", n_planned), n_done,
                             n_planned);
  if (rel_history_entry_get_failure (entry) != NULL)
    return g_strdup_printf ("%s · %s\n%s", date, count, rel_history_entry_get_failure (entry));
  return g_strdup_printf ("%s · %s", date, count);
}

/* What a change did: what came or went, or each member from what to what. */
static char *
dup_effect (RelChange *change)
{
  GPtrArray *members = rel_change_get_members (change);
  g_autofree char *what = rel_change_words_dup_what (change);
  g_autoptr (GString) text = g_string_new (what);

  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *line = rel_change_words_dup_member (g_ptr_array_index (members, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_change_row (RelChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *effect = dup_effect (change);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), effect);
  return row;
}

static GtkWidget *
make_row (RelHistoryEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *revert = gtk_button_new_with_mnemonic (_ ("_Revert…"));
  GPtrArray *changes = rel_history_entry_get_changes (entry);
  g_autofree char *title = dup_title (entry);
  g_autofree char *subtitle = dup_subtitle (entry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_widget_set_valign (revert, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (revert, _ ("Make What Takes It Back a Draft"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (revert), "x", rel_history_entry_get_number (entry));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (revert), "project.revert");
  gtk_widget_set_sensitive (revert, changes->len > 0);
  rel_compat_add_suffix (ADW_EXPANDER_ROW (row), revert);
  for (guint i = 0; i < changes->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_change_row (g_ptr_array_index (changes, i)));
  return row;
}

static void
rel_history_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_history_page_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_HISTORY_PAGE);
}

static void
rel_history_page_finalize (GObject *object)
{
  RelHistoryPage *self = REL_HISTORY_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (rel_history_page_parent_class)->finalize (object);
}

static void
rel_history_page_class_init (RelHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_history_page_dispose;
  object_class->finalize = rel_history_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelHistoryPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, RelHistoryPage, group);
}

static void
rel_history_page_init (RelHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

/**
 * rel_history_page_new:
 *
 * Returns: (transfer floating): a page of no project yet
 */
GtkWidget *
rel_history_page_new (void)
{
  return g_object_new (REL_TYPE_HISTORY_PAGE, NULL);
}

/* Only the newest entry changes, while it is published. */
static char *
dup_shown (RelWorkspace *workspace, GListModel *entries)
{
  guint n_entries = entries != NULL ? g_list_model_get_n_items (entries) : 0;
  g_autoptr (RelHistoryEntry) newest = n_entries > 0 ? g_list_model_get_item (entries, 0) : NULL;

  if (newest == NULL)
    return g_strdup_printf ("%p", (gpointer) workspace);
  return g_strdup_printf ("%p %u %" G_GINT64_FORMAT " %u %d", (gpointer) workspace, n_entries,
                          rel_history_entry_get_number (newest), rel_history_entry_get_changes (newest)->len,
                          rel_history_entry_is_ended (newest));
}

/**
 * rel_history_page_show:
 * @self: a page
 * @workspace: a workspace
 *
 * Shows what was published to its project. After each publish this is to be called again.
 */
void
rel_history_page_show (RelHistoryPage *self, RelWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) entries = rel_workspace_list_history (workspace, &error);
  guint n_entries = entries != NULL ? g_list_model_get_n_items (entries) : 0;
  g_autofree char *shown = dup_shown (workspace, entries);

  g_return_if_fail (REL_IS_HISTORY_PAGE (self));

  /* What a person has unfolded stays so. */
  if (error == NULL && g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, i);
      GtkWidget *row = make_row (entry);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_status_page_set_description (self->nothing, error != NULL
                                                    ? error->message
                                                    : _ ("What you publish from this computer is kept here, and can "
                                                         "be taken back."));
  gtk_stack_set_visible_child_name (self->stack, n_entries > 0 ? "entries" : "nothing");
}
