/* test-workspace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "folder.h"
#include "rel-error.h"
#include "rel-state.h"
#include "rel-workspace.h"

/* Each test has its own home, so that the sample and the drafts are its own. The test
 * programs are run with the data folder of the sources as G_TEST_SRCDIR. */
typedef struct
{
  char *folder;
  char *snapshot;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
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

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->snapshot);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static RelWorkspace *
open_project (const char *name, GError **error)
{
  g_autoptr (RelTarget) target = rel_target_new (name, NULL, error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (target);
  rel_workspace_open_async (target, NULL, NULL, NULL, TRUE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rel_workspace_open_finish (result, error);
}

static RelWorkspace *
open_good (const char *name)
{
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace = open_project (name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rel_workspace_get_notice (workspace), ==, NULL);
  return workspace;
}

static void
set (RelWorkspace *workspace, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = rel_json_new_string (value);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (workspace, collection, field, 0, path, node, &error);
  g_assert_no_error (error);
}

static const char *
get_on_delete (RelSchema *schema)
{
  return rel_relation_get_on_delete (rel_schema_find_relation (schema, "articles", "author", 0));
}

static guint
publish (RelWorkspace *workspace, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_published;

  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, result_cb, &result);
  g_assert_true (rel_workspace_is_busy (workspace));
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rel_workspace_is_busy (workspace));
  rel_workspace_publish_finish (workspace, result, &n_published, error);
  return n_published;
}

static void
refresh (RelWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_workspace_refresh_async (workspace, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rel_workspace_refresh_finish (workspace, result, &error));
  g_assert_no_error (error);
}

static void
close_project (RelWorkspace *workspace)
{
  g_assert_finalize_object (workspace);
}

static void
count_cb (RelWorkspace *workspace, guint *count)
{
  (*count)++;
}

static void
test_edit_and_undo (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good (fixture->snapshot);
  guint n_changed = 0;

  g_signal_connect (workspace, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_null (rel_workspace_get_undo_name (workspace));

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (workspace)), ==, "SET NULL");
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Set on_delete of articles.author to CASCADE");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* An edit that sets what is so already is none. */
  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_cmpuint (n_changed, ==, 1);

  g_assert_true (rel_workspace_undo (workspace));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_true (rel_workspace_redo (workspace));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  close_project (workspace);
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good (fixture->snapshot);
  GPtrArray *changes;
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  set (workspace, "chapters", "article", "meta.sort_field", NULL);
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

  close_project (workspace);
}

static guint
count_drafts (const char *path, const char *text)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint count;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT count (*) FROM drafts WHERE instr (plan, ?)", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  count = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return count;
}

/* What was edited is there again, though nothing was saved by hand. */
static void
test_draft_survives (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good (fixture->snapshot);

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  close_project (workspace);

  workspace = open_good (fixture->snapshot);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
  g_assert_nonnull (rel_workspace_get_undo_name (workspace));
  rel_workspace_undo (workspace);
  close_project (workspace);

  workspace = open_good (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  close_project (workspace);
}

/* A draft that could not be read was lost with the next edit. */
static void
test_unreadable_draft_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = rel_state_dup_default_path ();
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelState) state = rel_state_open (path, &set_aside, &error);
  g_autoptr (RelTarget) target = rel_target_new (fixture->snapshot, NULL, &error);
  g_autoptr (JsonNode) plan = rel_json_new_string ("of a later version");
  g_autoptr (JsonNode) found = NULL;
  RelWorkspace *workspace;

  g_assert_no_error (error);
  g_assert_true (rel_state_save_draft (state, rel_target_get_id (target), NULL, plan, &found, &error));
  workspace = open_project (fixture->snapshot, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "cannot be read"));
  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  close_project (workspace);

  g_assert_cmpuint (count_drafts (path, "of a later version"), ==, 1);
  workspace = open_good (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
  close_project (workspace);
}

/* Two windows on one project: what one saved is not lost by what the other saves, and what
 * one takes back stays taken back. */
static void
test_two_windows (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *first = open_good (fixture->snapshot);
  RelWorkspace *second = open_good (fixture->snapshot);
  RelWorkspace *third;

  set (first, "articles", "author", "schema.on_delete", "CASCADE");
  set (second, "chapters", "article", "meta.sort_field", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (second)->len, ==, 2);

  third = open_good (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (third)->len, ==, 2);
  close_project (third);

  rel_workspace_undo (first);
  g_assert_cmpuint (rel_workspace_get_changes (first)->len, ==, 1);
  third = open_good (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (third)->len, ==, 1);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_draft (third)), ==, "SET NULL");
  close_project (third);

  close_project (first);
  close_project (second);
}

