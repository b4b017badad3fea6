/* test-merge-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What two editors do with one project on the embedded server, at random and with restarts
 * of the program, beside the table that tests/model/merge-table.c keeps of it.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "merge-table.h"
#include "project-fixture.h"

#define N_STEPS      150
#define N_STEPS_SLOW 2000

/* Relations of the sample, few enough that two editors meet; the other cells of the table stay
 * empty. */
static const char *const relations[][3] = {
  { "articles", "author", "authors" },
  { "articles", "category", "categories" },
};

/* A draft, as the table has it. */
typedef struct
{
  Cell was[N_CELLS];
  Cell mine[N_CELLS];
} Entry;

typedef struct
{
  GRand *rand;
  ProjectFixture project;
  RelWorkspace *workspace;
  Cell theirs[N_CELLS];
  GArray *entries; /* (element-type Entry) */
  guint current;
  guint n_conflicts; /* seen so far */
  guint n_published;
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

static void
push (World *world, const Entry *entry)
{
  Entry copy = *entry;

  g_array_set_size (world->entries, ++world->current);
  g_array_append_val (world->entries, copy);
}

/* Of the members only two may be anything. */
static Member
pick_member (World *world, guint *value)
{
  Member member = pick (world, 2) == 0 ? ON_DELETE : DESELECT;

  *value = pick (world, member == ON_DELETE ? 3 : 2);
  return member;
}

static void
assert_cells (RelSchema *schema, const Cell *cells)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      RelRelation *relation = rel_schema_find_relation (schema, relations[i][0], relations[i][1], 0);

      g_assert_cmpstr (rel_relation_get_on_delete (relation), ==, table_names[ON_DELETE][cells[i].values[ON_DELETE]]);
      g_assert_cmpstr (rel_relation_get_one_deselect_action (relation), ==,
                       table_names[DESELECT][cells[i].values[DESELECT]]);
    }
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *at = strchr (text, '\n'); at != NULL; at = strchr (at + 1, '\n'))
    n++;
  return n;
}

static void
assert_agrees (World *world)
{
  Entry copy = *get_current (world);
  g_autoptr (GString) text = g_string_new (NULL);

  table_merge (copy.was, copy.mine, world->theirs, text);
  assert_cells (rel_workspace_get_draft (world->workspace), get_current (world)->mine);
  assert_cells (rel_workspace_get_base (world->workspace), get_current (world)->was);
  assert_cells (rel_workspace_get_theirs (world->workspace), world->theirs);
  g_assert_cmpuint (rel_workspace_get_conflicts (world->workspace)->len, ==, count_lines (text->str));
}

static void
merge_all (World *world)
{
  for (guint i = 0; i < world->entries->len; i++)
    {
      Entry *entry = &g_array_index (world->entries, Entry, i);

      table_merge (entry->was, entry->mine, world->theirs, NULL);
    }
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
refresh (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_workspace_refresh_async (world->workspace, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rel_workspace_refresh_finish (world->workspace, result, &error));
  merge_all (world);
}

/* Somebody else changes a relation, by a client of the test's own. */
static void
change_theirs (World *world)
{
  guint cell = pick (world, G_N_ELEMENTS (relations));
  guint value;
  Member member = pick_member (world, &value);
  Cell *theirs = &world->theirs[cell];
  g_autofree char *url = g_strdup_printf ("/relations/%s/%s", relations[cell][0], relations[cell][1]);
  g_autofree char *body = NULL;

  theirs->values[member] = value;
  body = g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"%s\",\"related_collection\":\"%s\","
                          "\"schema\":{\"on_delete\":\"%s\",\"on_update\":\"NO ACTION\"},"
                          "\"meta\":{\"one_deselect_action\":\"%s\"}}",
                          relations[cell][0], relations[cell][1], relations[cell][2],
                          table_names[ON_DELETE][theirs->values[ON_DELETE]],
                          table_names[DESELECT][theirs->values[DESELECT]]);
  server_fixture_call (&world->project.server, "PATCH", url, body);
  g_assert_cmpuint (world->project.server.status, ==, 200);
}

static void
step_edit (World *world)
{
  Entry entry = *get_current (world);
  guint cell = pick (world, G_N_ELEMENTS (relations));
  guint value;
  Member member = pick_member (world, &value);
  g_autoptr (JsonNode) node = rel_json_new_string (table_names[member][value]);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (world->workspace, relations[cell][0], relations[cell][1], 0, table_paths[member], node,
                            &error);
  g_assert_no_error (error);
  if (entry.mine[cell].values[member] == value)
    return;
  entry.mine[cell].values[member] = value;
  table_merge (entry.was, entry.mine, world->theirs, NULL);
  push (world, &entry);
}

static guint
find_cell (const char *collection, const char *field)
{
  guint i = 0;

  while (strcmp (relations[i][0], collection) != 0 || strcmp (relations[i][1], field) != 0)
    g_assert_cmpuint (++i, <, G_N_ELEMENTS (relations));
  return i;
}

