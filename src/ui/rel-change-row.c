/* rel-change-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-change-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-change-words.h"
#include "rel-member.h"

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
  GtkBox *lines;
  GtkLabel *error;
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

static char *
dup_value_text (const RelMember *member, JsonNode *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    /* Translators: a member of a relation has no value at all. */
    return g_strdup (_ ("nothing"));
  if (rel_json_is_null (value))
    return g_strdup (_ ("none"));
  text = rel_member_dup_text (value);
  if (*text == '\0')
    return g_strdup (_ ("none"));
  return g_strdup (member != NULL ? rel_member_get_choice_label (member, text) : text);
}

static void
add_line (RelChangeRow *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (self->lines, label);
}

static void
add_member_line (RelChangeRow *self, RelMemberChange *change)
{
  const RelMember *member = rel_member_find (change->path);
  g_autofree char *before = dup_value_text (member, change->before);
  g_autofree char *after = dup_value_text (member, change->after);
  /* Translators: the name of a setting, its value before and its value after. */
  g_autofree char *text =
    g_strdup_printf (_ ("%s: %s → %s"), member != NULL ? rel_member_get_label (member) : change->path, before, after);

  add_line (self, text, NULL);
}

static void
fill_lines (RelChangeRow *self)
{
  GPtrArray *members = rel_change_get_members (self->change);
  g_autofree char *what = rel_change_words_dup_what (self->change);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);

  if (what != NULL)
    add_line (self, what, rel_change_get_action (self->change) == REL_CHANGE_DELETE ? "warning" : NULL);
  for (guint i = 0; i < members->len; i++)
    add_member_line (self, g_ptr_array_index (members, i));
}

static void
set_targets (RelChangeRow *self)
{
  g_autofree char *id = rel_change_dup_id (self->change);
  const char *collection = rel_change_get_collection (self->change);
  const char *field = rel_change_get_field (self->change);

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

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, sign);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, check);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, name);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, lines);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, error);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, go);
  gtk_widget_class_bind_template_child (widget_class, RelChangeRow, discard);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
}

static void
rel_change_row_init (RelChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
 * @error: (nullable): what is wrong with it
 *
 * Shows a change.
 */
void
rel_change_row_show (RelChangeRow *self, RelChange *change, const GError *error)
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
  fill_lines (self);
  set_targets (self);
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
