/* rel-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-state-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rel-error.h"
#include "rel-lock.h"

#define BUSY_TIMEOUT_MS 2000
#define OPEN_TIMEOUT_MS 20000 /* as long as it takes to read a large damaged file */

/**
 * RelState:
 *
 * The file in which the program keeps what is not on a server: one SQLite database of the
 * user, with the draft of each project and all edits that led to it, what was published, and
 * how diagrams are arranged.
 *
 * What was saved is on disk when [method@State.commit] returns; a crash or a loss of power
 * leaves the last saved state. Each row carries a digest of what it says. A file that is
 * damaged is set aside under another name, and the rows that are whole go to a new one; a
 * file that cannot be written is read all the same. A file of a later version is refused and
 * left alone.
 *
 * Use it from one thread; other processes may use the same file.
 */

gboolean
rel_state_fail (sqlite3 *db, const char *what, GError **error)
{
  int code = sqlite3_errcode (db);

  g_set_error (error, REL_ERROR,
               code == SQLITE_BUSY || code == SQLITE_LOCKED                                ? REL_ERROR_BUSY
               : code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_FULL ? REL_ERROR_READ_ONLY
                                                                                           : REL_ERROR_FAILED,
               "%s: %s", what, sqlite3_errmsg (db));
  return FALSE;
}

static sqlite3_stmt *
prepare (RelState *self, GError **error, const char *sql, const char *types, va_list values)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      rel_state_fail (self->db, _ ("The draft file cannot be used"), error);
      return NULL;
    }
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
    }
  return statement;
}

/* Makes a statement with its values: `s` in @types for a string, `i` for a #gint64. */
sqlite3_stmt *
rel_state_prepare (RelState *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = prepare (self, error, sql, types, values);
  va_end (values);
  return statement;
}

/* Ends a statement whose last step gave @code; whether it came to its end. */
gboolean
rel_state_finish (RelState *self, sqlite3_stmt *statement, int code, GError **error)
{
  gboolean ok = code == SQLITE_DONE || rel_state_fail (self->db, _ ("The draft file cannot be used"), error);

  sqlite3_finalize (statement);
  return ok;
}

/* Runs a statement that has no rows. */
gboolean
rel_state_run (RelState *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = prepare (self, error, sql, types, values);
  va_end (values);
  return statement != NULL && rel_state_finish (self, statement, sqlite3_step (statement), error);
}

/* What tells a row that is whole from one that is damaged. */
char *
rel_state_dup_digest (const char *first, ...)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  va_list texts;

  va_start (texts, first);
  for (const char *text = first; text != NULL; text = va_arg (texts, const char *))
    g_checksum_update (checksum, (const guchar *) text, strlen (text) + 1);
  va_end (texts);
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
ends_in_page (sqlite3 *db)
{
  GStatBuf status;

  return g_stat (sqlite3_db_filename (db, "main"), &status) == 0 && status.st_size % REL_STATE_PAGE_BYTES != 0;
}

/* Whether a part of the last page is lost. An older SQLite takes it for zeros, a newer one
 * fails once it reads a row there, and neither says so when it checks. */
static gboolean
is_cut (sqlite3 *db)
{
  if (!ends_in_page (db))
    return FALSE;
  /* Who wrote it was killed, perhaps: then the log has the page, and it is written again. */
  sqlite3_wal_checkpoint_v2 (db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  return ends_in_page (db);
}

static gboolean
check (sqlite3 *db, gboolean *is_damaged, GError **error)
{
  g_autofree char *text = NULL;

  /* Not the quick one, which does not look whether an index leads to all rows. */
  if (!rel_state_read_single (db, "PRAGMA integrity_check (1)", &text))
    {
      *is_damaged = rel_state_says_damaged (db);
      return rel_state_fail (db, _ ("The draft file cannot be read"), error);
    }
  if (strcmp (text, "ok") == 0 && is_cut (db))
    {
      *is_damaged = TRUE;
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("The draft file is damaged"));
      return FALSE;
    }
  if (strcmp (text, "ok") == 0 && !sqlite3_db_readonly (db, "main"))
    return TRUE;
  /* A file that may be written, but says that it is of a later SQLite, is damaged too. */
  *is_damaged = strcmp (text, "ok") != 0 || access (sqlite3_db_filename (db, "main"), W_OK) == 0;
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "%s: %s", _ ("The draft file is damaged"), text);
  return FALSE;
}

