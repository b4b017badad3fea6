/* turns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the turns of the main loop take: between two polls it is at work. What counts is
 * the time that the processor worked for it, because a busy machine takes the processor away;
 * the time on the clock is said as well.
 */

#include "config.h"

#include "turns.h"

#include <stdlib.h>
#include <time.h>

static GArray *processor_ms;
static GArray *clock_ms;
static double processor_start_ms;
static double clock_start_ms; /* 0 when no turn has begun */

static double
get_time_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int
poll_between_turns (GPollFD *fds, guint n_fds, int timeout_ms)
{
  double on_processor_ms = get_time_ms (CLOCK_THREAD_CPUTIME_ID) - processor_start_ms;
  double on_clock_ms = get_time_ms (CLOCK_MONOTONIC) - clock_start_ms;
  int result;

  if (clock_start_ms > 0)
    {
      g_array_append_val (processor_ms, on_processor_ms);
      g_array_append_val (clock_ms, on_clock_ms);
    }
  result = g_poll (fds, n_fds, timeout_ms);
  processor_start_ms = get_time_ms (CLOCK_THREAD_CPUTIME_ID);
  clock_start_ms = get_time_ms (CLOCK_MONOTONIC);
  return result;
}

static int
compare_times (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

/* Sorts @turns. */
static void
print_longest (const char *clock, GArray *turns)
{
  qsort (turns->data, turns->len, sizeof (double), compare_times);
  g_print ("  %s: the longest %.2f ms, 99 of 100 at most %.2f ms\n", clock,
           g_array_index (turns, double, turns->len - 1), g_array_index (turns, double, turns->len * 99 / 100));
}

/* Begins to watch the default main context, until the program ends. */
void
turns_watch (void)
{
  processor_ms = g_array_new (FALSE, FALSE, sizeof (double));
  clock_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_main_context_set_poll_func (NULL, poll_between_turns);
}

/* Forgets the turns until now, and the one that goes on. */
void
turns_begin (void)
{
  g_array_set_size (processor_ms, 0);
  g_array_set_size (clock_ms, 0);
  clock_start_ms = 0;
}

/* Says what the turns took since the last call, without the one that goes on. */
Turns
turns_end (const char *what)
{
  Turns turns = { clock_ms->len, 0, 0 };

  g_assert_cmpuint (turns.n_turns, >, 0);
  g_print ("%s: %u turns of the main loop\n", what, turns.n_turns);
  print_longest ("on the clock", clock_ms);
  print_longest ("on the processor", processor_ms);
  turns.longest_ms = g_array_index (processor_ms, double, processor_ms->len - 1);
  for (guint i = 0; i < processor_ms->len; i++)
    turns.total_ms += g_array_index (processor_ms, double, i);
  g_array_set_size (processor_ms, 0);
  g_array_set_size (clock_ms, 0);
  return turns;
}
