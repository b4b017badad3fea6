/* rel-schema-snapshot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema of a project as one value, as `GET /schema/snapshot` gives it: without what
 * Directus brings along, without numbers of rows, and in an order that is always the same.
 */

#include "config.h"

#include "rel-schema-snapshot.h"

#include <string.h>

#include "rel-collections-resource.h"
#include "rel-fields-resource.h"
#include "rel-json.h"
#include "rel-relation-list.h"
#include "rel-server-resource.h"

#define MAX_MEMBERS 16

/* What is compared of each record, in this order; the rest of its `schema` is the database's
 * own, as the text of a table. */
static const struct
{
  const char *list;
  const char *members[MAX_MEMBERS + 1];
  const char *schema_members[MAX_MEMBERS + 1];
} picks[] = {
  { "collections", { "collection", "fields", "meta" }, { "name" } },
  { "fields",
    { "collection", "field", "type", "meta", "name", "children" },
    { "name", "table", "data_type", "default_value", "max_length", "numeric_precision", "numeric_scale", "is_nullable",
      "is_unique", "is_indexed", "is_primary_key", "is_generated", "generation_expression", "has_auto_increment",
      "foreign_key_table", "foreign_key_column" } },
  { "relations",
    { "collection", "field", "related_collection", "meta" },
    { "table", "column", "foreign_key_table", "foreign_key_column", "constraint_name", "on_update", "on_delete" } },
};

static JsonObject *
pick_members (JsonObject *from, const char *const *names)
{
  JsonObject *to = json_object_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonNode *value = json_object_get_member (from, names[i]);

      if (value != NULL)
        json_object_set_member (to, names[i], json_node_ref (value));
    }
  return to;
}

/**
 * rel_schema_snapshot_pick:
 * @list: `collections`, `fields` or `relations`
 * @record: an object of that list
 * @with_schema: whether what the database knows counts
 *
 * Returns: (transfer full): the part of the record that is compared
 */
JsonNode *
rel_schema_snapshot_pick (const char *list, JsonNode *record, gboolean with_schema)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      JsonObject *object = json_node_get_object (record);
      JsonObject *schema = with_schema ? rel_json_get_object (object, "schema") : NULL;
      JsonObject *picked, *picked_schema;

      if (strcmp (picks[i].list, list) != 0)
        continue;

      picked = pick_members (object, picks[i].members);
      picked_schema = schema != NULL ? pick_members (schema, picks[i].schema_members) : json_object_new ();
      if (json_object_get_size (picked_schema) > 0)
        json_object_set_object_member (picked, "schema", picked_schema);
      else
        json_object_unref (picked_schema);
      json_node_take_object (node, picked);
    }
  return node;
}

/* Directus sorts members by name and value, put together with a comma. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *a_key = g_strconcat (*(const char *const *) a, ",", NULL);
  g_autofree char *b_key = g_strconcat (*(const char *const *) b, ",", NULL);

  return strcmp (a_key, b_key);
}

static JsonNode *sort_value (JsonNode *value);

static JsonObject *
sort_object (JsonObject *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonObject *sorted = json_object_new ();
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      json_object_set_member (sorted, name, sort_value (json_object_get_member (object, name)));
    }
  return sorted;
}

static JsonNode *
sort_value (JsonNode *value)
{
  JsonNode *node;

  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, sort_object (json_node_get_object (value)));
    }
  else if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);
      JsonArray *sorted = json_array_new ();

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (sorted, sort_value (json_array_get_element (array, i)));
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, sorted);
    }
  else
    node = json_node_ref (value);
  return node;
}

/* By collection, then by number of the row; what has no row comes last, as it came. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  JsonObject *a_object = json_node_get_object (*(JsonNode *const *) a);
  JsonObject *b_object = json_node_get_object (*(JsonNode *const *) b);
  int result = strcmp (json_object_get_string_member (a_object, "collection"),
                       json_object_get_string_member (b_object, "collection"));
  JsonNode *a_id = rel_json_get (a_object, "meta.id");
  JsonNode *b_id = rel_json_get (b_object, "meta.id");

  if (result != 0 || (a_id == NULL && b_id == NULL))
    return result;
  if (a_id == NULL || b_id == NULL)
    return a_id == NULL ? 1 : -1;
  return json_node_get_int (a_id) < json_node_get_int (b_id) ? -1 : 1;
}

/* Takes @records. */
static JsonArray *
finish_list (const char *list, JsonArray *records)
{
  g_autoptr (JsonArray) given = records;
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonNode *record = json_array_get_element (records, i);

      if (!rel_json_get_boolean (json_node_get_object (record), "meta.system"))
        g_ptr_array_add (own, record);
    }
  /* The sort is one that keeps the order of equals. */
  g_ptr_array_sort (own, compare_records);
  for (guint i = 0; i < own->len; i++)
    {
      g_autoptr (JsonNode) sorted = sort_value (g_ptr_array_index (own, i));
      JsonObject *meta = rel_json_get_object (json_node_get_object (sorted), "meta");

      if (meta != NULL && json_object_has_member (meta, "id"))
        json_object_remove_member (meta, "id");

      json_array_add_element (result, rel_schema_snapshot_pick (list, sorted, TRUE));
    }
  return result;
}

static JsonArray *
describe_relations (RelDbSchema *schema)
{
  g_autoptr (GArray) relations = rel_relation_list_stitch (schema, NULL);
  JsonArray *list = json_array_sized_new (relations->len);

  for (guint i = 0; i < relations->len; i++)
    json_array_add_object_element (list, rel_relation_list_describe (&g_array_index (relations, RelStitched, i)));
  return list;
}

/**
 * rel_schema_snapshot_take:
 * @schema: a schema
 *
 * Returns: (transfer full): its snapshot
 */
JsonObject *
rel_schema_snapshot_take (RelDbSchema *schema)
{
  JsonObject *snapshot = json_object_new ();

  json_object_set_int_member (snapshot, "version", 1);
  json_object_set_string_member (snapshot, "directus", REL_DIRECTUS_VERSION);
  json_object_set_string_member (snapshot, "vendor", "sqlite");
  json_object_set_array_member (snapshot, "collections",
                                finish_list ("collections", rel_collections_resource_describe_all (schema, NULL)));
  json_object_set_array_member (snapshot, "fields",
                                finish_list ("fields", rel_fields_resource_describe_all (schema, NULL)));
  json_object_set_array_member (snapshot, "relations", finish_list ("relations", describe_relations (schema)));
  return snapshot;
}

/**
 * rel_schema_snapshot_dup_hash:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full): a seal that is another one as soon as the schema is
 */
char *
rel_schema_snapshot_dup_hash (JsonObject *snapshot)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), snapshot);
  g_autofree char *text = rel_json_dup_text (node, FALSE);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
}
