/* test-mend.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes are put into a picture without moving anything else, and it can still be read.
 */

#include "config.h"

#include <string.h>

#include "graphs.h"
#include "readable.h"

#define N_RANDOM 120

/* No card. */
#define NOBODY G_MAXUINT

static void
arrange (RelGraph *graph)
{
  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL));
}

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
      readable_assert (graph);
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
      readable_assert (graph);
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
  readable_assert (graph);
}

/* A new line between cards far apart finds its way between all others. */
static void
test_across (void)
{
  g_autoptr (RelGraph) graph = graph_modular (300, 5, FALSE);
  g_autoptr (RelGraph) before = NULL;

  arrange (graph);
  for (guint i = 3; i + 1 < 30; i++)
    {
      g_clear_pointer (&before, rel_graph_free);
      before = graph_copy (graph);
      fix_all (graph);
      graph_link (graph, i, 3, 303 - 7 * i, i % 2 == 0 ? 2 : -1);
      mend (graph);
      assert_unmoved (graph, before, NOBODY);
      readable_assert (graph);
    }
}

/* A card with 50 lines is moved: all follow it. */
static void
test_busy_card (void)
{
  g_autoptr (RelGraph) graph = graph_star (50);
  g_autoptr (RelGraph) before = NULL;

  arrange (graph);
  before = graph_copy (graph);
  fix_all (graph);
  rel_graph_node (graph, 0)->box.x += 3 * graph->width / 4;
  rel_graph_node (graph, 0)->box.y = 10 * GRAPH_UNIT;
  for (guint i = 0; i < graph->lines->len; i++)
    rel_graph_line (graph, i)->fixed = FALSE;
  mend (graph);
  assert_unmoved (graph, before, 0);
  readable_assert (graph);
}

/* Changes to graphs with everything that schemas should not have. */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RANDOM; seed++)
    {
      g_autoptr (RelGraph) graph = graph_random (seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      g_test_message ("seed %u", seed);
      arrange (graph);
      fix_all (graph);
      for (guint i = 0; i < graph->lines->len; i++)
        rel_graph_line (graph, i)->fixed = g_rand_int_range (rand, 0, 4) > 0;
      mend (graph);
      readable_assert (graph);
    }
}

/* A card is put onto another one, so that no way leads out: its lines are there all the same, and
 * nothing else moves. */
static void
test_no_way (void)
{
  g_autoptr (RelGraph) graph = rel_graph_new (GRAPH_UNIT);
  g_autoptr (RelGraph) before = NULL;
  guint small;

  graph_add_card (graph, 20, 400, 0);
  small = graph_add_card (graph, 2, 140, 0);
  graph_add_card (graph, 2, 140, 0);
  graph_link (graph, small, 0, 2, -1);
  graph_link (graph, 0, 0, 2, -1);
  arrange (graph);
  before = graph_copy (graph);
  fix_all (graph);
  rel_graph_node (graph, small)->box.x = rel_graph_node (graph, 0)->box.x + 130;
  rel_graph_node (graph, small)->box.y = rel_graph_node (graph, 0)->box.y + 4 * GRAPH_UNIT;
  rel_graph_line (graph, 0)->fixed = FALSE;
  mend (graph);
  assert_unmoved (graph, before, small);
  readable_assert_lines (graph);
}

static void
test_cancelled (void)
{
  g_autoptr (RelGraph) graph = graph_modular (60, 1, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  arrange (graph);
  g_cancellable_cancel (cancellable);
  g_assert_false (rel_graph_mend (graph, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/mend/add", test_add);
  g_test_add_func ("/diagram/mend/redraw", test_redraw);
  g_test_add_func ("/diagram/mend/move", test_move);
  g_test_add_func ("/diagram/mend/across", test_across);
  g_test_add_func ("/diagram/mend/busy-card", test_busy_card);
  g_test_add_func ("/diagram/mend/random", test_random);
  g_test_add_func ("/diagram/mend/no-way", test_no_way);
  g_test_add_func ("/diagram/mend/cancelled", test_cancelled);
  return g_test_run ();
}
