/* rel-db.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-db.h"

#include "rel-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rel-error.h"

#define OPEN_TIMEOUT_MS 250
/* Not long, since all others wait too; who is refused may try again. */
#define BUSY_TIMEOUT_MS 500
/* After how many instructions of SQLite the time is looked at. */
#define LATE_INSTRUCTIONS 1000

/**
 * RelDb:
 *
 * A SQLite file, and the only place of the program's server that speaks to SQLite.
 *
 * It is opened so that reading changes no byte of it and leaves no file beside it; the
 * first [func@Db.begin] opens it for writing. Values are bound; names go through
 * [func@Db.quote].
 *
 * It keeps note of what it changes, for [func@Db.take_changes]: rows of the tables that are
 * watched by itself, tables when they are marked.
 *
 * Use it from one thread at a time.
 */

/**
 * rel_db_set_error:
 * @self: a database
 * @result: a code of SQLite that is none of success
 * @error: (out) (optional): where to put the failure
 *
 * Says a failure of SQLite in words for the user.
 */
void
rel_db_set_error (RelDb *self, int result, GError **error)
{
  const char *message = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result);

  switch (result & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not a SQLite database, or is damaged: %s"),
                   self->name, message);
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, REL_ERROR, REL_ERROR_BUSY, _ ("Another program is using “%s”"), self->name);
      break;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("“%s” cannot be written"), self->name);
      break;

    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      g_set_error (error, REL_ERROR, REL_ERROR_FAILED, _ ("“%s” cannot be opened: %s"), self->name, message);
      break;

    case SQLITE_FULL:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("No space is left for “%s”"), self->name);
      break;

    case SQLITE_TOOBIG:
      g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, _ ("A value is too large for “%s”"), self->name);
      break;

    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("Reading “%s” takes too long"), self->name);
      break;

    case SQLITE_CONSTRAINT:
      g_set_error (error, REL_ERROR, REL_ERROR_REFUSED, "%s", message);
      break;

    default:
      g_set_error (error, REL_ERROR, REL_ERROR_FAILED, "%s", message);
      break;
    }
}

/* A database with a write-ahead log says so in its header. Even reading it needs files
 * beside it, which only a connection that may write takes away again. */
static gboolean
has_write_ahead_log (const char *path)
{
  guchar header[20];
  gboolean result = FALSE;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      result = read (fd, header, sizeof header) == (gssize) sizeof header &&
               memcmp (header, "SQLite format 3", 16) == 0 && header[18] == 2;
      close (fd);
    }
  return result;
}

static gboolean
has_content (const char *path, const char *suffix)
{
  g_autofree char *beside = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (beside, &status) == 0 && status.st_size > 0;
}

/* SQLite lets root write what nobody may; a file without any write permission was made
 * so on purpose. */
static gboolean
may_write (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && (status.st_mode & 0222) != 0 && g_access (path, W_OK) == 0;
}

static void
disconnect (RelDb *self)
{
  if (self->handle == NULL)
    return;

  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_assert_not_reached ();
  self->handle = NULL;
}

static void
updated_cb (void *data, int operation, const char *database, const char *table, sqlite3_int64 row)
{
  RelDb *self = data;

  if (self->watched != NULL && g_strv_contains ((const char *const *) self->watched, table))
    rel_db_changes_add (self->changes, table, row);
}

static int
is_late_cb (void *data)
{
  RelDb *self = data;

  return self->deadline_us != 0 && g_get_monotonic_time () > self->deadline_us;
}

