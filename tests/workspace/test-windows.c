/* test-windows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two windows, or two programs, on the same project at random. What each one did is there in
 * the end, and what it took back is not; neither undoes what the other one did. GLib prints the
 * seed; `--seed` repeats it.
 */

#include "config.h"

#include <string.h>

#include "rel-diff.h"
#include "rel-edit.h"
#include "workspace-fixture.h"

#define N_WINDOWS   2
#define N_STEPS     400
#define N_PROCESSES 3
#define N_EDITS     60

static char *program;

/* One edit of the model: a relation gets a value. */
typedef struct
{
  guint relation;
  char *value;
} Edit;

/* What a window should have done, and what it could do again. */
typedef struct
{
  RelWorkspace *workspace;
  GPtrArray *done;   /* (owned) (element-type Edit) */
  GPtrArray *undone; /* (owned) (element-type Edit) */
} Window;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->value);
  g_free (edit);
}

/* The relations of a schema, in their order. */
static GPtrArray *
list_relations (RelSchema *schema)
{
  GPtrArray *relations = g_ptr_array_new ();

  for (guint c = 0; c < rel_schema_get_n_collections (schema); c++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, c);

      for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, i);

          if (rel_collection_get_nth (collection, relation) == 0 && !rel_schema_is_ghost (schema, relation) &&
              !g_str_has_prefix (rel_collection_get_name (collection), "directus_") &&
              !rel_json_is_null (rel_json_get (json_node_get_object (rel_relation_get_json (relation)), "meta")))
            g_ptr_array_add (relations, relation);
        }
    }
  return relations;
}

/* Whether there is such a field does not matter here: nothing is sent. */
static void
set_sort_field (RelWorkspace *workspace, guint i, const char *value)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  g_autoptr (GPtrArray) relations = list_relations (draft);
  RelRelation *relation = g_ptr_array_index (relations, i);
  g_autoptr (JsonNode) node = rel_json_new_string (value);
  g_autoptr (JsonNode) json = rel_json_with (rel_relation_get_json (relation), "meta.sort_field", node);
  g_autoptr (RelRelation) changed = rel_relation_new (json, rel_relation_get_position (relation), NULL);
  g_autoptr (RelSchema) next = rel_edit_put_relation (draft, 0, changed);

  rel_workspace_set_draft (workspace, next, value);
}

static const char *
get_sort_field (RelSchema *schema, guint i)
{
  g_autoptr (GPtrArray) relations = list_relations (schema);
  RelRelation *relation = g_ptr_array_index (relations, i);

  return rel_json_get_string (json_node_get_object (rel_relation_get_json (relation)), "meta.sort_field");
}

static void
edit (Window *window, guint relation)
{
  Edit *next = g_new0 (Edit, 1);

  next->relation = relation;
  next->value = g_strdup_printf ("v%u", g_test_rand_int ());
  set_sort_field (window->workspace, relation, next->value);
  g_ptr_array_add (window->done, next);
  g_ptr_array_set_size (window->undone, 0);
}

static void
undo (Window *window)
{
  g_assert_cmpint (rel_workspace_undo (window->workspace), ==, window->done->len > 0);
  if (window->done->len > 0)
    g_ptr_array_add (window->undone, g_ptr_array_steal_index (window->done, window->done->len - 1));
}

static void
redo (Window *window)
{
  g_assert_cmpint (rel_workspace_redo (window->workspace), ==, window->undone->len > 0);
  if (window->undone->len > 0)
    g_ptr_array_add (window->done, g_ptr_array_steal_index (window->undone, window->undone->len - 1));
}

/* What the relation should have: the last value that the window gave to it. */
static const char *
get_expected (Window *window, guint relation, RelSchema *base)
{
  for (guint i = window->done->len; i-- > 0;)
    {
      Edit *done = g_ptr_array_index (window->done, i);

      if (done->relation == relation)
        return done->value;
    }
  return get_sort_field (base, relation);
}

/* A third window has what both have done. */
static void
assert_all (WorkspaceFixture *fixture, Window *windows, guint n_relations)
{
  RelWorkspace *third = workspace_fixture_open (fixture->snapshot);

  for (guint i = 0; i < n_relations; i++)
    g_assert_cmpstr (get_sort_field (rel_workspace_get_draft (third), i), ==,
                     get_expected (&windows[i % N_WINDOWS], i, rel_workspace_get_base (third)));
  g_assert_finalize_object (third);
}

static void
assert_same (WorkspaceFixture *fixture, RelWorkspace *workspace)
{
  RelWorkspace *third = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GPtrArray) changes = rel_diff (rel_workspace_get_draft (third), rel_workspace_get_draft (workspace));

  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_finalize_object (third);
}

