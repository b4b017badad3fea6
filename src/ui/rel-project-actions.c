/* rel-project-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands of an open project, as actions of the group `project`. Menus, keys and
 * buttons of all its pages name them.
 */

#include "config.h"

#include "rel-project-actions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-bundle.h"
#include "rel-canvas.h"
#include "rel-changes-page.h"
#include "rel-compare-page.h"
#include "rel-compat.h"
#include "rel-copy-actions.h"
#include "rel-creation-actions.h"
#include "rel-deletion-button.h"
#include "rel-diagram-page.h"
#include "rel-diagram-page.h"
#include "rel-finder.h"
#include "rel-fix-actions.h"
#include "rel-history.h"

static RelProjectView *
view_of (gpointer user_data)
{
  return REL_PROJECT_VIEW (user_data);
}

static gboolean
is_content_seen (RelProjectView *view)
{
  RelSplit *split = rel_project_view_get_split (view);

  return !rel_split_is_folded (split) || rel_split_get_show_content (split);
}

/* Goes where there is only one place to go. */
static void
go_to (RelProjectView *view, RelPlaceKind kind)
{
  g_autoptr (RelPlace) place = rel_place_new (kind);

  rel_project_view_go (view, place);
}

/* Goes into the picture, from wherever the focus is: arrow keys go on there. */
static void
show_diagram_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  GtkWidget *page = rel_pages_get (rel_project_view_get_pages (view), REL_PLACE_DIAGRAM);

  go_to (view, REL_PLACE_DIAGRAM);
  gtk_widget_grab_focus (GTK_WIDGET (rel_diagram_page_get_canvas (REL_DIAGRAM_PAGE (page))));
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))), TRUE);
}

static void
show_collection_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (RelPlace) place = rel_place_new_collection (g_variant_get_string (parameter, NULL));

  rel_project_view_go (view_of (user_data), place);
}

static void
show_relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (RelPlace) place = NULL;
  const char *collection;
  const char *field;
  guint nth;

  g_variant_get (parameter, "(&s&su)", &collection, &field, &nth);
  place = rel_place_new_relation (collection, field, nth);
  rel_project_view_go (view_of (user_data), place);
}

/* What is chosen in the diagram: a relation, a collection without a field, or nothing. */
static void
point_at_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelPlace *place = rel_project_view_get_place (view);
  g_autoptr (RelPlace) chosen = NULL;
  const char *collection;
  const char *field;
  guint nth;

  g_variant_get (parameter, "(&s&su)", &collection, &field, &nth);
  if (*field != '\0')
    chosen = rel_place_new_relation (collection, field, nth);
  else if (*collection != '\0')
    chosen = rel_place_new_collection (collection);
  if (place != NULL && rel_place_get_kind (place) == REL_PLACE_DIAGRAM)
    rel_sidebar_point_at (rel_project_view_get_sidebar (view), chosen);
}

/* The other places that there are once in a project, by their commands. */
static const struct
{
  const char *action;
  RelPlaceKind kind;
} places[] = {
  { "show-changes", REL_PLACE_CHANGES }, { "show-relations", REL_PLACE_RELATIONS }, { "show-checks", REL_PLACE_CHECKS },
  { "show-history", REL_PLACE_HISTORY }, { "show-compare", REL_PLACE_COMPARE },
};

static void
show_place_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (strcmp (places[i].action, g_action_get_name (G_ACTION (action))) == 0)
        go_to (view_of (user_data), places[i].kind);
    }
}

static void
set_enabled (GActionGroup *group, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* What was compared is shown in the diagram; if nothing was, it goes where one can compare. */
static void
show_comparison_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelPages *pages = rel_project_view_get_pages (view);
  const char *name;
  RelSchema *there = rel_compare_page_get_there (REL_COMPARE_PAGE (rel_pages_get (pages, REL_PLACE_COMPARE)), &name);

  if (there == NULL)
    {
      go_to (view, REL_PLACE_COMPARE);
      return;
    }
  rel_diagram_page_compare (REL_DIAGRAM_PAGE (rel_pages_get (pages, REL_PLACE_DIAGRAM)), name, there);
  set_enabled (rel_project_view_get_actions (view), "end-comparison", TRUE);
  show_diagram_cb (NULL, NULL, view);
}

static void
end_comparison_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelPages *pages = rel_project_view_get_pages (view_of (user_data));

  g_simple_action_set_enabled (action, FALSE);
  rel_diagram_page_compare (REL_DIAGRAM_PAGE (rel_pages_get (pages, REL_PLACE_DIAGRAM)), NULL, NULL);
}

