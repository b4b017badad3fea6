/* rel-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-source.h"

#include <glib/gi18n-lib.h>

#include "rel-client.h"
#include "rel-connection.h"
#include "rel-error.h"
#include "rel-file.h"
#include "rel-local.h"
#include "rel-plan.h"
#include "rel-snapshot.h"

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
struct _RelSource
{
  GObject parent_instance;

  RelTarget *target;           /* (owned) */
  RelCredentials *credentials; /* (owned): for a server */
  RelLocal *local;             /* (owned) (nullable): the embedded server, once it runs */
  RelClient *client;           /* (owned) (nullable): absent for a snapshot, and before the first load */
};

G_DEFINE_FINAL_TYPE (RelSource, rel_source, G_TYPE_OBJECT)

/* A run of publishing over HTTP. */
typedef struct
{
  GPtrArray *changes; /* (owned) (element-type RelChange) */
  guint next;
  RelStepFunc step_func;
  gpointer step_data;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_ptr_array_unref (run->changes);
  g_free (run);
}

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

static gboolean
is_snapshot (RelSource *self)
{
  return rel_target_get_kind (self->target) == REL_TARGET_SNAPSHOT;
}

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

static RelSchema *
load_snapshot (GFile *file, char **etag, RelSnapshotFormat *format, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = read_file (file, etag, cancellable, error);

  if (bytes == NULL)
    return NULL;
  if (!rel_snapshot_format_from_name (name, format))
    *format = REL_SNAPSHOT_JSON;
  return rel_snapshot_read (bytes, *format, error);
}

static void
load_snapshot_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  RelSource *self = REL_SOURCE (source_object);
  g_autofree char *etag = NULL;
  GError *error = NULL;
  RelSnapshotFormat format;
  RelSchema *schema = load_snapshot (rel_target_get_file (self->target), &etag, &format, cancellable, &error);

  if (schema != NULL)
    g_task_return_pointer (task, schema, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
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
  self->local = rel_local_start (self->target, NULL, 0, error);
  if (self->local == NULL)
    return FALSE;
  self->client =
    rel_client_new (rel_local_get_url (self->local), REL_API_REST, rel_local_get_token (self->local), error);
  return self->client != NULL;
}

static void
prepare_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rel_local_prepare (REL_SOURCE (source_object)->target, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* Of two loads that began at once, the first starts the server for both. */
  if (!g_task_propagate_boolean (G_TASK (result), &error) ||
      (REL_SOURCE (source)->client == NULL && !start_local (REL_SOURCE (source), &error)))
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
      preparing = g_task_new (self, g_task_get_cancellable (task), prepared_cb, task);
      g_task_set_source_tag (preparing, prepare_thread);
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
  if (is_snapshot (self))
    g_task_run_in_thread (task, load_snapshot_thread);
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
report (Run *run, guint index, RelStep step, RelChange *repair, const GError *error)
{
  run->step_func (g_ptr_array_index (run->changes, index), step, repair, error, run->step_data);
}

static void publish_next (GTask *task);

static void
change_published_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (RelChange) repair = NULL;
  GError *error = NULL;

  if (!rel_client_publish_finish (REL_CLIENT (client), result, &repair, &error))
    {
      report (run, run->next, REL_STEP_FAILED, repair, error);
      g_task_return_error (task, error);
      return;
    }
  report (run, run->next, REL_STEP_DONE, NULL, NULL);
  run->next++;
  publish_next (g_steal_pointer (&task));
}

static void
publish_next (GTask *task)
{
  RelSource *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (run->next == run->changes->len)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  /* A write that has begun is not cancelled: what became of it would not be known. */
  report (run, run->next, REL_STEP_RUNNING, NULL, NULL);
  rel_client_publish_async (self->client, g_ptr_array_index (run->changes, run->next), NULL, change_published_cb, task);
}

static void
write_snapshot_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  RelSource *self = REL_SOURCE (source_object);
  GFile *file = rel_target_get_file (self->target);
  Run *run = task_data;
  g_autofree char *etag = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  RelSnapshotFormat format;

  schema = load_snapshot (file, &etag, &format, cancellable, &error);
  for (run->next = 0; schema != NULL && run->next < run->changes->len; run->next++)
    {
      RelSchema *changed = rel_change_apply (g_ptr_array_index (run->changes, run->next), schema, &error);

      rel_schema_unref (schema);
      schema = changed;
      if (schema == NULL)
        break;
    }
  if (schema == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  bytes = rel_snapshot_write (schema, format);
  if (rel_file_replace (file, bytes, etag, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
snapshot_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (G_TASK (result));
  gboolean fits = run->next == run->changes->len;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* One that does not fit keeps the others back; a file that cannot be written, all. */
      for (guint i = 0; i < run->changes->len; i++)
        {
          if (fits || i == run->next)
            report (run, i, REL_STEP_FAILED, NULL, error);
          else
            report (run, i, REL_STEP_WAITING, NULL, NULL);
        }
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < run->changes->len; i++)
    report (run, i, REL_STEP_DONE, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * rel_source_publish_async:
 * @self: a source that was loaded
 * @changes: (element-type RelChange): what to publish, in this order; not empty
 * @step_func: (scope notified): told how far each change is
 * @step_data: what is given to it
 * @cancellable: (nullable): stops before the next change; one that runs is finished
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Publishes changes: to a server one by one, up to the first that fails; to a snapshot all
 * or none, and the file is replaced as a whole.
 */
void
rel_source_publish_async (RelSource *self,
                          GPtrArray *changes,
                          RelStepFunc step_func,
                          gpointer step_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) writing = NULL;
  Run *run;

  g_return_if_fail (changes->len > 0);

  run = g_new0 (Run, 1);
  run->changes = g_ptr_array_ref (changes);
  run->step_func = step_func;
  run->step_data = step_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_source_publish_async);
  /* What was done stays done, even if a cancel comes at that moment. */
  g_task_set_check_cancellable (task, FALSE);

  if (!is_snapshot (self))
    {
      g_task_set_task_data (task, run, run_free);
      if (self->client != NULL)
        publish_next (g_steal_pointer (&task));
      else
        g_task_return_new_error (task, REL_ERROR, REL_ERROR_FAILED,
                                 _ ("The project could not be opened again after it was reset"));
      return;
    }

  for (guint i = 0; i < changes->len; i++)
    report (run, i, REL_STEP_RUNNING, NULL, NULL);
  writing = g_task_new (self, cancellable, snapshot_written_cb, g_steal_pointer (&task));
  g_task_set_source_tag (writing, write_snapshot_thread);
  g_task_set_check_cancellable (writing, FALSE);
  g_task_set_task_data (writing, run, run_free);
  g_task_run_in_thread (writing, write_snapshot_thread);
}

/**
 * rel_source_publish_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Source.publish_async].
 *
 * Errors: of the change that failed; `G_IO_ERROR_CANCELLED` if it was stopped before the last
 * one.
 *
 * Returns: whether all changes were published
 */
gboolean
rel_source_publish_finish (RelSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
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
