/* rel-db-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads tables, columns, keys and indexes through SQLite's pragmas: one statement for
 * each kind and all tables, since asking table by table takes ten times as long. For one
 * table the same statements do not look at the others.
 */

#include "config.h"

#include "rel-db-table.h"

#include <string.h>

#include "rel-error.h"

/* Virtual tables are in the list of tables, but what their columns are only the module
 * knows that made them, and it may be missing. */
#define EACH_TABLE  "FROM sqlite_schema AS t"
#define IS_TABLE    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
#define HAS_COLUMNS " AND t.sql NOT LIKE 'CREATE VIRTUAL%'"
#define ONE_TABLE   "FROM (SELECT ? AS name, 0 AS rowid) AS t"

#define TABLES "SELECT t.name, t.rowid, t.sql, t.sql LIKE '%AUTOINCREMENT%' " EACH_TABLE IS_TABLE

#define COLUMNS          "SELECT t.name, c.name, c.type, c.dflt_value, c.pk, c.\"notnull\", c.hidden "
#define OF_COLUMNS       ", pragma_table_xinfo (t.name) AS c"
#define ORDER_OF_COLUMNS " ORDER BY t.rowid, c.cid"

#define KEYS          "SELECT t.name, k.id, k.\"from\", k.\"table\", k.\"to\", k.on_update, k.on_delete "
#define OF_KEYS       ", pragma_foreign_key_list (t.name) AS k"
#define ORDER_OF_KEYS " ORDER BY t.rowid, k.id, k.seq"

#define INDEXES          "SELECT t.name, i.name, i.\"unique\", c.name, (SELECT count (*) FROM pragma_index_info (i.name)) "
#define OF_INDEXES       ", pragma_index_list (t.name) AS i, pragma_index_info (i.name) AS c"
#define ORDER_OF_INDEXES " ORDER BY t.rowid, i.seq, c.seqno"

/* The statements for all tables, or for one, whose name they take. */
typedef struct
{
  const char *tables;
  const char *columns;
  const char *keys;
  const char *indexes;
} Statements;

static const Statements all_tables = {
  TABLES " ORDER BY t.rowid",
  COLUMNS EACH_TABLE OF_COLUMNS IS_TABLE HAS_COLUMNS ORDER_OF_COLUMNS,
  KEYS EACH_TABLE OF_KEYS IS_TABLE HAS_COLUMNS ORDER_OF_KEYS,
  INDEXES EACH_TABLE OF_INDEXES IS_TABLE HAS_COLUMNS ORDER_OF_INDEXES,
};

static const Statements one_table = {
  TABLES " AND t.name = ?",
  COLUMNS ONE_TABLE OF_COLUMNS ORDER_OF_COLUMNS,
  KEYS ONE_TABLE OF_KEYS ORDER_OF_KEYS,
  INDEXES ONE_TABLE OF_INDEXES ORDER_OF_INDEXES,
};

static void
column_free (RelDbColumn *self)
{
  g_free (self->name);
  g_free (self->type);
  g_free (self->default_value);
  g_free (self);
}

static void
key_free (RelDbKey *self)
{
  g_free (self->column);
  g_free (self->to_table);
  g_free (self->to_column);
  g_free (self->on_update);
  g_free (self->on_delete);
  g_free (self);
}

/**
 * rel_db_table_free:
 * @self: (transfer full): a table
 */
void
rel_db_table_free (RelDbTable *self)
{
  g_free (self->name);
  g_free (self->sql);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->keys);
  g_free (self);
}

/* Names in a database are bytes, but in an answer they must be text. */
static char *
dup_string (RelStatement *statement, int column)
{
  const char *value = rel_statement_get_string (statement, column);

  return value != NULL ? g_utf8_make_valid (value, -1) : NULL;
}

static GPtrArray *
read_tables (RelDb *db, const char *sql, const char *name, GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_db_table_free);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;

  if (name != NULL)
    rel_statement_bind_string (statement, 1, name);
  while (rel_statement_step (statement, &local_error))
    {
      RelDbTable *table = g_new0 (RelDbTable, 1);

      table->name = dup_string (statement, 0);
      table->number = rel_statement_get_int (statement, 1);
      table->sql = dup_string (statement, 2);
      table->has_auto_increment = rel_statement_get_int (statement, 3) != 0;
      table->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
      table->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) key_free);
      g_ptr_array_add (tables, table);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&tables);
}

static void
read_column (RelDbTable *table, RelStatement *statement)
{
  RelDbColumn *column = g_new0 (RelDbColumn, 1);

  column->name = dup_string (statement, 1);
  column->type = dup_string (statement, 2);
  column->default_value = dup_string (statement, 3);
  column->key_position = rel_statement_get_int (statement, 4);
  column->is_nullable = rel_statement_get_int (statement, 5) == 0;
  column->is_generated = rel_statement_get_int (statement, 6) != 0;
  g_ptr_array_add (table->columns, column);
}

