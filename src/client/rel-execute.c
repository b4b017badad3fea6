/* rel-execute.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends a request that changes something, over REST or GraphQL, and says in the same errors
 * what went wrong.
 */

#include "config.h"

#include "rel-execute.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-failure.h"
#include "rel-graphql.h"

/* A request that is written. */
typedef struct
{
  RelRequest *request; /* (owned) */
  JsonNode *body;      /* (owned) (nullable): over GraphQL */
  gboolean is_sent;    /* the server may have done it */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  rel_request_unref (write->request);
  g_clear_pointer (&write->body, json_node_unref);
  g_free (write);
}

static gboolean
creates_collection (RelRequest *request)
{
  return rel_request_get_action (request) == REL_CHANGE_CREATE &&
         rel_change_get_object (rel_request_get_change (request)) == REL_OBJECT_COLLECTION;
}

static void
executed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelApi *api = REL_API (source);
  Write *write = g_task_get_task_data (task);
  g_autofree char *what =
    g_strdup_printf ("%s %s", rel_request_get_method (write->request), rel_request_get_path (write->request));
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  if (rel_api_send_finish (api, result, &answer, &write->is_sent, &error) &&
      (rel_api_get_kind (api) == REL_API_REST || (error = rel_failure_of_graphql (answer, what)) == NULL))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  rel_api_hide_token (api, error);
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
                      REL_TRANSPORT_WRITE_SILENCE_S, g_task_get_cancellable (task), executed_cb, g_object_ref (task));
}

/* The mutation; @free_id is changed if it needs it. */
static JsonNode *
new_mutation (RelRequest *request, gint64 *free_id)
{
  g_autoptr (JsonNode) variables = NULL;
  JsonNode *now = rel_change_get_before (rel_request_get_change (request));
  g_autofree char *mutation = rel_graphql_dup_mutation (request, now, free_id, &variables);

  return rel_selection_new_body (mutation, variables);
}

static void
post (GTask *task, JsonNode *body, guint silence_s, GAsyncReadyCallback callback)
{
  rel_api_send_async (g_task_get_source_object (task), "POST", REL_API_GRAPHQL_PATH, body, silence_s,
                      g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
query (GTask *task, JsonNode *body, GAsyncReadyCallback callback)
{
  rel_api_post_query_async (g_task_get_source_object (task), REL_API_GRAPHQL_PATH, body, REL_TRANSPORT_READ_SILENCE_S,
                            g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* Returns: whether the preparation can go on; else @task has ended. What a server does not
 * know it does not need. */
static gboolean
end_preparation (GTask *task, GAsyncResult *result, GObject *api)
{
  GError *error = NULL;

  if (rel_api_send_finish (REL_API (api), result, NULL, NULL, &error) ||
      g_error_matches (error, REL_ERROR, REL_ERROR_REFUSED) ||
      g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN) || g_error_matches (error, REL_ERROR, REL_ERROR_SERVER))
    {
      g_clear_error (&error);
      return TRUE;
    }
  g_task_return_error (task, error);
  return FALSE;
}

static void
keys_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Write *write = g_task_get_task_data (task);

  if (end_preparation (task, result, source))
    post (task, write->body, REL_TRANSPORT_WRITE_SILENCE_S, executed_cb);
}

static void
schema_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) none = rel_selection_new_body ("{relations_in_collection(collection:\"\"){field}}", NULL);

  if (end_preparation (task, result, source))
    query (task, none, keys_read_cb);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) nothing = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (nothing, json_object_new ());
  if (end_preparation (task, result, source))
    query (task, nothing, schema_read_cb);
}

/* Directus 11.17.4 makes its types of GraphQL once for each user, and keeps in them the
 * schema of the request that they were made for. If that one came right after a change, the
 * schema is frozen, and the next update ends the server. So the types are thrown away, then
 * a request that needs none (it has no query) has the schema read, and one of relations has
 * the types made and the foreign keys read, without which a deletion hangs. A write throws
 * all of this away in any case. */
static void
prepare (GTask *task)
{
  g_autoptr (JsonNode) clear = rel_selection_new_body ("mutation{utils_cache_clear}", NULL);

  post (task, clear, REL_TRANSPORT_READ_SILENCE_S, cleared_cb);
}

static void
ids_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Write *write = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;
  gint64 free_id;

  if (!rel_api_send_finish (REL_API (source), result, &answer, NULL, &error) ||
      !rel_selection_read_free_id (answer, &free_id, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  write->body = new_mutation (write->request, &free_id);
  prepare (task);
}

static void
write_over_graphql (GTask *task)
{
  Write *write = g_task_get_task_data (task);
  gint64 free_id = 1;
  g_autoptr (JsonNode) body = new_mutation (write->request, &free_id);

  /* A row of a field that is new wants a number that no other has. */
  if (free_id > 1)
    {
      g_autoptr (JsonNode) ids = rel_selection_new_ids_query ();

      query (task, ids, ids_read_cb);
      return;
    }
  write->body = g_steal_pointer (&body);
  prepare (task);
}

/**
 * rel_execute_async:
 * @api: an API
 * @request: what is to be done
 * @cancellable: (nullable): ends it at once; whether it was done is not known then
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends a request that changes something, once. The caller reads back what became of it.
 */
void
rel_execute_async (RelApi *api,
                   RelRequest *request,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Write *write;

  g_return_if_fail (REL_IS_API (api));

  task = g_task_new (api, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_execute_async);
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
 * rel_execute_finish:
 * @result: what the callback was given
 * @sent: (out): whether the server may have done it; also set on error
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@execute_async].
 *
 * Errors: as [method@Api.send_finish], whichever way the server said them in.
 *
 * Returns: whether the server said yes
 */
gboolean
rel_execute_finish (GAsyncResult *result, gboolean *sent, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  *sent = ((Write *) g_task_get_task_data (G_TASK (result)))->is_sent;
  return g_task_propagate_boolean (G_TASK (result), error);
}
