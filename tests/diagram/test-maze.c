/* test-maze.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "graphs.h"
#include "rel-graph-maze.h"

#define U   GRAPH_UNIT
#define NET REL_MAZE_FIRST_NET

static RelMaze *
new_maze (void)
{
  const RelBox bounds = { 0, 0, 100 * U, 60 * U };

  return rel_maze_new (&bounds, U, NULL);
}

static GArray *
new_points (const RelPoint *points, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (RelPoint));

  g_array_append_vals (array, points, n);
  return array;
}

static void
put_line (RelMaze *maze, guint net, double x1, double y1, double x2, double y2)
{
  const RelPoint ends[] = { { x1, y1 }, { x2, y2 } };
  g_autoptr (GArray) points = new_points (ends, 2);

  rel_maze_put_line (maze, points, net);
}

static void
assert_stretch (RelMaze *maze, int column, int first, int last, guint net)
{
  RelStretch stretch = rel_maze_look (maze, REL_MAZE_LEVEL, 10, column);

  g_assert_cmpint (stretch.first, ==, first);
  g_assert_cmpint (stretch.last, ==, last);
  g_assert_cmpuint (stretch.net, ==, net);
}

/* Lines of one net are one stretch; where others are on them it is shared; a card closes all. Two
 * squares are as wide as the unit. */
static void
test_stretches (void)
{
  g_autoptr (RelMaze) maze = new_maze ();
  const RelBox card = { 50 * U, 8 * U, 10 * U, 4 * U };
  int last = rel_maze_count_tracks (maze, REL_MAZE_UPRIGHT) - 1;

  assert_stretch (maze, 30, 0, last, REL_MAZE_FREE);
  put_line (maze, NET, 10 * U, 10 * U, 20 * U, 10 * U);
  put_line (maze, NET, 15 * U, 10 * U, 30 * U, 10 * U);
  put_line (maze, NET + 1, 25 * U, 10 * U, 40 * U, 10 * U);
  rel_maze_put_card (maze, &card);
  assert_stretch (maze, 0, 0, 19, REL_MAZE_FREE);
  assert_stretch (maze, 30, 20, 49, NET);
  assert_stretch (maze, 50, 50, 60, REL_MAZE_SHARED);
  assert_stretch (maze, 80, 61, 80, NET + 1);
  assert_stretch (maze, 81, 81, 99, REL_MAZE_FREE);
  assert_stretch (maze, 110, 100, 120, REL_MAZE_CLOSED);
  assert_stretch (maze, last, 121, last, REL_MAZE_FREE);
}

/* Upright lines that are hardly apart cannot be told apart. */
static void
test_near (void)
{
  g_autoptr (RelMaze) maze = new_maze ();

  put_line (maze, NET, 20 * U + 1, 5 * U, 20 * U + 1, 20 * U);
  g_assert_cmpuint (rel_maze_look (maze, REL_MAZE_UPRIGHT, 40, 10).net, ==, NET);
  g_assert_cmpuint (rel_maze_look (maze, REL_MAZE_UPRIGHT, 39, 10).net, ==, REL_MAZE_NEAR);
  g_assert_cmpuint (rel_maze_look (maze, REL_MAZE_UPRIGHT, 41, 10).net, ==, REL_MAZE_FREE);
}

static void
test_is_free (void)
{
  g_autoptr (RelMaze) maze = new_maze ();
  RelBox box = { 40 * U, 20 * U, 10 * U, 10 * U };

  g_assert_true (rel_maze_is_free (maze, &box));
  put_line (maze, NET, 10 * U, 25 * U, 80 * U, 25 * U);
  g_assert_false (rel_maze_is_free (maze, &box));
  box.y = 40 * U;
  g_assert_true (rel_maze_is_free (maze, &box));
  box.x = 95 * U;
  g_assert_false (rel_maze_is_free (maze, &box));
}

/* --- Ways --- */

static RelTrip
new_trip (double from_y, double to_y, GArray *branches)
{
  RelDoor from = { { 10 * U, from_y - 2 * U, 10 * U, 4 * U }, from_y, NULL, 0, -1e6, 1e6 };
  RelDoor hub = { { 80 * U, to_y - 2 * U, 10 * U, 4 * U }, to_y, NULL, 0, -1e6, 1e6 };

  return (RelTrip){ from, hub, NET, branches };
}

static GArray *
find_way (RelMaze *maze, const RelTrip *trip)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RelPoint));

  rel_maze_put_card (maze, &trip->from.box);
  rel_maze_put_card (maze, &trip->hub.box);
  if (!rel_maze_find_way (maze, trip, points))
    g_clear_pointer (&points, g_array_unref);
  return points;
}

static GArray *
no_branches (void)
{
  return g_array_new (FALSE, FALSE, sizeof (RelBranch));
}

