/* test-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was published and is taken back; and what of undo survives a restart.
 */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "deadly-vfs.h"
#include "folder.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-history.h"
#include "workspace-fixture.h"

#define AUTHOR_KEY "\"constraint_name\": \"articles_author_foreign\", \"on_update\": \"NO ACTION\", \"on_delete\": "

static char *program;

static void
set_on_delete (RelWorkspace *workspace, const char *value)
{
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", value);
}

static void
publish (RelWorkspace *workspace, guint n_expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, n_expected);
  g_assert_no_error (error);
}

static void
reopen (WorkspaceFixture *fixture, RelWorkspace **workspace)
{
  g_assert_finalize_object (*workspace);
  *workspace = workspace_fixture_open (fixture->snapshot);
}

#define assert_draft(workspace, expected)                                                                              \
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, expected)

static void
assert_no_difference (RelSchema *a, RelSchema *b)
{
  g_autoptr (GPtrArray) changes = rel_diff (a, b);

  g_assert_cmpuint (changes->len, ==, 0);
}

static RelHistoryEntry *
get_entry (RelWorkspace *workspace, gint64 number)
{
  g_autoptr (GError) error = NULL;
  RelHistoryEntry *entry = rel_workspace_dup_history_entry (workspace, number, &error);

  g_assert_no_error (error);
  return entry;
}

static guint
count_entries (RelWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) entries = rel_workspace_list_history (workspace, &error);

  g_assert_no_error (error);
  return g_list_model_get_n_items (entries);
}

/* All of undo and redo is there again, by name and by what it does, how often it is opened. */
static void
test_undo_survives (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const values[] = { "CASCADE", "RESTRICT", "NO ACTION", "CASCADE" };
  static const char *const labels[] = { "Cascade", "Restrict", "No action", "Cascade" };
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    set_on_delete (workspace, values[i]);
  reopen (fixture, &workspace);
  for (guint i = G_N_ELEMENTS (values); i-- > 0; reopen (fixture, &workspace))
    {
      g_autofree char *name = g_strdup_printf ("Set on delete of articles.author to “%s”", labels[i]);

      assert_draft (workspace, values[i]);
      g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, name);
      g_assert_true (rel_workspace_undo (workspace));
      g_assert_cmpstr (rel_workspace_get_redo_name (workspace), ==, name);
    }
  assert_draft (workspace, "SET NULL");
  g_assert_false (rel_workspace_undo (workspace));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_assert_true (rel_workspace_redo (workspace));
      assert_draft (workspace, values[i]);
      if (i == 1)
        reopen (fixture, &workspace);
    }
  g_assert_false (rel_workspace_redo (workspace));

  /* What is forgotten for another edit does not come back. */
  rel_workspace_undo (workspace);
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  reopen (fixture, &workspace);
  g_assert_false (rel_workspace_redo (workspace));
  assert_draft (workspace, "NO ACTION");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);
  g_assert_finalize_object (workspace);
}

/* After a publish and a restart, undo makes the opposite change, and what was published is not
 * staged once more. */
static void
test_undo_after_publish (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  set_on_delete (workspace, "CASCADE");
  publish (workspace, 1);
  reopen (fixture, &workspace);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_true (rel_workspace_undo (workspace));
  assert_draft (workspace, "SET NULL");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);

  /* And so it is after an edit, for which what was undone is forgotten. */
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  reopen (fixture, &workspace);
  assert_draft (workspace, "SET NULL");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);
  g_assert_finalize_object (workspace);
}

/* Somebody else's change of what was published is not taken back by opening the project; nor is
 * one that undo leads to what it was before. */
static void
test_others_after_publish (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  set_on_delete (workspace, "CASCADE");
  publish (workspace, 1);
  g_assert_finalize_object (workspace);
  workspace_fixture_change_file (fixture, "\"on_delete\": \"CASCADE\"", "\"on_delete\": \"RESTRICT\"");
  workspace = workspace_fixture_open (fixture->snapshot);
  assert_draft (workspace, "RESTRICT");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

/* A conflict is one after a restart, and what was decided stays so. */
static void
test_decided_survives (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  set_on_delete (workspace, "CASCADE");
  workspace_fixture_change_file (fixture, AUTHOR_KEY "\"SET NULL\"", AUTHOR_KEY "\"RESTRICT\"");
  workspace_fixture_refresh (workspace);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 1);
  reopen (fixture, &workspace);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 1);
  rel_workspace_resolve (workspace, g_ptr_array_index (rel_workspace_get_conflicts (workspace), 0), REL_SIDE_MINE);
  reopen (fixture, &workspace);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  assert_draft (workspace, "CASCADE");
  /* To decide is an edit too; before the first one there is what the server has. */
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 1);
  reopen (fixture, &workspace);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 1);
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  assert_draft (workspace, "RESTRICT");
  g_assert_finalize_object (workspace);
}

