/* rel-paint.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "rel-grid.h"
#include "rel-marks.h"
#include "rel-palette.h"

G_BEGIN_DECLS

/**
 * RelPaintStyle:
 * @palette: the colours
 * @scale: device pixels for a model unit
 * @mirrored: whether the picture runs from right to left
 * @ground: whether the ground is painted too
 * @highlight: what is pointed at; other lines step back
 * @focus: what has the keyboard focus; it gets a ring
 * @marks: (nullable): what else is said of the parts of the scene
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
  const RelMarks *marks;
} RelPaintStyle;

void rel_paint_measure (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data);
void rel_paint_scene (RelScene *scene, cairo_t *cr, PangoContext *context, const RelPaintStyle *style);
void rel_paint_part (RelGrid *grid, const RelBox *part, cairo_t *cr, PangoContext *context, const RelPaintStyle *style);
void rel_paint_lines (RelScene *scene, GArray *edges, gboolean chosen, cairo_t *cr, const RelPaintStyle *style);
void rel_paint_cards (RelScene *scene, GArray *cards, cairo_t *cr, PangoContext *context, const RelPaintStyle *style);
void rel_paint_left (RelScene *scene, GArray *cards, GArray *edges, cairo_t *cr, const RelPaintStyle *style);
void rel_paint_ring (RelScene *scene, const RelHit *hit, gboolean focus, cairo_t *cr, const RelPaintStyle *style);

G_END_DECLS
