/* rel-layout-size.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How big the cards of a picture of neighbours are, and where lines end on them.
 */

#include "config.h"

#include "rel-layout-private.h"

#include "rel-metrics.h"

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

      height = MAX (height, rel_ruler_get_height_for_lines (&layout->ruler, count, labelled, least));
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
            port->y = top + rel_ruler_get_place_of_line (&layout->ruler, nth++, count, height);
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

  card->box.width = rel_ruler_get_card_width (&layout->ruler, card);
  card->header_height = size_focus_part (layout, -1, 0, rel_ruler_get_header_height (&layout->ruler, card));
  card->box.height = card->header_height;
  for (guint i = 0; i < card->rows->len; i++)
    {
      RelCardRow *row = rel_card_row (card, i);

      row->y = card->box.height;
      row->height = size_focus_part (layout, (int) i, row->y, 2 * layout->ruler.unit);
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

  height = rel_ruler_get_height_for_lines (&layout->ruler, count, labelled, least);
  for (guint i = 0; i < wires->len; i++)
    {
      RelWire *wire = g_ptr_array_index (wires, i);

      if (wire->far->row == row)
        wire->far_y = top + rel_ruler_get_place_of_line (&layout->ruler, nth++, count, height);
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
  card->box.width = rel_ruler_get_card_width (&layout->ruler, card);
  card->header_height = size_part (layout, wires, -1, 0, rel_ruler_get_header_height (&layout->ruler, card));
  card->box.height = card->header_height;
  for (guint i = 0; i < card->rows->len; i++)
    {
      RelCardRow *row = rel_card_row (card, i);

      row->y = card->box.height;
      row->height = size_part (layout, wires, (int) i, row->y, 2 * layout->ruler.unit);
      card->box.height += row->height;
    }
  if (card->rows->len > 0)
    card->box.height += REL_CARD_FOOT;
}
