/* rel-paint.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "rel-palette.h"
#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelPaintStyle:
 * @palette: the colours
 * @scale: device pixels for a model unit
 * @mirrored: whether the picture runs from right to left
 * @ground: whether the ground is painted too
 * @highlight: what is pointed at; other lines step back
 * @focus: what has the keyboard focus; it gets a ring
 *
 * How a scene is painted.
 */
typedef struct
{
  const RelPalette *palette;
  double scale;
  gboolean mirrored;
  gboolean ground;
  RelHit highlight;
  RelHit focus;
} RelPaintStyle;

void rel_paint_measure (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data);
void rel_paint_scene (RelScene *scene, cairo_t *cr, PangoContext *context, const RelPaintStyle *style);

G_END_DECLS
