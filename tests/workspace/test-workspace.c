/* test-workspace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "rel-error.h"
#include "rel-state.h"
#include "workspace-fixture.h"

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
count_cb (RelWorkspace *workspace, guint *count)
{
  (*count)++;
}

static void
test_edit_and_undo (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  guint n_changed = 0;

  g_signal_connect (workspace, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_null (rel_workspace_get_undo_name (workspace));

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "SET NULL");
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Set on delete of articles.author to “Cascade”");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* An edit that sets what is so already is none. */
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_cmpuint (n_changed, ==, 1);

  g_assert_true (rel_workspace_undo (workspace));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_true (rel_workspace_redo (workspace));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* Two edits of which one takes back the other are two that can be undone, and no change. */
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "SET NULL");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Set on delete of articles.author to “Set to null”");
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  g_assert_finalize_object (workspace);
}

static void
test_discard (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  GPtrArray *changes;
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  changes = rel_workspace_get_changes (workspace);
  g_assert_cmpuint (changes->len, ==, 2);

  g_ptr_array_add (some, g_ptr_array_index (changes, 0));
  g_assert_true (rel_workspace_discard (workspace, some, &error));
  g_assert_no_error (error);
  changes = rel_workspace_get_changes (workspace);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (rel_change_get_collection (g_ptr_array_index (changes, 0)), ==, "chapters");

  rel_workspace_discard_all (workspace);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  rel_workspace_undo (workspace);
  rel_workspace_undo (workspace);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);

  /* Several are one edit. */
  g_assert_true (rel_workspace_discard (workspace, rel_workspace_get_changes (workspace), &error));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Discard 2 changes");
  rel_workspace_undo (workspace);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);

  g_assert_finalize_object (workspace);
}

/* What was edited is there again, though nothing was saved by hand. */
static void
test_draft_survives (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_finalize_object (workspace);

  workspace = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
  g_assert_nonnull (rel_workspace_get_undo_name (workspace));
  rel_workspace_undo (workspace);
  g_assert_finalize_object (workspace);

  workspace = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

/* Changes what the state file says, as damage would. */
static void
damage_edits (void)
{
  g_autofree char *path = rel_state_dup_default_path ();
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE edits SET changes = 'of a later version'", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
}

static guint
count_edits (const char *text)
{
  g_autofree char *path = rel_state_dup_default_path ();
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint count;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT count (*) FROM edits WHERE instr (changes, ?)", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  count = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return count;
}

/* A draft that could not be read was lost with the next edit. */
static void
test_unreadable_draft_is_kept (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "RESTRICT");
  g_assert_finalize_object (workspace);
  damage_edits ();
  workspace = workspace_fixture_try_open (fixture->snapshot, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "cannot be read"));
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_finalize_object (workspace);

  g_assert_cmpuint (count_edits ("of a later version"), >, 0);
  workspace = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
  g_assert_finalize_object (workspace);
}

/* Two windows on one project: what one saved is not lost by what the other saves, and what
 * one takes back stays taken back. */
static void
test_two_windows (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *first = workspace_fixture_open (fixture->snapshot);
  RelWorkspace *second = workspace_fixture_open (fixture->snapshot);
  RelWorkspace *third;

  workspace_fixture_set (first, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_set (second, "chapters", "article", "meta.sort_field", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (second)->len, ==, 2);

  third = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (third)->len, ==, 2);
  g_assert_finalize_object (third);

  rel_workspace_undo (first);
  g_assert_cmpuint (rel_workspace_get_changes (first)->len, ==, 1);
  third = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (third)->len, ==, 1);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (third)), ==, "SET NULL");
  g_assert_finalize_object (third);

  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

/* Puts @to in place of @from in the file, as somebody else's editor would. */
static void
change_file (WorkspaceFixture *fixture, const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  g_autoptr (GString) text = NULL;

  g_file_get_contents (fixture->snapshot, &contents, NULL, NULL);
  text = g_string_new (contents);
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_assert_true (g_file_set_contents (fixture->snapshot, text->str, text->len, NULL));
}

#define AUTHOR_KEY "\"constraint_name\": \"articles_author_foreign\", \"on_update\": \"NO ACTION\", \"on_delete\": "

static void
test_publish_file (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  RelWorkspace *again;
  g_autoptr (GError) error = NULL;

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);

  again = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (again)), ==, "CASCADE");
  g_assert_finalize_object (again);

  /* Undo goes on after publishing: it makes the opposite change. */
  rel_workspace_undo (workspace);
  rel_workspace_undo (workspace);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "SET NULL");
  g_assert_finalize_object (workspace);
}

static void
test_refresh (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  workspace_fixture_refresh (workspace);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "RESTRICT");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* Undoing one's own edit does not take away theirs. */
  rel_workspace_undo (workspace);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, "RESTRICT");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

static void
test_sample (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open ("sample");
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_set (workspace, "articles", "author", "meta.one_deselect_action", "delete");
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "CASCADE");
  g_assert_finalize_object (workspace);

  /* It keeps what was published, until it is reset. */
  workspace = workspace_fixture_open ("sample");
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "CASCADE");
  rel_workspace_reset_async (workspace, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rel_workspace_reset_finish (workspace, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), ==, "SET NULL");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

/* After a reset that was stopped half-way there was no server, and publishing never ended.
 * Two loads at once started two servers, and one of them ran on for good. */
static void
test_sample_reset_stopped (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open ("sample");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) reset = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rel_workspace_reset_async (workspace, cancellable, result_cb, &reset);
  while (reset == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rel_workspace_reset_finish (workspace, reset, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  /* It is read again before that, so it goes. */
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 1);
  g_assert_no_error (error);

  g_clear_object (&reset);
  rel_workspace_reset_async (workspace, NULL, result_cb, &first);
  rel_workspace_refresh_async (workspace, NULL, result_cb, &second);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rel_workspace_reset_finish (workspace, first, &error));
  g_assert_no_error (error);
  g_assert_true (rel_workspace_refresh_finish (workspace, second, &error));
  g_assert_no_error (error);
  g_clear_object (&first);
  g_clear_object (&second);
  g_assert_finalize_object (workspace);
}

static void
test_open_fails (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *contents;
    const char *message;
  } cases[] = {
    { "text.json", "hello", "JSON" },
    { "other.json", "{\"a\":1}", "snapshot" },
    { "text.sqlite", "this is not a database at all, but long enough to be one", "SQLite" },
    { "bad.yaml", "a: [", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].contents, -1, NULL));
      g_assert_null (workspace_fixture_try_open (path, &error));
      g_test_message ("%s: %s", cases[i].name, error->message);
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
test_open_missing (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "missing.json", "missing.sqlite" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (workspace_fixture_try_open (path, &error));
      g_assert_nonnull (error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
add_cases (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/workspace/workspace/" name, WorkspaceFixture, NULL, workspace_fixture_set_up, func,                    \
              workspace_fixture_tear_down)
  ADD ("edit-and-undo", test_edit_and_undo);
  ADD ("discard", test_discard);
  ADD ("draft-survives", test_draft_survives);
  ADD ("unreadable-draft-is-kept", test_unreadable_draft_is_kept);
  ADD ("two-windows", test_two_windows);
  ADD ("publish-to-a-file", test_publish_file);
  ADD ("refresh", test_refresh);
  ADD ("sample", test_sample);
  ADD ("sample-reset-stopped", test_sample_reset_stopped);
  ADD ("open-fails", test_open_fails);
  ADD ("open-missing", test_open_missing);
}

int
main (int argc, char **argv)
{
  return workspace_fixture_run (argc, argv, add_cases);
}
