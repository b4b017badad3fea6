/* test-merge-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long random sequences of what two editors do with one project, beside a model of it that
 * knows nothing of schemas: a table of cells, each with what it was, mine and theirs.
 */

#include "config.h"

#include "magazine.h"
#include "merge-table-schema.h"
#include "rel-diff.h"
#include "rel-merge.h"
#include "rel-plan.h"

#define MAX_ENTRIES 10

/* One draft with its base: the schemas, and what the model says they are. */
typedef struct
{
  RelSchema *base;
  RelSchema *draft;
  Cell was[N_CELLS];
  Cell mine[N_CELLS];
} Entry;

typedef struct
{
  GRand *rand;
  RelSchema *server;
  RelMerger *merger; /* of all that is merged with it */
  Cell theirs[N_CELLS];
  GPtrArray *entries; /* (element-type Entry) */
  guint current;
  guint n_conflicts; /* seen so far */
  guint n_decided;
  guint n_published;
} World;

static void
replace (RelSchema **schema, RelSchema *next)
{
  rel_schema_unref (*schema);
  *schema = next;
}

static void
set_server (World *world, RelSchema *next)
{
  g_clear_pointer (&world->merger, rel_merger_free);
  g_clear_pointer (&world->server, rel_schema_unref);
  world->server = next;
  world->merger = rel_merger_new (next);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  rel_schema_unref (entry->base);
  rel_schema_unref (entry->draft);
  g_free (entry);
}

/* Merges a draft in both, and compares them. */
static GPtrArray *
merge_entry (World *world, Entry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RelSchema) base = entry->base;
  g_autoptr (RelSchema) draft = entry->draft;
  GPtrArray *conflicts;

  entry->draft = rel_merger_merge (world->merger, base, draft, &entry->base, &conflicts);
  table_merge (entry->was, entry->mine, world->theirs, text);
  table_assert (entry->draft, entry->mine);
  table_assert (entry->base, entry->was);
  table_assert_conflicts (conflicts, text->str);
  return conflicts;
}

static Entry *
get_current (World *world)
{
  return g_ptr_array_index (world->entries, world->current);
}

/* Goes on from the current draft, as an edit does. */
static Entry *
push (World *world)
{
  Entry *old = get_current (world);
  Entry *entry = g_memdup2 (old, sizeof *old);

  rel_schema_ref (entry->base);
  rel_schema_ref (entry->draft);
  if (world->current + 1 == MAX_ENTRIES)
    {
      g_ptr_array_remove_index (world->entries, 0);
      world->current--;
    }
  g_ptr_array_set_size (world->entries, (gint) ++world->current);
  g_ptr_array_add (world->entries, entry);
  return entry;
}

static guint
pick (World *world, guint n)
{
  return (guint) g_rand_int_range (world->rand, 0, (gint32) n);
}

static void
step_edit (World *world)
{
  Entry *entry = push (world);
  guint cell = pick (world, N_CELLS);

  table_change_cell (&entry->mine[cell], world->rand);
  replace (&entry->draft, table_put_cell (entry->draft, cell, &entry->mine[cell]));
  g_ptr_array_unref (merge_entry (world, entry));
}

/* Somebody else changes the project; it is read again. */
static void
step_refresh (World *world)
{
  for (guint n = pick (world, 4); n > 0; n--)
    table_change_cell (&world->theirs[pick (world, N_CELLS)], world->rand);
  set_server (world, table_write (world->theirs));
  for (guint i = 0; i < world->entries->len; i++)
    g_ptr_array_unref (merge_entry (world, g_ptr_array_index (world->entries, i)));
}

static void
step_decide (World *world)
{
  g_autoptr (GPtrArray) conflicts = merge_entry (world, get_current (world));
  RelConflict *conflict;
  RelSide side = pick (world, 2) == 0 ? REL_SIDE_MINE : REL_SIDE_THEIRS;
  RelSchema *base;
  RelSchema *draft;
  Entry *entry;
  guint cell;

  world->n_conflicts += conflicts->len;
  if (conflicts->len == 0)
    return;
  entry = push (world);
  conflict = g_ptr_array_index (conflicts, pick (world, conflicts->len));
  draft = rel_merge_resolve (entry->base, entry->draft, world->server, conflict, side, &base);
  replace (&entry->draft, draft);
  replace (&entry->base, base);
  cell = table_find_cell (rel_conflict_get_collection (conflict), rel_conflict_get_field (conflict));
  table_decide (&entry->was[cell], &entry->mine[cell], &world->theirs[cell], table_find_member (conflict),
                rel_conflict_get_kind (conflict), side == REL_SIDE_MINE);
  g_ptr_array_unref (merge_entry (world, entry));
  world->n_decided++;
}

