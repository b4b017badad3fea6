/* rel-creation-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-creation-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-tooltip.h"

/**
 * RelCreationDialog:
 *
 * Makes a relation in three steps: its kind; its sides, names and actions; all that comes
 * with it. What it makes is one edit of the draft. Closing it makes nothing.
 */
struct _RelCreationDialog
{
  AdwWindow parent_instance;

  GtkLabel *step;
  GtkWidget *cancel;
  GtkWidget *back;
  GtkButton *next;
  GtkStack *steps;
  GtkScrolledWindow *form_scrolled;
  RelKindList *kinds;
  RelCreationForm *form;
  RelCreationReview *review;
  GtkRevealer *foot;
  GtkLabel *reason;

  RelWorkspace *workspace; /* (owned) (nullable) */
  char *collection;        /* (owned) (nullable): where one was; %NULL after it was proposed */
};

G_DEFINE_FINAL_TYPE (RelCreationDialog, rel_creation_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_step (RelCreationDialog *self, const char *step)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), step) == 0;
}

static void
show_title (RelCreationDialog *self)
{
  const RelCreation *wanted = rel_creation_form_get_wanted (self->form);
  g_autofree char *text = NULL;

  if (is_step (self, "kind"))
    /* Translators: the first of three steps. */
    text = g_strdup (_ ("1 of 3 · Kind"));
  else
    text = g_strdup_printf (is_step (self, "form")
                              /* Translators: the second of three steps; the kind of the relation. */
                              ? _ ("2 of 3 · %s")
                              /* Translators: the third of three steps; the kind of the relation. */
                              : _ ("3 of 3 · %s"),
                            rel_kind_get_label (wanted->kind));
  gtk_label_set_label (self->step, text);
  rel_tooltip_set_text (GTK_WIDGET (self->step), text);
}

static void
update (RelCreationDialog *self)
{
  gboolean first = is_step (self, "kind");
  gboolean last = is_step (self, "review");
  const char *reason = first ? NULL : rel_creation_form_get_reason (self->form);

  show_title (self);
  gtk_widget_set_visible (self->cancel, first);
  gtk_widget_set_visible (self->back, !first);
  gtk_widget_set_visible (GTK_WIDGET (self->next), !first);
  gtk_button_set_label (self->next, last ? _ ("C_reate") : _ ("_Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), reason == NULL);
  gtk_revealer_set_reveal_child (self->foot, reason != NULL);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
}

static void
show_step (RelCreationDialog *self, const char *step)
{
  gtk_stack_set_visible_child_name (self->steps, step);
  update (self);
}

static void
begin (RelCreationDialog *self, RelKind kind, const char *related)
{
  rel_creation_form_begin (self->form, kind, self->collection, related);
  g_clear_pointer (&self->collection, g_free);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->form_scrolled), 0);
  show_step (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

static void
kind_chosen_cb (RelCreationDialog *self, guint kind)
{
  begin (self, kind, NULL);
}

static void
form_changed_cb (RelCreationDialog *self)
{
  RelSchema *result = rel_creation_form_get_result (self->form);

  /* Somebody else changed the draft meanwhile. */
  if (is_step (self, "review") && result == NULL)
    gtk_stack_set_visible_child_name (self->steps, "form");
  else if (is_step (self, "review"))
    rel_creation_review_show (self->review, self->workspace, result, rel_creation_form_get_wanted (self->form));
  update (self);
}

static void
workspace_changed_cb (RelCreationDialog *self)
{
  rel_creation_form_show (self->form, rel_workspace_get_draft (self->workspace));
}

static void
create (RelCreationDialog *self)
{
  const RelCreation *wanted = rel_creation_form_get_wanted (self->form);
  g_autofree char *collection = g_strdup (wanted->collection);
  g_autofree char *field = g_strdup (wanted->field);
  /* Translators: names an edit; a collection and its new field, as articles.author. */
  g_autofree char *name = g_strdup_printf (_ ("Add %s.%s"), collection, field);
  g_autoptr (RelSchema) result = rel_schema_ref (rel_creation_form_get_result (self->form));

  /* What it shows is not to be tried on the draft that has it already. */
  g_signal_handlers_disconnect_by_func (self->workspace, workspace_changed_cb, self);
  rel_workspace_set_draft (self->workspace, result, name);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, collection, field);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
next_clicked_cb (RelCreationDialog *self)
{
  RelSchema *result = rel_creation_form_get_result (self->form);

  if (result == NULL)
    return;
  if (is_step (self, "review"))
    {
      create (self);
      return;
    }
  rel_creation_review_show (self->review, self->workspace, result, rel_creation_form_get_wanted (self->form));
  show_step (self, "review");
  gtk_widget_grab_focus (GTK_WIDGET (self->next));
}

static void
member_activated_cb (RelCreationDialog *self, const char *member)
{
  show_step (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (rel_creation_form_find_row (self->form, member)));
}

static void
go_back (RelCreationDialog *self)
{
  gboolean from_review = is_step (self, "review");

  show_step (self, from_review ? "form" : "kind");
  gtk_widget_grab_focus (from_review ? GTK_WIDGET (self->form) : GTK_WIDGET (self->kinds));
}

static void
back_clicked_cb (RelCreationDialog *self)
{
  if (!is_step (self, "kind"))
    go_back (self);
}

static gboolean
back_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  back_clicked_cb (REL_CREATION_DIALOG (widget));
  return TRUE;
}

static void
rel_creation_dialog_dispose (GObject *object)
{
  RelCreationDialog *self = REL_CREATION_DIALOG (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CREATION_DIALOG);

  G_OBJECT_CLASS (rel_creation_dialog_parent_class)->dispose (object);
}

static void
rel_creation_dialog_finalize (GObject *object)
{
  g_free (REL_CREATION_DIALOG (object)->collection);

  G_OBJECT_CLASS (rel_creation_dialog_parent_class)->finalize (object);
}

static void
rel_creation_dialog_class_init (RelCreationDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_creation_dialog_dispose;
  object_class->finalize = rel_creation_dialog_finalize;

  /**
   * RelCreationDialog::created:
   * @self: a dialog
   * @collection: a collection
   * @field: its new field
   *
   * Emitted when the draft has the relation.
   */
  signals[SIGNAL_CREATED] = g_signal_new ("created", REL_TYPE_CREATION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, back_key_cb, NULL);

  g_type_ensure (REL_TYPE_CREATION_FORM);
  g_type_ensure (REL_TYPE_CREATION_REVIEW);
  g_type_ensure (REL_TYPE_KIND_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-creation-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, step);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, back);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, next);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, form_scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, kinds);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, review);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, RelCreationDialog, reason);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, member_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
