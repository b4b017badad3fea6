/* rel-canvas-move.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards of the canvas that are moved, by pointer or by keys. Until there is a picture in which
 * they are where they were put, they are painted there.
 */

#include "config.h"

#include "rel-canvas-private.h"

#include <string.h>

/* So long after the last key those that are moved by keys have arrived. */
#define NUDGE_MS 400

static RelPoint
find_pointer (RelCanvas *self)
{
  RelPoint place;

  rel_view_find (&self->view, rel_canvas_get_scene (self), self->pointer.x, self->pointer.y, &place);
  return place;
}

static void
let_go (RelCanvas *self)
{
  g_clear_pointer (&self->moving, rel_moving_free);
  g_clear_object (&self->move_font);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*< private >
 * rel_canvas_forget_move:
 * @self: a canvas
 *
 * Paints cards where they are again.
 */
void
rel_canvas_forget_move (RelCanvas *self)
{
  g_clear_handle_id (&self->nudge_source_id, g_source_remove);
  let_go (self);
}

/* Whether the cards that are on their way are these. */
static gboolean
are_moving (RelCanvas *self, GArray *cards)
{
  GArray *left = self->moving != NULL ? rel_moving_get_left_cards (self->moving) : NULL;

  return left != NULL && left->len == cards->len && memcmp (left->data, cards->data, cards->len * sizeof (guint)) == 0;
}

/* Takes up cards, so far from where they are. */
static void
take_up (RelCanvas *self, GArray *cards)
{
  g_autoptr (RelLettering) lettering = rel_lettering_new (GTK_WIDGET (self));

  let_go (self);
  self->moving = rel_moving_new (rel_canvas_get_scene (self), cards);
  self->move_font = rel_lettering_new_context (lettering, pango_cairo_font_map_get_default ());
  rel_moving_set (self->moving, self->move_by.x, self->move_by.y);
}

/*< private >
 * rel_canvas_begin_move:
 * @self: a canvas with a picture
 *
 * Takes up the chosen cards. Those for which there is no picture yet after the last move are
 * taken up where they were put.
 *
 * Returns: whether there are any
 */
gboolean
rel_canvas_begin_move (RelCanvas *self)
{
  g_autoptr (GArray) cards = rel_canvas_list_chosen_cards (self);

  if (!are_moving (self, cards))
    self->move_by = (RelPoint){ 0, 0 };
  self->move_said = self->move_by;
  self->move_last = find_pointer (self);
  if (cards->len > 0)
    take_up (self, cards);
  return cards->len > 0;
}

static void
move_by (RelCanvas *self, double x, double y)
{
  self->move_by.x += x;
  self->move_by.y += y;
  rel_moving_set (self->moving, self->move_by.x, self->move_by.y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*< private >
 * rel_canvas_drag_move:
 * @self: a canvas whose chosen cards are moved
 *
 * Moves them with the pointer.
 */
void
rel_canvas_drag_move (RelCanvas *self)
{
  RelPoint place = find_pointer (self);

  if (self->moving == NULL)
    return;
  move_by (self, place.x - self->move_last.x, place.y - self->move_last.y);
  self->move_last = place;
}

/*< private >
 * rel_canvas_end_move:
 * @self: a canvas whose chosen cards are moved
 *
 * Puts them where they are now.
 */
void
rel_canvas_end_move (RelCanvas *self)
{
  RelPoint by = { self->move_by.x - self->move_said.x, self->move_by.y - self->move_said.y };

  g_clear_handle_id (&self->nudge_source_id, g_source_remove);
  self->fits = FALSE;
  self->move_said = self->move_by;
  if ((by.x == 0 && by.y == 0) || !rel_canvas_say_moved (self, by.x, by.y))
    rel_canvas_forget_move (self);
}

/*< private >
 * rel_canvas_stop_move:
 * @self: a canvas
 *
 * Leaves cards that are moved where they were.
 *
 * Returns: whether any were moved
 */
gboolean
rel_canvas_stop_move (RelCanvas *self)
{
  if (self->drag != REL_CANVAS_DRAG_CARDS && self->nudge_source_id == 0)
    return FALSE;
  if (self->drag == REL_CANVAS_DRAG_CARDS)
    self->drag = REL_CANVAS_DRAG_OVER;
  rel_canvas_forget_move (self);
  return TRUE;
}

/**
 * rel_canvas_put_down:
 * @self: a canvas
 *
 * Has cards arrive that are moved by keys, and leaves those that are dragged where they were.
 *
 * Returns: whether any were dragged
 */
gboolean
rel_canvas_put_down (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), FALSE);

  if (self->drag == REL_CANVAS_DRAG_CARDS)
    return rel_canvas_stop_move (self);
  if (self->nudge_source_id != 0)
    rel_canvas_end_move (self);
  return FALSE;
}

/*< private >
 * rel_canvas_follow_move:
 * @self: a canvas with a new picture
 *
 * Lets go of cards that have arrived. Those that a person holds go on from the new picture.
 */
void
rel_canvas_follow_move (RelCanvas *self)
{
  gboolean held = self->drag == REL_CANVAS_DRAG_CARDS || self->nudge_source_id != 0;
  g_autoptr (GArray) cards = NULL;

  if (self->moving == NULL)
    return;
  if (!held)
    {
      let_go (self);
      rel_canvas_reveal (self, &self->focus);
      return;
    }
  cards = rel_canvas_list_chosen_cards (self);
  if (cards->len == 0)
    {
      rel_canvas_stop_move (self);
      return;
    }
  self->move_by.x -= self->move_said.x;
  self->move_by.y -= self->move_said.y;
  self->move_said = (RelPoint){ 0, 0 };
  self->move_last = find_pointer (self);
  take_up (self, cards);
}

static gboolean
nudged_cb (gpointer user_data)
{
  RelCanvas *self = user_data;

  self->nudge_source_id = 0;
  rel_canvas_end_move (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * rel_canvas_nudge:
 * @self: a canvas with a picture
 * @way: where to, on the page
 * @step: how far, in model units
 *
 * Moves the chosen cards a little. What is done by several keys in a row is one move.
 *
 * Returns: whether there are any that can be moved
 */
gboolean
rel_canvas_nudge (RelCanvas *self, RelWay way, double step)
{
  double x = way == REL_WAY_LEFT ? -step : way == REL_WAY_RIGHT ? step : 0;
  double y = way == REL_WAY_UP ? -step : way == REL_WAY_DOWN ? step : 0;

  if (!rel_canvas_can_move (self) || self->drag != REL_CANVAS_DRAG_NONE)
    return FALSE;
  if (self->nudge_source_id == 0 && !rel_canvas_begin_move (self))
    return FALSE;
  move_by (self, self->view.mirrored ? -x : x, y);
  g_clear_handle_id (&self->nudge_source_id, g_source_remove);
  self->nudge_source_id = g_timeout_add (NUDGE_MS, nudged_cb, self);
  return TRUE;
}
