/* rel-choice-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-choice-row.h"

#include "rel-tooltip.h"

/**
 * RelChoiceRow:
 *
 * What one row of a chooser shows: a choice, more about it, and a mark if it is chosen.
 */
struct _RelChoiceRow
{
  GtkBox parent_instance;

  GtkLabel *label;
  GtkLabel *detail;
  GtkWidget *mark;

  RelChoice *choice; /* (owned) (nullable) */
  gulong changed_id; /* on @choice; 0 if none */
};

G_DEFINE_FINAL_TYPE (RelChoiceRow, rel_choice_row, GTK_TYPE_BOX)

static void
update (RelChoiceRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean is_selected = rel_choice_is_selected (self->choice);
  g_autofree char *label = NULL;
  g_autofree char *detail = NULL;

  g_object_get (self->choice, "label", &label, "detail", &detail, NULL);
  gtk_label_set_label (self->label, label);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_opacity (self->mark, is_selected ? 1 : 0);
  rel_tooltip_set_text (GTK_WIDGET (self->label), label);
  /* The list's own widget around the row is what gets the focus, and has no name by itself. */
  if (item != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail != NULL ? detail : "", -1);
      gtk_accessible_update_state (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_STATE_CHECKED,
                                   is_selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
}

static void
rel_choice_row_dispose (GObject *object)
{
  rel_choice_row_set_choice (REL_CHOICE_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CHOICE_ROW);

  G_OBJECT_CLASS (rel_choice_row_parent_class)->dispose (object);
}

static void
rel_choice_row_class_init (RelChoiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_choice_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChoiceRow, label);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceRow, detail);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceRow, mark);
}

static void
rel_choice_row_init (RelChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_choice_row_new:
 *
 * Returns: (transfer floating): a row of nothing
 */
GtkWidget *
rel_choice_row_new (void)
{
  return g_object_new (REL_TYPE_CHOICE_ROW, NULL);
}

/**
 * rel_choice_row_set_choice:
 * @self: a row
 * @choice: (nullable): a choice
 *
 * Shows a choice, and follows whether it is chosen.
 */
void
rel_choice_row_set_choice (RelChoiceRow *self, RelChoice *choice)
{
  g_return_if_fail (REL_IS_CHOICE_ROW (self));

  if (self->choice != NULL)
    g_clear_signal_handler (&self->changed_id, self->choice);
  g_set_object (&self->choice, choice);
  if (choice == NULL)
    return;
  self->changed_id = g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (update), self);
  update (self);
}
