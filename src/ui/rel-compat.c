/* rel-compat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialogs that have no form which the oldest libraries already have and the newest do
 * not call deprecated. Nothing else in the program asks for a version.
 */

#include "config.h"

#include "rel-compat.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define ANSWER_CANCEL "cancel"
#define ANSWER_YES    "yes"

/* A question and whether it was answered. */
typedef struct
{
  GTask *task; /* (owned) */
  gboolean is_answered;
} Question;

static void
answered_cb (gpointer dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  question->is_answered = TRUE;
  g_task_return_boolean (question->task, g_str_equal (response, ANSWER_YES));
}

/* With its window, a dialog goes without a response. */
static void
dialog_gone_cb (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (!question->is_answered)
    g_task_return_boolean (question->task, FALSE);
  g_object_unref (question->task);
  g_free (question);
}

/**
 * rel_compat_ask_async:
 * @parent: where the question comes from
 * @heading: the question
 * @body: what happens on yes
 * @answer: what the button for yes says, with a mnemonic
 * @callback: (scope async): called with the answer
 * @user_data: what is given to @callback
 *
 * Asks before something that cannot be taken back.
 */
void
rel_compat_ask_async (GtkWidget *parent,
                      const char *heading,
                      const char *body,
                      const char *answer,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (question->task, rel_compat_ask_async);
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), ANSWER_CANCEL, _ ("_Cancel"), ANSWER_YES, answer, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), ANSWER_YES, ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), ANSWER_CANCEL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), ANSWER_CANCEL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, dialog_gone_cb, 0);
  adw_dialog_present (dialog, parent);
#else
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), ANSWER_CANCEL, _ ("_Cancel"), ANSWER_YES, answer,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), ANSWER_YES, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), ANSWER_CANCEL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), ANSWER_CANCEL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, dialog_gone_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}

/**
 * rel_compat_ask_finish:
 * @parent: where the question came from
 * @result: what the callback was given
 *
 * Returns: whether the answer is yes
 */
gboolean
rel_compat_ask_finish (GtkWidget *parent, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static GListModel *
list_file_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) projects = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  static const char *const suffixes[] = { "sqlite", "sqlite3", "db", "json", "yaml", "yml" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (projects, suffixes[i]);
  gtk_file_filter_set_name (projects, _ ("SQLite files and snapshots"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_filter_set_name (all, _ ("All files"));
  g_list_store_append (filters, projects);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
file_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, error);
}
#else
static void
file_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  g_object_unref (dialog);
}
#endif

/**
 * rel_compat_open_file_async:
 * @parent: where the dialog comes from
 * @title: its title
 * @callback: (scope async): called with the file
 * @user_data: what is given to @callback
 *
 * Lets a person choose a file to open as a project.
 */
void
rel_compat_open_file_async (GtkWidget *parent, const char *title, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  g_autoptr (GListModel) filters = list_file_filters ();

  g_task_set_source_tag (task, rel_compat_open_file_async);
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, window, NULL, file_opened_cb, task);
#else
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));

  for (guint i = 0; i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

/**
 * rel_compat_open_file_finish:
 * @parent: where the dialog came from
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@compat_open_file_async].
 *
 * Errors: any, if the dialog was closed without a choice.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL on error
 */
GFile *
rel_compat_open_file_finish (GtkWidget *parent, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_compat_show_about:
 * @parent: the window to show it for
 *
 * Says what this program is.
 */
void
rel_compat_show_about (GtkWindow *parent)
{
  static const char *const developers[] = { "The Relations developers", NULL };

#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name", _ ("Relations"), "application-icon", APP_ID, "version", PACKAGE_VERSION,
                "comments", _ ("See, plan and publish the relations of Directus projects"), "license-type",
                GTK_LICENSE_GPL_3_0, "developers", developers, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (parent));
#else
  GtkWidget *dialog = adw_about_window_new ();

  g_object_set (dialog, "application-name", _ ("Relations"), "application-icon", APP_ID, "version", PACKAGE_VERSION,
                "comments", _ ("See, plan and publish the relations of Directus projects"), "license-type",
                GTK_LICENSE_GPL_3_0, "developers", developers, "transient-for", parent, "modal", TRUE, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}
