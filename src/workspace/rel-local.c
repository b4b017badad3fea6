/* rel-local.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-local.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-sample.h"
#include "rel-server.h"

/**
 * RelLocal:
 *
 * A project on this computer, a SQLite file or the sample, on an embedded server that only
 * this computer reaches, unless it is told otherwise.
 */
struct _RelLocal
{
  RelServer *server; /* (owned) */
};

/**
 * rel_local_prepare:
 * @target: a local project or the sample
 * @error: (out) (optional): where to put a failure
 *
 * Makes the sample if it is not there; for other files there is nothing to do. May be
 * called in any thread.
 *
 * Returns: whether the file can be served
 */
gboolean
rel_local_prepare (RelTarget *target, GError **error)
{
  GFile *file = rel_target_get_file (target);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) local_error = NULL;

  if (rel_target_get_kind (target) != REL_TARGET_SAMPLE)
    return TRUE;

  folder = g_file_get_parent (file);
  if (!g_file_make_directory_with_parents (folder, NULL, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_error (&local_error);

  if (!rel_sample_create (file, &local_error) && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * rel_local_start:
 * @target: a local project or the sample, prepared
 * @settings: how
 * @error: (out) (optional): where to put a failure
 *
 * Starts to serve the project.
 *
 * Errors: `REL_ERROR_INVALID` if the file is not a SQLite database or the host is no address,
 * `REL_ERROR_BUSY` if another program holds it, and those of the file system and the network.
 *
 * Returns: (transfer full) (nullable): the running project, or %NULL on error
 */
RelLocal *
rel_local_start (RelTarget *target, const RelLocalSettings *settings, GError **error)
{
  g_autoptr (RelServer) server = NULL;
  RelLocal *self;

  if (rel_target_get_file (target) == NULL || rel_target_get_kind (target) == REL_TARGET_SNAPSHOT)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not a SQLite file"), rel_target_get_name (target));
      return NULL;
    }

  server = rel_server_new (rel_target_get_file (target), settings->token);
  if (settings->host != NULL)
    rel_server_set_host (server, settings->host);
  if (settings->limit_points > 0)
    rel_server_set_rate_limit (server, settings->limit_points, settings->limit_s);
  if (!rel_server_start (server, settings->port, error))
    return NULL;

  self = g_new0 (RelLocal, 1);
  self->server = g_steal_pointer (&server);
  return self;
}

static void
logged_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  RelLocalPrint print = (RelLocalPrint) user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *line = g_strconcat (time, " ", message, NULL);

  print (line);
}

/**
 * rel_local_log_requests:
 * @print: what to do with a line; is called in the servers' threads
 *
 * Has each request to a local project said in a line, from now on: when, method, path
 * without query, status, length and time.
 */
void
rel_local_log_requests (RelLocalPrint print)
{
  g_log_set_handler (REL_SERVER_LOG_DOMAIN, G_LOG_LEVEL_INFO, logged_cb, (gpointer) print);
}

/**
 * rel_local_stop:
 * @self: (transfer full): a running project
 *
 * Stops to serve it, and frees it.
 */
void
rel_local_stop (RelLocal *self)
{
  rel_server_stop (self->server);
  g_object_unref (self->server);
  g_free (self);
}

/**
 * rel_local_get_url:
 * @self: a running project
 *
 * Returns: (transfer none): the address of its server
 */
const char *
rel_local_get_url (RelLocal *self)
{
  return rel_server_get_url (self->server);
}

/**
 * rel_local_get_token:
 * @self: a running project
 *
 * Returns: (transfer none): the token that its server asks for
 */
const char *
rel_local_get_token (RelLocal *self)
{
  return rel_server_get_token (self->server);
}
