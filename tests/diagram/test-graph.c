/* test-graph.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every picture of a graph, whatever the graph: no two cards overlap, no line
 * goes through a card, lines that fall on each other have an end in common, and all end where
 * they have to.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "graphs.h"
#include "measures.h"

#define N_RANDOM 240

/* By how much a line may end lower than its place, to be told apart from another one. */
#define STEP_ASIDE (GRAPH_UNIT / 2)

static void
arrange (RelGraph *graph)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_end (RelGraph *graph, guint node, double y, const RelPoint *point, const RelPoint *inside)
{
  const RelBox *box = &rel_graph_node (graph, node)->box;

  g_assert_cmpfloat (point->y, >=, box->y + y);
  g_assert_cmpfloat (point->y, <, box->y + y + STEP_ASIDE);
  g_assert_cmpfloat (point->y, ==, inside->y);
  if (inside->x < point->x)
    g_assert_cmpfloat (point->x, ==, box->x);
  else
    g_assert_cmpfloat (point->x, ==, box->x + box->width);
}

static void
assert_lines (RelGraph *graph)
{
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      const RelPoint *points = (const RelPoint *) (gpointer) line->points->data;
      guint n = line->points->len;

      g_assert_cmpuint (n, >=, 2);
      assert_end (graph, line->from, line->from_y, &points[0], &points[1]);
      assert_end (graph, line->to, line->to_y, &points[n - 1], &points[n - 2]);
      for (guint p = 1; p < n; p++)
        {
          g_assert_true ((points[p].x == points[p - 1].x) != (points[p].y == points[p - 1].y));
          g_assert_cmpfloat (points[p].x, >=, 0);
          g_assert_cmpfloat (points[p].x, <=, graph->width);
          g_assert_cmpfloat (points[p].y, >=, 0);
          g_assert_cmpfloat (points[p].y, <=, graph->height);
        }
    }
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
assert_measures (RelGraph *graph, const Measures *measures)
{
  g_assert_cmpuint (measures->overlaps, ==, 0);
  g_assert_cmpuint (measures->through, ==, 0);
  g_assert_cmpuint (measures->alike, ==, 0);
  assert_lines (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelBox *box = &rel_graph_node (graph, i)->box;

      g_assert_true (box->x >= 0 && box->y >= 0 && box->x + box->width <= graph->width &&
                     box->y + box->height <= graph->height);
    }
}

static void
assert_readable (RelGraph *graph)
{
  Measures measures = measures_take (graph);

  assert_measures (graph, &measures);
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RANDOM; seed++)
    {
      g_autoptr (RelGraph) graph = graph_random (seed);

      g_test_message ("seed %u", seed);
      arrange (graph);
      assert_readable (graph);
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
          assert_readable (graph);
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
  assert_measures (star, &measures);
  for (guint i = 0; i < 2500; i++)
    graph_link (fan, hub, i, graph_add_card (fan, 0, 140, 0), -1);
  arrange (fan);
  assert_readable (fan);
}

static void
test_lonely (void)
{
  g_autoptr (RelGraph) graph = rel_graph_new (GRAPH_UNIT);

  for (guint i = 0; i < 10000; i++)
    graph_add_card (graph, i % 7, 132 + i % 5 * 30, 0);
  arrange (graph);
  assert_readable (graph);
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
      assert_readable (graph);
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
  assert_readable (quick);
  g_assert_cmpuint (measures_take (best).crossings, <, measures_take (quick).crossings);
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

/* --- Changes --- */

static void
fix_all (RelGraph *graph)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    rel_graph_node (graph, i)->fixed = TRUE;
  for (guint i = 0; i < graph->lines->len; i++)
    rel_graph_line (graph, i)->fixed = TRUE;
}

