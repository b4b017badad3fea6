/* test-meanwhile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done while a worker merges the drafts with what the server has now, and saves them:
 * at each turn of the main loop, and between what the worker has saved and that it is taken.
 */

#include "config.h"

#include "rel-history.h"
#include "rel-state.h"
#include "workspace-fixture.h"

#define DEADLINE_S 30

/* What the worker does. */
typedef enum
{
  PUBLISHES,
  READS_AGAIN,
} Errand;

/* What a person does meanwhile. */
typedef enum
{
  EDITS,
  UNDOES,
  OPENS_ANOTHER,
} Doing;

typedef struct
{
  WorkspaceFixture base;
  RelWorkspace *workspace;
  GAsyncResult *result; /* (owned) (nullable): of the errand, once it is done */
  guint n_published;
} Meanwhile;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* Two edits, and an errand that finds the file otherwise than it was read. */
static void
begin (Meanwhile *meanwhile, Errand errand)
{
  RelWorkspace *workspace;

  workspace_fixture_set_up (&meanwhile->base, NULL);
  workspace = meanwhile->workspace = workspace_fixture_open (meanwhile->base.snapshot);
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", "CASCADE");
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
  if (errand == PUBLISHES)
    rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, result_cb, &meanwhile->result);
  else
    {
      /* The same as one of the edits, so that there is nothing to publish of it any more. */
      workspace_fixture_change_file (&meanwhile->base, "\"on_delete\": \"SET NULL\"", "\"on_delete\": \"CASCADE\"");
      rel_workspace_refresh_async (workspace, NULL, result_cb, &meanwhile->result);
    }
}

static void
finish (Meanwhile *meanwhile, Errand errand)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  while (meanwhile->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = g_steal_pointer (&meanwhile->result);
  if (errand == READS_AGAIN)
    rel_workspace_refresh_finish (meanwhile->workspace, result, &error);
  else
    rel_workspace_publish_finish (meanwhile->workspace, result, &meanwhile->n_published, &error);
  g_assert_no_error (error);
}

static void
end (Meanwhile *meanwhile)
{
  g_assert_finalize_object (meanwhile->workspace);
  workspace_fixture_tear_down (&meanwhile->base, NULL);
}

/* The file as a program reads it that is started now; nothing of this one goes on meanwhile. */
static RelWorkspace *
open_another (Meanwhile *meanwhile)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (RelTarget) target = rel_target_new (meanwhile->base.snapshot, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace;

  g_main_context_push_thread_default (context);
  rel_workspace_open_async (target, NULL, NULL, NULL, TRUE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  workspace = rel_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

static const char *
get_deselect (RelSchema *schema)
{
  return json_node_get_string (
    rel_relation_get_member (rel_schema_find_relation (schema, "articles", "author", 0), "meta.one_deselect_action"));
}

static gboolean
has_sort_field (RelSchema *schema)
{
  return !rel_json_is_null (
    rel_relation_get_member (rel_schema_find_relation (schema, "chapters", "article", 0), "meta.sort_field"));
}

/* Both edits are there, and the third if there is one; the changes are what the file does not have. */
static void
assert_draft (RelWorkspace *workspace, gboolean is_undone, gboolean is_edited)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  RelSchema *theirs = rel_workspace_get_theirs (workspace);
  guint n_changed =
    (has_sort_field (draft) != has_sort_field (theirs)) +
    (g_strcmp0 (workspace_fixture_get_on_delete (draft), workspace_fixture_get_on_delete (theirs)) != 0 ||
     g_strcmp0 (get_deselect (draft), get_deselect (theirs)) != 0);

  g_assert_cmpstr (workspace_fixture_get_on_delete (draft), ==, "CASCADE");
  g_assert_true (has_sort_field (draft) == is_undone);
  g_assert_cmpstr (get_deselect (draft), ==, is_edited ? "delete" : "nullify");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, n_changed);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_cmpstr (rel_workspace_get_notice (workspace), ==, NULL);
}

/* Does it, and finds it on disk at once. */
static void
do_meanwhile (Meanwhile *meanwhile, Doing doing)
{
  RelWorkspace *another;

  if (doing == EDITS)
    workspace_fixture_set (meanwhile->workspace, "articles", "author", "meta.one_deselect_action", "delete");
  else if (doing == UNDOES)
    g_assert_true (rel_workspace_undo (meanwhile->workspace));
  another = open_another (meanwhile);
  assert_draft (another, doing == UNDOES, doing == EDITS);
  g_assert_finalize_object (another);
}

/* When all is done, here and for whoever opens it then. */
static void
assert_ended (Meanwhile *meanwhile, Errand errand, Doing doing)
{
  g_autoptr (RelWorkspace) another = open_another (meanwhile);
  g_autoptr (RelHistoryEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  assert_draft (meanwhile->workspace, doing == UNDOES, doing == EDITS);
  assert_draft (another, doing == UNDOES, doing == EDITS);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_theirs (meanwhile->workspace)), ==, "CASCADE");
  if (errand == READS_AGAIN)
    return;
  entry = rel_workspace_dup_history_entry (another, 1, &error);
  g_assert_no_error (error);
  g_assert_true (rel_history_entry_is_ended (entry));
  /* What is undone before it begins is not published. */
  g_assert_cmpuint (meanwhile->n_published, >=, doing == UNDOES ? 1 : 2);
  g_assert_cmpuint (rel_history_entry_get_changes (entry)->len, ==, meanwhile->n_published);
  g_assert_true (has_sort_field (rel_workspace_get_theirs (meanwhile->workspace)) == (meanwhile->n_published == 1));
}

