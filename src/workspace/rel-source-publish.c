/* rel-source-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How changes get to where a project is from: to a server one by one or all at once, to a
 * snapshot file all at once.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-at-once.h"
#include "rel-client.h"
#include "rel-error.h"
#include "rel-snapshot-file.h"
#include "rel-source-private.h"

/* A run of publishing. */
typedef struct
{
  GPtrArray *changes; /* (owned) (element-type RelChange) */
  GFile *file;        /* (owned) (nullable): the snapshot, if it is one */
  guint next;
  RelStepFunc step_func;
  gpointer step_data;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_ptr_array_unref (run->changes);
  g_clear_object (&run->file);
  g_free (run);
}

static void
report (Run *run, guint index, RelStep step, RelChange *repair, const GError *error)
{
  run->step_func (g_ptr_array_index (run->changes, index), step, repair, error, run->step_data);
}

static void
report_all (Run *run, RelStep step)
{
  for (guint i = 0; i < run->changes->len; i++)
    report (run, i, step, NULL, NULL);
}

/* --- One by one --- */

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

/* --- All at once --- */

/**
 * rel_source_publishes_at_once:
 * @self: a source
 *
 * Returns: whether the user has saved that changes go to the server in one request
 */
gboolean
rel_source_publishes_at_once (RelSource *self)
{
  const RelProfile *profile = rel_target_get_profile (self->target);

  return profile != NULL && profile->schema_api;
}

static void
published_at_once_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelSource *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (rel_at_once_publish_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  report_all (run, REL_STEP_WAITING);
  if (!g_error_matches (error, REL_ERROR, REL_ERROR_READ_ONLY) &&
      !g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Nothing was sent: this server, this user or these changes want the other way. */
  rel_source_emit_one_by_one (self, error->message);
  g_error_free (error);
  publish_next (g_steal_pointer (&task));
}

static void
publish_to_server (GTask *task)
{
  RelSource *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (self->client == NULL)
    {
      g_task_return_new_error (task, REL_ERROR, REL_ERROR_FAILED,
                               _ ("The project could not be opened again after it was reset"));
      g_object_unref (task);
    }
  else if (rel_source_publishes_at_once (self))
    {
      report_all (run, REL_STEP_RUNNING);
      rel_at_once_publish_async (self->client, run->changes, g_task_get_cancellable (task), published_at_once_cb, task);
    }
  else
    publish_next (task);
}

/* --- To a snapshot --- */

static void
write_snapshot_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  GError *error = NULL;

  if (rel_snapshot_file_publish (run->file, run->changes, &run->next, cancellable, &error))
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
  report_all (run, REL_STEP_DONE);
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
 *
 * To a server whose profile says so, all of them are sent in one request; then no step is
 * ever told to be done, and the caller reads what the server has. If that way cannot be gone,
 * [signal@Source::one-by-one] says why, and the other one is.
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

  if (rel_target_get_kind (self->target) != REL_TARGET_SNAPSHOT)
    {
      g_task_set_task_data (task, run, run_free);
      publish_to_server (g_steal_pointer (&task));
      return;
    }

  report_all (run, REL_STEP_RUNNING);
  /* The worker does not hold the source, see rel-source.c. */
  run->file = g_object_ref (rel_target_get_file (self->target));
  writing = g_task_new (NULL, cancellable, snapshot_written_cb, g_steal_pointer (&task));
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
