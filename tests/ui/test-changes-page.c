/* test-changes-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window says of a publish is not believed: the server is asked.
 */

#include "config.h"

#include <string.h>

#include "rel-code.h"
#include "served.h"

static RelChangesPage *
get_page (Served *self)
{
  return rel_project_view_get_changes_page (self->view);
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
                   "Published 2 changes. The server has them as planned.");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
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
  row = stage_find (GTK_WIDGET (get_page (self)), ADW_TYPE_EXPANDER_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  code = stage_find (row, REL_TYPE_CODE, NULL);
  g_assert_nonnull (code);
  g_assert_true (g_str_has_prefix (rel_code_get_text (REL_CODE (code)), "PATCH /relations/articles/author\n"));
  g_assert_nonnull (strstr (rel_code_get_text (REL_CODE (code)), "\"on_delete\": \"CASCADE\""));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "1 request will be sent");
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

/* Somebody deletes the relation behind our back; the change that cannot be made says so, and
 * the other one is published or kept, but never lost. */
static void
test_says_an_error_at_its_change (Served *self, gconstpointer unused)
{
  set_on_delete (self, "articles", "author", "CASCADE");
  served_do (self, "project.show-changes", NULL);
  server_fixture_call (&self->server, "PATCH", "/relations/articles/author",
                       "{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\","
                       "\"schema\":{\"on_delete\":\"RESTRICT\",\"on_update\":\"NO ACTION\"}}");
  g_assert_cmpuint (self->server.status, ==, 200);

  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  assert_server_has (self, "articles", "author", "schema.on_delete", "\"RESTRICT\"");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_nonnull (rel_change_row_get_error (find_row (self, "articles", "author")));
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
  /* The first one that was tried says why; the other one was not tried any more. */
  g_assert_true ((rel_change_row_get_error (find_row (self, "articles", "author")) != NULL) !=
                 (rel_change_row_get_error (find_row (self, "articles", "category")) != NULL));
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
    { "publishes-what-is-checked", test_publishes_what_is_checked },
    { "shows-the-requests", test_shows_the_requests },
    { "discards-one", test_discards_one },
    { "discards-all", test_discards_all },
    { "says-an-error-at-its-change", test_says_an_error_at_its_change },
    { "lost-server-loses-nothing", test_lost_server_loses_nothing },
    { "stops-after-the-running-step", test_stops_after_the_running_step },
    { "closing-stops", test_closing_stops },
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
