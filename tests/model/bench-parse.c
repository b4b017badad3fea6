/* bench-parse.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads and builds a schema of 10,000 relations beside json-glib's parse alone of the same
 * text. Fails when it takes more than 2.5 times as long.
 */

#include "config.h"

#include <stdlib.h>

#include "big-lists.h"
#include "rel-snapshot.h"

#define N_RUNS    5
#define MAX_RATIO 2.5

static double
time_schema (GBytes *bytes)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RelSchema) schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);
  double ms = (g_get_monotonic_time () - start_us) / 1000.0;

  g_assert_nonnull (schema);
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, BIG_N_COLLECTIONS * BIG_N_RELATIONS);
  return ms;
}

static double
time_json_glib (GBytes *bytes)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length_bytes;
  const char *text = g_bytes_get_data (bytes, &length_bytes);
  gint64 start_us = g_get_monotonic_time ();
  gboolean parsed = json_parser_load_from_data (parser, text, length_bytes, NULL);
  double ms = (g_get_monotonic_time () - start_us) / 1000.0;

  g_assert_true (parsed);
  return ms;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
get_median (double *times)
{
  qsort (times, N_RUNS, sizeof *times, compare_times);
  return times[N_RUNS / 2];
}

int
main (void)
{
  g_autoptr (GBytes) bytes = big_lists_new ();
  double schema_ms[N_RUNS], json_glib_ms[N_RUNS];
  double ratio;

  for (guint i = 0; i < N_RUNS; i++)
    {
      schema_ms[i] = time_schema (bytes);
      json_glib_ms[i] = time_json_glib (bytes);
    }

  ratio = get_median (schema_ms) / get_median (json_glib_ms);
  g_print ("%d relations, %.1f MB: schema %.0f ms, json-glib's parse alone %.0f ms, ratio %.2f (at most %.1f)\n",
           BIG_N_COLLECTIONS * BIG_N_RELATIONS, g_bytes_get_size (bytes) / 1e6, get_median (schema_ms),
           get_median (json_glib_ms), ratio, MAX_RATIO);
  return ratio <= MAX_RATIO ? EXIT_SUCCESS : EXIT_FAILURE;
}
