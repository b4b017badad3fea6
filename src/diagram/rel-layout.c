/* rel-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the cards of a picture of neighbours stand.
 *
 * The focused card is in the middle; each side is a grid of cards, one column wide as long
 * as that is readable. The neighbours stand in the order of the rows that they belong to,
 * each as near to its row as the others let it. Cards of the outer columns are reached
 * through the gaps between the inner cards, which are as wide as that needs.
 */

#include "config.h"

#include "rel-layout.h"

#include <math.h>
#include <string.h>

#include "rel-layout-private.h"
#include "rel-metrics.h"

#define MARGIN 20.0

/* The shape that a crowded picture aims at: width to height. More columns than these are
 * not readable. */
#define ASPECT       1.25
#define GUTTER_GUESS 88.0
#define MAX_COLUMNS  6

/* --- Sides and lines --- */

static void
wire_free (gpointer data)
{
  RelWire *wire = data;

  g_ptr_array_unref (wire->nets);
  g_free (wire);
}

static void
gutter_clear (gpointer data)
{
  RelGutter *gutter = data;

  g_ptr_array_unref (gutter->nets);
}

static void
side_init (RelSide *side)
{
  side->ports = g_ptr_array_new_with_free_func (g_free);
  side->wires = g_ptr_array_new_with_free_func (wire_free);
  side->cards = g_array_new (FALSE, FALSE, sizeof (guint));
  side->rows = g_array_new (FALSE, TRUE, sizeof (RelGridRow));
  side->gutters = g_array_new (FALSE, TRUE, sizeof (RelGutter));
  g_array_set_clear_func (side->gutters, gutter_clear);
}

static void
side_clear (RelSide *side)
{
  g_ptr_array_unref (side->wires);
  g_ptr_array_unref (side->ports);
  g_array_unref (side->cards);
  g_array_unref (side->rows);
  g_array_unref (side->gutters);
}

/* A card stands on the right if the focused one points at it, whatever else it does. */
static void
choose_sides (RelLayout *layout)
{
  RelScene *scene = layout->scene;

  layout->places = g_new0 (RelPlace, scene->cards->len);
  for (guint i = 0; i < scene->cards->len; i++)
    {
      layout->places[i].side = &layout->sides[REL_SIDE_LEFT];
      layout->places[i].wires = g_ptr_array_new ();
    }
  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);

      if (edge->from.card == REL_FOCUS)
        layout->places[edge->to.card].side = &layout->sides[REL_SIDE_RIGHT];
    }
  for (guint i = 1; i < scene->cards->len; i++)
    g_array_append_val (layout->places[i].side->cards, i);
}

static RelPort *
get_port (RelSide *side, const RelEdgeEnd *end, RelKind kind, guint loop)
{
  RelPort *port;

  for (guint i = 0; i < side->ports->len; i++)
    {
      port = rel_side_port (side, i);
      if (port->row == end->row && port->kind == kind && port->mark == end->mark && port->loop == loop)
        return port;
    }

  port = g_new0 (RelPort, 1);
  port->row = end->row;
  port->kind = kind;
  port->mark = end->mark;
  port->loop = loop;
  port->key = side->ports->len;
  g_ptr_array_add (side->ports, port);
  return port;
}

/* Lines that run together through one junction have its name once, before they part. */
static void
label_ports (RelSide *side)
{
  for (guint i = 0; i < side->wires->len; i++)
    {
      RelWire *wire = rel_side_wire (side, i);
      const RelEdge *edge = wire->edge;

      wire->port->n_wires++;
      if (wire->port->n_wires == 1)
        wire->port->first = edge;
      wire->port->labelled = wire->port->n_wires > 1 && edge->junction != NULL &&
                             (wire->port->n_wires == 2 || wire->port->labelled) &&
                             edge->state == wire->port->first->state &&
                             g_strcmp0 (edge->junction, wire->port->first->junction) == 0;
    }
}

static void
make_wire (RelLayout *layout, guint index)
{
  RelEdge *edge = rel_scene_edge (layout->scene, index);
  gboolean loop = edge->from.card == edge->to.card;
  RelWire *wire = g_new0 (RelWire, 1);
  RelSide *side;

  wire->edge = edge;
  wire->near = edge->from.card == REL_FOCUS ? &edge->from : &edge->to;
  wire->far = wire->near == &edge->from ? &edge->to : &edge->from;
  wire->nets = g_ptr_array_new ();

  side = loop ? &layout->sides[REL_SIDE_RIGHT] : layout->places[wire->far->card].side;
  wire->nth = side->wires->len;
  wire->port = get_port (side, wire->near, edge->kind, loop ? 2 * index + 1 : 0);
  if (loop)
    wire->end_port = get_port (side, wire->far, edge->kind, 2 * index + 2);
  else
    g_ptr_array_add (layout->places[wire->far->card].wires, wire);
  g_ptr_array_add (side->wires, wire);
}

