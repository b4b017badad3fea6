/* rel-changes-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-changes-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-change-words.h"
#include "rel-compat.h"
#include "rel-notice.h"
#include "rel-project-words.h"
#include "rel-requests-row.h"

/**
 * RelChangesPage:
 *
 * What is not published: each change with its own error, the requests that will be sent,
 * and the publishing itself, step by step.
 */
struct _RelChangesPage
{
  GtkBox parent_instance;

  RelNotice *notice;
  GtkStack *stack;
  RelChangeList *list;
  RelRequestsRow *requests_row;
  GtkRevealer *bar;
  GtkProgressBar *progress;
  GtkLabel *state;
  GtkWidget *cancel;
  GtkWidget *discard;
  GtkButton *publish;

  RelWorkspace *workspace;   /* (owned) (nullable) */
  gulong step_handler_id;    /* on @workspace; 0 if none */
  GCancellable *cancellable; /* (owned) (nullable): of the publish that was begun here */
};

G_DEFINE_FINAL_TYPE (RelChangesPage, rel_changes_page, GTK_TYPE_BOX)

/* What of the page has the focus, if anything. */
static GtkWidget *
find_focus (RelChangesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* To what comes next: to stop, to decide, to publish, or to read that all is done. */
static void
focus_next (RelChangesPage *self)
{
  if (rel_changes_page_is_publishing (self))
    gtk_widget_grab_focus (self->cancel);
  else if (rel_change_list_get_n_rows (self->list) == 0)
    rel_notice_focus (self->notice);
  else if (!rel_change_list_focus_conflict (self->list))
    rel_changes_page_focus_publish (self);
}

static gboolean
is_lost (RelChangesPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus == NULL || !gtk_widget_get_mapped (focus);
}

/* Left to itself, the focus of what is gone goes to the first button of the window. */
static void
keep_focus (RelChangesPage *self, gboolean had_focus)
{
  if (had_focus && is_lost (self))
    focus_next (self);
}

/* One button goes and another one comes, which has the focus before the first is gone. */
static void
show_buttons (RelChangesPage *self, gboolean running)
{
  GtkWidget *focus = find_focus (self);

  if (running)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "changes.cancel", TRUE);
      gtk_widget_set_visible (self->cancel, TRUE);
      if (focus != NULL && (focus == self->discard || focus == GTK_WIDGET (self->publish)))
        focus_next (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->publish), !running);
  gtk_widget_set_visible (self->discard, !running);
  if (!running)
    {
      if (focus != NULL && focus == self->cancel)
        focus_next (self);
      gtk_widget_set_visible (self->cancel, FALSE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "changes.cancel", FALSE);
    }
}

static void
update_requests (RelChangesPage *self)
{
  g_autoptr (GPtrArray) selected = rel_change_list_list_selected (self->list);

  rel_requests_row_show (self->requests_row, selected, rel_workspace_get_base (self->workspace),
                         rel_target_get_url (rel_workspace_get_target (self->workspace)));
}

static void
update_bar (RelChangesPage *self)
{
  g_autoptr (GPtrArray) selected = rel_change_list_list_selected (self->list);
  gboolean running = rel_changes_page_is_publishing (self);
  gboolean stopping = rel_workspace_is_stopping (self->workspace);
  guint n_ended;
  guint n_steps;
  g_autofree char *label = NULL;
  g_autofree char *state = NULL;

  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Publish %u Change", "_Publish %u Changes", selected->len),
                           selected->len);
  gtk_button_set_label (self->publish, label);
  gtk_button_set_use_underline (self->publish, TRUE);
  /* Large texts make both wider than a narrow window. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->publish)), TRUE);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->discard))), TRUE);
  show_buttons (self, running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_revealer_set_reveal_child (self->bar, running || rel_change_list_get_n_rows (self->list) > 0);

  rel_workspace_is_publishing (self->workspace, &n_ended, &n_steps);
  if (running)
    {
      gtk_progress_bar_set_fraction (self->progress, n_steps > 0 ? (double) n_ended / n_steps : 0);
      if (stopping)
        state = g_strdup (_ ("Stopping after the running step…"));
      else if (n_ended < n_steps)
        /* Translators: the number of the step that runs, and how many there are. */
        state = g_strdup_printf (_ ("Publishing %u of %u…"), n_ended + 1, n_steps);
      else
        state = g_strdup (_ ("Reading the server again…"));
    }
  gtk_label_set_label (self->state, state != NULL ? state : "");
}

static void
toggled_cb (RelChangesPage *self)
{
  update_requests (self);
  update_bar (self);
}

static void
cancel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  rel_changes_page_cancel (REL_CHANGES_PAGE (widget));
}

