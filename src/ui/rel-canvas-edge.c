/* rel-canvas-edge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * While a card or a line is dragged near an edge of the canvas, the picture moves on there: the
 * faster, the nearer it is.
 */

#include "config.h"

#include "rel-canvas-private.h"

#define EDGE_PX       40.0
#define MOST_PX_PER_S 1400.0
#define LONGEST_S     0.05 /* after a frame that came late, it goes on as after one in time */

/* What part of the highest speed it is at a place on an axis, to its beginning if it is below 0.
 * Where the drag began near an edge, that edge begins there. */
static double
find_speed (double place, double start, double length)
{
  double low = MIN (EDGE_PX, MAX (start, 0));
  double high = MIN (EDGE_PX, MAX (length - start, 0));

  if (place < low)
    return MAX ((place - low) / EDGE_PX, -1);
  if (place > length - high)
    return MIN ((place - length + high) / EDGE_PX, 1);
  return 0;
}

static RelPoint
find_speeds (RelCanvas *self)
{
  return (RelPoint){ find_speed (self->pointer.x, self->drag_start.x, gtk_widget_get_width (GTK_WIDGET (self))),
                     find_speed (self->pointer.y, self->drag_start.y, gtk_widget_get_height (GTK_WIDGET (self))) };
}

/* A card may be put beyond all others; a line ends where there is anything. */
static void
stop_at_end (RelCanvas *self, RelPoint *speed)
{
  RelBox part = rel_view_get_part (&self->view, gtk_widget_get_width (GTK_WIDGET (self)),
                                   gtk_widget_get_height (GTK_WIDGET (self)));
  RelScene *scene = rel_canvas_get_scene (self);
  double margin = EDGE_PX / self->view.scale;

  if ((speed->x < 0 && part.x <= -margin) ||
      (speed->x > 0 && part.x + part.width >= rel_scene_get_width (scene) + margin))
    speed->x = 0;
  if ((speed->y < 0 && part.y <= -margin) ||
      (speed->y > 0 && part.y + part.height >= rel_scene_get_height (scene) + margin))
    speed->y = 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (widget);
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double seconds = MIN ((double) (now_us - self->edge_time_us) / G_USEC_PER_SEC, LONGEST_S);
  RelPoint speed = find_speeds (self);
  RelView view = self->view;

  if (!rel_canvas_is_dragging (self) || (speed.x == 0 && speed.y == 0))
    {
      self->edge_tick_id = 0;
      return G_SOURCE_REMOVE;
    }
  if (self->drag == REL_CANVAS_DRAG_LINE)
    stop_at_end (self, &speed);
  self->edge_time_us = now_us;
  /* The view is in whole pixels; what is left of one comes with the next. */
  self->edge_rest.x -= speed.x * MOST_PX_PER_S * seconds;
  self->edge_rest.y -= speed.y * MOST_PX_PER_S * seconds;
  view.x += (int) self->edge_rest.x;
  view.y += (int) self->edge_rest.y;
  self->edge_rest.x -= (int) self->edge_rest.x;
  self->edge_rest.y -= (int) self->edge_rest.y;
  rel_canvas_set_view (self, &view, FALSE);
  rel_canvas_follow_pointer (self);
  return G_SOURCE_CONTINUE;
}

/*< private >
 * rel_canvas_scroll_at_edge:
 * @self: a canvas on which a card or a line is dragged
 *
 * Begins to move the picture on if the pointer is near an edge. It ends by itself.
 */
void
rel_canvas_scroll_at_edge (RelCanvas *self)
{
  RelPoint speed = find_speeds (self);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (self->edge_tick_id != 0 || clock == NULL || (speed.x == 0 && speed.y == 0))
    return;
  self->edge_time_us = gdk_frame_clock_get_frame_time (clock);
  self->edge_rest = (RelPoint){ 0, 0 };
  self->edge_tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/*< private >
 * rel_canvas_is_scrolling:
 * @self: a canvas
 *
 * Returns: whether the picture moves on because something is dragged near an edge
 */
gboolean
rel_canvas_is_scrolling (RelCanvas *self)
{
  return self->edge_tick_id != 0;
}
