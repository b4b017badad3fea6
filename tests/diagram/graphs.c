/* graphs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Graphs for tests and benchmarks, drawn by lot: the same number gives the same graph.
 */

#include "config.h"

#include "graphs.h"

#define HEADER (4 * GRAPH_UNIT)
#define ROW    (2 * GRAPH_UNIT)
#define FOOT   6.0

/**
 * graph_add_card:
 * @graph: a graph
 * @n_rows: how many fields the card shows
 * @width: how wide it is
 * @group: its group, from 1; 0 for none
 *
 * Returns: the index of the new card
 */
guint
graph_add_card (RelGraph *graph, guint n_rows, double width, guint group)
{
  return rel_graph_add_node (graph, width, HEADER + n_rows * ROW + (n_rows > 0 ? FOOT : 0), group);
}

static double
row_y (int row)
{
  return row < 0 ? HEADER / 2 : HEADER + row * ROW + ROW / 2;
}

static gboolean
has_ends (const RelLine *line, guint a, double a_y, guint b, double b_y)
{
  return (line->from == a && line->from_y == a_y && line->to == b && line->to_y == b_y) ||
         (line->from == b && line->from_y == b_y && line->to == a && line->to_y == a_y);
}

/**
 * graph_link:
 * @graph: a graph
 * @from: a card
 * @from_row: the field that refers
 * @to: the card that is referred to
 * @to_row: the field that lists the items; -1 for the header
 *
 * Adds a line, unless there is one between these fields or they are the same.
 */
void
graph_link (RelGraph *graph, guint from, guint from_row, guint to, int to_row)
{
  double from_y = row_y ((int) from_row);
  double to_y = row_y (to_row);

  if (from == to && from_y == to_y)
    return;
  for (guint i = graph->lines->len; i > 0 && graph->lines->len - i < 64; i--)
    {
      if (has_ends (rel_graph_line (graph, i - 1), from, from_y, to, to_y))
        return;
    }
  rel_graph_add_line (graph, from, from_y, to, to_y);
}

/* --- Modular --- */

typedef struct
{
  RelGraph *graph;
  GRand *rand;
  GArray *firsts; /* (element-type guint): the first card of each module, and the end */
  guint *rows;    /* how many fields of each card refer already */
} Modular;

static void
refer (Modular *self, guint from, guint to)
{
  graph_link (self->graph, from, self->rows[from]++, to, -1);
}

/* Cards of a module refer to those before them, mostly to its first ones. */
static void
link_module (Modular *self, guint module, guint first, guint end)
{
  for (guint card = first; card < end; card++)
    {
      guint n_refs = card == first ? 0 : 1 + (g_rand_double (self->rand) < 0.35);
      guint other = module;

      for (guint i = 0; i < n_refs; i++)
        {
          double way = g_rand_double (self->rand);

          refer (self, card, first + (guint) ((card - first) * way * way));
        }
      if (g_rand_double (self->rand) > 0.14 || self->firsts->len < 3)
        continue;
      if (g_rand_double (self->rand) < 0.6)
        {
          gint32 near = (gint32) module + g_rand_int_range (self->rand, -3, 4);

          other = (guint) CLAMP (near, 0, (gint32) self->firsts->len - 2);
        }
      else
        other = (guint) g_rand_int_range (self->rand, 0, (gint32) self->firsts->len - 1);
      if (other != module)
        refer (self, card, g_array_index (self->firsts, guint, other));
    }
}

/**
 * graph_modular:
 * @n_cards: how many cards
 * @seed: the same gives the same
 * @grouped: whether modules are groups
 *
 * Draws a graph as schemas are: modules of some 6 to 24 cards, some links between them, and
 * three hubs that a quarter, a tenth and a twentieth of all refer to.
 *
 * Returns: (transfer full): the graph
 */
