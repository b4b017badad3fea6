/* bench-start.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the start of the process to the first frame, and to the first frame with the sample
 * open, beside an empty libadwaita window; and the memory that each then has for itself. Each
 * is a process of its own; the runs take turns, so that what else the machine does falls on all
 * of them, and of each the quickest counts, which it fell on least.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "stage.h"

#define N_RUNS           11
#define WANTED_RATIO     1.3
#define MAX_START_RATIO  1.8
#define MAX_MEMORY_RATIO 2.0

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

/* What no other process shares. */
static guint64
get_own_kib (void)
{
  g_autofree char *text = NULL;
  guint64 sum = 0;

  g_assert_true (g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL));
  for (const char *line = strstr (text, "Private_"); line != NULL; line = strstr (line + 1, "Private_"))
    {
      if (!g_str_has_prefix (line, "Private_Hugetlb"))
        sum += g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
    }
  return sum;
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
  g_print ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, g_get_monotonic_time (), get_own_kib ());
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

typedef struct
{
  double ms;
  double mib;
} Measured;

static Measured
measure (const char *program, const char *subject)
{
  const char *argv[] = { program, subject, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  gint64 begin = g_get_monotonic_time ();
  int status = 0;
  char *end;
  Measured measured;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  measured.ms = (double) (g_ascii_strtoll (said, &end, 10) - begin) / 1000;
  measured.mib = (double) g_ascii_strtoull (end, NULL, 10) / 1024;
  return measured;
}

int
main (int argc, char *argv[])
{
  Measured best[G_N_ELEMENTS (subjects)];

  if (argc > 1)
    return run_subject (argv[1]);

  for (guint run = 0; run < N_RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
        {
          Measured measured = measure (argv[0], subjects[i]);

          best[i].ms = run == 0 ? measured.ms : MIN (best[i].ms, measured.ms);
          best[i].mib = run == 0 ? measured.mib : MIN (best[i].mib, measured.mib);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    g_print ("%-7s %7.1f ms   %.2f x empty   %6.1f MiB   %.2f x empty\n", subjects[i], best[i].ms,
             best[i].ms / best[0].ms, best[i].mib, best[i].mib / best[0].mib);
  g_print ("The start: wanted at most %.1f, fails above %.1f; its memory at most %.1f\n", WANTED_RATIO, MAX_START_RATIO,
           MAX_MEMORY_RATIO);
  return best[1].ms <= MAX_START_RATIO * best[0].ms && best[1].mib <= MAX_MEMORY_RATIO * best[0].mib ? EXIT_SUCCESS
                                                                                                     : EXIT_FAILURE;
}
