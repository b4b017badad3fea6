/* readable.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every picture of a graph, whatever the graph: no two cards overlap, no line
 * goes through a card, lines that fall on each other have an end in common, and all end where
 * they have to.
 */

#include "config.h"

#include "readable.h"

#include "graphs.h"

/* By how much a line may end lower than its place, to be told apart from another one. */
#define STEP_ASIDE (GRAPH_UNIT / 2)

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

/**
 * readable_assert_lines:
 * @graph: a graph that was laid out
 *
 * Fails if a line does not end where it has to, or leaves the picture.
 */
void
readable_assert_lines (RelGraph *graph)
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

/**
 * readable_assert_measures:
 * @graph: a graph that was laid out
 * @measures: how good the picture is
 *
 * Fails if something in the picture cannot be read.
 */
void
readable_assert_measures (RelGraph *graph, const Measures *measures)
{
  g_assert_cmpuint (measures->overlaps, ==, 0);
  g_assert_cmpuint (measures->through, ==, 0);
  g_assert_cmpuint (measures->alike, ==, 0);
  readable_assert_lines (graph);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelBox *box = &rel_graph_node (graph, i)->box;

      g_assert_true (box->x >= 0 && box->y >= 0 && box->x + box->width <= graph->width &&
                     box->y + box->height <= graph->height);
    }
}

/**
 * readable_assert:
 * @graph: a graph that was laid out
 *
 * Measures the picture, and fails if something in it cannot be read.
 */
void
readable_assert (RelGraph *graph)
{
  Measures measures = measures_take (graph);

  readable_assert_measures (graph, &measures);
}
