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
RelHit rel_view_pick (const RelView *view, RelScene *scene, double x, double y, double tolerance_px);
RelBox rel_view_place (const RelView *view, RelScene *scene, const RelHit *hit);

G_END_DECLS
