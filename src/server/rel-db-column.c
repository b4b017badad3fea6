/* rel-db-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adds, changes and drops columns of tables that have rows. SQLite's own ALTER TABLE does it
 * where it can; else the text of the table is replaced, if the rows are right as they are; else
 * the table is made anew.
 *
 * Each function needs a transaction. Before the caller may end it, everything else of the table
 * was found as it was, and all views and triggers that could be used still can. If anything
 * differs there is an error, and the caller must take the transaction back.
 */

#include "config.h"

#include "rel-db-column.h"

#include <string.h>

#include "rel-db-dependents.h"
#include "rel-db-key.h"
#include "rel-db-rebuild.h"
#include "rel-db-text.h"
#include "rel-error.h"

static gboolean
fail_unexpected (const char *table, const char *column, GError **error)
{
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE, "The column \"%s\" of \"%s\" cannot be changed safely", column,
               table);
  return FALSE;
}

/* All keys that have the column, those of several columns too. */
static gboolean
key_has_column (RelDbTable *table, RelDbKey *key, const char *column)
{
  for (guint i = 0; i < table->keys->len; i++)
    {
      RelDbKey *other = g_ptr_array_index (table->keys, i);

      if (other->id == key->id && g_ascii_strcasecmp (other->column, column) == 0)
        return TRUE;
    }
  return FALSE;
}

/* All that a table has besides a column and its keys; what numbers keys have depends on how
 * many there are. */
static char *
describe_others (RelDbTable *table, const char *column)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *other = g_ptr_array_index (table->columns, i);

      if (g_ascii_strcasecmp (other->name, column) != 0)
        g_string_append_printf (text, "%s %s %s %d %d %d\n", other->name, other->type,
                                other->default_value != NULL ? other->default_value : "", other->key_position != 0,
                                other->is_nullable, other->is_generated);
    }
  for (guint i = 0; i < table->keys->len; i++)
    {
      RelDbKey *key = g_ptr_array_index (table->keys, i);

      if (!key_has_column (table, key, column))
        g_string_append_printf (text, "%s %s %s %s %s\n", key->column, key->to_table,
                                key->to_column != NULL ? key->to_column : "", key->on_update, key->on_delete);
    }
  return g_string_free (text, FALSE);
}

static guint
count_keys_of (RelDbTable *table, const char *column)
{
  guint n = 0;

  for (guint i = 0; i < table->keys->len; i++)
    n += key_has_column (table, g_ptr_array_index (table->keys, i), column);
  return n;
}

static gboolean
check_others (RelDb *db, RelDbTable *before, const char *column, RelDbTable **after, GError **error)
{
  g_autofree char *rest_before = describe_others (before, column);
  g_autofree char *rest_after = NULL;

  *after = rel_db_table_read (db, before->name, error);
  if (*after == NULL)
    return FALSE;
  rest_after = describe_others (*after, column);
  return strcmp (rest_before, rest_after) == 0 || fail_unexpected (before->name, column, error);
}

/**
 * rel_db_column_add:
 * @db: a database in a transaction
 * @table: name of a table
 * @definition: the column as SQL
 * @error: (out) (optional): where to put a failure
 *
 * Adds a column after all others.
 *
 * Returns: whether it was added
 */
gboolean
rel_db_column_add (RelDb *db, const char *table, const char *definition, GError **error)
{
  g_autofree char *quoted = rel_db_quote (table);

  rel_db_mark_table (db, table);
  return rel_db_run_format (db, error, "ALTER TABLE %s ADD COLUMN %s", quoted, definition);
}

/* How SQLite keeps values of a declared type, by its own rules. */
static const char *
get_affinity (const char *type)
{
  static const struct
  {
    const char *part;
    const char *affinity;
  } rules[] = {
    { "INT", "INTEGER" }, { "CHAR", "TEXT" }, { "CLOB", "TEXT" }, { "TEXT", "TEXT" },
    { "BLOB", "BLOB" },   { "REAL", "REAL" }, { "FLOA", "REAL" }, { "DOUB", "REAL" },
  };
  g_autofree char *upper = g_ascii_strup (type, -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strstr (upper, rules[i].part) != NULL)
        return rules[i].affinity;
    }
  return *type != '\0' ? "NUMERIC" : "BLOB";
}

