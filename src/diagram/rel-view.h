/* rel-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelView:
 * @scale: pixels of the page for a model unit
 * @x: where the left edge of the picture is on the page, in pixels
 * @y: where the top of the picture is on the page, in pixels
 * @mirrored: whether the scene's left is on the right
 *
 * How a scene lies on a page.
 */
typedef struct
{
  double scale;
  double x;
  double y;
  gboolean mirrored;
} RelView;

RelView rel_view_fit (RelScene *scene, double width_px, double least_scale, gboolean mirrored);
RelView rel_view_fit_all (RelScene *scene, double width_px, double height_px, double most_scale, gboolean mirrored);
RelView rel_view_zoom (const RelView *view, double x, double y, double scale);
RelView rel_view_centre (const RelView *view, RelScene *scene, const RelBox *box, double width_px, double height_px);
RelView rel_view_reveal (const RelView *view, RelScene *scene, const RelBox *box, double width_px, double height_px);
RelView rel_view_keep_in_sight (const RelView *view, RelScene *scene, double width_px, double height_px);
RelBox rel_view_get_part (const RelView *view, double width_px, double height_px);
RelHit rel_view_pick (const RelView *view, RelScene *scene, double x, double y, double tolerance_px);
RelBox rel_view_place (const RelView *view, RelScene *scene, const RelHit *hit);
RelBox rel_view_place_box (const RelView *view, RelScene *scene, const RelBox *box);
void rel_view_find (const RelView *view, RelScene *scene, double x, double y, RelPoint *place);

G_END_DECLS
