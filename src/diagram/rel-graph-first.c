/* rel-graph-first.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture for the time until there is a better one: cards stand about where they will, and lines
 * run as if no others were there, nor cards between.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

/* How wide gutters are, and lanes in them, which are taken by turns. */
#define GUTTER     140.0
#define MARGIN     36.0
#define LANE_WIDTH 9.0
#define N_LANES    8

typedef struct
{
  guint spot;
  guint column;
  double rank;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *a_place = a;
  const Place *b_place = b;

  if (a_place->column != b_place->column)
    return a_place->column < b_place->column ? -1 : 1;
  if (a_place->rank != b_place->rank)
    return a_place->rank < b_place->rank ? -1 : 1;
  return (a_place->spot > b_place->spot) - (a_place->spot < b_place->spot);
}

static Place *
list_places (RelPart *part)
{
  guint n = part->spots->len;
  Place *places = g_new (Place, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const RelSpot *spot = rel_part_spot (part, i);

      places[i] = (Place){ i, spot->column, spot->rank };
    }
  qsort (places, n, sizeof (Place), compare_places);
  return places;
}

/* Each card stands where it belongs, or below the one above. */
static void
place_cards (RelPart *part, RelGraph *graph)
{
  g_autofree Place *places = list_places (part);
  double top = HUGE_VAL;
  double bottom = -HUGE_VAL;
  double least = 0;
  double x = 0;

  part->width = 0;
  for (guint i = 0; i < part->spots->len; i++)
    {
      const RelSpot *spot = rel_part_spot (part, places[i].spot);
      RelBox *box = &rel_graph_node (graph, spot->node)->box;
      double wanted = part->unit * round ((spot->rank - spot->height / 2) / part->unit);

      if (i == 0 || places[i].column != places[i - 1].column)
        {
          x = i == 0 ? 0 : part->width + GUTTER;
          least = -HUGE_VAL;
        }
      box->x = x;
      box->y = MAX (wanted, least);
      least = box->y + spot->height + REL_CARD_GAP * part->unit;
      top = MIN (top, box->y);
      bottom = MAX (bottom, box->y + spot->height);
      part->width = MAX (part->width, x + spot->width);
    }
  for (guint i = 0; i < part->spots->len; i++)
    rel_graph_node (graph, rel_part_spot (part, i)->node)->box.y -= top;
  part->height = bottom - top;
}

/*< private >
 * rel_graph_draw_plainly:
 * @self: a graph whose cards have their places
 * @index: a line
 *
 * Draws a line as if nothing else was there.
 */
void
rel_graph_draw_plainly (RelGraph *self, guint index)
{
  RelLine *line = rel_graph_line (self, index);
  const RelBox *from = &rel_graph_node (self, line->from)->box;
  const RelBox *to = &rel_graph_node (self, line->to)->box;
  double from_right = from->x + from->width;
  double to_right = to->x + to->width;
  double from_y = from->y + line->from_y;
  double to_y = to->y + line->to_y;
  double lane = MARGIN + LANE_WIDTH * (line->to % N_LANES);
  gboolean forth = from_right < to->x;
  gboolean back = to_right < from->x;
  double from_x = back ? from->x : from_right;
  double to_x = forth ? to->x : to_right;
  double x = back ? MAX (0, from_x - lane) : MAX (from_x, forth ? from_x : to_x) + lane;
  RelPoint points[] = { { from_x, from_y }, { x, from_y }, { x, to_y }, { to_x, to_y } };

  g_array_set_size (line->points, 0);
  g_array_append_vals (line->points, points, 1);
  if (from_y != to_y)
    g_array_append_vals (line->points, points + 1, 2);
  g_array_append_vals (line->points, points + 3, 1);
}

/*< private >
 * rel_part_place_first:
 * @self: a part with its columns
 * @graph: where to put what is found, as if the part stood at 0, 0
 *
 * Finds about where cards stand. Lines may run on each other, and through cards.
 */
void
rel_part_place_first (RelPart *self, RelGraph *graph)
{
  place_cards (self, graph);
  for (guint i = 0; i < self->ties->len; i++)
    rel_graph_draw_plainly (graph, rel_part_tie (self, i)->line);
}
