/* frames.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What it costs until something is on the screen. What counts is the time that the processor
 * worked for the main thread, because a busy machine takes the processor away.
 */

#include "config.h"

#include "frames.h"

#include <stdlib.h>
#include <time.h>

#include "stage.h"

/* How long the processor worked for this thread. */
double
frames_get_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Does something to a shown widget, and waits until it is painted. */
double
frames_time_ms (GtkWidget *widget, FramesAction action, gpointer user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  double start_ms = frames_get_processor_ms ();
  gulong id;

  action (user_data);
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  gtk_widget_queue_draw (widget);
  stage_wait_until (is_true, &painted);
  g_signal_handler_disconnect (clock, id);
  return frames_get_processor_ms () - start_ms;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

/* Sorts @times_ms. */
double
frames_get_median (double *times_ms, guint n_times)
{
  qsort (times_ms, n_times, sizeof (double), compare_times);
  return times_ms[n_times / 2];
}
