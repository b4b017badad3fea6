/* rel-counterpart.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-counterpart.h"

#include <glib/gi18n.h>

/**
 * RelCounterpart:
 *
 * What a project is compared with: another project, a file, or itself before one of its
 * publishes.
 */
struct _RelCounterpart
{
  GObject parent_instance;

  RelTarget *target;       /* (owned) (nullable): %NULL for the past */
  RelWorkspace *workspace; /* (owned) (nullable): whose past it is */
  gint64 number;           /* of the publish before which it was so */
  char *name;              /* (owned) */
};

G_DEFINE_FINAL_TYPE (RelCounterpart, rel_counterpart, G_TYPE_OBJECT)

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What was wanted of it is read; a session that is left over ends by itself, later. */
  if (!rel_workspace_close_finish (REL_WORKSPACE (source), result, &error))
    g_message ("%s", error->message);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_workspace_open_finish (result, &error);

  if (workspace == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, rel_schema_ref (rel_workspace_get_base (workspace)), (GDestroyNotify) rel_schema_unref);
  rel_workspace_set_ask_func (workspace, NULL, NULL);
  rel_workspace_close_async (workspace, closed_cb, NULL);
}

static void
rel_counterpart_finalize (GObject *object)
{
  RelCounterpart *self = REL_COUNTERPART (object);

  g_clear_pointer (&self->target, rel_target_unref);
  g_clear_object (&self->workspace);
  g_free (self->name);

  G_OBJECT_CLASS (rel_counterpart_parent_class)->finalize (object);
}

static void
rel_counterpart_class_init (RelCounterpartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_counterpart_finalize;
}

static void
rel_counterpart_init (RelCounterpart *self)
{
}

/**
 * rel_counterpart_new_target:
 * @target: a project, or a file
 *
 * Returns: (transfer full): it, to be compared with
 */
RelCounterpart *
rel_counterpart_new_target (RelTarget *target)
{
  RelCounterpart *self = g_object_new (REL_TYPE_COUNTERPART, NULL);

  self->target = rel_target_ref (target);
  self->name = g_strdup (rel_target_get_name (target));
  return self;
}

/**
 * rel_counterpart_new_past:
 * @workspace: a project
 * @entry: one of its publishes
 *
 * Returns: (transfer full): the project as it was before the publish
 */
RelCounterpart *
rel_counterpart_new_past (RelWorkspace *workspace, RelHistoryEntry *entry)
{
  RelCounterpart *self = g_object_new (REL_TYPE_COUNTERPART, NULL);
  g_autoptr (GDateTime) time = rel_history_entry_dup_time (entry);
  g_autofree char *date = g_date_time_format (time, "%x %X");

  self->workspace = g_object_ref (workspace);
  self->number = rel_history_entry_get_number (entry);
  /* Translators: the name of a project, and when something was published to it. */
  self->name = g_strdup_printf (_ ("%s before %s"), rel_target_get_name (rel_workspace_get_target (workspace)), date);
  return self;
}

/**
 * rel_counterpart_get_target:
 * @self: a counterpart
 *
 * Returns: (transfer none) (nullable): which project it is, if it is another
 */
RelTarget *
rel_counterpart_get_target (RelCounterpart *self)
{
  g_return_val_if_fail (REL_IS_COUNTERPART (self), NULL);

  return self->target;
}

/**
 * rel_counterpart_get_name:
 * @self: a counterpart
 *
 * Returns: (transfer none): what a person calls it
 */
const char *
rel_counterpart_get_name (RelCounterpart *self)
{
  g_return_val_if_fail (REL_IS_COUNTERPART (self), NULL);

  return self->name;
}

static void
read_past (GTask *task, RelCounterpart *self)
{
  GError *error = NULL;
  RelSchema *schema = rel_workspace_dup_past (self->workspace, self->number, FALSE, &error);

  if (schema != NULL)
    g_task_return_pointer (task, schema, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rel_counterpart_read_async:
 * @self: a counterpart
 * @ask: (scope notified): called when a server wants to know who asks
 * @ask_data: what is given to @ask; it must live until the callback
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Reads its schema. Nothing of it is kept open.
 */
void
rel_counterpart_read_async (RelCounterpart *self,
                            RelAskFunc ask,
                            gpointer ask_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_COUNTERPART (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_counterpart_read_async);
  if (self->target != NULL)
    rel_workspace_open_async (self->target, NULL, ask, ask_data, FALSE, cancellable, opened_cb, g_object_ref (task));
  else
    read_past (task, self);
}

/**
 * rel_counterpart_read_finish:
 * @self: a counterpart
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Counterpart.read_async].
 *
 * Errors: those of [func@Workspace.open_finish] and [method@Workspace.dup_past].
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelSchema *
rel_counterpart_read_finish (RelCounterpart *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
