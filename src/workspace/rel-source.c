/* rel-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-source-private.h"

#include "rel-client.h"
#include "rel-connection.h"
#include "rel-error.h"
#include "rel-snapshot-file.h"

/**
 * RelSource:
 *
 * Where the schema of a project comes from and changes go to: a server, over HTTP, or a
 * snapshot file.
 *
 * A SQLite file and the sample are served by the embedded server, which runs as long as
 * the source lives; the sample is made when it is first loaded.
 *
 * Use it from one thread: calls come back in its default main context.
 */
G_DEFINE_FINAL_TYPE (RelSource, rel_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_ONE_BY_ONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rel_source_finalize (GObject *object)
{
  RelSource *self = REL_SOURCE (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->local, rel_local_stop);
  rel_target_unref (self->target);
  g_object_unref (self->credentials);
  G_OBJECT_CLASS (rel_source_parent_class)->finalize (object);
}

static void
rel_source_class_init (RelSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_source_finalize;

  /**
   * RelSource::one-by-one:
   * @self: a source
   * @why: why, in words for the user
   *
   * Emitted when changes that should be published at once are published one by one.
   */
  signals[SIGNAL_ONE_BY_ONE] =
    g_signal_new ("one-by-one", REL_TYPE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
rel_source_emit_one_by_one (RelSource *self, const char *why)
{
  g_signal_emit (self, signals[SIGNAL_ONE_BY_ONE], 0, why);
}

static void
rel_source_init (RelSource *self)
{
}

/**
 * rel_source_new:
 * @target: a project
 * @token: (nullable): a static token for a server
 *
 * Returns: (transfer full): its source; nothing is opened yet
 */
RelSource *
rel_source_new (RelTarget *target, const char *token)
{
  RelSource *self = g_object_new (REL_TYPE_SOURCE, NULL);

  self->target = rel_target_ref (target);
  self->credentials = rel_credentials_new (target, token);
  return self;
}

/**
 * rel_source_get_credentials:
 * @self: a source
 *
 * Returns: (transfer none): what one signs in with, if it is on a server
 */
RelCredentials *
rel_source_get_credentials (RelSource *self)
{
  g_return_val_if_fail (REL_IS_SOURCE (self), NULL);

  return self->credentials;
}

/* A worker is given the target and not the source: it ends later than its callback is called, and
 * what is let go of in its thread must not have signals or connections of this one. */
static GTask *
new_worker (GTask *task, GAsyncReadyCallback callback)
{
  RelSource *self = g_task_get_source_object (task);
  GTask *worker = g_task_new (NULL, g_task_get_cancellable (task), callback, task);

  g_task_set_source_tag (worker, new_worker);
  g_task_set_task_data (worker, rel_target_ref (self->target), (GDestroyNotify) rel_target_unref);
  return worker;
}

static void
load_snapshot_thread (GTask *task, gpointer source_object, gpointer target, GCancellable *cancellable)
{
  g_autofree char *etag = NULL;
  GError *error = NULL;
  RelSnapshotFormat format;
  RelSchema *schema = rel_snapshot_file_load (rel_target_get_file (target), &etag, &format, cancellable, &error);

  if (schema != NULL)
    g_task_return_pointer (task, schema, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
}

static void
snapshot_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RelSchema *schema = g_task_propagate_pointer (G_TASK (result), &error);

  if (schema != NULL)
    g_task_return_pointer (task, schema, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
}

static void
load_snapshot (GTask *task)
{
  g_autoptr (GTask) worker = new_worker (task, snapshot_loaded_cb);

  g_task_run_in_thread (worker, load_snapshot_thread);
}

static void
fetched_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RelSchema) schema = rel_client_fetch_schema_finish (REL_CLIENT (client), result, &error);

  if (schema == NULL)
    {
      rel_credentials_explain (self->credentials, &error);
      g_task_return_error (task, error);
    }
  else if (rel_target_get_kind (self->target) == REL_TARGET_SERVER)
    {
      rel_credentials_proven (self->credentials);
      g_task_return_pointer (task, g_steal_pointer (&schema), (GDestroyNotify) rel_schema_unref);
    }
  else
    /* Of a file on this computer all is shown, though it may be no project of Directus. */
    g_task_return_pointer (task, rel_schema_with_partial (schema, FALSE), (GDestroyNotify) rel_schema_unref);
}

static void
fetch (GTask *task)
{
  RelSource *self = g_task_get_source_object (task);

  rel_client_fetch_schema_async (self->client, g_task_get_cancellable (task), fetched_cb, task);
}

static gboolean
start_local (RelSource *self, GError **error)
{
  self->local = rel_local_start (self->target, &(RelLocalSettings){ 0 }, error);
  if (self->local == NULL)
    return FALSE;
  self->client =
    rel_client_new (rel_local_get_url (self->local), REL_API_REST, rel_local_get_token (self->local), error);
  return self->client != NULL;
}

static void
prepare_thread (GTask *task, gpointer source_object, gpointer target, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rel_local_prepare (target, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelSource *self = g_task_get_source_object (task);
  GError *error = NULL;

  /* Of two loads that began at once, the first starts the server for both. */
  if (!g_task_propagate_boolean (G_TASK (result), &error) || (self->client == NULL && !start_local (self, &error)))
    g_task_return_error (task, error);
  else
    fetch (g_steal_pointer (&task));
}

static void
credentials_used_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelSource *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!rel_credentials_use_finish (REL_CREDENTIALS (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_set_object (&self->client, g_task_get_task_data (task));
  fetch (g_steal_pointer (&task));
}

static void
open_and_fetch (GTask *task)
{
  RelSource *self = g_task_get_source_object (task);
  g_autoptr (GTask) preparing = NULL;
  RelClient *client;
  GError *error = NULL;

  if (rel_target_get_kind (self->target) != REL_TARGET_SERVER)
    {
      preparing = new_worker (task, prepared_cb);
      g_task_run_in_thread (preparing, prepare_thread);
      return;
    }

  client = rel_connection_new_client (self->target, &error);
  if (client == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, client, g_object_unref);
  rel_credentials_use_async (self->credentials, rel_client_get_sign_in (client), g_task_get_cancellable (task),
                             credentials_used_cb, task);
}

/**
 * rel_source_load_async:
 * @self: a source
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Reads the schema as it is now.
 */
void
rel_source_load_async (RelSource *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rel_source_load_async);
  if (rel_target_get_kind (self->target) == REL_TARGET_SNAPSHOT)
    load_snapshot (g_steal_pointer (&task));
  else if (self->client == NULL)
    open_and_fetch (g_steal_pointer (&task));
  else
    fetch (g_steal_pointer (&task));
}

/**
 * rel_source_load_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Source.load_async].
 *
 * Errors: those of the client, the server, the snapshot and the file system.
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelSchema *
rel_source_load_finish (RelSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
header_fetched_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) snapshot = rel_client_fetch_snapshot_finish (REL_CLIENT (client), result, &error);

  if (snapshot == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rel_snapshot_dup_header (json_node_get_object (snapshot)),
                           (GDestroyNotify) json_node_unref);
}

/**
 * rel_source_fetch_header_async:
 * @self: a source that was loaded
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Asks a server what a snapshot of it has besides the lists. For what is on this computer
 * there is nothing to ask.
 */
void
rel_source_fetch_header_async (RelSource *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rel_source_fetch_header_async);
  if (rel_target_get_kind (self->target) == REL_TARGET_SERVER && self->client != NULL)
    rel_client_fetch_snapshot_async (self->client, cancellable, header_fetched_cb, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, NULL, NULL);
}

/**
 * rel_source_fetch_header_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Source.fetch_header_async].
 *
 * Returns: (transfer full) (nullable): an object; %NULL on error and if there is nothing
 */
JsonNode *
rel_source_fetch_header_finish (RelSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_source_reset:
 * @self: the source of the sample project
 * @error: (out) (optional): where to put a failure
 *
 * Takes the sample away, so that the next load makes it anew.
 *
 * Returns: whether it is gone
 */
gboolean
rel_source_reset (RelSource *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (rel_target_get_kind (self->target) == REL_TARGET_SAMPLE, FALSE);

  g_clear_object (&self->client);
  g_clear_pointer (&self->local, rel_local_stop);

  if (!g_file_delete (rel_target_get_file (self->target), NULL, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}
