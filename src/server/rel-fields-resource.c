/* rel-fields-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/fields`: columns, and aliases, which have no column.
 */

#include "config.h"

#include "rel-fields-resource.h"

#include <string.h>

#include "rel-field-delete.h"
#include "rel-field-type.h"
#include "rel-field-write.h"
#include "rel-json.h"
#include "rel-payload.h"
#include "rel-write.h"

static JsonObject *
describe_column (RelDbTable *table, RelDbColumn *column, JsonObject *meta)
{
  g_autofree char *data_type = rel_field_type_dup_data_type (column);
  RelDbKey *key = rel_db_table_get_key (table, column->name);
  gboolean is_primary = column->key_position == 1;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", column->name);
  json_object_set_string_member (object, "table", table->name);
  json_object_set_string_member (object, "data_type", data_type);
  json_object_set_member (object, "default_value", rel_field_type_new_default (column, meta));
  json_object_set_member (object, "max_length", rel_field_type_new_max_length (column));
  json_object_set_null_member (object, "numeric_precision");
  json_object_set_null_member (object, "numeric_scale");
  json_object_set_boolean_member (object, "is_generated", column->is_generated);
  json_object_set_null_member (object, "generation_expression");
  json_object_set_boolean_member (object, "is_nullable", column->is_nullable);
  json_object_set_boolean_member (object, "is_unique", column->is_unique);
  json_object_set_boolean_member (object, "is_indexed", column->is_indexed);
  json_object_set_boolean_member (object, "is_primary_key", is_primary);
  json_object_set_boolean_member (object, "has_auto_increment", is_primary && table->has_auto_increment);
  json_object_set_member (object, "foreign_key_column", rel_json_new_string (key != NULL ? key->to_column : NULL));
  json_object_set_member (object, "foreign_key_table", rel_json_new_string (key != NULL ? key->to_table : NULL));
  return object;
}

static JsonObject *
describe_field (const char *collection, const char *field, RelDbTable *table, RelDbColumn *column, JsonObject *meta)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "collection", collection);
  json_object_set_string_member (object, "field", field);
  json_object_set_string_member (object, "type", rel_field_type_get (column, meta));
  if (column != NULL)
    json_object_set_object_member (object, "schema", describe_column (table, column, meta));
  else
    json_object_set_null_member (object, "schema");
  if (meta != NULL)
    json_object_set_object_member (object, "meta", json_object_ref (meta));
  else
    json_object_set_null_member (object, "meta");
  return object;
}

static void
add_columns (RelDbSchema *schema, RelDbTable *table, JsonArray *list)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);
      JsonObject *meta = rel_db_schema_get_field (schema, table->name, column->name);

      json_array_add_object_element (list, describe_field (table->name, column->name, table, column, meta));
    }
}

static void
add_aliases (RelDbSchema *schema, GPtrArray *rows, JsonArray *list)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *meta = g_ptr_array_index (rows, i);
      const char *collection = rel_json_get_string (meta, "collection");
      const char *field = rel_json_get_string (meta, "field");

      if (collection != NULL && field != NULL && rel_db_schema_is_alias (meta) &&
          rel_db_schema_has_collection (schema, collection))
        json_array_add_object_element (list, describe_field (collection, field, NULL, NULL, meta));
    }
}

/**
 * rel_fields_resource_describe_all:
 * @schema: a schema
 * @only_collection: (nullable): a collection that exists; %NULL for all
 *
 * Returns: (transfer full): the fields: all columns first, then the aliases
 */
JsonArray *
rel_fields_resource_describe_all (RelDbSchema *schema, const char *only_collection)
{
  RelDbRows *rows = rel_db_schema_get_rows (schema, REL_DB_ROWS_FIELDS);
  JsonArray *list = json_array_new ();

  if (only_collection != NULL)
    {
      add_columns (schema, rel_db_schema_get_table (schema, only_collection), list);
      add_aliases (schema, rel_db_rows_get_of (rows, only_collection), list);
    }
  else
    {
      GPtrArray *tables = rel_db_schema_get_tables (schema);

      for (guint i = 0; i < tables->len; i++)
        {
          RelDbTable *table = g_ptr_array_index (tables, i);

          if (rel_db_schema_has_collection (schema, table->name))
            add_columns (schema, table, list);
        }
      add_aliases (schema, rel_db_rows_get_all (rows), list);
    }
  return list;
}