/* --- The order of the neighbours --- */

typedef struct
{
  guint card;
  const char *name;
  double sum;
  guint count;
} Neighbour;

static int
compare_neighbours (gconstpointer a, gconstpointer b)
{
  const Neighbour *a_card = a;
  const Neighbour *b_card = b;
  double a_mean = a_card->sum / MAX (a_card->count, 1);
  double b_mean = b_card->sum / MAX (b_card->count, 1);

  if (a_mean != b_mean)
    return a_mean < b_mean ? -1 : 1;
  return g_strcmp0 (a_card->name, b_card->name);
}

static void
order_side (RelLayout *layout, RelSide *side)
{
  g_autofree Neighbour *neighbours = g_new0 (Neighbour, layout->scene->cards->len);
  g_autoptr (GArray) ordered = g_array_new (FALSE, FALSE, sizeof (Neighbour));

  for (guint i = 0; i < side->wires->len; i++)
    {
      const RelWire *wire = rel_side_wire (side, i);

      neighbours[wire->far->card].sum += wire->port->y;
      neighbours[wire->far->card].count++;
    }
  for (guint i = 0; i < side->cards->len; i++)
    {
      guint card = g_array_index (side->cards, guint, i);

      neighbours[card].card = card;
      neighbours[card].name = rel_scene_card (layout->scene, card)->collection;
      g_array_append_val (ordered, neighbours[card]);
    }
  g_array_sort (ordered, compare_neighbours);
  for (guint i = 0; i < side->cards->len; i++)
    g_array_index (side->cards, guint, i) = g_array_index (ordered, Neighbour, i).card;
}

/* --- The grid --- */

static RelCard *
nth_card (RelLayout *layout, RelSide *side, guint nth)
{
  return rel_scene_card (layout->scene, g_array_index (side->cards, guint, nth));
}

/* The foot of a card stands in the gap below, so that all heights stay on the raster. */
static double
height_in_grid (RelLayout *layout, const RelCard *card)
{
  return layout->ruler.unit * floor (card->box.height / layout->ruler.unit);
}

static double
guess_width (RelLayout *layout, RelSide *side, guint n_columns)
{
  double widest = 0;

  for (guint i = 0; i < side->cards->len; i++)
    widest = MAX (widest, nth_card (layout, side, i)->box.width);
  return side->cards->len > 0 ? n_columns * (widest + GUTTER_GUESS) : 0;
}

static double
guess_height (RelLayout *layout, RelSide *side, guint n_columns)
{
  double total = 0;

  for (guint i = 0; i < side->cards->len; i += n_columns)
    {
      double height = 0;

      for (guint j = i; j < MIN (i + n_columns, side->cards->len); j++)
        height = MAX (height, height_in_grid (layout, nth_card (layout, side, j)));
      total += height + (n_columns > 1 ? 3 : 2) * layout->ruler.unit;
    }
  return total;
}

/* The columns of both sides that together come nearest to the shape aimed at; the fewest of
 * those that come as near. */
static void
choose_columns (RelLayout *layout)
{
  RelSide *left = &layout->sides[REL_SIDE_LEFT];
  RelSide *right = &layout->sides[REL_SIDE_RIGHT];
  const RelCard *focus = rel_scene_card (layout->scene, REL_FOCUS);
  double least = HUGE_VAL;

  for (guint l = 1; l <= CLAMP (left->cards->len, 1, MAX_COLUMNS); l++)
    {
      for (guint r = 1; r <= CLAMP (right->cards->len, 1, MAX_COLUMNS); r++)
        {
          double width = focus->box.width + guess_width (layout, left, l) + guess_width (layout, right, r);
          double height = MAX (guess_height (layout, left, l), guess_height (layout, right, r));
          double cost = MAX (width / ASPECT, MAX (height, focus->box.height));

          if (cost < least)
            {
              least = cost;
              left->n_columns = l;
              right->n_columns = r;
            }
        }
    }
}

