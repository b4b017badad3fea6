/* rel-field-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes fields and changes them: a column, what Directus keeps about it, or both.
 */

#include "config.h"

#include "rel-field-write.h"

#include <string.h>

#include "rel-db-column.h"
#include "rel-error.h"
#include "rel-field-column.h"
#include "rel-field-type.h"
#include "rel-json.h"
#include "rel-meta-row.h"
#include "rel-write.h"

/* A write; the check fills in the rest. */
typedef struct
{
  const char *collection;
  const char *field;
  JsonObject *body;    /* (unowned) */
  RelDbSchema *schema; /* (unowned) */
  JsonObject *meta;    /* (owned) (nullable): the row that is to be, or what is to change in it */
  const char *type;    /* (nullable): the type that the field is to have */
} Write;

static void
write_clear (Write *self)
{
  g_clear_pointer (&self->meta, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Write, write_clear)

/* SQLite keeps both kinds of times alike: the row says which one it is. */
static void
add_special (JsonObject *meta, const char *special)
{
  JsonNode *given = json_object_get_member (meta, "special");
  JsonArray *array = json_array_new ();

  if (given != NULL && JSON_NODE_HOLDS_ARRAY (given))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (given)); i++)
        {
          JsonNode *element = json_array_get_element (json_node_get_array (given), i);

          if (json_node_get_value_type (element) != G_TYPE_STRING ||
              strcmp (json_node_get_string (element), special) != 0)
            json_array_add_element (array, json_node_ref (element));
        }
    }
  else if (given != NULL && json_node_get_value_type (given) == G_TYPE_STRING)
    json_array_add_string_element (array, json_node_get_string (given));
  json_array_add_string_element (array, special);
  json_object_set_array_member (meta, "special", array);
}

/**
 * rel_field_dup_meta:
 * @body: a field that is to be made
 * @collection: name of its collection
 * @field: its name
 *
 * Returns: (transfer full) (nullable): the row that Directus keeps about it; %NULL for none
 */
JsonObject *
rel_field_dup_meta (JsonObject *body, const char *collection, const char *field)
{
  gboolean is_timestamp = g_strcmp0 (rel_json_get_string (body, "type"), "timestamp") == 0;
  JsonObject *meta;

  if (!is_timestamp && !rel_field_column_is_true (json_object_get_member (body, "meta")))
    return NULL;

  meta = rel_meta_row_copy (rel_json_get_object (body, "meta"));
  json_object_set_string_member (meta, "collection", collection);
  json_object_set_string_member (meta, "field", field);
  if (is_timestamp)
    add_special (meta, "cast-timestamp");
  return meta;
}

static RelReply *
check_meta (Write *write)
{
  g_autoptr (GPtrArray) nulls = rel_meta_row_list_nulls (write->schema, REL_DB_ROWS_FIELDS, write->meta);

  return nulls->len > 0 ? rel_reply_new_failed_validation (nulls) : NULL;
}

static RelReply *
check_id (Write *write)
{
  RelDbRows *rows = rel_db_schema_get_rows (write->schema, REL_DB_ROWS_FIELDS);
  gint64 id;

  return rel_meta_row_read_id (write->meta, &id) && rel_db_rows_has_number (rows, id)
           ? rel_reply_new_not_unique ("directus_fields", "id")
           : NULL;
}

static JsonObject *
get_schema_member (Write *write)
{
  return rel_json_get_object (write->body, "schema");
}

static gboolean
schema_is_true (Write *write, const char *member)
{
  JsonObject *schema = get_schema_member (write);

  return schema != NULL && rel_field_column_is_true (json_object_get_member (schema, member));
}

static gboolean
schema_is (Write *write, const char *member, gboolean value)
{
  JsonObject *schema = get_schema_member (write);
  JsonNode *node = schema != NULL ? json_object_get_member (schema, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node) == value;
}

