/* test-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "deadly-vfs.h"
#include "folder.h"
#include "rel-error.h"
#include "rel-json.h"
#include "rel-state.h"
#include "saved-edits.h"

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
  g_autofree char *notice = NULL;
  RelState *state = rel_state_open (fixture->path, &notice, &error);

  g_assert_no_error (error);
  g_assert_null (notice);
  return state;
}

static void
add (RelState *state, const char *target, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (saved_edits_add (state, target, name, 10, &error));
  g_assert_no_error (error);
}

static void
make_folder (Fixture *fixture)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
}

static void
test_keeps_edits (Fixture *fixture, gconstpointer data)
{
  RelState *state = open_state (fixture);
  g_autoptr (RelSavedDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  RelUndoEdit *second;

  saved_edits_assert (state, "a", "");
  add (state, "a", "one");
  add (state, "b", "other");
  add (state, "a", "two");
  add (state, "a", "three");
  draft = rel_state_load_draft (state, "a", NULL, &error);
  second = g_ptr_array_index (draft->edits, 1);
  second->is_undone = TRUE;
  second->publish = 7;
  g_assert_true (rel_state_begin (state, NULL));
  g_assert_true (rel_state_update_edit (state, "a", second, &error));
  g_assert_true (rel_state_forget_edit (state, ((RelUndoEdit *) g_ptr_array_index (draft->edits, 2))->id, &error));
  g_assert_true (rel_state_commit (state, &error));
  rel_state_close (state);

  state = open_state (fixture);
  saved_edits_assert (state, "a", "one two");
  saved_edits_assert (state, "b", "other");
  g_clear_pointer (&draft, rel_saved_draft_free);
  draft = rel_state_load_draft (state, "a", NULL, &error);
  second = g_ptr_array_index (draft->edits, 1);
  g_assert_true (second->is_undone);
  g_assert_cmpint (second->publish, ==, 7);
  rel_state_close (state);
}

static void
test_rolls_back (Fixture *fixture, gconstpointer data)
{
  RelState *state = open_state (fixture);
  RelUndoEdit *edit = saved_edit_new ("lost", 10);
  gint64 id;

  add (state, "a", "one");
  g_assert_true (rel_state_begin (state, NULL));
  g_assert_true (rel_state_add_edit (state, "a", edit, &id, NULL));
  rel_state_roll_back (state);
  saved_edits_assert (state, "a", "one");
  rel_undo_edit_free (edit);
  rel_state_close (state);
}

/* What a process saved is there for another one though the first never closed the file, and it
 * can be told that something was saved. */
static void
test_saved_at_once (Fixture *fixture, gconstpointer data)
{
  RelState *first = open_state (fixture);
  RelState *second = open_state (fixture);
  gint64 before;
  gint64 after;

  g_assert_true (rel_state_get_revision (second, "a", &before, NULL));
  add (first, "a", "one");
  saved_edits_assert (second, "a", "one");
  g_assert_true (rel_state_get_revision (second, "a", &after, NULL));
  g_assert_cmpint (after, !=, before);
  rel_state_close (second);
  rel_state_close (first);
}

static GPtrArray *
make_inverse (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
}

static void
test_keeps_publishes (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "one", "two", NULL };
  RelState *state = open_state (fixture);
  RelUndoEdit *edit = saved_edit_new ("one", 10);
  g_autoptr (RelSavedPublish) publish = rel_saved_publish_new ();
  g_autoptr (GPtrArray) publishes = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GError) error = NULL;
  RelSavedPublish *saved;
  gint64 last = 0;
  gint64 id;

  publish->names = g_strdupv ((GStrv) names);
  publish->started_s = 1000000000;
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (publish->steps, rel_saved_step_new (g_ptr_array_index (edit->changes, 0), make_inverse (), 0));
  g_assert_true (rel_state_begin (state, NULL));
  g_assert_true (rel_state_add_publish (state, "a", publish, &id, &error));
  g_assert_true (rel_state_commit (state, NULL));
  g_assert_cmpint (publish->number, ==, 1);
  g_assert_true (rel_state_begin (state, NULL));
  g_assert_true (rel_state_set_step_done (state, id, 1, TRUE, &error));
  g_assert_true (rel_state_end_publish (state, id, "no more", &error));
  publish->is_of_command = TRUE;
  g_assert_true (rel_state_add_publish (state, "a", publish, &id, &error));
  g_assert_true (rel_state_set_step_done (state, id, 0, TRUE, &error));
  g_assert_true (rel_state_commit (state, NULL));
  g_assert_cmpint (publish->number, ==, 2);
  rel_state_close (state);

  state = open_state (fixture);
  publishes = rel_state_load_publishes (state, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (publishes->len, ==, 2);
  saved = g_ptr_array_index (publishes, 1);
  g_assert_cmpint (saved->number, ==, 1);
  g_assert_cmpstr (saved->failure, ==, "no more");
  g_assert_cmpint (saved->ended_s, !=, 0);
  g_assert_true (g_strv_equal ((const char *const *) saved->names, names));
  g_assert_cmpuint (saved->steps->len, ==, 3);
  g_assert_cmpint (((RelSavedStep *) g_ptr_array_index (saved->steps, 0))->done, ==, 0);
  g_assert_cmpint (((RelSavedStep *) g_ptr_array_index (saved->steps, 1))->done, ==, 1);
  g_assert_false (saved->is_of_command);
  saved = g_ptr_array_index (publishes, 0);
  g_assert_cmpint (saved->ended_s, ==, 0);
  g_assert_true (saved->is_of_command);
  g_assert_true (g_strv_equal ((const char *const *) saved->names, names));
  g_assert_cmpint (((RelSavedStep *) g_ptr_array_index (saved->steps, 0))->done, ==, 2);

  /* What a command did was not done from the draft. */
  done = rel_state_load_done (state, "a", &last, &error);
  g_assert_cmpuint (done->len, ==, 1);
  g_assert_cmpint (last, ==, 1);
  g_ptr_array_unref (done);
  done = rel_state_load_done (state, "a", &last, &error);
  g_assert_cmpuint (done->len, ==, 0);
  g_assert_cmpint (last, ==, 1);
  rel_undo_edit_free (edit);
  rel_state_close (state);
}

