/* bench-load.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window opens a project of 10,000 relations. From the last byte that the server sends to
 * the first frame with the project it may take three times as long as json-glib takes for
 * parsing the bodies alone. While it is loaded, and after it was shown, no turn of the main
 * loop may take the processor longer than a frame does. To show it, a page is made and laid
 * out, which takes more than a frame for any project; so that is compared with the sample,
 * which has 25 relations. It is done in several turns, and the longest of them is compared with
 * all of them for the sample. So is closing the window, which frees that page; the project itself is
 * freed elsewhere. Each run has windows of its own.
 */

#include "config.h"

#include <stdlib.h>

#include "big-answers.h"
#include "big-lists.h"
#include "stage.h"
#include "turns.h"

#define N_RUNS          5
#define MAX_RATIO       3.0
#define MAX_MS          16.0
#define MAX_SHOW_RATIO  2.5
#define MAX_TURN_RATIO  0.75
#define MAX_CLOSE_RATIO 5.0

typedef struct
{
  double frame_ms[N_RUNS];        /* from the last byte to the first frame */
  double show_ms[N_RUNS];         /* on the processor, to show the project */
  double longest_show_ms[N_RUNS]; /* of the turns of that */
  double close_ms[N_RUNS];        /* on the processor, to close the window */
  double longest_ms;              /* of the other turns, in all runs */
} Times;

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
get_median (double *times_ms)
{
  qsort (times_ms, N_RUNS, sizeof (double), compare_times);
  return times_ms[N_RUNS / 2];
}

static double
time_json_glib (GBytes *bytes)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length_bytes;
  const char *text = g_bytes_get_data (bytes, &length_bytes);
  gint64 start_us = g_get_monotonic_time ();

  g_assert_true (json_parser_load_from_data (parser, text, length_bytes, NULL));
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

static gboolean
has_view (gpointer user_data)
{
  RelWindow *window = REL_WINDOW (user_data);

  g_assert_null (rel_start_page_get_error (rel_window_get_start_page (window)));
  return rel_window_get_view (window) != NULL;
}

static gboolean
has_page (gpointer user_data)
{
  return !rel_project_view_is_page_coming (rel_window_get_view (REL_WINDOW (user_data)));
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  *(gint64 *) user_data = g_get_monotonic_time ();
}

static void
checked_cb (RelChecker *checker, gpointer user_data)
{
  *(gint64 *) user_data = g_get_monotonic_time ();
}

static gboolean
has_happened (gpointer user_data)
{
  return *(gint64 *) user_data != 0;
}

static gboolean
idle_cb (gpointer user_data)
{
  *(gint64 *) user_data = g_get_monotonic_time ();
  return G_SOURCE_REMOVE;
}

/* The main loop does not poll while something more urgent is to be done. */
static void
end_turn (void)
{
  gint64 idle_us = 0;

  g_idle_add_full (G_PRIORITY_LOW, idle_cb, &idle_us, NULL);
  stage_wait_until (has_happened, &idle_us);
}

static gboolean
has_no_window (gpointer unused)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0;
}

/* @server is %NULL for the sample, which this process serves. */
static void
time_load (const char *target, FaultyServer *server, Times *times, guint run)
{
  RelWindow *window = stage_open (NULL);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  RelStartPage *page = rel_window_get_start_page (window);
  gint64 painted_us = 0;
  gint64 checked_us = 0;
  gint64 sent_us;
  gulong id;
  Turns turns;

  stage_settle (GTK_WIDGET (window));
  turns_begin ();
  rel_start_page_open (page, target, NULL);
  stage_wait_until (has_view, window);
  sent_us = server != NULL ? faulty_server_get_sent_us (server) : 0;
  turns = turns_end ("loading");
  times->longest_ms = MAX (times->longest_ms, turns.longest_ms);
  g_signal_connect (rel_project_view_get_checker (rel_window_get_view (window)), "changed", G_CALLBACK (checked_cb),
                    &checked_us);
  /* That it is there is seen before; what counts is that all of it is. */
  stage_wait_until (has_page, window);
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted_us);
  stage_wait_until (has_happened, &painted_us);
  g_signal_handler_disconnect (clock, id);
  times->frame_ms[run] = (painted_us - sent_us) / 1000.0;
  end_turn ();
  turns = turns_end ("showing");
  times->show_ms[run] = turns.total_ms;
  times->longest_show_ms[run] = turns.longest_ms;
  stage_wait_until (has_happened, &checked_us);
  stage_settle (GTK_WIDGET (window));
  turns = turns_end ("then");
  times->longest_ms = MAX (times->longest_ms, turns.longest_ms);
  gtk_window_close (GTK_WINDOW (window));
  stage_wait_until (has_no_window, NULL);
  end_turn ();
  times->close_ms[run] = turns_end ("closing").total_ms;
}

int
main (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GBytes) bytes = big_lists_new ();
  double json_glib_ms[N_RUNS];
  Times big = { 0 };
  Times sample = { 0 };
  double ratio;
  double show_ratio;
  double turn_ratio;
  double close_ratio;

  stage_set_up (NULL, NULL);
  big_answers_add (server);
  turns_watch ();
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_print ("The sample\n");
      time_load ("sample", NULL, &sample, i);
      g_print ("%d relations\n", BIG_N_COLLECTIONS * BIG_N_RELATIONS);
      time_load (faulty_server_get_url (server), server, &big, i);
      json_glib_ms[i] = time_json_glib (bytes);
    }
  stage_tear_down ();
  ratio = get_median (big.frame_ms) / get_median (json_glib_ms);
  show_ratio = get_median (big.show_ms) / get_median (sample.show_ms);
  g_print ("From the last byte to the first frame: %.0f ms; json-glib's parse of the bodies %.0f ms; ratio %.2f (at "
           "most %.1f)\n",
           get_median (big.frame_ms), get_median (json_glib_ms), ratio, MAX_RATIO);
  g_print ("To show it: %.1f ms on the processor; the sample %.1f ms; ratio %.2f (at most %.1f)\n",
           get_median (big.show_ms), get_median (sample.show_ms), show_ratio, MAX_SHOW_RATIO);
  turn_ratio = get_median (big.longest_show_ms) / get_median (sample.show_ms);
  g_print ("The longest turn of that: %.1f ms on the processor (wanted: at most %.0f), of the sample %.1f ms; ratio "
           "%.2f (at most %.2f)\n",
           get_median (big.longest_show_ms), MAX_MS, get_median (sample.longest_show_ms), turn_ratio, MAX_TURN_RATIO);
  close_ratio = get_median (big.close_ms) / get_median (sample.close_ms);
  g_print ("To close it: %.1f ms on the processor; the sample %.1f ms; ratio %.2f (at most %.1f)\n",
           get_median (big.close_ms), get_median (sample.close_ms), close_ratio, MAX_CLOSE_RATIO);
  g_print ("The longest of the other turns: %.1f ms on the processor (at most %.0f)\n", big.longest_ms, MAX_MS);
  return ratio <= MAX_RATIO && show_ratio <= MAX_SHOW_RATIO && turn_ratio <= MAX_TURN_RATIO &&
             close_ratio <= MAX_CLOSE_RATIO && big.longest_ms <= MAX_MS
           ? EXIT_SUCCESS
           : EXIT_FAILURE;
}
