/* rel-db-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-db-schema.h"

#include <string.h>

#include "rel-json.h"
#include "rel-system.h"

/**
 * RelDbSchema:
 *
 * What a database says about its schema at one moment: its tables, and the rows in which
 * Directus keeps what a database cannot know. Its own rows come first, then those that the
 * Directus program brings along for the system tables that are there.
 *
 * It is never changed once read.
 */
struct _RelDbSchema
{
  GPtrArray *tables;          /* (element-type RelDbTable) (owned) */
  GHashTable *tables_by_name; /* (element-type utf8 RelDbTable) (owned) */
  GPtrArray *collections;     /* (element-type JsonObject) (owned) */
  GPtrArray *fields;          /* (element-type JsonObject) (owned) */
  GPtrArray *relations;       /* (element-type JsonObject) (owned) */
  GHashTable
    *fields_by_name; /* (element-type utf8 JsonObject) (owned): collection and field, with a line feed between */
};

/* How Directus reads a column of its tables; one that is not named here comes as it is. */
typedef enum
{
  CAST_BOOLEAN,
  CAST_JSON,
  CAST_CSV,
} CastKind;

typedef struct
{
  const char *column;
  CastKind kind;
} Cast;

static const Cast collection_casts[] = {
  { "hidden", CAST_BOOLEAN },
  { "singleton", CAST_BOOLEAN },
  { "archive_app_filter", CAST_BOOLEAN },
  { "versioning", CAST_BOOLEAN },
  { "translations", CAST_JSON },
  { "item_duplication_fields", CAST_JSON },
  { NULL },
};

static const Cast field_casts[] = {
  { "readonly", CAST_BOOLEAN },     { "hidden", CAST_BOOLEAN },
  { "required", CAST_BOOLEAN },     { "options", CAST_JSON },
  { "display_options", CAST_JSON }, { "translations", CAST_JSON },
  { "conditions", CAST_JSON },      { "validation", CAST_JSON },
  { "special", CAST_CSV },          { NULL },
};

static const Cast relation_casts[] = {
  { "one_allowed_collections", CAST_CSV },
  { NULL },
};

static JsonNode *
cast_boolean (JsonNode *value)
{
  GType type = json_node_get_value_type (value);
  const char *text = type == G_TYPE_STRING ? json_node_get_string (value) : NULL;

  if (g_strcmp0 (text, "") == 0)
    return json_node_init_null (json_node_alloc ());
  if (type == G_TYPE_INT64 && (json_node_get_int (value) == 0 || json_node_get_int (value) == 1))
    return json_node_init_boolean (json_node_alloc (), json_node_get_int (value) == 1);
  if (g_strcmp0 (text, "0") == 0 || g_strcmp0 (text, "1") == 0)
    return json_node_init_boolean (json_node_alloc (), *text == '1');
  return json_node_copy (value);
}

static JsonNode *
cast_json (JsonNode *value)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;
  JsonNode *parsed = text != NULL ? rel_json_parse (text, strlen (text), NULL) : NULL;

  return parsed != NULL ? parsed : json_node_copy (value);
}

