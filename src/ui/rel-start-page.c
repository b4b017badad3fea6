/* rel-start-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-start-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-certificate-question.h"
#include "rel-compat.h"
#include "rel-connect-form.h"
#include "rel-error.h"
#include "rel-notice.h"
#include "rel-profiles.h"
#include "rel-saved-list.h"
#include "rel-secret.h"
#include "rel-sign-in-dialog.h"
#include "rel-title-layout.h"

/**
 * RelStartPage:
 *
 * Where a window begins: a saved project, the sample, a file, or a server.
 *
 * It opens the project itself, and gives it away with [signal@StartPage::opened]. What was
 * typed stays when that fails, and the failure is said at the row that it is about. What one
 * signs in with is nowhere but in the entries, in the workspace and in the keyring.
 */
struct _RelStartPage
{
  AdwBin parent_instance;

  GtkWidget *ways;
  GtkWidget *sample_row;
  GtkWidget *file_row;
  RelNotice *notice;
  RelSavedList *saved;
  RelConnectForm *form;
  GtkWidget *opening;
  GtkSpinner *spinner;
  GtkLabel *opening_label;
  GtkWidget *cancel;

  char *token;               /* (owned) (nullable): given when the program was started */
  RelTarget *target;         /* (owned) (nullable): what is being opened */
  gboolean from_form;        /* it is what is filled in */
  GCancellable *cancellable; /* (owned) (nullable): of the opening that runs */
  GtkWidget *asked_from;     /* (unowned) (nullable): what had the focus when it began */
};

G_DEFINE_FINAL_TYPE (RelStartPage, rel_start_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENING,
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* To where something was asked for, or to the first way in. */
static void
restore_focus (RelStartPage *self)
{
  if (self->asked_from == NULL || !gtk_widget_grab_focus (self->asked_from))
    gtk_widget_child_focus (self->ways, GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->asked_from);
}

static void
show_opening (RelStartPage *self, gboolean opening)
{
  g_autofree char *text = NULL;

  if (opening)
    g_set_weak_pointer (&self->asked_from, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_widget_set_visible (self->ways, !opening);
  gtk_widget_set_visible (self->opening, opening);
  gtk_spinner_set_spinning (self->spinner, opening);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.cancel", opening);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.open-file", !opening);
  if (!opening)
    return;
  /* Translators: the name of a project: a server, or a file. */
  text = g_strdup_printf (_ ("Opening “%s”…"), rel_target_get_name (self->target));
  gtk_label_set_label (self->opening_label, text);
  gtk_widget_grab_focus (self->cancel);
}

/* What went wrong with a file, by its name: a person may have asked for several. */
static char *
dup_file_error (GFile *file, const GError *error)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
    return g_strdup_printf (_ ("“%s” is a folder. A project is a SQLite file or a snapshot (.json, .yaml)."), name);
  if (strstr (error->message, name) != NULL)
    return g_strdup (error->message);
  /* Translators: the name of a file, and why. */
  return g_strdup_printf (_ ("“%s” cannot be opened. %s"), name, error->message);
}

/* Says a failure where it can be mended. */
static void
show_error (RelStartPage *self, const GError *error)
{
  RelTargetKind kind = rel_target_get_kind (self->target);
  g_autofree char *text = NULL;

  if (self->from_form)
    {
      rel_connect_form_show_error (self->form, error);
      return;
    }
  if (kind == REL_TARGET_LOCAL || kind == REL_TARGET_SNAPSHOT)
    text = dup_file_error (rel_target_get_file (self->target), error);
  else if (kind == REL_TARGET_SAMPLE)
    text = g_strdup (error->message);
  else
    /* Translators: the name of a project, and why. */
    text = g_strdup_printf (_ ("“%s” cannot be opened. %s"), rel_target_get_name (self->target), error->message);
  rel_notice_show (self->notice, REL_NOTICE_BAD, text);
}

static void
remember_opened (RelStartPage *self)
{
  const RelProfile *profile = rel_target_get_profile (self->target);
  g_autoptr (GError) error = NULL;

  /* It only orders the list; whoever cannot save that is not told each time. */
  if (profile != NULL && profile->id != NULL && !rel_profiles_set_opened (profile->id, &error))
    g_debug ("%s", error->message);
}

static void start_open (RelStartPage *self, RelTarget *target, const char *token, gboolean from_form);

