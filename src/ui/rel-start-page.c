/* rel-start-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-start-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-compat.h"
#include "rel-error.h"
#include "rel-notice.h"

/**
 * RelStartPage:
 *
 * Where a window begins: the sample, a file, or a server by its address and a token.
 *
 * It opens the project itself, and gives it away with [signal@StartPage::opened]. What was
 * typed stays when that fails, and the failure is said at the row that it is about. The
 * token is nowhere but in the entry and in the workspace.
 */
struct _RelStartPage
{
  AdwBin parent_instance;

  GtkWidget *ways;
  GtkWidget *sample_row;
  GtkWidget *file_row;
  RelNotice *notice;
  AdwEntryRow *address_row;
  AdwEntryRow *token_row;
  GtkLabel *mistake;
  GtkWidget *connect;
  GtkWidget *opening;
  GtkSpinner *spinner;
  GtkLabel *opening_label;
  GtkWidget *cancel;

  RelTarget *target;         /* (owned) (nullable): what is being opened */
  GCancellable *cancellable; /* (owned) (nullable): of the opening that runs */
};

G_DEFINE_FINAL_TYPE (RelStartPage, rel_start_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENING,
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_mistakes (RelStartPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->token_row), "error");
  rel_notice_dismiss (self->notice);
}

static void
entry_changed_cb (RelStartPage *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->address_row));

  gtk_widget_set_sensitive (self->connect, *address != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->token_row), "error");
}

static void
show_opening (RelStartPage *self, gboolean opening)
{
  g_autofree char *text = NULL;

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
show_error (RelStartPage *self, RelTargetKind kind, GFile *file, const GError *error)
{
  gboolean about_token = g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED) ||
                         g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN);
  AdwEntryRow *row = about_token ? self->token_row : self->address_row;

  if (kind != REL_TARGET_SERVER)
    {
      g_autofree char *text = kind != REL_TARGET_SAMPLE ? dup_file_error (file, error) : g_strdup (error->message);

      rel_notice_show (self->notice, REL_NOTICE_BAD, text);
      return;
    }
  gtk_label_set_label (self->mistake, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));
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
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, workspace);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, rel_target_get_kind (self->target), rel_target_get_file (self->target), error);
}

static void
start_open (RelStartPage *self, RelTarget *target)
{
  const char *token = gtk_editable_get_text (GTK_EDITABLE (self->token_row));
  gboolean handled = FALSE;

  if (self->cancellable != NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_OPENING], 0, target, &handled);
  if (handled)
    return;
  rel_target_ref (target);
  g_clear_pointer (&self->target, rel_target_unref);
  self->target = target;
  self->cancellable = g_cancellable_new ();
  clear_mistakes (self);
  show_opening (self, TRUE);
  rel_workspace_open_async (target, *token != '\0' ? token : NULL, TRUE, self->cancellable, opened_cb,
                            g_object_ref (self));
}

static void
sample_activated_cb (RelStartPage *self)
{
  rel_start_page_open (self, "sample", NULL);
}

static void
connect_clicked_cb (RelStartPage *self)
{
  g_autofree char *address = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row)));
  g_autofree char *url = NULL;

  if (*g_strstrip (address) == '\0')
    return;
  /* An address as people say it has no scheme. */
  url = strstr (address, "://") != NULL ? g_strdup (address) : g_strconcat ("https://", address, NULL);
  rel_start_page_open (self, url, NULL);
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
  rel_compat_open_file_async (widget, _ ("Open a Project"), file_opened_cb, g_object_ref (widget));
}

static void
cancel_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  rel_start_page_cancel (REL_START_PAGE (widget));
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

  g_clear_pointer (&self->target, rel_target_unref);
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

  g_type_ensure (REL_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, ways);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, sample_row);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, notice);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, token_row);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, connect);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, opening);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, opening_label);
  gtk_widget_class_bind_template_child (widget_class, RelStartPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_activated_cb);
  gtk_widget_class_install_action (widget_class, "start.open-file", NULL, open_file_activated_cb);
  gtk_widget_class_install_action (widget_class, "start.cancel", NULL, cancel_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "start.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "start.open-file", NULL);
}

static void
rel_start_page_init (RelStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.cancel", FALSE);
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
 * Fills in the token.
 */
void
rel_start_page_set_token (RelStartPage *self, const char *token)
{
  g_return_if_fail (REL_IS_START_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->token_row), token != NULL ? token : "");
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
  gboolean is_address;

  g_return_if_fail (REL_IS_START_PAGE (self));

  is_address = g_str_has_prefix (text, "http:") || g_str_has_prefix (text, "https:");
  if (is_address && *gtk_editable_get_text (GTK_EDITABLE (self->address_row)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->address_row), text);

  target = rel_target_new (text, working_directory, &error);
  if (target != NULL)
    {
      start_open (self, target);
      return;
    }
  file = working_directory != NULL ? g_file_new_for_commandline_arg_and_cwd (text, working_directory)
                                   : g_file_new_for_commandline_arg (text);
  show_error (self, is_address ? REL_TARGET_SERVER : REL_TARGET_LOCAL, file, error);
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

  if (gtk_widget_get_visible (GTK_WIDGET (self->mistake)))
    return gtk_label_get_label (self->mistake);
  return rel_notice_is_shown (self->notice) ? rel_notice_get_text (self->notice) : NULL;
}
