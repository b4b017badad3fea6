/* test-back-forward.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-back-forward.h"

static void
visit (RelBackForward *list, const char *collection)
{
  g_autoptr (RelPlace) place = rel_place_new_collection (collection);

  rel_back_forward_visit (list, place);
}

#define assert_at(list, name) g_assert_cmpstr (rel_place_get_collection (rel_back_forward_get_current (list)), ==, name)

static void
test_goes_back_and_forward (void)
{
  g_autoptr (RelBackForward) list = rel_back_forward_new ();

  g_assert_null (rel_back_forward_get_current (list));
  g_assert_null (rel_back_forward_go_back (list));
  visit (list, "articles");
  visit (list, "authors");
  visit (list, "tags");
  g_assert_false (rel_back_forward_can_go_forward (list));

  rel_back_forward_go_back (list);
  rel_back_forward_go_back (list);
  assert_at (list, "articles");
  g_assert_false (rel_back_forward_can_go_back (list));
  g_assert_null (rel_back_forward_go_back (list));

  rel_back_forward_go_forward (list);
  assert_at (list, "authors");
}

static void
test_drops_what_lay_ahead (void)
{
  g_autoptr (RelBackForward) list = rel_back_forward_new ();

  visit (list, "articles");
  visit (list, "authors");
  rel_back_forward_go_back (list);
  visit (list, "tags");
  g_assert_false (rel_back_forward_can_go_forward (list));
  rel_back_forward_go_back (list);
  assert_at (list, "articles");
}

static void
test_stays_where_it_is (void)
{
  g_autoptr (RelBackForward) list = rel_back_forward_new ();

  visit (list, "articles");
  visit (list, "articles");
  g_assert_false (rel_back_forward_can_go_back (list));
}

static void
test_forgets_the_oldest (void)
{
  g_autoptr (RelBackForward) list = rel_back_forward_new ();
  guint n_back = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("c%u", i);

      visit (list, name);
    }
  assert_at (list, "c999");
  while (rel_back_forward_go_back (list) != NULL)
    n_back++;
  g_assert_cmpuint (n_back, ==, 199);
  assert_at (list, "c800");
}

static void
test_places_compare (void)
{
  g_autoptr (RelPlace) relation = rel_place_new_relation ("articles", "author", 0);
  g_autoptr (RelPlace) same = rel_place_new_relation ("articles", "author", 0);
  g_autoptr (RelPlace) second = rel_place_new_relation ("articles", "author", 1);
  g_autoptr (RelPlace) collection = rel_place_new_collection ("articles");
  g_autoptr (RelPlace) changes = rel_place_new (REL_PLACE_CHANGES);
  g_autofree char *title = rel_place_dup_title (relation);

  g_assert_true (rel_place_equal (relation, same));
  g_assert_false (rel_place_equal (relation, second));
  g_assert_false (rel_place_equal (relation, collection));
  g_assert_false (rel_place_equal (collection, changes));
  g_assert_false (rel_place_equal (NULL, changes));
  g_assert_true (rel_place_equal (NULL, NULL));
  g_assert_cmpstr (title, ==, "articles.author");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/back-forward/goes-back-and-forward", test_goes_back_and_forward);
  g_test_add_func ("/ui/back-forward/drops-what-lay-ahead", test_drops_what_lay_ahead);
  g_test_add_func ("/ui/back-forward/stays-where-it-is", test_stays_where_it_is);
  g_test_add_func ("/ui/back-forward/forgets-the-oldest", test_forgets_the_oldest);
  g_test_add_func ("/ui/place/compare", test_places_compare);
  return g_test_run ();
}