static JsonNode *
cast_csv (JsonNode *value)
{
  g_auto (GStrv) parts = NULL;
  JsonArray *array;
  JsonNode *node;

  if (json_node_get_value_type (value) != G_TYPE_STRING)
    return json_node_copy (value);

  array = json_array_new ();
  parts = g_strsplit (json_node_get_string (value), ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (array, parts[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static void
cast_row (JsonObject *row, const Cast *casts)
{
  for (; casts->column != NULL; casts++)
    {
      JsonNode *value = json_object_get_member (row, casts->column);

      if (rel_json_is_null (value))
        continue;
      if (casts->kind == CAST_BOOLEAN)
        value = cast_boolean (value);
      else
        value = casts->kind == CAST_JSON ? cast_json (value) : cast_csv (value);
      json_object_set_member (row, casts->column, value);
    }
}

static gboolean
read_rows (RelDb *db, const char *sql, const Cast *casts, GPtrArray *rows, GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  while (rel_statement_step (statement, &local_error))
    {
      JsonObject *row = rel_statement_dup_object (statement);

      cast_row (row, casts);
      g_ptr_array_add (rows, row);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Of what Directus brings along, a database without its tables has nothing. */
static void
add_system_rows (RelDbSchema *self, GPtrArray *rows, JsonArray *system, const char *collection_member)
{
  for (guint i = 0; i < json_array_get_length (system); i++)
    {
      JsonObject *row = json_array_get_object_element (system, i);

      if (rel_db_schema_get_table (self, json_object_get_string_member (row, collection_member)) != NULL)
        g_ptr_array_add (rows, json_object_ref (row));
    }
}

static char *
field_key (const char *collection, const char *field)
{
  return g_strconcat (collection, "\n", field, NULL);
}

static void
index_fields (RelDbSchema *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      JsonObject *row = g_ptr_array_index (self->fields, i);
      const char *collection = rel_json_get_string (row, "collection");
      const char *field = rel_json_get_string (row, "field");
      g_autofree char *key = collection != NULL && field != NULL ? field_key (collection, field) : NULL;

      if (key != NULL && !g_hash_table_contains (self->fields_by_name, key))
        g_hash_table_insert (self->fields_by_name, g_steal_pointer (&key), row);
    }
}

static gboolean
read_all (RelDbSchema *self, RelDb *db, GError **error)
{
  static const struct
  {
    const char *table;
    const char *sql;
    const Cast *casts;
    gsize offset;
  } lists[] = {
    { "directus_collections", "SELECT * FROM directus_collections ORDER BY collection", collection_casts,
      G_STRUCT_OFFSET (RelDbSchema, collections) },
    { "directus_fields", "SELECT * FROM directus_fields ORDER BY id", field_casts,
      G_STRUCT_OFFSET (RelDbSchema, fields) },
    { "directus_relations", "SELECT * FROM directus_relations ORDER BY id", relation_casts,
      G_STRUCT_OFFSET (RelDbSchema, relations) },
  };

  self->tables = rel_db_table_read_all (db, error);
  if (self->tables == NULL)
    return FALSE;

  for (guint i = 0; i < self->tables->len; i++)
    {
      RelDbTable *table = g_ptr_array_index (self->tables, i);

      g_hash_table_insert (self->tables_by_name, table->name, table);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GPtrArray *rows = G_STRUCT_MEMBER (GPtrArray *, self, lists[i].offset);

      if (rel_db_schema_get_table (self, lists[i].table) != NULL &&
          !read_rows (db, lists[i].sql, lists[i].casts, rows, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_db_schema_read:
 * @db: a database
 * @error: (out) (optional): where to put a failure
 *
 * Reads the schema of a database, all of it as it is at one moment.
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelDbSchema *
rel_db_schema_read (RelDb *db, GError **error)
{
  g_autoptr (RelDbSchema) self = g_new0 (RelDbSchema, 1);
  gboolean done;

  self->tables_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->fields_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->collections = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (!rel_db_run (db, "SAVEPOINT read_schema", error))
    return NULL;
  done = read_all (self, db, error);
  rel_db_run (db, "RELEASE read_schema", NULL);
  if (!done)
    return NULL;

  add_system_rows (self, self->collections, rel_system_get_collections (), "collection");
  add_system_rows (self, self->fields, rel_system_get_fields (), "collection");
  add_system_rows (self, self->relations, rel_system_get_relations (), "many_collection");
  index_fields (self);
  return g_steal_pointer (&self);
}

/**
 * rel_db_schema_free:
 * @self: (transfer full): a schema
 */
void
rel_db_schema_free (RelDbSchema *self)
{
  g_hash_table_unref (self->tables_by_name);
  g_hash_table_unref (self->fields_by_name);
  g_ptr_array_unref (self->collections);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->relations);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_free (self);
}

/**
 * rel_db_schema_get_tables:
 * @self: a schema
 *
 * Returns: (transfer none) (element-type RelDbTable): the tables, in the order in which they were made
 */
GPtrArray *
rel_db_schema_get_tables (RelDbSchema *self)
{
  return self->tables;
}

/**
 * rel_db_schema_get_table:
 * @self: a schema
 * @name: name of a table, in its own letters
 *
 * Returns: (transfer none) (nullable): the table, if there is one
 */
RelDbTable *
rel_db_schema_get_table (RelDbSchema *self, const char *name)
{
  return g_hash_table_lookup (self->tables_by_name, name);
}

/**
 * rel_db_schema_get_collections:
 * @self: a schema
 *
 * Returns: (transfer none) (element-type JsonObject): what Directus keeps about collections
 */
GPtrArray *
rel_db_schema_get_collections (RelDbSchema *self)
{
  return self->collections;
}

/**
 * rel_db_schema_get_fields:
 * @self: a schema
 *
 * Returns: (transfer none) (element-type JsonObject): what Directus keeps about fields
 */
GPtrArray *
rel_db_schema_get_fields (RelDbSchema *self)
{
  return self->fields;
}

/**
 * rel_db_schema_get_relations:
 * @self: a schema
 *
 * Returns: (transfer none) (element-type JsonObject): what Directus keeps about relations
 */
GPtrArray *
rel_db_schema_get_relations (RelDbSchema *self)
{
  return self->relations;
}

/**
 * rel_db_schema_get_field:
 * @self: a schema
 * @collection: name of a collection
 * @field: name of a field
 *
 * Returns: (transfer none) (nullable): what Directus keeps about the field, if anything
 */
JsonObject *
rel_db_schema_get_field (RelDbSchema *self, const char *collection, const char *field)
{
  g_autofree char *key = field_key (collection, field);

  return g_hash_table_lookup (self->fields_by_name, key);
}

/**
 * rel_db_schema_has_collection:
 * @self: a schema
 * @collection: a name
 *
 * For Directus a table exists only with one primary key and without a space in its name.
 *
 * Returns: whether the collection exists in that sense
 */
gboolean
rel_db_schema_has_collection (RelDbSchema *self, const char *collection)
{
  RelDbTable *table = rel_db_schema_get_table (self, collection);

  return table != NULL && table->primary != NULL && strchr (collection, ' ') == NULL;
}

static gboolean
has_special (JsonObject *field, const char *wanted)
{
  JsonArray *special = rel_json_get_array (field, "special");

  for (guint i = 0; special != NULL && i < json_array_get_length (special); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (special, i), wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_db_schema_is_alias:
 * @field: what Directus keeps about a field
 *
 * Returns: whether the field is one without a column
 */
gboolean
rel_db_schema_is_alias (JsonObject *field)
{
  static const char *const aliases[] = { "alias", "o2m", "m2m", "m2a", "o2a", "files", "translations" };

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      if (has_special (field, aliases[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_db_schema_has_field:
 * @self: a schema
 * @collection: name of a collection that exists
 * @field: a name
 *
 * Returns: whether the field exists: as a column, or as an alias that stands for data
 */
gboolean
rel_db_schema_has_field (RelDbSchema *self, const char *collection, const char *field)
{
  RelDbTable *table = rel_db_schema_get_table (self, collection);
  JsonObject *row;

  if (table != NULL && rel_db_table_get_column (table, field) != NULL)
    return TRUE;
  row = rel_db_schema_get_field (self, collection, field);
  return row != NULL && rel_db_schema_is_alias (row) && !has_special (row, "no-data");
}
