/* rel-state-tables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of the state file: made in a new one, taken over from an older version, and known
 * again, so that damage is not taken for a file of somebody else.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-state-private.h"

/* The number of the format stands twice, in the upper and the lower half, so that damage is not
 * taken for a later version. */
#define VERSION_STEP  65537
#define STATE_VERSION 131074
#define OLD_VERSION   1

/* Nothing is in the table of arrangements: what a person moved is an edit. */
static const char *const tables_sql = "CREATE TABLE drafts ("
                                      "  id INTEGER PRIMARY KEY,"
                                      "  target TEXT NOT NULL UNIQUE,"
                                      "  first TEXT NOT NULL,"
                                      "  revision INTEGER NOT NULL,"
                                      "  done INTEGER NOT NULL,"
                                      "  digest TEXT NOT NULL"
                                      ");"
                                      "CREATE TABLE edits ("
                                      "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      "  target TEXT NOT NULL,"
                                      "  name TEXT NOT NULL,"
                                      "  changes TEXT NOT NULL,"
                                      "  base_changes TEXT NOT NULL,"
                                      "  publish INTEGER NOT NULL,"
                                      "  is_undone INTEGER NOT NULL,"
                                      "  digest TEXT NOT NULL"
                                      ");"
                                      "CREATE INDEX edits_of_target ON edits (target);"
                                      "CREATE TABLE publishes ("
                                      "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      "  target TEXT NOT NULL,"
                                      "  names TEXT NOT NULL,"
                                      "  number INTEGER NOT NULL,"
                                      "  started_s INTEGER NOT NULL,"
                                      "  ended_s INTEGER NOT NULL,"
                                      "  failure TEXT,"
                                      "  digest TEXT NOT NULL,"
                                      "  UNIQUE (target, number)"
                                      ");"
                                      "CREATE TABLE steps ("
                                      "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      "  publish INTEGER NOT NULL,"
                                      "  nth INTEGER NOT NULL,"
                                      "  change TEXT NOT NULL,"
                                      "  inverse TEXT NOT NULL,"
                                      "  done INTEGER NOT NULL,"
                                      "  digest TEXT NOT NULL"
                                      ");"
                                      "CREATE INDEX steps_of_publish ON steps (publish, nth);"
                                      "CREATE INDEX steps_done ON steps (done);"
                                      "CREATE TABLE arrangements ("
                                      "  id INTEGER PRIMARY KEY,"
                                      "  target TEXT NOT NULL UNIQUE,"
                                      "  arrangement TEXT NOT NULL,"
                                      "  digest TEXT NOT NULL"
                                      ");"
                                      "PRAGMA user_version = " G_STRINGIFY (STATE_VERSION) ";";

/* Runs statements that give nothing back. */
gboolean
rel_state_execute (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK ||
         rel_state_fail (db, _ ("The draft file cannot be used"), error);
}

/* The first column of the first row, as text. */
gboolean
rel_state_read_single (sqlite3 *db, const char *sql, char **text)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step (statement) == SQLITE_ROW;

  *text = ok ? g_strdup (rel_state_get_text (statement, 0)) : NULL;
  sqlite3_finalize (statement);
  return *text != NULL;
}

/* Makes the tables in a database that has none. */
gboolean
rel_state_make_tables (sqlite3 *db, GError **error)
{
  return rel_state_execute (db, tables_sql, error);
}

/* Takes over the drafts of the first version, which had one plan each. */
static gboolean
migrate (sqlite3 *db, GError **error)
{
  RelState state = { .db = db };
  sqlite3_stmt *statement;
  int code;

  if (!rel_state_execute (db, "ALTER TABLE drafts RENAME TO old_drafts", error) || !rel_state_make_tables (db, error))
    return FALSE;
  statement = rel_state_prepare (&state, error, "SELECT target, plan FROM old_drafts", "");
  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      if (!rel_state_add_old_draft (&state, rel_state_get_text (statement, 0), rel_state_get_text (statement, 1),
                                    error))
        {
          sqlite3_finalize (statement);
          return FALSE;
        }
    }
  return rel_state_finish (&state, statement, code, error) && rel_state_execute (db, "DROP TABLE old_drafts", error);
}

/* Whether what failed last did so because the file is damaged. */
gboolean
rel_state_says_damaged (sqlite3 *db)
{
  int code = sqlite3_errcode (db);

  /* The statements are right, so that it is the file if they are not understood. */
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

static gboolean
fail_later_version (GError **error)
{
  g_set_error_literal (error, REL_ERROR, REL_ERROR_FORBIDDEN,
                       _ ("The draft file was written by a later version of Relations"));
  return FALSE;
}

/* Whether the tables are called in the file what the statements call them: a letter of a name
 * that is another is no damage to SQLite. */
static gboolean
has_its_tables (sqlite3 *db)
{
  static const char names_sql[] = "SELECT group_concat (sql) FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;
  sqlite3 *model = NULL;
  gboolean ok = sqlite3_open (":memory:", &model) == SQLITE_OK &&
                sqlite3_exec (model, tables_sql, NULL, NULL, NULL) == SQLITE_OK &&
                rel_state_read_single (model, names_sql, &wanted) && rel_state_read_single (db, names_sql, &found);

  sqlite3_close (model);
  return ok && strcmp (found, wanted) == 0;
}

/* Sees to it that the file has the tables of this version. */
gboolean
rel_state_prepare_tables (sqlite3 *db, gboolean *is_damaged, GError **error)
{
  g_autofree char *text = NULL;
  gint64 version;
  gboolean ok;

  /* Whoever comes at the same time waits here, and finds the tables made. */
  if (!rel_state_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  version = rel_state_read_single (db, "PRAGMA user_version", &text) ? g_ascii_strtoll (text, NULL, 10) : -1;
  *is_damaged = (version != 0 && version != OLD_VERSION && version % VERSION_STEP != 0) ||
                (version == STATE_VERSION && !has_its_tables (db));
  if (*is_damaged || version > STATE_VERSION)
    ok = fail_later_version (error);
  else if (version == 0)
    ok = rel_state_make_tables (db, error);
  else
    ok = version == STATE_VERSION || migrate (db, error);

  if (ok && rel_state_execute (db, "COMMIT", error))
    return TRUE;
  *is_damaged = *is_damaged || rel_state_says_damaged (db);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}