/* What takes a publish back becomes a draft, and is seen before it is published. */
static void
revert_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  g_autoptr (GError) error = NULL;

  if (!rel_workspace_revert (rel_project_view_get_workspace (view), g_variant_get_int64 (parameter), &error))
    {
      rel_lasting_warn (rel_project_view_get_lasting (view), error->message);
      return;
    }
  go_to (view, REL_PLACE_CHANGES);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_project_view_go_back (view_of (user_data));
}

static void
forward_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_project_view_go_forward (view_of (user_data));
}

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);

  rel_split_set_show_content (rel_project_view_get_split (view), FALSE);
  rel_sidebar_focus_filter (rel_project_view_get_sidebar (view));
}

static void
focus_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_project_view_focus_page (view_of (user_data));
}

static void
finder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view)));
  GtkWidget *finder = rel_finder_new (rel_project_view_get_workspace (view), rel_project_view_get_actions (view),
                                      rel_sidebar_get_show_system (rel_project_view_get_sidebar (view)));

  gtk_window_set_transient_for (GTK_WINDOW (finder), window);
  gtk_window_set_application (GTK_WINDOW (finder), gtk_window_get_application (window));
  gtk_window_present (GTK_WINDOW (finder));
}

/* There are two, so the next one is also the one before. */
static void
switch_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelSplit *split = rel_project_view_get_split (view);
  GtkWidget *sidebar = GTK_WIDGET (rel_project_view_get_sidebar (view));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus != NULL && gtk_widget_is_ancestor (focus, sidebar))
    {
      rel_split_set_show_content (split, TRUE);
      rel_project_view_focus_page (view);
      return;
    }
  rel_split_set_show_content (split, FALSE);
  rel_sidebar_focus_place (rel_project_view_get_sidebar (view));
  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
}

/* Has what is being moved in the diagram arrive, as an edit that can be undone. Returns: whether
 * it was dragged, so that letting go of it was all that was to be undone */
static gboolean
put_down (RelProjectView *view)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (view)));

  return REL_IS_CANVAS (focus) && rel_canvas_put_down (REL_CANVAS (focus));
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (put_down (view_of (user_data)))
    return;
  rel_workspace_undo (rel_project_view_get_workspace (view_of (user_data)));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (put_down (view_of (user_data)))
    return;
  rel_workspace_redo (rel_project_view_get_workspace (view_of (user_data)));
}

/* A change by its id, and all that belong to it. */
static GPtrArray *
find_bundle (RelWorkspace *workspace, const char *id)
{
  g_autoptr (GPtrArray) bundles =
    rel_bundle_list (rel_workspace_get_changes (workspace), rel_workspace_get_base (workspace));

  for (guint b = 0; b < bundles->len; b++)
    {
      GPtrArray *bundle = g_ptr_array_index (bundles, b);

      for (guint i = 0; i < bundle->len; i++)
        {
          g_autofree char *other = rel_change_dup_id (g_ptr_array_index (bundle, i));

          if (strcmp (id, other) == 0)
            return g_ptr_array_ref (bundle);
        }
    }
  return NULL;
}

static char *
dup_discarded (guint n_changes)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Discarded %u change", "Discarded %u changes", n_changes),
                          n_changes);
}

static char *
dup_discarded_name (RelChange *change)
{
  g_autofree char *name = rel_change_dup_name (change);

  /* Translators: what was changed, as articles.author. */
  return g_strdup_printf (_ ("Discarded the changes of %s"), name);
}

static void
discard_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  g_autoptr (GPtrArray) changes = find_bundle (workspace, g_variant_get_string (parameter, NULL));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (changes == NULL)
    return;
  if (!rel_workspace_discard (workspace, changes, &error))
    {
      rel_lasting_warn (rel_project_view_get_lasting (view), error->message);
      return;
    }
  text = changes->len > 1 ? dup_discarded (changes->len) : dup_discarded_name (g_ptr_array_index (changes, 0));
  rel_project_view_say (view, text, TRUE);
}

/* A conflict by its id, and whose value is to be. */
static void
resolve_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (view_of (user_data));
  GPtrArray *conflicts = rel_workspace_get_conflicts (workspace);
  const char *id;
  guint side;

  g_variant_get (parameter, "(&su)", &id, &side);
  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autoptr (RelConflict) conflict = rel_conflict_ref (g_ptr_array_index (conflicts, i));
      g_autofree char *other = rel_conflict_dup_id (conflict);

      if (strcmp (id, other) != 0 || (side != REL_SIDE_MINE && side != REL_SIDE_THEIRS))
        continue;
      rel_workspace_resolve (workspace, conflict, side);
      return;
    }
}

static void
discard_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  g_autofree char *text = dup_discarded (rel_workspace_get_changes (workspace)->len);

  rel_workspace_discard_all (workspace);
  rel_project_view_say (view, text, TRUE);
}

