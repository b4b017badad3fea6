/* rel-ruler.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How big cards are. But for the foot, heights are multiples of a row, and all lines end on
 * a raster of half a row, so that a line between two cards is either straight or has a step
 * that can be seen.
 */

#include "config.h"

#include "rel-ruler.h"

#include <math.h>

#include "rel-metrics.h"

static double
measure_height (RelRuler *self, RelTextStyle style)
{
  double width = 0;

  if (self->heights[style] == 0)
    self->measure ("X", style, &width, &self->heights[style], self->user_data);
  return ceil (self->heights[style]);
}

/*< private >
 * rel_ruler_init:
 * @self: a ruler
 * @measure: measures texts
 * @user_data: for @measure
 *
 * Makes a ruler ready.
 */
void
rel_ruler_init (RelRuler *self, RelMeasureFunc measure, gpointer user_data)
{
  *self = (RelRuler){ .measure = measure, .user_data = user_data, .max_width = REL_MAX_CARD_WIDTH };
  for (guint style = 0; style < REL_N_TEXT_STYLES; style++)
    self->widths[style] = g_hash_table_new (g_str_hash, g_str_equal);
  self->unit = ceil (measure_height (self, REL_TEXT_ROW) / 2 + REL_ROW_PADDING);
}

/*< private >
 * rel_ruler_clear:
 * @self: a ruler
 *
 * Frees what a ruler knows.
 */
void
rel_ruler_clear (RelRuler *self)
{
  for (guint style = 0; style < REL_N_TEXT_STYLES; style++)
    g_clear_pointer (&self->widths[style], g_hash_table_unref);
}

/*< private >
 * rel_ruler_get_width:
 * @self: a ruler
 * @text: (nullable): a text
 * @style: how it is set
 *
 * Measures a text; the same names stand on many cards, so each is measured once.
 *
 * Returns: its width
 */
double
rel_ruler_get_width (RelRuler *self, const char *text, RelTextStyle style)
{
  GHashTable *known = self->widths[style];
  gpointer found;
  double width = 0;
  double height = 0;

  if (text == NULL)
    return 0;
  if (g_hash_table_lookup_extended (known, text, NULL, &found))
    return GPOINTER_TO_UINT (found);

  self->measure (text, style, &width, &height, self->user_data);
  g_hash_table_insert (known, (gpointer) text, GUINT_TO_POINTER ((guint) ceil (width)));
  return ceil (width);
}

/*< private >
 * rel_ruler_get_card_width:
 * @self: a ruler
 * @card: a card with all its rows
 *
 * Returns: how wide the card is
 */
double
rel_ruler_get_card_width (RelRuler *self, const RelCard *card)
{
  double width = MAX (rel_ruler_get_width (self, card->collection, REL_TEXT_TITLE),
                      rel_ruler_get_width (self, card->note, REL_TEXT_LABEL));

  for (guint i = 0; i < card->rows->len; i++)
    width = MAX (width, REL_SYMBOL_WIDTH * self->unit +
                          rel_ruler_get_width (self, rel_card_get_row (card, i)->field, REL_TEXT_ROW) + REL_DOT_WIDTH);
  return CLAMP (width + 2 * REL_CARD_PADDING, REL_MIN_CARD_WIDTH, self->max_width);
}

/*< private >
 * rel_ruler_get_header_height:
 * @self: a ruler
 * @card: a card
 *
 * Returns: how high the part with the name is, if few lines end there
 */
double
rel_ruler_get_header_height (RelRuler *self, const RelCard *card)
{
  double height = measure_height (self, REL_TEXT_TITLE) + 2 * REL_ROW_PADDING;

  if (card->note != NULL && card->collection != NULL)
    height += measure_height (self, REL_TEXT_LABEL);
  return MAX (4 * self->unit, 2 * self->unit * ceil (height / (2 * self->unit)));
}

/*< private >
 * rel_ruler_size_label:
 * @self: a ruler
 * @edge: an edge
 *
 * Finds how big the label of an edge is, if it has one.
 */
void
rel_ruler_size_label (RelRuler *self, RelEdge *edge)
{
  double width = 0;

  if (edge->label != NULL)
    width = MIN (rel_ruler_get_width (self, edge->label, REL_TEXT_LABEL), REL_MAX_LABEL_WIDTH) + 2 * REL_LABEL_PADDING;
  if (rel_edge_has_sign (edge))
    width += REL_SIGN_SIZE + 4;
  if (edge->state != REL_STATE_SAME)
    width += REL_BADGE_SIZE + (edge->label != NULL ? 0 : 4);
  if (width > 0)
    edge->label_box = (RelBox){ 0, 0, width, MIN (measure_height (self, REL_TEXT_LABEL) + 4, 2 * self->unit - 2) };
}

/*< private >
 * rel_ruler_get_height_for_lines:
 * @self: a ruler
 * @n_lines: how many lines end at a part of a card, on one side
 * @labelled: whether they have labels there
 * @least: how high the part is without them
 *
 * Returns: how high the part must be
 */
double
rel_ruler_get_height_for_lines (RelRuler *self, guint n_lines, gboolean labelled, double least)
{
  double height = labelled ? 2 * n_lines * self->unit : (n_lines + 1) * self->unit;

  if (n_lines < 2)
    return least;
  return MAX (least, 2 * self->unit * ceil (height / (2 * self->unit)));
}

/*< private >
 * rel_ruler_get_place_of_line:
 * @self: a ruler
 * @nth: which one of the lines
 * @n_lines: how many there are
 * @height: the height of the part, from the function above
 *
 * Returns: where the line ends, from the top of the part
 */
double
rel_ruler_get_place_of_line (RelRuler *self, guint nth, guint n_lines, double height)
{
  double step = 2 * n_lines * self->unit <= height ? 2 * self->unit : self->unit;
  double y = height / 2 + (nth - (n_lines - 1) / 2.0) * step;

  return self->unit * floor (y / self->unit);
}
