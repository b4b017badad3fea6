/* rel-stroke.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "rel-palette.h"
#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelStrokeStyle:
 * @palette: the colours
 * @strong: whether lines are wider
 * @plain: whether corners are square, and nothing stands at the ends
 * @least_width: how wide lines are at least, if they are plain
 * @alpha: how much of the colour there is, from 0 to 1
 *
 * How lines are drawn.
 */
typedef struct
{
  const RelPalette *palette;
  gboolean strong;
  gboolean plain;
  double least_width;
  double alpha;
} RelStrokeStyle;

void rel_stroke_box (cairo_t *cr, const RelBox *box, double radius);
void rel_stroke_edges (cairo_t *cr, RelScene *scene, GArray *edges, const RelStrokeStyle *style);
void rel_stroke_trace (cairo_t *cr, RelScene *scene, GArray *edges, double width);

G_END_DECLS