static gboolean
connect_file (RelDb *self, int flags, GError **error)
{
  int result = sqlite3_open_v2 (self->path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (result == SQLITE_OK)
    {
      sqlite3_busy_timeout (self->handle, OPEN_TIMEOUT_MS);
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      result = sqlite3_exec (self->handle, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
    }
  if (result != SQLITE_OK)
    {
      rel_db_set_error (self, result, error);
      disconnect (self);
      return FALSE;
    }
  sqlite3_update_hook (self->handle, updated_cb, self);
  sqlite3_progress_handler (self->handle, LATE_INSTRUCTIONS, is_late_cb, self);
  self->n_opened++;
  return TRUE;
}

/* Opens the file so that reading it leaves no trace. */
static gboolean
connect_for_reading (RelDb *self, GError **error)
{
  /* After another program was killed while writing, the file cannot be read before what
   * it left half done is undone: SQLite does so, and has to write for it. */
  gboolean needs_recovery = has_content (self->path, "-journal");

  if ((!needs_recovery && !has_write_ahead_log (self->path)) || !may_write (self->path))
    return connect_file (self, SQLITE_OPEN_READONLY, error);

  if (!connect_file (self, SQLITE_OPEN_READWRITE, error))
    return FALSE;
  if (has_content (self->path, "-wal"))
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return rel_db_run (self, "PRAGMA query_only = ON", error);
}

static gboolean
connect_for_writing (RelDb *self, GError **error)
{
  if (!may_write (self->path))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("“%s” cannot be written"), self->name);
      return FALSE;
    }

  disconnect (self);
  if (!connect_file (self, SQLITE_OPEN_READWRITE, error))
    {
      /* Reading must go on. */
      connect_for_reading (self, NULL);
      return FALSE;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  self->writable = TRUE;
  /* What is written here is the schema: to drop or make a table anew must do nothing to the
   * rows of others, and inside a transaction it would be too late to say so. */
  return rel_db_run (self, "PRAGMA foreign_keys = OFF", error);
}

static RelDb *
new_db (const char *path)
{
  RelDb *self = g_new0 (RelDb, 1);

  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  self->changes = rel_db_changes_new ();
  return self;
}

/**
 * rel_db_open:
 * @path: a SQLite file
 * @error: (out) (optional): where to put a failure
 *
 * Opens a file for reading.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is none, `REL_ERROR_INVALID` if it is not a SQLite
 * database, `REL_ERROR_BUSY` if another program has locked it, `REL_ERROR_READ_ONLY` if it
 * has to be recovered first and cannot be written.
 *
 * Returns: (transfer full) (nullable): the database, or %NULL on error
 */
RelDb *
rel_db_open (const char *path, GError **error)
{
  g_autoptr (RelDb) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = new_db (path);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no file “%s”"), self->name);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not a file"), self->name);
      return NULL;
    }
  if (!connect_for_reading (self, error))
    return NULL;

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&self);
}

/**
 * rel_db_create:
 * @path: where nothing is yet
 * @error: (out) (optional): where to put a failure
 *
 * Makes an empty database.
 *
 * Returns: (transfer full) (nullable): the database, or %NULL on error
 */
