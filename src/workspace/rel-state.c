/* rel-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-state.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "rel-error.h"
#include "rel-json.h"

#define BUSY_TIMEOUT_MS 2000
#define STATE_VERSION   1

/**
 * RelState:
 *
 * The file in which the program keeps what is not published: one SQLite database of the
 * user, with the draft of each project as a plan.
 *
 * What was saved is on disk when the call returns; a crash or a loss of power leaves the
 * last saved state. A file of a later version is refused and left alone; a file that is
 * damaged is set aside under another name, and a new one begun.
 *
 * Use it from one thread.
 */
struct _RelState
{
  sqlite3 *db; /* (owned) */
};

static gboolean
fail (sqlite3 *db, const char *what, GError **error)
{
  int code = sqlite3_errcode (db);

  g_set_error (error, REL_ERROR,
               code == SQLITE_BUSY || code == SQLITE_LOCKED                                ? REL_ERROR_BUSY
               : code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_FULL ? REL_ERROR_READ_ONLY
                                                                                           : REL_ERROR_FAILED,
               "%s: %s", what, sqlite3_errmsg (db));
  return FALSE;
}

static gboolean
run (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || fail (db, _ ("The draft file cannot be used"), error);
}

static int
get_version (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return version;
}

static gboolean
prepare_tables (sqlite3 *db, GError **error)
{
  int version = get_version (db);

  if (version > STATE_VERSION)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("The draft file was written by a later version of Relations"));
      return FALSE;
    }
  if (version == STATE_VERSION)
    return TRUE;
  return run (db,
              "BEGIN IMMEDIATE;"
              "CREATE TABLE IF NOT EXISTS drafts ("
              "  target TEXT NOT NULL PRIMARY KEY,"
              "  plan TEXT NOT NULL,"
              "  saved_s INTEGER NOT NULL"
              ") WITHOUT ROWID;"
              "PRAGMA user_version = " G_STRINGIFY (STATE_VERSION) ";"
                                                                   "COMMIT",
              error);
}

static sqlite3 *
open_database (const char *path, int *code, GError **error)
{
  sqlite3 *db = NULL;

  *code = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (*code == SQLITE_OK)
    {
      sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
      if (run (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", error) && prepare_tables (db, error))
        return db;
      *code = sqlite3_errcode (db);
    }
  else
    fail (db, _ ("The draft file cannot be opened"), error);

  sqlite3_close (db);
  return NULL;
}

/**
 * rel_state_dup_default_path:
 *
 * Returns: (transfer full): where the state of this user is kept
 */
char *
rel_state_dup_default_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "relations", "state.sqlite", NULL);
}

/**
 * rel_state_open:
 * @path: the file; it and its folder are made if they are not there
 * @set_aside: (out) (transfer full) (nullable): where a damaged file was put; %NULL usually
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_READ_ONLY` if it cannot be written, `REL_ERROR_BUSY` if another program
 * holds it for seconds.
 *
 * Returns: (transfer full) (nullable): the state, or %NULL on error
 */
RelState *
rel_state_open (const char *path, char **set_aside, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) open_error = NULL;
  RelState *self;
  sqlite3 *db;
  int code;

  *set_aside = NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("The folder for drafts cannot be made: %s"),
                   g_strerror (errno));
      return NULL;
    }

  db = open_database (path, &code, &open_error);
  if (db == NULL && (code == SQLITE_NOTADB || code == SQLITE_CORRUPT))
    {
      g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

      if (g_rename (path, aside) == 0)
        {
          g_clear_error (&open_error);
          *set_aside = g_steal_pointer (&aside);
          db = open_database (path, &code, &open_error);
        }
    }
  if (db == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&open_error));
      return NULL;
    }

  self = g_new0 (RelState, 1);
  self->db = db;
  return self;
}

/**
 * rel_state_close:
 * @self: (transfer full): a state
 *
 * Closes the file.
 */
void
rel_state_close (RelState *self)
{
  sqlite3_close (self->db);
  g_free (self);
}

/**
 * rel_state_load_draft:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @plan: (out) (transfer full) (nullable): its draft as a plan; %NULL if there is none
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether it could be read
 */
