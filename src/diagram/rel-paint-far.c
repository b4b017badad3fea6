/* rel-paint-far.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards that are too far away for their rows to be read: first their names alone, as large as
 * the card allows, then spots. What was done to them is seen at any distance.
 */

#include "config.h"

#include "rel-paint-private.h"

#include <math.h>

#include "rel-stroke.h"

/* All in device pixels. */
#define NAME_HEIGHT_PX 13.0
#define LEAST_NAME_PX  7.0
#define BADGE_PX       11.0

/* What there is to say of a card whose rows are not seen. */
static RelState
find_state (const RelCard *card)
{
  if (card->state != REL_STATE_SAME)
    return card->state;
  for (guint i = 0; i < card->rows->len; i++)
    {
      if (rel_card_get_row (card, i)->state != REL_STATE_SAME)
        return REL_STATE_CHANGED;
    }
  return REL_STATE_SAME;
}

static gboolean
is_found (const RelCard *card)
{
  for (guint i = 0; i < card->rows->len; i++)
    {
      if (rel_card_get_row (card, i)->found)
        return TRUE;
    }
  return card->found;
}

static gboolean
needs_look (RelPainting *self, guint index, const RelCard *card)
{
  const RelMarks *marks = self->style->marks;
  const RelMark warnings = REL_MARK_FINDING | REL_MARK_CONFLICT;

  for (guint i = 0; i < card->rows->len; i++)
    {
      if (rel_marks_has_row (marks, index, i, warnings))
        return TRUE;
    }
  return rel_marks_has_card (marks, index, warnings);
}

static void
draw_spot (RelPainting *self, const RelCard *card, const RelBox *box)
{
  RelColour colour = card->role == REL_CARD_MISSING ? self->palette->kinds[REL_KIND_BROKEN] : self->palette->dim;

  if (card->focused || is_found (card))
    colour = self->palette->accent;
  else
    colour.alpha *= self->palette->far;
  rel_painting_set_colour (self, &colour);
  cairo_rectangle (self->cr, box->x, box->y, MAX (box->width, self->px), MAX (box->height, self->px));
  cairo_fill (self->cr);
}

/* The ground and the edge of a card, with square corners: round ones cannot be told from them
 * here and take more than twice as long. */
static void
draw_plain (RelPainting *self, const RelCard *card, const RelBox *box)
{
  const RelPalette *palette = self->palette;
  double px = self->px;
  RelBox inner = { box->x + px, box->y + px, box->width - 2 * px, box->height - 2 * px };

  rel_painting_set_colour (self, card->role == REL_CARD_MISSING ? &palette->kinds[REL_KIND_BROKEN]
                                 : card->focused                ? &palette->accent
                                                                : &palette->border);
  cairo_rectangle (self->cr, box->x, box->y, box->width, box->height);
  cairo_fill (self->cr);
  rel_painting_set_colour (self, is_found (card) || card->focused ? &palette->accent_tint
                                 : card->role == REL_CARD_PLAIN   ? &palette->card
                                                                  : &palette->system_card);
  cairo_rectangle (self->cr, inner.x, inner.y, inner.width, inner.height);
  cairo_fill (self->cr);
}

/* At the corner, where it covers least. */
static void
draw_signs (RelPainting *self, guint index, const RelCard *card, const RelBox *box)
{
  RelState state = find_state (card);
  double size = BADGE_PX * self->px;
  double x = self->style->mirrored ? box->x : box->x + box->width;

  if (state != REL_STATE_SAME)
    rel_painting_draw_badge (self, state, x, box->y, size);
  if (!needs_look (self, index, card))
    return;

  /* A flag, as far as it can be seen: a triangle on the other corner. */
  x = self->style->mirrored ? box->x + box->width : box->x;
  rel_painting_set_colour (self, &self->palette->kinds[REL_KIND_BROKEN]);
  cairo_move_to (self->cr, x, box->y - size / 2);
  cairo_line_to (self->cr, x + size * 0.7, box->y - size / 8);
  cairo_line_to (self->cr, x, box->y + size / 4);
  cairo_close_path (self->cr);
  cairo_fill (self->cr);
}

/*< private >
 * rel_painting_draw_far_card:
 * @self: a painting
 * @index: the index of a card
 * @distance: how far away it seems; not near
 *
 * Draws what can be seen of a card from there.
 */
void
rel_painting_draw_far_card (RelPainting *self, guint index, RelDistance distance)
{
  const RelCard *card = rel_scene_get_card (self->scene, index);
  RelBox box = rel_painting_on_page (self, &card->box);
  const char *name = card->collection != NULL ? card->collection : card->note;

  /* All of them, however high: what looks different would be taken to mean something. */
  if (distance == REL_DISTANCE_FAR)
    draw_spot (self, card, &box);
  else
    draw_plain (self, card, &box);
  if (distance == REL_DISTANCE_MIDDLE && name != NULL)
    {
      double height = MIN (NAME_HEIGHT_PX * self->px, box.height * 0.8);
      guint n_lines = (guint) MAX (box.height * 0.9 / (1.3 * height), 1);
      RelBox inner = { box.x + 2 * self->px, box.y, box.width - 4 * self->px, box.height };

      rel_painting_set_colour (self, card->role == REL_CARD_MISSING ? &self->palette->dim : &self->palette->foreground);
      if (height >= LEAST_NAME_PX * self->px)
        rel_painting_draw_name (self, name, &inner, height, LEAST_NAME_PX * self->px, n_lines);
    }
  draw_signs (self, index, card, &box);
}
