/* test-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-history.h"

static RelSchema *
make_schema (void)
{
  return rel_schema_new (g_ptr_array_new ());
}

static void
test_undo_redo (void)
{
  g_autoptr (RelSchema) first = make_schema ();
  g_autoptr (RelSchema) second = make_schema ();
  g_autoptr (RelSchema) third = make_schema ();
  g_autoptr (RelHistory) history = rel_history_new (first);

  g_assert_null (rel_history_get_undo_name (history));
  g_assert_false (rel_history_undo (history));

  rel_history_push (history, second, "two");
  rel_history_push (history, third, "three");
  g_assert_true (rel_history_get_draft (history) == third);
  g_assert_cmpstr (rel_history_get_undo_name (history), ==, "three");
  g_assert_null (rel_history_get_redo_name (history));

  g_assert_true (rel_history_undo (history));
  g_assert_true (rel_history_get_draft (history) == second);
  g_assert_cmpstr (rel_history_get_undo_name (history), ==, "two");
  g_assert_cmpstr (rel_history_get_redo_name (history), ==, "three");

  g_assert_true (rel_history_undo (history));
  g_assert_false (rel_history_undo (history));
  g_assert_true (rel_history_get_draft (history) == first);
  g_assert_true (rel_history_redo (history));
  g_assert_true (rel_history_redo (history));
  g_assert_false (rel_history_redo (history));
  g_assert_true (rel_history_get_draft (history) == third);
}

static void
test_push_forgets_redo (void)
{
  g_autoptr (RelSchema) first = make_schema ();
  g_autoptr (RelSchema) second = make_schema ();
  g_autoptr (RelSchema) other = make_schema ();
  g_autoptr (RelHistory) history = rel_history_new (first);

  rel_history_push (history, second, "two");
  rel_history_undo (history);
  rel_history_push (history, other, "other");
  g_assert_null (rel_history_get_redo_name (history));
  g_assert_cmpstr (rel_history_get_undo_name (history), ==, "other");
  g_assert_true (rel_history_get_draft (history) == other);
  rel_history_undo (history);
  g_assert_true (rel_history_get_draft (history) == first);
}

static RelSchema *
replace (RelSchema *schema, gpointer user_data)
{
  RelSchema **replacement = user_data;

  return rel_schema_ref (*replacement);
}

static void
test_map (void)
{
  g_autoptr (RelSchema) first = make_schema ();
  g_autoptr (RelSchema) second = make_schema ();
  g_autoptr (RelSchema) replacement = make_schema ();
  g_autoptr (RelHistory) history = rel_history_new (first);

  rel_history_push (history, second, "two");
  rel_history_map (history, replace, &replacement);
  g_assert_true (rel_history_get_draft (history) == replacement);
  rel_history_undo (history);
  g_assert_true (rel_history_get_draft (history) == replacement);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/history/undo-redo", test_undo_redo);
  g_test_add_func ("/workspace/history/push-forgets-redo", test_push_forgets_redo);
  g_test_add_func ("/workspace/history/map", test_map);

  return g_test_run ();
}
