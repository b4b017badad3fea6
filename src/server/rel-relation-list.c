/* rel-relation-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts foreign keys and the rows of `directus_relations` together into relations, by the
 * rules of Directus: each key takes the first row for its column that does not name another
 * related collection; rows that no key took are relations without a key.
 */

#include "config.h"

#include "rel-relation-list.h"

#include <string.h>

#include "rel-json.h"

static gboolean
row_fits (JsonObject *row, RelDbKey *key)
{
  const char *related = rel_json_get_string (row, "one_collection");

  return related == NULL || *related == '\0' || strcmp (related, key->to_table) == 0;
}

/* Finds the row that a key takes: the first that fits, whatever other keys have taken. */
static JsonObject *
find_row (RelDbSchema *schema, RelDbTable *table, RelDbKey *key)
{
  GPtrArray *rows = rel_db_rows_get_of (rel_db_schema_get_rows (schema, REL_DB_ROWS_RELATIONS), table->name);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (rel_json_get_string (row, "many_field"), key->column) == 0 && row_fits (row, key))
        return row;
    }
  return NULL;
}

static RelStitched
stitch_key (RelDbTable *table, RelDbKey *key, JsonObject *row)
{
  return (RelStitched){ table->name, key->column, key->to_table, key, row };
}

static RelStitched
stitch_row (JsonObject *row)
{
  return (RelStitched){ rel_json_get_string (row, "many_collection"), rel_json_get_string (row, "many_field"),
                        rel_json_get_string (row, "one_collection"), NULL, row };
}

static void
add_keys (RelDbSchema *schema, RelDbTable *table, GArray *list, GHashTable *taken)
{
  for (guint i = 0; i < table->keys->len; i++)
    {
      RelDbKey *key = g_ptr_array_index (table->keys, i);
      RelStitched relation = stitch_key (table, key, find_row (schema, table, key));

      if (relation.meta != NULL)
        g_hash_table_add (taken, relation.meta);
      g_array_append_val (list, relation);
    }
}

/* Adds what no key took; a row that names no field is about nothing. */
static void
add_rows (GPtrArray *rows, GArray *list, GHashTable *taken)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      RelStitched relation = stitch_row (g_ptr_array_index (rows, i));

      if (relation.collection != NULL && relation.field != NULL && !g_hash_table_contains (taken, relation.meta))
        g_array_append_val (list, relation);
    }
}

/**
 * rel_relation_list_stitch:
 * @schema: a schema
 * @collection: (nullable): the many side; %NULL for all
 *
 * Returns: (transfer full) (element-type RelStitched): the relations, in the order of Directus
 */
GArray *
rel_relation_list_stitch (RelDbSchema *schema, const char *collection)
{
  RelDbRows *rows = rel_db_schema_get_rows (schema, REL_DB_ROWS_RELATIONS);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (RelStitched));

  if (collection != NULL)
    {
      RelDbTable *table = rel_db_schema_get_table (schema, collection);

      if (table != NULL)
        add_keys (schema, table, list, taken);
    }
  else
    {
      GPtrArray *tables = rel_db_schema_get_tables (schema);

      for (guint i = 0; i < tables->len; i++)
        add_keys (schema, g_ptr_array_index (tables, i), list, taken);
    }
  add_rows (collection != NULL ? rel_db_rows_get_of (rows, collection) : rel_db_rows_get_all (rows), list, taken);
  return list;
}

/**
 * rel_relation_list_find:
 * @schema: a schema
 * @collection: the many side
 * @field: its field
 * @found: (out): the relation
 *
 * Finds the first relation of a field in the list of all.
 *
 * Returns: whether there is one
 */
gboolean
rel_relation_list_find (RelDbSchema *schema, const char *collection, const char *field, RelStitched *found)
{
  g_autoptr (GArray) list = rel_relation_list_stitch (schema, collection);

  for (guint i = 0; i < list->len; i++)
    {
      RelStitched *relation = &g_array_index (list, RelStitched, i);

      if (strcmp (relation->field, field) == 0)
        {
          *found = *relation;
          return TRUE;
        }
    }
  return FALSE;
}

/* The first of the database's own rows for a field; what Directus brings along is no row. */
static JsonObject *
find_own_row (RelDbSchema *schema, const char *collection, const char *field)
{
  RelDbRows *rows = rel_db_schema_get_rows (schema, REL_DB_ROWS_RELATIONS);
  JsonObject *row = rel_db_rows_get_first (rows, collection, field);

  return row != NULL && !rel_json_get_boolean (row, "system") ? row : NULL;
}

/**
 * rel_relation_list_find_own:
 * @schema: a schema
 * @collection: the many side
 * @field: its field
 * @found: (out): the relation
 *
 * Finds a relation the way Directus answers for a single one: the first key of the column
 * and the first row of the database for it, the rows that Directus brings along left out.
 * So a relation of a system collection can be without row here and have one in the list.
 *
 * Returns: whether there is one
 */
gboolean
rel_relation_list_find_own (RelDbSchema *schema, const char *collection, const char *field, RelStitched *found)
{
  RelDbTable *table = rel_db_schema_get_table (schema, collection);
  JsonObject *row = find_own_row (schema, collection, field);
  RelDbKey *key = table != NULL ? rel_db_table_get_key (table, field) : NULL;

  if (key != NULL)
    {
      *found = stitch_key (table, key, row != NULL && row_fits (row, key) ? row : NULL);
      return TRUE;
    }
  if (row != NULL)
    *found = stitch_row (row);
  return row != NULL;
}

/**
 * rel_relation_list_is_system:
 * @relation: a relation
 *
 * Returns: whether Directus brings it along, so that nobody may change it
 */
gboolean
rel_relation_list_is_system (const RelStitched *relation)
{
  return relation->meta != NULL && rel_json_get_boolean (relation->meta, "system");
}

static JsonObject *
describe_key (const RelStitched *relation)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "table", relation->collection);
  json_object_set_string_member (object, "column", relation->field);
  json_object_set_string_member (object, "foreign_key_table", relation->key->to_table);
  json_object_set_member (object, "foreign_key_column", rel_json_new_string (relation->key->to_column));
  json_object_set_string_member (object, "on_update", relation->key->on_update);
  json_object_set_string_member (object, "on_delete", relation->key->on_delete);
  json_object_set_null_member (object, "constraint_name");
  return object;
}

/**
 * rel_relation_list_describe:
 * @relation: a relation
 *
 * Returns: (transfer full): the relation object
 */
JsonObject *
rel_relation_list_describe (const RelStitched *relation)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "collection", relation->collection);
  json_object_set_string_member (object, "field", relation->field);
  json_object_set_member (object, "related_collection", rel_json_new_string (relation->related_collection));
  if (relation->key != NULL)
    json_object_set_object_member (object, "schema", describe_key (relation));
  else
    json_object_set_null_member (object, "schema");
  if (relation->meta != NULL)
    json_object_set_object_member (object, "meta", json_object_ref (relation->meta));
  else
    json_object_set_null_member (object, "meta");
  return object;
}