/* Puts @to in place of @from in the file, as somebody else's editor would. */
static void
change_file (Fixture *fixture, const char *from, const char *to)
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
test_publish_file (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good (fixture->snapshot);
  RelWorkspace *again;
  g_autoptr (GError) error = NULL;

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  set (workspace, "chapters", "article", "meta.sort_field", NULL);
  g_assert_cmpuint (publish (workspace, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);

  again = open_good (fixture->snapshot);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (again)), ==, "CASCADE");
  close_project (again);

  /* Undo goes on after publishing: it makes the opposite change. */
  rel_workspace_undo (workspace);
  rel_workspace_undo (workspace);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_draft (workspace)), ==, "SET NULL");
  close_project (workspace);
}

/* Somebody changed the same member of the file: it is refused and said, and the edit is
 * still there. */
static void
test_publish_conflict (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good (fixture->snapshot);
  g_autoptr (GError) error = NULL;
  const GError *change_error;
  GPtrArray *changes;

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  g_assert_cmpuint (publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);

  changes = rel_workspace_get_changes (workspace);
  g_assert_cmpuint (changes->len, ==, 1);
  change_error = rel_workspace_get_change_error (workspace, g_ptr_array_index (changes, 0));
  g_assert_nonnull (change_error);
  g_assert_nonnull (strstr (change_error->message, "from SET NULL to RESTRICT"));
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (workspace)), ==, "RESTRICT");
  g_assert_cmpstr (get_on_delete (rel_workspace_get_draft (workspace)), ==, "CASCADE");

  /* Having been told, the person publishes all the same. */
  g_clear_error (&error);
  g_assert_cmpuint (publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  close_project (workspace);
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good (fixture->snapshot);

  set (workspace, "chapters", "article", "meta.sort_field", NULL);
  change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  refresh (workspace);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (workspace)), ==, "RESTRICT");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* Undoing one's own edit does not take away theirs. */
  rel_workspace_undo (workspace);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_draft (workspace)), ==, "RESTRICT");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  close_project (workspace);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good ("sample");
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  set (workspace, "articles", "author", "meta.one_deselect_action", "delete");
  g_assert_cmpuint (publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (workspace)), ==, "CASCADE");
  close_project (workspace);

  /* It keeps what was published, until it is reset. */
  workspace = open_good ("sample");
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (workspace)), ==, "CASCADE");
  rel_workspace_reset_async (workspace, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rel_workspace_reset_finish (workspace, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpstr (get_on_delete (rel_workspace_get_base (workspace)), ==, "SET NULL");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  close_project (workspace);
}

/* After a reset that was stopped half-way there was no server, and publishing never ended.
 * Two loads at once started two servers, and one of them ran on for good. */
static void
test_sample_reset_stopped (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = open_good ("sample");
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

  set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  g_assert_cmpuint (publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_FAILED);
  g_clear_error (&error);

  /* It was read again after that, so now it goes. */
  g_assert_cmpuint (publish (workspace, &error), ==, 1);
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
  close_project (workspace);
}

static void
test_open_fails (Fixture *fixture, gconstpointer data)
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
      g_assert_null (open_project (path, &error));
      g_test_message ("%s: %s", cases[i].name, error->message);
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
test_open_missing (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "missing.json", "missing.sqlite" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (open_project (path, &error));
      g_assert_nonnull (error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  /* Before GLib looks for the folders of the user, and not only for each test: it looks once. */
  g_autofree char *home = g_dir_make_tmp ("relations-home-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/workspace/workspace/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("edit-and-undo", test_edit_and_undo);
  ADD ("discard", test_discard);
  ADD ("draft-survives", test_draft_survives);
  ADD ("unreadable-draft-is-kept", test_unreadable_draft_is_kept);
  ADD ("two-windows", test_two_windows);
  ADD ("publish-to-a-file", test_publish_file);
  ADD ("publish-conflict", test_publish_conflict);
  ADD ("refresh", test_refresh);
  ADD ("sample", test_sample);
  ADD ("sample-reset-stopped", test_sample_reset_stopped);
  ADD ("open-fails", test_open_fails);
  ADD ("open-missing", test_open_missing);

  status = g_test_run ();
  folder_remove (home);
  return status;
}
