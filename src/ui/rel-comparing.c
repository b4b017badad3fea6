/* rel-comparing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compares two schemas, and takes over a part of what differs, or all of it, beside the work that
 * goes on.
 */

#include "config.h"

#include "rel-comparing.h"

#include "rel-difference-list.h"

/* What a thread is given, and what it makes of that. */
typedef struct
{
  RelSchema *here;           /* (owned) (nullable) */
  RelSchema *there;          /* (owned) (nullable) */
  RelComparison *comparison; /* (owned) (nullable) */
  GPtrArray *rows;           /* (owned) (nullable) (element-type RelDifference) */
  GPtrArray *chosen;         /* (owned) (nullable) (element-type RelChange) */
  guint n_taken;
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->here, rel_schema_unref);
  g_clear_pointer (&work->there, rel_schema_unref);
  g_clear_pointer (&work->comparison, rel_comparison_unref);
  g_clear_pointer (&work->rows, g_ptr_array_unref);
  g_clear_pointer (&work->chosen, g_ptr_array_unref);
  g_free (work);
}

static void
run (GObject *source,
     gpointer tag,
     Work *work,
     GTaskThreadFunc function,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, function);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  RelComparison *comparison = rel_comparison_new (work->here, work->there, &error);

  if (comparison == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  work->rows = rel_difference_list_make_rows (comparison);
  g_task_return_pointer (task, comparison, (GDestroyNotify) rel_comparison_unref);
}

/**
 * rel_comparing_compare_async:
 * @source: who asks
 * @here: a schema
 * @there: what it is compared with
 * @cancellable: (nullable): to not hear of the result
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Finds out what makes @here like @there.
 */
void
rel_comparing_compare_async (GObject *source,
                             RelSchema *here,
                             RelSchema *there,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->here = rel_schema_ref (here);
  work->there = rel_schema_ref (there);
  run (source, rel_comparing_compare_async, work, compare_in_thread, cancellable, callback, user_data);
}

/**
 * rel_comparing_compare_finish:
 * @source: who asked
 * @result: what the callback was given
 * @rows: (out) (transfer full) (element-type RelDifference): what a list shows of it
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@comparing_compare_async].
 *
 * Errors: those of [ctor@Comparison.new].
 *
 * Returns: (transfer full) (nullable): the comparison, or %NULL on error
 */
RelComparison *
rel_comparing_compare_finish (GObject *source, GAsyncResult *result, GPtrArray **rows, GError **error)
{
  Work *work;
  RelComparison *comparison;

  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  comparison = g_task_propagate_pointer (G_TASK (result), error);
  work = g_task_get_task_data (G_TASK (result));
  *rows = comparison != NULL ? g_steal_pointer (&work->rows) : NULL;
  return comparison;
}

static void
take_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (GPtrArray) changes = rel_comparison_complete (work->comparison, work->chosen);
  GError *error = NULL;
  RelSchema *next = rel_comparison_take (work->comparison, changes, &error);

  work->n_taken = changes->len;
  if (next != NULL)
    g_task_return_pointer (task, next, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rel_comparing_take_async:
 * @source: who asks
 * @comparison: a comparison
 * @chosen: (element-type RelChange): some of its changes
 * @cancellable: (nullable): to not hear of the result
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Makes the chosen changes, with what they need.
 */
void
rel_comparing_take_async (GObject *source,
                          RelComparison *comparison,
                          GPtrArray *chosen,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->comparison = rel_comparison_ref (comparison);
  work->chosen = g_ptr_array_ref (chosen);
  run (source, rel_comparing_take_async, work, take_in_thread, cancellable, callback, user_data);
}

/**
 * rel_comparing_take_finish:
 * @source: who asked
 * @result: what the callback was given
 * @n_taken: (out): how many changes were made
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@comparing_take_async].
 *
 * Errors: those of [method@Comparison.take].
 *
 * Returns: (transfer full) (nullable): the next draft, or %NULL on error
 */
RelSchema *
rel_comparing_take_finish (GObject *source, GAsyncResult *result, guint *n_taken, GError **error)
{
  Work *work;
  RelSchema *next;

  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  next = g_task_propagate_pointer (G_TASK (result), error);
  work = g_task_get_task_data (G_TASK (result));
  *n_taken = next != NULL ? work->n_taken : 0;
  return next;
}

static void
liken_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  g_autoptr (RelComparison) comparison = rel_comparison_new (work->here, work->there, &error);
  RelSchema *like = NULL;

  if (comparison != NULL)
    {
      work->n_taken = rel_comparison_get_changes (comparison)->len;
      like = rel_comparison_take (comparison, rel_comparison_get_changes (comparison), &error);
    }
  if (like != NULL)
    g_task_return_pointer (task, like, (GDestroyNotify) rel_schema_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rel_comparing_liken_async:
 * @source: who asks
 * @here: a schema
 * @there: what it is compared with
 * @cancellable: (nullable): to not hear of the result
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Makes of @here what is like @there in all that can be compared, and shares with @here what does
 * not differ.
 */
void
rel_comparing_liken_async (GObject *source,
                           RelSchema *here,
                           RelSchema *there,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->here = rel_schema_ref (here);
  work->there = rel_schema_ref (there);
  run (source, rel_comparing_liken_async, work, liken_in_thread, cancellable, callback, user_data);
}

/**
 * rel_comparing_liken_finish:
 * @source: who asked
 * @result: what the callback was given
 * @n_differences: (out): how many there are
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@comparing_liken_async].
 *
 * Errors: those of [ctor@Comparison.new] and [method@Comparison.take].
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelSchema *
rel_comparing_liken_finish (GObject *source, GAsyncResult *result, guint *n_differences, GError **error)
{
  return rel_comparing_take_finish (source, result, n_differences, error);
}