gboolean
rel_state_load_draft (RelState *self, const char *target, JsonNode **plan, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = FALSE;
  int code;

  *plan = NULL;
  if (sqlite3_prepare_v2 (self->db, "SELECT plan FROM drafts WHERE target = ?", -1, &statement, NULL) != SQLITE_OK)
    return fail (self->db, _ ("The draft cannot be read"), error);

  sqlite3_bind_text (statement, 1, target, -1, SQLITE_TRANSIENT);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      *plan =
        rel_json_parse ((const char *) sqlite3_column_text (statement, 0), sqlite3_column_bytes (statement, 0), error);
      ok = *plan != NULL;
    }
  else if (code == SQLITE_DONE)
    ok = TRUE;
  else
    fail (self->db, _ ("The draft cannot be read"), error);

  sqlite3_finalize (statement);
  return ok;
}

/**
 * rel_state_put_draft_aside:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @error: (out) (optional): where to put a failure
 *
 * Keeps a draft that cannot be read under another name, so that the next one does not take
 * its place.
 *
 * Returns: whether it is out of the way
 */
gboolean
rel_state_put_draft_aside (RelState *self, const char *target, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok;

  if (sqlite3_prepare_v2 (self->db,
                          "UPDATE drafts SET target = target || ' unreadable ' || lower (hex (randomblob (4)))"
                          " WHERE target = ?",
                          -1, &statement, NULL) != SQLITE_OK)
    return fail (self->db, _ ("The draft cannot be put aside"), error);

  sqlite3_bind_text (statement, 1, target, -1, SQLITE_TRANSIENT);
  ok = sqlite3_step (statement) == SQLITE_DONE || fail (self->db, _ ("The draft cannot be put aside"), error);
  sqlite3_finalize (statement);
  return ok;
}

static gboolean
write_draft (RelState *self, const char *target, JsonNode *plan, GError **error)
{
  const char *sql = plan != NULL ? "INSERT INTO drafts (target, plan, saved_s) VALUES (?1, ?2, unixepoch ())"
                                   " ON CONFLICT (target) DO UPDATE SET plan = ?2, saved_s = unixepoch ()"
                                 : "DELETE FROM drafts WHERE target = ?1";
  g_autofree char *text = plan != NULL ? rel_json_dup_text (plan, FALSE) : NULL;
  sqlite3_stmt *statement = NULL;
  gboolean ok;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    return fail (self->db, _ ("The draft cannot be saved"), error);

  sqlite3_bind_text (statement, 1, target, -1, SQLITE_TRANSIENT);
  if (text != NULL)
    sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);
  ok = sqlite3_step (statement) == SQLITE_DONE || fail (self->db, _ ("The draft cannot be saved"), error);
  sqlite3_finalize (statement);
  return ok;
}

/**
 * rel_state_save_draft:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @expected: (nullable): the plan that is on disk as far as the caller knows; %NULL for none
 * @plan: (nullable): its draft as a plan; %NULL if nothing is left to publish
 * @found: (out) (transfer full) (nullable): on a conflict, the plan that is on disk
 * @error: (out) (optional): where to put a failure
 *
 * Puts a draft on disk in place of the project's last one.
 *
 * Errors: `REL_ERROR_CONFLICT` if somebody else has saved another one meanwhile; it stays.
 *
 * Returns: whether it is on disk
 */
gboolean
rel_state_save_draft (RelState *self,
                      const char *target,
                      JsonNode *expected,
                      JsonNode *plan,
                      JsonNode **found,
                      GError **error)
{
  g_autoptr (JsonNode) current = NULL;

  *found = NULL;
  if (!run (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (rel_state_load_draft (self, target, &current, error))
    {
      if (!rel_json_equal (current, expected))
        {
          *found = g_steal_pointer (&current);
          g_set_error_literal (error, REL_ERROR, REL_ERROR_CONFLICT,
                               _ ("Another window has saved other changes of this project"));
        }
      else if (write_draft (self, target, plan, error) && run (self->db, "COMMIT", error))
        return TRUE;
    }
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}
