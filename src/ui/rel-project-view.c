/* rel-project-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-project-view.h"

#include <glib/gi18n.h>

#include "rel-back-forward.h"
#include "rel-notice.h"
#include "rel-project-actions.h"
#include "rel-project-title.h"
#include "rel-project-words.h"
#include "rel-settings.h"
#include "rel-sign-in-dialog.h"
#include "rel-undo-offer.h"

/**
 * RelProjectView:
 *
 * An open project: the sidebar, the page of the place where one is, and a bar at the foot
 * while there are changes that are not published.
 *
 * It hears of changes of the workspace and shows the page anew; the pages ask for what they
 * want by the actions of the group `project`.
 */
struct _RelProjectView
{
  AdwBin parent_instance;

  AdwToastOverlay *toasts;
  RelSplit *split;
  GtkWidget *sidebar_header;
  RelProjectTitle *project_title;
  RelSidebar *sidebar;
  GtkWidget *content_header;
  AdwWindowTitle *title;
  GtkSpinner *busy;
  GtkWidget *undo;
  GtkWidget *redo;
  RelNotice *notice;
  GtkStack *pages;
  RelCollectionPage *collection_page;
  RelRelationPage *relation_page;
  RelChangesPage *changes_page;
  GtkRevealer *foot;
  GtkLabel *foot_label;

  RelWorkspace *workspace;   /* (owned) (nullable) */
  gulong changed_handler_id; /* on @workspace; 0 if none */
  RelBackForward *places;    /* (owned) */
  GActionGroup *actions;     /* (owned) */
  RelUndoOffer *offer;       /* (owned) */
  char *taken_up;            /* (owned) (nullable): what undo said first: the draft of last time */
  char *shown_notice;        /* (owned) (nullable): what of the workspace's notice is shown */
};

G_DEFINE_FINAL_TYPE (RelProjectView, rel_project_view, ADW_TYPE_BIN)

static void
update_page (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (place == NULL)
    {
      gtk_stack_set_visible_child_name (self->pages, "none");
      return;
    }

  title = rel_place_dup_title (place);
  switch (rel_place_get_kind (place))
    {
    case REL_PLACE_COLLECTION:
      rel_collection_page_show (self->collection_page, self->workspace, place);
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->collection_page));
      break;
    case REL_PLACE_RELATION:
      rel_relation_page_show (self->relation_page, self->workspace, place);
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->relation_page));
      break;
    case REL_PLACE_CHANGES:
    default:
      rel_changes_page_show (self->changes_page, self->workspace);
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->changes_page));
      break;
    }
  subtitle = rel_project_words_dup_subtitle (self->workspace, place, rel_split_is_folded (self->split));
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
update_foot (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);
  guint n_changes = rel_workspace_get_changes (self->workspace)->len;
  const char *last = rel_workspace_get_undo_name (self->workspace);
  gboolean reviewing = place != NULL && rel_place_get_kind (place) == REL_PLACE_CHANGES;
  /* The draft of last time, taken up again, is no edit that could be named. */
  gboolean is_edit = g_strcmp0 (last, self->taken_up) != 0;
  g_autofree char *text = rel_project_words_dup_unpublished (n_changes, is_edit ? last : NULL);

  gtk_label_set_label (self->foot_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->foot_label), text);
  gtk_revealer_set_reveal_child (self->foot, n_changes > 0 && !reviewing);
}

static void
set_edit_tooltip (GtkWidget *button, const char *format, const char *plain, const char *name)
{
  /* The format is one of ours, marked for translation where it is given. */
  g_autofree char *text = name != NULL ? g_strconcat (format, " ", name, NULL) : g_strdup (plain);

  gtk_widget_set_tooltip_text (button, text);
}

static void
update_header (RelProjectView *self)
{
  gboolean busy = rel_workspace_is_busy (self->workspace);

  set_edit_tooltip (self->undo, _ ("Undo:"), _ ("Undo"), rel_workspace_get_undo_name (self->workspace));
  set_edit_tooltip (self->redo, _ ("Redo:"), _ ("Redo"), rel_workspace_get_redo_name (self->workspace));
  gtk_widget_set_visible (GTK_WIDGET (self->busy), busy);
  gtk_spinner_set_spinning (self->busy, busy);
}

static void
update_notice (RelProjectView *self)
{
  const char *notice = rel_workspace_get_notice (self->workspace);

  if (g_strcmp0 (notice, self->shown_notice) == 0)
    return;
  g_free (self->shown_notice);
  self->shown_notice = g_strdup (notice);
  if (notice != NULL)
    rel_notice_show (self->notice, REL_NOTICE_BAD, notice);
  else
    rel_notice_dismiss (self->notice);
}

