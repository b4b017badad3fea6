/* rel-relation-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the rows of `directus_relations`. Of `meta`, what is a column is written as it
 * comes, and the rest is passed over, as Directus does; `id` cannot be chosen.
 */

#include "config.h"

#include "rel-relation-row.h"

#include <string.h>

#include "rel-json.h"
#include "rel-system.h"

#define TABLE "directus_relations"

static const struct
{
  const char *name;
  gboolean is_required;
} columns[] = {
  { "many_collection", TRUE },       { "many_field", TRUE },
  { "one_collection", FALSE },       { "one_field", FALSE },
  { "one_collection_field", FALSE }, { "one_allowed_collections", FALSE },
  { "junction_field", FALSE },       { "sort_field", FALSE },
  { "one_deselect_action", TRUE },
};

/**
 * rel_relation_row_find_null:
 * @meta: (nullable): what is to be written
 *
 * Returns: (transfer none) (nullable): a member that is `null` and must not be, if there is one
 */
const char *
rel_relation_row_find_null (JsonObject *meta)
{
  for (guint i = 0; meta != NULL && i < G_N_ELEMENTS (columns); i++)
    {
      JsonNode *value = json_object_get_member (meta, columns[i].name);

      if (columns[i].is_required && value != NULL && JSON_NODE_HOLDS_NULL (value))
        return columns[i].name;
    }
  return NULL;
}

/* A list of names is kept as text with commas. */
static void
bind_value (RelStatement *statement, int at, JsonNode *value)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    {
      rel_statement_bind_json (statement, at, value);
      return;
    }

  builder = g_strv_builder_new ();
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *text = NULL;

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        text = json_node_dup_string (element);
      else
        text = rel_json_dup_text (element, FALSE);
      g_strv_builder_add (builder, text);
    }
  names = g_strv_builder_end (builder);
  joined = g_strjoinv (",", names);
  rel_statement_bind_string (statement, at, joined);
}

/* Runs a statement whose first values are the columns that @meta has, in their order. */
static gboolean
run_with (RelDb *db, const char *sql, JsonObject *meta, gint64 id, GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);
  int at = 1;

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      JsonNode *value = json_object_get_member (meta, columns[i].name);

      if (value != NULL)
        bind_value (statement, at++, value);
    }
  if (id != 0)
    rel_statement_bind_int (statement, at, id);
  return rel_statement_run (statement, error);
}

static JsonObject *
copy_columns (JsonObject *meta)
{
  JsonObject *copy = json_object_new ();

  for (guint i = 0; meta != NULL && i < G_N_ELEMENTS (columns); i++)
    {
      JsonNode *value = json_object_get_member (meta, columns[i].name);

      if (value != NULL)
        json_object_set_member (copy, columns[i].name, json_node_ref (value));
    }
  return copy;
}

static gboolean
ensure_table (RelDb *db, RelDbSchema *schema, GError **error)
{
  g_autofree char *sql = NULL;

  if (rel_db_schema_get_table (schema, TABLE) != NULL)
    return TRUE;

  sql = rel_system_dup_table_sql (TABLE);
  rel_db_mark_table (db, TABLE);
  return rel_db_run (db, sql, error);
}

/**
 * rel_relation_row_insert:
 * @db: a database in a transaction
 * @schema: its schema
 * @meta: (nullable): what the row is to have
 * @collection: the many side
 * @field: its field
 * @related_collection: (nullable): the one side
 * @error: (out) (optional): where to put a failure
 *
 * Adds a row. The names are those given here, whatever @meta says. The table is made if the
 * database has none yet.
 *
 * Returns: whether it was added
 */
gboolean
rel_relation_row_insert (RelDb *db,
                         RelDbSchema *schema,
                         JsonObject *meta,
                         const char *collection,
                         const char *field,
                         const char *related_collection,
                         GError **error)
{
  g_autoptr (JsonObject) row = copy_columns (meta);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *sql = NULL;

  json_object_set_string_member (row, "many_collection", collection);
  json_object_set_string_member (row, "many_field", field);
  json_object_set_member (row, "one_collection", rel_json_new_string (related_collection));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (!json_object_has_member (row, columns[i].name))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", columns[i].name);
      g_string_append (marks, marks->len > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("INSERT INTO " TABLE " (%s) VALUES (%s)", names->str, marks->str);
  return ensure_table (db, schema, error) && run_with (db, sql, row, 0, error);
}

/**
 * rel_relation_row_update:
 * @db: a database in a transaction
 * @id: which row
 * @meta: what is to change
 * @error: (out) (optional): where to put a failure
 *
 * Changes a row. What @meta does not have stays.
 *
 * Returns: whether it was changed
 */
gboolean
rel_relation_row_update (RelDb *db, gint64 id, JsonObject *meta, GError **error)
{
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (json_object_has_member (meta, columns[i].name))
        g_string_append_printf (changes, "%s%s = ?", changes->len > 0 ? ", " : "", columns[i].name);
    }
  if (changes->len == 0)
    return TRUE;

  sql = g_strdup_printf ("UPDATE " TABLE " SET %s WHERE id = ?", changes->str);
  return run_with (db, sql, meta, id, error);
}

/**
 * rel_relation_row_delete:
 * @db: a database in a transaction
 * @schema: its schema
 * @collection: the many side
 * @field: its field
 * @error: (out) (optional): where to put a failure
 *
 * Deletes all rows of a field.
 *
 * Returns: whether there are none any more
 */
gboolean
rel_relation_row_delete (RelDb *db, RelDbSchema *schema, const char *collection, const char *field, GError **error)
{
  g_autoptr (RelStatement) statement = NULL;

  if (rel_db_schema_get_table (schema, TABLE) == NULL)
    return TRUE;

  statement = rel_db_prepare (db, "DELETE FROM " TABLE " WHERE many_collection = ? AND many_field = ?", error);
  if (statement == NULL)
    return FALSE;
  rel_statement_bind_string (statement, 1, collection);
  rel_statement_bind_string (statement, 2, field);
  return rel_statement_run (statement, error);
}
