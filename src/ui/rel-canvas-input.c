/* rel-canvas-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done with the canvas by pointer, touch and keys.
 */

#include "config.h"

#include <math.h>

#include "rel-arrow-key.h"
#include "rel-canvas-private.h"
#include "rel-walk.h"

#define ZOOM_STEP      1.2
#define SCROLL_STEP_PX 64.0
#define PAGE_PART      0.8
#define DRAG_LEAST_PX  4.0
#define NUDGE_UNITS    1.0
#define FAR_UNITS      8.0

static const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };

static void
pan_by (RelCanvas *self, double x, double y)
{
  RelView view = self->view;

  view.x += x;
  view.y += y;
  rel_canvas_set_view (self, &view, FALSE);
}

static void
zoom_at (RelCanvas *self, double x, double y, double scale)
{
  RelView view = rel_view_zoom (&self->view, x, y, rel_canvas_clamp_scale (self, scale));

  rel_canvas_set_view (self, &view, TRUE);
}

/* --- Pointer --- */

static void
moved_cb (GtkEventControllerMotion *motion, double x, double y, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  RelHit hit = rel_canvas_pick (self, x, y);

  self->pointer = (RelPoint){ x, y };
  /* While it is dragged, what is under the pointer does not change, or is not meant. */
  if (self->drag == REL_CANVAS_DRAG_NONE)
    rel_canvas_set_hover (self, &hit);
}

static void
left_cb (GtkEventControllerMotion *motion, gpointer user_data)
{
  rel_canvas_set_hover (REL_CANVAS (user_data), &nothing);
}

static gboolean
scrolled_cb (GtkEventControllerScroll *scroll, double dx, double dy, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if (self->grid == NULL)
    return FALSE;
  if ((state & GDK_CONTROL_MASK) != 0)
    zoom_at (self, self->pointer.x, self->pointer.y, self->view.scale * pow (ZOOM_STEP, -dy));
  else if ((state & GDK_SHIFT_MASK) != 0 && dx == 0)
    pan_by (self, -dy * SCROLL_STEP_PX, 0);
  else
    pan_by (self, -dx * SCROLL_STEP_PX, -dy * SCROLL_STEP_PX);
  return TRUE;
}

static void
pinch_begun_cb (GtkGesture *pinch, GdkEventSequence *sequence, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);

  rel_canvas_put_down (self);
  self->pinch_scale = self->view.scale;
  self->drag = REL_CANVAS_DRAG_NONE;
}

static void
pinched_cb (GtkGestureZoom *pinch, double factor, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  double x;
  double y;

  if (self->grid != NULL && gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y))
    zoom_at (self, x, y, self->pinch_scale * factor);
}

/* --- Dragging --- */

static gboolean
is_chosen (RelCanvas *self, const RelHit *hit)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      if (rel_hit_equal (&g_array_index (self->chosen, RelHit, i), hit))
        return TRUE;
    }
  return FALSE;
}

/* A card is moved by its header, and with Shift a line drawn from it; a line is drawn from a row
 * as well, where that leads to anything; anywhere else, and with the space bar or the middle button everywhere, the
 * picture is moved. */
static RelCanvasDrag
find_drag (RelCanvas *self, GtkGestureDrag *drag, const RelHit *hit)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (drag));
  GdkEvent *event = gtk_gesture_get_last_event (GTK_GESTURE (drag), NULL);
  GdkEventType type = event != NULL ? gdk_event_get_event_type (event) : GDK_BUTTON_PRESS;
  gboolean shift = event != NULL && (gdk_event_get_modifier_state (event) & GDK_SHIFT_MASK) != 0;

  if (self->space_held || button == GDK_BUTTON_MIDDLE || type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE)
    return REL_CANVAS_DRAG_PAGE;
  if (((hit->kind == REL_HIT_ROW && hit->row >= 0) || (hit->kind == REL_HIT_CARD && shift)) &&
      rel_canvas_can_link (self))
    return REL_CANVAS_DRAG_LINE;
  if (hit->kind == REL_HIT_CARD && rel_canvas_can_move (self))
    return REL_CANVAS_DRAG_CARDS;
  return REL_CANVAS_DRAG_PAGE;
}

