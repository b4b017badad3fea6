/* bench-merge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Merging 1,000 changes with a schema of 10,000 relations that was read again and in which
 * somebody else has changed a tenth of the same, beside finding the 1,000 changes once.
 */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "big-lists.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-merge.h"
#include "rel-snapshot.h"

#define N_RUNS    21
#define N_CHANGES 1000
#define N_CLASHES 100
/* 8 is usual: what is compared in full is read for the first time. */
#define MAX_RATIO 15.0

static RelSchema *
load (void)
{
  g_autoptr (GBytes) bytes = big_lists_new ();
  RelSchema *schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);

  g_assert_nonnull (schema);
  return schema;
}

/* Sets an action in the first relation of every so many collections. */
static RelSchema *
change (RelSchema *schema, guint n_changes, guint every, const char *action)
{
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  RelSchema *result = rel_schema_ref (schema);
  guint n_done = 0;

  for (guint i = 0; n_done < n_changes && i < rel_schema_get_n_collections (schema); i += every)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);
      g_autoptr (RelRelation) relation = NULL;
      RelSchema *next;

      if (rel_collection_get_n_relations (collection) == 0)
        continue;
      relation = rel_relation_with_member (rel_collection_get_relation (collection, 0), "schema.on_delete", value);
      next = rel_edit_put_relation (result, 0, relation);
      rel_schema_unref (result);
      result = next;
      n_done++;
    }
  g_assert_cmpuint (n_done, ==, n_changes);
  return result;
}

/* Of the processor: others may be at work on this computer. */
static gint64
now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
time_diff (RelSchema *base, RelSchema *draft)
{
  gint64 start_us = now_us ();
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);

  g_assert_cmpuint (changes->len, ==, N_CHANGES);
  return (now_us () - start_us) / 1000.0;
}

static double
time_merge (RelSchema *base, RelSchema *draft, RelSchema *theirs)
{
  gint64 start_us = now_us ();
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RelSchema) next_base = NULL;
  g_autoptr (RelSchema) merged = rel_merge (base, draft, theirs, &next_base, &conflicts);

  g_assert_cmpuint (conflicts->len, ==, N_CLASHES);
  return (now_us () - start_us) / 1000.0;
}

int
main (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) draft = change (base, N_CHANGES, 2, "CASCADE");
  g_autoptr (RelSchema) other = load ();
  g_autoptr (RelSchema) theirs = change (other, N_CLASHES, 20, "RESTRICT");
  double diff_ms = G_MAXDOUBLE;
  double merge_ms = G_MAXDOUBLE;
  double ratio;

  for (guint i = 0; i < N_RUNS; i++)
    {
      diff_ms = MIN (diff_ms, time_diff (base, draft));
      merge_ms = MIN (merge_ms, time_merge (base, draft, theirs));
    }
  ratio = merge_ms / diff_ms;

  g_print ("%u relations, %u changes: merge %.1f ms, diff %.1f ms, ratio %.1f (at most %.0f)\n",
           rel_schema_count_relations (base), N_CHANGES, merge_ms, diff_ms, ratio, MAX_RATIO);
  return ratio <= MAX_RATIO ? EXIT_SUCCESS : EXIT_FAILURE;
}