/* Rows may lack columns that were added later: SQLite reads the default value in their place, so
 * with another default they would change. And a primary key may be the number of the row, or not,
 * by its very type. */
static gboolean
needs_rebuild (RelDbColumn *column, const RelDdlColumnChange *change)
{
  if (change->has_default)
    return TRUE;
  return change->type != NULL &&
         (column->key_position != 0 || strcmp (get_affinity (change->type), get_affinity (column->type)) != 0);
}

static gboolean
is_as_wanted (RelDbTable *before, RelDbTable *after, const char *name, const RelDdlColumnChange *change)
{
  RelDbColumn *column = rel_db_table_get_column (after, name);

  return column != NULL && count_keys_of (before, name) == count_keys_of (after, name) &&
         (change->type == NULL || g_ascii_strcasecmp (column->type, change->type) == 0) &&
         (!change->has_default || g_strcmp0 (column->default_value, change->default_value) == 0) &&
         (change->nullable == REL_DDL_NULLABLE_AS_IS || column->is_nullable == (change->nullable == REL_DDL_NULLABLE));
}

/**
 * rel_db_column_change:
 * @db: a database in a transaction
 * @table: name of a table
 * @column: one of its columns
 * @change: what is to become of it
 * @error: (out) (optional): where to put a failure
 *
 * Changes a column. No row may have NULL in one that is to be `NOT NULL`.
 *
 * Returns: whether it was done
 */
gboolean
rel_db_column_change (RelDb *db,
                      const char *table,
                      const char *column,
                      const RelDdlColumnChange *change,
                      GError **error)
{
  g_autoptr (RelDbTable) before = rel_db_table_read (db, table, error);
  g_autoptr (RelDbTable) after = NULL;
  g_autoptr (GHashTable) dependents = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *changed = NULL;
  RelDbColumn *old;

  if (before == NULL || (dependents = rel_db_dependents_read (db, error)) == NULL ||
      (sql = rel_db_text_read (db, table, error)) == NULL)
    return FALSE;
  old = rel_db_table_get_column (before, column);
  changed = rel_ddl_column_change (sql, column, change, error);
  if (changed == NULL)
    return FALSE;

  if (!(old == NULL || needs_rebuild (old, change) ? rel_db_rebuild_table (db, before, changed, error)
                                                   : rel_db_text_replace (db, table, changed, error)) ||
      !check_others (db, before, column, &after, error))
    return FALSE;
  if (!is_as_wanted (before, after, column, change))
    return fail_unexpected (table, column, error);
  return rel_db_dependents_check (db, dependents, error);
}

/* Reads the names of the indexes that have a column; those that a constraint made are only counted. */
static GPtrArray *
read_indexes (RelDb *db, const char *table, const char *column, guint *n_constraints, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db,
                    "SELECT DISTINCT i.name, i.origin FROM pragma_index_list (?) AS i, pragma_index_info (i.name) AS c "
                    "WHERE c.name = ? COLLATE NOCASE",
                    error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  *n_constraints = 0;
  if (statement == NULL)
    return NULL;

  rel_statement_bind_string (statement, 1, table);
  rel_statement_bind_string (statement, 2, column);
  while (rel_statement_step (statement, &local_error))
    {
      if (g_str_equal (rel_statement_get_string (statement, 1), "c"))
        g_ptr_array_add (names, g_strdup (rel_statement_get_string (statement, 0)));
      else
        (*n_constraints)++;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&names);
}

static gboolean
drop_index (RelDb *db, const char *name, GError **error)
{
  g_autofree char *quoted = rel_db_quote (name);

  return rel_db_run_format (db, error, "DROP INDEX %s", quoted);
}

