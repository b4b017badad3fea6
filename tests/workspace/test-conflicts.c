/* test-conflicts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "workspace-fixture.h"

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static guint
publish_some (RelWorkspace *workspace, GPtrArray *changes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_published;

  rel_workspace_publish_async (workspace, changes, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_workspace_publish_finish (workspace, result, &n_published, error);
  return n_published;
}

#define AUTHOR_KEY "\"constraint_name\": \"articles_author_foreign\", \"on_update\": \"NO ACTION\", \"on_delete\": "

static RelConflict *
get_conflict (RelWorkspace *workspace)
{
  GPtrArray *conflicts = rel_workspace_get_conflicts (workspace);

  g_assert_cmpuint (conflicts->len, ==, 1);
  return g_ptr_array_index (conflicts, 0);
}

static void
assert_values (RelConflict *conflict, const char *was, const char *mine, const char *theirs)
{
  const char *const expected[] = { was, mine, theirs };

  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      g_autofree char *text = rel_conflict_dup_value_text (conflict, i);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

/* Somebody changed the same member of the file: it is refused and said, and the edit is
 * still there, also after a restart, until the person decides. */
static void
test_publish_conflict (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GError) error = NULL;

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "It was: SET NULL; here: CASCADE; on the server: RESTRICT"));
  g_clear_error (&error);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
      g_assert_cmpstr (rel_conflict_get_path (get_conflict (workspace)), ==, "schema.on_delete");
      assert_values (get_conflict (workspace), "SET NULL", "CASCADE", "RESTRICT");
      g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_theirs (workspace)), ==, "RESTRICT");
      g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "SET NULL");
      g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
      g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 0);
      g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
      g_clear_error (&error);
      g_assert_finalize_object (workspace);
      workspace = workspace_fixture_open (fixture->snapshot);
    }

  rel_workspace_resolve (workspace, get_conflict (workspace), REL_SIDE_MINE);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_theirs (workspace)), ==, "CASCADE");
  g_assert_finalize_object (workspace);
}

/* Deciding is an edit: it is undone like any other, and what was decided stays decided. */
static void
test_resolve (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  workspace_fixture_refresh (workspace);

  rel_workspace_resolve (workspace, get_conflict (workspace), REL_SIDE_THEIRS);
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Take articles.author as it is on the server");
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "RESTRICT");

  rel_workspace_undo (workspace);
  assert_values (get_conflict (workspace), "SET NULL", "CASCADE", "RESTRICT");
  rel_workspace_resolve (workspace, get_conflict (workspace), REL_SIDE_MINE);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  workspace_fixture_refresh (workspace);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* What is changed once more meanwhile has to be decided once more. */
  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"RESTRICT\"", AUTHOR_KEY "\"NO ACTION\"");
  workspace_fixture_refresh (workspace);
  assert_values (get_conflict (workspace), "RESTRICT", "CASCADE", "NO ACTION");

  /* An edit to the same ends a conflict. */
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "NO ACTION");
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

/* What is undone goes along with the server too: a decision that was, on something that the
 * server does not have any more, came back with it and showed a change that nobody had made. */
static void
test_redo_after_others (WorkspaceFixture *fixture, gconstpointer data)
{
  gboolean is_restarted = GPOINTER_TO_INT (data);
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  workspace_fixture_refresh (workspace);
  rel_workspace_resolve (workspace, get_conflict (workspace), REL_SIDE_MINE);
  rel_workspace_undo (workspace);

  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"RESTRICT\"", AUTHOR_KEY "\"CASCADE\"");
  if (is_restarted)
    {
      g_assert_finalize_object (workspace);
      workspace = workspace_fixture_open (fixture->snapshot);
    }
  else
    workspace_fixture_refresh (workspace);
  g_assert_true (rel_workspace_redo (workspace));
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "CASCADE");
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

/* While what was read is merged in a worker one can go on: what was edited meanwhile is neither
 * lost nor left as it was before. */
static void
test_edit_while_reading (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const values[] = { "CASCADE", "NO ACTION", "RESTRICT", "CASCADE", "RESTRICT" };
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_edits = 0;

  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"NO ACTION\"");
  rel_workspace_refresh_async (workspace, NULL, result_cb, &result);
  while (result == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      if (n_edits < G_N_ELEMENTS (values))
        workspace_fixture_set (workspace, "legacy_notes", "twice", "schema.on_delete", values[n_edits++]);
    }
  rel_workspace_refresh_finish (workspace, result, &error);
  g_clear_object (&result);
  g_assert_no_error (error);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "NO ACTION");
  for (guint i = n_edits; i-- > 0;)
    {
      RelSchema *draft = rel_workspace_get_draft (workspace);

      g_assert_cmpstr (rel_relation_get_on_delete (rel_schema_find_relation (draft, "legacy_notes", "twice", 0)), ==,
                       values[i]);
      g_assert_true (rel_workspace_undo (workspace));
      g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "NO ACTION");
    }
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

/* A conflict does not stop the other changes. */
static void
test_publish_beside_conflict (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *changes;

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  workspace_fixture_refresh (workspace);

  changes = rel_workspace_get_changes (workspace);
  for (guint i = 0; i < changes->len; i++)
    {
      if (strcmp (rel_change_get_collection (g_ptr_array_index (changes, i)), "chapters") == 0)
        g_ptr_array_add (others, g_ptr_array_index (changes, i));
    }
  g_assert_cmpuint (others->len, ==, 1);
  g_assert_cmpuint (publish_some (workspace, others, &error), ==, 1);
  g_assert_no_error (error);
  assert_values (get_conflict (workspace), "SET NULL", "CASCADE", "RESTRICT");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
  g_assert_finalize_object (workspace);
}

static void
add_cases (void)
{
#define ADD(name, data, func)                                                                                          \
  g_test_add ("/workspace/conflicts/" name, WorkspaceFixture, data, workspace_fixture_set_up, func,                    \
              workspace_fixture_tear_down)
  ADD ("stop-a-publish", NULL, test_publish_conflict);
  ADD ("resolve", NULL, test_resolve);
  ADD ("publish-beside", NULL, test_publish_beside_conflict);
  ADD ("edit-while-reading", NULL, test_edit_while_reading);
  ADD ("redo-after-others", GINT_TO_POINTER (FALSE), test_redo_after_others);
  ADD ("redo-after-others-and-a-restart", GINT_TO_POINTER (TRUE), test_redo_after_others);
}

int
main (int argc, char **argv)
{
  return workspace_fixture_run (argc, argv, add_cases);
}
