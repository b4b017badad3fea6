/* test-random-steps.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that a person does with a project, at random: to edit, undo, do again, read again, decide,
 * publish, and end the program and start it again, while somebody else changes the same. The
 * project is a snapshot file, so that a hundred thousand steps take minutes; what it should be
 * says the table of tests/model/merge-table.c. GLib prints the seed; `--seed` repeats it.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "deadly-vfs.h"
#include "folder.h"
#include "merge-table-schema.h"
#include "project-fixture.h"
#include "rel-error.h"
#include "rel-snapshot.h"

/* A project is left after so many steps: the undo knows each. */
#define N_STEPS         200
#define N_PROJECTS      15
#define N_PROJECTS_SLOW 500

/* A draft, as the table has it. */
typedef struct
{
  Cell was[N_CELLS];
  Cell mine[N_CELLS];
} Entry;

/* What was seen so far: a run that never comes to something proves nothing of it. */
typedef struct
{
  guint conflicts;
  guint decisions;
  guint undone;
  guint redone;
  guint published;
  guint refused;
  guint restarts;
} Seen;

typedef struct
{
  GRand *rand;
  RelTarget *target;
  RelWorkspace *workspace;
  Cell server[N_CELLS]; /* what the file has */
  Cell theirs[N_CELLS]; /* what it had when it was read last */
  GArray *entries;      /* (element-type Entry) */
  guint current;
  Seen *seen;
} World;

static guint
pick (World *world, guint n)
{
  return (guint) g_rand_int_range (world->rand, 0, (gint32) n);
}

static Entry *
get_current (World *world)
{
  return &g_array_index (world->entries, Entry, world->current);
}

/* Which conflicts there are, one a line. */
static GString *
merge (Entry *entry, const Cell *theirs)
{
  GString *text = g_string_new (NULL);

  table_merge (entry->was, entry->mine, theirs, text);
  return text;
}

static void
push (World *world, const Entry *entry)
{
  Entry next = *entry;

  g_string_free (merge (&next, world->theirs), TRUE);
  g_array_set_size (world->entries, ++world->current);
  g_array_append_val (world->entries, next);
}

static void
assert_agrees (World *world)
{
  Entry entry = *get_current (world);
  g_autoptr (GString) conflicts = merge (&entry, world->theirs);

  table_assert (rel_workspace_get_theirs (world->workspace), world->theirs);
  table_assert (rel_workspace_get_base (world->workspace), get_current (world)->was);
  table_assert (rel_workspace_get_draft (world->workspace), get_current (world)->mine);
  table_assert_conflicts (rel_workspace_get_conflicts (world->workspace), conflicts->str);
  g_assert_cmpstr (rel_workspace_get_notice (world->workspace), ==, NULL);
}

/* What the server has now was read. */
static void
note_read (World *world)
{
  memcpy (world->theirs, world->server, sizeof world->theirs);
  for (guint i = 0; i < world->entries->len; i++)
    g_string_free (merge (&g_array_index (world->entries, Entry, i), world->theirs), TRUE);
}

/* Somebody else changes the project. */
static void
change_theirs (World *world)
{
  const char *path = g_file_peek_path (rel_target_get_file (world->target));
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint n = pick (world, 4); n > 0; n--)
    table_change_cell (&world->server[pick (world, N_CELLS)], world->rand);
  schema = table_write (world->server);
  bytes = rel_snapshot_write (schema, REL_SNAPSHOT_JSON);
  /* Without a wait for the disk a file is written over, and not cut off. */
  g_unlink (path);
  g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE,
                            0600, &error);
  g_assert_no_error (error);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