static void
test_straight (void)
{
  g_autoptr (RelMaze) maze = new_maze ();
  g_autoptr (GArray) branches = no_branches ();
  RelTrip trip = new_trip (20 * U, 20 * U, branches);
  g_autoptr (GArray) points = find_way (maze, &trip);

  g_assert_cmpuint (points->len, ==, 2);
  g_assert_cmpfloat (g_array_index (points, RelPoint, 0).x, ==, 20 * U);
  g_assert_cmpfloat (g_array_index (points, RelPoint, 1).x, ==, 80 * U);
}

/* A card in between is gone round; a line is crossed. */
static void
test_around (void)
{
  g_autoptr (RelMaze) maze = new_maze ();
  g_autoptr (GArray) branches = no_branches ();
  const RelBox card = { 45 * U, 10 * U, 10 * U, 20 * U };
  RelTrip trip = new_trip (20 * U, 20 * U, branches);
  g_autoptr (GArray) points = NULL;

  rel_maze_put_card (maze, &card);
  put_line (maze, NET + 1, 30 * U, 0, 30 * U, 59 * U);
  points = find_way (maze, &trip);
  g_assert_cmpuint (points->len, ==, 6);
  for (guint i = 2; i < 4; i++)
    {
      double y = g_array_index (points, RelPoint, i).y;

      g_assert_true (y < card.y || y > card.y + card.height);
    }
}

/* Where nothing leads out, there is no way. */
static void
test_no_way (void)
{
  g_autoptr (RelMaze) maze = new_maze ();
  g_autoptr (GArray) branches = no_branches ();
  const RelBox wall = { 40 * U, -U, 10 * U, 70 * U };
  RelTrip trip = new_trip (20 * U, 20 * U, branches);

  rel_maze_put_card (maze, &wall);
  g_assert_null (find_way (maze, &trip));
}

/* A line joins one of its net, and ends where that one ends; a line of another net it crosses. */
static void
test_branch (void)
{
  for (guint net = NET; net < NET + 2; net++)
    {
      g_autoptr (RelMaze) maze = new_maze ();
      const RelPoint corners[] = { { 30 * U, 50 * U }, { 40 * U, 50 * U }, { 40 * U, 10 * U }, { 80 * U, 10 * U } };
      g_autoptr (GArray) line = new_points (corners, G_N_ELEMENTS (corners));
      g_autoptr (GArray) branches = no_branches ();
      RelBranch branch = { line, FALSE };
      RelTrip trip = new_trip (30 * U, 10 * U, branches);
      g_autoptr (GArray) points = NULL;
      double turn;

      if (net == NET)
        g_array_append_val (branches, branch);
      trip.hub.nets = &net;
      trip.hub.n_nets = 1;
      rel_maze_put_line (maze, line, net);
      points = find_way (maze, &trip);
      g_assert_cmpuint (points->len, ==, 4);
      turn = g_array_index (points, RelPoint, 1).x;
      g_assert_cmpfloat (g_array_index (points, RelPoint, 3).y, ==, 10 * U);
      if (net == NET)
        g_assert_cmpfloat (turn, ==, 40 * U);
      else
        g_assert_cmpfloat (ABS (turn - 40 * U), >, 4);
    }
}

/* Where it is looked for in large steps, it is what it is in small ones. */
static void
test_last_empty (void)
{
  const int used[] = { 0, 5, 63, 64, 130, 320, 325 };
  const RelBox bounds = { 0, 0, 100 * U, 400 * U };
  g_autoptr (RelMaze) maze = rel_maze_new (&bounds, U, NULL);
  gboolean is_used[400] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    {
      put_line (maze, NET, 10 * U, used[i] * U, 20 * U, used[i] * U);
      is_used[used[i]] = TRUE;
    }
  for (int from = 0; from < 400; from += 3)
    {
      for (int to = 0; to < 400; to += 7)
        {
          int step = to < from ? -1 : 1;
          int last = from;

          while (!is_used[from] && last != to && !is_used[last + step])
            last += step;
          g_assert_cmpint (rel_maze_find_last_empty (maze, REL_MAZE_LEVEL, from, to), ==, last);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/maze/stretches", test_stretches);
  g_test_add_func ("/diagram/maze/last-empty", test_last_empty);
  g_test_add_func ("/diagram/maze/near", test_near);
  g_test_add_func ("/diagram/maze/is-free", test_is_free);
  g_test_add_func ("/diagram/maze/straight", test_straight);
  g_test_add_func ("/diagram/maze/around", test_around);
  g_test_add_func ("/diagram/maze/no-way", test_no_way);
  g_test_add_func ("/diagram/maze/branch", test_branch);
  return g_test_run ();
}
