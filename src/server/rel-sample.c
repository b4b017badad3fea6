/* rel-sample.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample project: a small magazine with every kind of relation. It is in `data/`.
 */

#include "config.h"

#include "rel-sample.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rel-db.h"
#include "rel-error.h"
#include "rel-system.h"

static gboolean
fill (RelDb *db, GError **error)
{
  static const char *const resources[] = { "system.sql", "system-rows.sql", "sample-schema.sql", "sample-rows.sql" };

  if (!rel_db_begin (db, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *sql = rel_system_dup_resource (resources[i]);

      if (!rel_db_run (db, sql, error))
        {
          rel_db_rollback (db);
          return FALSE;
        }
    }
  return rel_db_commit (db, error);
}

static gboolean
create_at (const char *path, GError **error)
{
  g_autoptr (RelDb) db = rel_db_create (path, error);

  return db != NULL && fill (db, error);
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("“%s” cannot be made: %s"), name, g_strerror (code));
  return FALSE;
}

/* Gives a file its name, unless another one has it. A link does both in one step; a file
 * system without links cannot, and there a file that appears in between is lost. */
static gboolean
move_into_place (const char *temporary, const char *path, GError **error)
{
  if (link (temporary, path) == 0)
    {
      g_unlink (temporary);
      return TRUE;
    }
  if (errno == EEXIST)
    return fail (path, EEXIST, error);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail (path, EEXIST, error);
  if (g_rename (temporary, path) != 0)
    return fail (path, errno, error);
  return TRUE;
}

/**
 * rel_sample_create:
 * @file: where nothing is yet, in a folder that exists
 * @error: (out) (optional): where to put a failure
 *
 * Makes the sample project: all of it, or nothing.
 *
 * Errors: `G_IO_ERROR_EXISTS` if there is a file already, which stays as it is; else any
 * `G_IO_ERROR` or `REL_ERROR` of writing.
 *
 * Returns: whether it was made
 */
gboolean
rel_sample_create (GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *temporary = NULL;
  gboolean done;
  int fd;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (path == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("The sample must be a file of this computer"));
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail (path, EEXIST, error);

  temporary = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, 0, 0644);
  if (fd < 0)
    return fail (path, errno, error);
  close (fd);

  done = create_at (temporary, error) && move_into_place (temporary, path, error);
  if (!done)
    g_unlink (temporary);
  return done;
}
