/* rel-version.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which version of Directus a server is. It says so to who is signed in, at `/server/info`;
 * to an administrator in its snapshot too. Over GraphQL there is only the description of the
 * REST API, and in some builds that has the commit in place of the version.
 */

#include "config.h"

#include "rel-version.h"

#include "rel-dialect.h"
#include "rel-error.h"
#include "rel-json.h"

#define INFO_PATH     "/server/info"
#define SNAPSHOT_PATH "/schema/snapshot"

static void
return_version (GTask *task, JsonNode *answer, const char *path)
{
  const char *version = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
                          ? rel_json_get_string (json_node_get_object (answer), path)
                          : NULL;

  g_task_return_pointer (task, version != NULL && rel_dialect_is_known (version) ? g_strdup (version) : NULL, g_free);
}

/* Whether a failure leaves open which version it is, and nothing else. */
static gboolean
is_silence (const GError *error)
{
  return g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN) ||
         g_error_matches (error, REL_ERROR, REL_ERROR_REFUSED) ||
         g_error_matches (error, REL_ERROR, REL_ERROR_SERVER) ||
         g_error_matches (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
}

/* Returns: whether @error ended @task */
static gboolean
return_failure (GTask *task, GError *error)
{
  if (error == NULL || is_silence (error))
    return FALSE;
  g_task_return_error (task, g_error_copy (error));
  return TRUE;
}

static void
specs_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) data = rel_api_query_finish (REL_API (source), result, &error);

  if (!return_failure (task, error))
    return_version (task, data, "server_specs_oas.info.version");
}

static void
snapshot_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  rel_api_send_finish (REL_API (source), result, &answer, NULL, &error);
  if (!return_failure (task, error))
    return_version (task, answer, "data.directus");
}

static void
info_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  rel_api_send_finish (REL_API (source), result, &answer, NULL, &error);
  if (return_failure (task, error))
    return;
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) &&
      rel_json_get_string (json_node_get_object (answer), "data.version") != NULL)
    return_version (task, answer, "data.version");
  else
    rel_api_send_async (REL_API (source), "GET", SNAPSHOT_PATH, NULL, REL_TRANSPORT_READ_SILENCE_S,
                        g_task_get_cancellable (task), snapshot_read_cb, g_object_ref (task));
}

/**
 * rel_version_read_async:
 * @api: the API of the server
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Finds out which version of Directus a server is.
 */
void
rel_version_read_async (RelApi *api, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (api, cancellable, callback, user_data);

  g_task_set_source_tag (task, rel_version_read_async);
  if (rel_api_get_kind (api) == REL_API_GRAPHQL)
    rel_api_query_async (api, "{server_specs_oas}", cancellable, specs_read_cb, task);
  else
    rel_api_send_async (api, "GET", INFO_PATH, NULL, REL_TRANSPORT_READ_SILENCE_S, cancellable, info_read_cb, task);
}

/**
 * rel_version_read_finish:
 * @result: what the callback was given
 * @version: (out) (transfer full) (nullable): the version, as `11.3.5`; %NULL if the server
 *   does not say
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@version_read_async].
 *
 * Errors: `REL_ERROR_UNAUTHORIZED`, `REL_ERROR_NETWORK`, `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the server could be asked
 */
gboolean
rel_version_read_finish (GAsyncResult *result, char **version, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  *version = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
