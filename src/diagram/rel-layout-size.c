/* rel-layout-size.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How big cards are, and where lines end on them. But for the foot, heights are multiples of
 * a row, and all ends are on a raster of half a row, so that a line between two cards is either
 * straight or has a step that can be seen.
 */

#include "config.h"

#include "rel-layout-private.h"

#include <math.h>

#include "rel-metrics.h"

/* The same names stand on many cards. */
static double
measure_width (RelLayout *layout, const char *text, RelTextStyle style)
{
  GHashTable *known = layout->widths[style];
  gpointer found;
  double width = 0;
  double height = 0;

  if (text == NULL)
    return 0;
  if (g_hash_table_lookup_extended (known, text, NULL, &found))
    return GPOINTER_TO_UINT (found);

  layout->measure (text, style, &width, &height, layout->user_data);
  g_hash_table_insert (known, (gpointer) text, GUINT_TO_POINTER ((guint) ceil (width)));
  return ceil (width);
}

static double
measure_height (RelLayout *layout, RelTextStyle style)
{
  double width = 0;

  if (layout->heights[style] == 0)
    layout->measure ("X", style, &width, &layout->heights[style], layout->user_data);
  return ceil (layout->heights[style]);
}

/*< private >
 * rel_layout_find_unit:
 * @layout: a layout
 *
 * Returns: half the height of a row
 */
double
rel_layout_find_unit (RelLayout *layout)
{
  return ceil (measure_height (layout, REL_TEXT_ROW) / 2 + REL_ROW_PADDING);
}

/*< private >
 * rel_layout_size_label:
 * @layout: a layout
 * @edge: an edge
 *
 * Finds how big the label of an edge is, if it has one.
 */
void
rel_layout_size_label (RelLayout *layout, RelEdge *edge)
{
  double width = 0;

  if (edge->label != NULL)
    width = MIN (measure_width (layout, edge->label, REL_TEXT_LABEL), REL_MAX_LABEL_WIDTH) + 2 * REL_LABEL_PADDING;
  if (rel_edge_has_sign (edge))
    width += REL_SIGN_SIZE + 4;
  if (edge->state != REL_STATE_SAME)
    width += REL_BADGE_SIZE + (edge->label != NULL ? 0 : 4);
  if (width > 0)
    edge->label_box = (RelBox){ 0, 0, width, MIN (measure_height (layout, REL_TEXT_LABEL) + 4, 2 * layout->unit - 2) };
}

static double
card_width (RelLayout *layout, const RelCard *card)
{
  double width =
    MAX (measure_width (layout, card->collection, REL_TEXT_TITLE), measure_width (layout, card->note, REL_TEXT_LABEL));

  for (guint i = 0; i < card->rows->len; i++)
    width = MAX (width, REL_SYMBOL_WIDTH * layout->unit +
                          measure_width (layout, rel_card_get_row (card, i)->field, REL_TEXT_ROW) + REL_DOT_WIDTH);
  return CLAMP (width + 2 * REL_CARD_PADDING, REL_MIN_CARD_WIDTH, REL_MAX_CARD_WIDTH);
}

static double
header_height (RelLayout *layout, const RelCard *card)
{
  double height = measure_height (layout, REL_TEXT_TITLE) + 2 * REL_ROW_PADDING;

  if (card->note != NULL && card->collection != NULL)
    height += measure_height (layout, REL_TEXT_LABEL);
  return MAX (4 * layout->unit, 2 * layout->unit * ceil (height / (2 * layout->unit)));
}

/* How high a part of a card must be for the lines that end at it on one side. */
static double
height_for_lines (RelLayout *layout, guint n_lines, gboolean labelled, double least)
{
  double height = labelled ? 2 * n_lines * layout->unit : (n_lines + 1) * layout->unit;

  if (n_lines < 2)
    return least;
  return MAX (least, 2 * layout->unit * ceil (height / (2 * layout->unit)));
}

/* Where the nth of the lines ends, from the top of the part. */
static double
place_of_line (RelLayout *layout, guint nth, guint n_lines, double height)
{
  double step = 2 * n_lines * layout->unit <= height ? 2 * layout->unit : layout->unit;
  double y = height / 2 + (nth - (n_lines - 1) / 2.0) * step;

  return layout->unit * floor (y / layout->unit);
}

/* --- The focused card --- */

static guint
count_ports (RelSide *side, int row, gboolean *labelled)
{
  guint count = 0;

  *labelled = FALSE;
  for (guint i = 0; i < side->ports->len; i++)
    {
      const RelPort *port = rel_side_port (side, i);

      if (port->row != row)
        continue;
      count++;
      *labelled = *labelled || port->labelled || port->loop != 0;
    }
  return count;
}