static void
start_drag (RelCanvas *self, GtkGestureDrag *drag)
{
  double x;
  double y;
  RelHit hit;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  hit = rel_canvas_pick (self, x, y);
  self->drag = find_drag (self, drag, &hit);
  self->drag_view = self->view;
  self->drag_start = (RelPoint){ x, y };
  self->drag_from = hit;
  self->drag_to = nothing;
  rel_canvas_set_hover (self, &nothing);
  if (self->drag == REL_CANVAS_DRAG_CARDS)
    {
      if (self->nudge_source_id != 0)
        rel_canvas_end_move (self);
      if (!is_chosen (self, &hit))
        rel_canvas_choose (self, &hit, FALSE);
      /* Escape is to be heard here. */
      gtk_widget_grab_focus (GTK_WIDGET (self));
      self->pointer = (RelPoint){ x, y };
      rel_canvas_begin_move (self);
    }
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->drag == REL_CANVAS_DRAG_LINE ? "crosshair" : "grabbing");
}

/**
 * rel_canvas_is_dragging:
 * @self: a canvas
 *
 * Returns: whether something of the picture is dragged, and not the picture itself
 */
gboolean
rel_canvas_is_dragging (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), FALSE);

  return self->grid != NULL && (self->drag == REL_CANVAS_DRAG_CARDS || self->drag == REL_CANVAS_DRAG_LINE);
}

/* On the way out of a card nothing is meant; to itself, a line goes to its header. */
static void
update_line_end (RelCanvas *self)
{
  self->drag_to = rel_canvas_pick (self, self->pointer.x, self->pointer.y);
  if (self->drag_to.kind == REL_HIT_ROW)
    self->drag_to = self->drag_to.card != self->drag_from.card ? (RelHit){ REL_HIT_CARD, self->drag_to.card, -1, 0 }
                                                               : nothing;
  else if (rel_hit_equal (&self->drag_to, &self->drag_from))
    self->drag_to = nothing;
}

/*< private >
 * rel_canvas_follow_pointer:
 * @self: a canvas on which a card or a line is dragged
 *
 * Brings what is dragged to where the pointer is over the picture now.
 */
void
rel_canvas_follow_pointer (RelCanvas *self)
{
  if (self->drag == REL_CANVAS_DRAG_CARDS)
    rel_canvas_drag_move (self);
  else
    update_line_end (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_updated_cb (GtkGestureDrag *drag, double dx, double dy, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  RelView view;
  double x;
  double y;

  if (self->grid == NULL || self->drag == REL_CANVAS_DRAG_OVER)
    return;
  if (self->drag == REL_CANVAS_DRAG_NONE)
    {
      if (hypot (dx, dy) < DRAG_LEAST_PX)
        return;
      start_drag (self, drag);
    }
  gtk_gesture_drag_get_start_point (drag, &x, &y);
  self->pointer = (RelPoint){ x + dx, y + dy };
  if (self->drag == REL_CANVAS_DRAG_PAGE)
    {
      view = self->drag_view;
      view.x += dx;
      view.y += dy;
      rel_canvas_set_view (self, &view, FALSE);
    }
  else
    {
      rel_canvas_follow_pointer (self);
      rel_canvas_scroll_at_edge (self);
    }
}

static void
drag_ended_cb (GtkGestureDrag *drag, double dx, double dy, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  RelCanvasDrag ended = self->drag;

  self->drag = REL_CANVAS_DRAG_NONE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (ended == REL_CANVAS_DRAG_CARDS)
    rel_canvas_end_move (self);
  else if (ended == REL_CANVAS_DRAG_LINE && self->drag_to.kind == REL_HIT_CARD)
    rel_canvas_end_line (self);
}

static void
drag_cancelled_cb (GtkGesture *drag, GdkEventSequence *sequence, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);

  rel_canvas_stop_move (self);
  self->drag = REL_CANVAS_DRAG_NONE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  RelHit hit = rel_canvas_pick (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  rel_canvas_choose (self, &hit, (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0);
  if (n_press == 2)
    rel_canvas_activate (self);
}

/* --- Keys --- */

static gboolean
press_zoom_key (RelCanvas *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      rel_canvas_zoom_by (self, ZOOM_STEP);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      rel_canvas_zoom_by (self, 1 / ZOOM_STEP);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      rel_canvas_zoom_to (self, 1);
      return TRUE;
    case GDK_KEY_1:
    case GDK_KEY_KP_1:
      rel_canvas_fit (self);
      return TRUE;
    case GDK_KEY_2:
    case GDK_KEY_KP_2:
      rel_canvas_fit_chosen (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_page_key (RelCanvas *self, guint keyval)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self)) * PAGE_PART;

  if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up)
    pan_by (self, 0, height);
  else if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down)
    pan_by (self, 0, -height);
  else
    return FALSE;
  return TRUE;
}

