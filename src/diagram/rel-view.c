/* rel-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a scene to the page that it is shown on, and back.
 */

#include "config.h"

#include "rel-view.h"

#include <math.h>

/* How much of a page stays free around what is shown on it. */
#define MARGIN_PX 24.0

/* So much of a scene, at least, cannot be moved off the page. */
#define LEAST_IN_SIGHT_PX 80.0

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
 * rel_view_fit_all:
 * @scene: a scene
 * @width_px: how wide the page is
 * @height_px: how high it is
 * @most_scale: the largest scale
 * @mirrored: whether people read from right to left
 *
 * Shows all of a scene, in the middle of a page.
 *
 * Returns: the view
 */
RelView
rel_view_fit_all (RelScene *scene, double width_px, double height_px, double most_scale, gboolean mirrored)
{
  double width = rel_scene_get_width (scene);
  double height = rel_scene_get_height (scene);
  double scale = MIN (most_scale, MIN (width_px / width, height_px / height));

  return (RelView){ scale, round ((width_px - width * scale) / 2), round ((height_px - height * scale) / 2), mirrored };
}

/**
 * rel_view_zoom:
 * @view: a view
 * @x: a place on the page, in pixels
 * @y: a place on the page, in pixels
 * @scale: the new scale
 *
 * Returns: the view at another scale, with what is at the place still there
 */
RelView
rel_view_zoom (const RelView *view, double x, double y, double scale)
{
  double factor = scale / view->scale;

  return (RelView){ scale, x - (x - view->x) * factor, y - (y - view->y) * factor, view->mirrored };
}

/**
 * rel_view_centre:
 * @view: a view
 * @scene: the scene that is shown
 * @box: a part of it
 * @width_px: how wide the page is
 * @height_px: how high it is
 *
 * Returns: the view moved so that the part is in the middle of the page
 */
RelView
rel_view_centre (const RelView *view, RelScene *scene, const RelBox *box, double width_px, double height_px)
{
  RelBox place = rel_view_place_box (view, scene, box);

  return (RelView){ view->scale, view->x + round (width_px / 2 - place.x - place.width / 2),
                    view->y + round (height_px / 2 - place.y - place.height / 2), view->mirrored };
}

/* How far a span has to be moved so that it is seen; its start, if it is too long. */
static double
find_shift (double start, double length, double page)
{
  if (start < MARGIN_PX || length > page - 2 * MARGIN_PX)
    return MARGIN_PX - start;
  return MIN (page - MARGIN_PX - start - length, 0);
}

/**
 * rel_view_reveal:
 * @view: a view
 * @scene: the scene that is shown
 * @box: a part of it
 * @width_px: how wide the page is
 * @height_px: how high it is
 *
 * Returns: the view moved no more than it has to be, so that the part is seen
 */
RelView
rel_view_reveal (const RelView *view, RelScene *scene, const RelBox *box, double width_px, double height_px)
{
  RelBox place = rel_view_place_box (view, scene, box);

  return (RelView){ view->scale, view->x + round (find_shift (place.x, place.width, width_px)),
                    view->y + round (find_shift (place.y, place.height, height_px)), view->mirrored };
}

/**
 * rel_view_keep_in_sight:
 * @view: a view
 * @scene: the scene that is shown
 * @width_px: how wide the page is
 * @height_px: how high it is
 *
 * Returns: the view, moved back if nearly nothing of the scene would be seen
 */
RelView
rel_view_keep_in_sight (const RelView *view, RelScene *scene, double width_px, double height_px)
{
  double width = rel_scene_get_width (scene) * view->scale;
  double height = rel_scene_get_height (scene) * view->scale;
  double least_x = MIN (LEAST_IN_SIGHT_PX, MIN (width, width_px));
  double least_y = MIN (LEAST_IN_SIGHT_PX, MIN (height, height_px));

  return (RelView){ view->scale, CLAMP (view->x, least_x - width, width_px - least_x),
                    CLAMP (view->y, least_y - height, height_px - least_y), view->mirrored };
}

/**
 * rel_view_get_part:
 * @view: a view
 * @width_px: how wide the page is
 * @height_px: how high it is
 *
 * Returns: what of the picture is on the page, in model units from its left edge as it is shown
 */
RelBox
rel_view_get_part (const RelView *view, double width_px, double height_px)
{
  return (RelBox){ -view->x / view->scale, -view->y / view->scale, width_px / view->scale, height_px / view->scale };
}

/**
 * rel_view_find:
 * @view: a view
 * @scene: the scene that is shown
 * @x: a place on the page, in pixels
 * @y: a place on the page, in pixels
 * @place: (out): where that is in the scene
 */
void
rel_view_find (const RelView *view, RelScene *scene, double x, double y, RelPoint *place)
{
  place->x = (x - view->x) / view->scale;
  place->y = (y - view->y) / view->scale;
  if (view->mirrored)
    place->x = rel_scene_get_width (scene) - place->x;
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
  RelPoint place;

  rel_view_find (view, scene, x, y, &place);
  return rel_scene_pick (scene, place.x, place.y, tolerance_px / view->scale);
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

  return rel_view_place_box (view, scene, &box);
}

/**
 * rel_view_place_box:
 * @view: a view
 * @scene: the scene that is shown
 * @box: a box in it
 *
 * Returns: where the box is on the page, in pixels
 */
RelBox
rel_view_place_box (const RelView *view, RelScene *scene, const RelBox *box)
{
  double x = view->mirrored ? rel_scene_get_width (scene) - box->x - box->width : box->x;

  return (RelBox){ x * view->scale + view->x, box->y * view->scale + view->y, box->width * view->scale,
                   box->height * view->scale };
}
