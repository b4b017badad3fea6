/* rel-project-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-project-view.h"

#include "rel-back-forward.h"
#include "rel-content-header.h"
#include "rel-first-page.h"
#include "rel-foot-bar.h"
#include "rel-lasting.h"
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
  RelContentHeader *content_header;
  RelNotice *notice;
  RelPages *pages;
  RelFootBar *foot;

  RelWorkspace *workspace;   /* (owned) (nullable) */
  gulong changed_handler_id; /* on @workspace; 0 if none */
  RelChecker *checker;       /* (owned) */
  RelBackForward *places;    /* (owned) */
  GActionGroup *actions;     /* (owned) */
  RelUndoOffer *offer;       /* (owned) */
  RelLasting *lasting;       /* (owned) */
  RelFirstPage *first_page;  /* (owned) */
  gboolean asks;             /* it is this view that asks what @workspace wants to know */
};

G_DEFINE_FINAL_TYPE (RelProjectView, rel_project_view, ADW_TYPE_BIN)

/* What is over and under the page. */
static void
update_frame (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);
  gboolean reviewing = place != NULL && rel_place_get_kind (place) == REL_PLACE_CHANGES;

  rel_content_header_show (self->content_header, self->workspace, place);
  rel_foot_bar_show (self->foot, self->workspace, reviewing);
}

static void
update_page (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);

  rel_first_page_stop (self->first_page);
  rel_pages_show (self->pages, self->workspace, self->checker, place, rel_sidebar_get_show_system (self->sidebar));
  update_frame (self);
}

/* Begins at the first collection in the sidebar that is not a folder. */
static void
visit_first (RelProjectView *self)
{
  RelNode *node;

  for (guint i = 0; (node = rel_sidebar_get_node (self->sidebar, i)) != NULL; i++)
    {
      RelCollection *collection = rel_node_get_collection (node);
      g_autoptr (RelPlace) place = NULL;

      if (collection == NULL || rel_collection_is_folder (collection))
        continue;
      place = rel_place_new_collection (rel_collection_get_name (collection));
      rel_back_forward_visit (self->places, place);
      rel_sidebar_select (self->sidebar, place);
      return;
    }
}

static void
workspace_changed_cb (RelProjectView *self)
{
  rel_undo_offer_check (self->offer, self->workspace);
  rel_checker_check (self->checker, rel_workspace_get_draft (self->workspace));
  rel_sidebar_show (self->sidebar, self->workspace, self->checker);
  /* There was no collection to begin at when it was opened. */
  if (rel_back_forward_get_current (self->places) == NULL)
    visit_first (self);
  update_page (self);
  rel_lasting_show (self->lasting, self->workspace);
  rel_project_actions_update (self->actions, self);
}

static void
checked_cb (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);

  rel_sidebar_show_findings (self->sidebar, self->checker);
  if (place != NULL &&
      (rel_place_get_kind (place) == REL_PLACE_CHECKS || rel_place_get_kind (place) == REL_PLACE_DIAGRAM ||
       rel_place_get_kind (place) == REL_PLACE_RELATION))
    update_page (self);
}

static void
show_current (RelProjectView *self)
{
  RelPlace *place = rel_back_forward_get_current (self->places);

  if (place != NULL)
    rel_sidebar_select (self->sidebar, place);
  update_page (self);
  rel_project_actions_update (self->actions, self);
}

static void
folded_cb (RelProjectView *self)
{
  gboolean folded = rel_split_is_folded (self->split);

  rel_content_header_set_narrow (self->content_header, folded);
  rel_foot_bar_set_narrow (self->foot, folded);
  if (self->workspace != NULL)
    update_page (self);
}

static void
system_shown_cb (RelProjectView *self)
{
  if (self->workspace == NULL)
    return;
  rel_sidebar_show (self->sidebar, self->workspace, self->checker);
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
  rel_lasting_close (self->lasting, self->workspace);
}