/* Takes @all. */
static JsonArray *
keep_readable (JsonArray *all, RelCall *call)
{
  g_autoptr (JsonArray) fields = all;
  JsonArray *kept;

  if (call->is_admin)
    return g_steal_pointer (&fields);

  kept = json_array_new ();
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);

      if (rel_permissions_has_field (call->permissions, json_object_get_string_member (field, "collection"),
                                     json_object_get_string_member (field, "field")))
        json_array_add_object_element (kept, json_object_ref (field));
    }
  return kept;
}

/**
 * rel_fields_resource_list:
 * @project: the project that is served
 * @call: `GET /fields` or `GET /fields/:collection`
 *
 * Returns: (transfer full): all fields that may be read, or those of one collection
 */
RelReply *
rel_fields_resource_list (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);

  if (schema == NULL)
    return rel_reply_new_error (error);
  if (call->names[0] != NULL && !rel_db_schema_has_collection (schema, call->names[0]))
    return rel_reply_new_forbidden ();
  if (!call->is_admin && !rel_permissions_has_collection (call->permissions, "directus_fields"))
    return rel_reply_new_unreadable ("directus_fields");
  if (!call->is_admin && call->names[0] != NULL && !rel_permissions_has_collection (call->permissions, call->names[0]))
    return rel_reply_new_forbidden ();
  return rel_reply_new_array (keep_readable (rel_fields_resource_describe_all (schema, call->names[0]), call));
}

static JsonObject *
find_field (RelDbSchema *schema, const char *collection, const char *field)
{
  RelDbTable *table = rel_db_schema_get_table (schema, collection);
  RelDbColumn *column = table != NULL ? rel_db_table_get_column (table, field) : NULL;
  JsonObject *meta = rel_db_schema_get_field (schema, collection, field);

  return column != NULL || meta != NULL ? describe_field (collection, field, table, column, meta) : NULL;
}

/**
 * rel_fields_resource_get:
 * @project: the project that is served
 * @call: `GET /fields/:collection/:field`
 *
 * Returns: (transfer full): the field
 */
RelReply *
rel_fields_resource_get (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  JsonObject *field;

  if (schema == NULL)
    return rel_reply_new_error (error);
  if (!rel_db_schema_has_collection (schema, call->names[0]))
    return rel_reply_new_forbidden ();
  if (!call->is_admin && !rel_permissions_has_collection (call->permissions, call->names[0]))
    return rel_reply_new_unreadable (call->names[0]);
  if (!call->is_admin && !rel_permissions_has_field (call->permissions, call->names[0], call->names[1]))
    return rel_reply_new_forbidden ();

  field = find_field (schema, call->names[0], call->names[1]);
  return field != NULL ? rel_reply_new_object (field) : rel_reply_new_forbidden ();
}

/* Writes go to collections that exist; that is looked at before anything else. */
static RelReply *
check_collection (RelProject *project, const char *collection)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);

  if (schema == NULL)
    return rel_reply_new_error (error);
  return rel_db_schema_has_collection (schema, collection) ? NULL : rel_reply_new_forbidden ();
}

/* Reads a field back after a write. There may be none: then there is nothing to say. */
static RelReply *
read_back (RelProject *project, const char *collection, const char *field)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  JsonObject *object;

  if (schema == NULL)
    return rel_reply_new_error (error);
  object = find_field (schema, collection, field);
  return object != NULL ? rel_reply_new_object (object) : rel_reply_new_empty ();
}

/**
 * rel_fields_resource_create:
 * @project: the project that is served
 * @call: `POST /fields/:collection`
 *
 * Makes a field.
 *
 * Returns: (transfer full): the new field
 */
