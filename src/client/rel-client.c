/* rel-client.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-address.h"
#include "rel-deadline.h"
#include "rel-error.h"
#include "rel-lists.h"
#include "rel-publish.h"
#include "rel-read.h"

/**
 * RelClient:
 *
 * A Directus server, as the rest of the program sees it: a schema that can be read, and
 * changes that can be published.
 *
 * It knows what real servers need, so that nobody else has to. Reads may run side by side;
 * at most one change is published at a time.
 *
 * Use it from the thread that created it.
 */
G_DEFINE_FINAL_TYPE (RelClient, rel_client, G_TYPE_OBJECT)

#define N_LISTS 3

/* The lists that a schema is made of, in the order of RelObject. */
typedef struct
{
  JsonNode *lists[N_LISTS]; /* (owned) (nullable) */
  RelDeadline *deadline;    /* (owned): ends what is left when one failed */
  GError *error;            /* (owned) (nullable): the first */
  guint n_running;
} Fetch;

/* One of them. */
typedef struct
{
  GTask *task; /* (owned) */
  RelObject object;
} FetchList;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  for (guint i = 0; i < N_LISTS; i++)
    g_clear_pointer (&fetch->lists[i], json_node_unref);
  rel_deadline_free (fetch->deadline);
  g_clear_error (&fetch->error);
  g_free (fetch);
}

static RelSchema *
mark_partial (RelSchema *schema)
{
  RelCollection *collection = rel_schema_find_collection (schema, REL_CLIENT_ADMINISTRATORS_COLLECTION);
  RelSchema *marked = rel_schema_with_partial (schema, collection == NULL || !rel_collection_exists (collection));

  rel_schema_unref (schema);
  return marked;
}

static void
lists_free (gpointer data)
{
  JsonNode **lists = data;

  for (guint i = 0; i < N_LISTS; i++)
    g_clear_pointer (&lists[i], json_node_unref);
  g_free (lists);
}

static void
build_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  JsonNode **lists = task_data;
  GError *error = NULL;
  RelSchema *schema =
    rel_lists_read (lists[REL_OBJECT_COLLECTION], lists[REL_OBJECT_FIELD], lists[REL_OBJECT_RELATION], &error);

  /* To free them takes its time as well. */
  for (guint i = 0; i < N_LISTS; i++)
    g_clear_pointer (&lists[i], json_node_unref);
  if (schema != NULL)
    {
      g_task_return_pointer (task, mark_partial (schema), (GDestroyNotify) rel_schema_unref);
      return;
    }
  g_task_return_new_error (task, REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                           _ ("The lists that this address answers with are not those of Directus: %s"),
                           error->message);
  g_error_free (error);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RelSchema *schema = g_task_propagate_pointer (G_TASK (result), &error);

  if (schema != NULL)
    g_task_return_pointer (task, schema, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
}

/* The worker's task has no source: it may end later than the client, and must not be the
 * one that lets go of it. */
static void
build (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GTask) building = g_task_new (NULL, g_task_get_cancellable (task), built_cb, g_object_ref (task));

  g_task_set_source_tag (building, build);
  g_task_set_return_on_cancel (building, TRUE);
  g_task_set_task_data (building, g_memdup2 (fetch->lists, sizeof fetch->lists), lists_free);
  memset (fetch->lists, 0, sizeof fetch->lists);
  g_task_run_in_thread (building, build_thread);
}

static void
list_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FetchList *list = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&list->task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  fetch->lists[list->object] = rel_read_finish (result, &error);
  g_free (list);

  if (error != NULL && fetch->error == NULL)
    {
      fetch->error = g_steal_pointer (&error);
      g_cancellable_cancel (rel_deadline_get_cancellable (fetch->deadline));
    }
  if (--fetch->n_running > 0)
    return;

  if (fetch->error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->error));
  else
    build (task);
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelClient *self = g_task_get_source_object (task);
  RelChange *repair;
  GError *error = NULL;

  self->is_publishing = FALSE;
  if (rel_publish_finish (result, &repair, &error))
    g_task_return_boolean (task, TRUE);
  else
    {
      if (repair != NULL)
        g_task_set_task_data (task, repair, (GDestroyNotify) rel_change_unref);
      g_task_return_error (task, error);
    }
}

static void
rel_client_dispose (GObject *object)
{
  RelClient *self = REL_CLIENT (object);

  g_clear_object (&self->api);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->transport);
  G_OBJECT_CLASS (rel_client_parent_class)->dispose (object);
}

static void
rel_client_finalize (GObject *object)
{
  g_free (REL_CLIENT (object)->version);
  G_OBJECT_CLASS (rel_client_parent_class)->finalize (object);
}

static void
rel_client_class_init (RelClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_client_finalize;
}

static void
rel_client_init (RelClient *self)
{
}

/**
 * rel_client_new:
 * @url: the address of a server, as people type it or paste it from the browser
 * @kind: how it is spoken to
 * @token: (nullable): a static token of Directus; %NULL or empty for none
 * @error: (out) (optional): where to put a failure
 *
 * Prepares to talk to a server; nothing is sent yet.
 *
 * Errors: `REL_ERROR_INVALID` if @url is no address of a server or @token no token.
 *
 * Returns: (transfer full) (nullable): the client, or %NULL on error
 */
