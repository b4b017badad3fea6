/* rel-conflict-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conflict in a row of a change: what clashes, what it was, what it is here and on the
 * server, and a button for each of the two.
 */

#include "config.h"

#include "rel-conflict-box.h"

#include <glib/gi18n.h>

#include "rel-change-words.h"
#include "rel-columns.h"
#include "rel-wrap.h"

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  rel_wrap_names (label);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_button (RelConflict *conflict, RelSide side)
{
  g_autofree char *id = rel_conflict_dup_id (conflict);
  GtkWidget *button = gtk_button_new_with_label (side == REL_SIDE_MINE ? _ ("Keep Mine") : _ ("Take the Server’s"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  rel_wrap_names (button);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", id, (guint) side);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "project.resolve");
  return button;
}

static char *
dup_text (RelConflict *conflict)
{
  const char *path = rel_conflict_get_path (conflict);
  g_autofree char *name = NULL;

  if (path == NULL)
    return rel_conflict_dup_text (conflict);
  name = rel_conflict_dup_name (conflict);
  /* Translators: a setting, and the relation, field or collection that has it. */
  return g_strdup_printf (_ ("“%s” of %s was changed here and on the server"), rel_change_words_get_label (path), name);
}

static char *
dup_value (RelConflict *conflict, RelSide side)
{
  const char *path = rel_conflict_get_path (conflict);

  if (path == NULL)
    return rel_conflict_dup_value_text (conflict, side);
  return rel_change_words_dup_value (path, rel_conflict_get_value (conflict, side));
}

/**
 * rel_conflict_box_new:
 * @conflict: a conflict
 *
 * Returns: (transfer floating): its three values and the choice
 */
GtkWidget *
rel_conflict_box_new (RelConflict *conflict)
{
  const char *const titles[] = { _ ("Was"), _ ("Mine"), _ ("On the Server") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = rel_columns_new ();
  g_autofree char *text = dup_text (conflict);

  rel_columns_set_narrow (REL_COLUMNS (sides), TRUE);
  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      g_autofree char *value = dup_value (conflict, i);
      GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

      gtk_box_append (GTK_BOX (side), make_label (titles[i], "dim-label"));
      gtk_box_append (GTK_BOX (side), make_label (value, NULL));
      if (i != REL_SIDE_WAS)
        gtk_box_append (GTK_BOX (side), make_button (conflict, i));
      gtk_widget_set_parent (side, sides);
    }
  gtk_box_append (GTK_BOX (box), make_label (text, "warning"));
  gtk_box_append (GTK_BOX (box), sides);
  return box;
}
