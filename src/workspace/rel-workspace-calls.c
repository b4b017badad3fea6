/* rel-workspace-calls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a workspace asks of its source besides publishing: opening, reading again, a snapshot.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-snapshot.h"
#include "rel-workspace-private.h"

void
rel_workspace_begin (RelWorkspace *self)
{
  if (self->n_running++ == 0)
    rel_workspace_emit_changed (self);
}

void
rel_workspace_end (RelWorkspace *self)
{
  self->n_running--;
  rel_workspace_emit_changed (self);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_task_data (task);

  rel_workspace_restore_draft_finish (self, result);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (RelSchema) schema = rel_source_load_finish (REL_SOURCE (source), result, &error);

  if (schema == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rel_workspace_take_first (self, schema);
  if (self->keeps_draft)
    {
      rel_workspace_restore_draft_async (self, restored_cb, g_steal_pointer (&task));
      return;
    }
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/**
 * rel_workspace_open_async:
 * @target: a project
 * @token: (nullable): a static token for a server, before what is saved of it
 * @ask: (nullable) (scope forever): asks the person what a server wants to know; later,
 *   [method@Workspace.set_ask_func] says who does
 * @ask_data: for @ask
 * @keeps_draft: whether to take up the draft of last time and to save this one
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Opens a project: reads its schema, and takes up its draft. Nothing of the project is
 * written, but that the sample is made if it is not there.
 */
void
rel_workspace_open_async (RelTarget *target,
                          const char *token,
                          RelAskFunc ask,
                          gpointer ask_data,
                          gboolean keeps_draft,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  RelWorkspace *self = rel_workspace_new (target, token, keeps_draft);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rel_workspace_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  rel_workspace_set_ask_func (self, ask, ask_data);
  rel_source_load_async (self->source, cancellable, opened_cb, task);
}

/**
 * rel_workspace_open_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@Workspace.open_async].
 *
 * Errors: `REL_ERROR` or `G_IO_ERROR`, in words for the user.
 *
 * Returns: (transfer full) (nullable): the open project, or %NULL on error
 */
RelWorkspace *
rel_workspace_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_credentials_end_finish (REL_CREDENTIALS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rel_workspace_close_async:
 * @self: a workspace
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Ends the session of a person on the server, so that it does not stay open there after this
 * program. The workspace can still be used: it signs in again.
 */
void
rel_workspace_close_async (RelWorkspace *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, rel_workspace_close_async);
  rel_credentials_end_async (rel_source_get_credentials (self->source), ended_cb, task);
}

/**
 * rel_workspace_close_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Workspace.close_async].
 *
 * Errors: those of the network.
 *
 * Returns: whether there is no session any more
 */
gboolean
rel_workspace_close_finish (RelWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = REL_WORKSPACE (source);

  rel_workspace_take_theirs_finish (self, result);
  rel_workspace_end (self);
  g_task_return_boolean (task, TRUE);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RelSchema) schema = rel_source_load_finish (REL_SOURCE (source), result, &error);

  if (schema != NULL)
    {
      rel_workspace_take_theirs_async (self, g_steal_pointer (&schema), NULL, NULL, taken_cb, g_steal_pointer (&task));
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&self->read_error);
      self->read_error = g_error_copy (error);
    }
  rel_workspace_end (self);
  g_task_return_error (task, error);
}

static void
start_refresh (GTask *task)
{
  RelWorkspace *self = g_task_get_source_object (task);

  rel_workspace_begin (self);
  rel_source_load_async (self->source, g_task_get_cancellable (task), refreshed_cb, task);
}

/**
 * rel_workspace_refresh_async:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Reads the server again, and merges the draft with what it has. Where both changed the same
 * meanwhile, [method@Workspace.get_conflicts] says so.
 */
void
rel_workspace_refresh_async (RelWorkspace *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rel_workspace_refresh_async);
  start_refresh (task);
}

/**
 * rel_workspace_refresh_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Workspace.refresh_async].
 *
 * Returns: whether the server could be read; if not, all is as before
 */
gboolean
rel_workspace_refresh_finish (RelWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
header_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) header = rel_source_fetch_header_finish (REL_SOURCE (source), result, &error);
  g_autoptr (RelSchema) snapshot = NULL;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  snapshot = rel_snapshot_of (self->theirs, header);
  if (header != NULL)
    g_task_return_pointer (task, rel_schema_with_header (snapshot, header), (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&snapshot), (GDestroyNotify) rel_schema_unref);
}

/**
 * rel_workspace_export_async:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Makes a snapshot of what the server has, which can be written to a file and which
 * Directus takes back.
 */
void
rel_workspace_export_async (RelWorkspace *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rel_workspace_export_async);
  rel_source_fetch_header_async (self->source, cancellable, header_fetched_cb, task);
}

/**
 * rel_workspace_export_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Workspace.export_async].
 *
 * Errors: `REL_ERROR_FORBIDDEN` if the user is no administrator of the server, and those of
 * the network.
 *
 * Returns: (transfer full) (nullable): the snapshot, or %NULL on error
 */
RelSchema *
rel_workspace_export_finish (RelWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_workspace_reset_async:
 * @self: a workspace of the sample project
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Makes the sample as it was at first, on the server; all that was changed in it is lost.
 */
void
rel_workspace_reset_async (RelWorkspace *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, rel_workspace_reset_async);
  if (self->n_running > 0)
    {
      g_task_return_new_error (task, REL_ERROR, REL_ERROR_BUSY,
                               _ ("The server is being read or published to at the moment"));
      return;
    }
  if (!rel_source_reset (self->source, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  rel_workspace_discard_all (self);
  start_refresh (g_steal_pointer (&task));
}

/**
 * rel_workspace_reset_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Workspace.reset_async].
 *
 * Returns: whether the sample is as at first
 */
gboolean
rel_workspace_reset_finish (RelWorkspace *self, GAsyncResult *result, GError **error)
{
  return rel_workspace_refresh_finish (self, result, error);
}
