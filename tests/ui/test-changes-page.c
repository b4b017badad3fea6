/* test-changes-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window says of a publish is not believed: the server is asked.
 */

#include "config.h"

#include <string.h>

#include "rel-change-words.h"
#include "rel-code.h"
#include "rel-profiles.h"
#include "rel-requests-row.h"
#include "served.h"

static RelChangesPage *
get_page (Served *self)
{
  return REL_CHANGES_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_CHANGES));
}

static void
set_on_delete (Served *self, const char *collection, const char *field, const char *action)
{
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (self->workspace, collection, field, 0, "schema.on_delete", value, &error);
  g_assert_no_error (error);
}

static void
assert_server_has (Served *self, const char *collection, const char *field, const char *path, const char *json)
{
  g_autofree char *value = served_ask (self, collection, field, path);

  g_assert_cmpstr (value, ==, json);
}

static RelChangeRow *
find_row (Served *self, const char *collection, const char *field)
{
  g_autofree char *id = g_strdup_printf ("relation/%s/%s/0", collection, field);
  RelChangeRow *row = rel_change_list_find_row (rel_changes_page_get_list (get_page (self)), id);

  g_assert_nonnull (row);
  return row;
}

static void
test_publishes (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  assert_server_has (self, "articles", "author", "schema.on_delete", "\"SET NULL\"");

  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  g_assert_true (rel_changes_page_is_publishing (get_page (self)));
  served_await_idle (self);

  assert_server_has (self, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  assert_server_has (self, "articles", "category", "schema.on_delete", "\"RESTRICT\"");
  g_assert_cmpstr (rel_changes_page_get_result (get_page (self)), ==,
                   "Published 2 changes. Read back, they are as planned.");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

static void
change_behind_our_back (Served *self, const char *on_delete)
{
  g_autofree char *body = g_strdup_printf ("{\"collection\":\"articles\",\"field\":\"author\","
                                           "\"related_collection\":\"authors\",\"schema\":{\"on_delete\":\"%s\","
                                           "\"on_update\":\"NO ACTION\"}}",
                                           on_delete);

  server_fixture_call (&self->server, "PATCH", "/relations/articles/author", body);
  g_assert_cmpuint (self->server.status, ==, 200);
}

/* Somebody else has changed the same: it is said with the three values, nothing is published,
 * and each of the two buttons decides it. */
static void
test_decides_conflicts (Served *self, gconstpointer unused)
{
  static const char *const labels[] = { "Take the Server’s", "Keep Mine" };
  static const char *const was[] = { "Set to null", "Restrict" };
  static const char *const theirs[] = { "RESTRICT", "NO ACTION" };
  static const char *const labels_of_theirs[] = { "Restrict", "No action" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *row;
      GtkWidget *button;

      set_on_delete (self, "articles", "author", "CASCADE");
      change_behind_our_back (self, theirs[i]);
      served_do (self, "project.show-changes", NULL);
      served_do (self, "project.publish", NULL);
      served_await_idle (self);

      stage_settle (GTK_WIDGET (self->window));
      row = GTK_WIDGET (find_row (self, "articles", "author"));
      g_assert_nonnull (stage_find (row, GTK_TYPE_LABEL, was[i]));
      g_assert_nonnull (stage_find (row, GTK_TYPE_LABEL, labels_of_theirs[i]));
      button = stage_find (row, GTK_TYPE_BUTTON, labels[i]);
      g_assert_nonnull (button);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpuint (rel_workspace_get_conflicts (self->workspace)->len, ==, 0);
      g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, i);
    }

  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  assert_server_has (self, "articles", "author", "schema.on_delete", "\"CASCADE\"");
}

/* Ctrl+Enter anywhere else: what is published is seen before. */
static void
test_is_seen_before_it_publishes (Served *self, gconstpointer unused)
{
  GtkWidget *publish;

  served_go (self, "articles", "author");
  set_on_delete (self, "articles", "author", "CASCADE");
  served_do (self, "project.publish", NULL);
  g_assert_false (rel_changes_page_is_publishing (get_page (self)));
  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->view)), ==, REL_PLACE_CHANGES);
  stage_settle (GTK_WIDGET (self->window));
  publish = stage_find (GTK_WIDGET (get_page (self)), GTK_TYPE_BUTTON, "_Publish 1 Change");
  g_assert_nonnull (publish);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == publish);
  assert_server_has (self, "articles", "author", "schema.on_delete", "\"SET NULL\"");

  served_do (self, "project.publish", NULL);
  g_assert_true (rel_changes_page_is_publishing (get_page (self)));
  served_await_idle (self);
  assert_server_has (self, "articles", "author", "schema.on_delete", "\"CASCADE\"");
}

static const char *
get_focused_label (Served *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  g_assert_nonnull (focus);
  return GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : gtk_label_get_label (GTK_LABEL (focus));
}