/* A row that is not what was written is left out, said, and kept. */
static void
test_damaged_row (Fixture *fixture, gconstpointer data)
{
  RelState *state = open_state (fixture);
  g_autoptr (RelSavedDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  add (state, "a", "one");
  add (state, "a", "two");
  add (state, "a", "three");
  saved_edits_run_sql (fixture->path, "UPDATE edits SET changes = replace (changes, 'xxx', 'yyy') WHERE name = 'two'");
  draft = rel_state_load_draft (state, "a", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->n_unreadable, ==, 1);
  g_assert_cmpuint (draft->edits->len, ==, 2);
  /* It is told of once. */
  saved_edits_assert (state, "a", "one three");
  g_clear_pointer (&draft, rel_saved_draft_free);
  draft = rel_state_load_draft (state, "a", NULL, &error);
  g_assert_cmpuint (draft->n_unreadable, ==, 0);
  g_clear_pointer (&draft, rel_saved_draft_free);
  draft = rel_state_load_draft (state, "a (unreadable)", NULL, &error);
  g_assert_cmpuint (draft->n_unreadable, ==, 1);
  rel_state_close (state);
}

/* What is no database at all is kept, and said. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged", NULL);
  g_autofree char *second_aside = g_strconcat (fixture->path, ".damaged-2", NULL);
  g_autofree char *notice = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *second_notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state;

  make_folder (fixture);
  g_file_set_contents (fixture->path, "this is no database, and was one", -1, NULL);
  state = rel_state_open (fixture->path, &notice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (notice, aside));
  g_assert_true (g_file_get_contents (aside, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "this is no database, and was one");
  add (state, "a", "one");
  rel_state_close (state);
  rel_state_close (open_state (fixture));

  /* One that was set aside before stays. */
  g_file_set_contents (fixture->path, "neither is this", -1, NULL);
  state = rel_state_open (fixture->path, &second_notice, &error);
  g_assert_nonnull (strstr (second_notice, second_aside));
  rel_state_close (state);
}

static guint
get_others_mode (const char *path, const char *suffix)
{
  g_autofree char *whole = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (whole, &status), ==, 0);
  return status.st_mode & 077;
}

/* What a person does is nobody else's business, also where the folder was there and is open. */
static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *notice = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  RelState *state;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  state = open_state (fixture);
  add (state, "a", "one");
  g_assert_cmpuint (get_others_mode (fixture->path, ""), ==, 0);
  g_assert_cmpuint (get_others_mode (fixture->path, "-wal"), ==, 0);
  rel_state_close (state);

  g_file_set_contents (fixture->path, "this is no database, and was one", -1, NULL);
  state = rel_state_open (fixture->path, &notice, NULL);
  g_assert_nonnull (notice);
  g_assert_cmpuint (get_others_mode (fixture->path, ""), ==, 0);
  rel_state_close (state);
}

