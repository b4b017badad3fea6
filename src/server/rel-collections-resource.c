/* rel-collections-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/collections`: tables, and folders, which have no table.
 */

#include "config.h"

#include "rel-collections-resource.h"

#include <string.h>

#include "rel-collection-delete.h"
#include "rel-collection-write.h"
#include "rel-json.h"
#include "rel-write.h"

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
 * @only: (element-type utf8 utf8) (nullable): names of collections; %NULL for all
 *
 * Returns: (transfer full): the collections: what Directus knows comes first, then the tables
 *   that it does not know
 */
JsonArray *
rel_collections_resource_describe_all (RelDbSchema *schema, GHashTable *only)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rows = rel_db_rows_get_all (rel_db_schema_get_rows (schema, REL_DB_ROWS_COLLECTIONS));
  GPtrArray *tables = rel_db_schema_get_tables (schema);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *meta = g_ptr_array_index (rows, i);
      const char *name = rel_json_get_string (meta, "collection");

      if (name == NULL || (only != NULL && !g_hash_table_contains (only, name)))
        continue;
      json_array_add_object_element (list, describe_collection (name, meta, rel_db_schema_get_table (schema, name)));
      g_hash_table_add (known, (gpointer) name);
    }
  for (guint i = 0; i < tables->len; i++)
    {
      RelDbTable *table = g_ptr_array_index (tables, i);

      if (!g_hash_table_contains (known, table->name) && (only == NULL || g_hash_table_contains (only, table->name)))
        json_array_add_object_element (list, describe_collection (table->name, NULL, table));
    }
  return list;
}

/* The names of the collections that may be read, and of the folders that they are in. */
static GHashTable *
list_readable (RelDbSchema *schema, RelCall *call)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rows = rel_db_rows_get_all (rel_db_schema_get_rows (schema, REL_DB_ROWS_COLLECTIONS));
  GPtrArray *tables = rel_db_schema_get_tables (schema);

  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = rel_json_get_string (g_ptr_array_index (rows, i), "collection");

      if (name == NULL || !rel_permissions_has_collection (call->permissions, name))
        continue;
      for (; name != NULL && g_hash_table_add (names, (gpointer) name);
           name = rel_json_get_string (rel_db_schema_get_collection (schema, name), "group"))
        ;
    }
  for (guint i = 0; i < tables->len; i++)
    {
      RelDbTable *table = g_ptr_array_index (tables, i);

      if (rel_permissions_has_collection (call->permissions, table->name))
        g_hash_table_add (names, table->name);
    }
  return names;
}

/**
 * rel_collections_resource_list:
 * @project: the project that is served
 * @call: `GET /collections`
 *
 * Returns: (transfer full): all collections that may be read
 */
RelReply *
rel_collections_resource_list (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) readable = NULL;
  RelDbSchema *schema;

  if (!call->is_admin && !rel_permissions_has_collection (call->permissions, "directus_collections"))
    return rel_reply_new_inaccessible ("directus_collections");

  schema = rel_project_get_schema (project, &error);
  if (schema == NULL)
    return rel_reply_new_error (error);
  if (!call->is_admin)
    readable = list_readable (schema, call);
  return rel_reply_new_array (rel_collections_resource_describe_all (schema, readable));
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

  if (!call->is_admin && !rel_permissions_has_collection (call->permissions, call->names[0]))
    return rel_reply_new_unreadable (call->names[0]);
  if (!call->is_admin && !rel_permissions_has_collection (call->permissions, "directus_collections"))
    return rel_reply_new_inaccessible ("directus_collections");

  schema = rel_project_get_schema (project, &error);
  if (schema == NULL)
    return rel_reply_new_error (error);

  collection = find_collection (schema, call->names[0]);
  return collection != NULL ? rel_reply_new_object (collection) : rel_reply_new_forbidden ();
}

/* Answers with some collections, those that are there. */
static RelReply *
answer_some (RelProject *project, GHashTable *wanted)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);

  return schema != NULL ? rel_reply_new_array (rel_collections_resource_describe_all (schema, wanted))
                        : rel_reply_new_error (error);
}

/* Reads a collection back after a write; %NULL if there is none. */
static RelReply *
answer_one (RelProject *project, const char *collection)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  JsonObject *object;

  if (schema == NULL)
    return rel_reply_new_error (error);
  object = find_collection (schema, collection);
  return object != NULL ? rel_reply_new_object (object) : NULL;
}

