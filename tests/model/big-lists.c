/* big-lists.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A snapshot of 10,000 relations, for benchmarks.
 */

#include "config.h"

#include "big-lists.h"

#include <string.h>

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
    c, f, f, c, f == 0 ? "true" : "false", f == 0 ? "true" : "false", (c + f) % BIG_N_COLLECTIONS,
    c * BIG_N_COLUMNS + f, c, f, f);
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
    c, r + 1, (c + r + 1) % BIG_N_COLLECTIONS, c, r + 1, c, r + 1, (c + r + 1) % BIG_N_COLLECTIONS,
    c * BIG_N_RELATIONS + r, c, r + 1, (c + r + 1) % BIG_N_COLLECTIONS, r);
}

static void
append_list (GString *text, const char *name, guint n_each, void (*append) (GString *, guint, guint))
{
  g_string_append_printf (text, "\"%s\":[", name);
  for (guint c = 0; c < BIG_N_COLLECTIONS; c++)
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

GBytes *
big_lists_new (void)
{
  GString *text = g_string_new ("{");

  append_list (text, "collections", 1, append_nth_collection);
  g_string_append_c (text, ',');
  append_list (text, "fields", BIG_N_COLUMNS, append_field);
  g_string_append_c (text, ',');
  append_list (text, "relations", BIG_N_RELATIONS, append_relation);
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (text);
}

/* One pass over all relations, which looks up in json-glib's objects what each of them links and
 * how: so it takes as long whatever the model keeps of that. */
double
big_lists_time_pass_ms (RelSchema *schema)
{
  gint64 start_us = g_get_monotonic_time ();
  guint n_letters = 0;

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);
          JsonObject *json = json_node_get_object (rel_relation_get_json (relation));
          const char *const texts[] = {
            rel_relation_get_collection (relation),
            rel_relation_get_field (relation),
            rel_relation_get_related_collection (relation),
            rel_json_get_string (json, "meta.one_field"),
            rel_json_get_string (json, "meta.junction_field"),
            rel_json_get_string (json, "schema.on_delete"),
          };

          for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
            n_letters += texts[t] != NULL ? strlen (texts[t]) : 0;
        }
    }
  g_assert_cmpuint (n_letters, >, 0);
  return (g_get_monotonic_time () - start_us) / 1000.0;
}
