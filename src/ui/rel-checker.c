/* rel-checker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-checker.h"

#include <string.h>

/**
 * RelChecker:
 *
 * Checks a schema beside the work that goes on, and again whenever there is another one.
 *
 * What was found last stays until the next check is done; [signal@Checker::changed] tells of
 * that.
 */
struct _RelChecker
{
  GObject parent_instance;

  RelSchema *schema;         /* (owned) (nullable): what is checked, or was last */
  GPtrArray *findings;       /* (owned) (element-type RelFinding): of the last check that is done */
  GCancellable *cancellable; /* (owned) (nullable): of the check that runs */
};

G_DEFINE_FINAL_TYPE (RelChecker, rel_checker, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rel_checker_dispose (GObject *object)
{
  RelChecker *self = REL_CHECKER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rel_checker_parent_class)->dispose (object);
}

static void
rel_checker_finalize (GObject *object)
{
  RelChecker *self = REL_CHECKER (object);

  g_clear_pointer (&self->schema, rel_schema_unref);
  g_ptr_array_unref (self->findings);

  G_OBJECT_CLASS (rel_checker_parent_class)->finalize (object);
}

static void
rel_checker_class_init (RelCheckerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rel_checker_dispose;
  object_class->finalize = rel_checker_finalize;

  /**
   * RelChecker::changed:
   * @self: a checker
   *
   * Emitted when a check is done.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_CHECKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_checker_init (RelChecker *self)
{
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_finding_unref);
}

/**
 * rel_checker_new:
 *
 * Returns: (transfer full): a checker that has found nothing yet
 */
RelChecker *
rel_checker_new (void)
{
  return g_object_new (REL_TYPE_CHECKER, NULL);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, rel_check (task_data), (GDestroyNotify) g_ptr_array_unref);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelChecker *self = REL_CHECKER (source);
  GPtrArray *findings = g_task_propagate_pointer (G_TASK (result), NULL);

  /* It was cancelled for another schema. */
  if (findings == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->findings);
  self->findings = findings;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_checker_check:
 * @self: a checker
 * @schema: a schema
 *
 * Checks a schema, unless that was done or is being done.
 */
void
rel_checker_check (RelChecker *self, RelSchema *schema)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_CHECKER (self));

  if (schema == self->schema)
    return;
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = rel_schema_ref (schema);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, checked_cb, NULL);
  g_task_set_source_tag (task, rel_checker_check);
  g_task_set_task_data (task, rel_schema_ref (schema), (GDestroyNotify) rel_schema_unref);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * rel_checker_get_findings:
 * @self: a checker
 *
 * Returns: (transfer none) (element-type RelFinding): what the last check found, in its order
 */
GPtrArray *
rel_checker_get_findings (RelChecker *self)
{
  g_return_val_if_fail (REL_IS_CHECKER (self), NULL);

  return self->findings;
}

/**
 * rel_checker_find:
 * @self: a checker
 * @id: the name of a finding
 *
 * Returns: (transfer none) (nullable): the finding, if it is there
 */
RelFinding *
rel_checker_find (RelChecker *self, const char *id)
{
  g_return_val_if_fail (REL_IS_CHECKER (self), NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (self->findings, i);

      if (strcmp (rel_finding_get_id (finding), id) == 0)
        return finding;
    }
  return NULL;
}
