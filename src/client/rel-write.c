/* rel-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends a request that changes something, over REST or GraphQL, and says in the same errors
 * what went wrong.
 */

#include "config.h"

#include "rel-write.h"

#include <glib/gi18n-lib.h>

#include "rel-answer.h"
#include "rel-error.h"
#include "rel-graphql.h"

/* A request that is written. */
typedef struct
{
  RelRequest *request; /* (owned) */
  gboolean is_sent;    /* the server may have done it */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  rel_request_unref (write->request);
  g_free (write);
}

static gboolean
creates_collection (RelRequest *request)
{
  return rel_request_get_action (request) == REL_CHANGE_CREATE &&
         rel_change_get_object (rel_request_get_change (request)) == REL_OBJECT_COLLECTION;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelApi *api = REL_API (source);
  Write *write = g_task_get_task_data (task);
  g_autofree char *what =
    g_strdup_printf ("%s %s", rel_request_get_method (write->request), rel_request_get_path (write->request));
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  if (rel_api_send_finish (api, result, &answer, &write->is_sent, &error) &&
      (rel_api_get_kind (api) == REL_API_REST || rel_answer_check_errors (answer, what, &error)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (creates_collection (write->request) && g_strcmp0 (rel_error_get_server_code (error), "GRAPHQL_VALIDATION") == 0)
    g_prefix_error (&error, _ ("This version of Directus creates collections over REST only. "));
  g_task_return_error (task, error);
}

static void
write_over_rest (GTask *task)
{
  Write *write = g_task_get_task_data (task);

  rel_api_send_async (g_task_get_source_object (task), rel_request_get_method (write->request),
                      rel_request_get_path (write->request), rel_request_get_body (write->request),
                      REL_TRANSPORT_WRITE_SILENCE_S, g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
mutate (GTask *task, gint64 free_id)
{
  Write *write = g_task_get_task_data (task);
  g_autoptr (JsonNode) variables = NULL;
  g_autofree char *mutation = rel_graphql_dup_mutation (write->request, &free_id, &variables);
  g_autoptr (JsonNode) body = rel_selection_new_body (mutation, variables);

  rel_api_send_async (g_task_get_source_object (task), "POST", REL_API_GRAPHQL_PATH, body,
                      REL_TRANSPORT_WRITE_SILENCE_S, g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
ids_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;
  gint64 free_id;

  if (rel_api_send_finish (REL_API (source), result, &answer, NULL, &error) &&
      rel_selection_read_free_id (answer, &free_id, &error))
    mutate (task, free_id);
  else
    g_task_return_error (task, error);
}

/* A row of a field that is new wants a number that no other has. */
static void
write_over_graphql (GTask *task)
{
  Write *write = g_task_get_task_data (task);
  g_autoptr (JsonNode) variables = NULL;
  g_autofree char *mutation = NULL;
  gint64 free_id = 1;

  mutation = rel_graphql_dup_mutation (write->request, &free_id, &variables);
  if (free_id == 1)
    mutate (task, free_id);
  else
    {
      g_autoptr (JsonNode) query = rel_selection_new_ids_query ();

      rel_api_send_async (g_task_get_source_object (task), "POST", REL_API_GRAPHQL_PATH, query,
                          REL_TRANSPORT_READ_SILENCE_S, g_task_get_cancellable (task), ids_read_cb,
                          g_object_ref (task));
    }
}

/**
 * rel_write_async:
 * @api: an API
 * @request: what is to be done
 * @cancellable: (nullable): ends it at once; whether it was done is not known then
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends a request that changes something, once. The caller reads back what became of it.
 */
void
rel_write_async (RelApi *api,
                 RelRequest *request,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Write *write;

  g_return_if_fail (REL_IS_API (api));

  task = g_task_new (api, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_write_async);
  g_task_set_check_cancellable (task, FALSE);
  write = g_new0 (Write, 1);
  write->request = rel_request_ref (request);
  g_task_set_task_data (task, write, write_free);
  if (rel_api_get_kind (api) == REL_API_REST)
    write_over_rest (task);
  else
    write_over_graphql (task);
}

/**
 * rel_write_finish:
 * @result: what the callback was given
 * @sent: (out): whether the server may have done it; also set on error
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@write_async].
 *
 * Errors: as [method@Api.send_finish], whichever way the server said them in.
 *
 * Returns: whether the server said yes
 */
gboolean
rel_write_finish (GAsyncResult *result, gboolean *sent, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  *sent = ((Write *) g_task_get_task_data (G_TASK (result)))->is_sent;
  return g_task_propagate_boolean (G_TASK (result), error);
}