static gboolean
is_open (GPtrArray *conflicts, RelChange *change)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      if (rel_conflict_concerns (g_ptr_array_index (conflicts, i), change))
        return TRUE;
    }
  return FALSE;
}

static void
publish_one (World *world, RelChange *change)
{
  g_autoptr (GError) error = NULL;
  RelSchema *after = rel_change_apply (change, world->server, &error);
  guint cell;

  g_assert_no_error (error);
  cell = table_find_cell (rel_change_get_collection (change), rel_change_get_field (change));
  for (guint i = 0; i < world->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (world->entries, i);
      RelSchema *next = rel_change_apply (change, entry->base, NULL);

      if (entry != get_current (world))
        table_advance (&entry->was[cell], &world->theirs[cell], &get_current (world)->mine[cell]);
      if (next != NULL)
        replace (&entry->base, next);
    }
  get_current (world)->was[cell] = get_current (world)->mine[cell];
  world->theirs[cell] = get_current (world)->mine[cell];
  set_server (world, after);
  world->n_published++;
}

/* Publishes what is not open, and reads the server again. */
static void
step_publish (World *world)
{
  g_autoptr (GPtrArray) conflicts = merge_entry (world, get_current (world));
  g_autoptr (GPtrArray) changes = rel_diff (get_current (world)->base, get_current (world)->draft);

  for (guint i = 0; i < changes->len; i++)
    {
      if (!is_open (conflicts, g_ptr_array_index (changes, i)))
        publish_one (world, g_ptr_array_index (changes, i));
    }
  step_refresh (world);
  if (conflicts->len == 0)
    table_assert (world->server, world->theirs);
}

/* The program is ended and started: what is left of the draft is its plan. */
static void
step_restart (World *world)
{
  Entry *old = get_current (world);
  g_autoptr (GPtrArray) changes = rel_diff (old->base, old->draft);
  g_autoptr (JsonNode) json = rel_plan_to_json (changes);
  g_autofree char *text = rel_json_dup_text (json, FALSE);
  g_autoptr (JsonNode) read = json_of (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = rel_plan_read (read, &error);
  Entry *entry = g_memdup2 (old, sizeof *old);

  g_assert_no_error (error);
  for (guint n = pick (world, 3); n > 0; n--)
    table_change_cell (&world->theirs[pick (world, N_CELLS)], world->rand);
  set_server (world, table_write (world->theirs));
  entry->base = rel_merge_find_base (plan, world->server);
  entry->draft = rel_plan_apply (plan, entry->base, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (world->entries, 0);
  g_ptr_array_add (world->entries, entry);
  world->current = 0;
  g_ptr_array_unref (merge_entry (world, entry));
}

static void
step (World *world)
{
  switch (pick (world, 20))
    {
    case 0:
    case 1:
      step_refresh (world);
      break;
    case 2:
    case 3:
      step_decide (world);
      break;
    case 4:
      step_publish (world);
      break;
    case 5:
      step_restart (world);
      break;
    case 6:
    case 7:
    case 8:
      if (world->current > 0)
        world->current--;
      break;
    case 9:
    case 10:
      if (world->current + 1 < world->entries->len)
        world->current++;
      break;
    default:
      step_edit (world);
      break;
    }
  table_assert (get_current (world)->draft, get_current (world)->mine);
}

static void
test_random (void)
{
  guint n_steps = g_test_slow () ? 100000 : 10000;
  World world = { NULL };
  Entry *first = g_new0 (Entry, 1);

  world.rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  set_server (&world, table_write (world.theirs));
  world.entries = g_ptr_array_new_with_free_func (entry_free);
  first->base = rel_schema_ref (world.server);
  first->draft = rel_schema_ref (world.server);
  g_ptr_array_add (world.entries, first);

  for (guint i = 0; i < n_steps; i++)
    step (&world);
  g_test_message ("%u steps: %u times a conflict, %u decided, %u changes published", n_steps, world.n_conflicts,
                  world.n_decided, world.n_published);
  g_assert_cmpuint (world.n_decided, >, n_steps / 100);
  g_assert_cmpuint (world.n_published, >, n_steps / 100);

  g_ptr_array_unref (world.entries);
  rel_merger_free (world.merger);
  rel_schema_unref (world.server);
  g_rand_free (world.rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/merge-random/agrees-with-a-table", test_random);

  return g_test_run ();
}
