/* database-dump.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database as text, so that two of them can be compared.
 */

#include "database-dump.h"

#include <string.h>

/* Adds the rows of a statement, which has at most two values, a line each. */
static void
add_rows (GString *text, sqlite3 *db, const char *sql, const char *first, const char *second)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  if (first != NULL)
    sqlite3_bind_text (statement, 1, first, -1, SQLITE_TRANSIENT);
  if (second != NULL)
    sqlite3_bind_text (statement, 2, second, -1, SQLITE_TRANSIENT);

  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *value = (const char *) sqlite3_column_text (statement, i);

          /* A number and its text are not the same. */
          g_string_append_printf (text, "%c%s|", "-ifsbn"[sqlite3_column_type (statement, i)],
                                  value != NULL ? value : "");
        }
      g_string_append_c (text, '\n');
    }
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
}

static GStrv
list (sqlite3 *db, const char *sql, const char *first, const char *second)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (first != NULL)
    sqlite3_bind_text (statement, 1, first, -1, SQLITE_TRANSIENT);
  if (second != NULL)
    sqlite3_bind_text (statement, 2, second, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_strv_builder_add (builder, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return g_strv_builder_end (builder);
}

/* The columns of a table but one, quoted, as a list for SELECT. */
static char *
dup_columns (sqlite3 *db, const char *table, const char *but)
{
  static const char sql[] = "SELECT printf ('\"%w\"', name) FROM pragma_table_xinfo (?1) WHERE name IS NOT ?2";
  g_auto (GStrv) names = list (db, sql, table, but);

  return g_strjoinv (", ", names);
}

static void
add_content (GString *text, sqlite3 *db, const char *table, const char *but)
{
  g_autofree char *columns = dup_columns (db, table, but);
  char *sql = sqlite3_mprintf ("SELECT %s FROM \"%w\" ORDER BY 1", columns, table);

  g_string_append_printf (text, "-- %s\n", table);
  add_rows (text, db, sql, NULL, NULL);
  sqlite3_free (sql);
}

/* All that a table is, as SQLite has read it: without the text, whose spelling may change. */
static void
add_table (GString *text, sqlite3 *db, const char *table, const char *but)
{
  add_rows (text, db,
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo (?1) WHERE name IS NOT ?2",
            table, but);
  add_rows (text, db,
            "SELECT seq, \"table\", \"from\", \"to\", on_update, on_delete, match FROM pragma_foreign_key_list (?1)"
            " WHERE \"from\" IS NOT ?2 ORDER BY 2, 3, 4, 5, 6",
            table, but);
  add_rows (text, db,
            "SELECT i.name, i.\"unique\", i.origin, i.partial, x.seqno, x.name, x.\"desc\", x.coll FROM"
            " pragma_index_list (?1) AS i, pragma_index_xinfo (i.name) AS x WHERE x.key ORDER BY 1, 5",
            table, NULL);
  add_content (text, db, table, but);
}

/* Gets the whole database: the texts that made it, and all rows. */
char *
database_dump (sqlite3 *db)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) tables =
    list (db, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name", NULL, NULL);

  add_rows (text, db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name", NULL, NULL);
  for (guint i = 0; tables[i] != NULL; i++)
    add_content (text, db, tables[i], NULL);
  return g_string_free (text, FALSE);
}

/* Gets all of a database that a change of one column has to leave as it is: everything but
 * Directus' own tables, that column and its keys, and the spelling of its table. */
char *
database_dump_around (sqlite3 *db, const char *table, const char *column)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) tables = list (db,
                                "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE"
                                " 'directus_%' AND name <> 'sqlite_sequence' ORDER BY name",
                                NULL, NULL);
  g_auto (GStrv) sequence = list (db, "SELECT name FROM sqlite_schema WHERE name = 'sqlite_sequence'", NULL, NULL);

  add_rows (text, db,
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'directus_%' AND name <>"
            " 'sqlite_sequence' AND NOT (type = 'table' AND name IS ?1) ORDER BY type, name",
            table, NULL);
  if (*sequence != NULL)
    add_rows (text, db,
              "SELECT name, seq FROM sqlite_sequence WHERE seq > 0 AND name NOT LIKE 'directus_%' ORDER BY name", NULL,
              NULL);
  for (guint i = 0; tables[i] != NULL; i++)
    add_table (text, db, tables[i], strcmp (tables[i], table) == 0 ? column : NULL);
  return g_string_free (text, FALSE);
}
