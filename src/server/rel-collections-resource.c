/* rel-collections-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/collections`: tables, and folders, which have no table.
 */

#include "config.h"

#include "rel-collections-resource.h"

#include <string.h>

#include "rel-json.h"

static JsonObject *
describe_table (RelDbTable *table)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", table->name);
  json_object_set_string_member (object, "sql", table->sql);
  return object;
}

static JsonObject *
describe_collection (const char *collection, JsonObject *meta, RelDbTable *table)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "collection", collection);
  if (meta != NULL)
    json_object_set_object_member (object, "meta", json_object_ref (meta));
  else
    json_object_set_null_member (object, "meta");
  if (table != NULL)
    json_object_set_object_member (object, "schema", describe_table (table));
  else
    json_object_set_null_member (object, "schema");
  return object;
}

static JsonObject *
find_collection (RelDbSchema *schema, const char *collection)
{
  JsonObject *meta = rel_db_schema_get_collection (schema, collection);
  RelDbTable *table = rel_db_schema_get_table (schema, collection);

  return meta != NULL || table != NULL ? describe_collection (collection, meta, table) : NULL;
}

/**
 * rel_collections_resource_describe_all:
 * @schema: a schema
 *
 * Returns: (transfer full): all collections: what Directus knows comes first, then the tables
 *   that it does not know
 */
JsonArray *
rel_collections_resource_describe_all (RelDbSchema *schema)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rows = rel_db_rows_get_all (rel_db_schema_get_rows (schema, REL_DB_ROWS_COLLECTIONS));
  GPtrArray *tables = rel_db_schema_get_tables (schema);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *meta = g_ptr_array_index (rows, i);
      const char *name = rel_json_get_string (meta, "collection");

      if (name == NULL)
        continue;
      json_array_add_object_element (list, describe_collection (name, meta, rel_db_schema_get_table (schema, name)));
      g_hash_table_add (known, (gpointer) name);
    }
  for (guint i = 0; i < tables->len; i++)
    {
      RelDbTable *table = g_ptr_array_index (tables, i);

      if (!g_hash_table_contains (known, table->name))
        json_array_add_object_element (list, describe_collection (table->name, NULL, table));
    }
  return list;
}

/**
 * rel_collections_resource_list:
 * @project: the project that is served
 * @call: `GET /collections`
 *
 * Returns: (transfer full): all collections
 */
RelReply *
rel_collections_resource_list (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema;

  if (!call->is_admin)
    return rel_reply_new_unreadable ("directus_collections");

  schema = rel_project_get_schema (project, &error);
  return schema != NULL ? rel_reply_new_array (rel_collections_resource_describe_all (schema))
                        : rel_reply_new_error (error);
}

/**
 * rel_collections_resource_get:
 * @project: the project that is served
 * @call: `GET /collections/:collection`
 *
 * Returns: (transfer full): the collection
 */
RelReply *
rel_collections_resource_get (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema;
  JsonObject *collection;

  if (!call->is_admin)
    return rel_reply_new_unreadable (call->names[0]);

  schema = rel_project_get_schema (project, &error);
  if (schema == NULL)
    return rel_reply_new_error (error);

  collection = find_collection (schema, call->names[0]);
  return collection != NULL ? rel_reply_new_object (collection) : rel_reply_new_forbidden ();
}