rel_creation_dialog_init (RelCreationDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->reason, NULL,
                                  -1);
}

/**
 * rel_creation_dialog_new:
 * @workspace: an open project
 * @collection: (nullable): the collection that shall get the relation, if that is known
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
rel_creation_dialog_new (RelWorkspace *workspace, const char *collection)
{
  RelCreationDialog *self = g_object_new (REL_TYPE_CREATION_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->collection = g_strdup (collection);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  workspace_changed_cb (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->kinds));
  return GTK_WIDGET (self);
}

/**
 * rel_creation_dialog_begin:
 * @self: a new dialog
 * @kind: what kind of relation
 * @related: (nullable): the collection at the other end, if that is known
 *
 * Goes to the second step at once. The first one can still be gone back to.
 */
void
rel_creation_dialog_begin (RelCreationDialog *self, RelKind kind, const char *related)
{
  g_return_if_fail (REL_IS_CREATION_DIALOG (self));

  begin (self, kind, related);
}

/**
 * rel_creation_dialog_get_kinds:
 * @self: a dialog
 *
 * Returns: (transfer none): its first step
 */
RelKindList *
rel_creation_dialog_get_kinds (RelCreationDialog *self)
{
  g_return_val_if_fail (REL_IS_CREATION_DIALOG (self), NULL);

  return self->kinds;
}

/**
 * rel_creation_dialog_get_form:
 * @self: a dialog
 *
 * Returns: (transfer none): its second step
 */
RelCreationForm *
rel_creation_dialog_get_form (RelCreationDialog *self)
{
  g_return_val_if_fail (REL_IS_CREATION_DIALOG (self), NULL);

  return self->form;
}

/**
 * rel_creation_dialog_get_review:
 * @self: a dialog
 *
 * Returns: (transfer none): its third step
 */
RelCreationReview *
rel_creation_dialog_get_review (RelCreationDialog *self)
{
  g_return_val_if_fail (REL_IS_CREATION_DIALOG (self), NULL);

  return self->review;
}

/**
 * rel_creation_dialog_get_next:
 * @self: a dialog
 *
 * Returns: (transfer none): the button that goes on, and in the end makes the relation
 */
GtkWidget *
rel_creation_dialog_get_next (RelCreationDialog *self)
{
  g_return_val_if_fail (REL_IS_CREATION_DIALOG (self), NULL);

  return GTK_WIDGET (self->next);
}

/**
 * rel_creation_dialog_get_step:
 * @self: a dialog
 *
 * Returns: (transfer none): `kind`, `form` or `review`
 */
const char *
rel_creation_dialog_get_step (RelCreationDialog *self)
{
  g_return_val_if_fail (REL_IS_CREATION_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (self->steps);
}
