/* bench-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A check of 10,000 relations, beside one pass that reads the names of all of them: of a
 * schema in which nothing is wrong, and of one in which one collection in the middle has half
 * of all relations and each other one points at it. Fails beyond fifty times that pass.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "big-lists.h"
#include "rel-check.h"
#include "rel-snapshot.h"

#define N_RUNS    15
#define N_SIDES   5000
#define MAX_RATIO 50.0

static RelSchema *
load (GBytes *bytes)
{
  RelSchema *schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);

  g_assert_nonnull (schema);
  return schema;
}

/* The big lists without what is wrong with them: names of fields that are not there, and
 * flags of columns that are no relations. */
static GBytes *
new_even (void)
{
  g_autoptr (GBytes) bytes = big_lists_new ();
  GString *text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  for (guint i = 0; i < BIG_N_RELATIONS; i++)
    {
      g_autofree char *list = g_strdup_printf ("\"one_field\":\"list_%u\"", i);

      g_string_replace (text, list, "\"one_field\":null", 0);
    }
  g_string_replace (text, "\"sort_field\":\"sort\",\"one_deselect_action\"",
                    "\"sort_field\":\"field_11\",\"one_deselect_action\"", 0);
  g_string_replace (text, "\"special\":[\"m2o\"]", "\"special\":[\"cast-json\"]", 0);
  return g_string_free_to_bytes (text);
}

/* A collection with a list of the items of each other one, and a column that points at each. */
static GBytes *
new_hub (void)
{
  g_autoptr (GString) collections = g_string_new ("{\"collection\":\"hub\",\"schema\":{}}");
  g_autoptr (GString) fields = g_string_new (
    "{\"collection\":\"hub\",\"field\":\"id\",\"type\":\"integer\",\"schema\":{\"is_primary_key\":true}}");
  g_autoptr (GString) relations = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_SIDES; i++)
    {
      g_string_append_printf (collections, ",{\"collection\":\"c%u\",\"schema\":{}}", i);
      g_string_append_printf (
        fields,
        ",{\"collection\":\"c%u\",\"field\":\"id\",\"type\":\"integer\",\"schema\":{\"is_primary_key\":true}}"
        ",{\"collection\":\"c%u\",\"field\":\"hub\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"special\":[\"m2o\"]}"
        "}"
        ",{\"collection\":\"hub\",\"field\":\"list%u\",\"type\":\"alias\",\"meta\":{\"special\":[\"o2m\"]}}"
        ",{\"collection\":\"hub\",\"field\":\"to%u\",\"type\":\"integer\",\"schema\":{}}",
        i, i, i, i);
      g_string_append_printf (
        relations,
        "%s{\"collection\":\"c%u\",\"field\":\"hub\",\"related_collection\":\"hub\",\"schema\":{\"on_delete\":"
        "\"CASCADE\"},\"meta\":{\"one_collection\":\"hub\",\"one_field\":\"list%u\"}}"
        ",{\"collection\":\"hub\",\"field\":\"to%u\",\"related_collection\":\"c%u\",\"schema\":{\"on_delete\":"
        "\"CASCADE\"},\"meta\":{\"one_collection\":\"c%u\"}}",
        i > 0 ? "," : "", i, i, i, i, i);
    }
  g_string_append_printf (text, "{\"collections\":[%s],\"fields\":[%s],\"relations\":[%s]}", collections->str,
                          fields->str, relations->str);
  return g_string_free_to_bytes (text);
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
time_check (RelSchema *schema, guint n_expected)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) findings = rel_check (schema);

  g_assert_cmpuint (findings->len, ==, n_expected);
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

static gboolean
measure (const char *name, GBytes *bytes, guint n_expected)
{
  g_autoptr (RelSchema) schema = load (bytes);
  double check_ms[N_RUNS];
  double pass_ms[N_RUNS];
  double ratio;

  for (guint i = 0; i < N_RUNS; i++)
    {
      check_ms[i] = time_check (schema, n_expected);
      pass_ms[i] = big_lists_time_pass_ms (schema);
    }
  qsort (check_ms, N_RUNS, sizeof *check_ms, compare_times);
  qsort (pass_ms, N_RUNS, sizeof *pass_ms, compare_times);
  ratio = check_ms[N_RUNS / 2] / pass_ms[N_RUNS / 2];

  g_print ("%s, %u relations, %u findings: check %.1f ms, reading the names %.2f ms, ratio %.1f (at most %.0f)\n", name,
           rel_schema_count_relations (schema), n_expected, check_ms[N_RUNS / 2], pass_ms[N_RUNS / 2], ratio,
           MAX_RATIO);
  return ratio <= MAX_RATIO;
}

int
main (void)
{
  g_autoptr (GBytes) even = new_even ();
  g_autoptr (GBytes) hub = new_hub ();
  gboolean is_even_fast = measure ("even", even, 0);
  gboolean is_hub_fast = measure ("one in the middle", hub, 1);

  return is_even_fast && is_hub_fast ? EXIT_SUCCESS : EXIT_FAILURE;
}
