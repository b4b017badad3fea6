/* rel-layout-lines.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of each line from card to card. Between two columns there is a gutter with lanes
 * for upright runs; past the cards of a column, lines run level through the gaps between
 * them. So no line meets a card but those that it links.
 */

#include "config.h"

#include "rel-layout-private.h"

#include <math.h>

#include "rel-metrics.h"

/* From a card or a label to the nearest lane; lines need that much for a round corner. */
#define CLEARANCE    10.0
#define LEAST_GUTTER 76.0

/* Of half a row; labels of lines that are a row apart stay apart. */
#define STEP_ASIDE 0.4

static double
column_width (RelLayout *layout, RelSide *side, guint column)
{
  double width = 0;

  for (guint i = 0; i < side->cards->len; i++)
    {
      guint index = g_array_index (side->cards, guint, i);

      if (layout->places[index].column == column)
        width = MAX (width, rel_scene_card (layout->scene, index)->box.width);
    }
  return width;
}

/* Sends a line through a gutter: where it comes in and where it goes out. */
static void
enter_gutter (RelLayout *layout, RelSide *side, RelGutter *gutter, guint column, RelWire *wire)
{
  const RelPlace *place = &layout->places[wire->far->card];
  guint key = column == 0 ? wire->port->key : wire->port->key * side->n_rows + place->row;
  RelNet *net = rel_route_get_net (gutter->nets, key);

  rel_net_add_inner (net, column == 0 ? wire->port->y : wire->channel_y, 1);
  if (rel_wire_is_loop (wire))
    rel_net_add_inner (net, wire->end_port->y, -1);
  else
    rel_net_add_outer (net, place->column == column ? wire->far_y : wire->channel_y, 1);
  g_ptr_array_add (wire->nets, net);
}

static gboolean
passes_gutter (RelLayout *layout, const RelWire *wire, guint column)
{
  if (rel_wire_is_loop (wire))
    return column == 0 && !wire->tight;
  return layout->places[wire->far->card].column >= column;
}

/* A loop between two ports that have none between them turns nearer to the card than all lanes
 * are. */
static void
tighten_loops (RelSide *side)
{
  for (guint i = 0; i < side->wires->len; i++)
    {
      RelWire *wire = rel_side_wire (side, i);

      wire->tight = rel_wire_is_loop (wire) && wire->edge->label_box.width == 0;
      for (guint j = 0; wire->tight && j < side->ports->len; j++)
        {
          double y = rel_side_port (side, j)->y;

          wire->tight = y <= MIN (wire->port->y, wire->end_port->y) || y >= MAX (wire->port->y, wire->end_port->y);
        }
    }
}

/* Sends all lines through a gutter, and counts the lanes that they need. */
static guint
route_gutter (RelLayout *layout, RelSide *side, RelGutter *gutter, guint column)
{
  g_clear_pointer (&gutter->nets, g_ptr_array_unref);
  gutter->nets = rel_route_new_gutter ();
  for (guint i = 0; i < side->wires->len; i++)
    {
      RelWire *wire = rel_side_wire (side, i);

      g_ptr_array_set_size (wire->nets, MIN (wire->nets->len, column));
      if (passes_gutter (layout, wire, column))
        enter_gutter (layout, side, gutter, column, wire);
    }
  return rel_route_lanes (gutter->nets, layout->ruler.unit, NULL);
}

/* Takes lines that would fall on another one off the raster, where none can be. */
static gboolean
part_lines (RelLayout *layout, RelSide *side, RelGutter *gutter, guint column)
{
  gboolean parted = FALSE;

  for (guint i = 0; i < side->wires->len; i++)
    {
      RelWire *wire = rel_side_wire (side, i);

      if (rel_wire_is_loop (wire) || layout->places[wire->far->card].column != column ||
          !rel_route_is_on_other (gutter->nets, g_ptr_array_index (wire->nets, column), wire->far_y))
        continue;
      wire->far_y += floor (STEP_ASIDE * layout->ruler.unit);
      parted = TRUE;
    }
  return parted;
}

/* Makes a gutter as wide as its lanes and labels are. */
static void
open_gutter (RelLayout *layout, RelSide *side, RelGutter *gutter, guint column, double start)
{
  double near_labels = 0;
  double far_labels = 0;
  gboolean leads_out = FALSE;
  double inner;
  double lanes;
  double outer;
  guint n_lanes;

  do
    n_lanes = route_gutter (layout, side, gutter, column);
  while (part_lines (layout, side, gutter, column));

  for (guint i = 0; i < side->wires->len; i++)
    {
      RelWire *wire = rel_side_wire (side, i);

      if (!passes_gutter (layout, wire, column))
        continue;
      if (rel_wire_is_labelled_near (wire))
        near_labels = MAX (near_labels, column == 0 ? wire->edge->label_box.width : 0);
      else if (layout->places[wire->far->card].column == column)
        far_labels = MAX (far_labels, wire->edge->label_box.width);
      leads_out = leads_out || !rel_wire_is_loop (wire);
    }

  inner = (column == 0 ? REL_MARK_LENGTH : 0) + near_labels;
  outer = leads_out ? REL_MARK_LENGTH + far_labels : 0;
  lanes = (n_lanes > 0 ? (n_lanes - 1) * REL_LANE_WIDTH : 0) + (leads_out ? 2 : 1) * CLEARANCE;
  gutter->start = start;
  gutter->end = start + inner + lanes + outer;
  gutter->lanes = start + inner + CLEARANCE;
  if (leads_out && gutter->end < start + LEAST_GUTTER)
    {
      gutter->lanes += floor ((start + LEAST_GUTTER - gutter->end) / 2);
      gutter->end = start + LEAST_GUTTER;
    }
  gutter->labels = gutter->end - REL_MARK_LENGTH - far_labels / 2;
}