static gboolean
walk (RelCanvas *self, guint keyval, gboolean adds)
{
  RelHit hit = { REL_HIT_CARD, 0, -1, 0 };
  RelWay way;

  if (rel_arrow_key_find_way (keyval, self->view.mirrored, &way))
    hit = rel_scene_walk (rel_canvas_get_scene (self), &self->focus, way);
  else if (keyval != GDK_KEY_Home && keyval != GDK_KEY_KP_Home)
    return FALSE;
  rel_canvas_choose (self, &hit, adds);
  return TRUE;
}

/* With Control, the arrow keys move what is chosen, by half a row; with Shift as well, further. */
static gboolean
nudge (RelCanvas *self, guint keyval, gboolean far)
{
  double unit = rel_scene_get_unit (rel_canvas_get_scene (self));
  RelWay way;

  return rel_arrow_key_find_way (keyval, FALSE, &way) &&
         rel_canvas_nudge (self, way, unit * (far ? FAR_UNITS : NUDGE_UNITS));
}

static gboolean
is_control (guint keyval)
{
  return keyval == GDK_KEY_Control_L || keyval == GDK_KEY_Control_R;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *key, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (self->grid == NULL || rel_scene_get_n_cards (rel_canvas_get_scene (self)) == 0)
    return FALSE;
  if (modifiers == GDK_CONTROL_MASK && press_zoom_key (self, keyval))
    return TRUE;
  if (modifiers == GDK_CONTROL_MASK && keyval == GDK_KEY_a)
    {
      rel_canvas_choose_all (self);
      return TRUE;
    }
  if ((modifiers & ~GDK_SHIFT_MASK) == GDK_CONTROL_MASK)
    return nudge (self, keyval, (modifiers & GDK_SHIFT_MASK) != 0);
  if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return FALSE;

  if (keyval == GDK_KEY_Escape)
    return rel_canvas_stop_move (self);
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    rel_canvas_activate (self);
  else if (keyval == GDK_KEY_space)
    self->space_held = TRUE;
  else
    return press_zoom_key (self, keyval) || press_page_key (self, keyval) ||
           walk (self, keyval, (modifiers & GDK_SHIFT_MASK) != 0);
  return TRUE;
}

static void
key_released_cb (GtkEventControllerKey *key, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);

  if (keyval == GDK_KEY_space)
    self->space_held = FALSE;
  else if (is_control (keyval) && self->nudge_source_id != 0)
    rel_canvas_end_move (self);
}

static void
focus_entered_cb (GtkEventControllerFocus *focus, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);
  RelHit hit = self->focus.kind != REL_HIT_NOTHING ? self->focus : (RelHit){ REL_HIT_CARD, 0, -1, 0 };

  if (self->grid != NULL && rel_scene_get_n_cards (rel_canvas_get_scene (self)) > 0)
    rel_canvas_set_focus (self, &hit);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
focus_left_cb (GtkEventControllerFocus *focus, gpointer user_data)
{
  RelCanvas *self = REL_CANVAS (user_data);

  self->space_held = FALSE;
  if (self->nudge_source_id != 0)
    rel_canvas_end_move (self);
}

static void
add_drag (RelCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_updated_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancelled_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/*< private >
 * rel_canvas_add_controllers:
 * @self: a new canvas
 *
 * Lets it be used by pointer, touch and keys.
 */
void
rel_canvas_add_controllers (RelCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (moved_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begun_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (key, "key-released", G_CALLBACK (key_released_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  add_drag (self);
}