RelGraph *
graph_modular (guint n_cards, guint32 seed, gboolean grouped)
{
  static const double shares[] = { 0.25, 0.1, 0.05 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *rows = g_new0 (guint, n_cards + 1);
  RelGraph *graph = rel_graph_new (GRAPH_UNIT);
  Modular modular = { graph, rand, firsts, rows };
  guint next = G_N_ELEMENTS (shares);

  for (guint i = 0; i < n_cards; i++)
    {
      if (i == next)
        {
          g_array_append_val (firsts, i);
          next += (guint) g_rand_int_range (rand, 6, 25);
        }
      graph_add_card (graph, (guint) g_rand_int_range (rand, 4, 9), g_rand_int_range (rand, 132, 220),
                      grouped && i >= G_N_ELEMENTS (shares) ? firsts->len : 0);
    }
  g_array_append_val (firsts, n_cards);

  for (guint module = 0; module + 1 < firsts->len; module++)
    link_module (&modular, module, g_array_index (firsts, guint, module), g_array_index (firsts, guint, module + 1));
  for (guint i = G_N_ELEMENTS (shares); i < n_cards; i++)
    {
      for (guint hub = 0; hub < G_N_ELEMENTS (shares); hub++)
        {
          if (g_rand_double (rand) < shares[hub] && rows[i] < 4)
            refer (&modular, i, hub);
        }
    }
  return graph;
}

/* --- Anything --- */

/**
 * graph_star:
 * @n_leaves: how many cards
 *
 * Returns: (transfer full): a graph of one card that all others refer to
 */
RelGraph *
graph_star (guint n_leaves)
{
  RelGraph *graph = rel_graph_new (GRAPH_UNIT);
  guint hub = graph_add_card (graph, 2, 160, 0);

  for (guint i = 0; i < n_leaves; i++)
    rel_graph_add_line (graph, graph_add_card (graph, 1, 140, 0), row_y (0), hub, row_y (-1));
  return graph;
}

/**
 * graph_random:
 * @seed: the same gives the same
 *
 * Draws a graph with everything that schemas should not have: lines from a card to itself,
 * several between the same two, circles, cards of any size, groups that are not linked.
 *
 * Returns: (transfer full): the graph
 */
RelGraph *
graph_random (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  RelGraph *graph = rel_graph_new (GRAPH_UNIT);
  guint n = (guint) g_rand_int_range (rand, 1, seed % 5 == 0 ? 120 : 24);
  guint n_lines = (guint) g_rand_int_range (rand, 0, (gint32) (n * (1 + seed % 4)));
  guint n_groups = seed % 3 == 0 ? (guint) g_rand_int_range (rand, 1, 6) : 0;
  g_autofree guint *rows = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      gboolean large = g_rand_int_range (rand, 0, 12) == 0;

      rows[i] = (guint) g_rand_int_range (rand, 0, large ? 60 : 8);
      graph_add_card (graph, rows[i], g_rand_int_range (rand, 40, large ? 2400 : 260),
                      n_groups > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) n_groups + 1) : 0);
    }
  for (guint i = 0; i < n_lines; i++)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (gint32) n);
      guint to = g_rand_int_range (rand, 0, 9) == 0 ? from : (guint) g_rand_int_range (rand, 0, (gint32) n);

      if (rows[from] > 0)
        graph_link (graph, from, (guint) g_rand_int_range (rand, 0, (gint32) rows[from]), to,
                    g_rand_int_range (rand, -1, (gint32) rows[to]));
    }
  return graph;
}

/**
 * graph_copy:
 * @graph: a graph
 *
 * Returns: (transfer full): another one with the same cards and lines, at the same places
 */
RelGraph *
graph_copy (RelGraph *graph)
{
  RelGraph *copy = rel_graph_new (graph->unit);

  g_array_append_vals (copy->nodes, graph->nodes->data, graph->nodes->len);
  g_array_set_size (copy->groups, 0);
  g_array_append_vals (copy->groups, graph->groups->data, graph->groups->len);
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      guint index = rel_graph_add_line (copy, line->from, line->from_y, line->to, line->to_y);

      g_array_append_vals (rel_graph_line (copy, index)->points, line->points->data, line->points->len);
    }
  copy->width = graph->width;
  copy->height = graph->height;
  return copy;
}
