/* bench-mainloop.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * While 10,000 relations with their fields and collections arrive, are parsed and built, the
 * main loop must not stand still: no turn of it may take more than 8 ms, half of a frame.
 * Each run has a fresh client.
 */

#include "config.h"

#include <stdlib.h>

#include "big-answers.h"
#include "big-lists.h"
#include "faulty-server.h"
#include "rel-client.h"
#include "turns.h"
#include "waiting.h"

#define N_RUNS 5
#define MAX_MS 8.0

/* Returns: the longest turn, on the processor */
static double
time_fetch (FaultyServer *server)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  turns_begin ();
  rel_client_fetch_schema_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  schema = rel_client_fetch_schema_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, BIG_N_COLLECTIONS * BIG_N_RELATIONS);

  g_print ("in %.0f ms, ", (g_get_monotonic_time () - start_us) / 1000.0);
  return turns_end ("while it was read").longest_ms;
}

int
main (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  gsize length_bytes;
  double worst_ms = 0;

  length_bytes = big_answers_add (server);
  g_print ("%d relations, %.1f MB\n", BIG_N_COLLECTIONS * BIG_N_RELATIONS, length_bytes / 1e6);
  turns_watch ();

  for (guint i = 0; i < N_RUNS; i++)
    {
      double longest_ms = time_fetch (server);

      worst_ms = MAX (worst_ms, longest_ms);
    }
  return worst_ms <= MAX_MS ? EXIT_SUCCESS : EXIT_FAILURE;
}
