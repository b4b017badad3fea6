/* rel-state-damaged.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A damaged state file: it is kept under another name, and a new one with what can be read of
 * it is made under a third, which takes its place once it is whole. Whoever does that holds
 * the file alone, so that of two programs the second finds what the first has made.
 */

#include "config.h"

#include "rel-state-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "rel-error.h"

static char *
dup_beside (const char *path, const char *suffix)
{
  return g_strconcat (path, suffix, NULL);
}

static void
unlink_beside (const char *path, const char *suffix)
{
  g_autofree char *beside = dup_beside (path, suffix);

  g_unlink (beside);
}

static gboolean
fail_to_replace (int code, GError **error)
{
  g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("The draft file cannot be made anew: %s"), g_strerror (code));
  return FALSE;
}

/* A name is on disk when its folder is. Some file systems cannot sync one, and need not. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (descriptor < 0)
    return;
  fsync (descriptor);
  close (descriptor);
}

/* Whether a finished copy waits to take the place of a damaged file: whoever made it was ended. */
gboolean
rel_state_is_half_replaced (const char *path)
{
  g_autofree char *saved = dup_beside (path, ".saved");

  return g_file_test (saved, G_FILE_TEST_IS_REGULAR);
}

/* Puts the finished copy of a damaged file in its place. What the damaged one had beside it
 * goes first, as it would be played into the new one. */
gboolean
rel_state_finish_replacing (const char *path, GError **error)
{
  g_autofree char *saved = dup_beside (path, ".saved");

  unlink_beside (path, "-wal");
  unlink_beside (path, "-shm");
  if (g_rename (saved, path) != 0)
    return fail_to_replace (errno, error);
  sync_folder (path);
  return TRUE;
}

static gboolean
fill_new (sqlite3 *db, const char *damaged, guint *n_rows, GError **error)
{
  return rel_state_execute (db, "PRAGMA page_size = " G_STRINGIFY (REL_STATE_PAGE_BYTES) "; BEGIN", error) &&
         rel_state_make_tables (db, error) && rel_salvage (damaged, TRUE, db, n_rows, error) &&
         rel_state_execute (db, "COMMIT", error);
}

/* A new file with what can be read of a damaged one; it is whole once it has its last name. */
static gboolean
make_saved (const char *path, guint *n_rows, GError **error)
{
  g_autofree char *making = dup_beside (path, ".saving");
  g_autofree char *saved = dup_beside (path, ".saved");
  sqlite3 *db = NULL;
  gboolean ok;

  /* Of whoever was killed at it. */
  g_unlink (making);
  unlink_beside (making, "-journal");
  rel_state_make_file (making);
  if (sqlite3_open (making, &db) == SQLITE_OK)
    ok = fill_new (db, path, n_rows, error);
  else
    ok = rel_state_fail (db, _ ("The draft file cannot be made anew"), error);
  sqlite3_close (db);
  if (!ok)
    return FALSE;
  if (g_rename (making, saved) != 0)
    return fail_to_replace (errno, error);
  sync_folder (path);
  return TRUE;
}

/* Keeps a damaged file, with what belongs to it, under a name that is free. */
static char *
keep_damaged (const char *path, GError **error)
{
  g_autofree char *log = dup_beside (path, "-wal");

  for (guint n = 1;; n++)
    {
      g_autofree char *aside = n == 1 ? dup_beside (path, ".damaged") : g_strdup_printf ("%s.damaged-%u", path, n);
      g_autofree char *log_aside = dup_beside (aside, "-wal");

      if (link (path, aside) == 0)
        {
          /* There may be none. */
          if (link (log, log_aside) != 0 && errno != ENOENT)
            g_debug ("%s: %s", log_aside, g_strerror (errno));
          return g_steal_pointer (&aside);
        }
      if (errno != EEXIST)
        {
          g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("The damaged draft file cannot be kept: %s"),
                       g_strerror (errno));
          return NULL;
        }
    }
}

/* Puts a new file with what can be read of a damaged one in its place.
 * Returns: (transfer full) (nullable): how the damaged one is called from now on; %NULL on error */
char *
rel_state_replace_damaged (const char *path, guint *n_rows, GError **error)
{
  g_autofree char *aside = keep_damaged (path, error);

  if (aside == NULL || !make_saved (path, n_rows, error) || !rel_state_finish_replacing (path, error))
    return NULL;
  return g_steal_pointer (&aside);
}
