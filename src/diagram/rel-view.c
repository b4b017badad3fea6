/* rel-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a scene to the page that it is shown on, and back.
 */

#include "config.h"

#include "rel-view.h"

#include <math.h>

/**
 * rel_view_fit:
 * @scene: a scene
 * @width_px: how wide the page is
 * @least_scale: the smallest scale at which it can be read
 * @mirrored: whether people read from right to left
 *
 * Makes a scene as wide as the page, if it is wider: but not wider than it is at 100 %, and
 * not smaller than can be read. What is narrower than the page stands in its middle.
 *
 * Returns: the view
 */
RelView
rel_view_fit (RelScene *scene, double width_px, double least_scale, gboolean mirrored)
{
  double scale = CLAMP (width_px / rel_scene_get_width (scene), least_scale, 1);
  double left = floor ((width_px - rel_scene_get_width (scene) * scale) / 2);

  return (RelView){ scale, MAX (left, 0), 0, mirrored };
}

/**
 * rel_view_pick:
 * @view: a view
 * @scene: the scene that is shown
 * @x: a place on the page, in pixels
 * @y: a place on the page, in pixels
 * @tolerance_px: how far from a line still counts as on it
 *
 * Returns: the part of the scene that is at a place on the page
 */
RelHit
rel_view_pick (const RelView *view, RelScene *scene, double x, double y, double tolerance_px)
{
  double scene_x = (x - view->x) / view->scale;

  if (view->mirrored)
    scene_x = rel_scene_get_width (scene) - scene_x;
  return rel_scene_pick (scene, scene_x, (y - view->y) / view->scale, tolerance_px / view->scale);
}

/**
 * rel_view_place:
 * @view: a view
 * @scene: the scene that is shown
 * @hit: a part of it
 *
 * Returns: the box that the part fills on the page, in pixels
 */
RelBox
rel_view_place (const RelView *view, RelScene *scene, const RelHit *hit)
{
  RelBox box = rel_scene_get_hit_box (scene, hit);

  if (view->mirrored)
    box.x = rel_scene_get_width (scene) - box.x - box.width;
  return (RelBox){ box.x * view->scale + view->x, box.y * view->scale + view->y, box.width * view->scale,
                   box.height * view->scale };
}
