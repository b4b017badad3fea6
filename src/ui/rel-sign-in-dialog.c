/* rel-sign-in-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sign-in-dialog.h"

#include <glib/gi18n.h>

/**
 * RelSignInDialog:
 *
 * Asks a person what a server wants to know to let the program in. Closing it is giving up;
 * it closes by itself when nobody waits for the answer any more.
 */
struct _RelSignInDialog
{
  AdwWindow parent_instance;

  GtkLabel *body;
  GtkLabel *reason;
  AdwEntryRow *email_row;
  AdwEntryRow *secret_row;
  AdwEntryRow *code_row;
  GtkWidget *keep_row;
  GtkSwitch *keep;
  GtkWidget *sign_in;

  RelQuestion *question; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RelSignInDialog, rel_sign_in_dialog, ADW_TYPE_WINDOW)

/* The row with the secret itself. */
static AdwEntryRow *
get_answer_row (RelSignInDialog *self)
{
  return rel_question_get_kind (self->question) == REL_QUESTION_CODE ? self->code_row : self->secret_row;
}

static void
changed_cb (RelSignInDialog *self)
{
  gboolean needs_email = gtk_widget_get_visible (GTK_WIDGET (self->email_row));
  const char *email = gtk_editable_get_text (GTK_EDITABLE (self->email_row));
  const char *answer;

  /* The rows of the template are filled before there is a question. */
  if (self->question == NULL)
    return;
  answer = gtk_editable_get_text (GTK_EDITABLE (get_answer_row (self)));
  gtk_widget_set_sensitive (self->sign_in, *answer != '\0' && (!needs_email || *email != '\0'));
}

static void
activated_cb (RelSignInDialog *self)
{
  g_autofree char *email = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->email_row))));

  rel_question_answer (self->question, email, gtk_editable_get_text (GTK_EDITABLE (get_answer_row (self))),
                       gtk_widget_get_visible (self->keep_row) && gtk_switch_get_active (self->keep));
}

static void
ended_cb (RelSignInDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
rel_sign_in_dialog_dispose (GObject *object)
{
  RelSignInDialog *self = REL_SIGN_IN_DIALOG (object);
  g_autoptr (RelQuestion) question = g_steal_pointer (&self->question);

  if (question != NULL)
    {
      g_signal_handlers_disconnect_by_data (question, self);
      rel_question_end (question);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_SIGN_IN_DIALOG);

  G_OBJECT_CLASS (rel_sign_in_dialog_parent_class)->dispose (object);
}

static void
rel_sign_in_dialog_class_init (RelSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_sign_in_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, body);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, RelSignInDialog, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
rel_sign_in_dialog_init (RelSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_question (RelSignInDialog *self, RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);
  RelQuestionKind kind = rel_question_get_kind (self->question);
  const char *email = rel_question_get_email (self->question);
  const char *reason = rel_question_get_reason (self->question);
  gboolean is_code = kind == REL_QUESTION_CODE;
  /* Translators: the name of a project, and the address of its server. */
  g_autofree char *body = g_strdup_printf (_ ("“%s” at %s asks who you are."), rel_target_get_name (target),
                                           rel_question_get_where (self->question));

  gtk_label_set_label (self->body, body);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  /* That a code is wanted as well is no mistake. */
  if (!is_code)
    gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->email_row), kind == REL_QUESTION_PASSWORD);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), !is_code);
  gtk_widget_set_visible (GTK_WIDGET (self->code_row), is_code);
  gtk_widget_set_visible (self->keep_row, !is_code && profile != NULL && profile->id != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->email_row), email != NULL ? email : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 kind == REL_QUESTION_TOKEN ? _ ("Static Token") : _ ("Password"));
  gtk_widget_grab_focus (
    GTK_WIDGET (kind == REL_QUESTION_PASSWORD && email == NULL ? self->email_row : get_answer_row (self)));
}

/**
 * rel_sign_in_dialog_new:
 * @question: what a server wants to know
 * @target: the project on it
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
rel_sign_in_dialog_new (RelQuestion *question, RelTarget *target)
{
  RelSignInDialog *self = g_object_new (REL_TYPE_SIGN_IN_DIALOG, NULL);

  self->question = g_object_ref (question);
  g_signal_connect_object (question, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  show_question (self, target);
  return GTK_WIDGET (self);
}

/**
 * rel_sign_in_dialog_ask:
 * @parent: where it is needed
 * @question: what a server wants to know
 * @target: the project on it
 *
 * Asks over the window of @parent.
 */
void
rel_sign_in_dialog_ask (GtkWidget *parent, RelQuestion *question, RelTarget *target)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *dialog;

  if (root == NULL)
    {
      rel_question_end (question);
      return;
    }
  dialog = rel_sign_in_dialog_new (question, target);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (dialog));
}