static void
mend (RelGraph *graph)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_graph_mend (graph, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_unmoved (RelGraph *graph, RelGraph *before, guint card)
{
  for (guint i = 0; i < before->nodes->len; i++)
    {
      const RelBox *box = &rel_graph_node (graph, i)->box;

      if (i != card)
        g_assert_cmpmem (box, sizeof *box, &rel_graph_node (before, i)->box, sizeof *box);
    }
  for (guint i = 0; i < before->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (before, i);
      GArray *points = rel_graph_line (graph, i)->points;

      if (line->from != card && line->to != card)
        g_assert_cmpmem (points->data, points->len * sizeof (RelPoint), line->points->data,
                         line->points->len * sizeof (RelPoint));
    }
}

/* A card is added, with lines to some that are there. */
static void
test_add (void)
{
  for (guint32 seed = 1; seed < 6; seed++)
    {
      g_autoptr (RelGraph) graph = graph_modular (200, seed, FALSE);
      g_autoptr (RelGraph) before = NULL;
      guint card;

      arrange (graph);
      before = graph_copy (graph);
      fix_all (graph);
      card = graph_add_card (graph, 4, 160, 0);
      for (guint i = 0; i < 3; i++)
        graph_link (graph, card, i, 20 * seed + i * 7, -1);
      mend (graph);
      assert_unmoved (graph, before, card);
      assert_readable (graph);
    }
}

/* The lines of a card are drawn anew, and again none can be taken for another one. */
static void
test_redraw (void)
{
  g_autoptr (RelGraph) graph = graph_modular (200, 4, FALSE);
  g_autoptr (RelGraph) before = NULL;

  arrange (graph);
  before = graph_copy (graph);
  for (guint card = 3; card < 60; card += 7)
    {
      fix_all (graph);
      for (guint i = 0; i < graph->lines->len; i++)
        {
          RelLine *line = rel_graph_line (graph, i);

          line->fixed = line->from != card && line->to != card;
        }
      mend (graph);
      assert_readable (graph);
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    g_assert_cmpmem (rel_graph_node (graph, i), sizeof (RelBox), rel_graph_node (before, i), sizeof (RelBox));
}

static gboolean
is_hit (const RelLine *line, const RelBox *box)
{
  for (guint p = 1; p < line->points->len; p++)
    {
      const RelPoint *a = &g_array_index (line->points, RelPoint, p - 1);
      const RelPoint *b = &g_array_index (line->points, RelPoint, p);

      if (MAX (a->x, b->x) > box->x && MIN (a->x, b->x) < box->x + box->width && MAX (a->y, b->y) > box->y &&
          MIN (a->y, b->y) < box->y + box->height)
        return TRUE;
    }
  return FALSE;
}

/* Finds a place that is free of other cards, but has lines of others. */
static gboolean
find_crowded_place (RelGraph *graph, guint card, RelBox *box)
{
  for (box->y = 4 * GRAPH_UNIT; box->y < graph->height - box->height; box->y += GRAPH_UNIT)
    {
      for (box->x = 4 * GRAPH_UNIT; box->x < graph->width - box->width; box->x += GRAPH_UNIT)
        {
          gboolean is_free = TRUE;
          guint n_hit = 0;

          for (guint i = 0; i < graph->nodes->len && is_free; i++)
            {
              const RelBox *other = &rel_graph_node (graph, i)->box;

              is_free = i == card || box->x > other->x + other->width + 60 || other->x > box->x + box->width + 60 ||
                        box->y > other->y + other->height + 30 || other->y > box->y + box->height + 30;
            }
          for (guint i = 0; i < graph->lines->len && is_free; i++)
            {
              const RelLine *line = rel_graph_line (graph, i);

              n_hit += line->from != card && line->to != card && is_hit (line, box);
            }
          if (n_hit > 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* A card that was moved by hand stays there, and lines that ran there make way. */
static void
test_move (void)
{
  g_autoptr (RelGraph) graph = graph_modular (60, 2, FALSE);
  guint card = 10;
  RelBox *box;
  RelBox wanted;

  arrange (graph);
  fix_all (graph);
  box = &rel_graph_node (graph, card)->box;
  g_assert_true (find_crowded_place (graph, card, box));
  wanted = *box;
  for (guint i = 0; i < graph->lines->len; i++)
    {
      RelLine *line = rel_graph_line (graph, i);

      line->fixed = line->from != card && line->to != card;
    }
  mend (graph);
  g_assert_cmpmem (&rel_graph_node (graph, card)->box, sizeof wanted, &wanted, sizeof wanted);
  assert_readable (graph);
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
  g_test_add_func ("/diagram/graph/same-again", test_same_again);
  g_test_add_func ("/diagram/graph/quick", test_quick);
  g_test_add_func ("/diagram/graph/shape", test_shape);
  g_test_add_func ("/diagram/graph/cancelled", test_cancelled);
  g_test_add_func ("/diagram/graph/add", test_add);
  g_test_add_func ("/diagram/graph/redraw", test_redraw);
  g_test_add_func ("/diagram/graph/move", test_move);
  return g_test_run ();
}