static void
workspace_changed_cb (RelProjectView *self)
{
  rel_undo_offer_check (self->offer, rel_workspace_get_draft (self->workspace));
  rel_sidebar_show (self->sidebar, self->workspace);
  update_page (self);
  update_foot (self);
  update_header (self);
  update_notice (self);
  rel_project_actions_update (self->actions, self);
}

static void
show_current (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);

  if (place != NULL)
    rel_sidebar_select (self->sidebar, place);
  update_page (self);
  update_foot (self);
  rel_project_actions_update (self->actions, self);
}

static void
folded_cb (RelProjectView *self)
{
  if (self->workspace != NULL)
    update_page (self);
}

static void
place_selected_cb (RelProjectView *self, RelPlace *place)
{
  rel_back_forward_visit (self->places, place);
  show_current (self);
}

static void
place_activated_cb (RelProjectView *self, gboolean enters)
{
  rel_split_set_show_content (self->split, TRUE);
  if (enters)
    rel_project_view_focus_page (self);
}

static void
notice_closed_cb (RelProjectView *self)
{
  if (self->shown_notice != NULL)
    rel_workspace_dismiss_notice (self->workspace);
}

/* Begins at the first collection in the sidebar that is not a folder. */
static void
visit_first (RelProjectView *self)
{
  g_autoptr (RelPlace) place = rel_place_new_first (rel_sidebar_list_rows (self->sidebar));

  if (place != NULL)
    rel_back_forward_visit (self->places, place);
}

static void
show_project_title (RelProjectView *self)
{
  RelTarget *target = rel_workspace_get_target (self->workspace);
  const RelProfile *profile = rel_target_get_profile (target);

  rel_project_title_show (self->project_title, target);
  if (profile != NULL && profile->kind == REL_PROFILE_KIND_PRODUCTION)
    {
      gtk_widget_add_css_class (self->sidebar_header, "production");
      gtk_widget_add_css_class (self->content_header, "production");
    }
}

/* A server asks again, in the middle of the work. */
static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  RelProjectView *self = REL_PROJECT_VIEW (user_data);

  rel_sign_in_dialog_ask (GTK_WIDGET (self), question, rel_workspace_get_target (self->workspace));
}

static void
rel_project_view_root (GtkWidget *widget)
{
  RelProjectView *self = REL_PROJECT_VIEW (widget);

  GTK_WIDGET_CLASS (rel_project_view_parent_class)->root (widget);
  /* On the window, so that keys work wherever the focus is. */
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "project", self->actions);
}

static void
rel_project_view_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "project", NULL);

  GTK_WIDGET_CLASS (rel_project_view_parent_class)->unroot (widget);
}

static void
rel_project_view_dispose (GObject *object)
{
  RelProjectView *self = REL_PROJECT_VIEW (object);

  if (self->changed_handler_id != 0)
    g_signal_handler_disconnect (self->workspace, self->changed_handler_id);
  self->changed_handler_id = 0;
  if (self->workspace != NULL)
    rel_workspace_set_ask_func (self->workspace, NULL, NULL);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->offer, rel_undo_offer_free);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (rel_project_view_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_PROJECT_VIEW);
}

static void
rel_project_view_finalize (GObject *object)
{
  RelProjectView *self = REL_PROJECT_VIEW (object);

  rel_back_forward_free (self->places);
  g_free (self->shown_notice);
  g_free (self->taken_up);

  G_OBJECT_CLASS (rel_project_view_parent_class)->finalize (object);
}

static void
rel_project_view_class_init (RelProjectViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_project_view_dispose;
  object_class->finalize = rel_project_view_finalize;
  widget_class->root = rel_project_view_root;
  widget_class->unroot = rel_project_view_unroot;

  g_type_ensure (REL_TYPE_CHANGES_PAGE);
  g_type_ensure (REL_TYPE_COLLECTION_PAGE);
  g_type_ensure (REL_TYPE_NOTICE);
  g_type_ensure (REL_TYPE_PROJECT_TITLE);
  g_type_ensure (REL_TYPE_RELATION_PAGE);
  g_type_ensure (REL_TYPE_SIDEBAR);
  g_type_ensure (REL_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-project-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, toasts);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, split);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, sidebar_header);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, project_title);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, content_header);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, title);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, busy);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, undo);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, redo);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, notice);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, pages);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, collection_page);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, relation_page);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, changes_page);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, foot);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, foot_label);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
}

static void
rel_project_view_init (RelProjectView *self)
{
  g_autoptr (GSettings) settings = rel_settings_new ();

  self->places = rel_back_forward_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->offer = rel_undo_offer_new (self->toasts);
  self->actions = rel_project_actions_new (self);
  if (settings != NULL)
    g_settings_bind (settings, "show-system", self->sidebar, "show-system", G_SETTINGS_BIND_DEFAULT);
  rel_project_actions_update (self->actions, self);
}