/* Each window changes relations of its own, and takes back and does again, at random. */
static void
test_windows (WorkspaceFixture *fixture, gconstpointer data)
{
  Window windows[N_WINDOWS];
  g_autoptr (GPtrArray) relations = NULL;
  guint n_relations;

  for (guint w = 0; w < N_WINDOWS; w++)
    windows[w] = (Window){ workspace_fixture_open (fixture->snapshot), g_ptr_array_new_with_free_func (edit_free),
                           g_ptr_array_new_with_free_func (edit_free) };
  relations = list_relations (rel_workspace_get_base (windows[0].workspace));
  n_relations = relations->len / N_WINDOWS * N_WINDOWS;

  for (guint step = 0; step < N_STEPS; step++)
    {
      guint w = g_test_rand_int_range (0, N_WINDOWS);
      int what = g_test_rand_int_range (0, 10);

      if (what < 5)
        edit (&windows[w], (guint) g_test_rand_int_range (0, n_relations / N_WINDOWS) * N_WINDOWS + w);
      else if (what < 8)
        undo (&windows[w]);
      else
        redo (&windows[w]);
      if (step % 20 == 0)
        assert_all (fixture, windows, n_relations);
    }
  for (guint w = 0; w < N_WINDOWS; w++)
    edit (&windows[w], w);
  assert_all (fixture, windows, n_relations);
  /* The one that saved last has taken in all. */
  assert_same (fixture, windows[N_WINDOWS - 1].workspace);

  for (guint w = 0; w < N_WINDOWS; w++)
    {
      g_ptr_array_unref (windows[w].done);
      g_ptr_array_unref (windows[w].undone);
      g_assert_finalize_object (windows[w].workspace);
    }
}

/* Both change the same: who comes last is right, and the disk agrees with the window. */
static void
test_same_member (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *windows[N_WINDOWS];

  for (guint w = 0; w < N_WINDOWS; w++)
    windows[w] = workspace_fixture_open (fixture->snapshot);
  for (guint step = 0; step < N_STEPS; step++)
    {
      RelWorkspace *window = windows[g_test_rand_int_range (0, N_WINDOWS)];
      g_autofree char *value = g_strdup_printf ("v%u", step);
      guint relation = g_test_rand_int_range (0, 2);
      int what = g_test_rand_int_range (0, 10);
      gboolean is_saved = TRUE;

      if (what < 5)
        {
          set_sort_field (window, relation, value);
          g_assert_cmpstr (get_sort_field (rel_workspace_get_draft (window), relation), ==, value);
        }
      else if (what < 8)
        is_saved = rel_workspace_undo (window);
      else
        is_saved = rel_workspace_redo (window);
      g_assert_cmpstr (rel_workspace_get_notice (window), ==, NULL);
      if (is_saved && step % 5 == 0)
        assert_same (fixture, window);
    }
  for (guint w = 0; w < N_WINDOWS; w++)
    g_assert_finalize_object (windows[w]);
}

/* What one window published the other one does not publish again, and undo goes on there. */
static void
test_publish (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *first = workspace_fixture_open (fixture->snapshot);
  RelWorkspace *second = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GError) error = NULL;

  set_sort_field (first, 0, "one");
  g_assert_cmpuint (workspace_fixture_publish (first, &error), ==, 1);
  g_assert_no_error (error);
  set_sort_field (second, 1, "two");
  g_assert_cmpuint (rel_workspace_get_changes (second)->len, ==, 1);
  g_assert_cmpstr (get_sort_field (rel_workspace_get_base (second), 0), ==, "one");
  workspace_fixture_refresh (second);
  g_assert_cmpuint (rel_workspace_get_changes (second)->len, ==, 1);

  /* The first one is still able to undo what it has published. */
  g_assert_true (rel_workspace_undo (first));
  g_assert_cmpuint (rel_workspace_get_changes (first)->len, ==, 2);
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  first = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (first)->len, ==, 2);
  g_assert_finalize_object (first);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* What `relations-cli set` does: without the draft, but into the same history. */
static void
run_command (WorkspaceFixture *fixture, guint relation, const char *sort_field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (fixture->snapshot, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  RelWorkspace *workspace;

  g_assert_no_error (error);
  rel_workspace_open_async (target, NULL, NULL, NULL, FALSE, NULL, opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  workspace = rel_workspace_open_finish (result, &error);
  g_clear_object (&result);
  g_assert_no_error (error);
  set_sort_field (workspace, relation, sort_field);
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_finalize_object (workspace);
}

static void
set_deselect (RelWorkspace *workspace, guint relation)
{
  g_autoptr (GPtrArray) relations = list_relations (rel_workspace_get_draft (workspace));
  RelRelation *edited = g_ptr_array_index (relations, relation);

  workspace_fixture_set (workspace, rel_relation_get_collection (edited), rel_relation_get_field (edited),
                         "meta.one_deselect_action", "delete");
}

/* There is one change, of the member that was edited here. */
static void
assert_only_deselect (RelWorkspace *workspace, guint relation, const char *sort_field)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);
  GPtrArray *members;

  g_assert_cmpuint (changes->len, ==, 1);
  members = rel_change_get_members (g_ptr_array_index (changes, 0));
  g_assert_cmpuint (members->len, ==, 1);
  g_assert_cmpstr (((const RelMemberChange *) g_ptr_array_index (members, 0))->path, ==, "meta.one_deselect_action");
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
  g_assert_cmpstr (get_sort_field (rel_workspace_get_base (workspace), relation), ==, sort_field);
  g_assert_cmpstr (get_sort_field (rel_workspace_get_draft (workspace), relation), ==, sort_field);
}