static RelReply *
check_create (RelDbSchema *schema, gpointer data)
{
  Write *write = data;
  RelReply *reply;

  write->schema = schema;
  if (!rel_db_schema_has_collection (schema, write->collection))
    return rel_reply_new_forbidden ();
  if (rel_db_table_get_column (rel_db_schema_get_table (schema, write->collection), write->field) != NULL ||
      rel_db_schema_get_field (schema, write->collection, write->field) != NULL)
    return rel_reply_new_invalid ("Field \"%s\" already exists in collection \"%s\"", write->field, write->collection);
  reply = check_meta (write);
  return reply != NULL ? reply : check_id (write);
}

/* A new field stands after the others: of its group, or of the whole collection. */
static gint64
find_next_sort (Write *write)
{
  GPtrArray *rows = rel_db_rows_get_of (rel_db_schema_get_rows (write->schema, REL_DB_ROWS_FIELDS), write->collection);
  const char *group = rel_json_get_string (write->meta, "group");
  gint64 last = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);

      if (!rel_json_get_boolean (row, "system") &&
          (group == NULL || *group == '\0' || g_strcmp0 (rel_json_get_string (row, "group"), group) == 0))
        last = MAX (last, json_object_get_int_member_with_default (row, "sort", 0));
    }
  return last + 1;
}

static gboolean
add_column (RelDb *db, Write *write, GError **error)
{
  g_autofree char *definition = rel_field_column_dup_definition (write->field, write->type, get_schema_member (write));

  g_assert (definition != NULL);
  if (schema_is_true (write, "is_primary_key") && !schema_is_true (write, "has_auto_increment"))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_REFUSED, "The table \"%s\" has more than one primary key",
                   write->collection);
      return FALSE;
    }
  return rel_db_column_add (db, write->collection, definition, error) &&
         (!schema_is (write, "is_unique", TRUE) ||
          rel_db_column_add_index (db, write->collection, write->field, TRUE, error)) &&
         (!schema_is (write, "is_indexed", TRUE) ||
          rel_db_column_add_index (db, write->collection, write->field, FALSE, error));
}

static RelReply *
do_create (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;

  if (rel_field_column_is_wanted (write->type) && !add_column (db, write, error))
    return NULL;
  if (write->meta == NULL)
    return NULL;
  if (!json_object_has_member (write->meta, "sort"))
    json_object_set_int_member (write->meta, "sort", find_next_sort (write));
  rel_meta_row_insert (db, write->schema, REL_DB_ROWS_FIELDS, write->meta, error);
  return NULL;
}

/**
 * rel_field_create:
 * @project: the project that is served
 * @collection: name of a collection
 * @body: a field, its form checked
 *
 * Makes a field.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_field_create (RelProject *project, const char *collection, JsonObject *body)
{
  g_auto (Write) write = { .collection = collection, .body = body };

  write.field = rel_json_get_string (body, "field");
  write.type = rel_json_get_string (body, "type");
  write.meta = rel_field_dup_meta (body, collection, write.field);
  return rel_write_run (project, check_create, do_create, &write);
}

static RelDbColumn *
get_column (Write *write)
{
  return rel_db_table_get_column (rel_db_schema_get_table (write->schema, write->collection), write->field);
}

/* The type of the field as it is; %NULL if there is no such field. */
static const char *
get_type (Write *write)
{
  JsonObject *meta = rel_db_schema_get_field (write->schema, write->collection, write->field);

  return rel_db_schema_has_field (write->schema, write->collection, write->field)
           ? rel_field_type_get (get_column (write), meta)
           : NULL;
}

static RelReply *
refuse_schema (const char *reason)
{
  return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", reason);
}