static void
say (RelChangesPage *self, RelNoticeTone tone, const char *text)
{
  /* To say the same again would take away what is selected of it. */
  if (!rel_notice_is_shown (self->notice) || strcmp (rel_notice_get_text (self->notice), text) != 0)
    rel_notice_show (self->notice, tone, text);
}

static void
show_outcome (RelChangesPage *self)
{
  guint n_published;
  const GError *error;
  g_autofree char *published = NULL;

  if (rel_changes_page_is_publishing (self) || !rel_workspace_get_outcome (self->workspace, &n_published, &error))
    {
      rel_notice_dismiss (self->notice);
      return;
    }
  published = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Published %u change. Read back, it is as planned.",
                                            "Published %u changes. Read back, they are as planned.", n_published),
                               n_published);
  if (error == NULL)
    say (self, REL_NOTICE_GOOD, published);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text =
        g_strdup_printf (_ ("Stopped. %s"), n_published > 0 ? published : _ ("Nothing was published."));

      say (self, REL_NOTICE_PLAIN, text);
    }
  else
    {
      g_autofree char *text = n_published > 0 ? g_strdup_printf ("%s %s", published, error->message)
                                              : g_strdup (error->message);

      say (self, REL_NOTICE_BAD, text);
    }
}

static void
update (RelChangesPage *self)
{
  gboolean had_focus = find_focus (self) != NULL;
  guint nth = rel_change_list_find_focus (self->list);
  gboolean in_list = nth < rel_change_list_get_n_rows (self->list);

  show_outcome (self);
  rel_change_list_show (self->list, self->workspace);
  gtk_stack_set_visible_child_name (self->stack, rel_change_list_get_n_rows (self->list) > 0 ? "changes" : "none");
  update_requests (self);
  update_bar (self);
  if (!in_list || rel_change_list_get_n_rows (self->list) == 0)
    keep_focus (self, had_focus);
  /* Not to the button that publishes: who discards several presses again what was pressed. */
  else if (is_lost (self) && !rel_change_list_focus_conflict (self->list))
    rel_change_list_focus_nth (self->list, nth);
}

static void
notice_closed_cb (RelChangesPage *self)
{
  rel_workspace_dismiss_outcome (self->workspace);
}

static void
step_changed_cb (RelChangesPage *self, RelChange *change, guint step, const GError *error)
{
  g_autofree char *id = rel_change_dup_id (change);
  RelChangeRow *row = rel_change_list_find_row (self->list, id);
  gboolean had_focus = find_focus (self) != NULL;

  if (row != NULL)
    {
      rel_change_row_show (row, rel_change_row_get_change (row), NULL, error);
      rel_change_row_set_step (row, step);
    }
  update_bar (self);
  keep_focus (self, had_focus);
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelChangesPage) self = REL_CHANGES_PAGE (user_data);
  guint n_published;

  /* The workspace knows what became of it, for each window. */
  rel_workspace_publish_finish (REL_WORKSPACE (source), result, &n_published, NULL);
  g_clear_object (&self->cancellable);

  /* The page may have been closed meanwhile. */
  if (self->workspace != NULL)
    update (self);
}

static void
start_publish (RelChangesPage *self)
{
  g_autoptr (GPtrArray) selected = rel_change_list_list_selected (self->list);

  if (selected->len == 0 || rel_changes_page_is_publishing (self))
    return;
  self->cancellable = g_cancellable_new ();
  rel_workspace_publish_async (self->workspace, selected, self->cancellable, published_cb, g_object_ref (self));
  update_bar (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelChangesPage) self = REL_CHANGES_PAGE (user_data);

  if (!rel_compat_ask_finish (GTK_WIDGET (source), result) || self->workspace == NULL)
    return;
  /* Where the name was asked for, there is no yes without it. */
  rel_workspace_confirm (self->workspace, rel_target_get_name (rel_workspace_get_target (self->workspace)));
  start_publish (self);
}

static void
set_workspace (RelChangesPage *self, RelWorkspace *workspace)
{
  if (self->workspace == workspace)
    return;
  if (self->step_handler_id != 0)
    g_signal_handler_disconnect (self->workspace, self->step_handler_id);
  self->step_handler_id = 0;
  g_set_object (&self->workspace, workspace);
  if (workspace != NULL)
    self->step_handler_id =
      g_signal_connect_object (workspace, "step-changed", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
rel_changes_page_dispose (GObject *object)
{
  RelChangesPage *self = REL_CHANGES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  set_workspace (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CHANGES_PAGE);

  G_OBJECT_CLASS (rel_changes_page_parent_class)->dispose (object);
}

static void
rel_changes_page_finalize (GObject *object)
{
  RelChangesPage *self = REL_CHANGES_PAGE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rel_changes_page_parent_class)->finalize (object);
}

static void
rel_changes_page_class_init (RelChangesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_changes_page_dispose;
  object_class->finalize = rel_changes_page_finalize;

  g_type_ensure (REL_TYPE_CHANGE_LIST);
  g_type_ensure (REL_TYPE_REQUESTS_ROW);
  g_type_ensure (REL_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, notice);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, list);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, requests_row);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, bar);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, progress);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, state);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, discard);
  gtk_widget_class_bind_template_child (widget_class, RelChangesPage, publish);
  gtk_widget_class_bind_template_callback (widget_class, notice_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_install_action (widget_class, "changes.cancel", NULL, cancel_cb);
}

