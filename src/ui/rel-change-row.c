/* rel-change-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-change-row.h"

#include "rel-change-lines.h"
#include "rel-conflict-box.h"
#include "rel-snippet.h"
#include "rel-wrap.h"

/**
 * RelChangeRow:
 *
 * One change that is not published: what it is, from what to what, whether it is to be
 * published, how far that is, and what went wrong.
 *
 * While nothing is published it begins with a check button, else with the sign of its step.
 */
struct _RelChangeRow
{
  AdwPreferencesRow parent_instance;

  GtkStack *sign;
  GtkCheckButton *check;
  GtkSpinner *spinner;
  GtkLabel *name;
  RelChangeLines *lines;
  GtkBox *conflicts;
  GtkLabel *error;
  GtkMenuButton *copy;
  GtkWidget *go;
  GtkWidget *discard;

  RelChange *change; /* (owned) (nullable) */
  gboolean is_part;  /* of what is published and discarded as one */
};

G_DEFINE_FINAL_TYPE (RelChangeRow, rel_change_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
check_toggled_cb (RelChangeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0);
}

static GMenuModel *
make_copy_menu (const char *id)
{
  GMenu *menu = g_menu_new ();

  for (RelSnippetForm form = REL_SNIPPET_REST; form <= REL_SNIPPET_SDK; form++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (rel_snippet_get_form_label (form), NULL);

      g_menu_item_set_action_and_target (item, "project.copy-request", "(ss)", id, rel_snippet_get_form_name (form));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
set_targets (RelChangeRow *self)
{
  g_autofree char *id = rel_change_dup_id (self->change);
  const char *collection = rel_change_get_collection (self->change);
  const char *field = rel_change_get_field (self->change);
  g_autoptr (GMenuModel) menu = make_copy_menu (id);

  gtk_menu_button_set_menu_model (self->copy, menu);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->discard), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->discard), "project.discard");
  if (rel_change_get_object (self->change) == REL_OBJECT_RELATION)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "(ssu)", collection, field,
                                        rel_change_get_nth (self->change));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "project.show-relation");
    }
  else
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "s", collection);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "project.show-collection");
    }
}

static void
rel_change_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CHANGE_ROW);

  G_OBJECT_CLASS (rel_change_row_parent_class)->dispose (object);
}

static void
rel_change_row_finalize (GObject *object)
{
  g_clear_pointer (&REL_CHANGE_ROW (object)->change, rel_change_unref);

  G_OBJECT_CLASS (rel_change_row_parent_class)->finalize (object);
}

static void
rel_change_row_class_init (RelChangeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_change_row_dispose;
  object_class->finalize = rel_change_row_finalize;

  /**
   * RelChangeRow::toggled:
   * @self: a row
   *
   * Emitted when it is checked or unchecked.
   */
  signals[SIGNAL_TOGGLED] =
    g_signal_new ("toggled", REL_TYPE_CHANGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (REL_TYPE_CHANGE_LINES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, sign);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, check);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, name);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, lines);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, conflicts);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, error);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, copy);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, go);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, discard);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
}

static void
rel_change_row_init (RelChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->name));
}

/**
 * rel_change_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet, checked
 */
GtkWidget *
rel_change_row_new (void)
{
  return g_object_new (REL_TYPE_CHANGE_ROW, NULL);
}

