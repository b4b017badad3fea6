/* test-route.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-route.h"

static RelNet *
add_net (GPtrArray *gutter, guint key, double inner, double outer)
{
  RelNet *net = rel_route_get_net (gutter, key);

  rel_net_add_inner (net, inner, 1);
  rel_net_add_outer (net, outer, 1);
  return net;
}

static void
test_level (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();
  RelNet *net = add_net (gutter, 0, 10, 10);

  g_assert_true (rel_net_is_level (net));
  g_assert_cmpuint (rel_route_lanes (gutter, 5, NULL), ==, 0);
}

/* Runs beside each other have lanes of their own, runs above each other share one. */
static void
test_lanes (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();
  RelNet *a = add_net (gutter, 0, 0, 50);
  RelNet *b = add_net (gutter, 1, 20, 70);
  RelNet *c = add_net (gutter, 2, 100, 120);

  g_assert_cmpuint (rel_route_lanes (gutter, 5, NULL), ==, 2);
  g_assert_cmpuint (a->lane, !=, b->lane);
  g_assert_cmpuint (c->lane, ==, 0);
}

static void
test_clearance (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();

  add_net (gutter, 0, 0, 50);
  add_net (gutter, 1, 54, 100);
  g_assert_cmpuint (rel_route_lanes (gutter, 5, NULL), ==, 2);
  g_assert_cmpuint (rel_route_lanes (gutter, 3, NULL), ==, 1);
}

/* Of two lines that both go down, the upper one has to turn farther out, else they cross. */
static void
test_few_crossings (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();
  RelNet *upper = add_net (gutter, 0, 0, 100);
  RelNet *lower = add_net (gutter, 1, 20, 120);
  RelNet *rising_upper = add_net (gutter, 2, 300, 200);
  RelNet *rising_lower = add_net (gutter, 3, 320, 220);

  rel_route_lanes (gutter, 5, NULL);
  g_assert_cmpuint (upper->lane, >, lower->lane);
  g_assert_cmpuint (rising_upper->lane, <, rising_lower->lane);
}

/* A line that leaves where another one enters turns behind it, so that they do not meet. */
static void
test_no_overlap (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();
  RelNet *a = add_net (gutter, 0, 0, 50);
  RelNet *b = add_net (gutter, 1, 50, 90);

  rel_route_lanes (gutter, 5, NULL);
  g_assert_cmpuint (a->lane, >, b->lane);
  g_assert_false (rel_route_is_on_other (gutter, a, 50));
}

static void
test_circle_is_found (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();
  RelNet *a = add_net (gutter, 0, 0, 50);
  RelNet *b = add_net (gutter, 1, 50, 0);

  rel_route_lanes (gutter, 5, NULL);
  g_assert_true (rel_route_is_on_other (gutter, a, 50) != rel_route_is_on_other (gutter, b, 0));
}

static void
test_one_net_for_a_key (void)
{
  g_autoptr (GPtrArray) gutter = rel_route_new_gutter ();
  RelNet *net = add_net (gutter, 7, 0, 50);

  add_net (gutter, 7, 0, 80);
  g_assert_true (rel_route_get_net (gutter, 7) == net);
  g_assert_cmpuint (gutter->len, ==, 1);
  g_assert_cmpuint (net->inner->len, ==, 1);
  g_assert_cmpuint (net->outer->len, ==, 2);
  g_assert_cmpfloat (net->bottom, ==, 80);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/route/level", test_level);
  g_test_add_func ("/diagram/route/lanes", test_lanes);
  g_test_add_func ("/diagram/route/clearance", test_clearance);
  g_test_add_func ("/diagram/route/few-crossings", test_few_crossings);
  g_test_add_func ("/diagram/route/no-overlap", test_no_overlap);
  g_test_add_func ("/diagram/route/circle-is-found", test_circle_is_found);
  g_test_add_func ("/diagram/route/one-net-for-a-key", test_one_net_for_a_key);
  return g_test_run ();
}
