/* rel-read.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads collections, fields and relations, one or a list, with the same result over REST and
 * GraphQL.
 */

#include "config.h"

#include "rel-read.h"

#include "rel-rest.h"

/* What is read, and the answer to it. */
typedef struct
{
  RelObject object;
  char *collection; /* (owned) (nullable) */
  char *field;      /* (owned) (nullable) */
  JsonNode *answer; /* (owned) (nullable): the answer, or the list while its collection is looked for */
  guint silence_s;
} Read;

static Read *
read_new (RelObject object, const char *collection, const char *field, JsonNode *answer)
{
  Read *read = g_new0 (Read, 1);

  read->object = object;
  read->collection = g_strdup (collection);
  read->field = g_strdup (field);
  read->answer = answer != NULL ? json_node_ref (answer) : NULL;
  return read;
}

static void
read_free (gpointer data)
{
  Read *read = data;

  g_free (read->collection);
  g_free (read->field);
  g_clear_pointer (&read->answer, json_node_unref);
  g_free (read);
}

static void
decode_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Read *read = task_data;
  GError *error = NULL;
  JsonNode *data = rel_selection_read (read->object, read->collection, read->field, read->answer, &error);

  if (data != NULL)
    g_task_return_pointer (task, data, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
collection_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) collection = rel_read_finish (result, &error);

  if (collection != NULL)
    g_task_return_pointer (task, g_steal_pointer (&read->answer), (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;
  JsonNode *data = g_task_propagate_pointer (G_TASK (result), &error);

  if (data == NULL)
    {
      rel_api_hide_token (g_task_get_source_object (task), error);
      g_task_return_error (task, error);
      return;
    }
  /* Of a collection that is missing GraphQL lists nothing, where REST says that it is. */
  if (JSON_NODE_HOLDS_ARRAY (data) && json_array_get_length (json_node_get_array (data)) == 0 &&
      read->collection != NULL)
    {
      read->answer = data;
      rel_read_async (g_task_get_source_object (task), REL_OBJECT_COLLECTION, read->collection, NULL, read->silence_s,
                      g_task_get_cancellable (task), collection_read_cb, g_object_ref (task));
      return;
    }
  g_task_return_pointer (task, data, (GDestroyNotify) json_node_unref);
}

/* A long list takes its time. The thread owns what it works on, and nothing else: it may still
 * run when this read was cancelled, and must not be the one that lets go of the API. */
static void
decode (GTask *task, JsonNode *answer)
{
  Read *read = g_task_get_task_data (task);
  g_autoptr (GTask) decoding = g_task_new (NULL, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));

  g_task_set_source_tag (decoding, decode);
  g_task_set_return_on_cancel (decoding, TRUE);
  g_task_set_task_data (decoding, read_new (read->object, read->collection, read->field, answer), read_free);
  g_task_run_in_thread (decoding, decode_thread);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *data;
  GError *error = NULL;

  if (!rel_api_send_finish (REL_API (source), result, &answer, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (rel_api_get_kind (REL_API (source)) == REL_API_GRAPHQL)
    {
      decode (task, answer);
      return;
    }

  data = rel_rest_read (read->object, read->collection, read->field, answer, &error);
  if (data != NULL)
    g_task_return_pointer (task, data, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
read_over_rest (GTask *task)
{
  Read *read = g_task_get_task_data (task);
  g_autofree char *path = rel_rest_dup_path (read->object, read->collection, read->field);

  rel_api_send_async (g_task_get_source_object (task), "GET", path, NULL, read->silence_s,
                      g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
read_over_graphql (GTask *task)
{
  RelApi *api = g_task_get_source_object (task);
  Read *read = g_task_get_task_data (task);
  g_autoptr (JsonNode) body =
    rel_selection_dup_query (rel_api_get_selection (api), read->object, read->collection, read->field);

  rel_api_post_query_async (api, REL_API_GRAPHQL_PATH, body, read->silence_s, g_task_get_cancellable (task), read_cb,
                            g_object_ref (task));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_api_prepare_finish (REL_API (source), result, &error))
    read_over_graphql (task);
  else
    g_task_return_error (task, error);
}

/**
 * rel_read_async:
 * @api: an API
 * @object: what kind of object
 * @collection: (nullable): whose; %NULL for the list of all
 * @field: (nullable): of which field; %NULL for all of the collection
 * @silence_s: as in [method@Transport.send_async]
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Reads one object, or a list of them.
 */
void
rel_read_async (RelApi *api,
                RelObject object,
                const char *collection,
                const char *field,
                guint silence_s,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *read;

  g_return_if_fail (REL_IS_API (api));
  g_return_if_fail (field == NULL || collection != NULL);

  task = g_task_new (api, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_read_async);
  g_task_set_check_cancellable (task, FALSE);
  read = read_new (object, collection, field, NULL);
  read->silence_s = silence_s;
  g_task_set_task_data (task, read, read_free);

  if (rel_api_get_kind (api) == REL_API_REST)
    read_over_rest (task);
  else
    rel_api_prepare_async (api, cancellable, prepared_cb, g_steal_pointer (&task));
}

/**
 * rel_read_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@read_async].
 *
 * Errors: as [method@Api.send_finish], whichever way the server said them in;
 * `REL_ERROR_NOT_DIRECTUS` if the answer holds something else.
 *
 * Returns: (transfer full) (nullable): the object, or the array; %NULL on error
 */
JsonNode *
rel_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
