/* rel-db-rebuild.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a table anew by SQLite's own recipe: another table with the new definition, all rows
 * into it, the old one dropped, the new one in its place, its indexes and triggers made again.
 * Foreign keys are not enforced meanwhile, so nothing happens to the rows of other tables.
 */

#include "config.h"

#include "rel-db-rebuild.h"

#include <string.h>

#include "rel-ddl-column.h"
#include "rel-error.h"

/* Reads the texts of a table's indexes and triggers; those that SQLite makes by itself have none. */
static GPtrArray *
read_belongings (RelDb *db, const char *table, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db,
                    "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND tbl_name = ? COLLATE NOCASE "
                    "AND sql IS NOT NULL ORDER BY rowid",
                    error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;

  rel_statement_bind_string (statement, 1, table);
  while (rel_statement_step (statement, &local_error))
    g_ptr_array_add (texts, g_strdup (rel_statement_get_string (statement, 0)));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&texts);
}

/* SQLite has a table of numbers once it has made one that counts. That a table counts is told by
 * its text, as Directus does; the word may stand for something else there. */
static gboolean
has_sequences (RelDb *db, RelDbTable *table)
{
  g_autoptr (RelStatement) statement = NULL;

  if (table->has_auto_increment)
    statement = rel_db_prepare (db, "SELECT 1 FROM sqlite_sequence", NULL);
  return statement != NULL;
}

/* Gets the last number that was given to a row, so that none is given twice; 0 for none. */
static gboolean
read_sequence (RelDb *db, RelDbTable *table, gint64 *sequence, GError **error)
{
  g_autoptr (RelStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  *sequence = 0;
  if (!has_sequences (db, table))
    return TRUE;

  statement = rel_db_prepare (db, "SELECT seq FROM sqlite_sequence WHERE name = ?", error);
  if (statement == NULL)
    return FALSE;
  rel_statement_bind_string (statement, 1, table->name);
  if (rel_statement_step (statement, &local_error))
    *sequence = rel_statement_get_int (statement, 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
write_sequence (RelDb *db, const char *table, gint64 sequence, GError **error)
{
  static const char *const steps[] = { "DELETE FROM sqlite_sequence WHERE name = ?",
                                       "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)" };

  for (guint i = 0; sequence != 0 && i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (RelStatement) statement = rel_db_prepare (db, steps[i], error);

      if (statement == NULL)
        return FALSE;
      rel_statement_bind_string (statement, 1, table);
      rel_statement_bind_int (statement, 2, sequence);
      if (!rel_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* The number that SQLite gives to a row is kept as well, where it can be named. */
static gboolean
has_row_number (RelDb *db, RelDbTable *table)
{
  g_autofree char *quoted = rel_db_quote (table->name);
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM %s", quoted);
  g_autoptr (RelStatement) statement = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    {
      if (g_ascii_strcasecmp (((RelDbColumn *) g_ptr_array_index (table->columns, i))->name, "rowid") == 0)
        return FALSE;
    }
  statement = rel_db_prepare (db, sql, NULL);
  return statement != NULL;
}

/* Lists the columns that have values of their own and are in both tables. */
static char *
dup_columns (RelDb *db, RelDbTable *from, RelDbTable *to)
{
  GString *list = g_string_new (has_row_number (db, from) ? "rowid" : "");

  for (guint i = 0; i < to->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (to->columns, i);
      RelDbColumn *old = rel_db_table_get_column (from, column->name);
      g_autofree char *quoted = rel_db_quote (column->name);

      if (old != NULL && !old->is_generated && !column->is_generated)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", quoted);
    }
  return g_string_free (list, FALSE);
}

static char *
dup_free_name (RelDb *db, const char *table)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s (%u)", table, i);
      g_autofree char *quoted = rel_db_quote (name);
      g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s", quoted);
      g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, NULL);

      if (statement == NULL)
        return g_steal_pointer (&name);
    }
}

/* Makes the other table and puts it in the place of the first. */
static gboolean
put_in_place (RelDb *db, RelDbTable *table, const char *sql, GError **error)
{
  g_autofree char *name = dup_free_name (db, table->name);
  g_autofree char *quoted_name = rel_db_quote (name);
  g_autofree char *quoted_table = rel_db_quote (table->name);
  g_autofree char *renamed = rel_ddl_column_rename_table (sql, name, error);
  g_autofree char *columns = NULL;
  g_autoptr (RelDbTable) made = NULL;

  if (renamed == NULL || !rel_db_run (db, renamed, error))
    return FALSE;
  made = rel_db_table_read (db, name, error);
  if (made == NULL)
    return FALSE;

  columns = dup_columns (db, table, made);
  return rel_db_run_format (db, error, "INSERT INTO %s (%s) SELECT %s FROM %s", quoted_name, columns, columns,
                            quoted_table) &&
         rel_db_run_format (db, error, "DROP TABLE %s", quoted_table) &&
         rel_db_run_format (db, error, "ALTER TABLE %s RENAME TO %s", quoted_name, quoted_table);
}

static gboolean
rebuild (RelDb *db, RelDbTable *table, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) belongings = read_belongings (db, table->name, error);
  gint64 sequence;

  if (belongings == NULL || !read_sequence (db, table, &sequence, error) || !put_in_place (db, table, sql, error))
    return FALSE;
  for (guint i = 0; i < belongings->len; i++)
    {
      if (!rel_db_run (db, g_ptr_array_index (belongings, i), error))
        return FALSE;
    }
  return write_sequence (db, table->name, sequence, error);
}

/**
 * rel_db_rebuild_table:
 * @db: a database in a transaction
 * @table: a table
 * @sql: the text that is to make it, under the same name
 * @error: (out) (optional): where to put a failure
 *
 * Makes a table anew with its rows, its numbers of rows, indexes and triggers. Columns that
 * @sql does not have are lost. Other tables, views and triggers stay as they are; whether they
 * still fit is not looked at.
 *
 * After an error the caller must take the transaction back.
 *
 * Returns: whether it was done
 */
gboolean
rel_db_rebuild_table (RelDb *db, RelDbTable *table, const char *sql, GError **error)
{
  gboolean done;

  /* Otherwise SQLite looks at every view of the database when a table gets another name. */
  if (!rel_db_run (db, "PRAGMA legacy_alter_table = ON", error))
    return FALSE;
  done = rebuild (db, table, sql, error);
  rel_db_mark_table (db, table->name);
  return rel_db_run (db, "PRAGMA legacy_alter_table = OFF", done ? error : NULL) && done;
}