static void
step_decide (World *world)
{
  GPtrArray *conflicts = rel_workspace_get_conflicts (world->workspace);
  g_autoptr (RelConflict) conflict = NULL;
  Entry entry = *get_current (world);
  gboolean is_mine = pick (world, 2) == 0;
  guint cell;
  Member member;

  world->n_conflicts += conflicts->len;
  if (conflicts->len == 0)
    return;
  conflict = rel_conflict_ref (g_ptr_array_index (conflicts, pick (world, conflicts->len)));
  cell = find_cell (rel_conflict_get_collection (conflict), rel_conflict_get_field (conflict));
  member = strcmp (rel_conflict_get_path (conflict), table_paths[DESELECT]) == 0 ? DESELECT : ON_DELETE;
  rel_workspace_resolve (world->workspace, conflict, is_mine ? REL_SIDE_MINE : REL_SIDE_THEIRS);
  table_decide (&entry.was[cell], &entry.mine[cell], &world->theirs[cell], (int) member, REL_CONFLICT_CHANGED, is_mine);
  table_merge (entry.was, entry.mine, world->theirs, NULL);
  push (world, &entry);
}

static gboolean
is_open (RelWorkspace *workspace, RelChange *change)
{
  GPtrArray *conflicts = rel_workspace_get_conflicts (workspace);

  for (guint i = 0; i < conflicts->len; i++)
    {
      if (rel_conflict_concerns (g_ptr_array_index (conflicts, i), change))
        return TRUE;
    }
  return FALSE;
}

static void
note_published (World *world, RelChange *change)
{
  guint cell = find_cell (rel_change_get_collection (change), rel_change_get_field (change));
  Cell before = world->theirs[cell];
  Cell after = get_current (world)->mine[cell];

  for (guint i = 0; i < world->entries->len; i++)
    table_advance (&g_array_index (world->entries, Entry, i).was[cell], &before, &after);
  world->theirs[cell] = after;
  world->n_published++;
}

/* Publishes what does not clash. */
static void
step_publish (World *world)
{
  GPtrArray *changes = rel_workspace_get_changes (world->workspace);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_published;

  for (guint i = 0; i < changes->len; i++)
    {
      if (!is_open (world->workspace, g_ptr_array_index (changes, i)))
        g_ptr_array_add (chosen, rel_change_ref (g_ptr_array_index (changes, i)));
    }
  if (chosen->len == 0)
    return;
  rel_workspace_publish_async (world->workspace, chosen, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_workspace_publish_finish (world->workspace, result, &n_published, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_published, ==, chosen->len);
  for (guint i = 0; i < chosen->len; i++)
    note_published (world, g_ptr_array_index (chosen, i));
  merge_all (world);
}

/* The program is ended and started again, while somebody else goes on. */
static void
step_restart (World *world)
{
  g_assert_finalize_object (world->workspace);
  if (pick (world, 2) == 0)
    change_theirs (world);
  world->workspace = project_fixture_open (&world->project, TRUE);
  merge_all (world);
}

static void
step (World *world)
{
  switch (pick (world, 20))
    {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
      change_theirs (world);
      refresh (world);
      break;
    case 6:
    case 7:
      step_decide (world);
      break;
    case 8:
      step_publish (world);
      break;
    case 9:
      step_restart (world);
      break;
    case 10:
      if (rel_workspace_undo (world->workspace))
        world->current--;
      break;
    case 11:
      if (rel_workspace_redo (world->workspace))
        world->current++;
      break;
    default:
      step_edit (world);
      break;
    }
  assert_agrees (world);
}

static guint
find_value (Member member, const char *text)
{
  guint value = 0;

  while (g_strcmp0 (table_names[member][value], text) != 0)
    g_assert_cmpuint (++value, <, 3);
  return value;
}

static void
read_cells (RelSchema *schema, Cell *cells)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      RelRelation *relation = rel_schema_find_relation (schema, relations[i][0], relations[i][1], 0);

      cells[i].exists = TRUE;
      cells[i].values[ON_DELETE] = find_value (ON_DELETE, rel_relation_get_on_delete (relation));
      cells[i].values[DESELECT] = find_value (DESELECT, rel_relation_get_one_deselect_action (relation));
    }
}

static void
test_random (void)
{
  guint n_steps = g_test_slow () ? N_STEPS_SLOW : N_STEPS;
  World world = { NULL };
  Entry first = { { { 0 } }, { { 0 } } };

  world.rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  project_fixture_init_sample (&world.project);
  world.workspace = project_fixture_open (&world.project, TRUE);
  world.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  read_cells (rel_workspace_get_theirs (world.workspace), world.theirs);
  memcpy (first.was, world.theirs, sizeof first.was);
  memcpy (first.mine, world.theirs, sizeof first.mine);
  g_array_append_val (world.entries, first);

  for (guint i = 0; i < n_steps; i++)
    step (&world);
  g_test_message ("%u steps: %u times a conflict, %u changes published", n_steps, world.n_conflicts, world.n_published);

  g_assert_finalize_object (world.workspace);
  project_fixture_clear (&world.project);
  g_array_unref (world.entries);
  g_rand_free (world.rand);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = project_fixture_make_home ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/merge-random/agrees-with-a-table", test_random);
  status = g_test_run ();
  folder_remove (home);
  return status;
}