static void
fill_grid (RelLayout *layout, RelSide *side)
{
  guint n = side->cards->len;
  guint columns = side->n_columns;

  side->n_rows = (n + columns - 1) / columns;
  g_array_set_size (side->rows, side->n_rows);
  for (guint i = 0; i < n; i++)
    {
      guint row = i / columns;
      guint in_row = MIN (columns, n - row * columns);
      RelGridRow *grid_row = &g_array_index (side->rows, RelGridRow, row);
      RelPlace *place = &layout->places[g_array_index (side->cards, guint, i)];

      /* Both sides are read from left to right. */
      place->row = row;
      place->column = side == &layout->sides[REL_SIDE_LEFT] ? in_row - 1 - i % columns : i % columns;
      grid_row->height = MAX (grid_row->height, height_in_grid (layout, nth_card (layout, side, i)));
    }
}

/* Finds the channels above each row through which its outer cards are reached. */
static void
open_gaps (RelLayout *layout, RelSide *side)
{
  for (guint row = 0; row < side->n_rows; row++)
    {
      g_autofree double *channels = g_new0 (double, side->ports->len);
      guint n_channels = 0;

      for (guint i = 0; i < side->wires->len; i++)
        {
          RelWire *wire = rel_side_wire (side, i);
          const RelPlace *place = &layout->places[wire->far->card];

          if (rel_wire_is_loop (wire) || place->row != row || place->column == 0)
            continue;
          if (channels[wire->port->key] == 0)
            channels[wire->port->key] = ++n_channels * layout->ruler.unit + REL_CARD_FOOT;
          wire->channel_y = channels[wire->port->key];
        }
      g_array_index (side->rows, RelGridRow, row).gap = (n_channels + 2) * layout->ruler.unit;
    }
}

/* --- The height at which each row of the grid stands --- */

/* Where a line wants the first row of its block to be, so that it is straight. */
typedef struct
{
  double y;
  const RelPort *port;
} Wish;

/* Rows that have come to stand as close as they may. */
typedef struct
{
  guint first;
  GArray *wishes; /* (owned) (element-type Wish) */
  double y;
} Block;

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  double x = ((const Wish *) a)->y;
  double y = ((const Wish *) b)->y;

  return (x > y) - (x < y);
}

/* Between the two middle wishes all places are as good; a fork looks best in the middle, and
 * lines from different rows if one of them is straight. */
static void
block_settle (RelLayout *layout, Block *block)
{
  guint n = block->wishes->len;
  const Wish *low;
  const Wish *high;

  g_array_sort (block->wishes, compare_wishes);
  low = &g_array_index (block->wishes, Wish, (n - 1) / 2);
  high = &g_array_index (block->wishes, Wish, n / 2);
  block->y = low->y;
  if (low->port == high->port)
    block->y += layout->ruler.unit * floor ((high->y - low->y) / 2 / layout->ruler.unit);
}

static void
block_clear (gpointer data)
{
  g_array_unref (((Block *) data)->wishes);
}

static Block
block_new (RelLayout *layout, RelSide *side, guint row, double offset)
{
  Block block = { row, g_array_new (FALSE, FALSE, sizeof (Wish)), 0 };

  for (guint i = 0; i < side->wires->len; i++)
    {
      const RelWire *wire = rel_side_wire (side, i);
      const RelPlace *place = &layout->places[wire->far->card];
      Wish wish = { wire->port->y - wire->far_y - offset, wire->port };

      if (!rel_wire_is_loop (wire) && place->row == row && place->column == 0)
        g_array_append_val (block.wishes, wish);
    }
  block_settle (layout, &block);
  return block;
}

/* Puts the rows so that the sum of all steps in the lines is least: rows that would come
 * too close become one block, which goes to the median of what its lines want. */
static void
place_rows (RelLayout *layout, RelSide *side)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  double offset = 0;
  guint row = 0;

  g_array_set_clear_func (blocks, block_clear);
  for (guint i = 0; i < side->n_rows; i++)
    {
      RelGridRow *grid_row = &g_array_index (side->rows, RelGridRow, i);
      Block block;

      if (i > 0)
        offset += g_array_index (side->rows, RelGridRow, i - 1).height + grid_row->gap;
      grid_row->y = offset;
      block = block_new (layout, side, i, offset);
      while (blocks->len > 0 && g_array_index (blocks, Block, blocks->len - 1).y > block.y)
        {
          Block *above = &g_array_index (blocks, Block, blocks->len - 1);

          g_array_append_vals (block.wishes, above->wishes->data, above->wishes->len);
          block.first = above->first;
          block_settle (layout, &block);
          g_array_set_size (blocks, blocks->len - 1);
        }
      g_array_append_val (blocks, block);
    }

  for (guint i = 0; i < blocks->len; i++)
    {
      guint end = i + 1 < blocks->len ? g_array_index (blocks, Block, i + 1).first : side->n_rows;

      for (; row < end; row++)
        g_array_index (side->rows, RelGridRow, row).y += g_array_index (blocks, Block, i).y;
    }
}