static void
test_history (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (RelHistoryEntry) first = NULL;
  g_autoptr (RelHistoryEntry) second = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_entries (workspace), ==, 0);
  set_on_delete (workspace, "RESTRICT");
  set_on_delete (workspace, "CASCADE");
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  publish (workspace, 2);
  set_on_delete (workspace, "RESTRICT");
  publish (workspace, 1);
  reopen (fixture, &workspace);

  g_assert_cmpuint (count_entries (workspace), ==, 2);
  first = get_entry (workspace, 1);
  time = rel_history_entry_dup_time (first);
  g_assert_cmpint (ABS (g_date_time_difference (now, time)), <, 60 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (rel_history_entry_get_n_planned (first), ==, 2);
  g_assert_cmpuint (rel_history_entry_get_changes (first)->len, ==, 2);
  g_assert_cmpuint (rel_history_entry_get_inverse (first)->len, ==, 2);
  g_assert_true (rel_history_entry_is_ended (first));
  g_assert_null (rel_history_entry_get_failure (first));
  g_assert_cmpuint (g_strv_length ((GStrv) rel_history_entry_get_names (first)), ==, 3);

  /* An edit that was published is not named again. */
  second = get_entry (workspace, 2);
  g_assert_cmpuint (g_strv_length ((GStrv) rel_history_entry_get_names (second)), ==, 1);
  g_assert_cmpstr (rel_history_entry_get_names (second)[0], ==, "Set on delete of articles.author to “Restrict”");

  g_assert_null (rel_workspace_dup_history_entry (workspace, 3, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
  g_assert_finalize_object (workspace);
}

/* What was refused is not in what was done. */
static void
test_partly_failed (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open ("sample");
  g_autoptr (RelHistoryEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  RelRelation *relation = rel_schema_find_relation (rel_workspace_get_draft (workspace), "chapters", "article", 0);
  g_autoptr (JsonNode) nowhere = rel_json_new_string ("nowhere");
  g_autoptr (JsonNode) json = rel_json_with (rel_relation_get_json (relation), "related_collection", nowhere);
  g_autoptr (RelRelation) moved = rel_relation_new (json, 0, NULL);
  g_autoptr (RelSchema) draft = NULL;

  set_on_delete (workspace, "CASCADE");
  draft = rel_edit_put_relation (rel_workspace_get_draft (workspace), 0, moved);
  rel_workspace_set_draft (workspace, draft, "Point nowhere");
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 1);
  g_assert_nonnull (error);

  entry = get_entry (workspace, 1);
  g_assert_cmpuint (rel_history_entry_get_n_planned (entry), ==, 2);
  g_assert_cmpuint (rel_history_entry_get_changes (entry)->len, ==, 1);
  g_assert_true (rel_history_entry_is_ended (entry));
  g_assert_cmpstr (rel_history_entry_get_failure (entry), ==, error->message);
  g_assert_true (rel_workspace_revert (workspace, 1, NULL));
  assert_draft (workspace, "SET NULL");
  g_assert_finalize_object (workspace);
}

/* One edit, which can be undone, merged on what is there now. */
static void
test_revert (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (RelSchema) before = rel_schema_ref (rel_workspace_get_base (workspace));
  g_autoptr (GError) error = NULL;

  set_on_delete (workspace, "CASCADE");
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  publish (workspace, 2);
  workspace_fixture_set (workspace, "articles", "author", "meta.one_deselect_action", "delete");

  g_assert_true (rel_workspace_revert (workspace, 1, &error));
  g_assert_no_error (error);
  g_assert_null (rel_workspace_get_notice (workspace));
  g_assert_true (g_str_has_prefix (rel_workspace_get_undo_name (workspace), "Revert what was published on "));
  assert_draft (workspace, "SET NULL");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);
  g_assert_true (rel_workspace_undo (workspace));
  assert_draft (workspace, "CASCADE");
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_true (rel_workspace_revert (workspace, 1, &error));
  publish (workspace, 2);
  assert_no_difference (rel_workspace_get_base (workspace), before);

  /* What is so already is no edit. */
  g_assert_true (rel_workspace_revert (workspace, 1, &error));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_false (rel_workspace_revert (workspace, 7, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
  g_assert_finalize_object (workspace);
}

/* A collection with all that is in it comes back, but for its items, which is said. */
static void
test_revert_deletion (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (RelSchema) before = rel_schema_ref (rel_workspace_get_base (workspace));
  g_autoptr (RelSchema) without_field = rel_edit_delete_field (before, "articles", "author");
  g_autoptr (RelSchema) without = rel_schema_without_collection (without_field, "chapters");
  g_autoptr (GError) error = NULL;

  rel_workspace_set_draft (workspace, without, "Delete");
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), >, 1);
  g_assert_no_error (error);
  g_assert_false (rel_schema_has_collection (rel_workspace_get_base (workspace), "chapters"));

  g_assert_true (rel_workspace_revert (workspace, 1, &error));
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "The items of chapters are not brought back"));
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "The values of articles.author are not"));
  assert_no_difference (rel_workspace_get_draft (workspace), before);
  g_assert_finalize_object (workspace);
}

