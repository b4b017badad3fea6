/* workspace-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "workspace-fixture.h"

#include "folder.h"

void
workspace_fixture_set_up (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->snapshot = g_build_filename (fixture->folder, "magazine.json", NULL);
  g_file_get_contents (source, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (fixture->snapshot, contents, length, &error));
}

void
workspace_fixture_tear_down (WorkspaceFixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->snapshot);
}

/* Puts @to in place of @from in the file, as somebody else's editor would. */
void
workspace_fixture_change_file (WorkspaceFixture *fixture, const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  g_autoptr (GString) text = NULL;

  g_assert_true (g_file_get_contents (fixture->snapshot, &contents, NULL, NULL));
  text = g_string_new (contents);
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_assert_true (g_file_set_contents (fixture->snapshot, text->str, text->len, NULL));
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Opens a project; %NULL if that fails. */
RelWorkspace *
workspace_fixture_try_open (const char *name, GError **error)
{
  g_autoptr (RelTarget) target = rel_target_new (name, NULL, error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (target);
  rel_workspace_open_async (target, NULL, NULL, NULL, TRUE, NULL, result_cb, &result);
  wait_for (&result);
  return rel_workspace_open_finish (result, error);
}

/* Opens a project of which nothing has to be said. */
RelWorkspace *
workspace_fixture_open (const char *name)
{
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace = workspace_fixture_try_open (name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rel_workspace_get_notice (workspace), ==, NULL);
  return workspace;
}

void
workspace_fixture_set (RelWorkspace *workspace,
                       const char *collection,
                       const char *field,
                       const char *path,
                       const char *value)
{
  g_autoptr (JsonNode) node = rel_json_new_string (value);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (workspace, collection, field, 0, path, node, &error);
  g_assert_no_error (error);
}

/* What one member of the relation articles.author is, which most tests change. */
const char *
workspace_fixture_get_on_delete (RelSchema *schema)
{
  return rel_relation_get_on_delete (rel_schema_find_relation (schema, "articles", "author", 0));
}

/* Publishes all; gets how many were published. */
guint
workspace_fixture_publish (RelWorkspace *workspace, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_published;

  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, result_cb, &result);
  g_assert_true (rel_workspace_is_busy (workspace));
  wait_for (&result);
  g_assert_false (rel_workspace_is_busy (workspace));
  rel_workspace_publish_finish (workspace, result, &n_published, error);
  return n_published;
}

void
workspace_fixture_refresh (RelWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_workspace_refresh_async (workspace, NULL, result_cb, &result);
  wait_for (&result);
  rel_workspace_refresh_finish (workspace, result, &error);
  g_assert_no_error (error);
}

/* Runs a test program in a home of its own. */
int
workspace_fixture_run (int argc, char **argv, void (*add_cases) (void))
{
  /* Before GLib looks for the folders of the user, and not only for each test: it looks once. */
  g_autofree char *home = g_dir_make_tmp ("relations-home-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  add_cases ();
  status = g_test_run ();
  folder_remove (home);
  return status;
}