RelDb *
rel_db_create (const char *path, GError **error)
{
  g_autoptr (RelDb) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = new_db (path);
  if (!connect_file (self, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error))
    return NULL;
  self->writable = TRUE;
  return rel_db_run (self, "PRAGMA foreign_keys = ON", error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rel_db_free:
 * @self: (transfer full): a database without statements
 *
 * Closes a database.
 */
void
rel_db_free (RelDb *self)
{
  disconnect (self);
  rel_db_changes_free (self->changes);
  g_strfreev (self->watched);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/* When another file stands in the place of the one that is open, as after a backup was put
 * back, that one is the project. Within a change SQLite itself refuses to go on. */
static gboolean
follow_file (RelDb *self, GError **error)
{
  int has_moved = 0;

  if (self->handle != NULL &&
      (!sqlite3_get_autocommit (self->handle) ||
       sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) != SQLITE_OK || !has_moved))
    return TRUE;

  disconnect (self);
  self->writable = FALSE;
  if (!connect_for_reading (self, error))
    return FALSE;
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  return TRUE;
}

/**
 * rel_db_get_version:
 * @self: a database
 * @version: (out): a number
 * @error: (out) (optional): where to put a failure
 *
 * Gets a number that is another one whenever another program has changed the file, or put
 * another file in its place. What this object has changed is in [func@Db.take_changes].
 *
 * Returns: whether it could be read
 */
gboolean
rel_db_get_version (RelDb *self, guint64 *version, GError **error)
{
  g_autoptr (RelStatement) statement = NULL;

  if (!follow_file (self, error))
    return FALSE;
  statement = rel_db_prepare (self, "PRAGMA data_version", error);
  if (statement == NULL || !rel_statement_step (statement, error))
    return FALSE;
  *version = (guint64) self->n_opened << 32 | (guint32) rel_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * rel_db_set_deadline:
 * @self: a database
 * @deadline_us: a time of the monotonic clock; 0 for none
 *
 * Gives up statements that still run then: they fail with `G_IO_ERROR_TIMED_OUT`. A transaction is
 * best begun without a deadline.
 */
void
rel_db_set_deadline (RelDb *self, gint64 deadline_us)
{
  self->deadline_us = deadline_us;
}

/**
 * rel_db_run:
 * @self: a database
 * @sql: statements, separated by semicolons, whose text is fixed or quoted
 * @error: (out) (optional): where to put a failure
 *
 * Runs statements whose rows are not wanted.
 *
 * Returns: whether all of them ran
 */
gboolean
rel_db_run (RelDb *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    rel_db_set_error (self, result, error);
  return result == SQLITE_OK;
}

/**
 * rel_db_run_format:
 * @self: a database
 * @error: (out) (optional): where to put a failure
 * @format: statements with places for names that are quoted
 * @...: values for @format
 *
 * Runs statements whose rows are not wanted.
 *
 * Returns: whether all of them ran
 */
gboolean
rel_db_run_format (RelDb *self, GError **error, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list values;

  va_start (values, format);
  sql = g_strdup_vprintf (format, values);
  va_end (values);
  return rel_db_run (self, sql, error);
}

/* SQLite itself ends the whole transaction after some failures. */
static gboolean
has_lost_transaction (RelDb *self)
{
  return self->depth > 0 && sqlite3_get_autocommit (self->handle);
}

/* A transaction within another has the name of its depth. */
static gboolean
run_inner (RelDb *self, const char *command, guint depth, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s change%u", command, depth);

  return rel_db_run (self, sql, error);
}

/**
 * rel_db_begin:
 * @self: a database
 * @error: (out) (optional): where to put a failure
 *
 * Begins a transaction: all of it until [func@Db.commit] is kept, or nothing.
 *
 * Within another transaction it begins a part of it, which can be taken back alone and is
 * kept only if the other one is.
 *
 * Errors: `REL_ERROR_READ_ONLY` if the file cannot be written, `REL_ERROR_BUSY` if another
 * program does not let go of it.
 *
 * Returns: whether it began
 */
gboolean
rel_db_begin (RelDb *self, GError **error)
{
  if (has_lost_transaction (self))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE, _ ("What was changed in “%s” had to be taken back"),
                   self->name);
      return FALSE;
    }
  if (!self->writable && !connect_for_writing (self, error))
    return FALSE;
  if (!(self->depth > 0 ? run_inner (self, "SAVEPOINT", self->depth, error)
                        : rel_db_run (self, "BEGIN IMMEDIATE", error)))
    return FALSE;

  self->depth++;
  rel_db_changes_begin (self->changes);
  return TRUE;
}

/**
 * rel_db_commit:
 * @self: a database in a transaction
 * @error: (out) (optional): where to put a failure
 *
 * Keeps the transaction that began last. If that fails, it is taken back.
 *
 * Returns: whether it is kept
 */
gboolean
rel_db_commit (RelDb *self, GError **error)
{
  g_assert (self->depth > 0);

  if (!(self->depth > 1 ? run_inner (self, "RELEASE", self->depth - 1, error) : rel_db_run (self, "COMMIT", error)))
    {
      rel_db_rollback (self);
      return FALSE;
    }
  self->depth--;
  rel_db_changes_commit (self->changes);
  return TRUE;
}

/**
 * rel_db_rollback:
 * @self: a database in a transaction
 *
 * Takes the transaction that began last back.
 */
void
rel_db_rollback (RelDb *self)
{
  g_assert (self->depth > 0);

  if (!has_lost_transaction (self) && self->depth == 1)
    rel_db_run (self, "ROLLBACK", NULL);
  else if (!has_lost_transaction (self))
    {
      run_inner (self, "ROLLBACK TO", self->depth - 1, NULL);
      run_inner (self, "RELEASE", self->depth - 1, NULL);
    }
  self->depth--;
  rel_db_changes_rollback (self->changes);
}

/**
 * rel_db_watch:
 * @self: a database
 * @tables: (array zero-terminated=1): names of tables
 *
 * Notes from now on which rows of these tables this object changes.
 */
void
rel_db_watch (RelDb *self, const char *const *tables)
{
  g_strfreev (self->watched);
  self->watched = g_strdupv ((char **) tables);
}

/**
 * rel_db_mark_table:
 * @self: a database in a transaction
 * @table: name of a table
 *
 * Notes that a table is made, changed or dropped. Whoever does that must say so here.
 */
void
rel_db_mark_table (RelDb *self, const char *table)
{
  rel_db_changes_add (self->changes, table, 0);
}

/**
 * rel_db_take_changes:
 * @self: a database
 *
 * Gets what this object has changed since the last time, or changed and taken back.
 *
 * Returns: (transfer full) (element-type RelDbChange): tables and rows of watched tables, each once
 */
GPtrArray *
rel_db_take_changes (RelDb *self)
{
  return rel_db_changes_take (self->changes);
}

/**
 * rel_db_quote:
 * @name: name of a table, column or constraint
 *
 * Quotes a name as Directus does. Between double quotes SQLite would take what nothing has as
 * its name for a text.
 *
 * Returns: (transfer full): it, as SQL reads it whatever it holds
 */
char *
rel_db_quote (const char *name)
{
  GString *quoted = g_string_new ("`");

  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '`')
        g_string_append_c (quoted, '`');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '`');
  return g_string_free (quoted, FALSE);
}