/* The schema before and after each publish. */
static void
test_past (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const values[] = { "SET NULL", "CASCADE", "RESTRICT", "NO ACTION" };
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < G_N_ELEMENTS (values); i++)
    {
      set_on_delete (workspace, values[i]);
      publish (workspace, 1);
    }
  for (guint i = 1; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (RelSchema) before = rel_workspace_dup_past (workspace, i, FALSE, &error);
      g_autoptr (RelSchema) after = rel_workspace_dup_past (workspace, i, TRUE, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (workspace_fixture_get_on_delete (before), ==, values[i - 1]);
      g_assert_cmpstr (workspace_fixture_get_on_delete (after), ==, values[i]);
    }
  g_assert_null (rel_workspace_dup_past (workspace, 9, TRUE, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
  g_assert_finalize_object (workspace);
}

/* An edit for which there is no room is said, kept in the window, and saved with the next one. */
static void
test_full (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace;
  RelWorkspace *other;

  /* From the first file that is opened on, SQLite goes this way to the disk. */
  deadly_vfs_fill (0);
  workspace = workspace_fixture_open (fixture->snapshot);
  set_on_delete (workspace, "RESTRICT");
  deadly_vfs_fill (1);
  set_on_delete (workspace, "CASCADE");
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "not saved"));
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_true (rel_workspace_redo (workspace));
  assert_draft (workspace, "CASCADE");
  deadly_vfs_fill (0);
  other = workspace_fixture_open (fixture->snapshot);
  assert_draft (other, "RESTRICT");
  g_assert_finalize_object (other);

  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  reopen (fixture, &workspace);
  assert_draft (workspace, "CASCADE");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 2);
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_true (rel_workspace_undo (workspace));
  assert_draft (workspace, "RESTRICT");
  g_assert_finalize_object (workspace);
}

/* Publishes while the disk is full from a write on, and starts anew once there is room again.
 * Returns: whether that was noticed */
static gboolean
publish_on_full_disk (WorkspaceFixture *fixture, guint n_writes)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  gboolean is_noticed;

  set_on_delete (workspace, "CASCADE");
  deadly_vfs_fill (n_writes);
  publish (workspace, 1);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  is_noticed = rel_workspace_get_notice (workspace) != NULL;
  if (is_noticed)
    g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "not saved"));
  g_assert_finalize_object (workspace);
  deadly_vfs_fill (0);
  workspace = workspace_fixture_open (fixture->snapshot);
  assert_draft (workspace, "CASCADE");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  set_on_delete (workspace, "SET NULL");
  publish (workspace, 1);
  g_assert_null (rel_workspace_get_notice (workspace));
  g_assert_finalize_object (workspace);
  return is_noticed;
}

/* What was published is published, whatever could be noted of it. */
static void
test_full_while_publishing (WorkspaceFixture *fixture, gconstpointer data)
{
  guint n_writes = 1;

  deadly_vfs_fill (0);
  while (publish_on_full_disk (fixture, n_writes))
    n_writes++;
  g_test_message ("%u writes", n_writes - 1);
  g_assert_cmpuint (n_writes, >, 3);
}