RelClient *
rel_client_new (const char *url, RelApiKind kind, const char *token, GError **error)
{
  g_autofree char *address = NULL;
  g_autoptr (RelTransport) transport = NULL;
  g_autoptr (RelSignIn) sign_in = NULL;
  RelClient *self;

  g_return_val_if_fail (url != NULL, NULL);

  address = rel_address_normalize (url, error);
  if (address == NULL)
    return NULL;
  transport = rel_transport_new (address, NULL, error);
  if (transport == NULL)
    return NULL;
  sign_in = rel_sign_in_new (transport);
  if (token != NULL && *token != '\0' && !rel_sign_in_set_token (sign_in, token, error))
    return NULL;

  self = g_object_new (REL_TYPE_CLIENT, NULL);
  self->api = rel_api_new (transport, sign_in, kind);
  self->transport = g_steal_pointer (&transport);
  self->sign_in = g_steal_pointer (&sign_in);
  return self;
}

/**
 * rel_client_get_sign_in:
 * @self: a client
 *
 * Returns: (transfer none): who signs its requests in
 */
RelSignIn *
rel_client_get_sign_in (RelClient *self)
{
  g_return_val_if_fail (REL_IS_CLIENT (self), NULL);

  return self->sign_in;
}

/**
 * rel_client_get_url:
 * @self: a client
 *
 * Returns: (transfer none): the address that paths of the API are appended to; it ends
 *   without a slash
 */
const char *
rel_client_get_url (RelClient *self)
{
  g_return_val_if_fail (REL_IS_CLIENT (self), NULL);

  return rel_transport_get_address (self->transport);
}

static void
read_lists (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);

  fetch->n_running = N_LISTS;
  for (guint i = 0; i < N_LISTS; i++)
    {
      FetchList *list = g_new0 (FetchList, 1);

      list->task = g_object_ref (task);
      list->object = i;
      rel_read_async (self->api, list->object, NULL, NULL, REL_TRANSPORT_READ_SILENCE_S,
                      rel_deadline_get_cancellable (fetch->deadline), list_read_cb, list);
    }
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_api_prepare_finish (REL_API (source), result, &error))
    read_lists (task);
  else
    g_task_return_error (task, error);
}

/**
 * rel_client_get_transport:
 * @self: a client
 *
 * For what concerns the connection only: the certificates that are trusted.
 *
 * Returns: (transfer none): the way to the server
 */
RelTransport *
rel_client_get_transport (RelClient *self)
{
  g_return_val_if_fail (REL_IS_CLIENT (self), NULL);

  return self->transport;
}

/**
 * rel_client_fetch_schema_async:
 * @self: a client
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Reads the three lists that make a schema, side by side.
 */
void
rel_client_fetch_schema_async (RelClient *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  Fetch *fetch;

  g_return_if_fail (REL_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_fetch_schema_async);
  fetch = g_new0 (Fetch, 1);
  fetch->deadline = rel_deadline_new (cancellable, 0);
  g_task_set_task_data (task, fetch, fetch_free);
  rel_api_prepare_async (self->api, cancellable, prepared_cb, task);
}

/**
 * rel_client_fetch_schema_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.fetch_schema_async]. When one list fails the others are given up, and
 * its error is the one that is told.
 *
 * Errors: `REL_ERROR_UNAUTHORIZED`, `REL_ERROR_FORBIDDEN`, `REL_ERROR_NOT_DIRECTUS`,
 * `REL_ERROR_REFUSED`, `REL_ERROR_SERVER`, `REL_ERROR_NETWORK`, `REL_ERROR_TOO_LARGE`,
 * `REL_ERROR_TOO_DEEP`, `REL_ERROR_CERTIFICATE`, `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable): what the server has, or %NULL on error
 */
RelSchema *
rel_client_fetch_schema_finish (RelClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_client_publish_async:
 * @self: a client
 * @change: what is to be changed
 * @cancellable: (nullable): ends it at once; when the change was already being sent,
 *   whether the server has it is not known then
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Publishes one change safely: reads what the server has now, sends the change if nobody
 * else changed the same, and reads it back.
 *
 * One change at a time: while another is being published, this ends with
 * `G_IO_ERROR_PENDING` and nothing is sent.
 */
void
rel_client_publish_async (RelClient *self,
                          RelChange *change,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_CLIENT (self));
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_publish_async);
  /* What became of the change counts, even if the caller has just cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->is_publishing)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _ ("Another change is being published"));
      return;
    }
  self->is_publishing = TRUE;
  rel_publish_async (self->api, change, cancellable, published_cb, g_steal_pointer (&task));
}

/**
 * rel_client_publish_finish:
 * @self: a client
 * @result: what the callback was given
 * @repair: (out) (optional) (transfer full) (nullable): if the change was not done as it was
 *   wanted, the change of what the server has now that mends it; %NULL if nothing can
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.publish_async].
 *
 * Errors: `REL_ERROR_CONFLICT` if somebody else changed the same meanwhile (nothing was
 * sent); `REL_ERROR_NOT_DONE` if the server said yes but reads back something else;
 * `REL_ERROR_NETWORK` if the connection was lost: the message says whether the server has
 * the change, has not, or that this is unknown; `REL_ERROR_READ_ONLY` if Directus has no way
 * to do it (nothing was sent); else as
 * [method@Client.fetch_schema_finish], when the server did not take the change.
 *
 * Returns: whether the server has the change, as read back
 */
gboolean
rel_client_publish_finish (RelClient *self, GAsyncResult *result, RelChange **repair, GError **error)
{
  RelChange *found;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_get_task_data (G_TASK (result));
  if (repair != NULL)
    *repair = found != NULL ? rel_change_ref (found) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}