/* The button that was pressed goes; the focus went to the first one of the window, which adds a relation. */
static void
test_focus_follows_a_publish (Served *self, gconstpointer unused)
{
  GtkWidget *focus;

  set_on_delete (self, "articles", "author", "CASCADE");
  served_do (self, "project.publish", NULL);
  stage_settle (GTK_WIDGET (self->window));
  served_do (self, "project.publish", NULL);
  g_assert_cmpstr (get_focused_label (self), ==, "_Cancel");
  served_await_idle (self);
  stage_settle (GTK_WIDGET (self->window));
  g_assert_cmpstr (get_focused_label (self), ==, "Published 1 change. Read back, it is as planned.");
  focus = gtk_root_get_focus (GTK_ROOT (self->window));
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (focus), NULL, NULL));

  /* What has to be decided, and then what was wanted. */
  set_on_delete (self, "articles", "author", "RESTRICT");
  change_behind_our_back (self, "NO ACTION");
  rel_changes_page_focus_publish (get_page (self));
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  stage_settle (GTK_WIDGET (self->window));
  g_assert_cmpstr (get_focused_label (self), ==, "Keep Mine");
  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (self->window)), "clicked");
  stage_settle (GTK_WIDGET (self->window));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == GTK_WIDGET (find_row (self, "articles", "author")));
}

/* It went to the button that publishes, which would then be pressed in the place of the next one. */
static void
test_focus_stays_among_the_changes (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  set_on_delete (self, "articles", "issue", "RESTRICT");
  served_do (self, "project.show-changes", NULL);
  stage_settle (GTK_WIDGET (self->window));
  gtk_widget_child_focus (GTK_WIDGET (find_row (self, "articles", "category")), GTK_DIR_TAB_FORWARD);
  served_do (self, "project.discard", "relation/articles/category/0");
  stage_settle (GTK_WIDGET (self->window));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                         GTK_WIDGET (rel_changes_page_get_list (get_page (self)))));
}

/* It stood above changes that were not published. */
static void
test_result_ends_with_the_next_edit (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  g_assert_nonnull (rel_changes_page_get_result (get_page (self)));
  served_do (self, "project.undo", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_null (rel_changes_page_get_result (get_page (self)));
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  g_assert_nonnull (rel_changes_page_get_result (get_page (self)));
  set_on_delete (self, "articles", "author", "RESTRICT");
  g_assert_null (rel_changes_page_get_result (get_page (self)));
}

static void
test_publishes_what_is_checked (Served *self, gconstpointer unused)
{
  GtkWidget *check;

  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  served_do (self, "project.show-changes", NULL);
  check = stage_find (GTK_WIDGET (find_row (self, "articles", "author")), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_nonnull (stage_find (GTK_WIDGET (get_page (self)), GTK_TYPE_BUTTON, "_Publish 1 Change"));

  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  assert_server_has (self, "articles", "author", "schema.on_delete", "\"SET NULL\"");
  assert_server_has (self, "articles", "category", "schema.on_delete", "\"RESTRICT\"");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_false (rel_change_row_is_selected (find_row (self, "articles", "author")));
}

static void
test_shows_the_requests (Served *self, gconstpointer unused)
{
  GtkWidget *row;
  GtkWidget *code;

  set_on_delete (self, "articles", "author", "CASCADE");
  served_do (self, "project.show-changes", NULL);
  row = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_REQUESTS_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  code = stage_find (row, REL_TYPE_CODE, NULL);
  g_assert_nonnull (code);
  g_assert_true (g_str_has_prefix (rel_code_get_text (REL_CODE (code)), "PATCH /relations/articles/author\n"));
  g_assert_nonnull (strstr (rel_code_get_text (REL_CODE (code)), "\"on_delete\": \"CASCADE\""));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "1 request, sent when you publish");
}

static void
test_discards_one (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.discard", "relation/articles/author/0");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  find_row (self, "articles", "category");

  served_do (self, "project.undo", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 2);
  find_row (self, "articles", "author");
}

static void
test_discards_all (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.discard-all", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  g_assert_nonnull (stage_find (GTK_WIDGET (get_page (self)), GTK_TYPE_LABEL, "Nothing to Publish"));
  served_do (self, "project.undo", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 2);
}

static void
test_lost_server_loses_nothing (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  served_do (self, "project.show-changes", NULL);
  server_fixture_stop (&self->server);
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 2);
  /* The server could not be read before, so that none was tried. */
  g_assert_null (rel_change_row_get_error (find_row (self, "articles", "author")));
  g_assert_nonnull (rel_changes_page_get_result (get_page (self)));
}

static void
stop_after_first_cb (RelWorkspace *workspace, RelChange *change, guint step, const GError *error, gpointer user_data)
{
  if (step == REL_STEP_RUNNING)
    rel_changes_page_cancel (REL_CHANGES_PAGE (user_data));
}

