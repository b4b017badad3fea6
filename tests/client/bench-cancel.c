/* bench-cancel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long each operation takes to end after it was cancelled, at each moment, and while a
 * large answer is parsed; together with letting go of the connection. Fails when it takes
 * more than 50 ms in each of several runs.
 */

#include "config.h"

#include <stdlib.h>

#include "operations.h"

#define N_RUNS        5
#define MAX_MS        50.0
#define N_LARGE_PARTS 400000

static const struct
{
  const char *name;
  Moment moment;
  gboolean is_large;
} stages[] = {
  { "before headers", MOMENT_BEFORE_HEADERS }, { "in headers", MOMENT_IN_HEADERS },
  { "after headers", MOMENT_AFTER_HEADERS },   { "in body", MOMENT_IN_BODY },
  { "parsing", MOMENT_AFTER_BODY, TRUE },
};

static GBytes *
large_body_new (void)
{
  GString *text = g_string_new ("{\"data\":[");

  for (guint i = 0; i < N_LARGE_PARTS; i++)
    g_string_append_printf (text, "%s{\"collection\":\"articles\",\"field\":\"a%u\",\"meta\":null}", i > 0 ? "," : "",
                            i);
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

/* Called by the thread that cancels. */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  gint64 *when_us = user_data;

  *when_us = g_get_monotonic_time ();
}

static double
time_cancel (guint stage, const Operation *operation, GBytes *large)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { server, faulty_server_get_url (server), 1, 1, cancellable, FALSE };
  FaultyAnswer *answer = faulty_server_answer (server, operation->request, 200, "{\"data\":[]}");
  g_autoptr (GError) error = NULL;
  gint64 when_us = 0;

  g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), &when_us, NULL);
  if (stages[stage].is_large)
    faulty_answer_set_body (answer, large);
  faulty_answer_fail (answer, stages[stage].moment, FAULT_HANG);
  faulty_answer_cancel (answer, cancellable);
  operation->run (operation->request, &run, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return (g_get_monotonic_time () - when_us) / 1000.0;
}

int
main (void)
{
  g_autoptr (GBytes) large = large_body_new ();
  double best_ms = G_MAXDOUBLE;

  for (guint r = 0; r < N_RUNS; r++)
    {
      double worst_ms = 0;
      const char *worst = "";

      for (guint s = 0; s < G_N_ELEMENTS (stages); s++)
        {
          for (guint o = 0; o < N_OPERATIONS; o++)
            {
              double ms = time_cancel (s, &operations[o], large);

              worst = ms > worst_ms ? stages[s].name : worst;
              worst_ms = MAX (worst_ms, ms);
            }
        }
      g_print ("%u times cancelled: the longest took %.1f ms, %s\n", (guint) G_N_ELEMENTS (stages) * N_OPERATIONS,
               worst_ms, worst);
      best_ms = MIN (best_ms, worst_ms);
    }
  return best_ms <= MAX_MS ? EXIT_SUCCESS : EXIT_FAILURE;
}