/* What a command published of a relation that is edited here was taken for this draft's own, and
 * the draft made it what it had been before. */
static void
test_command_and_restart (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *window = workspace_fixture_open (fixture->snapshot);

  set_deselect (window, 0);
  g_assert_finalize_object (window);
  run_command (fixture, 0, "first");
  run_command (fixture, 0, "second");
  for (guint i = 0; i < 2; i++)
    {
      window = workspace_fixture_open (fixture->snapshot);
      assert_only_deselect (window, 0, "second");
      g_assert_finalize_object (window);
    }

  /* Also if it was undone here, and can be done again. */
  window = workspace_fixture_open (fixture->snapshot);
  g_assert_true (rel_workspace_undo (window));
  g_assert_finalize_object (window);
  run_command (fixture, 0, "third");
  window = workspace_fixture_open (fixture->snapshot);
  g_assert_cmpuint (rel_workspace_get_changes (window)->len, ==, 0);
  g_assert_cmpstr (get_sort_field (rel_workspace_get_draft (window), 0), ==, "third");
  g_assert_true (rel_workspace_redo (window));
  assert_only_deselect (window, 0, "third");
  g_assert_finalize_object (window);
}

/* Two windows are open, and save their edits: they know of it once they read the project again. */
static void
test_command_between_windows (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *first = workspace_fixture_open (fixture->snapshot);
  RelWorkspace *second = workspace_fixture_open (fixture->snapshot);

  set_deselect (first, 0);
  run_command (fixture, 0, "command");
  set_sort_field (second, 1, "draft");
  g_assert_true (rel_workspace_undo (second));
  assert_only_deselect (second, 0, NULL);
  g_assert_true (rel_workspace_undo (first));
  g_assert_cmpuint (rel_workspace_get_changes (first)->len, ==, 0);
  g_assert_true (rel_workspace_redo (first));
  assert_only_deselect (first, 0, NULL);
  workspace_fixture_refresh (first);
  assert_only_deselect (first, 0, "command");
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

/* What a child does: edits a relation of its own, and takes every third edit back. */
static int
be_child (const char *snapshot, guint relation)
{
  RelWorkspace *workspace = workspace_fixture_open (snapshot);

  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autofree char *value = g_strdup_printf ("p%u-%u", relation, i);

      set_sort_field (workspace, relation, value);
      if (i % 3 == 2)
        g_assert_true (rel_workspace_undo (workspace));
    }
  g_assert_cmpstr (rel_workspace_get_notice (workspace), ==, NULL);
  g_assert_finalize_object (workspace);
  return 0;
}

/* Programs at the same time. */
static void
test_processes (WorkspaceFixture *fixture, gconstpointer data)
{
  GSubprocess *children[N_PROCESSES];
  RelWorkspace *workspace;
  guint n_undone = 0;

  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autofree char *relation = g_strdup_printf ("%u", i);
      g_autoptr (GError) error = NULL;

      children[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--child", fixture->snapshot,
                                      relation, NULL);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_assert_true (g_subprocess_wait_check (children[i], NULL, NULL));
      g_object_unref (children[i]);
    }

  workspace = workspace_fixture_open (fixture->snapshot);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autofree char *expected = g_strdup_printf ("p%u-%u", i, N_EDITS - 2);

      g_assert_cmpstr (get_sort_field (rel_workspace_get_draft (workspace), i), ==, expected);
    }
  /* Every edit of everybody is there to be undone. */
  while (rel_workspace_undo (workspace))
    n_undone++;
  g_assert_cmpuint (n_undone, ==, N_PROCESSES * (N_EDITS - N_EDITS / 3));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_finalize_object (workspace);
}

static void
add_cases (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/workspace/windows/" name, WorkspaceFixture, NULL, workspace_fixture_set_up, func,                      \
              workspace_fixture_tear_down)
  ADD ("at-random", test_windows);
  ADD ("same-member", test_same_member);
  ADD ("publish", test_publish);
  ADD ("command-and-restart", test_command_and_restart);
  ADD ("command-between-windows", test_command_between_windows);
  ADD ("processes", test_processes);
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