static void
test_stops_after_the_running_step (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  g_signal_connect_object (self->workspace, "step-changed", G_CALLBACK (stop_after_first_cb), get_page (self), 0);
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_true (g_str_has_prefix (rel_changes_page_get_result (get_page (self)), "Stopped."));
}

static void
test_closing_stops (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  set_on_delete (self, "articles", "category", "RESTRICT");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  g_assert_true (rel_changes_page_is_publishing (get_page (self)));
  /* The window is closed by the fixture, which waits until it is gone. */
}

/* What may happen besides is said under the change. */
static void
test_says_hazards (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  served_do (self, "project.show-changes", NULL);
  g_assert_nonnull (stage_find (GTK_WIDGET (find_row (self, "articles", "author")), GTK_TYPE_LABEL,
                                "From now on, deleting an item of “authors” also deletes the items of “articles” that "
                                "refer to it."));
}

/* It was said as JSON. */
static void
test_says_where_a_foreign_key_leads (Served *self, gconstpointer unused)
{
  g_autoptr (JsonNode) none = json_node_new (JSON_NODE_NULL);
  g_autoptr (JsonNode) key =
    json_from_string ("{\"table\":\"payments\",\"foreign_key_table\":\"authors\",\"foreign_key_column\":\"id\"}", NULL);
  const RelMemberChange change = { (char *) "schema", none, key };
  g_autofree char *text = rel_change_words_dup_member (&change);

  g_assert_cmpstr (text, ==, "Foreign Key: none → authors.id");
}

/* In any window; the dialog may be one of its own. */
static GtkWidget *
find_anywhere (GType type, const char *label)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = stage_find (window, type, label);
    }
  return found;
}

static gboolean
has_dialog (gpointer unused)
{
  return find_anywhere (GTK_TYPE_BUTTON, "_Delete and Publish") != NULL;
}

static gboolean
is_published (gpointer workspace)
{
  return !rel_workspace_is_busy (workspace) && rel_workspace_get_changes (workspace)->len == 0;
}

static void
open_as_production (Served *self)
{
  g_autoptr (RelProfile) profile = rel_profile_new ("Shop", rel_server_get_url (self->server.server));
  g_autoptr (GError) error = NULL;

  profile->kind = REL_PROFILE_KIND_PRODUCTION;
  profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  g_assert_true (rel_profiles_save (profile, &error));
  g_assert_no_error (error);
  stage_close (self->window);
  self->window = stage_open_with_token ("Shop", rel_server_get_token (self->server.server));
  self->view = rel_window_get_view (self->window);
  self->workspace = rel_project_view_get_workspace (self->view);
  stage_settle (GTK_WIDGET (self->window));
}

static void
test_production_asks_for_the_name (Served *self, gconstpointer unused)
{
  g_autoptr (RelSchema) draft = NULL;
  GtkWidget *yes;
  GtkWidget *entry;

  open_as_production (self);
  draft = rel_schema_without_collection (rel_workspace_get_draft (self->workspace), "revisions");
  rel_workspace_set_draft (self->workspace, draft, "Delete revisions");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  stage_wait_until (has_dialog, NULL);
  yes = find_anywhere (GTK_TYPE_BUTTON, "_Delete and Publish");
  entry = find_anywhere (GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  g_assert_false (gtk_widget_is_sensitive (yes));
  gtk_editable_set_text (GTK_EDITABLE (entry), "shop");
  g_assert_false (gtk_widget_is_sensitive (yes));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Shop");
  g_assert_true (gtk_widget_is_sensitive (yes));
  g_signal_emit_by_name (yes, "clicked");
  stage_wait_until (is_published, self->workspace);
  server_fixture_call (&self->server, "GET", "/collections/revisions", NULL);
  g_assert_cmpuint (self->server.status, ==, 403);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "publishes", test_publishes },
    { "is-seen-before-it-publishes", test_is_seen_before_it_publishes },
    { "focus-follows-a-publish", test_focus_follows_a_publish },
    { "focus-stays-among-the-changes", test_focus_stays_among_the_changes },
    { "result-ends-with-the-next-edit", test_result_ends_with_the_next_edit },
    { "publishes-what-is-checked", test_publishes_what_is_checked },
    { "shows-the-requests", test_shows_the_requests },
    { "discards-one", test_discards_one },
    { "discards-all", test_discards_all },
    { "decides-conflicts", test_decides_conflicts },
    { "lost-server-loses-nothing", test_lost_server_loses_nothing },
    { "stops-after-the-running-step", test_stops_after_the_running_step },
    { "closing-stops", test_closing_stops },
    { "says-hazards", test_says_hazards },
    { "says-where-a-foreign-key-leads", test_says_where_a_foreign_key_leads },
    { "production-asks-for-the-name", test_production_asks_for_the_name },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/changes-page/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