static gboolean
configure (sqlite3 *db, GError **error)
{
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  /* What was deleted is overwritten: a salvage brings nothing back that was given up. */
  return rel_state_execute (db,
                            "PRAGMA page_size = " G_STRINGIFY (
                              REL_STATE_PAGE_BYTES) "; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA "
                                                    "secure_delete = ON; PRAGMA cache_size = -16384",
                            error);
}

static gboolean
set_up (sqlite3 *db, gboolean *is_damaged, GError **error)
{
  if (configure (db, error))
    return check (db, is_damaged, error) && rel_state_prepare_tables (db, is_damaged, error);
  *is_damaged = rel_state_says_damaged (db);
  return FALSE;
}

/* Makes a file for nobody else to read; SQLite makes those beside it alike. One that is there stays
 * as it is, and is not opened: to close it would let go of the locks that SQLite has of it. */
void
rel_state_make_file (const char *path)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (file >= 0)
    close (file);
}

static sqlite3 *
open_database (const char *path, gboolean *is_damaged, GError **error)
{
  sqlite3 *db = NULL;

  *is_damaged = FALSE;
  rel_state_make_file (path);
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    rel_state_fail (db, _ ("The draft file cannot be opened"), error);
  else if (set_up (db, is_damaged, error))
    return db;

  /* A damaged file is kept as it is. */
  if (*is_damaged)
    sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (db);
  return NULL;
}

/* Opens the file while nobody puts another in its place. One that cannot be locked cannot be
 * written either, and is read all the same. */
static sqlite3 *
open_shared (const char *path, gboolean *is_damaged, GError **error)
{
  g_autoptr (GError) lock_error = NULL;
  int lock = rel_lock_take (path, REL_LOCK_SHARED, OPEN_TIMEOUT_MS, &lock_error);
  sqlite3 *db = NULL;

  *is_damaged = FALSE;
  if (g_error_matches (lock_error, REL_ERROR, REL_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&lock_error));
      return NULL;
    }
  *is_damaged = rel_state_is_half_replaced (path);
  if (!*is_damaged)
    db = open_database (path, is_damaged, error);
  if (lock >= 0)
    rel_lock_release (lock);
  return db;
}

static char *
dup_damage_notice (const char *aside, guint n_rows)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The file with your unpublished changes was damaged. It was kept as %s, "
                                       "and %u entry that could be read was saved",
                                       "The file with your unpublished changes was damaged. It was kept as %s, "
                                       "and %u entries that could be read were saved",
                                       n_rows),
                          aside, n_rows);
}

/* Opens a damaged file that nobody else opens meanwhile, or what another program has just put in
 * its place. */
static sqlite3 *
open_replaced (const char *path, char **notice, GError **error)
{
  g_autoptr (GError) damage = NULL;
  g_autofree char *aside = NULL;
  gboolean is_damaged;
  guint n_rows = 0;
  sqlite3 *db;

  if (rel_state_is_half_replaced (path) && !rel_state_finish_replacing (path, error))
    return NULL;
  db = open_database (path, &is_damaged, &damage);
  if (db != NULL)
    return db;
  if (!is_damaged)
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return NULL;
    }
  aside = rel_state_replace_damaged (path, &n_rows, error);
  db = aside != NULL ? open_database (path, &is_damaged, error) : NULL;
  if (db != NULL)
    *notice = dup_damage_notice (aside, n_rows);
  return db;
}

static sqlite3 *
open_or_replace (const char *path, char **notice, GError **error)
{
  g_autoptr (GError) open_error = NULL;
  gboolean is_damaged;
  sqlite3 *db = open_shared (path, &is_damaged, &open_error);
  int lock;

  if (db != NULL)
    return db;
  if (!is_damaged)
    {
      g_propagate_error (error, g_steal_pointer (&open_error));
      return NULL;
    }
  lock = rel_lock_take (path, REL_LOCK_ALONE, OPEN_TIMEOUT_MS, error);
  if (lock < 0)
    return NULL;
  db = open_replaced (path, notice, error);
  rel_lock_release (lock);
  return db;
}

/* What can be read of a file that cannot be written, in memory. */
static sqlite3 *
open_copy (const char *path)
{
  sqlite3 *db = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && sqlite3_open (":memory:", &db) == SQLITE_OK &&
      rel_state_make_tables (db, NULL))
    {
      guint n_rows;

      if (rel_salvage (path, FALSE, db, &n_rows, NULL))
        return db;
    }
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
 * @notice: (out) (transfer full) (nullable): what the person must know: that the file was
 *   damaged, or cannot be written; %NULL usually
 * @error: (out) (optional): where to put a failure
 *
 * Opens the file. If it is damaged, it is kept under another name, and what can be read of it
 * goes to a new one. If it cannot be written, what it says can be read all the same, and each
 * [method@State.begin] fails.
 *
 * Errors: `REL_ERROR_READ_ONLY` if there is none and none can be made, `REL_ERROR_FORBIDDEN` if it is of
 * a later version.
 *
 * Returns: (transfer full) (nullable): the state, or %NULL on error
 */
