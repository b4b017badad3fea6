/* test-graph.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of graphs of all sorts can be read, are the same each time, and can be cancelled.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "graphs.h"
#include "measures.h"
#include "readable.h"

#define N_RANDOM 240

static void
arrange (RelGraph *graph)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_groups (RelGraph *graph)
{
  for (guint i = 1; i < graph->groups->len; i++)
    {
      const RelBox *group = &g_array_index (graph->groups, RelBox, i);

      for (guint j = 1; j < i; j++)
        {
          const RelBox *other = &g_array_index (graph->groups, RelBox, j);

          if (group->width > 0 && other->width > 0)
            g_assert_false (group->x < other->x + other->width && other->x < group->x + group->width &&
                            group->y < other->y + other->height && other->y < group->y + group->height);
        }
      for (guint n = 0; group->width > 0 && n < graph->nodes->len; n++)
        {
          const RelNode *node = rel_graph_node (graph, n);
          gboolean inside = node->box.x >= group->x && node->box.x + node->box.width <= group->x + group->width &&
                            node->box.y >= group->y && node->box.y + node->box.height <= group->y + group->height;
          gboolean outside = node->box.x > group->x + group->width || node->box.x + node->box.width < group->x ||
                             node->box.y > group->y + group->height || node->box.y + node->box.height < group->y;

          g_assert_true (node->group == i ? inside : outside);
        }
    }
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RANDOM; seed++)
    {
      g_autoptr (RelGraph) graph = graph_random (seed);

      g_test_message ("seed %u", seed);
      arrange (graph);
      readable_assert (graph);
      assert_groups (graph);
    }
}

static void
test_modular (void)
{
  static const guint sizes[] = { 0, 1, 2, 50, 300, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      for (guint grouped = 0; grouped < 2; grouped++)
        {
          g_autoptr (RelGraph) graph = graph_modular (sizes[i], 1, grouped == 1);

          arrange (graph);
          readable_assert (graph);
          assert_groups (graph);
        }
    }
}

/* A hub with 5,000 lines, and a card with 2,500 fields that refer. All lines of the hub end at one
 * place, so that they may fall on each other. */
static void
test_hub (void)
{
  g_autoptr (RelGraph) star = graph_star (5000);
  g_autoptr (RelGraph) fan = rel_graph_new (GRAPH_UNIT);
  guint hub = graph_add_card (fan, 2500, 200, 0);
  Measures measures;

  arrange (star);
  measures = measures_take_of_cards (star);
  readable_assert_measures (star, &measures);
  for (guint i = 0; i < 2500; i++)
    graph_link (fan, hub, i, graph_add_card (fan, 0, 140, 0), -1);
  arrange (fan);
  readable_assert (fan);
}

static void
test_lonely (void)
{
  g_autoptr (RelGraph) graph = rel_graph_new (GRAPH_UNIT);

  for (guint i = 0; i < 10000; i++)
    graph_add_card (graph, i % 7, 132 + i % 5 * 30, 0);
  arrange (graph);
  readable_assert (graph);
  /* Not in one row, nor in one column. */
  g_assert_cmpfloat (graph->width / graph->height, >, 0.5);
  g_assert_cmpfloat (graph->width / graph->height, <, 3);
}

/* A circle through all cards, a chain, and a card with nothing but lines to itself. */
static void
test_circles (void)
{
  for (guint closed = 0; closed < 2; closed++)
    {
      g_autoptr (RelGraph) graph = rel_graph_new (GRAPH_UNIT);
      guint n = 400;

      for (guint i = 0; i < n; i++)
        graph_add_card (graph, 2, 140, 0);
      for (guint i = 0; i + 1 < n + closed; i++)
        graph_link (graph, i, 0, (i + 1) % n, -1);
      for (guint i = 0; i < 20; i++)
        graph_link (graph, i, 1, i, -1);
      arrange (graph);
      readable_assert (graph);
    }
}

/* References lead from left to right. */
static void
test_left_to_right (void)
{
  g_autoptr (RelGraph) graph = rel_graph_new (GRAPH_UNIT);

  for (guint i = 0; i < 5; i++)
    graph_add_card (graph, 2, 140, 0);
  graph_link (graph, 0, 0, 1, -1);
  graph_link (graph, 1, 0, 2, -1);
  graph_link (graph, 0, 1, 2, -1);
  graph_link (graph, 3, 0, 1, -1);
  graph_link (graph, 2, 0, 4, -1);
  arrange (graph);
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      const RelBox *from = &rel_graph_node (graph, line->from)->box;

      g_assert_cmpfloat (from->x + from->width, <, rel_graph_node (graph, line->to)->box.x);
    }
}

/* What can be drawn without any crossing is drawn so: a tree, and two fields of one card that refer
 * to two others which refer to a fourth. */
