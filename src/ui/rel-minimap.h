/* rel-minimap.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-canvas.h"

G_BEGIN_DECLS

#define REL_TYPE_MINIMAP (rel_minimap_get_type ())

G_DECLARE_FINAL_TYPE (RelMinimap, rel_minimap, REL, MINIMAP, GtkWidget)

GtkWidget *rel_minimap_new (void);
void rel_minimap_set_canvas (RelMinimap *self, RelCanvas *canvas);
void rel_minimap_go (RelMinimap *self, double x, double y);

G_END_DECLS