step_refresh (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  change_theirs (world);
  rel_workspace_refresh_async (world->workspace, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_workspace_refresh_finish (world->workspace, result, &error);
  g_assert_no_error (error);
  note_read (world);
}

static void
step_edit (World *world)
{
  Entry entry = *get_current (world);
  guint cell = pick (world, N_CELLS);
  g_autoptr (RelSchema) draft = NULL;

  table_change_cell (&entry.mine[cell], world->rand);
  draft = table_put_cell (rel_workspace_get_draft (world->workspace), cell, &entry.mine[cell]);
  rel_workspace_set_draft (world->workspace, draft, "Edit");
  push (world, &entry);
}

static void
step_decide (World *world)
{
  GPtrArray *conflicts = rel_workspace_get_conflicts (world->workspace);
  g_autoptr (RelConflict) conflict = NULL;
  Entry entry = *get_current (world);
  gboolean is_mine = pick (world, 2) == 0;
  guint cell;

  world->seen->conflicts += conflicts->len;
  if (conflicts->len == 0)
    return;
  conflict = rel_conflict_ref (g_ptr_array_index (conflicts, pick (world, conflicts->len)));
  rel_workspace_resolve (world->workspace, conflict, is_mine ? REL_SIDE_MINE : REL_SIDE_THEIRS);
  cell = table_find_cell (rel_conflict_get_collection (conflict), rel_conflict_get_field (conflict));
  table_decide (&entry.was[cell], &entry.mine[cell], &world->theirs[cell], table_find_member (conflict),
                rel_conflict_get_kind (conflict), is_mine);
  push (world, &entry);
  world->seen->decisions++;
}

static void
step_undo (World *world)
{
  g_assert_cmpint (rel_workspace_undo (world->workspace), ==, world->current > 0);
  if (world->current == 0)
    return;
  world->current--;
  world->seen->undone++;
}

static void
step_redo (World *world)
{
  g_assert_cmpint (rel_workspace_redo (world->workspace), ==, world->current + 1 < world->entries->len);
  if (world->current + 1 == world->entries->len)
    return;
  world->current++;
  world->seen->redone++;
}

/* Whether one of the conflicts, each a line, is about a cell. */
static gboolean
is_open (const char *conflicts, guint cell)
{
  g_autofree char *name = g_strdup_printf ("%s.%s ", table_get_collection (cell), table_get_field (cell));

  return strstr (conflicts, name) != NULL;
}

static void
note_published (World *world, guint cell)
{
  Cell before = world->server[cell];
  Cell after = get_current (world)->mine[cell];

  for (guint i = 0; i < world->entries->len; i++)
    table_advance (&g_array_index (world->entries, Entry, i).was[cell], &before, &after);
  world->server[cell] = after;
}

/* Publishes what was chosen, as the table does it: all of it or, if something of it has become a
 * conflict, nothing. */
static gboolean
publish_in_table (World *world, const gboolean *is_chosen)
{
  g_autoptr (GString) conflicts = NULL;

  note_read (world);
  conflicts = merge (get_current (world), world->theirs);
  for (guint i = 0; i < N_CELLS; i++)
    {
      if (is_chosen[i] && is_open (conflicts->str, i))
        return FALSE;
    }
  for (guint i = 0; i < N_CELLS; i++)
    {
      if (is_chosen[i])
        note_published (world, i);
    }
  note_read (world);
  return TRUE;
}

/* Publishes some of what does not clash; every second time somebody was quicker. */
static void
step_publish (World *world)
{
  GPtrArray *changes = rel_workspace_get_changes (world->workspace);
  Entry entry = *get_current (world);
  g_autoptr (GString) conflicts = merge (&entry, world->theirs);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_chosen[N_CELLS] = { FALSE };
  guint n_published;

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      guint cell = table_find_cell (rel_change_get_collection (change), rel_change_get_field (change));

      if (is_open (conflicts->str, cell) || pick (world, 3) == 0)
        continue;
      is_chosen[cell] = TRUE;
      g_ptr_array_add (chosen, rel_change_ref (change));
    }
  if (chosen->len == 0)
    return;
  if (pick (world, 2) == 0)
    change_theirs (world);
  rel_workspace_publish_async (world->workspace, chosen, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_workspace_publish_finish (world->workspace, result, &n_published, &error);
  if (publish_in_table (world, is_chosen))
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
      g_assert_cmpuint (n_published, ==, 0);
      world->seen->refused++;
    }
  world->seen->published += n_published;
}

/* The program is ended and started again, and somebody else goes on meanwhile. */
static void
step_restart (World *world)
{
  g_assert_finalize_object (world->workspace);
  change_theirs (world);
  world->workspace = project_fixture_open_target (world->target, NULL, TRUE);
  note_read (world);
  world->seen->restarts++;
}

static void
step (World *world)
{
  static void (*const steps[]) (World * world) = {
    step_refresh, step_refresh, step_decide, step_decide, step_publish, step_restart, step_undo, step_undo,
    step_undo,    step_redo,    step_redo,   step_edit,   step_edit,    step_edit,    step_edit, step_edit,
  };

  steps[pick (world, G_N_ELEMENTS (steps))](world);
  assert_agrees (world);
}

/* One project, from its first step to its last. */
static void
go_through (GRand *rand, const char *folder, guint nth, Seen *seen)
{
  g_autofree char *name = g_strdup_printf ("%u.json", nth);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  World world = { .rand = rand, .seen = seen };
  Entry first = { { { 0 } }, { { 0 } } };

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  world.target = rel_target_new (path, NULL, &error);
  g_assert_no_error (error);
  change_theirs (&world);
  world.workspace = project_fixture_open_target (world.target, NULL, TRUE);
  world.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_append_val (world.entries, first);
  note_read (&world);

  for (guint i = 0; i < N_STEPS; i++)
    step (&world);

  g_assert_finalize_object (world.workspace);
  g_array_unref (world.entries);
  rel_target_unref (world.target);
}

static void
test_random_steps (void)
{
  guint n_projects = g_test_slow () ? N_PROJECTS_SLOW : N_PROJECTS;
  GRand *rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  Seen seen = { 0 };

  for (guint i = 0; i < n_projects; i++)
    go_through (rand, folder, i, &seen);
  g_test_message ("%u steps: %u times a conflict, %u decided, %u undone, %u done again, %u changes published, "
                  "%u times somebody was quicker, %u restarts",
                  n_projects * N_STEPS, seen.conflicts, seen.decisions, seen.undone, seen.redone, seen.published,
                  seen.refused, seen.restarts);
  g_assert_cmpuint (seen.decisions, >, n_projects);
  g_assert_cmpuint (seen.redone, >, n_projects);
  g_assert_cmpuint (seen.published, >, n_projects);
  g_assert_cmpuint (seen.refused, >, 0);
  folder_remove (folder);
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = project_fixture_make_home ();
  int status;

  /* Nothing here ends the machine: not to wait for the disk makes it thirty times as fast. */
  deadly_vfs_register (0, FALSE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/random-steps/agree-with-a-table", test_random_steps);
  status = g_test_run ();
  folder_remove (home);
  return status;
}