static void
test_no_crossings (void)
{
  g_autoptr (RelGraph) tree = rel_graph_new (GRAPH_UNIT);
  g_autoptr (RelGraph) diamond = rel_graph_new (GRAPH_UNIT);

  for (guint i = 0; i < 40; i++)
    {
      graph_add_card (tree, 2, 140, 0);
      if (i > 0)
        graph_link (tree, i, 0, (i - 1) / 2, -1);
    }
  arrange (tree);
  g_assert_cmpuint (measures_take (tree).crossings, ==, 0);

  for (guint i = 0; i < 4; i++)
    graph_add_card (diamond, 2, 140, 0);
  graph_link (diamond, 0, 0, 2, -1);
  graph_link (diamond, 0, 1, 1, -1);
  graph_link (diamond, 1, 0, 3, -1);
  graph_link (diamond, 2, 0, 3, 0);
  arrange (diamond);
  g_assert_cmpuint (measures_take (diamond).crossings, ==, 0);
}

static void
assert_same (RelGraph *a, RelGraph *b)
{
  g_assert_cmpmem (a->nodes->data, a->nodes->len * sizeof (RelNode), b->nodes->data, b->nodes->len * sizeof (RelNode));
  for (guint i = 0; i < a->lines->len; i++)
    {
      GArray *a_points = rel_graph_line (a, i)->points;
      GArray *b_points = rel_graph_line (b, i)->points;

      g_assert_cmpmem (a_points->data, a_points->len * sizeof (RelPoint), b_points->data,
                       b_points->len * sizeof (RelPoint));
    }
}

static void
test_same_again (void)
{
  g_autoptr (RelGraph) first = graph_modular (300, 7, FALSE);
  g_autoptr (RelGraph) second = graph_modular (300, 7, FALSE);

  arrange (first);
  arrange (second);
  assert_same (first, second);
  /* Also from where it stands. */
  arrange (first);
  assert_same (first, second);
}

static void
test_quick (void)
{
  g_autoptr (RelGraph) quick = graph_modular (300, 3, FALSE);
  g_autoptr (RelGraph) best = graph_modular (300, 3, FALSE);

  g_assert_true (rel_graph_arrange (quick, REL_EFFORT_QUICK, NULL, NULL));
  arrange (best);
  readable_assert (quick);
  g_assert_cmpuint (measures_take (best).crossings, <, measures_take (quick).crossings);
}

/* A first picture comes soon: lines end where they have to, and cards do not overlap, but lines may
 * run anywhere. Cards stand in the columns where they will stand. */
static void
test_first (void)
{
  g_autoptr (RelGraph) first = graph_modular (300, 3, FALSE);
  g_autoptr (RelGraph) quick = graph_modular (300, 3, FALSE);

  g_assert_true (rel_graph_arrange (first, REL_EFFORT_FIRST, NULL, NULL));
  g_assert_true (rel_graph_arrange (quick, REL_EFFORT_QUICK, NULL, NULL));
  g_assert_cmpuint (measures_take_of_cards (first).overlaps, ==, 0);
  readable_assert_lines (first);
  for (guint i = 0; i < first->lines->len; i++)
    {
      guint from = rel_graph_line (first, i)->from;
      guint to = rel_graph_line (first, i)->to;

      g_assert_true ((rel_graph_node (first, from)->box.x < rel_graph_node (first, to)->box.x) ==
                     (rel_graph_node (quick, from)->box.x < rel_graph_node (quick, to)->box.x));
    }
}

/* Groups that meet would say what is not so. */
static void
test_first_groups (void)
{
  g_autoptr (RelGraph) graph = graph_modular (100, 3, TRUE);

  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_FIRST, NULL, NULL));
  assert_groups (graph);
}

static void
test_shape (void)
{
  g_autoptr (RelGraph) graph = graph_modular (1000, 2, FALSE);

  arrange (graph);
  g_assert_cmpfloat (graph->width / graph->height, >, 0.8);
  g_assert_cmpfloat (graph->width / graph->height, <, 2.5);
}

static void
test_cancelled (void)
{
  g_autoptr (RelGraph) graph = graph_modular (300, 1, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (rel_graph_arrange (graph, REL_EFFORT_BEST, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* What takes seconds ends when somebody else cancels it; how soon is measured by bench-layout. */
static void
test_cancelled_on_the_way (void)
{
  g_autoptr (RelGraph) graph = graph_modular (10000, 1, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_false (rel_graph_arrange (graph, REL_EFFORT_BEST, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/graph/random", test_random);
  g_test_add_func ("/diagram/graph/modular", test_modular);
  g_test_add_func ("/diagram/graph/hub", test_hub);
  g_test_add_func ("/diagram/graph/lonely", test_lonely);
  g_test_add_func ("/diagram/graph/circles", test_circles);
  g_test_add_func ("/diagram/graph/left-to-right", test_left_to_right);
  g_test_add_func ("/diagram/graph/no-crossings", test_no_crossings);
  g_test_add_func ("/diagram/graph/same-again", test_same_again);
  g_test_add_func ("/diagram/graph/quick", test_quick);
  g_test_add_func ("/diagram/graph/first", test_first);
  g_test_add_func ("/diagram/graph/first-groups", test_first_groups);
  g_test_add_func ("/diagram/graph/shape", test_shape);
  g_test_add_func ("/diagram/graph/cancelled", test_cancelled);
  g_test_add_func ("/diagram/graph/cancelled-on-the-way", test_cancelled_on_the_way);
  return g_test_run ();
}
