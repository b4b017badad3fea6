/* rel-at-once.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many changes in one request, as only an administrator may send it: a snapshot is taken and
 * changed, the server compares it with what it has, and applies the difference, sealed with
 * the hash of what was compared. Nobody else's change can come in between unseen.
 */

#include "config.h"

#include "rel-at-once.h"

#include "rel-client.h"
#include "rel-sealed.h"

static void
task_error (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
applied_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_client_apply_schema_finish (REL_CLIENT (client), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
compared_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (JsonNode) diff = NULL;
  GError *error = NULL;

  if (!rel_client_diff_schema_finish (REL_CLIENT (client), result, &diff, &error))
    task_error (task, error);
  else if (diff == NULL)
    {
      /* It is all so already. */
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (!rel_sealed_check (g_task_get_task_data (task), diff, &error))
    task_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    /* What is on its way is not cancelled: what became of it would not be known. */
    rel_client_apply_schema_async (REL_CLIENT (client), diff, NULL, applied_cb, task);
  else
    g_object_unref (task);
}

static void
snapshot_taken_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) snapshot = rel_client_fetch_snapshot_finish (REL_CLIENT (client), result, &error);
  g_autoptr (JsonNode) wanted = NULL;

  if (snapshot != NULL)
    wanted = rel_sealed_make_snapshot (g_task_get_task_data (task), snapshot, &error);
  if (wanted == NULL)
    task_error (task, error);
  else
    rel_client_diff_schema_async (REL_CLIENT (client), wanted, REL_DIFF_NONE, g_task_get_cancellable (task),
                                  compared_cb, task);
}

/**
 * rel_at_once_publish_async:
 * @client: a client that is signed in
 * @changes: (element-type RelChange): changes, in an order in which each is possible
 * @cancellable: (nullable): stops before they are sent
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Has the server make changes, all of them or, where its database can, none. What became of
 * them is not read back: the caller reads the schema.
 */
void
rel_at_once_publish_async (RelClient *client,
                           GPtrArray *changes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, rel_at_once_publish_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_ptr_array_ref (changes), (GDestroyNotify) g_ptr_array_unref);
  if (rel_sealed_can (changes, &error))
    rel_client_fetch_snapshot_async (client, cancellable, snapshot_taken_cb, task);
  else
    task_error (task, error);
}

/**
 * rel_at_once_publish_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@at_once_publish_async].
 *
 * Errors: `REL_ERROR_READ_ONLY` if these changes, or this server, cannot be published so, and
 * `REL_ERROR_FORBIDDEN` if the user is no administrator: nothing was sent then;
 * `REL_ERROR_CONFLICT` if what is to be changed has moved; else those of the client.
 *
 * Returns: whether the server says that it has them
 */
gboolean
rel_at_once_publish_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