static void
trust_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelStartPage *self = REL_START_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_certificate_question_ask_finish (GTK_WIDGET (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (target != NULL)
    start_open (self, target, NULL, self->from_form);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelStartPage) self = REL_START_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_workspace_open_finish (result, &error);

  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  show_opening (self, FALSE);
  if (workspace != NULL)
    {
      remember_opened (self);
      g_signal_emit (self, signals[SIGNAL_OPENED], 0, workspace);
      return;
    }
  rel_saved_list_load (self->saved);
  restore_focus (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_error (self, error);
  if (rel_error_get_certificate (error) != NULL)
    rel_certificate_question_ask_async (GTK_WIDGET (self), rel_error_get_certificate (error), self->target,
                                        trust_answered_cb, NULL);
}

/* What is filled in is the first answer; after that the person is asked. */
static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  RelStartPage *self = REL_START_PAGE (user_data);

  if (!self->from_form)
    rel_sign_in_dialog_ask (GTK_WIDGET (self), question, self->target);
  else if (!rel_connect_form_answer (self->form, question))
    {
      if (rel_question_get_kind (question) == REL_QUESTION_CODE)
        rel_sign_in_dialog_ask (GTK_WIDGET (self), question, self->target);
      else
        /* It is said at its row. */
        rel_question_end (question);
    }
}

static void
start_open (RelStartPage *self, RelTarget *target, const char *token, gboolean from_form)
{
  gboolean handled = FALSE;

  if (self->cancellable != NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_OPENING], 0, target, &handled);
  if (handled)
    return;
  rel_target_ref (target);
  g_clear_pointer (&self->target, rel_target_unref);
  self->target = target;
  self->from_form = from_form;
  self->cancellable = g_cancellable_new ();
  rel_connect_form_clear_error (self->form);
  rel_notice_dismiss (self->notice);
  show_opening (self, TRUE);
  rel_workspace_open_async (target, token, ask_cb, self, TRUE, self->cancellable, opened_cb, g_object_ref (self));
}

static void
sample_activated_cb (RelStartPage *self)
{
  rel_start_page_open (self, "sample", NULL);
}

static void
submitted_cb (RelStartPage *self)
{
  g_autoptr (RelProfile) profile = rel_connect_form_dup_profile (self->form);
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (RelTarget) saved = NULL;
  g_autoptr (GError) error = NULL;

  target = rel_target_new_profile (profile, &error);
  if (target == NULL)
    {
      rel_connect_form_show_error (self->form, error);
      return;
    }
  /* The address as it is written everywhere is the one that is saved. */
  g_free (profile->address);
  profile->address = g_strdup (rel_target_get_id (target));
  if (!rel_connect_form_save (self->form, profile))
    return;
  saved = rel_target_new_profile (profile, NULL);
  start_open (self, saved, NULL, TRUE);
}

static void
saved_chosen_cb (RelStartPage *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (name, NULL, &error);

  /* Not with a token that was given for something else. */
  if (target != NULL)
    start_open (self, target, NULL, FALSE);
  else
    rel_notice_show (self->notice, REL_NOTICE_BAD, error->message);
}

static void
saved_failed_cb (RelStartPage *self, const char *text)
{
  rel_notice_show (self->notice, REL_NOTICE_BAD, text);
}

static void
file_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelStartPage) self = REL_START_PAGE (user_data);
  g_autoptr (GFile) file = rel_compat_open_file_finish (GTK_WIDGET (source), result, NULL);
  g_autofree char *uri = NULL;

  if (file == NULL)
    return;
  uri = g_file_get_uri (file);
  rel_start_page_open (self, uri, NULL);
}

static void
open_file_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  rel_compat_open_project_async (widget, _ ("Open a Project"), file_opened_cb, g_object_ref (widget));
}

static void
cancel_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  rel_start_page_cancel (REL_START_PAGE (widget));
}

static void
undo_forget_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  rel_saved_list_undo_forget (REL_START_PAGE (widget)->saved);
}

/* Else it begins with the main menu, which is above it. */
static void
rel_start_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rel_start_page_parent_class)->map (widget);
  if (gtk_root_get_focus (gtk_widget_get_root (widget)) == NULL)
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
rel_start_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (REL_START_PAGE (widget)->cancellable);

  GTK_WIDGET_CLASS (rel_start_page_parent_class)->unroot (widget);
}

static void
rel_start_page_dispose (GObject *object)
{
  RelStartPage *self = REL_START_PAGE (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (rel_start_page_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_START_PAGE);
}

static void
rel_start_page_finalize (GObject *object)
{
  RelStartPage *self = REL_START_PAGE (object);

  rel_secret_free (self->token);
  g_clear_pointer (&self->target, rel_target_unref);
  g_clear_weak_pointer (&self->asked_from);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rel_start_page_parent_class)->finalize (object);
}