RelState *
rel_state_open (const char *path, char **notice, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) open_error = NULL;
  g_autoptr (GError) unusable = NULL;
  RelState *self;
  sqlite3 *db;

  *notice = NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("The folder for drafts cannot be made: %s"),
                   g_strerror (errno));
      return NULL;
    }

  db = open_or_replace (path, notice, &open_error);
  if (db == NULL && !g_error_matches (open_error, REL_ERROR, REL_ERROR_FORBIDDEN))
    {
      db = open_copy (path);
      if (db != NULL)
        unusable = g_steal_pointer (&open_error);
    }
  if (db == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&open_error));
      return NULL;
    }

  self = g_new0 (RelState, 1);
  self->db = db;
  self->lock = -1;
  self->path = g_strdup (path);
  self->unusable = g_steal_pointer (&unusable);
  if (self->unusable != NULL)
    *notice = g_strdup_printf (_ ("Your changes are not saved on this computer. %s"), self->unusable->message);
  return self;
}

/**
 * rel_state_open_again:
 * @self: a state
 * @error: (out) (optional): where to put a failure
 *
 * Opens the file once more, for a worker that writes much of which the caller need not wait
 * for the end. Whoever writes meanwhile waits for it. Any thread may do so while nobody closes
 * @self.
 *
 * Returns: (transfer full) (nullable): another state, or %NULL on error
 */
RelState *
rel_state_open_again (RelState *self, GError **error)
{
  sqlite3 *db = NULL;
  RelState *again;

  if (self->unusable != NULL)
    {
      g_propagate_error (error, g_error_copy (self->unusable));
      return NULL;
    }
  if (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    rel_state_fail (db, _ ("The draft file cannot be opened"), error);
  else if (configure (db, error))
    {
      again = g_new0 (RelState, 1);
      again->db = db;
      again->lock = -1;
      again->path = g_strdup (self->path);
      return again;
    }
  sqlite3_close (db);
  return NULL;
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
  g_clear_error (&self->unusable);
  g_free (self->path);
  g_free (self);
}

/* Another process may have put a new file in the place of a damaged one. */
static gboolean
follow (RelState *self, GError **error)
{
  gboolean is_damaged;
  int has_moved = 0;
  sqlite3 *db;

  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) != SQLITE_OK || !has_moved)
    return TRUE;
  db = open_database (self->path, &is_damaged, error);
  if (db == NULL)
    return FALSE;
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (self->db);
  self->db = db;
  return TRUE;
}

static void
unlock (RelState *self)
{
  rel_lock_release (self->lock);
  self->lock = -1;
}

/**
 * rel_state_begin:
 * @self: a state
 * @error: (out) (optional): where to put a failure
 *
 * Begins to write: from now on until [method@State.commit] or [method@State.roll_back] nobody
 * else does.
 *
 * Errors: `REL_ERROR_READ_ONLY` if it cannot be written, `REL_ERROR_BUSY` if another program
 * holds it for seconds.
 *
 * Returns: whether it can be written
 */
gboolean
rel_state_begin (RelState *self, GError **error)
{
  if (self->unusable != NULL)
    {
      g_propagate_error (error, g_error_copy (self->unusable));
      return FALSE;
    }
  self->lock = rel_lock_take (self->path, REL_LOCK_SHARED, BUSY_TIMEOUT_MS, error);
  if (self->lock < 0)
    return FALSE;
  if (follow (self, error) && rel_state_execute (self->db, "BEGIN IMMEDIATE", error))
    return TRUE;
  unlock (self);
  return FALSE;
}

/**
 * rel_state_commit:
 * @self: a state
 * @error: (out) (optional): where to put a failure
 *
 * Puts on disk what was written since [method@State.begin].
 *
 * Returns: whether it is on disk; if not, nothing of it is
 */
gboolean
rel_state_commit (RelState *self, GError **error)
{
  if (rel_state_execute (self->db, "COMMIT", error))
    {
      unlock (self);
      return TRUE;
    }
  rel_state_roll_back (self);
  return FALSE;
}

/**
 * rel_state_roll_back:
 * @self: a state
 *
 * Gives up what was written since [method@State.begin].
 */
void
rel_state_roll_back (RelState *self)
{
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  unlock (self);
}
