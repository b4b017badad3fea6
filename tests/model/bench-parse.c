/* bench-parse.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads and builds a schema of 10,000 relations beside json-glib's parse alone of the same
 * text. Fails when it takes more than 2.5 times as long.
 */

#include "config.h"

#include <stdlib.h>

#include "rel-snapshot.h"

#define N_COLLECTIONS 2000
#define N_COLUMNS     12
#define N_RELATIONS   5 /* of each collection */
#define N_RUNS        5
#define MAX_RATIO     2.5

static void
append_collection (GString *text, guint c)
{
  g_string_append_printf (
    text,
    "{\"collection\":\"collection_%u\",\"meta\":{\"collection\":\"collection_%u\",\"icon\":\"article\","
    "\"note\":\"What our readers find under %u\",\"display_template\":\"{{title}} – {{author.name}}\",\"hidden\":false,"
    "\"singleton\":false,\"translations\":[{\"language\":\"en-US\",\"translation\":\"Collection %u\"}],"
    "\"archive_field\":\"status\",\"archive_app_filter\":true,\"archive_value\":\"archived\","
    "\"unarchive_value\":\"draft\",\"sort_field\":\"sort\",\"accountability\":\"all\",\"color\":null,"
    "\"item_duplication_fields\":null,\"sort\":%u,\"group\":null,\"collapse\":\"open\",\"preview_url\":null,"
    "\"versioning\":false},\"schema\":{\"name\":\"collection_%u\",\"comment\":null,\"sql\":null}}",
    c, c, c, c, c, c);
}

static void
append_field (GString *text, guint c, guint f)
{
  g_string_append_printf (
    text,
    "{\"collection\":\"collection_%u\",\"field\":\"field_%u\",\"type\":\"integer\",\"schema\":{\"name\":\"field_%u\","
    "\"table\":\"collection_%u\",\"data_type\":\"integer\",\"default_value\":null,\"max_length\":null,"
    "\"numeric_precision\":32,\"numeric_scale\":0,\"is_generated\":false,\"generation_expression\":null,"
    "\"is_nullable\":true,\"is_unique\":false,\"is_indexed\":false,\"is_primary_key\":%s,"
    "\"has_auto_increment\":%s,\"foreign_key_table\":\"collection_%u\",\"foreign_key_column\":\"field_0\"},"
    "\"meta\":{\"id\":%u,\"collection\":\"collection_%u\",\"field\":\"field_%u\",\"special\":[\"m2o\"],"
    "\"interface\":\"select-dropdown-m2o\",\"options\":{\"template\":\"{{title}}\",\"filter\":{\"_and\":"
    "[{\"status\":{\"_neq\":\"archived\"}}]}},\"display\":\"related-values\",\"display_options\":null,"
    "\"readonly\":false,\"hidden\":false,\"sort\":%u,\"width\":\"half\",\"translations\":null,\"note\":null,"
    "\"conditions\":null,\"required\":false,\"group\":null,\"validation\":null,\"validation_message\":null}}",
    c, f, f, c, f == 0 ? "true" : "false", f == 0 ? "true" : "false", (c + f) % N_COLLECTIONS, c * N_COLUMNS + f, c, f,
    f);
}

static void
append_relation (GString *text, guint c, guint r)
{
  g_string_append_printf (
    text,
    "{\"collection\":\"collection_%u\",\"field\":\"field_%u\",\"related_collection\":\"collection_%u\","
    "\"schema\":{\"constraint_name\":\"collection_%u_field_%u_foreign\",\"table\":\"collection_%u\","
    "\"column\":\"field_%u\",\"foreign_key_schema\":\"public\",\"foreign_key_table\":\"collection_%u\","
    "\"foreign_key_column\":\"field_0\",\"on_update\":\"NO ACTION\",\"on_delete\":\"SET NULL\"},"
    "\"meta\":{\"id\":%u,\"many_collection\":\"collection_%u\",\"many_field\":\"field_%u\","
    "\"one_collection\":\"collection_%u\",\"one_field\":\"list_%u\",\"one_collection_field\":null,"
    "\"one_allowed_collections\":null,\"junction_field\":null,\"sort_field\":\"sort\","
    "\"one_deselect_action\":\"nullify\"}}",
    c, r + 1, (c + r + 1) % N_COLLECTIONS, c, r + 1, c, r + 1, (c + r + 1) % N_COLLECTIONS, c * N_RELATIONS + r, c,
    r + 1, (c + r + 1) % N_COLLECTIONS, r);
}

static void
append_list (GString *text, const char *name, guint n_each, void (*append) (GString *, guint, guint))
{
  g_string_append_printf (text, "\"%s\":[", name);
  for (guint c = 0; c < N_COLLECTIONS; c++)
    {
      for (guint i = 0; i < n_each; i++)
        {
          if (c + i > 0)
            g_string_append_c (text, ',');
          append (text, c, i);
        }
    }
  g_string_append_c (text, ']');
}

static void
append_nth_collection (GString *text, guint c, guint i)
{
  append_collection (text, c);
}

static GBytes *
make_lists (void)
{
  GString *text = g_string_new ("{");

  append_list (text, "collections", 1, append_nth_collection);
  g_string_append_c (text, ',');
  append_list (text, "fields", N_COLUMNS, append_field);
  g_string_append_c (text, ',');
  append_list (text, "relations", N_RELATIONS, append_relation);
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (text);
}

static double
time_schema (GBytes *bytes)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RelSchema) schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);
  double ms = (g_get_monotonic_time () - start_us) / 1000.0;

  g_assert_nonnull (schema);
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, N_COLLECTIONS * N_RELATIONS);
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
  g_autoptr (GBytes) bytes = make_lists ();
  double schema_ms[N_RUNS], json_glib_ms[N_RUNS];
  double ratio;

  for (guint i = 0; i < N_RUNS; i++)
    {
      schema_ms[i] = time_schema (bytes);
      json_glib_ms[i] = time_json_glib (bytes);
    }

  ratio = get_median (schema_ms) / get_median (json_glib_ms);
  g_print ("%d relations, %.1f MB: schema %.0f ms, json-glib's parse alone %.0f ms, ratio %.2f (at most %.1f)\n",
           N_COLLECTIONS * N_RELATIONS, g_bytes_get_size (bytes) / 1e6, get_median (schema_ms),
           get_median (json_glib_ms), ratio, MAX_RATIO);
  return ratio <= MAX_RATIO ? EXIT_SUCCESS : EXIT_FAILURE;
}
