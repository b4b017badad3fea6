/* rel-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of the user, written as a whole or not at all.
 */

#include "config.h"

#include "rel-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "rel-error.h"

#define PERMISSIONS     07777
#define WRITE_BY_ANYONE 0222
#define NEW_FILE        0666 /* less what the user masks */

static gboolean
check_writable (const char *path, const char *name, const GStatBuf *status, GError **error)
{
  if (!S_ISREG (status->st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("“%s” is not a file"), name);
      return FALSE;
    }
  /* Root may write what nobody may; a file without any permission was made so on purpose. */
  if ((status->st_mode & WRITE_BY_ANYONE) == 0 || g_access (path, W_OK) != 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("“%s” cannot be written"), name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_unchanged (GFile *file, const char *name, const char *etag, GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_strcmp0 (g_file_info_get_etag (info), etag) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG, _ ("Another program changed “%s” meanwhile"), name);
  return FALSE;
}

static gboolean
write_all (const char *path, GBytes *content, int mode, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (content, &length);

  if (g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode,
                                &local_error))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_file_error (local_error->code), local_error->message);
  return FALSE;
}

/**
 * rel_file_replace:
 * @file: a file of this computer, which need not be there
 * @content: what it is to hold
 * @etag: (nullable): what it had when it was read; %NULL if that does not matter
 * @error: (out) (optional): where to put a failure
 *
 * Puts a new content in the place of a file's old one, on disk when this returns. If that
 * fails at any point the old one is still whole, which GIO's own function does not keep up
 * when the disk is full. Permissions stay, and so do links to the file.
 *
 * May be called in any thread.
 *
 * Errors: `REL_ERROR_READ_ONLY` if it may not be written, `G_IO_ERROR_WRONG_ETAG` if another
 * program wrote it, else any `G_IO_ERROR` of the file system.
 *
 * Returns: whether it has the new content
 */
gboolean
rel_file_replace (GFile *file, GBytes *content, const char *etag, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *real_path = path != NULL ? realpath (path, NULL) : NULL;
  GStatBuf status;

  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("“%s” is not a file of this computer"), name);
      return FALSE;
    }
  if (real_path == NULL || g_stat (real_path, &status) != 0)
    return write_all (path, content, NEW_FILE, error);

  if (!check_writable (real_path, name, &status, error) ||
      (etag != NULL && !check_unchanged (file, name, etag, error)) ||
      !write_all (real_path, content, status.st_mode & PERMISSIONS, error))
    return FALSE;

  /* What the user masks for new files is not to be masked for this one. */
  g_chmod (real_path, status.st_mode & PERMISSIONS);
  return TRUE;
}
