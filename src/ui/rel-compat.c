/* rel-compat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has no form that the oldest libraries already have and the newest do not call
 * deprecated: dialogs, and the end of a row. Nothing else in the program asks for a version.
 */

#include "config.h"

#include "rel-compat.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-wrap.h"

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

static void
word_typed_cb (GtkEditable *entry, gpointer dialog)
{
  const char *word = g_object_get_data (G_OBJECT (entry), "word");
  gboolean is_typed = strcmp (gtk_editable_get_text (entry), word) == 0;

#if ADW_CHECK_VERSION(1, 5, 0)
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), ANSWER_YES, is_typed);
#else
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), ANSWER_YES, is_typed);
#endif
}

static void
ask_for_word (gpointer dialog, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  /* Translators: the name of a project. */
  g_autofree char *text = g_strdup_printf (_ ("To go on, type “%s”"), word);
  GtkWidget *label = gtk_label_new (text);

  rel_wrap_names (label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  g_object_set_data_full (G_OBJECT (entry), "word", g_strdup (word), g_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (word_typed_cb), dialog, 0);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), box);
#else
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
#endif
  word_typed_cb (GTK_EDITABLE (entry), dialog);
}

/**
 * rel_compat_ask_async:
 * @parent: where the question comes from
 * @heading: the question
 * @body: what happens on yes
 * @answer: what the button for yes says, with a mnemonic
 * @word: (nullable): what must be typed before one can say yes
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
                      const char *word,
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
  /* What it holds has no parent before it is presented. */
  rel_wrap_names (adw_dialog_get_child (dialog));
  if (word != NULL)
    ask_for_word (dialog, word);
  adw_dialog_present (dialog, parent);
#else
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), ANSWER_CANCEL, _ ("_Cancel"), ANSWER_YES, answer,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), ANSWER_YES, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), ANSWER_CANCEL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), ANSWER_CANCEL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, dialog_gone_cb, 0);
  rel_wrap_names (GTK_WIDGET (dialog));
  if (word != NULL)
    ask_for_word (dialog, word);
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
list_file_filters (const char *words, const char *const *suffixes)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) wanted = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (wanted, suffixes[i]);
  gtk_file_filter_set_name (wanted, words);
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_filter_set_name (all, _ ("All files"));
  g_list_store_append (filters, wanted);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
file_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, error);
}

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
 * @words: what the files are that are wanted
 * @suffixes: (array zero-terminated=1): how their names end, without a dot
 * @callback: (scope async): called with the file
 * @user_data: what is given to @callback
 *
 * Lets a person choose a file to open.
 */
void
rel_compat_open_file_async (GtkWidget *parent,
                            const char *title,
                            const char *words,
                            const char *const *suffixes,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  g_autoptr (GListModel) filters = list_file_filters (words, suffixes);

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
 * rel_compat_open_project_async:
 * @parent: where the dialog comes from
 * @title: its title
 * @callback: (scope async): called with the file, which [func@compat_open_file_finish] gets
 * @user_data: what is given to @callback
 *
 * Lets a person choose a file to open as a project.
 */
void
rel_compat_open_project_async (GtkWidget *parent, const char *title, GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *const suffixes[] = { "sqlite", "sqlite3", "db", "json", "yaml", "yml", NULL };

  rel_compat_open_file_async (parent, title, _ ("SQLite files and snapshots"), suffixes, callback, user_data);
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
 * rel_compat_save_file_async:
 * @parent: where the dialog comes from
 * @title: its title
 * @name: the name that is proposed
 * @callback: (scope async): called with the file
 * @user_data: what is given to @callback
 *
 * Lets a person choose a file to write. Whether one that is there is replaced was asked then.
 */
void
rel_compat_save_file_async (GtkWidget *parent,
                            const char *title,
                            const char *name,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));

  g_task_set_source_tag (task, rel_compat_save_file_async);
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window, NULL, file_saved_cb, task);
#else
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

/**
 * rel_compat_save_file_finish:
 * @parent: where the dialog came from
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@compat_save_file_async].
 *
 * Errors: any, if the dialog was closed without a choice.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL on error
 */
GFile *
rel_compat_save_file_finish (GtkWidget *parent, GAsyncResult *result, GError **error)
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

/**
 * rel_compat_add_suffix:
 * @row: a row that unfolds
 * @widget: what is shown at its end
 *
 * Adds a widget to a row, beside the arrow that unfolds it.
 */
void
rel_compat_add_suffix (AdwExpanderRow *row, GtkWidget *widget)
{
#if ADW_CHECK_VERSION(1, 4, 0)
  adw_expander_row_add_suffix (row, widget);
#else
  adw_expander_row_add_action (row, widget);
#endif
}

static void
icon_constructed_cb (GObject *icon)
{
  /* They are few: one for each name and size. */
  static GPtrArray *icons = NULL;

  G_OBJECT_CLASS (g_type_class_peek_static (G_TYPE_OBJECT))->constructed (icon);
  if (icons == NULL)
    icons = g_ptr_array_new ();
  g_ptr_array_add (icons, g_object_ref (icon));
}

/**
 * rel_compat_keep_icons:
 *
 * Keeps every icon that is looked up from now on. GTK (4.8 at least) reads icons in threads, and
 * where such a thread is the last to hold one, the same icon is found in the theme's cache while it
 * is freed: a window that closes as another opens ends the program then.
 */
void
rel_compat_keep_icons (void)
{
  GObjectClass *icon_class = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE);

  icon_class->constructed = icon_constructed_cb;
}