/* What would make another table of it is refused, as SQLite refuses it to Directus. */
static RelReply *
check_schema (Write *write)
{
  RelDbColumn *column = get_column (write);
  RelDbTable *table = rel_db_schema_get_table (write->schema, write->collection);

  if (column == NULL)
    return refuse_schema ("A field without a column has no schema that can be changed.");
  if (rel_db_schema_is_system_field (write->schema, write->collection, write->field))
    return rel_reply_new_forbidden ();
  if (column->key_position != 0 && schema_is (write, "is_nullable", TRUE))
    return rel_reply_new_invalid ("Primary key cannot be null");
  if (column->key_position == 0 &&
      (schema_is_true (write, "is_primary_key") || schema_is_true (write, "has_auto_increment")))
    return refuse_schema ("A table cannot have more than one primary key.");
  if (table->has_auto_increment && column->key_position != 0 &&
      g_strcmp0 (write->type, rel_field_type_get (column, NULL)) != 0 && g_strcmp0 (write->type, "bigInteger") != 0)
    return refuse_schema ("Only a whole number can be counted up.");
  return NULL;
}

/* The row of the field; one that Directus brings along is none to be changed. */
static JsonObject *
get_row (Write *write)
{
  JsonObject *row = rel_db_schema_get_field (write->schema, write->collection, write->field);

  return row != NULL && !rel_json_get_boolean (row, "system") ? row : NULL;
}

static RelReply *
check_update (RelDbSchema *schema, gpointer data)
{
  Write *write = data;
  const char *wanted = rel_json_get_string (write->body, "type");
  const char *existing;
  RelReply *reply;

  write->schema = schema;
  if (!rel_db_schema_has_collection (schema, write->collection))
    return rel_reply_new_forbidden ();

  existing = get_type (write);
  write->type = wanted != NULL && *wanted != '\0' ? wanted : NULL;
  if (get_schema_member (write) != NULL && write->type == NULL)
    write->type = existing;
  if (write->type != NULL && (strcmp (write->type, "alias") == 0 || g_strcmp0 (existing, "alias") == 0) &&
      strcmp (write->type, existing != NULL ? existing : "alias") != 0)
    return rel_reply_new_invalid ("Alias type cannot be changed");
  if (get_schema_member (write) != NULL)
    {
      reply = check_schema (write);
      if (reply != NULL)
        return reply;
    }
  /* Only of a new row the number can be chosen. */
  reply = check_meta (write);
  return reply == NULL && get_row (write) == NULL ? check_id (write) : reply;
}

/* The type that the column is to have; %NULL if the one that it has will do. */
static char *
dup_new_type (Write *write, RelDbColumn *column)
{
  g_autofree char *type = NULL;
  JsonObject *schema = get_schema_member (write);
  gboolean is_same = g_strcmp0 (write->type, get_type (write)) == 0;

  if (!rel_field_column_is_wanted (write->type) || (column->key_position != 0 && is_same) ||
      (is_same &&
       (strcmp (write->type, "string") != 0 || rel_json_is_null (json_object_get_member (schema, "max_length")))))
    return NULL;
  type = rel_field_column_dup_type (write->type, schema);
  return type != NULL && g_ascii_strcasecmp (type, column->type) != 0 ? g_steal_pointer (&type) : NULL;
}

/* A client may send back the default value that it was given, which is not always what it was
 * made from; then nothing is to change. */
static gboolean
has_new_default (Write *write, RelDbColumn *column, char **value)
{
  JsonNode *given = json_object_get_member (get_schema_member (write), "default_value");
  JsonObject *meta = rel_db_schema_get_field (write->schema, write->collection, write->field);
  g_autoptr (JsonNode) existing = rel_field_type_new_default (column, meta);

  *value = NULL;
  if (given == NULL || rel_json_equal (given, existing))
    return FALSE;
  *value = rel_field_column_dup_default (write->type, given);
  return g_strcmp0 (*value, column->default_value) != 0;
}

static RelDdlNullable
get_nullable (Write *write, RelDbColumn *column)
{
  JsonNode *given = json_object_get_member (get_schema_member (write), "is_nullable");
  gboolean wanted = rel_field_column_is_true (given);

  if (given == NULL || wanted == column->is_nullable || column->key_position != 0)
    return REL_DDL_NULLABLE_AS_IS;
  return wanted ? REL_DDL_NULLABLE : REL_DDL_NOT_NULL;
}

