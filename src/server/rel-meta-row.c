/* rel-meta-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the rows in which Directus keeps what a database cannot know. Of what is to be
 * written, what is a column is written as it comes and the rest is passed over, as Directus
 * does. A database that has no such table yet gets it.
 */

#include "config.h"

#include "rel-meta-row.h"

#include "rel-json.h"
#include "rel-system.h"

static const struct
{
  const char *key; /* of a row */
  const char *collection;
  const char *field; /* (nullable) */
  const char *list;  /* (nullable): the column that keeps a list as text with commas */
} kinds[] = {
  { "collection", "collection", NULL, NULL },
  { "id", "collection", "field", "special" },
  { "id", "many_collection", "many_field", "one_allowed_collections" },
};

/* The columns of a database that has none yet. */
static RelDbTable *
make_table (RelDb *db, const char *name, GError **error)
{
  g_autofree char *sql = rel_system_dup_table_sql (name);

  rel_db_mark_table (db, name);
  return rel_db_run (db, sql, error) ? rel_db_table_read (db, name, error) : NULL;
}

/**
 * rel_meta_row_copy:
 * @meta: (nullable): what a request says of a row
 *
 * Returns: (transfer full): a copy that can be changed; an empty one for %NULL
 */
JsonObject *
rel_meta_row_copy (JsonObject *meta)
{
  JsonObject *copy = json_object_new ();

  rel_json_add_members (copy, meta);
  return copy;
}

/**
 * rel_meta_row_list_nulls:
 * @schema: the schema of a database
 * @kind: what the row is about
 * @meta: (nullable): what is to be written
 *
 * Returns: (transfer full) (element-type utf8): the columns that are `null` in @meta and must not be
 */
GPtrArray *
rel_meta_row_list_nulls (RelDbSchema *schema, RelDbRowsKind kind, JsonObject *meta)
{
  RelDbTable *table = rel_db_schema_get_table (schema, rel_db_rows_tables[kind]);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; meta != NULL && table != NULL && i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);
      JsonNode *value = json_object_get_member (meta, column->name);

      if (column->key_position == 0 && !column->is_nullable && value != NULL && JSON_NODE_HOLDS_NULL (value))
        g_ptr_array_add (names, g_strdup (column->name));
    }
  return names;
}

/**
 * rel_meta_row_read_id:
 * @meta: (nullable): what a request says of a row
 * @id: (out): the number that it chooses
 *
 * Returns: whether it chooses one
 */
gboolean
rel_meta_row_read_id (JsonObject *meta, gint64 *id)
{
  JsonNode *value = meta != NULL ? json_object_get_member (meta, "id") : NULL;

  if (rel_json_is_null (value) || !JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  /* The database reads text as a number too. */
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return g_ascii_string_to_signed (json_node_get_string (value), 10, G_MININT64, G_MAXINT64, id, NULL);
  *id = json_node_get_int (value);
  return TRUE;
}

static char *
join_list (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

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
  return g_strjoinv (",", names);
}

static void
bind_value (RelStatement *statement, int at, RelDbRowsKind kind, const char *column, JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value) && g_strcmp0 (column, kinds[kind].list) == 0)
    {
      g_autofree char *joined = join_list (json_node_get_array (value));

      rel_statement_bind_string (statement, at, joined);
    }
  else
    rel_statement_bind_json (statement, at, value);
}

/* Binds the values of the columns that @row has, in the order of the table; gets how many. */
static int
bind_values (RelStatement *statement, RelDbRowsKind kind, RelDbTable *table, JsonObject *row)
{
  int n = 0;

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);
      JsonNode *value = json_object_get_member (row, column->name);

      if (value != NULL)
        bind_value (statement, ++n, kind, column->name, value);
    }
  return n;
}

static gboolean
insert (RelDb *db, RelDbRowsKind kind, RelDbTable *table, JsonObject *row, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (RelStatement) statement = NULL;
  g_autofree char *sql = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *quoted = rel_db_quote (column->name);

      if (!json_object_has_member (row, column->name))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", quoted);
      g_string_append (marks, marks->len > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table->name, names->str, marks->str);
  statement = rel_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  bind_values (statement, kind, table, row);
  return rel_statement_run (statement, error);
}