static void
open_gutters (RelLayout *layout, RelSide *side)
{
  double start = 0;

  if (side->wires->len == 0)
    return;

  tighten_loops (side);
  g_array_set_size (side->gutters, side->n_columns);
  for (guint column = 0; column < side->n_columns; column++)
    {
      RelGutter *gutter = &g_array_index (side->gutters, RelGutter, column);

      open_gutter (layout, side, gutter, column, start);
      start = gutter->end + column_width (layout, side, column);
    }
}

/* From a distance outwards to a place in the scene. */
static double
find_x (RelLayout *layout, RelSide *side, double outwards)
{
  if (side == &layout->sides[REL_SIDE_LEFT])
    return -outwards;
  return rel_scene_card (layout->scene, REL_FOCUS)->box.width + outwards;
}

static void
place_columns (RelLayout *layout, RelSide *side)
{
  for (guint i = 0; i < side->cards->len; i++)
    {
      guint index = g_array_index (side->cards, guint, i);
      guint column = layout->places[index].column;
      RelCard *card = rel_scene_card (layout->scene, index);
      double x = find_x (layout, side, g_array_index (side->gutters, RelGutter, column).end);

      card->box.width = column_width (layout, side, column);
      card->box.x = side == &layout->sides[REL_SIDE_LEFT] ? x - card->box.width : x;
    }
}

/* Adds a corner; three in a row on one line are two. */
static void
add_point (RelEdge *edge, double x, double y)
{
  RelPoint point = { x, y };
  guint n = edge->points->len;

  if (n > 0 && g_array_index (edge->points, RelPoint, n - 1).x == x &&
      g_array_index (edge->points, RelPoint, n - 1).y == y)
    return;
  if (n > 1)
    {
      const RelPoint *a = &g_array_index (edge->points, RelPoint, n - 2);
      const RelPoint *b = &g_array_index (edge->points, RelPoint, n - 1);

      if ((a->x == b->x && b->x == x) || (a->y == b->y && b->y == y))
        g_array_set_size (edge->points, n - 1);
    }
  g_array_append_val (edge->points, point);
}

static void
turn_around (GArray *points)
{
  for (guint i = 0; i < points->len / 2; i++)
    {
      RelPoint *a = &g_array_index (points, RelPoint, i);
      RelPoint *b = &g_array_index (points, RelPoint, points->len - 1 - i);
      RelPoint point = *a;

      *a = *b;
      *b = point;
    }
}

static void
place_line (RelLayout *layout, RelSide *side, RelWire *wire)
{
  RelEdge *edge = wire->edge;
  guint n_gutters = wire->nets->len;
  double y = wire->port->y;
  double end_y = rel_wire_is_loop (wire) ? wire->end_port->y : wire->far_y;
  double end = rel_wire_is_loop (wire) ? 0 : g_array_index (side->gutters, RelGutter, n_gutters - 1).end;

  add_point (edge, find_x (layout, side, 0), y);
  if (wire->tight)
    {
      double x = find_x (layout, side, REL_MARK_LENGTH);

      add_point (edge, x, y);
      add_point (edge, x, end_y);
    }
  for (guint i = 0; i < n_gutters; i++)
    {
      const RelNet *net = g_ptr_array_index (wire->nets, i);
      const RelGutter *gutter = &g_array_index (side->gutters, RelGutter, i);
      double next_y = i + 1 < n_gutters ? wire->channel_y : end_y;
      double x = find_x (layout, side, gutter->lanes + net->lane * REL_LANE_WIDTH);

      if (next_y != y)
        {
          add_point (edge, x, y);
          add_point (edge, x, next_y);
          y = next_y;
        }
    }
  add_point (edge, find_x (layout, side, end), end_y);
  if (wire->near != &edge->from)
    turn_around (edge->points);
}

static void
place_label (RelLayout *layout, RelSide *side, RelWire *wire)
{
  RelBox *box = &wire->edge->label_box;
  const RelGutter *gutter;

  if (box->width <= 0)
    return;
  if (rel_wire_is_labelled_near (wire))
    {
      gutter = &g_array_index (side->gutters, RelGutter, 0);
      box->x = find_x (layout, side, gutter->start + REL_MARK_LENGTH + box->width / 2) - box->width / 2;
      box->y = wire->port->y - box->height / 2;
      return;
    }
  gutter = &g_array_index (side->gutters, RelGutter, wire->nets->len - 1);
  box->x = find_x (layout, side, gutter->labels) - box->width / 2;
  box->y = wire->far_y - box->height / 2;
}

/*< private >
 * rel_layout_place_lines:
 * @layout: a layout whose cards stand at their heights
 *
 * Finds the way of each line, and with it how far from each other the columns are.
 */
void
rel_layout_place_lines (RelLayout *layout)
{
  for (guint s = 0; s < REL_N_SIDES; s++)
    {
      RelSide *side = &layout->sides[s];

      open_gutters (layout, side);
      place_columns (layout, side);
      for (guint i = 0; i < side->wires->len; i++)
        {
          place_line (layout, side, rel_side_wire (side, i));
          place_label (layout, side, rel_side_wire (side, i));
        }
    }
}
