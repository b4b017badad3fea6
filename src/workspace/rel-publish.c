/* rel-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The changes of a workspace on their way to the server. Whatever a server answers, and
 * whatever got lost on the way: what counts in the end is what it has when it is read again.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-hazard.h"
#include "rel-outcome.h"
#include "rel-profiles.h"
#include "rel-remains.h"
#include "rel-workspace-private.h"

/* A run of publishing. */
typedef struct
{
  RelWorkspace *self;  /* (unowned): the task's source object */
  GPtrArray *changes;  /* (owned) (element-type RelChange) */
  GHashTable *indexes; /* (owned) (element-type RelChange guint): where each change is */
  gboolean *is_done;   /* (owned): of each change, whether it was read back */
  RelChange *repair;   /* (owned) (nullable): what mends what got lost when one failed */
  guint n_done;
  GError *error; /* (owned) (nullable): why it stopped */
} Publish;

static Publish *
publish_new (RelWorkspace *self, GPtrArray *changes)
{
  Publish *publish = g_new0 (Publish, 1);

  publish->self = self;
  publish->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (publish->changes, rel_change_ref (g_ptr_array_index (changes, i)));
  publish->indexes = g_hash_table_new (NULL, NULL);
  return publish;
}

/* What is published is what is left of the changes on what the server has now. */
static void
publish_begin (Publish *publish, GPtrArray *changes)
{
  g_ptr_array_unref (publish->changes);
  publish->changes = g_ptr_array_ref (changes);
  publish->is_done = g_new0 (gboolean, changes->len);
  publish->self->n_steps = changes->len;
  publish->self->n_ended_steps = 0;
  for (guint i = 0; i < changes->len; i++)
    g_hash_table_insert (publish->indexes, g_ptr_array_index (changes, i), GUINT_TO_POINTER (i));
}

static void
publish_free (gpointer data)
{
  Publish *publish = data;

  /* They hold the schema that they are changes of. */
  rel_remains_free_elsewhere (publish->changes, (GDestroyNotify) g_ptr_array_unref);
  g_hash_table_unref (publish->indexes);
  g_free (publish->is_done);
  g_clear_pointer (&publish->repair, rel_change_unref);
  g_clear_error (&publish->error);
  g_free (publish);
}

static void
tell (Publish *publish, guint index, RelStep step, const GError *error)
{
  RelChange *change = g_ptr_array_index (publish->changes, index);

  publish->is_done[index] = step == REL_STEP_DONE;
  /* One that was done may be found to have failed when all is read again. */
  if ((step == REL_STEP_DONE || step == REL_STEP_FAILED) && publish->self->n_ended_steps < publish->self->n_steps)
    publish->self->n_ended_steps++;
  rel_workspace_record_step (publish->self, index, step == REL_STEP_DONE);
  rel_workspace_set_error_of (publish->self, change, error);
  g_signal_emit_by_name (publish->self, "step-changed", change, (guint) step, error);
}

static void
step_changed_cb (RelChange *change, RelStep step, RelChange *repair, const GError *error, gpointer user_data)
{
  Publish *publish = user_data;

  if (repair != NULL)
    publish->repair = rel_change_ref (repair);
  tell (publish, GPOINTER_TO_UINT (g_hash_table_lookup (publish->indexes, change)), step, error);
}

static void
set_outcome (RelWorkspace *self, guint n_published, const GError *error)
{
  rel_workspace_forget_outcome (self);
  self->has_outcome = TRUE;
  self->n_published = n_published;
  self->publish_error = error != NULL ? g_error_copy (error) : NULL;
}