/* Makes one part of the card, its header or a row, high enough and ends the lines there. */
static double
size_focus_part (RelLayout *layout, int row, double top, double least)
{
  double height = least;
  gboolean labelled;

  for (guint s = 0; s < REL_N_SIDES; s++)
    {
      guint count = count_ports (&layout->sides[s], row, &labelled);

      height = MAX (height, height_for_lines (layout, count, labelled, least));
    }

  for (guint s = 0; s < REL_N_SIDES; s++)
    {
      RelSide *side = &layout->sides[s];
      guint count = count_ports (side, row, &labelled);
      guint nth = 0;

      for (guint i = 0; i < side->ports->len; i++)
        {
          RelPort *port = rel_side_port (side, i);

          if (port->row == row)
            port->y = top + place_of_line (layout, nth++, count, height);
        }
    }
  return height;
}

/*< private >
 * rel_layout_size_focus:
 * @layout: a layout whose ports are known
 *
 * Finds how big the focused card is, and where its ports are if its top is at 0.
 */
void
rel_layout_size_focus (RelLayout *layout)
{
  RelCard *card = rel_scene_card (layout->scene, REL_FOCUS);

  card->box.width = card_width (layout, card);
  card->header_height = size_focus_part (layout, -1, 0, header_height (layout, card));
  card->box.height = card->header_height;
  for (guint i = 0; i < card->rows->len; i++)
    {
      RelCardRow *row = rel_card_row (card, i);

      row->y = card->box.height;
      row->height = size_focus_part (layout, (int) i, row->y, 2 * layout->unit);
      card->box.height += row->height;
    }
  if (card->rows->len > 0)
    card->box.height += REL_CARD_FOOT;
}

/* --- The others --- */

static int
compare_wires (gconstpointer a, gconstpointer b)
{
  const RelWire *a_wire = *(RelWire **) a;
  const RelWire *b_wire = *(RelWire **) b;

  if (a_wire->port->y != b_wire->port->y)
    return a_wire->port->y < b_wire->port->y ? -1 : 1;
  return (a_wire->nth > b_wire->nth) - (a_wire->nth < b_wire->nth);
}

/* Puts the rows in the order in which their lines come. Each row has a line. */
static void
order_rows (RelCard *card, GPtrArray *wires)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();

  for (guint i = 0; i < wires->len; i++)
    {
      RelWire *wire = g_ptr_array_index (wires, i);
      RelCardRow *row;
      guint index;

      wire->far_row = -1;
      if (wire->far->row < 0)
        continue;
      row = rel_card_row (card, (guint) wire->far->row);
      if (!g_ptr_array_find (ordered, row, &index))
        {
          index = ordered->len;
          g_ptr_array_add (ordered, row);
        }
      wire->far_row = (int) index;
    }

  g_assert (ordered->len == card->rows->len);
  for (guint i = 0; i < ordered->len; i++)
    card->rows->pdata[i] = ordered->pdata[i];
  for (guint i = 0; i < wires->len; i++)
    {
      RelWire *wire = g_ptr_array_index (wires, i);

      wire->far->row = wire->far_row;
    }
}

static double
size_part (RelLayout *layout, GPtrArray *wires, int row, double top, double least)
{
  gboolean labelled = FALSE;
  guint count = 0;
  guint nth = 0;
  double height;

  for (guint i = 0; i < wires->len; i++)
    {
      const RelWire *wire = g_ptr_array_index (wires, i);

      if (wire->far->row != row)
        continue;
      count++;
      labelled = labelled || (wire->edge->label_box.width > 0 && !rel_wire_is_labelled_near (wire));
    }

  height = height_for_lines (layout, count, labelled, least);
  for (guint i = 0; i < wires->len; i++)
    {
      RelWire *wire = g_ptr_array_index (wires, i);

      if (wire->far->row == row)
        wire->far_y = top + place_of_line (layout, nth++, count, height);
    }
  return height;
}

/*< private >
 * rel_layout_size_neighbour:
 * @layout: a layout whose focused card has its size, and whose labels have theirs
 * @index: the index of another card
 *
 * Finds how big the card is and where lines end on it, and puts its rows in order.
 */
void
rel_layout_size_neighbour (RelLayout *layout, guint index)
{
  RelCard *card = rel_scene_card (layout->scene, index);
  GPtrArray *wires = layout->places[index].wires;

  g_ptr_array_sort (wires, compare_wires);
  order_rows (card, wires);
  card->box.width = card_width (layout, card);
  card->header_height = size_part (layout, wires, -1, 0, header_height (layout, card));
  card->box.height = card->header_height;
  for (guint i = 0; i < card->rows->len; i++)
    {
      RelCardRow *row = rel_card_row (card, i);

      row->y = card->box.height;
      row->height = size_part (layout, wires, (int) i, row->y, 2 * layout->unit);
      card->box.height += row->height;
    }
  if (card->rows->len > 0)
    card->box.height += REL_CARD_FOOT;
}