static void
place_cards (RelLayout *layout, RelSide *side)
{
  for (guint i = 0; i < side->cards->len; i++)
    {
      guint index = g_array_index (side->cards, guint, i);

      rel_scene_card (layout->scene, index)->box.y =
        g_array_index (side->rows, RelGridRow, layout->places[index].row).y;
    }
  for (guint i = 0; i < side->wires->len; i++)
    {
      RelWire *wire = rel_side_wire (side, i);
      const RelGridRow *row;

      if (rel_wire_is_loop (wire))
        continue;
      row = &g_array_index (side->rows, RelGridRow, layout->places[wire->far->card].row);
      wire->far_y += row->y;
      wire->channel_y += row->y - row->gap;
    }
}

/* --- All of it --- */

/* Moves everything to where the margins are as they should be. */
static void
move_to_origin (RelScene *scene)
{
  RelBox all = rel_scene_card (scene, REL_FOCUS)->box;

  for (guint i = 0; i < scene->cards->len; i++)
    rel_box_include (&all, &rel_scene_card (scene, i)->box);
  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);

      for (guint p = 0; p < edge->points->len; p++)
        {
          const RelPoint *point = &g_array_index (edge->points, RelPoint, p);
          RelBox place = { point->x, point->y, 0, 0 };

          rel_box_include (&all, &place);
        }
      if (edge->label_box.width > 0)
        rel_box_include (&all, &edge->label_box);
    }

  for (guint i = 0; i < scene->cards->len; i++)
    {
      rel_scene_card (scene, i)->box.x += MARGIN - all.x;
      rel_scene_card (scene, i)->box.y += MARGIN - all.y;
    }
  for (guint i = 0; i < scene->edges->len; i++)
    {
      RelEdge *edge = rel_scene_edge (scene, i);

      for (guint p = 0; p < edge->points->len; p++)
        {
          g_array_index (edge->points, RelPoint, p).x += MARGIN - all.x;
          g_array_index (edge->points, RelPoint, p).y += MARGIN - all.y;
        }
      edge->label_box.x += MARGIN - all.x;
      edge->label_box.y += MARGIN - all.y;
    }
  scene->width = all.width + 2 * MARGIN;
  scene->height = all.height + 2 * MARGIN;
}

/*< private >
 * rel_layout_neighbours:
 * @scene: a scene whose first card is the focused one, with lines from or to that card only
 * @measure: (scope call): measures texts
 * @user_data: for @measure
 *
 * Gives all cards and lines of a scene their places.
 */
void
rel_layout_neighbours (RelScene *scene, RelMeasureFunc measure, gpointer user_data)
{
  RelLayout layout = { scene };

  rel_ruler_init (&layout.ruler, measure, user_data);
  scene->unit = layout.ruler.unit;
  for (guint s = 0; s < REL_N_SIDES; s++)
    side_init (&layout.sides[s]);
  choose_sides (&layout);
  for (guint i = 0; i < scene->edges->len; i++)
    {
      make_wire (&layout, i);
      rel_ruler_size_label (&layout.ruler, rel_scene_edge (scene, i));
    }

  for (guint s = 0; s < REL_N_SIDES; s++)
    label_ports (&layout.sides[s]);

  rel_layout_size_focus (&layout);
  for (guint i = 1; i < scene->cards->len; i++)
    rel_layout_size_neighbour (&layout, i);
  choose_columns (&layout);
  for (guint s = 0; s < REL_N_SIDES; s++)
    {
      RelSide *side = &layout.sides[s];

      order_side (&layout, side);
      fill_grid (&layout, side);
      open_gaps (&layout, side);
      place_rows (&layout, side);
      place_cards (&layout, side);
    }
  rel_layout_place_lines (&layout);
  move_to_origin (scene);

  for (guint s = 0; s < REL_N_SIDES; s++)
    side_clear (&layout.sides[s]);
  for (guint i = 0; i < scene->cards->len; i++)
    g_ptr_array_unref (layout.places[i].wires);
  g_free (layout.places);
  rel_ruler_clear (&layout.ruler);
}
