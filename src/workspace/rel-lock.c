/* rel-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps two programs from changing one file at the same time. The system lets go of a lock
 * whatever becomes of the program that has it.
 */

#include "config.h"

#include "rel-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "rel-error.h"

#define RETRY_MS 5

static void
fail_to_lock (const char *path, int code, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  /* Translators: the name of a file, and why. */
  g_set_error (error, REL_ERROR,
               code == EACCES || code == EROFS || code == ENOSPC ? REL_ERROR_READ_ONLY : REL_ERROR_FAILED,
               _ ("“%s” cannot be locked: %s"), name, g_strerror (code));
}

/* Waits until a lock can be had; whether it is. */
static gboolean
wait_for (int lock, const char *path, RelLockMode mode, gint64 end_us, GError **error)
{
  int operation = (mode == REL_LOCK_SHARED ? LOCK_SH : LOCK_EX) | LOCK_NB;

  while (flock (lock, operation) != 0)
    {
      g_autofree char *name = NULL;
      int code = errno;

      if (code != EWOULDBLOCK && code != EINTR)
        {
          fail_to_lock (path, code, error);
          return FALSE;
        }
      if (g_get_monotonic_time () > end_us)
        {
          name = g_path_get_basename (path);
          g_set_error (error, REL_ERROR, REL_ERROR_BUSY, _ ("Another program holds “%s”"), name);
          return FALSE;
        }
      g_usleep (RETRY_MS * 1000);
    }
  return TRUE;
}

static gint64
get_end_us (guint timeout_ms)
{
  return g_get_monotonic_time () + (gint64) timeout_ms * 1000;
}

/**
 * rel_lock_take:
 * @path: a file that is replaced as a whole, or that need not be there; its folder is
 * @mode: how it is to be held
 * @timeout_ms: how long to wait for others
 * @error: (out) (optional): where to put a failure
 *
 * Holds a file, by another one beside it, which stays.
 *
 * Errors: `REL_ERROR_BUSY` if others hold it all the time, `REL_ERROR_READ_ONLY` if nothing can
 * be written beside it, else `REL_ERROR_FAILED`.
 *
 * Returns: what to give to [func@lock_release]; -1 on error
 */
int
rel_lock_take (const char *path, RelLockMode mode, guint timeout_ms, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  int lock = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock < 0)
    fail_to_lock (path, errno, error);
  else if (!wait_for (lock, path, mode, get_end_us (timeout_ms), error))
    {
      close (lock);
      lock = -1;
    }
  return lock;
}

static gboolean
is_at (int file, const char *path)
{
  struct stat held;
  struct stat there;

  return fstat (file, &held) == 0 && stat (path, &there) == 0 && held.st_dev == there.st_dev &&
         held.st_ino == there.st_ino;
}

/**
 * rel_lock_take_file:
 * @path: a file that is there, where another one beside it would be in the way
 * @timeout_ms: how long to wait for others
 * @error: (out) (optional): where to put a failure
 *
 * Holds a file alone. Whoever has waited while another one was put in its place holds that.
 *
 * Errors: as [func@lock_take].
 *
 * Returns: what to give to [func@lock_release]; -1 on error
 */
int
rel_lock_take_file (const char *path, guint timeout_ms, GError **error)
{
  gint64 end_us = get_end_us (timeout_ms);

  for (;;)
    {
      int lock = g_open (path, O_RDONLY | O_CLOEXEC, 0);

      if (lock < 0)
        {
          fail_to_lock (path, errno, error);
          return -1;
        }
      if (!wait_for (lock, path, REL_LOCK_ALONE, end_us, error))
        {
          close (lock);
          return -1;
        }
      if (is_at (lock, path))
        return lock;
      close (lock);
    }
}

/**
 * rel_lock_release:
 * @lock: what one of these gave
 *
 * Lets others have the file.
 */
void
rel_lock_release (int lock)
{
  close (lock);
}
