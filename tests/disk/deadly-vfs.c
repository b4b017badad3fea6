/* deadly-vfs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite's way to the disk, which kills the process at one operation of it, or on which there
 * is no room any more from one operation on, or nothing can be written at all.
 *
 * It is the process that dies, not the machine: what is written stays written. So a sync is
 * counted but does not wait for the disk, and a program can be killed a thousand times.
 */

#include "deadly-vfs.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* stands right behind */
} DeadlyFile;

static sqlite3_vfs deadly;
static sqlite3_vfs *real_vfs;
static guint n_left;
static gboolean dies_half_way;
static gboolean gets_full;
static gboolean is_full;
static gboolean is_protected;
static guint n_syncs;

/* Counts an operation that changes something; whether it is the last one. */
static gboolean
is_last (void)
{
  return n_left > 0 && --n_left == 0;
}

/* Counts an operation that takes room; whether there is none. */
static gboolean
has_no_room (void)
{
  if (gets_full && is_last ())
    is_full = TRUE;
  return is_full;
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((DeadlyFile *) file)->real;
}

static int
file_close (sqlite3_file *file)
{
  return get_real (file)->pMethods->xClose (get_real (file));
}

static int
file_read (sqlite3_file *file, void *data, int length, sqlite3_int64 at)
{
  return get_real (file)->pMethods->xRead (get_real (file), data, length, at);
}

static int
file_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 at)
{
  if (is_protected)
    return SQLITE_IOERR_WRITE;
  if (gets_full || is_full)
    {
      if (has_no_room ())
        return SQLITE_FULL;
    }
  else if (is_last ())
    {
      if (dies_half_way)
        get_real (file)->pMethods->xWrite (get_real (file), data, length / 2, at);
      die ();
    }
  return get_real (file)->pMethods->xWrite (get_real (file), data, length, at);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (!gets_full && is_last ())
    die ();
  return get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  n_syncs++;
  if (!gets_full && is_last ())
    die ();
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
file_lock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xLock (get_real (file), lock);
}

static int
file_unlock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), lock);
}

static int
file_check_lock (sqlite3_file *file, int *result)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), result);
}

static int
file_control (sqlite3_file *file, int operation, void *argument)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), operation, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

/* Of a device that promises nothing, so that SQLite takes no short cut. */
static int
file_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  if (extend && is_full)
    return SQLITE_IOERR_SHMSIZE;
  return get_real (file)->pMethods->xShmMap (get_real (file), page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
file_shm_unmap (sqlite3_file *file, int is_deleted)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), is_deleted);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  DeadlyFile *self = (DeadlyFile *) file;
  int result;

  self->base.pMethods = NULL;
  if (is_protected && (flags & (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) != 0)
    return SQLITE_CANTOPEN;
  self->real = (sqlite3_file *) (self + 1);
  result = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
  return result;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  if (!gets_full && is_last ())
    {
      if (dies_half_way)
        real_vfs->xDelete (real_vfs, name, FALSE);
      die ();
    }
  return real_vfs->xDelete (real_vfs, name, FALSE);
}

static void
register_once (void)
{
  if (real_vfs != NULL)
    return;
  real_vfs = sqlite3_vfs_find (NULL);
  deadly = *real_vfs;
  deadly.zName = "deadly";
  deadly.szOsFile = sizeof (DeadlyFile) + real_vfs->szOsFile;
  deadly.xOpen = vfs_open;
  deadly.xDelete = vfs_delete;
  sqlite3_vfs_register (&deadly, TRUE);
}

/* Kills the process in the place of the @n_operations-th write, sync, truncation or deletion
 * from now on, or, half way, after the first half of a write, and after a deletion. 0: never. */
void
deadly_vfs_register (guint n_operations, gboolean half_way)
{
  register_once ();
  n_left = n_operations;
  dies_half_way = half_way;
  gets_full = FALSE;
  is_full = FALSE;
}

/* Lets the disk be full from the @n_writes-th write from now on. 0: there is room. */
void
deadly_vfs_fill (guint n_writes)
{
  register_once ();
  n_left = n_writes;
  gets_full = n_writes > 0;
  is_full = FALSE;
}

/* Whether the disk has been full since [func@deadly_vfs_fill]. */
gboolean
deadly_vfs_is_full (void)
{
  return is_full;
}

/* How often something was synced since the program began. */
guint
deadly_vfs_get_n_syncs (void)
{
  register_once ();
  return n_syncs;
}

/* Lets no file be opened for writing, and nothing be written to those that are open, as on a disk
 * that the system has made read-only because of a fault. */
void
deadly_vfs_protect (gboolean protect)
{
  register_once ();
  is_protected = protect;
}
