/* rel-canvas-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which part of the picture the canvas shows, and at what scale.
 */

#include "config.h"

#include <math.h>

#include "rel-canvas-private.h"
#include "rel-walk.h"

#define SETTLE_MS     140
#define LEAST_PART    0.5 /* of the scale at which all is seen */
#define MOST_SCALE    4.0
#define CHOSEN_MARGIN 60.0
#define MOST_SAMPLES  16

static double
get_width (RelCanvas *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
}

static double
get_height (RelCanvas *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
}

/*< private >
 * rel_canvas_clamp_scale:
 * @self: a canvas with a picture
 * @scale: a scale
 *
 * Returns: the nearest scale that makes sense
 */
double
rel_canvas_clamp_scale (RelCanvas *self, double scale)
{
  RelView all = rel_view_fit_all (rel_canvas_get_scene (self), get_width (self), get_height (self), 1, FALSE);

  return CLAMP (scale, all.scale * LEAST_PART, MOST_SCALE);
}

static gboolean
settled_cb (gpointer user_data)
{
  RelCanvas *self = user_data;

  self->settle_source_id = 0;
  self->zooming = FALSE;
  self->view.x = round (self->view.x);
  self->view.y = round (self->view.y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/*< private >
 * rel_canvas_change_view:
 * @self: a canvas with a picture
 * @view: how the scene is to lie in the widget
 * @zooming: whether its scale will go on changing
 *
 * Shows another part of the picture. While the scale changes, nothing is painted for each
 * step.
 */
void
rel_canvas_change_view (RelCanvas *self, const RelView *view, gboolean zooming)
{
  self->view = rel_view_keep_in_sight (view, rel_canvas_get_scene (self), get_width (self), get_height (self));
  self->view.mirrored = rel_canvas_is_mirrored (self);
  if (zooming)
    {
      self->zooming = TRUE;
      g_clear_handle_id (&self->settle_source_id, g_source_remove);
      self->settle_source_id = g_timeout_add (SETTLE_MS, settled_cb, self);
    }
  else if (!self->zooming)
    {
      self->view.x = round (self->view.x);
      self->view.y = round (self->view.y);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rel_canvas_say_view_changed (self);
}

/*< private >
 * rel_canvas_fit_all:
 * @self: a canvas with a picture
 *
 * Shows all of it.
 */
void
rel_canvas_fit_all (RelCanvas *self)
{
  RelView view = rel_view_fit_all (rel_canvas_get_scene (self), get_width (self), get_height (self), 1,
                                   rel_canvas_is_mirrored (self));

  self->fitted_px = gtk_widget_get_width (GTK_WIDGET (self));
  rel_canvas_change_view (self, &view, FALSE);
}

/*< private >
 * rel_canvas_follow_size:
 * @self: a canvas with a picture, whose page has another size
 *
 * Shows all of it, or what is chosen: that keeps its scale. It would shrink under the hand when
 * the page beside it comes.
 */
void
rel_canvas_follow_size (RelCanvas *self)
{
  if (self->fits && self->chosen->len > 0 && gtk_widget_get_width (GTK_WIDGET (self)) < self->fitted_px)
    {
      self->fits = FALSE;
      if (self->drag == REL_CANVAS_DRAG_NONE)
        rel_canvas_reveal (self, &self->focus);
    }
  if (self->fits)
    rel_canvas_fit_all (self);
  else
    rel_canvas_say_view_changed (self);
}

/*< private >
 * rel_canvas_reveal:
 * @self: a canvas with a picture
 * @hit: a part of it
 *
 * Moves the picture no more than it has to be moved, so that the part is seen.
 */
void
rel_canvas_reveal (RelCanvas *self, const RelHit *hit)
{
  RelScene *scene = rel_canvas_get_scene (self);
  RelBox box = rel_scene_get_hit_box (scene, hit);
  RelView view;

  /* Before it has a size, there is nothing to move on. */
  if (hit->kind == REL_HIT_NOTHING || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  view = rel_view_reveal (&self->view, scene, &box, get_width (self), get_height (self));
  if (view.x != self->view.x || view.y != self->view.y)
    rel_canvas_set_view (self, &view, FALSE);
}

/* How far a card is from where it was, on the page. */
static gboolean
find_shift (RelCanvas *self, RelScene *before, guint index, RelPoint *shift)
{
  RelScene *scene = rel_canvas_get_scene (self);
  RelHit then = { REL_HIT_CARD, index, -1, 0 };
  RelHit now = rel_scene_find_again (scene, before, &then);
  RelBox then_box = rel_view_place (&self->view, before, &then);
  RelBox now_box;

  if (now.kind == REL_HIT_NOTHING)
    return FALSE;
  now_box = rel_view_place (&self->view, scene, &now);
  *shift = (RelPoint){ then_box.x - now_box.x, then_box.y - now_box.y };
  return TRUE;
}

/* How far most of some cards are from where they were: if a picture was only mended, that is
 * what its origin was moved by, and any card may have been moved by hand. */
static gboolean
find_common_shift (RelCanvas *self, RelScene *before, RelPoint *shift)
{
  guint n = rel_scene_get_n_cards (before);
  guint n_samples = MIN (n, MOST_SAMPLES);
  RelPoint shifts[MOST_SAMPLES];
  guint n_found = 0;

  for (guint i = 0; i < n_samples; i++)
    n_found += find_shift (self, before, i * (n / n_samples), &shifts[n_found]);
  for (guint i = 0; i < n_found; i++)
    {
      guint n_equal = 0;

      for (guint j = 0; j < n_found; j++)
        n_equal += fabs (shifts[i].x - shifts[j].x) < 0.5 && fabs (shifts[i].y - shifts[j].y) < 0.5;
      *shift = shifts[i];
      if (2 * n_equal > n_samples)
        return TRUE;
    }
  return FALSE;
}

/*< private >
 * rel_canvas_keep_place:
 * @self: a canvas with a new picture
 * @before: the scene that it showed
 *
 * Moves the picture so that what stays stays on the page. If hardly anything does, what was in the
 * middle of the page is there again, wherever it stands now.
 */
void
rel_canvas_keep_place (RelCanvas *self, RelScene *before)
{
  RelScene *scene = rel_canvas_get_scene (self);
  RelHit middle = self->focus;
  RelBox now;
  RelBox then;
  RelPoint shift;
  RelView view = self->view;

  if (find_common_shift (self, before, &shift))
    {
      view.x += shift.x;
      view.y += shift.y;
      rel_canvas_change_view (self, &view, FALSE);
      return;
    }
  if (middle.kind == REL_HIT_NOTHING)
    middle = rel_view_pick (&self->view, before, get_width (self) / 2, get_height (self) / 2, get_width (self) / 2);
  if (middle.kind == REL_HIT_NOTHING)
    return;
  then = rel_view_place (&self->view, before, &middle);
  middle = rel_scene_find_again (scene, before, &middle);
  if (middle.kind == REL_HIT_NOTHING)
    return;
  now = rel_view_place (&self->view, scene, &middle);
  view.x += then.x - now.x;
  view.y += then.y - now.y;
  rel_canvas_change_view (self, &view, FALSE);
}

/**
 * rel_canvas_get_view:
 * @self: a canvas
 *
 * Returns: (transfer none): how the scene lies in the widget
 */
const RelView *
rel_canvas_get_view (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), NULL);

  return &self->view;
}

/**
 * rel_canvas_set_view:
 * @self: a canvas with a picture
 * @view: how the scene is to lie in the widget
 * @zooming: whether its scale will go on changing
 *
 * Shows another part of the picture.
 */
void
rel_canvas_set_view (RelCanvas *self, const RelView *view, gboolean zooming)
{
  g_return_if_fail (REL_IS_CANVAS (self));
  g_return_if_fail (self->grid != NULL);

  self->fits = FALSE;
  rel_canvas_change_view (self, view, zooming);
}

/**
 * rel_canvas_zoom_by:
 * @self: a canvas
 * @factor: above 1 to see it larger
 *
 * Changes the scale; the middle of the page, or what is chosen there, stays where it is.
 */
void
rel_canvas_zoom_by (RelCanvas *self, double factor)
{
  g_return_if_fail (REL_IS_CANVAS (self));

  rel_canvas_zoom_to (self, self->view.scale * factor);
}

/**
 * rel_canvas_zoom_to:
 * @self: a canvas
 * @scale: pixels for a model unit
 *
 * Sets the scale, as [method@Canvas.zoom_by] does.
 */
void
rel_canvas_zoom_to (RelCanvas *self, double scale)
{
  double x = get_width (self) / 2;
  double y = get_height (self) / 2;
  graphene_rect_t bounds;
  graphene_rect_t page;
  RelView view;

  g_return_if_fail (REL_IS_CANVAS (self));

  if (self->grid == NULL)
    return;
  graphene_rect_init (&page, 0, 0, (float) get_width (self), (float) get_height (self));
  if (rel_canvas_compute_bounds (self, &self->focus, &bounds) && graphene_rect_intersection (&bounds, &page, NULL))
    {
      graphene_point_t middle;

      graphene_rect_get_center (&bounds, &middle);
      x = middle.x;
      y = middle.y;
    }
  view = rel_view_zoom (&self->view, x, y, rel_canvas_clamp_scale (self, scale));
  rel_canvas_set_view (self, &view, FALSE);
}

/**
 * rel_canvas_fit:
 * @self: a canvas
 *
 * Shows all of the picture, from now on, until another part of it is wanted.
 */
void
rel_canvas_fit (RelCanvas *self)
{
  g_return_if_fail (REL_IS_CANVAS (self));

  self->fits = TRUE;
  if (self->grid != NULL)
    rel_canvas_fit_all (self);
}

/**
 * rel_canvas_fit_chosen:
 * @self: a canvas
 *
 * Shows what is chosen, as large as there is room.
 */
void
rel_canvas_fit_chosen (RelCanvas *self)
{
  RelScene *scene = rel_canvas_get_scene (self);
  RelBox all = { 0, 0, 0, 0 };
  RelView view = self->view;

  g_return_if_fail (REL_IS_CANVAS (self));

  if (scene == NULL || self->chosen->len == 0)
    return;
  for (guint i = 0; i < self->chosen->len; i++)
    {
      RelBox box = rel_scene_get_hit_box (scene, &g_array_index (self->chosen, RelHit, i));
      double right = MAX (all.x + all.width, box.x + box.width);
      double bottom = MAX (all.y + all.height, box.y + box.height);

      if (i == 0)
        {
          all = box;
          continue;
        }
      all.x = MIN (all.x, box.x);
      all.y = MIN (all.y, box.y);
      all.width = right - all.x;
      all.height = bottom - all.y;
    }
  view.scale = rel_canvas_clamp_scale (self, MIN (1, MIN (get_width (self) / (all.width + 2 * CHOSEN_MARGIN),
                                                          get_height (self) / (all.height + 2 * CHOSEN_MARGIN))));
  view = rel_view_centre (&view, scene, &all, get_width (self), get_height (self));
  rel_canvas_set_view (self, &view, FALSE);
}