static void
return_published (GTask *task)
{
  Publish *publish = g_task_get_task_data (task);

  g_clear_object (&publish->self->stop);
  set_outcome (publish->self, publish->n_done, publish->error);
  rel_workspace_end (publish->self);
  if (publish->error != NULL)
    g_task_return_error (task, g_error_copy (publish->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Whether it was read back, and not as it was wanted: though it is, something else was lost by it. */
static gboolean
did_harm (Publish *publish, guint index)
{
  const GError *error = rel_workspace_get_change_error (publish->self, g_ptr_array_index (publish->changes, index));

  return g_error_matches (error, REL_ERROR, REL_ERROR_NOT_DONE);
}

/* Compares what one change wanted with what the server has now. */
static void
compare_step (Publish *publish, guint index, RelSchema *schema, gboolean was_stopped)
{
  g_autoptr (GError) error = NULL;

  if (rel_outcome_check (publish->changes, index, schema, &error))
    {
      if (!publish->is_done[index] && !did_harm (publish, index))
        tell (publish, index, REL_STEP_DONE, NULL);
      return;
    }
  /* What comes after a failure was not done, and has its words already. */
  if (publish->is_done[index] || !was_stopped)
    tell (publish, index, REL_STEP_FAILED, error);
  if (publish->error == NULL)
    publish->error = g_steal_pointer (&error);
}

/* What was not heard of may have been done, and what was done may be lost again: what counts
 * is what the server has now. */
static void
compare_all (Publish *publish, RelSchema *schema)
{
  gboolean was_stopped = publish->error != NULL;

  for (guint i = 0; i < publish->changes->len; i++)
    compare_step (publish, i, schema, was_stopped);
}

/* Says what became of it: the history has it then, and what was done is listed. @theirs is what
 * the server has now; %NULL if it is not known. */
static GPtrArray *
end_publish (Publish *publish, RelSchema *theirs)
{
  GPtrArray *done = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  if (theirs != NULL)
    compare_all (publish, theirs);
  for (guint i = 0; i < publish->changes->len; i++)
    {
      if (publish->is_done[i])
        g_ptr_array_add (done, rel_change_ref (g_ptr_array_index (publish->changes, i)));
    }
  publish->n_done = done->len;
  if (publish->n_done == publish->changes->len)
    {
      g_clear_error (&publish->error);
      g_clear_pointer (&publish->repair, rel_change_unref);
    }
  rel_workspace_record_end (publish->self, theirs, publish->error);
  return done;
}

/* Ends it where what the server has now is not known. */
static void
end_unread (Publish *publish)
{
  g_autoptr (GPtrArray) done = end_publish (publish, NULL);

  rel_workspace_advance_base (publish->self, done, publish->repair);
  rel_workspace_note_taken (publish->self, FALSE);
  rel_workspace_draft_replaced (publish->self);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  rel_workspace_take_theirs_finish (REL_WORKSPACE (source), result);
  return_published (task);
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = rel_source_load_finish (REL_SOURCE (source), result, &error);

  if (schema != NULL)
    {
      g_autoptr (GPtrArray) done = end_publish (publish, schema);

      rel_workspace_take_theirs_async (self, g_steal_pointer (&schema), done, publish->repair, taken_back_cb,
                                       g_steal_pointer (&task));
      return;
    }

  end_unread (publish);
  if (publish->error == NULL)
    {
      publish->error = g_steal_pointer (&error);
      g_prefix_error (&publish->error, _ ("All is published, but the server cannot be read again: "));
    }
  return_published (task);
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  Publish *publish = g_task_get_task_data (task);

  rel_source_publish_finish (REL_SOURCE (source), result, &publish->error);
  if (g_error_matches (publish->error, REL_ERROR, REL_ERROR_UNAUTHORIZED))
    {
      /* Whoever did not sign in just now is not asked at once again. */
      end_unread (publish);
      return_published (task);
      g_object_unref (task);
      return;
    }

  /* Whatever became of it: what counts is what the server has now. */
  rel_source_load_async (self->source, NULL, read_back_cb, task);
}

/* What is about to be done is on disk. */
static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  Publish *publish = g_task_get_task_data (task);

  rel_workspace_record_begin_finish (self, result);
  for (guint i = 0; i < publish->changes->len; i++)
    tell (publish, i, REL_STEP_WAITING, NULL);
  rel_source_publish_async (self->source, publish->changes, step_changed_cb, publish, g_task_get_cancellable (task),
                            published_cb, task);
}

/* Publishes what is left of the changes on what the server has, as last read. */
static void
start_publish (GTask *task)
{
  RelWorkspace *self = g_task_get_source_object (task);
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (GPtrArray) changes = rel_workspace_list_publishable (self, publish->changes, &publish->error);

  if (changes == NULL || changes->len == 0)
    {
      return_published (task);
      g_object_unref (task);
      return;
    }

  publish_begin (publish, changes);
  rel_workspace_record_begin_async (self, changes, recorded_cb, task);
}

/* What somebody else has changed is in the base, or a conflict. */
static void
taken_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  rel_workspace_take_theirs_finish (REL_WORKSPACE (source), result);
  start_publish (user_data);
}

static void
read_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (RelSchema) schema = rel_source_load_finish (REL_SOURCE (source), result, &publish->error);

  if (schema == NULL)
    {
      return_published (task);
      g_object_unref (task);
      return;
    }
  rel_workspace_take_theirs_async (self, g_steal_pointer (&schema), NULL, NULL, taken_before_cb, task);
}