RelReply *
rel_fields_resource_create (RelProject *project, RelCall *call)
{
  JsonObject *body;
  RelReply *reply;

  if ((reply = check_collection (project, call->names[0])) != NULL ||
      (reply = rel_payload_check_field (call->body, TRUE)) != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  body = json_node_get_object (call->body);
  reply = rel_field_create (project, call->names[0], body);
  return reply != NULL ? reply : read_back (project, call->names[0], rel_json_get_string (body, "field"));
}

/* The name in the body says which field is changed, the one in the path which is answered. */
static RelReply *
update_named (RelProject *project, const char *collection, const char *field, JsonObject *body)
{
  const char *name = rel_json_get_string (body, "field");

  return rel_field_update (project, collection, name != NULL && *name != '\0' ? name : field, body);
}

/**
 * rel_fields_resource_update:
 * @project: the project that is served
 * @call: `PATCH /fields/:collection/:field`
 *
 * Changes a field: its column, and what Directus keeps about it. What the body leaves out stays.
 *
 * Returns: (transfer full): the field
 */
RelReply *
rel_fields_resource_update (RelProject *project, RelCall *call)
{
  RelReply *reply;

  if ((reply = check_collection (project, call->names[0])) != NULL ||
      (reply = rel_payload_check_field (call->body, FALSE)) != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  reply = update_named (project, call->names[0], call->names[1], json_node_get_object (call->body));
  return reply != NULL ? reply : read_back (project, call->names[0], call->names[1]);
}

/* Several fields in one body; each is checked when it is its turn. */
typedef struct
{
  const char *collection;
  JsonArray *bodies; /* (unowned) */
} Many;

static RelReply *
do_many (RelProject *project, gpointer data, GError **error)
{
  const Many *many = data;

  for (guint i = 0; i < json_array_get_length (many->bodies); i++)
    {
      JsonNode *node = json_array_get_element (many->bodies, i);
      RelReply *reply = rel_payload_check_field (node, FALSE);
      JsonObject *body = reply == NULL ? json_node_get_object (node) : NULL;
      const char *name = reply == NULL ? rel_json_get_string (body, "field") : NULL;

      if (reply == NULL && (name == NULL || *name == '\0'))
        reply = rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", "A field has no name.");
      if (reply == NULL)
        reply = rel_field_update (project, many->collection, name, body);
      if (reply != NULL)
        return reply;
    }
  return NULL;
}

static RelReply *
read_many_back (RelProject *project, const Many *many)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  g_autoptr (JsonArray) list = json_array_new ();

  if (schema == NULL)
    return rel_reply_new_error (error);

  for (guint i = 0; i < json_array_get_length (many->bodies); i++)
    {
      JsonObject *body = json_array_get_object_element (many->bodies, i);
      JsonObject *field = find_field (schema, many->collection, rel_json_get_string (body, "field"));

      if (field == NULL)
        break;
      json_array_add_object_element (list, field);
    }
  return json_array_get_length (list) > 0 ? rel_reply_new_array (g_steal_pointer (&list)) : rel_reply_new_empty ();
}

/**
 * rel_fields_resource_update_many:
 * @project: the project that is served
 * @call: `PATCH /fields/:collection`
 *
 * Changes all fields of a list, or none of them.
 *
 * Returns: (transfer full): the fields
 */
RelReply *
rel_fields_resource_update_many (RelProject *project, RelCall *call)
{
  Many many = { call->names[0], NULL };
  RelReply *reply = check_collection (project, call->names[0]);

  if (reply != NULL)
    return reply;
  if (!JSON_NODE_HOLDS_ARRAY (call->body))
    return rel_reply_new_invalid ("Submitted body has to be an array");
  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  many.bodies = json_node_get_array (call->body);
  if (json_array_get_length (many.bodies) == 0)
    return rel_reply_new_empty ();
  reply = rel_write_run (project, NULL, do_many, &many);
  return reply != NULL ? reply : read_many_back (project, &many);
}

/**
 * rel_fields_resource_delete:
 * @project: the project that is served
 * @call: `DELETE /fields/:collection/:field`
 *
 * Deletes a field.
 *
 * Returns: (transfer full): an empty answer, also if there was no such field
 */
RelReply *
rel_fields_resource_delete (RelProject *project, RelCall *call)
{
  RelReply *reply = check_collection (project, call->names[0]);

  if (reply != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  reply = rel_field_delete (project, call->names[0], call->names[1]);
  return reply != NULL ? reply : rel_reply_new_empty ();
}
