/* test-deadline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-deadline.h"

static void
test_ends_with_its_caller (void)
{
  g_autoptr (GCancellable) outer = g_cancellable_new ();
  g_autoptr (RelDeadline) deadline = rel_deadline_new (outer, 0);

  g_assert_false (g_cancellable_is_cancelled (rel_deadline_get_cancellable (deadline)));
  g_cancellable_cancel (outer);
  g_assert_true (g_cancellable_is_cancelled (rel_deadline_get_cancellable (deadline)));
  g_assert_false (rel_deadline_is_over (deadline));
}

static void
test_ends_when_its_caller_has_ended (void)
{
  g_autoptr (GCancellable) outer = g_cancellable_new ();
  g_autoptr (RelDeadline) deadline = NULL;

  g_cancellable_cancel (outer);
  deadline = rel_deadline_new (outer, 0);
  g_assert_true (g_cancellable_is_cancelled (rel_deadline_get_cancellable (deadline)));
}

static void
test_leaves_its_caller_alone (void)
{
  g_autoptr (GCancellable) outer = g_cancellable_new ();
  g_autoptr (RelDeadline) deadline = rel_deadline_new (outer, 0);

  g_cancellable_cancel (rel_deadline_get_cancellable (deadline));
  g_assert_false (g_cancellable_is_cancelled (outer));
}

static void
test_ends_on_silence (void)
{
  g_autoptr (RelDeadline) deadline = rel_deadline_new (NULL, 100);

  while (!g_cancellable_is_cancelled (rel_deadline_get_cancellable (deadline)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rel_deadline_is_over (deadline));
}

static void
test_counts_silence_anew (void)
{
  g_autoptr (RelDeadline) first = rel_deadline_new (NULL, 100);
  g_autoptr (RelDeadline) second = NULL;

  /* The first was there before the second, but was heard of after it. */
  second = rel_deadline_new (NULL, 100);
  while (!rel_deadline_is_over (second))
    {
      rel_deadline_heard (first);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_false (rel_deadline_is_over (first));
}

static void
test_counts_nothing_when_stopped (void)
{
  g_autoptr (RelDeadline) stopped = rel_deadline_new (NULL, 100);
  g_autoptr (RelDeadline) later = rel_deadline_new (NULL, 200);

  rel_deadline_expect (stopped, 0);
  rel_deadline_heard (stopped);
  while (!rel_deadline_is_over (later))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rel_deadline_is_over (stopped));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/deadline/ends-with-its-caller", test_ends_with_its_caller);
  g_test_add_func ("/client/deadline/ends-when-its-caller-has-ended", test_ends_when_its_caller_has_ended);
  g_test_add_func ("/client/deadline/leaves-its-caller-alone", test_leaves_its_caller_alone);
  g_test_add_func ("/client/deadline/ends-on-silence", test_ends_on_silence);
  g_test_add_func ("/client/deadline/counts-silence-anew", test_counts_silence_anew);
  g_test_add_func ("/client/deadline/counts-nothing-when-stopped", test_counts_nothing_when_stopped);

  return g_test_run ();
}