/* Changes the column itself; what the body leaves out stays as it is. */
static RelReply *
change_column (RelDb *db, Write *write, RelDbColumn *column, GError **error)
{
  g_autofree char *type = dup_new_type (write, column);
  g_autofree char *value = NULL;
  gboolean has_default = has_new_default (write, column, &value);
  RelDdlColumnChange change = { type, has_default, value, get_nullable (write, column) };
  gboolean has_nulls = FALSE;

  if (type == NULL && !has_default && change.nullable == REL_DDL_NULLABLE_AS_IS)
    return NULL;
  if (change.nullable == REL_DDL_NOT_NULL)
    {
      if (!rel_db_column_has_nulls (db, write->collection, write->field, &has_nulls, error))
        return NULL;
      if (has_nulls)
        return rel_reply_new_contains_nulls (write->collection, write->field);
    }
  rel_db_column_change (db, write->collection, write->field, &change, error);
  return NULL;
}

static RelReply *
change_unique (RelDb *db, Write *write, RelDbColumn *column, GError **error)
{
  gboolean has_duplicates = FALSE;

  if (schema_is (write, "is_unique", FALSE) && column->is_unique)
    rel_db_column_drop_indexes (db, write->collection, write->field, TRUE, error);
  else if (schema_is (write, "is_unique", TRUE) && !column->is_unique)
    {
      if (!rel_db_column_has_duplicates (db, write->collection, write->field, &has_duplicates, error))
        return NULL;
      if (has_duplicates)
        return rel_reply_new_not_unique (write->collection, write->field);
      rel_db_column_add_index (db, write->collection, write->field, TRUE, error);
    }
  return NULL;
}

static void
change_index (RelDb *db, Write *write, RelDbColumn *column, GError **error)
{
  if (schema_is (write, "is_indexed", FALSE) && column->is_indexed)
    rel_db_column_drop_indexes (db, write->collection, write->field, FALSE, error);
  else if (schema_is (write, "is_indexed", TRUE) && !column->is_indexed)
    rel_db_column_add_index (db, write->collection, write->field, FALSE, error);
}

static RelReply *
change_schema (RelDb *db, Write *write, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  RelDbColumn *column = get_column (write);
  RelReply *reply = change_column (db, write, column, &local_error);

  if (reply == NULL && local_error == NULL && column->key_position == 0)
    reply = change_unique (db, write, column, &local_error);
  if (reply == NULL && local_error == NULL && column->key_position == 0)
    change_index (db, write, column, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return reply;
}

static RelReply *
do_update (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;
  JsonObject *row = get_row (write);
  g_autoptr (GError) local_error = NULL;

  if (get_schema_member (write) != NULL)
    {
      RelReply *reply = change_schema (db, write, &local_error);

      if (reply != NULL || local_error != NULL)
        {
          if (local_error != NULL)
            g_propagate_error (error, g_steal_pointer (&local_error));
          return reply;
        }
    }
  if (write->meta == NULL)
    return NULL;
  if (row != NULL)
    rel_meta_row_update (db, write->schema, REL_DB_ROWS_FIELDS, row, write->meta, error);
  else
    rel_meta_row_insert (db, write->schema, REL_DB_ROWS_FIELDS, write->meta, error);
  return NULL;
}

/**
 * rel_field_update:
 * @project: the project that is served
 * @collection: name of a collection
 * @field: name of a field; one that does not exist is made an alias if @body says something of it
 * @body: what is to change, its form checked
 *
 * Changes a field. What @body leaves out stays as it is.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_field_update (RelProject *project, const char *collection, const char *field, JsonObject *body)
{
  g_auto (Write) write = { .collection = collection, .field = field, .body = body };

  if (rel_field_column_is_true (json_object_get_member (body, "meta")))
    {
      write.meta = rel_meta_row_copy (rel_json_get_object (body, "meta"));
      json_object_set_string_member (write.meta, "collection", collection);
      json_object_set_string_member (write.meta, "field", field);
    }
  return rel_write_run (project, check_update, do_update, &write);
}