static void
rel_start_page_class_init (RelStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_start_page_dispose;
  object_class->finalize = rel_start_page_finalize;
  widget_class->map = rel_start_page_map;
  widget_class->unroot = rel_start_page_unroot;

  /**
   * RelStartPage::opening:
   * @self: a page
   * @target: what was asked for
   *
   * Emitted before a project is opened.
   *
   * Returns: whether it is open elsewhere, and not to be opened again
   */
  signals[SIGNAL_OPENING] = g_signal_new ("opening", REL_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0,
                                          g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                          REL_TYPE_TARGET);

  /**
   * RelStartPage::opened:
   * @self: a page
   * @workspace: the project
   *
   * Emitted when a project is open.
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", REL_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, REL_TYPE_WORKSPACE);

  g_type_ensure (REL_TYPE_CONNECT_FORM);
  g_type_ensure (REL_TYPE_NOTICE);
  g_type_ensure (REL_TYPE_SAVED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, ways);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, sample_row);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, notice);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, saved);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, form);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, opening);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, opening_label);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, sample_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_install_action (widget_class, "start.open-file", NULL, open_file_activated_cb);
  gtk_widget_class_install_action (widget_class, "start.cancel", NULL, cancel_activated_cb);
  gtk_widget_class_install_action (widget_class, "start.undo-forget", NULL, undo_forget_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "start.undo-forget", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "start.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "start.open-file", NULL);
}

static void
rel_start_page_init (RelStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.cancel", FALSE);
  rel_saved_list_load (self->saved);
  rel_title_layout_use (GTK_WIDGET (self));
}

/**
 * rel_start_page_new:
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
rel_start_page_new (void)
{
  return g_object_new (REL_TYPE_START_PAGE, NULL);
}

/**
 * rel_start_page_set_token:
 * @self: a page
 * @token: (nullable): a static token
 *
 * Fills in the token, which is also for what is opened by its name.
 */
void
rel_start_page_set_token (RelStartPage *self, const char *token)
{
  g_return_if_fail (REL_IS_START_PAGE (self));

  rel_secret_replace (&self->token, token != NULL && *token != '\0' ? token : NULL);
  rel_connect_form_set_token (self->form, token);
}

/**
 * rel_start_page_set_address:
 * @self: a page
 * @address: the address of a server
 *
 * Fills in the address.
 */
void
rel_start_page_set_address (RelStartPage *self, const char *address)
{
  g_return_if_fail (REL_IS_START_PAGE (self));

  rel_connect_form_set_address (self->form, address);
}

/**
 * rel_start_page_say:
 * @self: a page
 * @text: what went wrong; not markup
 *
 * Says why one is here.
 */
void
rel_start_page_say (RelStartPage *self, const char *text)
{
  g_return_if_fail (REL_IS_START_PAGE (self));

  rel_notice_show (self->notice, REL_NOTICE_BAD, text);
}

/**
 * rel_start_page_open:
 * @self: a page
 * @text: what a person named, as [func@Target.new] takes it
 * @working_directory: (nullable): what relative paths are relative to
 *
 * Opens a project, and says a failure where it can be mended.
 */
void
rel_start_page_open (RelStartPage *self, const char *text, const char *working_directory)
{
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (REL_IS_START_PAGE (self));

  /* An address that was not saved is as if it was typed. */
  if (g_str_has_prefix (text, "http:") || g_str_has_prefix (text, "https:"))
    {
      rel_connect_form_set_address (self->form, text);
      submitted_cb (self);
      return;
    }
  target = rel_target_new (text, working_directory, &error);
  if (target != NULL)
    {
      start_open (self, target, self->token, FALSE);
      return;
    }
  file = working_directory != NULL ? g_file_new_for_commandline_arg_and_cwd (text, working_directory)
                                   : g_file_new_for_commandline_arg (text);
  words = dup_file_error (file, error);
  rel_notice_show (self->notice, REL_NOTICE_BAD, words);
}

/**
 * rel_start_page_cancel:
 * @self: a page
 *
 * Stops the opening that runs.
 */
void
rel_start_page_cancel (RelStartPage *self)
{
  g_return_if_fail (REL_IS_START_PAGE (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * rel_start_page_is_opening:
 * @self: a page
 *
 * Returns: whether a project is being opened
 */
gboolean
rel_start_page_is_opening (RelStartPage *self)
{
  g_return_val_if_fail (REL_IS_START_PAGE (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * rel_start_page_get_error:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the failure that it says
 */
const char *
rel_start_page_get_error (RelStartPage *self)
{
  g_return_val_if_fail (REL_IS_START_PAGE (self), NULL);

  if (rel_connect_form_get_error (self->form) != NULL)
    return rel_connect_form_get_error (self->form);
  return rel_notice_is_shown (self->notice) ? rel_notice_get_text (self->notice) : NULL;
}
