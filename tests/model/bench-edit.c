/* bench-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One edit and the diff after it, in a schema of 10,000 relations, beside comparing all
 * members of all its relations once. Fails when the two together take a millisecond, or
 * a twentieth of that pass.
 */

#include "config.h"

#include <stdlib.h>

#include "big-lists.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-snapshot.h"

#define N_RUNS    101
#define MAX_MS    1.0
#define MAX_RATIO 0.05

static RelSchema *
load (void)
{
  g_autoptr (GBytes) bytes = big_lists_new ();
  RelSchema *schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);

  g_assert_nonnull (schema);
  return schema;
}

static double
time_edit (RelSchema *base, RelSchema *draft, const char *action)
{
  RelCollection *collection = rel_schema_get_collection (base, rel_schema_get_n_collections (base) / 2);
  RelRelation *relation = rel_collection_get_relation (collection, 0);
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RelSchema) next = rel_edit_set_member (draft, rel_relation_get_collection (relation),
                                                    rel_relation_get_field (relation), 0, "schema.on_delete", value,
                                                    NULL);
  g_autoptr (GPtrArray) changes = rel_diff (base, next);
  double ms = (g_get_monotonic_time () - start_us) / 1000.0;

  g_assert_cmpuint (changes->len, ==, 1);
  return ms;
}

static double
time_pass (RelSchema *a, RelSchema *b)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) changes = rel_diff (a, b);
  double ms = (g_get_monotonic_time () - start_us) / 1000.0;

  g_assert_cmpuint (changes->len, ==, 0);
  return ms;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

int
main (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) same = load ();
  double times[N_RUNS];
  double edit_ms;
  double pass_ms;

  for (guint i = 0; i < N_RUNS; i++)
    times[i] = time_edit (base, base, i % 2 == 0 ? "CASCADE" : "RESTRICT");
  qsort (times, N_RUNS, sizeof *times, compare_times);
  edit_ms = times[N_RUNS / 2];
  pass_ms = time_pass (base, same);

  g_print ("%u relations: edit and diff %.3f ms (at most %.0f), comparing all %.0f ms, ratio %.4f (at most %.2f)\n",
           rel_schema_count_relations (base), edit_ms, MAX_MS, pass_ms, edit_ms / pass_ms, MAX_RATIO);
  return edit_ms <= MAX_MS && edit_ms / pass_ms <= MAX_RATIO ? EXIT_SUCCESS : EXIT_FAILURE;
}
