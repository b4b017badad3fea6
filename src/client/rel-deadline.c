/* rel-deadline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-deadline.h"

/**
 * RelDeadline:
 *
 * Ends work in three ways: when its caller cancels, when nothing was heard for too long,
 * and when the one who does the work gives up.
 *
 * Use it from one thread; the caller may cancel from any.
 */
struct _RelDeadline
{
  GCancellable *cancellable; /* (owned): what the work runs with */
  GCancellable *outer;       /* (owned) (nullable): the caller's */
  gulong outer_id;
  GMainContext *context; /* (owned): of the thread that works */
  GSource *silence;      /* (owned) (nullable) */
  guint silence_ms;      /* 0 for as long as it likes */
  gboolean is_over;
  gboolean is_held;   /* giving up has to wait */
  gboolean is_wanted; /* somebody wants to give up */
};

static void
give_up (RelDeadline *self)
{
  self->is_wanted = TRUE;
  if (!self->is_held)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
give_up_cb (gpointer user_data)
{
  give_up (user_data);
  return G_SOURCE_REMOVE;
}

static void
clear (gpointer data)
{
  RelDeadline *self = data;

  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
}

static void
release (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

/* Runs in the thread that cancels. */
static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  RelDeadline *self = user_data;

  g_main_context_invoke_full (self->context, G_PRIORITY_HIGH, give_up_cb, g_atomic_rc_box_acquire (self), release);
}

static gboolean
silent_cb (gpointer user_data)
{
  RelDeadline *self = user_data;

  self->is_over = TRUE;
  give_up (self);
  return G_SOURCE_REMOVE;
}

/**
 * rel_deadline_new:
 * @outer: (nullable): the caller's cancellable
 * @silence_ms: as in [method@Deadline.expect]
 *
 * Starts to wait, in this thread's default main context.
 *
 * Returns: (transfer full): the deadline
 */
RelDeadline *
rel_deadline_new (GCancellable *outer, guint silence_ms)
{
  RelDeadline *self = g_atomic_rc_box_new0 (RelDeadline);

  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  rel_deadline_expect (self, silence_ms);
  if (outer != NULL)
    {
      self->outer = g_object_ref (outer);
      self->outer_id =
        g_cancellable_connect (outer, G_CALLBACK (outer_cancelled_cb), g_atomic_rc_box_acquire (self), release);
    }
  return self;
}

/**
 * rel_deadline_free:
 * @self: (transfer full): a deadline
 *
 * Stops waiting, without ending the work.
 */
void
rel_deadline_free (RelDeadline *self)
{
  g_cancellable_disconnect (self->outer, self->outer_id);
  rel_deadline_expect (self, 0);
  g_clear_object (&self->outer);
  release (self);
}

/**
 * rel_deadline_hold:
 * @self: a deadline
 *
 * Lets nobody give up until [method@Deadline.let_go].
 */
void
rel_deadline_hold (RelDeadline *self)
{
  self->is_held = TRUE;
}

/**
 * rel_deadline_let_go:
 * @self: a deadline
 *
 * Ends what [method@Deadline.hold] began; who wanted to give up meanwhile does so now.
 */
void
rel_deadline_let_go (RelDeadline *self)
{
  self->is_held = FALSE;
  if (self->is_wanted)
    g_cancellable_cancel (self->cancellable);
}

/**
 * rel_deadline_get_cancellable:
 * @self: a deadline
 *
 * Returns: (transfer none): what the work is to run with; whoever cancels it gives up
 */
GCancellable *
rel_deadline_get_cancellable (RelDeadline *self)
{
  return self->cancellable;
}

/**
 * rel_deadline_expect:
 * @self: a deadline
 * @silence_ms: how long it may be silent from now on; 0 for as long as it likes, the caller
 *   can still cancel
 *
 * Begins to count the silence anew.
 */
void
rel_deadline_expect (RelDeadline *self, guint silence_ms)
{
  if (self->silence != NULL)
    {
      g_source_destroy (self->silence);
      g_clear_pointer (&self->silence, g_source_unref);
    }
  self->silence_ms = silence_ms;
  if (silence_ms == 0)
    return;
  self->silence = g_timeout_source_new (silence_ms);
  g_source_set_callback (self->silence, silent_cb, self, NULL);
  g_source_attach (self->silence, self->context);
}

/**
 * rel_deadline_heard:
 * @self: a deadline
 *
 * Begins to count the same silence anew.
 */
void
rel_deadline_heard (RelDeadline *self)
{
  if (self->silence != NULL)
    g_source_set_ready_time (self->silence, g_get_monotonic_time () + self->silence_ms * G_GINT64_CONSTANT (1000));
}

/**
 * rel_deadline_get_silence_ms:
 * @self: a deadline
 *
 * Returns: how long the silence may be that is being counted
 */
guint
rel_deadline_get_silence_ms (RelDeadline *self)
{
  return self->silence_ms;
}

/**
 * rel_deadline_is_over:
 * @self: a deadline
 *
 * Returns: whether the work was ended because of silence
 */
gboolean
rel_deadline_is_over (RelDeadline *self)
{
  return self->is_over;
}
