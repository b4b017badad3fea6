/* bench-impact-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from a deletion that reaches all collections, and the three shortest paths
 * between collections near each other and as far as a request can go, in a schema of 10,000
 * relations, beside one pass that reads the names of all relations. Each starts with a schema
 * that nobody has asked anything yet. Fails when one takes five times as long as the pass.
 */

#include "config.h"

#include <stdlib.h>

#include "big-lists.h"
#include "rel-impact.h"
#include "rel-path.h"
#include "rel-snapshot.h"

#define N_RUNS    15
#define MAX_RATIO 5.0

/* All keys delete what refers to them. */
static RelSchema *
load (void)
{
  g_autoptr (GBytes) bytes = big_lists_new ();
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GBytes) cascading = NULL;
  RelSchema *schema;

  g_string_replace (text, "\"on_delete\":\"SET NULL\"", "\"on_delete\":\"CASCADE\"", 0);
  cascading = g_bytes_new (text->str, text->len);
  schema = rel_snapshot_read (cascading, REL_SNAPSHOT_JSON, NULL);
  g_assert_nonnull (schema);
  return schema;
}

static double
time_impact (RelSchema *schema)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RelImpact) impact = rel_impact_new (schema, "collection_1000", NULL);
  double ms = (g_get_monotonic_time () - start_us) / 1000.0;

  g_assert_cmpuint (rel_impact_count (impact, REL_IMPACT_DELETED), ==, 10000);
  return ms;
}

static double
time_near_paths (RelSchema *schema)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) paths = rel_path_find (schema, "collection_100", "collection_107", 3, NULL);

  g_assert_cmpuint (paths->len, ==, 3);
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

static double
time_far_paths (RelSchema *schema)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) paths = rel_path_find (schema, "collection_100", "collection_142", 3, NULL);

  g_assert_cmpuint (paths->len, ==, 3);
  g_assert_cmpuint (rel_path_get_steps (g_ptr_array_index (paths, 0))->len, ==, REL_PATH_MAX_LEVELS);
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
find_median (RelSchema *schema, double (*time) (RelSchema *schema))
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (RelSchema) fresh = rel_schema_with_partial (schema, FALSE);

      times[i] = time (fresh);
    }
  qsort (times, N_RUNS, sizeof *times, compare_times);
  return times[N_RUNS / 2];
}

int
main (void)
{
  static const struct
  {
    const char *name;
    double (*time) (RelSchema *schema);
  } cases[] = {
    { "impact", time_impact },
    { "3 paths, 2 steps", time_near_paths },
    { "3 paths, 9 steps", time_far_paths },
  };
  g_autoptr (RelSchema) schema = load ();
  double pass_ms = find_median (schema, big_lists_time_pass_ms);
  gboolean good = TRUE;

  g_print ("%u relations: reading their names %.3f ms\n", rel_schema_count_relations (schema), pass_ms);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double ms = find_median (schema, cases[i].time);

      good = good && ms / pass_ms <= MAX_RATIO;
      g_print ("%-20s %.3f ms, ratio %.2f (at most %.0f)\n", cases[i].name, ms, ms / pass_ms, MAX_RATIO);
    }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
