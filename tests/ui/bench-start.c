/* bench-start.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the start of the process to the first frame, and to the first frame with the sample
 * open, beside an empty libadwaita window. Each is a process of its own; the runs take
 * turns, so that what else the machine does falls on all of them.
 */

#include "config.h"

#include "stage.h"

#define N_RUNS 7

static const char *const subjects[] = { "empty", "start", "sample" };

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
await_frame (GtkWidget *window)
{
  GdkFrameClock *clock;
  gboolean painted = FALSE;
  gulong id;

  gtk_widget_realize (window);
  clock = gtk_widget_get_frame_clock (window);
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  gtk_widget_queue_draw (window);
  stage_wait_until (is_true, &painted);
  g_signal_handler_disconnect (clock, id);
  /* The clock is the same in all processes. */
  g_print ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
}

/* The process that is measured; it says when its first frame was there. */
static int
run_subject (const char *subject)
{
  GtkWidget *window;

  if (g_str_equal (subject, "empty"))
    {
      g_autoptr (AdwApplication) application = adw_application_new ("org.example.Empty", G_APPLICATION_NON_UNIQUE);

      g_application_register (G_APPLICATION (application), NULL, NULL);
      window = adw_application_window_new (GTK_APPLICATION (application));
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
      gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
      gtk_window_present (GTK_WINDOW (window));
      await_frame (window);
      gtk_window_destroy (GTK_WINDOW (window));
      return 0;
    }

  stage_set_up (NULL, NULL);
  window = GTK_WIDGET (stage_open (g_str_equal (subject, "sample") ? "sample" : NULL));
  await_frame (window);
  stage_close (REL_WINDOW (window));
  stage_tear_down ();
  return 0;
}

static double
measure_ms (const char *program, const char *subject)
{
  const char *argv[] = { program, subject, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  gint64 begin = g_get_monotonic_time ();
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return (double) (g_ascii_strtoll (said, NULL, 10) - begin) / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *first = a;
  const double *second = b;

  return *first < *second ? -1 : *first > *second;
}

int
main (int argc, char *argv[])
{
  double ms[G_N_ELEMENTS (subjects)][N_RUNS];

  if (argc > 1)
    return run_subject (argv[1]);

  for (guint run = 0; run < N_RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
        ms[i][run] = measure_ms (argv[0], subjects[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      qsort (ms[i], N_RUNS, sizeof (double), compare);
      g_print ("%-7s %7.1f ms   %.2f x empty\n", subjects[i], ms[i][N_RUNS / 2], ms[i][N_RUNS / 2] / ms[0][N_RUNS / 2]);
    }
  return 0;
}
