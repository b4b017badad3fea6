/* bench-query.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks 10,000 rows what somebody types into a filter, beside one pass that reads the names of
 * all relations. Fails when a query takes a millisecond, or a tenth of that pass.
 */

#include "config.h"

#include <stdlib.h>

#include "big-lists.h"
#include "rel-query.h"
#include "rel-snapshot.h"

#define N_RUNS    51
#define MAX_MS    1.0
#define MAX_RATIO 0.1

static GPtrArray *
list_rows (RelSchema *schema)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_query_row_free);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        g_ptr_array_add (rows, rel_query_row_new_relation (schema, rel_collection_get_relation (collection, r)));
    }
  return rows;
}

static double
time_query (GPtrArray *rows, const char *text, guint n_expected)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RelQuery) query = rel_query_parse (text, NULL);
  guint n_found = 0;
  double ms;

  for (guint i = 0; i < rows->len; i++)
    n_found += rel_query_matches (query, g_ptr_array_index (rows, i)) ? 1 : 0;
  ms = (g_get_monotonic_time () - start_us) / 1000.0;
  g_assert_cmpuint (n_found, ==, n_expected);
  return ms;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
find_median (double *times)
{
  qsort (times, N_RUNS, sizeof *times, compare_times);
  return times[N_RUNS / 2];
}

int
main (void)
{
  static const struct
  {
    const char *text;
    guint n_found;
  } cases[] = {
    { "nowhere", 0 },
    { "e", 10000 },
    { "readers 1999 list_4", 2 },
    { "from:collection_1?? -field:field_1", 400 },
    { "kind:m2o on_delete:SET_NULL -meta:none -key:none", 10000 },
  };
  g_autoptr (GBytes) bytes = big_lists_new ();
  g_autoptr (RelSchema) schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  double times[N_RUNS];
  double pass_ms;
  gint64 start_us;
  gboolean good = TRUE;

  for (guint i = 0; i < N_RUNS; i++)
    times[i] = big_lists_time_pass_ms (schema);
  pass_ms = find_median (times);
  start_us = g_get_monotonic_time ();
  rows = list_rows (schema);
  g_print ("%u relations: reading their names %.3f ms; rows made in %.1f ms\n", rows->len, pass_ms,
           (g_get_monotonic_time () - start_us) / 1000.0);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      double ms;

      for (guint i = 0; i < N_RUNS; i++)
        times[i] = time_query (rows, cases[c].text, cases[c].n_found);
      ms = find_median (times);
      good = good && ms <= MAX_MS && ms / pass_ms <= MAX_RATIO;
      g_print ("%-50s %.3f ms (at most %.0f), ratio %.2f (at most %.1f)\n", cases[c].text, ms, MAX_MS, ms / pass_ms,
               MAX_RATIO);
    }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
