/* rel-paint-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards that are near enough to be read. What changed has a badge, what a check found a flag,
 * what clashes a sign of its own; what is missing is said by words and dashes.
 */

#include "config.h"

#include "rel-paint-private.h"

#include <math.h>

#include "rel-metrics.h"
#include "rel-stroke.h"
#include "rel-symbol.h"

#define TAB_RADIUS       8.0
#define ROW_WARNING_SIZE 9.0

static void
draw_shadow (RelPainting *self, const RelBox *box)
{
  if (self->palette->shadow.alpha <= 0)
    return;
  rel_painting_set_colour (self, &self->palette->shadow);
  for (int i = 2; i >= 0; i--)
    {
      RelBox shadow = { box->x - i, box->y + 1 - i / 2.0, box->width + 2 * i, box->height + 1.5 * i };

      rel_stroke_box (self->cr, &shadow, REL_CARD_RADIUS + i);
      cairo_fill (self->cr);
    }
}

/* The part of a card that has its name, as far as it has a ground of its own. */
static void
draw_header_ground (RelPainting *self, const RelCard *card, const RelBox *box)
{
  RelBox header = { box->x, box->y, box->width, card->header_height };

  if (card->focused)
    {
      rel_painting_set_colour (self, &self->palette->accent_tint);
      cairo_rectangle (self->cr, header.x, header.y, header.width, header.height);
      cairo_fill (self->cr);
    }
  if (card->rows->len > 0)
    {
      rel_painting_set_colour (self, card->focused ? &self->palette->accent : &self->palette->border);
      cairo_set_line_width (self->cr, 1);
      cairo_move_to (self->cr, header.x, header.y + header.height - 0.5);
      cairo_line_to (self->cr, header.x + header.width, header.y + header.height - 0.5);
      cairo_stroke (self->cr);
    }
}

/* What was looked for has a ground of its own. */
static void
draw_found (RelPainting *self, const RelCard *card, const RelBox *box)
{
  rel_painting_set_colour (self, &self->palette->accent_tint);
  if (card->found)
    cairo_rectangle (self->cr, box->x, box->y, box->width, card->header_height);
  for (guint i = 0; i < card->rows->len; i++)
    {
      const RelCardRow *row = rel_card_get_row (card, i);

      if (row->found)
        cairo_rectangle (self->cr, box->x, box->y + row->y, box->width, row->height);
    }
  cairo_fill (self->cr);
}

static void
draw_ground (RelPainting *self, guint index, const RelCard *card, const RelBox *box)
{
  const RelPalette *palette = self->palette;
  const RelHit *highlight = &self->style->highlight;
  gboolean missing = card->role == REL_CARD_MISSING;

  if (!missing)
    draw_shadow (self, box);
  cairo_save (self->cr);
  rel_stroke_box (self->cr, box, REL_CARD_RADIUS);
  cairo_clip (self->cr);
  rel_painting_set_colour (self, missing                        ? &palette->background
                                 : card->role == REL_CARD_PLAIN ? &palette->card
                                                                : &palette->system_card);
  cairo_paint (self->cr);
  draw_found (self, card, box);
  draw_header_ground (self, card, box);
  if (highlight->card == index && (highlight->kind == REL_HIT_CARD || highlight->kind == REL_HIT_ROW))
    {
      gboolean header = highlight->kind == REL_HIT_CARD || highlight->row < 0;
      const RelCardRow *row = header ? NULL : rel_card_get_row (card, (guint) highlight->row);

      rel_painting_set_colour (self, &palette->hover);
      cairo_rectangle (self->cr, box->x, box->y + (header ? 0 : row->y), box->width,
                       header ? card->header_height : row->height);
      cairo_fill (self->cr);
    }
  cairo_restore (self->cr);
}