/* After one turn of the main loop, after two, and so on until it is done by then. */
static void
test_each_turn (Errand errand, Doing doing)
{
  gboolean was_done = FALSE;
  guint n_turns;

  for (n_turns = 0; !was_done; n_turns++)
    {
      Meanwhile meanwhile = { 0 };

      begin (&meanwhile, errand);
      for (guint i = 0; i < n_turns && meanwhile.result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      was_done = meanwhile.result != NULL;
      do_meanwhile (&meanwhile, doing);
      finish (&meanwhile, errand);
      assert_ended (&meanwhile, errand, doing);
      end (&meanwhile);
    }
  g_test_message ("%u turns", n_turns);
  g_assert_cmpuint (n_turns, >=, 3);
}

static RelState *
open_state (void)
{
  g_autofree char *path = rel_state_dup_default_path ();
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state = rel_state_open (path, &notice, &error);

  g_assert_no_error (error);
  return state;
}

/* What the worker makes another one on disk: what it knows to be published, or else when it was saved. */
static gint64
get_saved (Meanwhile *meanwhile, Errand errand, RelState *state)
{
  const char *target = rel_target_get_id (rel_workspace_get_target (meanwhile->workspace));
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSavedDraft) draft = rel_state_load_draft (state, target, NULL, &error);

  g_assert_no_error (error);
  return errand == PUBLISHES ? draft->done : draft->revision;
}

/* Whether the worker is at the drafts: what was published is on disk, what was read is not taken. */
static gboolean
is_merging (Meanwhile *meanwhile, Errand errand, guint n_turns)
{
  g_autoptr (RelHistoryEntry) entry = NULL;

  /* The file is read by a worker, which is the first to come back. */
  if (errand == READS_AGAIN)
    return n_turns > 0 && rel_workspace_is_busy (meanwhile->workspace);
  entry = rel_workspace_dup_history_entry (meanwhile->workspace, 1, NULL);
  return entry != NULL && rel_history_entry_is_ended (entry);
}

static void
wait_for_worker (Meanwhile *meanwhile, Errand errand)
{
  for (guint n_turns = 0; !is_merging (meanwhile, errand, n_turns); n_turns++)
    {
      g_assert_null (meanwhile->result);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* The worker has saved, and nobody has taken what it has. */
static void
test_saved (Errand errand, Doing doing)
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;
  Meanwhile meanwhile = { 0 };
  g_autoptr (RelState) state = open_state ();
  gint64 before;

  begin (&meanwhile, errand);
  before = get_saved (&meanwhile, errand, state);
  wait_for_worker (&meanwhile, errand);
  while (get_saved (&meanwhile, errand, state) == before)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
  g_assert_null (meanwhile.result);
  do_meanwhile (&meanwhile, doing);
  finish (&meanwhile, errand);
  assert_ended (&meanwhile, errand, doing);
  end (&meanwhile);
}

/* The program ends after an edit of somebody who does not know yet that the publish is over, and
 * then others change what was published: that is no conflict. */
static void
test_changed_since (void)
{
  Meanwhile meanwhile = { 0 };
  RelWorkspace *another;

  begin (&meanwhile, PUBLISHES);
  wait_for_worker (&meanwhile, PUBLISHES);
  workspace_fixture_set (meanwhile.workspace, "articles", "author", "meta.one_deselect_action", "delete");
  workspace_fixture_change_file (&meanwhile.base, "CASCADE", "RESTRICT");
  another = open_another (&meanwhile);
  g_assert_cmpuint (rel_workspace_get_conflicts (another)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_changes (another)->len, ==, 1);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (another)), ==, "RESTRICT");
  g_assert_cmpstr (get_deselect (rel_workspace_get_draft (another)), ==, "delete");
  g_assert_finalize_object (another);

  finish (&meanwhile, PUBLISHES);
  workspace_fixture_refresh (meanwhile.workspace);
  g_assert_cmpuint (rel_workspace_get_conflicts (meanwhile.workspace)->len, ==, 0);
  g_assert_cmpuint (rel_workspace_get_changes (meanwhile.workspace)->len, ==, 1);
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (meanwhile.workspace)), ==, "RESTRICT");
  end (&meanwhile);
}

static void
test (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  Errand errand = n / 6;
  Doing doing = n / 2 % 3;

  if (n % 2 == 0)
    test_each_turn (errand, doing);
  else
    test_saved (errand, doing);
}

static void
add_cases (void)
{
  static const char *const errands[] = { "publish", "read-again" };
  static const char *const doings[] = { "edit", "undo", "open-another" };

  for (guint n = 0; n < 12; n++)
    {
      g_autofree char *path = g_strdup_printf ("/workspace/meanwhile/%s/%s%s", errands[n / 6], doings[n / 2 % 3],
                                               n % 2 == 0 ? "-at-each-turn" : "-once-saved");

      g_test_add_data_func (path, GUINT_TO_POINTER (n), test);
    }
  g_test_add_func ("/workspace/meanwhile/changed-since", test_changed_since);
}

int
main (int argc, char **argv)
{
  return workspace_fixture_run (argc, argv, add_cases);
}