static void
delete_relation (RelProjectView *view, RelDeletion what)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  RelPlace *place = rel_project_view_get_place (view);
  const char *collection = rel_place_get_collection (place);
  const char *field = rel_place_get_field (place);
  g_autoptr (RelPlace) left = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) draft =
    rel_deletion_apply (rel_workspace_get_draft (workspace), collection, field, what, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (draft == NULL)
    {
      rel_lasting_warn (rel_project_view_get_lasting (view), error->message);
      return;
    }
  /* Translators: names an edit; a collection and a field of it, as articles.author. */
  name = g_strdup_printf (_ ("Delete %s.%s"), collection, field);
  /* Translators: a collection and a field of it, as articles.author. */
  text = g_strdup_printf (_ ("Deleted %s.%s"), collection, field);
  left = rel_place_new_collection (collection);
  rel_workspace_set_draft (workspace, draft, name);
  if (rel_schema_has_collection (draft, collection))
    rel_project_view_go (view, left);
  rel_project_view_say (view, text, TRUE);
}

static void
delete_relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  delete_relation (view_of (user_data), REL_DELETION_LINK);
}

static void
delete_relation_with_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);

  delete_relation (view, g_variant_get_uint32 (parameter));
  /* The page with the button is gone. */
  rel_project_view_focus_page (view);
}

/* Publishes what is checked on the page of changes. Nothing is published that the person has
 * not seen: from elsewhere the key goes to that page only, and pressed again publishes. */
static void
publish_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelPlace *place = rel_project_view_get_place (view);

  if (place != NULL && rel_place_get_kind (place) == REL_PLACE_CHANGES && is_content_seen (view))
    {
      rel_changes_page_publish (
        REL_CHANGES_PAGE (rel_pages_get (rel_project_view_get_pages (view), REL_PLACE_CHANGES)));
      return;
    }
  go_to (view, REL_PLACE_CHANGES);
  rel_changes_page_focus_publish (
    REL_CHANGES_PAGE (rel_pages_get (rel_project_view_get_pages (view), REL_PLACE_CHANGES)));
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelProjectView) view = REL_PROJECT_VIEW (user_data);

  /* That it fails, all windows say; once more here, where it may have been closed. */
  if (!rel_workspace_refresh_finish (REL_WORKSPACE (source), result, NULL))
    {
      rel_lasting_warn_unread (rel_project_view_get_lasting (view), REL_WORKSPACE (source));
      return;
    }
  rel_lasting_end_warning (rel_project_view_get_lasting (view));
  rel_project_view_say (view, _ ("Read again"), FALSE);
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_workspace_refresh_async (rel_project_view_get_workspace (view_of (user_data)), NULL, refreshed_cb,
                               g_object_ref (user_data));
}

static void
reset_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelProjectView) view = REL_PROJECT_VIEW (user_data);
  g_autoptr (GError) error = NULL;

  if (rel_workspace_reset_finish (REL_WORKSPACE (source), result, &error))
    rel_project_view_say (view, _ ("The sample is as it was in the beginning"), FALSE);
  else
    rel_lasting_warn (rel_project_view_get_lasting (view), error->message);
}

static void
reset_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (source);

  if (rel_compat_ask_finish (GTK_WIDGET (view), result) && rel_project_view_get_workspace (view) != NULL)
    rel_workspace_reset_async (rel_project_view_get_workspace (view), NULL, reset_done_cb, g_object_ref (view));
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_compat_ask_async (GTK_WIDGET (user_data), _ ("Reset the Sample?"),
                        _ ("The sample becomes as it was in the beginning. What you published to it is lost."),
                        _ ("_Reset"), NULL, reset_answered_cb, NULL);
}

static void
say_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_project_view_say (view_of (user_data), g_variant_get_string (parameter, NULL), FALSE);
}

static void
say_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_project_view_say (view_of (user_data), g_variant_get_string (parameter, NULL), TRUE);
}

static void
warn_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_lasting_warn (rel_project_view_get_lasting (view_of (user_data)), g_variant_get_string (parameter, NULL));
}

/**
 * rel_project_actions_new:
 * @view: a view with its children; it must outlive the group's use
 *
 * Returns: (transfer full): the commands of the project that the view shows
 */