/* As soon as there is room, the history has what could not be noted. */
static void
test_noted_later (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace;
  g_autoptr (RelHistoryEntry) entry = NULL;

  deadly_vfs_fill (0);
  workspace = workspace_fixture_open (fixture->snapshot);
  set_on_delete (workspace, "CASCADE");
  deadly_vfs_fill (1);
  publish (workspace, 1);
  g_assert_nonnull (rel_workspace_get_notice (workspace));
  deadly_vfs_fill (0);
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  reopen (fixture, &workspace);

  entry = get_entry (workspace, 1);
  g_assert_cmpuint (rel_history_entry_get_changes (entry)->len, ==, 1);
  g_assert_true (rel_history_entry_is_ended (entry));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
  g_assert_true (rel_workspace_revert (workspace, 1, NULL));
  assert_draft (workspace, "SET NULL");
  g_assert_finalize_object (workspace);
}

/* What a child does: stages an edit, says so, and publishes it; it dies on the way or ends well. */
static int
be_child (const char *snapshot, guint n_operations)
{
  RelWorkspace *workspace;

  deadly_vfs_register (n_operations, TRUE);
  workspace = workspace_fixture_open (snapshot);
  set_on_delete (workspace, "CASCADE");
  g_assert_cmpint (write (STDOUT_FILENO, ".", 1), ==, 1);
  publish (workspace, 1);
  g_assert_finalize_object (workspace);
  return 0;
}

static gboolean
run_child (WorkspaceFixture *fixture, guint n_operations, gboolean *is_staged)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operations = g_strdup_printf ("%u", n_operations);
  g_autofree char *said = NULL;
  g_autoptr (GSubprocess) child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", fixture->snapshot, operations, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  *is_staged = *said != '\0';
  if (g_subprocess_get_if_signaled (child))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      return TRUE;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return FALSE;
}

/* What is there after a kill: the edit, published or not; gets whether it was published. */
static gboolean
check_after_kill (WorkspaceFixture *fixture, gboolean is_staged)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  gboolean is_published = strcmp (workspace_fixture_get_on_delete (rel_workspace_get_base (workspace)), "CASCADE") == 0;

  if (is_staged)
    assert_draft (workspace, "CASCADE");
  if (is_published)
    {
      g_autoptr (RelHistoryEntry) entry = get_entry (workspace, 1);

      g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
      g_assert_cmpuint (rel_history_entry_get_changes (entry)->len, ==, 1);
      g_assert_true (rel_workspace_undo (workspace));
      assert_draft (workspace, "SET NULL");
      g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
    }
  else if (is_staged)
    {
      g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
      publish (workspace, 1);
    }
  g_assert_finalize_object (workspace);
  return is_published;
}

/* Killed at each write to the state file from opening to closing: what was done is in the
 * history, what was not is staged, and undo goes on. */
static void
test_kill (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  guint n_published = 0;
  guint n_kills;
  gsize length;
  gboolean is_staged;

  g_assert_true (g_file_get_contents (fixture->snapshot, &contents, &length, NULL));
  for (n_kills = 0; run_child (fixture, n_kills + 1, &is_staged); n_kills++)
    {
      g_autofree char *state = g_build_filename (g_get_user_state_dir (), "relations", NULL);

      n_published += check_after_kill (fixture, is_staged);
      folder_remove (state);
      g_assert_true (g_file_set_contents (fixture->snapshot, contents, length, NULL));
    }
  g_test_message ("%u kills, %u of them after it was published", n_kills, n_published);
  g_assert_cmpuint (n_published, >, 3);
  g_assert_cmpuint (n_kills, >, n_published + 3);
}

static void
add_cases (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/workspace/history/" name, WorkspaceFixture, NULL, workspace_fixture_set_up, func,                      \
              workspace_fixture_tear_down)
  ADD ("undo-survives", test_undo_survives);
  ADD ("undo-after-publish", test_undo_after_publish);
  ADD ("others-after-publish", test_others_after_publish);
  ADD ("decided-survives", test_decided_survives);
  ADD ("history", test_history);
  ADD ("partly-failed", test_partly_failed);
  ADD ("revert", test_revert);
  ADD ("revert-deletion", test_revert_deletion);
  ADD ("past", test_past);
  ADD ("full", test_full);
  ADD ("full-while-publishing", test_full_while_publishing);
  ADD ("noted-later", test_noted_later);
  ADD ("kill", test_kill);
}

int
main (int argc, char **argv)
{
  /* A child has the home of its parent. */
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return be_child (argv[2], atoi (argv[3]));

  program = argv[0];
  return workspace_fixture_run (argc, argv, add_cases);
}
