/* rel-items.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the workspace asks about the items of a project, which are otherwise none of its
 * business.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-client.h"
#include "rel-error.h"
#include "rel-source-private.h"
#include "rel-workspace-private.h"

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 n_items = rel_client_count_items_finish (REL_CLIENT (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_items);
}

/**
 * rel_workspace_count_items_async:
 * @self: a workspace
 * @collection: the name of a collection
 * @field: a field of it that has a column
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Counts the items that have something in a field.
 */
void
rel_workspace_count_items_async (RelWorkspace *self,
                                 const char *collection,
                                 const char *field,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_workspace_count_items_async);
  if (rel_target_get_kind (self->target) == REL_TARGET_SNAPSHOT)
    g_task_return_new_error (task, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("A snapshot has no items"));
  else
    rel_client_count_items_async (self->source->client, collection, field, cancellable, counted_cb,
                                  g_steal_pointer (&task));
}

/**
 * rel_workspace_count_items_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Workspace.count_items_async].
 *
 * Errors: `REL_ERROR_NOT_FOUND` for a snapshot; those of the client: `REL_ERROR_FORBIDDEN` for
 * who may not read the items.
 *
 * Returns: how many there are; -1 on error
 */
gint64
rel_workspace_count_items_finish (RelWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