static void
read_key (RelDbTable *table, RelStatement *statement)
{
  RelDbKey *key = g_new0 (RelDbKey, 1);

  key->id = rel_statement_get_int (statement, 1);
  key->column = dup_string (statement, 2);
  key->to_table = dup_string (statement, 3);
  key->to_column = dup_string (statement, 4);
  key->on_update = dup_string (statement, 5);
  key->on_delete = dup_string (statement, 6);

  if (table->keys->len > 0)
    {
      RelDbKey *previous = g_ptr_array_index (table->keys, table->keys->len - 1);

      if (previous->id == key->id)
        previous->is_composite = key->is_composite = TRUE;
    }
  g_ptr_array_add (table->keys, key);
}

/* Directus looks at the first index that has the column, and only at that. */
static void
read_index_column (RelDbTable *table, RelStatement *statement)
{
  RelDbColumn *column;
  const char *name = rel_statement_get_string (statement, 3);

  column = name != NULL ? rel_db_table_get_column (table, name) : NULL;
  if (column != NULL && !column->has_index)
    {
      gboolean alone = rel_statement_get_int (statement, 4) == 1;

      column->has_index = TRUE;
      column->is_indexed = alone;
      column->is_unique = alone && rel_statement_get_int (statement, 2) != 0;
    }
}

/* Rows come in the order of tables, so the table of a row is the one of the row before
 * or one of the next. */
static gboolean
read_parts (RelDb *db,
            const char *sql,
            const char *name,
            GPtrArray *tables,
            void (*read_part) (RelDbTable *, RelStatement *),
            GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;
  guint at = 0;

  if (statement == NULL)
    return FALSE;

  if (name != NULL)
    rel_statement_bind_string (statement, 1, name);
  while (rel_statement_step (statement, &local_error))
    {
      g_autofree char *table_name = dup_string (statement, 0);

      while (at < tables->len && strcmp (((RelDbTable *) g_ptr_array_index (tables, at))->name, table_name) != 0)
        at++;
      g_assert (at < tables->len);
      read_part (g_ptr_array_index (tables, at), statement);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static void
find_primary (RelDbTable *table)
{
  guint n_primary = 0;

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);

      if (column->key_position > 0)
        table->primary = n_primary++ == 0 ? column->name : NULL;
    }
}

static gboolean
is_virtual (RelDbTable *table)
{
  return g_ascii_strncasecmp (table->sql, "CREATE VIRTUAL", strlen ("CREATE VIRTUAL")) == 0;
}

static GPtrArray *
read_with (RelDb *db, const Statements *statements, const char *name, GError **error)
{
  g_autoptr (GPtrArray) tables = read_tables (db, statements->tables, name, error);

  if (tables == NULL)
    return NULL;
  if (name != NULL && (tables->len == 0 || is_virtual (g_ptr_array_index (tables, 0))))
    return g_steal_pointer (&tables);
  if (!read_parts (db, statements->columns, name, tables, read_column, error) ||
      !read_parts (db, statements->keys, name, tables, read_key, error) ||
      !read_parts (db, statements->indexes, name, tables, read_index_column, error))
    return NULL;

  for (guint i = 0; i < tables->len; i++)
    find_primary (g_ptr_array_index (tables, i));
  return g_steal_pointer (&tables);
}

/**
 * rel_db_table_read_all:
 * @db: a database, in a transaction so that all parts are of one moment
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (element-type RelDbTable) (nullable): the tables in the order in
 *   which they were made, or %NULL on error
 */
GPtrArray *
rel_db_table_read_all (RelDb *db, GError **error)
{
  return read_with (db, &all_tables, NULL, error);
}

/**
 * rel_db_table_find:
 * @db: a database
 * @name: name of a table
 * @table: (out) (transfer full) (nullable): the table; %NULL if there is none
 * @error: (out) (optional): where to put a failure
 *
 * Reads one table, if there is one of that name.
 *
 * Returns: whether the database could be read
 */
gboolean
rel_db_table_find (RelDb *db, const char *name, RelDbTable **table, GError **error)
{
  g_autoptr (GPtrArray) tables = read_with (db, &one_table, name, error);

  if (tables == NULL)
    return FALSE;

  g_assert (tables->len <= 1);
  *table = tables->len > 0 ? g_ptr_array_steal_index (tables, 0) : NULL;
  return TRUE;
}

/**
 * rel_db_table_read:
 * @db: a database
 * @name: name of a table
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is none.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL on error
 */
RelDbTable *
rel_db_table_read (RelDb *db, const char *name, GError **error)
{
  RelDbTable *table = NULL;

  if (rel_db_table_find (db, name, &table, error) && table == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, "There is no table “%s”", name);
  return table;
}

/**
 * rel_db_table_get_column:
 * @self: a table
 * @name: name of a column, in its own letters
 *
 * Returns: (transfer none) (nullable): the column, if there is one
 */
RelDbColumn *
rel_db_table_get_column (RelDbTable *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (self->columns, i);

      if (strcmp (column->name, name) == 0)
        return column;
    }
  return NULL;
}

/**
 * rel_db_table_get_key:
 * @self: a table
 * @column: name of a column, in its own letters
 *
 * Returns: (transfer none) (nullable): the first foreign key that has the column, if there is one
 */
RelDbKey *
rel_db_table_get_key (RelDbTable *self, const char *column)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      RelDbKey *key = g_ptr_array_index (self->keys, i);

      if (strcmp (key->column, column) == 0)
        return key;
    }
  return NULL;
}
