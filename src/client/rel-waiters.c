/* rel-waiters.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-waiters.h"

/**
 * RelWaiters:
 *
 * Tasks that wait for the same thing. All are let go at once when it is there; one that is
 * cancelled leaves alone.
 *
 * Use it from one thread; a cancel may come from any.
 */
struct _RelWaiters
{
  GPtrArray *waiters; /* (owned) (element-type Waiter) */
  RelWaitersLeftFunc left;
  gpointer left_data;
};

typedef struct
{
  RelWaiters *waiters; /* (unowned) */
  GTask *task;         /* (owned) */
  GSource *source;     /* (owned) (nullable): tells of a cancel */
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->source != NULL)
    {
      g_source_destroy (waiter->source);
      g_source_unref (waiter->source);
    }
  g_object_unref (waiter->task);
  g_free (waiter);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  RelWaiters *self = waiter->waiters;
  /* It may hold the last reference to who holds this. */
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove (self->waiters, waiter);
  if (self->waiters->len == 0)
    self->left (self->left_data);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/**
 * rel_waiters_new:
 * @left: told when the last one has cancelled
 * @user_data: for @left
 *
 * Returns: (transfer full): nobody, yet
 */
RelWaiters *
rel_waiters_new (RelWaitersLeftFunc left, gpointer user_data)
{
  RelWaiters *self = g_new0 (RelWaiters, 1);

  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  self->left = left;
  self->left_data = user_data;
  return self;
}

/**
 * rel_waiters_free:
 * @self: (transfer full): nobody who waits
 *
 * Frees it.
 */
void
rel_waiters_free (RelWaiters *self)
{
  g_assert (self->waiters->len == 0);

  g_ptr_array_unref (self->waiters);
  g_free (self);
}

/**
 * rel_waiters_add:
 * @self: who waits
 * @task: (transfer full): a task
 *
 * Lets a task wait too.
 */
void
rel_waiters_add (RelWaiters *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->waiters = self;
  waiter->task = task;
  if (cancellable != NULL)
    {
      /* In the main loop, as a handler cannot be disconnected while it runs. */
      waiter->source = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->source, G_SOURCE_FUNC (cancelled_cb), waiter, NULL);
      g_source_attach (waiter->source, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
}

/**
 * rel_waiters_is_empty:
 * @self: who waits
 *
 * Returns: whether that is nobody
 */
gboolean
rel_waiters_is_empty (RelWaiters *self)
{
  return self->waiters->len == 0;
}

/**
 * rel_waiters_release:
 * @self: who waits
 * @value: what each task returns with g_task_return_int()
 * @error: (nullable): what each task returns instead
 *
 * Lets all of them go.
 */
void
rel_waiters_release (RelWaiters *self, guint value, const GError *error)
{
  /* Who is let go may come back at once. */
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiters, i);

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_int (waiter->task, value);
    }
}