/* What is to be heeded now, also if it was saved after the project was opened. */
static RelProfile *
dup_profile (RelWorkspace *self)
{
  const RelProfile *opened = rel_target_get_profile (self->target);

  return opened != NULL ? rel_profiles_reload (opened) : NULL;
}

/**
 * rel_workspace_is_read_only:
 * @self: a workspace
 *
 * Returns: whether the user has saved that nothing is ever published to it
 */
gboolean
rel_workspace_is_read_only (RelWorkspace *self)
{
  g_autoptr (RelProfile) profile = dup_profile (self);

  return profile != NULL && profile->read_only;
}

/**
 * rel_workspace_wants_name:
 * @self: a workspace
 * @changes: (element-type RelChange): some of its changes
 *
 * Returns: whether the person must say the name of the project before they are published:
 *   they delete something of a project that people work with
 */
gboolean
rel_workspace_wants_name (RelWorkspace *self, GPtrArray *changes)
{
  g_autoptr (RelProfile) profile = dup_profile (self);

  return profile != NULL && profile->kind == REL_PROFILE_KIND_PRODUCTION &&
         rel_hazard_deletes (changes, rel_workspace_get_base (self));
}

/**
 * rel_workspace_confirm:
 * @self: a workspace
 * @name: what the person says that the project is called
 *
 * Takes note that the person knows which project it is. This holds for the next publish.
 *
 * Returns: whether it is called so
 */
gboolean
rel_workspace_confirm (RelWorkspace *self, const char *name)
{
  self->is_confirmed = g_strcmp0 (name, rel_target_get_name (self->target)) == 0;
  return self->is_confirmed;
}

/* Asked before the server is read, which may add nothing that deletes: a deletion is found again
 * by an id that no other change has. Returns: whether publishing may begin; else @error is set */
static gboolean
may_publish (RelWorkspace *self, GPtrArray *changes, GError **error)
{
  gboolean is_confirmed = self->is_confirmed;

  self->is_confirmed = FALSE;
  if (self->n_running > 0)
    g_set_error_literal (error, REL_ERROR, REL_ERROR_BUSY,
                         _ ("The server is being read or published to at the moment"));
  else if (rel_workspace_is_read_only (self))
    g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("“%s” is saved as read-only: nothing is published to it"),
                 rel_target_get_name (self->target));
  else if (!is_confirmed && rel_workspace_wants_name (self, changes))
    g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY,
                 _ ("“%s” is saved as production, and this deletes something: it is published only once the name of "
                    "the project was said"),
                 rel_target_get_name (self->target));
  else
    return TRUE;
  return FALSE;
}

/**
 * rel_workspace_publish_async:
 * @self: a workspace
 * @changes: (element-type RelChange): those of its changes to publish, in their order; not
 *   empty
 * @cancellable: (nullable): stops before the next change; the one that runs is finished
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Reads the server again, publishes changes, and reads it once more.
 * [signal@Workspace::step-changed] tells how far it is. It stops at the first change that
 * fails; the rest stays in the draft. With a conflict in one of the changes nothing is
 * published.
 */