GActionGroup *
rel_project_actions_new (RelProjectView *view)
{
  static const GActionEntry entries[] = {
    { "show-collection", show_collection_cb, "s", NULL, NULL, { 0 } },
    { "show-relation", show_relation_cb, "(ssu)", NULL, NULL, { 0 } },
    { "point-at", point_at_cb, "(ssu)", NULL, NULL, { 0 } },
    { "show-changes", show_place_cb, NULL, NULL, NULL, { 0 } },
    { "show-relations", show_place_cb, NULL, NULL, NULL, { 0 } },
    { "show-diagram", show_diagram_cb, NULL, NULL, NULL, { 0 } },
    { "show-checks", show_place_cb, NULL, NULL, NULL, { 0 } },
    { "show-history", show_place_cb, NULL, NULL, NULL, { 0 } },
    { "show-compare", show_place_cb, NULL, NULL, NULL, { 0 } },
    { "show-comparison", show_comparison_cb, NULL, NULL, NULL, { 0 } },
    { "end-comparison", end_comparison_cb, NULL, NULL, NULL, { 0 } },
    { "revert", revert_cb, "x", NULL, NULL, { 0 } },
    { "back", back_cb, NULL, NULL, NULL, { 0 } },
    { "forward", forward_cb, NULL, NULL, NULL, { 0 } },
    { "focus-page", focus_page_cb, NULL, NULL, NULL, { 0 } },
    { "filter", filter_cb, NULL, NULL, NULL, { 0 } },
    { "finder", finder_cb, NULL, NULL, NULL, { 0 } },
    { "switch-pane", switch_pane_cb, NULL, NULL, NULL, { 0 } },
    { "undo", undo_cb, NULL, NULL, NULL, { 0 } },
    { "redo", redo_cb, NULL, NULL, NULL, { 0 } },
    { "delete-relation", delete_relation_cb, NULL, NULL, NULL, { 0 } },
    { "delete-relation-with", delete_relation_with_cb, "u", NULL, NULL, { 0 } },
    { "discard", discard_cb, "s", NULL, NULL, { 0 } },
    { "resolve", resolve_cb, "(su)", NULL, NULL, { 0 } },
    { "discard-all", discard_all_cb, NULL, NULL, NULL, { 0 } },
    { "publish", publish_cb, NULL, NULL, NULL, { 0 } },
    { "refresh", refresh_cb, NULL, NULL, NULL, { 0 } },
    { "reset", reset_cb, NULL, NULL, NULL, { 0 } },
    { "say", say_cb, "s", NULL, NULL, { 0 } },
    { "say-done", say_done_cb, "s", NULL, NULL, { 0 } },
    { "warn", warn_cb, "s", NULL, NULL, { 0 } },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) show_system =
    g_property_action_new ("show-system", rel_project_view_get_sidebar (view), "show-system");

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), view);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (show_system));
  rel_copy_actions_add (G_ACTION_MAP (group), view);
  rel_creation_actions_add (G_ACTION_MAP (group), view);
  rel_fix_actions_add (G_ACTION_MAP (group), view);
  set_enabled (G_ACTION_GROUP (group), "end-comparison", FALSE);
  return G_ACTION_GROUP (group);
}

static gboolean
can_delete (RelProjectView *view)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  RelPlace *place = workspace != NULL ? rel_project_view_get_place (view) : NULL;
  g_autoptr (RelLink) link = NULL;
  g_autofree char *reason = NULL;

  if (place == NULL || rel_place_get_kind (place) != REL_PLACE_RELATION)
    return FALSE;
  link = rel_place_find_link (place, rel_workspace_get_draft (workspace));
  if (link == NULL)
    return FALSE;
  reason = rel_deletion_button_dup_reason (rel_workspace_get_draft (workspace), link);
  return reason == NULL;
}

/**
 * rel_project_actions_update:
 * @group: the commands
 * @view: their view
 *
 * Enables the commands that have something to do.
 */
void
rel_project_actions_update (GActionGroup *group, RelProjectView *view)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  gboolean idle = workspace != NULL && !rel_workspace_is_busy (workspace);
  gboolean any = workspace != NULL && rel_workspace_get_changes (workspace)->len > 0;
  gboolean deletable = can_delete (view);
  gboolean sample = workspace != NULL &&
                    rel_target_get_kind (rel_workspace_get_target (workspace)) == REL_TARGET_SAMPLE;

  set_enabled (group, "back", rel_project_view_can_go_back (view));
  set_enabled (group, "forward", rel_project_view_can_go_forward (view));
  set_enabled (group, "undo", workspace != NULL && rel_workspace_get_undo_name (workspace) != NULL);
  set_enabled (group, "redo", workspace != NULL && rel_workspace_get_redo_name (workspace) != NULL);
  set_enabled (group, "add-relation", workspace != NULL);
  set_enabled (group, "add-relation-between", workspace != NULL);
  set_enabled (group, "delete-relation", deletable);
  set_enabled (group, "delete-relation-with", deletable);
  set_enabled (group, "copy-request", any);
  set_enabled (group, "copy-last", any);
  set_enabled (group, "copy-last-as", any);
  set_enabled (group, "discard", idle && any);
  set_enabled (group, "resolve", idle && any);
  set_enabled (group, "discard-all", idle && any);
  set_enabled (group, "publish", idle && any);
  set_enabled (group, "refresh", idle);
  set_enabled (group, "reset", idle && sample);
}