static void
draw_border (RelPainting *self, const RelCard *card, const RelBox *box)
{
  static const double dashes[] = { 4, 3 };
  const RelPalette *palette = self->palette;
  double width = card->focused ? palette->border_width + 0.5 : palette->border_width;
  RelBox edge = { box->x + width / 2, box->y + width / 2, box->width - width, box->height - width };

  if (card->role == REL_CARD_MISSING)
    {
      rel_painting_set_colour (self, &palette->kinds[REL_KIND_BROKEN]);
      cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
    }
  else
    rel_painting_set_colour (self, card->focused ? &palette->accent : &palette->border);
  cairo_set_line_width (self->cr, width);
  rel_stroke_box (self->cr, &edge, REL_CARD_RADIUS - width / 2);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static void
draw_header (RelPainting *self, const RelCard *card, const RelBox *box)
{
  const RelPalette *palette = self->palette;
  RelBox title = { box->x + REL_CARD_PADDING, box->y, box->width - 2 * REL_CARD_PADDING, card->header_height };
  gboolean missing = card->role == REL_CARD_MISSING;

  if (card->collection == NULL)
    {
      rel_painting_set_colour (self, &palette->kinds[REL_KIND_BROKEN]);
      rel_painting_draw_text (self, card->note, REL_TEXT_ROW, &title, PANGO_STYLE_ITALIC, FALSE, FALSE);
      return;
    }

  if (card->note != NULL)
    {
      double title_height = rel_painting_get_text_height (self, REL_TEXT_TITLE);
      double note_height = rel_painting_get_text_height (self, REL_TEXT_LABEL);
      RelBox note = title;

      title.y += floor ((card->header_height - title_height - note_height) / 2);
      title.height = title_height;
      note.y = title.y + title_height;
      note.height = note_height;
      rel_painting_set_colour (self, missing ? &palette->kinds[REL_KIND_BROKEN] : &palette->dim);
      rel_painting_draw_text (self, card->note, REL_TEXT_LABEL, &note, PANGO_STYLE_NORMAL, FALSE, FALSE);
    }
  if (card->state != REL_STATE_SAME)
    rel_painting_draw_badge (self, card->state,
                             self->style->mirrored ? box->x + REL_CARD_PADDING / 2 + 1
                                                   : box->x + box->width - REL_CARD_PADDING / 2 - 1,
                             box->y + card->header_height / 2, REL_BADGE_SIZE);
  rel_painting_set_colour (self, missing ? &palette->dim : &palette->foreground);
  rel_painting_draw_text (self, card->collection, REL_TEXT_TITLE, &title, PANGO_STYLE_NORMAL, FALSE,
                          card->state == REL_STATE_REMOVED);
}

static void
draw_row (RelPainting *self, const RelCardRow *row, const RelBox *box)
{
  const RelPalette *palette = self->palette;
  double unit = rel_scene_get_unit (self->scene);
  double size = round (REL_SYMBOL_SIZE * unit);
  double middle = box->y + row->y + row->height / 2;
  RelBox text = { box->x + REL_CARD_PADDING, box->y + row->y, box->width - 2 * REL_CARD_PADDING, row->height };
  RelBox sign = rel_painting_cut_start (self, &text, REL_SYMBOL_WIDTH * unit);
  RelBox dot = text;

  text.width -= REL_DOT_WIDTH;
  if (self->style->mirrored)
    text.x += REL_DOT_WIDTH;
  else
    dot.x += text.width;

  rel_painting_set_colour (self, &palette->kinds[row->kind]);
  rel_symbol_draw (self->cr, row->kind, self->style->mirrored ? sign.x + sign.width - size : sign.x,
                   round (middle - size / 2), size, self->style->mirrored);
  rel_painting_set_colour (self, row->missing ? &palette->dim : &palette->foreground);
  rel_painting_draw_text (self, row->field, REL_TEXT_ROW, &text, row->missing ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL,
                          FALSE, row->state == REL_STATE_REMOVED);
  if (row->state != REL_STATE_SAME)
    rel_painting_draw_badge (self, row->state, dot.x + REL_DOT_WIDTH / 2, middle, REL_DOT_WIDTH);
}

/* A sign that something is to be looked at: a flag for what a check found, a mark of
 * exclamation for what clashes. */
static void
draw_warning (RelPainting *self, gboolean conflict, double x, double y, double size)
{
  rel_painting_set_colour (self, &self->palette->kinds[REL_KIND_BROKEN]);
  if (!conflict)
    {
      rel_symbol_draw (self->cr, REL_KIND_BROKEN, x - size / 2, y - size / 2, size, self->style->mirrored);
      return;
    }
  cairo_new_path (self->cr);
  cairo_set_line_width (self->cr, size / 5);
  cairo_move_to (self->cr, x, y - size / 2);
  cairo_line_to (self->cr, x, y + size / 8);
  cairo_stroke (self->cr);
  cairo_arc (self->cr, x, y + size / 2 - size / 10, size / 8, 0, 2 * G_PI);
  cairo_fill (self->cr);
}

/* On the upper edge of a card, so that it takes no place from the name. */
static void
draw_tab (RelPainting *self, double x, double y)
{
  cairo_new_path (self->cr);
  cairo_arc (self->cr, x, y, TAB_RADIUS, 0, 2 * G_PI);
  rel_painting_set_colour (self, &self->palette->card);
  cairo_fill_preserve (self->cr);
  rel_painting_set_colour (self, &self->palette->border);
  cairo_set_line_width (self->cr, self->palette->border_width);
  cairo_stroke (self->cr);
}

static void
draw_pin (RelPainting *self, double x, double y)
{
  static const RelBox parts[] = REL_PIN_PARTS;

  rel_painting_set_colour (self, &self->palette->foreground);
  cairo_new_path (self->cr);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    cairo_rectangle (self->cr, x + parts[i].x, y + parts[i].y, parts[i].width, parts[i].height);
  cairo_fill (self->cr);
}

static void
draw_card_marks (RelPainting *self, guint index, const RelBox *box)
{
  const RelMarks *marks = self->style->marks;
  double step = self->style->mirrored ? 2.4 * TAB_RADIUS : -2.4 * TAB_RADIUS;
  double x = self->style->mirrored ? box->x + 2 * TAB_RADIUS : box->x + box->width - 2 * TAB_RADIUS;

  for (guint i = 0; i < 2; i++)
    {
      if (!rel_marks_has_card (marks, index, i == 0 ? REL_MARK_FINDING : REL_MARK_CONFLICT))
        continue;
      draw_tab (self, x, box->y);
      draw_warning (self, i == 1, x, box->y, 1.2 * TAB_RADIUS);
      x += step;
    }
  if (!rel_marks_has_card (marks, index, REL_MARK_PINNED))
    return;

  draw_tab (self, x, box->y);
  draw_pin (self, x, box->y);
}

static void
draw_row_marks (RelPainting *self, guint index, guint nth, const RelBox *box)
{
  const RelCardRow *row = rel_card_get_row (rel_scene_get_card (self->scene, index), nth);
  gboolean conflict = rel_marks_has_row (self->style->marks, index, nth, REL_MARK_CONFLICT);
  double x = self->style->mirrored ? box->x + REL_CARD_PADDING / 2 + 1 : box->x + box->width - REL_CARD_PADDING / 2 - 1;

  if (conflict || rel_marks_has_row (self->style->marks, index, nth, REL_MARK_FINDING))
    draw_warning (self, conflict, x, box->y + row->y + row->height / 2, ROW_WARNING_SIZE);
}

/*< private >
 * rel_painting_draw_card:
 * @self: a painting
 * @index: the index of a card
 *
 * Draws a card with all that stands on it.
 */
void
rel_painting_draw_card (RelPainting *self, guint index)
{
  const RelCard *card = rel_scene_get_card (self->scene, index);
  RelBox box = rel_painting_on_page (self, &card->box);

  draw_ground (self, index, card, &box);
  draw_border (self, card, &box);
  draw_header (self, card, &box);
  for (guint i = 0; i < card->rows->len; i++)
    {
      draw_row (self, rel_card_get_row (card, i), &box);
      draw_row_marks (self, index, i, &box);
    }
  draw_card_marks (self, index, &box);
}
