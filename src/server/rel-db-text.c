/* rel-db-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts in which SQLite keeps what its tables are. One can be replaced in SQLite's own
 * table of definitions (documented for just that, under `writable_schema`), and SQLite made
 * to read it anew.
 */

#include "config.h"

#include "rel-db-text.h"

#include "rel-error.h"

/**
 * rel_db_text_read:
 * @db: a database
 * @table: name of a table
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such table, `REL_ERROR_INVALID` if what
 * makes it is not text.
 *
 * Returns: (transfer full) (nullable): the text, byte by byte as it is kept, or %NULL on error
 */
char *
rel_db_text_read (RelDb *db, const char *table, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", error);
  g_autoptr (GError) local_error = NULL;
  const char *sql;

  if (statement == NULL)
    return NULL;

  rel_statement_bind_string (statement, 1, table);
  if (!rel_statement_step (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, "There is no table “%s”", table);
      return NULL;
    }

  sql = rel_statement_get_string (statement, 0);
  if (sql == NULL || !g_utf8_validate (sql, -1, NULL))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "The definition of “%s” is not text", table);
      return NULL;
    }
  return g_strdup (sql);
}

static gboolean
write_sql (RelDb *db, const char *table, const char *sql, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db, "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", error);

  if (statement == NULL)
    return FALSE;

  rel_statement_bind_string (statement, 1, sql);
  rel_statement_bind_string (statement, 2, table);
  return rel_statement_run (statement, error);
}

/* Tells this connection and all others that the schema is another one. */
static gboolean
raise_schema_version (RelDb *db, GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, "PRAGMA schema_version", error);
  g_autofree char *sql = NULL;

  if (statement == NULL || !rel_statement_step (statement, error))
    return FALSE;

  sql = g_strdup_printf ("PRAGMA schema_version = %" G_GINT64_FORMAT, rel_statement_get_int (statement, 0) + 1);
  g_clear_pointer (&statement, rel_statement_free);
  return rel_db_run (db, sql, error);
}

/**
 * rel_db_text_replace:
 * @db: a database in a transaction
 * @table: name of a table
 * @sql: its new text, for which the rows as they are must be right
 * @error: (out) (optional): where to put a failure
 *
 * Puts another text in the place of the one that makes a table. After an error the caller
 * must take the transaction back.
 *
 * Returns: whether SQLite could read it
 */
gboolean
rel_db_text_replace (RelDb *db, const char *table, const char *sql, GError **error)
{
  gboolean done;

  if (!rel_db_run (db, "PRAGMA writable_schema = ON", error))
    return FALSE;
  done = write_sql (db, table, sql, error) && raise_schema_version (db, error);
  rel_db_mark_table (db, table);

  /* This also forgets the schema that was read before. */
  return rel_db_run (db, "PRAGMA writable_schema = RESET", done ? error : NULL) && done;
}