static void
show_project_title (RelProjectView *self)
{
  RelTarget *target = rel_workspace_get_target (self->workspace);
  g_autofree char *production = rel_project_words_dup_production (target);

  rel_project_title_show (self->project_title, target);
  if (production != NULL)
    gtk_widget_add_css_class (self->sidebar_header, "production");
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
  g_clear_pointer (&self->first_page, rel_first_page_free);
  rel_project_view_set_asks (self, FALSE);
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

  g_object_unref (self->checker);
  rel_back_forward_free (self->places);
  rel_lasting_free (self->lasting);

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

  g_type_ensure (REL_TYPE_CONTENT_HEADER);
  g_type_ensure (REL_TYPE_FOOT_BAR);
  g_type_ensure (REL_TYPE_NOTICE);
  g_type_ensure (REL_TYPE_PAGES);
  g_type_ensure (REL_TYPE_PROJECT_TITLE);
  g_type_ensure (REL_TYPE_SIDEBAR);
  g_type_ensure (REL_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-project-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, toasts);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, split);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, sidebar_header);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, project_title);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, content_header);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, notice);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, pages);
  gtk_widget_class_bind_template_child (widget_class, RelProjectView, foot);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, system_shown_cb);
}

static void
rel_project_view_init (RelProjectView *self)
{
  g_autoptr (GSettings) settings = rel_settings_new ();

  self->checker = rel_checker_new ();
  g_signal_connect_object (self->checker, "changed", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  self->places = rel_back_forward_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->offer = rel_undo_offer_new (self->toasts);
  self->lasting = rel_lasting_new (self->notice);
  self->first_page = rel_first_page_new (GTK_WIDGET (self), self->pages);
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
 * Shows a project, at its first collection. Its page comes after the first frame, by and by.
 */
void
rel_project_view_set_workspace (RelProjectView *self, RelWorkspace *workspace)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  self->changed_handler_id =
    g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  rel_project_view_set_asks (self, TRUE);
  show_project_title (self);
  rel_checker_check (self->checker, rel_workspace_get_draft (workspace));
  rel_sidebar_show (self->sidebar, workspace, self->checker);
  visit_first (self);
  if (rel_back_forward_get_current (self->places) != NULL)
    rel_first_page_begin (self->first_page, workspace, rel_back_forward_get_current (self->places));
  else
    update_page (self);
  update_frame (self);
  rel_project_actions_update (self->actions, self);
  rel_lasting_show (self->lasting, self->workspace);
}

/**
 * rel_project_view_set_asks:
 * @self: a view
 * @asks: whether it is this view that asks what its project wants to know
 *
 * Of several views of one project, one asks; a view that is to ask no more says so before
 * another one begins.
 */
void
rel_project_view_set_asks (RelProjectView *self, gboolean asks)
{
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  if (self->workspace != NULL && self->asks != asks)
    rel_workspace_set_ask_func (self->workspace, asks ? ask_cb : NULL, asks ? self : NULL);
  self->asks = asks;
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
  g_return_if_fail (REL_IS_PROJECT_VIEW (self));

  rel_first_page_finish (self->first_page);
  rel_pages_focus (self->pages);
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), TRUE);
}

/**
 * rel_project_view_is_page_coming:
 * @self: a view
 *
 * Returns: whether not all of the first page is shown yet
 */
gboolean
rel_project_view_is_page_coming (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), FALSE);

  return rel_first_page_is_coming (self->first_page);
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

  rel_undo_offer_say (self->offer, text, can_undo ? self->workspace : NULL);
}

/**
 * rel_project_view_get_lasting:
 * @self: a view
 *
 * Returns: (transfer none): what it says until it is closed or over
 */
RelLasting *
rel_project_view_get_lasting (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->lasting;
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
 * rel_project_view_get_checker:
 * @self: a view
 *
 * Returns: (transfer none): what checks the draft
 */
RelChecker *
rel_project_view_get_checker (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->checker;
}

/**
 * rel_project_view_get_actions:
 * @self: a view
 *
 * Returns: (transfer none): the commands of the project, the group `project`
 */
GActionGroup *
rel_project_view_get_actions (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->actions;
}

/**
 * rel_project_view_get_pages:
 * @self: a view
 *
 * Returns: (transfer none): its content
 */
RelPages *
rel_project_view_get_pages (RelProjectView *self)
{
  g_return_val_if_fail (REL_IS_PROJECT_VIEW (self), NULL);

  return self->pages;
}