/* Drops the keys of the column alone; counts those that it shares. */
static gboolean
drop_keys (RelDb *db, RelDbTable *table, const char *column, guint *n_shared, GError **error)
{
  g_autoptr (GHashTable) dropped = g_hash_table_new (g_str_hash, g_str_equal);

  *n_shared = 0;
  for (guint i = 0; i < table->keys->len; i++)
    {
      RelDbKey *key = g_ptr_array_index (table->keys, i);
      RelDbKeyChange change = { table->name, column, key->to_table };

      if (g_ascii_strcasecmp (key->column, column) != 0)
        continue;
      if (key->is_composite)
        (*n_shared)++;
      else if (g_hash_table_add (dropped, key->to_table) && !rel_db_key_drop (db, &change, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
drop_with_sqlite (RelDb *db, const char *table, const char *column, GError **error)
{
  g_autofree char *quoted_table = rel_db_quote (table);
  g_autofree char *quoted_column = rel_db_quote (column);
  gboolean done;

  /* What the views need is looked at once for all ways of changing a column. */
  if (!rel_db_run (db, "PRAGMA legacy_alter_table = ON", error))
    return FALSE;
  done = rel_db_run_format (db, error, "ALTER TABLE %s DROP COLUMN %s", quoted_table, quoted_column);
  return rel_db_run (db, "PRAGMA legacy_alter_table = OFF", done ? error : NULL) && done;
}

static gboolean
drop_with_rebuild (RelDb *db, RelDbTable *table, const char *column, GError **error)
{
  g_autofree char *sql = rel_db_text_read (db, table->name, error);
  g_autofree char *dropped = sql != NULL ? rel_ddl_column_drop (sql, column, error) : NULL;

  return dropped != NULL && rel_db_rebuild_table (db, table, dropped, error);
}

/**
 * rel_db_column_drop:
 * @db: a database in a transaction
 * @table: name of a table
 * @column: one of its columns, not the only one
 * @error: (out) (optional): where to put a failure
 *
 * Drops a column with its values, its indexes and the keys that it is part of.
 *
 * Errors: `REL_ERROR_REFUSED` if a view or trigger needs it.
 *
 * Returns: whether it was done
 */
gboolean
rel_db_column_drop (RelDb *db, const char *table, const char *column, GError **error)
{
  g_autoptr (RelDbTable) before = rel_db_table_read (db, table, error);
  g_autoptr (RelDbTable) after = NULL;
  g_autoptr (GHashTable) dependents = NULL;
  g_autoptr (GPtrArray) indexes = NULL;
  guint n_constraints;
  guint n_shared;

  if (before == NULL || (dependents = rel_db_dependents_read (db, error)) == NULL ||
      (indexes = read_indexes (db, table, column, &n_constraints, error)) == NULL ||
      !drop_keys (db, before, column, &n_shared, error))
    return FALSE;
  for (guint i = 0; i < indexes->len; i++)
    {
      if (!drop_index (db, g_ptr_array_index (indexes, i), error))
        return FALSE;
    }

  rel_db_mark_table (db, table);
  /* SQLite's own way does not get past one broken view, of whatever tables. */
  if (!(n_constraints > 0 || n_shared > 0 || !rel_db_dependents_are_usable (dependents)
          ? drop_with_rebuild (db, before, column, error)
          : drop_with_sqlite (db, table, column, error)) ||
      !check_others (db, before, column, &after, error))
    return FALSE;
  if (rel_db_table_get_column (after, column) != NULL)
    return fail_unexpected (table, column, error);
  return rel_db_dependents_check (db, dependents, error);
}

/**
 * rel_db_column_add_index:
 * @db: a database in a transaction
 * @table: name of a table
 * @column: one of its columns
 * @unique: whether each value may be there only once
 * @error: (out) (optional): where to put a failure
 *
 * Makes an index of one column, under the name that Directus gives it.
 *
 * Returns: whether it was made
 */
gboolean
rel_db_column_add_index (RelDb *db, const char *table, const char *column, gboolean unique, GError **error)
{
  g_autofree char *start = g_strdelimit (g_strdup (table), ".-", '_');
  g_autofree char *joined = g_strdup_printf ("%s_%s_%s", start, column, unique ? "unique" : "index");
  g_autofree char *name = g_utf8_strdown (joined, -1);
  g_autofree char *quoted_name = rel_db_quote (name);
  g_autofree char *quoted_table = rel_db_quote (table);
  g_autofree char *quoted_column = rel_db_quote (column);

  rel_db_mark_table (db, table);
  return rel_db_run_format (db, error, "CREATE %sINDEX %s ON %s (%s)", unique ? "UNIQUE " : "", quoted_name,
                            quoted_table, quoted_column);
}

/**
 * rel_db_column_drop_indexes:
 * @db: a database in a transaction
 * @table: name of a table
 * @column: one of its columns
 * @unique: whether those are meant that allow each value only once, or the others
 * @error: (out) (optional): where to put a failure
 *
 * Drops the indexes that have one column alone. There may be none.
 *
 * Errors: `REL_ERROR_REFUSED` if one belongs to a constraint of the table.
 *
 * Returns: whether there are none any more
 */
gboolean
rel_db_column_drop_indexes (RelDb *db, const char *table, const char *column, gboolean unique, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db,
                    "SELECT i.name, i.origin FROM pragma_index_list (?) AS i WHERE i.\"unique\" = ? AND (SELECT "
                    "group_concat (c.name, char (10)) FROM pragma_index_info (i.name) AS c) = ? COLLATE NOCASE",
                    error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  rel_db_mark_table (db, table);
  rel_statement_bind_string (statement, 1, table);
  rel_statement_bind_int (statement, 2, unique);
  rel_statement_bind_string (statement, 3, column);
  while (rel_statement_step (statement, &local_error))
    {
      if (!g_str_equal (rel_statement_get_string (statement, 1), "c"))
        {
          g_set_error (error, REL_ERROR, REL_ERROR_REFUSED, "That \"%s\" is unique is part of the table \"%s\" itself",
                       column, table);
          return FALSE;
        }
      g_ptr_array_add (names, g_strdup (rel_statement_get_string (statement, 0)));
    }
  g_clear_pointer (&statement, rel_statement_free);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < names->len; i++)
    {
      if (!drop_index (db, g_ptr_array_index (names, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_row (RelDb *db, const char *sql, gboolean *result, GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  *result = rel_statement_step (statement, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * rel_db_column_has_nulls:
 * @db: a database
 * @table: name of a table
 * @column: one of its columns
 * @result: (out): whether a row has NULL in it
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether the rows could be read
 */
gboolean
rel_db_column_has_nulls (RelDb *db, const char *table, const char *column, gboolean *result, GError **error)
{
  g_autofree char *quoted_table = rel_db_quote (table);
  g_autofree char *quoted_column = rel_db_quote (column);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE %s IS NULL LIMIT 1", quoted_table, quoted_column);

  return has_row (db, sql, result, error);
}

/**
 * rel_db_column_has_values:
 * @db: a database
 * @table: name of a table
 * @column: one of its columns
 * @result: (out): whether a row has a value in it
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether the rows could be read
 */
gboolean
rel_db_column_has_values (RelDb *db, const char *table, const char *column, gboolean *result, GError **error)
{
  g_autofree char *quoted_table = rel_db_quote (table);
  g_autofree char *quoted_column = rel_db_quote (column);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE %s IS NOT NULL LIMIT 1", quoted_table, quoted_column);

  return has_row (db, sql, result, error);
}

/**
 * rel_db_column_has_duplicates:
 * @db: a database
 * @table: name of a table
 * @column: one of its columns
 * @result: (out): whether two rows have the same value in it; NULL is the same as nothing
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether the rows could be read
 */
gboolean
rel_db_column_has_duplicates (RelDb *db, const char *table, const char *column, gboolean *result, GError **error)
{
  g_autofree char *quoted_table = rel_db_quote (table);
  g_autofree char *quoted_column = rel_db_quote (column);
  g_autofree char *sql =
    g_strdup_printf ("SELECT 1 FROM %s WHERE %s IS NOT NULL GROUP BY %s HAVING count (*) > 1 LIMIT 1", quoted_table,
                     quoted_column, quoted_column);

  return has_row (db, sql, result, error);
}