/**
 * rel_project_view_new:
 *
 * Returns: (transfer floating): a view of no project yet
 */
GtkWidget *
rel_project_view_new (void)
{
  return g_object_new (REL_TYPE_PROJECT_VIEW, NULL);
}

/**
 * rel_project_view_set_workspace:
 * @self: a view of no project yet
 * @workspace: an open project
 *
 * Shows a project, at its first collection.
 */
void
rel_project_view_set_workspace (RelProjectView *self, RelWorkspace *workspace)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  self->taken_up = g_strdup (rel_workspace_get_undo_name (workspace));
  self->changed_handler_id =
    g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  rel_workspace_set_ask_func (workspace, ask_cb, self);
  show_project_title (self);
  rel_sidebar_show (self->sidebar, workspace);
  visit_first (self);
  show_current (self);
  update_header (self);
  update_notice (self);
}

/**
 * rel_project_view_get_workspace:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the project that it shows
 */
RelWorkspace *
rel_project_view_get_workspace (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->workspace;
}

/**
 * rel_project_view_go:
 * @self: a view
 * @place: a place
 *
 * Goes there.
 */
void
rel_project_view_go (RelProjectView *self, RelPlace *place)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  rel_back_forward_visit (self->places, place);
  rel_split_set_show_content (self->split, TRUE);
  show_current (self);
}

/**
 * rel_project_view_focus_page:
 * @self: a view
 *
 * Moves the focus to the beginning of the page, where a person who uses the keyboard sees it.
 */
void
rel_project_view_focus_page (RelProjectView *self)
{
  GtkWidget *next;

  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  /* Else it goes on from where the focus was when the page was left. */
  for (GtkWidget *widget = GTK_WIDGET (self->pages); widget != NULL; widget = next)
    {
      next = gtk_widget_get_focus_child (widget);
      gtk_widget_set_focus_child (widget, NULL);
    }
  gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), TRUE);
}

/**
 * rel_project_view_go_back:
 * @self: a view
 *
 * Goes to the place visited before.
 */
void
rel_project_view_go_back (RelProjectView *self)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  if (rel_back_forward_go_back (self->places) != NULL)
    show_current (self);
}

/**
 * rel_project_view_go_forward:
 * @self: a view
 *
 * Goes to the place from which one went back.
 */
void
rel_project_view_go_forward (RelProjectView *self)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  if (rel_back_forward_go_forward (self->places) != NULL)
    show_current (self);
}

/**
 * rel_project_view_get_place:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): where one is
 */
RelPlace *
rel_project_view_get_place (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return rel_back_forward_get_current (self->places);
}

/**
 * rel_project_view_say:
 * @self: a view
 * @text: what happened; not markup
 * @can_undo: whether to offer to undo it
 *
 * Says in passing what happened.
 */
void
rel_project_view_say (RelProjectView *self, const char *text, gboolean can_undo)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  rel_undo_offer_say (self->offer, text, can_undo ? rel_workspace_get_draft (self->workspace) : NULL);
}

/**
 * rel_project_view_warn:
 * @self: a view
 * @text: what went wrong; not markup
 * @label: (nullable): what a button says
 * @action_name: (nullable): what it activates
 *
 * Says what went wrong, until it is closed.
 */
void
rel_project_view_warn (RelProjectView *self, const char *text, const char *label, const char *action_name)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  rel_notice_show (self->notice, REL_NOTICE_BAD, text);
  if (label != NULL)
    rel_notice_set_action (self->notice, label, action_name);
}

/**
 * rel_project_view_can_go_back:
 * @self: a view
 *
 * Returns: whether there is a place visited before
 */
gboolean
rel_project_view_can_go_back (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), FALSE);

  return rel_back_forward_can_go_back (self->places);
}

/**
 * rel_project_view_can_go_forward:
 * @self: a view
 *
 * Returns: whether one went back from somewhere
 */
gboolean
rel_project_view_can_go_forward (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), FALSE);

  return rel_back_forward_can_go_forward (self->places);
}

/**
 * rel_project_view_get_split:
 * @self: a view
 *
 * Returns: (transfer none): what has the sidebar and the content
 */
RelSplit *
rel_project_view_get_split (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->split;
}

/**
 * rel_project_view_get_sidebar:
 * @self: a view
 *
 * Returns: (transfer none): its sidebar
 */
RelSidebar *
rel_project_view_get_sidebar (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->sidebar;
}

/**
 * rel_project_view_get_relation_page:
 * @self: a view
 *
 * Returns: (transfer none): the page of relations, shown or not
 */
RelRelationPage *
rel_project_view_get_relation_page (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->relation_page;
}

/**
 * rel_project_view_get_changes_page:
 * @self: a view
 *
 * Returns: (transfer none): the page of changes, shown or not
 */
RelChangesPage *
rel_project_view_get_changes_page (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->changes_page;
}