void
rel_workspace_publish_async (RelWorkspace *self,
                             GPtrArray *changes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GCancellable) stop = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, stop, callback, user_data);
  Publish *publish = publish_new (self, changes);
  GError *error = NULL;

  g_task_set_source_tag (task, rel_workspace_publish_async);
  /* What was done stays done, even if a cancel comes at that moment. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, publish, publish_free);
  rel_workspace_forget_outcome (self);
  if (!may_publish (self, changes, &error))
    {
      set_outcome (self, 0, error);
      g_task_return_error (task, error);
      return;
    }

  self->stop = g_steal_pointer (&stop);
  self->n_steps = self->n_ended_steps = 0;
  rel_workspace_begin (self);
  /* At once, the snapshot that is changed tells what has moved. */
  if (rel_source_publishes_at_once (self->source))
    start_publish (g_steal_pointer (&task));
  else
    rel_source_load_async (self->source, self->stop, read_before_cb, g_steal_pointer (&task));
}

/**
 * rel_workspace_publish_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @n_published: (out): how many changes were published
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Workspace.publish_async].
 *
 * Errors: of the change that failed, which [method@Workspace.get_change_error] has too;
 * `REL_ERROR_CONFLICT` if a conflict of one of them is not decided;
 * `REL_ERROR_READ_ONLY` if [method@Workspace.is_read_only], and if the name of the project is
 * wanted, see [method@Workspace.wants_name];
 * `G_IO_ERROR_CANCELLED` if it was stopped before the last one.
 *
 * Returns: whether all changes were published and read back
 */
gboolean
rel_workspace_publish_finish (RelWorkspace *self, GAsyncResult *result, guint *n_published, GError **error)
{
  Publish *publish;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  publish = g_task_get_task_data (G_TASK (result));
  *n_published = publish->n_done;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rel_workspace_is_publishing:
 * @self: a workspace
 * @n_ended: (out) (optional): how many of the changes were published, or failed
 * @n_steps: (out) (optional): how many are published; 0 until the server has been read
 *
 * Returns: whether a publish runs, whoever has begun it
 */
gboolean
rel_workspace_is_publishing (RelWorkspace *self, guint *n_ended, guint *n_steps)
{
  g_return_val_if_fail (REL_IS_WORKSPACE (self), FALSE);

  if (n_ended != NULL)
    *n_ended = self->n_ended_steps;
  if (n_steps != NULL)
    *n_steps = self->n_steps;
  return self->stop != NULL;
}

/**
 * rel_workspace_stop_publishing:
 * @self: a workspace
 *
 * Stops the publish that runs, if any, after its running step.
 */
void
rel_workspace_stop_publishing (RelWorkspace *self)
{
  g_return_if_fail (REL_IS_WORKSPACE (self));

  if (self->stop == NULL || g_cancellable_is_cancelled (self->stop))
    return;
  g_cancellable_cancel (self->stop);
  rel_workspace_emit_changed (self);
}

/**
 * rel_workspace_is_stopping:
 * @self: a workspace
 *
 * Returns: whether the publish that runs ends after its running step
 */
gboolean
rel_workspace_is_stopping (RelWorkspace *self)
{
  g_return_val_if_fail (REL_IS_WORKSPACE (self), FALSE);

  return self->stop != NULL && g_cancellable_is_cancelled (self->stop);
}

/*< private >
 * rel_workspace_forget_outcome:
 * @self: a workspace
 *
 * What became of the last publish is old news: something else is done.
 */
void
rel_workspace_forget_outcome (RelWorkspace *self)
{
  self->has_outcome = FALSE;
  self->n_published = 0;
  g_clear_error (&self->publish_error);
}

/**
 * rel_workspace_get_outcome:
 * @self: a workspace
 * @n_published: (out): how many changes were published
 * @error: (out) (transfer none) (nullable): why it stopped; those of [method@Workspace.publish_finish]
 *
 * Tells what became of the last publish, whoever has begun it, until something is edited, or
 * published again.
 *
 * Returns: whether there is anything to tell
 */
gboolean
rel_workspace_get_outcome (RelWorkspace *self, guint *n_published, const GError **error)
{
  g_return_val_if_fail (REL_IS_WORKSPACE (self), FALSE);

  *n_published = self->n_published;
  *error = self->publish_error;
  return self->has_outcome;
}

/**
 * rel_workspace_dismiss_outcome:
 * @self: a workspace
 *
 * Takes note of what became of the last publish.
 */
void
rel_workspace_dismiss_outcome (RelWorkspace *self)
{
  g_return_if_fail (REL_IS_WORKSPACE (self));

  rel_workspace_forget_outcome (self);
  rel_workspace_emit_changed (self);
}