/* A damaged file in whose place none can be put: what is staged now was said to be saved, and was in memory. */
static void
test_not_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_the_way = g_strconcat (fixture->path, ".saved", NULL);
  g_autofree char *below = g_build_filename (in_the_way, "x", NULL);
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state;

  make_folder (fixture);
  g_file_set_contents (fixture->path, "this is no database, and was one", -1, NULL);
  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  state = rel_state_open (fixture->path, &notice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (notice);
  g_assert_nonnull (strstr (notice, "not saved"));
  g_assert_false (saved_edits_add (state, "a", "one", 10, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  rel_state_close (state);
}

/* The drafts of the first version of the file. */
static void
test_migrates (Fixture *fixture, gconstpointer data)
{
  RelState *state;

  make_folder (fixture);
  saved_edits_run_sql (fixture->path,
                       "PRAGMA journal_mode = WAL;"
                       "CREATE TABLE drafts (target TEXT NOT NULL PRIMARY KEY, plan TEXT NOT NULL,"
                       " saved_s INTEGER NOT NULL) WITHOUT ROWID;"
                       "PRAGMA user_version = 1;"
                       "INSERT INTO drafts VALUES ('a', '{\"format\":\"relations-plan\",\"version\":1,\"changes\":["
                       "{\"object\":\"collection\",\"action\":\"create\",\"collection\":\"Changes of last time\","
                       "\"after\":{\"collection\":\"Changes of last time\"}}]}', 0)");
  state = open_state (fixture);
  saved_edits_assert (state, "a", "Changes of last time");
  add (state, "a", "next");
  rel_state_close (state);
  state = open_state (fixture);
  saved_edits_assert (state, "a", "Changes of last time next");
  rel_state_close (state);
}

/* A file of a later version is not touched. */
static void
test_later_version (Fixture *fixture, gconstpointer data)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_bytes;
  gsize after_bytes;

  rel_state_close (open_state (fixture));
  saved_edits_run_sql (fixture->path, "PRAGMA user_version = 196611");
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_bytes, NULL));
  g_assert_null (rel_state_open (fixture->path, &notice, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_FORBIDDEN);
  g_assert_null (notice);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_bytes, NULL));
  g_assert_cmpmem (before, before_bytes, after, after_bytes);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->path, "below", "state.sqlite", NULL);
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;

  /* A file stands where the folder should be. */
  make_folder (fixture);
  g_file_set_contents (fixture->path, "x", -1, NULL);
  g_assert_null (rel_state_open (path, &notice, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
}

/* What cannot be written is read, with what is in the log only. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  RelState *writer = open_state (fixture);
  RelState *state;
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;

  add (writer, "a", "one");
  add (writer, "a", "two");
  deadly_vfs_protect (TRUE);
  state = rel_state_open (fixture->path, &notice, &error);
  deadly_vfs_protect (FALSE);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (notice, "not saved"));
  saved_edits_assert (state, "a", "one two");
  g_assert_false (saved_edits_add (state, "a", "three", 10, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  rel_state_close (state);
  saved_edits_assert (writer, "a", "one two");
  rel_state_close (writer);
}

/* The disk becomes read-only while a window is open: what was saved is there, what was not is said,
 * and it goes on when it can be written again. */
static void
test_read_only_meanwhile (Fixture *fixture, gconstpointer data)
{
  RelState *state;
  g_autoptr (GError) error = NULL;

  /* From the first file that is opened on, SQLite goes this way to the disk. */
  deadly_vfs_protect (FALSE);
  state = open_state (fixture);
  add (state, "a", "one");
  deadly_vfs_protect (TRUE);
  g_assert_false (saved_edits_add (state, "a", "two", 10, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_FAILED);
  saved_edits_assert (state, "a", "one");
  deadly_vfs_protect (FALSE);
  add (state, "a", "three");
  saved_edits_assert (state, "a", "one three");
  rel_state_close (state);
}

/* A time that no calendar has, of a damaged row: it was none, and whoever showed it ended. */
static void
test_damaged_time (Fixture *fixture, gconstpointer data)
{
  RelState *state = open_state (fixture);
  g_autoptr (RelSavedPublish) publish = rel_saved_publish_new ();
  g_autoptr (GPtrArray) publishes = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (rel_state_begin (state, NULL));
  g_assert_true (rel_state_add_publish (state, "a", publish, &id, &error));
  g_assert_true (rel_state_commit (state, NULL));
  saved_edits_run_sql (fixture->path, "UPDATE publishes SET started_s = 9000000000000000000");
  publishes = rel_state_load_publishes (state, "a", &error);
  g_assert_no_error (error);
  time = g_date_time_new_from_unix_local (((RelSavedPublish *) g_ptr_array_index (publishes, 0))->started_s);
  g_assert_nonnull (time);
  rel_state_close (state);
}

/* A window that has a damaged file open goes on with the one that took its place. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  RelState *first = open_state (fixture);
  g_autofree char *other = g_strconcat (fixture->path, ".other", NULL);
  RelState *second;

  add (first, "a", "one");
  g_assert_cmpint (g_rename (fixture->path, other), ==, 0);
  second = open_state (fixture);
  add (second, "a", "two");
  add (first, "a", "three");
  saved_edits_assert (second, "a", "two three");
  rel_state_close (second);
  rel_state_close (first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/workspace/state/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("keeps-edits", test_keeps_edits);
  ADD ("rolls-back", test_rolls_back);
  ADD ("saved-at-once", test_saved_at_once);
  ADD ("keeps-publishes", test_keeps_publishes);
  ADD ("damaged-row", test_damaged_row);
  ADD ("damaged-is-set-aside", test_damaged);
  ADD ("private", test_private);
  ADD ("not-replaced", test_not_replaced);
  ADD ("migrates", test_migrates);
  ADD ("later-version", test_later_version);
  ADD ("no-folder", test_no_folder);
  ADD ("read-only", test_read_only);
  ADD ("read-only-meanwhile", test_read_only_meanwhile);
  ADD ("damaged-time", test_damaged_time);
  ADD ("follows", test_follows);

  return g_test_run ();
}