/**
 * rel_meta_row_insert:
 * @db: a database in a transaction
 * @schema: its schema
 * @kind: what the row is about
 * @row: what the row is to have; the names of what it is about must be in it
 * @error: (out) (optional): where to put a failure
 *
 * Adds a row.
 *
 * Returns: whether it was added
 */
gboolean
rel_meta_row_insert (RelDb *db, RelDbSchema *schema, RelDbRowsKind kind, JsonObject *row, GError **error)
{
  RelDbTable *table = rel_db_schema_get_table (schema, rel_db_rows_tables[kind]);
  g_autoptr (RelDbTable) made = NULL;

  /* An earlier write of the same transaction may have made it since the schema was read. */
  if (table == NULL && !rel_db_table_find (db, rel_db_rows_tables[kind], &made, error))
    return FALSE;
  if (table == NULL && made == NULL)
    {
      made = make_table (db, rel_db_rows_tables[kind], error);
      if (made == NULL)
        return FALSE;
    }
  return insert (db, kind, table != NULL ? table : made, row, error);
}

/**
 * rel_meta_row_update:
 * @db: a database in a transaction
 * @schema: its schema
 * @kind: what the row is about
 * @row: the row as it is
 * @changes: what is to change
 * @error: (out) (optional): where to put a failure
 *
 * Changes a row. What @changes does not have stays, and so does the key.
 *
 * Returns: whether it was changed
 */
gboolean
rel_meta_row_update (RelDb *db,
                     RelDbSchema *schema,
                     RelDbRowsKind kind,
                     JsonObject *row,
                     JsonObject *changes,
                     GError **error)
{
  RelDbTable *table = rel_db_schema_get_table (schema, rel_db_rows_tables[kind]);
  g_autoptr (JsonObject) others = json_object_new ();
  g_autoptr (GString) assignments = g_string_new (NULL);
  g_autoptr (RelStatement) statement = NULL;
  g_autofree char *sql = NULL;
  int n;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *name = ((RelDbColumn *) g_ptr_array_index (table->columns, i))->name;
      JsonNode *value = json_object_get_member (changes, name);
      g_autofree char *quoted = rel_db_quote (name);

      if (value == NULL || g_str_equal (name, kinds[kind].key))
        continue;
      json_object_set_member (others, name, json_node_ref (value));
      g_string_append_printf (assignments, "%s%s = ?", assignments->len > 0 ? ", " : "", quoted);
    }
  if (assignments->len == 0)
    return TRUE;

  sql = g_strdup_printf ("UPDATE %s SET %s WHERE %s = ?", table->name, assignments->str, kinds[kind].key);
  statement = rel_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  n = bind_values (statement, kind, table, others);
  rel_statement_bind_json (statement, n + 1, json_object_get_member (row, kinds[kind].key));
  return rel_statement_run (statement, error);
}

/**
 * rel_meta_row_delete:
 * @db: a database in a transaction
 * @schema: its schema
 * @kind: what the rows are about
 * @collection: name of a collection; the many side for relations
 * @field: (nullable): name of a field of it; %NULL for all
 * @error: (out) (optional): where to put a failure
 *
 * Deletes all rows about a collection or a field.
 *
 * Returns: whether there are none any more
 */
gboolean
rel_meta_row_delete (RelDb *db,
                     RelDbSchema *schema,
                     RelDbRowsKind kind,
                     const char *collection,
                     const char *field,
                     GError **error)
{
  g_autoptr (RelStatement) statement = NULL;
  g_autofree char *sql = NULL;

  if (rel_db_schema_get_table (schema, rel_db_rows_tables[kind]) == NULL)
    return TRUE;

  sql = g_strdup_printf ("DELETE FROM %s WHERE %s = ?%s%s%s", rel_db_rows_tables[kind], kinds[kind].collection,
                         field != NULL ? " AND " : "", field != NULL ? kinds[kind].field : "",
                         field != NULL ? " = ?" : "");
  statement = rel_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  rel_statement_bind_string (statement, 1, collection);
  if (field != NULL)
    rel_statement_bind_string (statement, 2, field);
  return rel_statement_run (statement, error);
}
