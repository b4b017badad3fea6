/* test-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "folder.h"
#include "rel-error.h"
#include "rel-json.h"
#include "rel-state.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "new", "state.sqlite", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static RelState *
open_state (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  RelState *state = rel_state_open (fixture->path, &set_aside, &error);

  g_assert_no_error (error);
  g_assert_null (set_aside);
  return state;
}

static void
save (RelState *state, const char *target, const char *text)
{
  g_autoptr (JsonNode) plan = text != NULL ? rel_json_parse (text, strlen (text), NULL) : NULL;
  g_autoptr (JsonNode) expected = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_state_load_draft (state, target, &expected, &error));
  g_assert_true (rel_state_save_draft (state, target, expected, plan, &found, &error));
  g_assert_no_error (error);
}

static void
assert_draft (RelState *state, const char *target, const char *expected)
{
  g_autoptr (JsonNode) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (rel_state_load_draft (state, target, &plan, &error));
  g_assert_no_error (error);
  text = plan != NULL ? rel_json_dup_text (plan, FALSE) : NULL;
  g_assert_cmpstr (text, ==, expected);
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  RelState *state = open_state (fixture);

  assert_draft (state, "a", NULL);
  save (state, "a", "{\"x\":1}");
  save (state, "b", "{\"x\":2}");
  save (state, "a", "{\"x\":3}");
  rel_state_close (state);

  state = open_state (fixture);
  assert_draft (state, "a", "{\"x\":3}");
  assert_draft (state, "b", "{\"x\":2}");
  save (state, "a", NULL);
  assert_draft (state, "a", NULL);
  assert_draft (state, "b", "{\"x\":2}");
  rel_state_close (state);
}

/* What a process saved is there for another one though the first never closed the file. */
static void
test_saved_at_once (Fixture *fixture, gconstpointer data)
{
  RelState *first = open_state (fixture);
  RelState *second = open_state (fixture);

  save (first, "a", "{\"x\":1}");
  assert_draft (second, "a", "{\"x\":1}");
  rel_state_close (second);
  rel_state_close (first);
}

/* What somebody else saved is not written over. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  RelState *state = open_state (fixture);
  g_autoptr (JsonNode) plan = rel_json_parse ("{\"x\":2}", 7, NULL);
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (GError) error = NULL;

  save (state, "a", "{\"x\":1}");
  g_assert_false (rel_state_save_draft (state, "a", NULL, plan, &found, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_assert_nonnull (found);
  assert_draft (state, "a", "{\"x\":1}");
  save (state, "b", "{\"x\":3}");
  rel_state_close (state);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *set_aside = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (fixture->path, "this is no database, and was one", -1, NULL);

  state = rel_state_open (fixture->path, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (set_aside);
  g_assert_true (g_file_get_contents (set_aside, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "this is no database, and was one");
  save (state, "a", "{}");
  rel_state_close (state);
}

/* A file of a later version is not touched. */
static void
test_later_version (Fixture *fixture, gconstpointer data)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state = open_state (fixture);
  sqlite3 *db;

  rel_state_close (state);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  g_assert_null (rel_state_open (fixture->path, &set_aside, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  g_assert_null (set_aside);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->path, "below", "state.sqlite", NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  /* A file stands where the folder should be. */
  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (fixture->path, "x", -1, NULL);
  g_assert_null (rel_state_open (path, &set_aside, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/workspace/state/keeps-drafts", Fixture, NULL, set_up, test_keeps, tear_down);
  g_test_add ("/workspace/state/saved-at-once", Fixture, NULL, set_up, test_saved_at_once, tear_down);
  g_test_add ("/workspace/state/conflict", Fixture, NULL, set_up, test_conflict, tear_down);
  g_test_add ("/workspace/state/damaged-is-set-aside", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/workspace/state/later-version", Fixture, NULL, set_up, test_later_version, tear_down);
  g_test_add ("/workspace/state/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);

  return g_test_run ();
}
