/* bench-mainloop.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * While 10,000 relations with their fields and collections arrive, are parsed and built, the
 * main loop must not stand still: no turn of it may take more than 8 ms, half of a frame.
 * What counts is the time that the processor worked for it, because a busy machine takes the
 * processor away; the time on the clock is said as well. Each run has a fresh client.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "big-lists.h"
#include "faulty-server.h"
#include "rel-client.h"
#include "rel-json.h"
#include "waiting.h"

#define N_RUNS 5
#define MAX_MS 8.0

/* How long the turns of the main loop took, on the processor and on the clock. */
static GArray *turns_ms;
static GArray *clock_turns_ms;
static double turn_start_ms;
static double clock_turn_start_ms;

static double
get_time_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* Between two polls the loop is at work. */
static int
poll_between_turns (GPollFD *fds, guint n_fds, int timeout_ms)
{
  double ms = get_time_ms (CLOCK_THREAD_CPUTIME_ID) - turn_start_ms;
  double clock_ms = get_time_ms (CLOCK_MONOTONIC) - clock_turn_start_ms;
  int result;

  if (turn_start_ms > 0)
    {
      g_array_append_val (turns_ms, ms);
      g_array_append_val (clock_turns_ms, clock_ms);
    }
  result = g_poll (fds, n_fds, timeout_ms);
  turn_start_ms = get_time_ms (CLOCK_THREAD_CPUTIME_ID);
  clock_turn_start_ms = get_time_ms (CLOCK_MONOTONIC);
  return result;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

/* Cuts the three lists out of one object. */
static GBytes *
list_body_new (JsonObject *lists, const char *name)
{
  g_autofree char *text = rel_json_dup_text (json_object_get_member (lists, name), FALSE);
  char *body = g_strdup_printf ("{\"data\":%s}", text);

  return g_bytes_new_take (body, strlen (body));
}

static void
answer_with_lists (FaultyServer *server, gsize *length_bytes)
{
  static const char *const names[] = { "collections", "fields", "relations" };
  g_autoptr (GBytes) bytes = big_lists_new ();
  g_autoptr (JsonNode) lists = rel_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *request = g_strconcat ("GET /", names[i], NULL);
      g_autoptr (GBytes) body = list_body_new (json_node_get_object (lists), names[i]);
      FaultyAnswer *answer = faulty_server_answer (server, request, 200, "");

      faulty_answer_set_body (answer, body);
      faulty_answer_keep (answer);
      *length_bytes += g_bytes_get_size (body);
    }
}

/* Returns: the longest turn of those in @turns, which are sorted then */
static double
print_turns (const char *what, GArray *turns)
{
  double longest_ms;

  qsort (turns->data, turns->len, sizeof (double), compare_times);
  longest_ms = g_array_index (turns, double, turns->len - 1);
  g_print ("  %s: the longest %.2f ms, 99 of 100 at most %.2f ms\n", what, longest_ms,
           g_array_index (turns, double, turns->len * 99 / 100));
  return longest_ms;
}

/* Returns: the longest turn, on the processor */
static double
time_fetch (FaultyServer *server)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  g_array_set_size (turns_ms, 0);
  g_array_set_size (clock_turns_ms, 0);
  turn_start_ms = 0;
  rel_client_fetch_schema_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  schema = rel_client_fetch_schema_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, BIG_N_COLLECTIONS * BIG_N_RELATIONS);

  g_print ("%u turns of the main loop in %.0f ms\n", turns_ms->len, (g_get_monotonic_time () - start_us) / 1000.0);
  print_turns ("on the clock", clock_turns_ms);
  return print_turns ("on the processor", turns_ms);
}

int
main (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  gsize length_bytes = 0;
  double worst_ms = 0;

  answer_with_lists (server, &length_bytes);
  g_print ("%d relations, %.1f MB\n", BIG_N_COLLECTIONS * BIG_N_RELATIONS, length_bytes / 1e6);
  turns_ms = g_array_new (FALSE, FALSE, sizeof (double));
  clock_turns_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_main_context_set_poll_func (NULL, poll_between_turns);

  for (guint i = 0; i < N_RUNS; i++)
    {
      double longest_ms = time_fetch (server);

      worst_ms = MAX (worst_ms, longest_ms);
    }
  g_array_unref (turns_ms);
  g_array_unref (clock_turns_ms);
  return worst_ms <= MAX_MS ? EXIT_SUCCESS : EXIT_FAILURE;
}