/* Several collections in one body; each is checked when it is its turn. */
typedef struct
{
  JsonArray *bodies; /* (unowned) */
  RelReply *(*write_one) (RelProject *, JsonObject *);
} Many;

static RelReply *
do_many (RelProject *project, gpointer data, GError **error)
{
  const Many *many = data;

  for (guint i = 0; i < json_array_get_length (many->bodies); i++)
    {
      JsonNode *body = json_array_get_element (many->bodies, i);
      RelReply *reply = JSON_NODE_HOLDS_OBJECT (body) ? many->write_one (project, json_node_get_object (body))
                                                      : rel_reply_new_invalid ("\"value\" must be of type object");

      if (reply != NULL)
        return reply;
    }
  return NULL;
}

static RelReply *
write_many (RelProject *project, JsonArray *bodies, RelReply *(*write_one) (RelProject *, JsonObject *) )
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  Many many = { bodies, write_one };
  RelReply *reply = json_array_get_length (bodies) > 0 ? rel_write_run (project, NULL, do_many, &many) : NULL;

  for (guint i = 0; reply == NULL && i < json_array_get_length (bodies); i++)
    g_hash_table_add (names, (gpointer) rel_json_get_string (json_array_get_object_element (bodies, i), "collection"));
  return reply != NULL ? reply : answer_some (project, names);
}

/**
 * rel_collections_resource_create:
 * @project: the project that is served
 * @call: `POST /collections`
 *
 * Makes a collection, or all of a list, or none of them.
 *
 * Returns: (transfer full): what was made
 */
RelReply *
rel_collections_resource_create (RelProject *project, RelCall *call)
{
  JsonObject *body;
  RelReply *reply;

  if (!call->is_admin)
    return rel_reply_new_forbidden ();
  if (JSON_NODE_HOLDS_ARRAY (call->body))
    return write_many (project, json_node_get_array (call->body), rel_collection_create);

  body = json_node_get_object (call->body);
  reply = rel_collection_create (project, body);
  if (reply == NULL)
    reply = answer_one (project, rel_json_get_string (body, "collection"));
  return reply != NULL ? reply : rel_reply_new_forbidden ();
}

/**
 * rel_collections_resource_update:
 * @project: the project that is served
 * @call: `PATCH /collections/:collection`
 *
 * Changes what Directus keeps about a collection.
 *
 * Returns: (transfer full): the collection
 */
RelReply *
rel_collections_resource_update (RelProject *project, RelCall *call)
{
  RelReply *reply;

  if (!call->is_admin)
    return rel_reply_new_forbidden ();
  if (!JSON_NODE_HOLDS_OBJECT (call->body))
    return rel_reply_new_invalid ("\"value\" must be of type object");

  reply = rel_collection_update (project, call->names[0], json_node_get_object (call->body));
  if (reply == NULL)
    reply = answer_one (project, call->names[0]);
  return reply != NULL ? reply : rel_reply_new_empty ();
}

static RelReply *
update_named (RelProject *project, JsonObject *body)
{
  const char *collection = rel_json_get_string (body, "collection");

  if (collection == NULL || *collection == '\0')
    return rel_reply_new_invalid ("Collection in update misses collection key");
  return rel_collection_update (project, collection, body);
}

/**
 * rel_collections_resource_update_many:
 * @project: the project that is served
 * @call: `PATCH /collections`
 *
 * Changes all collections of a list, or none of them.
 *
 * Returns: (transfer full): the collections
 */
RelReply *
rel_collections_resource_update_many (RelProject *project, RelCall *call)
{
  if (!call->is_admin)
    return rel_reply_new_forbidden ();
  if (!JSON_NODE_HOLDS_ARRAY (call->body))
    return rel_reply_new_invalid ("Input should be an array of collection changes");
  return write_many (project, json_node_get_array (call->body), update_named);
}

/**
 * rel_collections_resource_delete:
 * @project: the project that is served
 * @call: `DELETE /collections/:collection`
 *
 * Deletes a collection with its items.
 *
 * Returns: (transfer full): an empty answer
 */
RelReply *
rel_collections_resource_delete (RelProject *project, RelCall *call)
{
  RelReply *reply;

  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  reply = rel_collection_delete (project, call->names[0]);
  return reply != NULL ? reply : rel_reply_new_empty ();
}
