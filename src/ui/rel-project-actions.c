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
#include "rel-compat.h"
#include "rel-creation-dialog.h"

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

static void
show_changes_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (RelPlace) place = rel_place_new_changes ();

  rel_project_view_go (view_of (user_data), place);
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

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_workspace_undo (rel_project_view_get_workspace (view_of (user_data)));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
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
      rel_project_view_warn (view, error->message, NULL, NULL);
      return;
    }
  text = changes->len > 1 ? dup_discarded (changes->len) : dup_discarded_name (g_ptr_array_index (changes, 0));
  rel_project_view_say (view, text, TRUE);
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
created_cb (RelProjectView *view, const char *collection, const char *field)
{
  g_autoptr (RelPlace) place = rel_place_new_relation (collection, field, 0);
  /* Translators: a collection and its new field, as articles.author. */
  g_autofree char *text = g_strdup_printf (_ ("Added %s.%s"), collection, field);

  rel_project_view_go (view, place);
  rel_project_view_say (view, text, TRUE);
}

static void
add_relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = view_of (user_data);
  RelPlace *place = rel_project_view_get_place (view);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  RelSchema *draft = rel_workspace_get_draft (rel_project_view_get_workspace (view));
  const char *collection = place != NULL ? rel_place_get_collection (place) : NULL;
  RelCollection *found = collection != NULL ? rel_schema_find_collection (draft, collection) : NULL;
  gboolean fits = found != NULL && rel_collection_exists (found) && !rel_collection_is_folder (found);
  GtkWidget *dialog = rel_creation_dialog_new (rel_project_view_get_workspace (view), fits ? collection : NULL);

  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), view, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (dialog));
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
      rel_project_view_warn (view, error->message, NULL, NULL);
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
      rel_changes_page_publish (rel_project_view_get_changes_page (view));
      return;
    }
  show_changes_cb (NULL, NULL, view);
  rel_changes_page_focus_publish (rel_project_view_get_changes_page (view));
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelProjectView) view = REL_PROJECT_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (rel_workspace_refresh_finish (REL_WORKSPACE (source), result, &error))
    {
      rel_project_view_say (view, _ ("Read again"), FALSE);
      return;
    }
  text = g_strdup_printf (_ ("%s You can go on working on your draft."), error->message);
  rel_project_view_warn (view, text, _ ("Try Again"), "project.refresh");
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
    rel_project_view_warn (view, error->message, NULL, NULL);
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
                        _ ("_Reset"), reset_answered_cb, NULL);
}

static void
say_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_project_view_say (view_of (user_data), g_variant_get_string (parameter, NULL), FALSE);
}

static void
set_enabled (GActionGroup *group, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
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
    { "show-changes", show_changes_cb, NULL, NULL, NULL, { 0 } },
    { "back", back_cb, NULL, NULL, NULL, { 0 } },
    { "forward", forward_cb, NULL, NULL, NULL, { 0 } },
    { "filter", filter_cb, NULL, NULL, NULL, { 0 } },
    { "switch-pane", switch_pane_cb, NULL, NULL, NULL, { 0 } },
    { "undo", undo_cb, NULL, NULL, NULL, { 0 } },
    { "redo", redo_cb, NULL, NULL, NULL, { 0 } },
    { "add-relation", add_relation_cb, NULL, NULL, NULL, { 0 } },
    { "delete-relation", delete_relation_cb, NULL, NULL, NULL, { 0 } },
    { "delete-relation-with", delete_relation_with_cb, "u", NULL, NULL, { 0 } },
    { "discard", discard_cb, "s", NULL, NULL, { 0 } },
    { "discard-all", discard_all_cb, NULL, NULL, NULL, { 0 } },
    { "publish", publish_cb, NULL, NULL, NULL, { 0 } },
    { "refresh", refresh_cb, NULL, NULL, NULL, { 0 } },
    { "reset", reset_cb, NULL, NULL, NULL, { 0 } },
    { "say", say_cb, "s", NULL, NULL, { 0 } },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) show_system =
    g_property_action_new ("show-system", rel_project_view_get_sidebar (view), "show-system");

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), view);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (show_system));
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
  set_enabled (group, "delete-relation", deletable);
  set_enabled (group, "delete-relation-with", deletable);
  set_enabled (group, "discard", idle && any);
  set_enabled (group, "discard-all", idle && any);
  set_enabled (group, "publish", idle && any);
  set_enabled (group, "refresh", idle);
  set_enabled (group, "reset", idle && sample);
}
