/* rel-stroke.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "rel-palette.h"
#include "rel-scene.h"

G_BEGIN_DECLS

void rel_stroke_box (cairo_t *cr, const RelBox *box, double radius);
void rel_stroke_edges (cairo_t *cr, RelScene *scene, const RelHit *hit, gboolean strong, const RelPalette *palette);

G_END_DECLS