static void
rel_changes_page_init (RelChangesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_changes_page_new:
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
GtkWidget *
rel_changes_page_new (void)
{
  return g_object_new (REL_TYPE_CHANGES_PAGE, NULL);
}

/**
 * rel_changes_page_show:
 * @self: a page
 * @workspace: a workspace
 *
 * Shows the changes of a workspace. After each change of the workspace this is to be called
 * again; while a publish runs the rows stay as they are.
 */
void
rel_changes_page_show (RelChangesPage *self, RelWorkspace *workspace)
{
  g_return_if_fail (REL_IS_CHANGES_PAGE (self));

  set_workspace (self, workspace);
  /* What is published from another window may be looked at here for the first time. */
  if (!rel_changes_page_is_publishing (self) || rel_change_list_get_n_rows (self->list) == 0)
    update (self);
  else
    {
      show_outcome (self);
      update_bar (self);
    }
}

/**
 * rel_changes_page_get_list:
 * @self: a page
 *
 * Returns: (transfer none): the changes on it
 */
RelChangeList *
rel_changes_page_get_list (RelChangesPage *self)
{
  g_return_val_if_fail (REL_IS_CHANGES_PAGE (self), NULL);

  return self->list;
}

static char *
dup_question (RelTarget *target)
{
  g_autofree char *production = rel_project_words_dup_production (target);

  if (production == NULL)
    /* Translators: the name of a project. */
    return g_strdup_printf (_ ("Delete in “%s”?"), rel_target_get_name (target));
  /* Translators: the name of a project, and what it is for: PRODUCTION. */
  return g_strdup_printf (_ ("Delete in “%s” — %s?"), rel_target_get_name (target), production);
}

/**
 * rel_changes_page_publish:
 * @self: a page that shows a workspace
 *
 * Publishes the changes that are checked. It asks first only if something is deleted, and
 * not in the sample; in a project that people work with, its name must be typed.
 */
void
rel_changes_page_publish (RelChangesPage *self)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autofree char *losses = NULL;
  RelTarget *target;

  g_return_if_fail (REL_IS_CHANGES_PAGE (self));
  g_return_if_fail (self->workspace != NULL);

  selected = rel_change_list_list_selected (self->list);
  losses = rel_change_words_dup_losses (selected, rel_workspace_get_base (self->workspace));
  target = rel_workspace_get_target (self->workspace);
  if (losses == NULL || rel_target_get_kind (target) == REL_TARGET_SAMPLE)
    {
      start_publish (self);
      return;
    }
  g_autofree char *heading = dup_question (target);
  rel_compat_ask_async (GTK_WIDGET (self), heading, losses, _ ("_Delete and Publish"),
                        rel_workspace_wants_name (self->workspace, selected) ? rel_target_get_name (target) : NULL,
                        answered_cb, g_object_ref (self));
}

/**
 * rel_changes_page_focus_publish:
 * @self: a page
 *
 * Moves the focus to the button that publishes.
 */
void
rel_changes_page_focus_publish (RelChangesPage *self)
{
  g_return_if_fail (REL_IS_CHANGES_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->publish));
}

/**
 * rel_changes_page_cancel:
 * @self: a page
 *
 * Stops the publish that runs, after its running step.
 */
void
rel_changes_page_cancel (RelChangesPage *self)
{
  g_return_if_fail (REL_IS_CHANGES_PAGE (self));

  if (self->workspace != NULL)
    rel_workspace_stop_publishing (self->workspace);
}

/**
 * rel_changes_page_is_publishing:
 * @self: a page
 *
 * Returns: whether a publish runs, begun here or in another window, or its result was not said yet
 */
gboolean
rel_changes_page_is_publishing (RelChangesPage *self)
{
  g_return_val_if_fail (REL_IS_CHANGES_PAGE (self), FALSE);

  return self->cancellable != NULL ||
         (self->workspace != NULL && rel_workspace_is_publishing (self->workspace, NULL, NULL));
}

/**
 * rel_changes_page_get_result:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it says of the last publish; %NULL if nothing
 */
const char *
rel_changes_page_get_result (RelChangesPage *self)
{
  g_return_val_if_fail (REL_IS_CHANGES_PAGE (self), NULL);

  return rel_notice_is_shown (self->notice) ? rel_notice_get_text (self->notice) : NULL;
}