static void
show_error (RelChangeRow *self, const char *message)
{
  gtk_label_set_label (self->error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
}

/**
 * rel_change_row_show:
 * @self: a row
 * @change: a change
 * @base: (nullable): the schema that it changes, for what it may do besides
 * @error: (nullable): what is wrong with it
 *
 * Shows a change.
 */
void
rel_change_row_show (RelChangeRow *self, RelChange *change, RelSchema *base, const GError *error)
{
  g_autofree char *name = NULL;

  g_return_if_fail (REL_IS_CHANGE_ROW (self));

  show_error (self, error != NULL ? error->message : NULL);
  if (self->change == change)
    return;

  rel_change_ref (change);
  g_clear_pointer (&self->change, rel_change_unref);
  self->change = change;
  name = rel_change_dup_name (change);
  gtk_label_set_label (self->name, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  rel_change_lines_show (self->lines, change, base);
  set_targets (self);
}

/**
 * rel_change_row_show_conflicts:
 * @self: a row that shows a change
 * @conflicts: (element-type RelConflict): those of the project
 *
 * Shows what has to be decided before the change can be published.
 */
void
rel_change_row_show_conflicts (RelChangeRow *self, GPtrArray *conflicts)
{
  GtkWidget *child;
  gboolean any = FALSE;

  g_return_if_fail (REL_IS_CHANGE_ROW (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->conflicts))) != NULL)
    gtk_box_remove (self->conflicts, child);
  for (guint i = 0; i < conflicts->len; i++)
    {
      RelConflict *conflict = g_ptr_array_index (conflicts, i);

      if (!rel_conflict_concerns (conflict, self->change))
        continue;
      gtk_box_append (self->conflicts, rel_conflict_box_new (conflict));
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), any);
}

/**
 * rel_change_row_focus_conflict:
 * @self: a row
 *
 * Moves the focus to the first way to decide what clashes.
 *
 * Returns: whether anything does
 */
gboolean
rel_change_row_focus_conflict (RelChangeRow *self)
{
  g_return_val_if_fail (REL_IS_CHANGE_ROW (self), FALSE);

  return gtk_widget_child_focus (GTK_WIDGET (self->conflicts), GTK_DIR_TAB_FORWARD);
}

/**
 * rel_change_row_set_step:
 * @self: a row
 * @step: how far its publishing is
 *
 * Shows the sign of a step in place of the check button.
 */
void
rel_change_row_set_step (RelChangeRow *self, RelStep step)
{
  static const char *const names[] = { "waiting", "running", "done", "failed" };

  g_return_if_fail (REL_IS_CHANGE_ROW (self));

  gtk_stack_set_visible_child_name (self->sign, names[step]);
  gtk_spinner_set_spinning (self->spinner, step == REL_STEP_RUNNING);
  gtk_widget_set_visible (self->discard, FALSE);
  if (step == REL_STEP_DONE)
    show_error (self, NULL);
}

/**
 * rel_change_row_end_step:
 * @self: a row
 *
 * Shows the check button again.
 */
void
rel_change_row_end_step (RelChangeRow *self)
{
  g_return_if_fail (REL_IS_CHANGE_ROW (self));

  gtk_stack_set_visible_child_name (self->sign, "check");
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (self->discard, !self->is_part);
}

/**
 * rel_change_row_get_change:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the change that it shows
 */
RelChange *
rel_change_row_get_change (RelChangeRow *self)
{
  g_return_val_if_fail (REL_IS_CHANGE_ROW (self), NULL);

  return self->change;
}

/**
 * rel_change_row_is_selected:
 * @self: a row
 *
 * Returns: whether the change is to be published
 */
gboolean
rel_change_row_is_selected (RelChangeRow *self)
{
  g_return_val_if_fail (REL_IS_CHANGE_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

/**
 * rel_change_row_set_selected:
 * @self: a row
 * @selected: whether the change is to be published
 *
 * Checks or unchecks it.
 */
void
rel_change_row_set_selected (RelChangeRow *self, gboolean selected)
{
  g_return_if_fail (REL_IS_CHANGE_ROW (self));

  gtk_check_button_set_active (self->check, selected);
}

/**
 * rel_change_row_set_part:
 * @self: a row
 * @is_part: whether it is a part of what is discarded only as one
 *
 * Says whether it has a button of its own to discard the change.
 */
void
rel_change_row_set_part (RelChangeRow *self, gboolean is_part)
{
  g_return_if_fail (REL_IS_CHANGE_ROW (self));

  self->is_part = is_part;
  gtk_widget_set_visible (self->discard, !is_part);
}

/**
 * rel_change_row_get_error:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it says is wrong
 */
const char *
rel_change_row_get_error (RelChangeRow *self)
{
  g_return_val_if_fail (REL_IS_CHANGE_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_label (self->error) : NULL;
}
