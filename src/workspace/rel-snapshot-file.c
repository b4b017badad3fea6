/* rel-snapshot-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A snapshot file as a project: read as a whole, and replaced as a whole.
 */

#include "config.h"

#include "rel-snapshot-file.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-file.h"
#include "rel-lock.h"

#define LOCK_TIMEOUT_MS 5000

/* Reads a whole file unless it is too large for a snapshot. */
static GBytes *
read_file (GFile *file, char **etag, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > REL_JSON_MAX_BYTES)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, _ ("The file is larger than %d MiB"),
                   REL_JSON_MAX_BYTES >> 20);
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, etag, error);
}

/**
 * rel_snapshot_file_load:
 * @file: a file
 * @etag: (out) (transfer full): what tells whether it was written since
 * @format: (out): how it is written
 * @cancellable: (nullable): a cancellable
 * @error: (out) (optional): where to put a failure
 *
 * Reads a snapshot, in the thread that calls.
 *
 * Errors: `REL_ERROR_TOO_LARGE`, those of [func@snapshot_read] and of the file system.
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelSchema *
rel_snapshot_file_load (GFile *file, char **etag, RelSnapshotFormat *format, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = read_file (file, etag, cancellable, error);

  if (bytes == NULL)
    return NULL;
  if (!rel_snapshot_format_from_name (name, format))
    *format = REL_SNAPSHOT_JSON;
  return rel_snapshot_read (bytes, *format, error);
}

/* Makes changes, and counts them: of those that fail, the first stops it. */
static RelSchema *
make_changes (RelSchema *schema, GPtrArray *changes, guint *n_done, GError **error)
{
  g_autoptr (RelSchema) result = rel_schema_ref (schema);

  for (*n_done = 0; *n_done < changes->len; (*n_done)++)
    {
      RelSchema *changed = rel_change_apply (g_ptr_array_index (changes, *n_done), result, error);

      if (changed == NULL)
        return NULL;
      rel_schema_unref (result);
      result = changed;
    }
  return g_steal_pointer (&result);
}

/* Makes changes in a file that no other program of this kind changes meanwhile. */
static gboolean
publish_held (GFile *file, GPtrArray *changes, guint *n_fitting, GCancellable *cancellable, GError **error)
{
  g_autofree char *etag = NULL;
  RelSnapshotFormat format;
  g_autoptr (RelSchema) schema = rel_snapshot_file_load (file, &etag, &format, cancellable, error);
  g_autoptr (RelSchema) changed = schema != NULL ? make_changes (schema, changes, n_fitting, error) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (changed == NULL)
    return FALSE;
  bytes = rel_snapshot_write (changed, format);
  return rel_file_replace (file, bytes, etag, error);
}

/**
 * rel_snapshot_file_publish:
 * @file: a file
 * @changes: (element-type RelChange): changes
 * @n_fitting: (out): how many of them could be made, also on error
 * @cancellable: (nullable): a cancellable
 * @error: (out) (optional): where to put a failure
 *
 * Makes changes in a snapshot, all or none, in the thread that calls. Who publishes to the same
 * file at the same time waits, and then makes its own in what is there.
 *
 * Errors: those of [func@lock_take_file], [func@snapshot_file_load], [method@Change.apply] and
 * [func@file_replace].
 *
 * Returns: whether the file has them all
 */
gboolean
rel_snapshot_file_publish (GFile *file, GPtrArray *changes, guint *n_fitting, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  gboolean is_published;
  int lock;

  *n_fitting = 0;
  /* What is not on this computer is refused when it is to be replaced. */
  lock = path != NULL ? rel_lock_take_file (path, LOCK_TIMEOUT_MS, error) : -1;
  if (path != NULL && lock < 0)
    return FALSE;
  is_published = publish_held (file, changes, n_fitting, cancellable, error);
  if (lock >= 0)
    rel_lock_release (lock);
  return is_published;
}
