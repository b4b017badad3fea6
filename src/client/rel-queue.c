/* rel-queue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-queue.h"

/**
 * RelQueue:
 *
 * Lets only so many be at work at a time; the others wait for their turn, in the order in
 * which they came. Who is cancelled meanwhile leaves at once.
 *
 * Use it from one thread.
 */
struct _RelQueue
{
  GQueue waiting; /* (element-type Waiting) (owned) */
  guint n_places; /* that are free */
};

/* One that waits. */
typedef struct
{
  RelQueue *queue;
  GSource *cancelled; /* (owned) (nullable) */
  RelQueueCallback callback;
  gpointer user_data;
} Waiting;

static void
end_waiting (Waiting *waiting, gboolean is_turn)
{
  if (waiting->cancelled != NULL)
    {
      g_source_destroy (waiting->cancelled);
      g_source_unref (waiting->cancelled);
    }
  waiting->callback (is_turn, waiting->user_data);
  g_free (waiting);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiting *waiting = user_data;

  g_queue_remove (&waiting->queue->waiting, waiting);
  end_waiting (waiting, FALSE);
  return G_SOURCE_REMOVE;
}

/**
 * rel_queue_new:
 * @n_places: how many may be at work at a time
 *
 * Returns: (transfer full): a queue where nobody waits
 */
RelQueue *
rel_queue_new (guint n_places)
{
  RelQueue *self = g_new0 (RelQueue, 1);

  g_queue_init (&self->waiting);
  self->n_places = n_places;
  return self;
}

/**
 * rel_queue_free:
 * @self: (transfer full): a queue where nobody waits
 */
void
rel_queue_free (RelQueue *self)
{
  g_assert (g_queue_is_empty (&self->waiting));
  g_free (self);
}

/**
 * rel_queue_enter:
 * @self: a queue
 * @cancellable: (nullable): ends the waiting
 * @callback: called once, at once if there is a place; who is given a turn has to
 *   [method@Queue.leave]
 * @user_data: for @callback
 *
 * Waits for a turn, in this thread's default main context.
 */
void
rel_queue_enter (RelQueue *self, GCancellable *cancellable, RelQueueCallback callback, gpointer user_data)
{
  Waiting *waiting;

  if (self->n_places > 0)
    {
      self->n_places--;
      callback (TRUE, user_data);
      return;
    }

  waiting = g_new0 (Waiting, 1);
  waiting->queue = self;
  waiting->callback = callback;
  waiting->user_data = user_data;
  if (cancellable != NULL)
    {
      waiting->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiting->cancelled, G_SOURCE_FUNC (cancelled_cb), waiting, NULL);
      g_source_attach (waiting->cancelled, g_main_context_get_thread_default ());
    }
  g_queue_push_tail (&self->waiting, waiting);
}

/**
 * rel_queue_leave:
 * @self: a queue
 *
 * Ends a turn; the next one has it.
 */
void
rel_queue_leave (RelQueue *self)
{
  Waiting *next = g_queue_pop_head (&self->waiting);

  if (next != NULL)
    end_waiting (next, TRUE);
  else
    self->n_places++;
}
