/* rel-tiles.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-tile-task.h"
#include "rel-view.h"

G_BEGIN_DECLS

#define REL_TYPE_TILES (rel_tiles_get_type ())

G_DECLARE_FINAL_TYPE (RelTiles, rel_tiles, REL, TILES, GObject)

RelTiles *rel_tiles_new (void);
void rel_tiles_set_look (RelTiles *self, RelTileLook *look, gboolean keeps);
void rel_tiles_snapshot (RelTiles *self,
                         GtkSnapshot *snapshot,
                         const RelView *view,
                         int width_px,
                         int height_px,
                         gboolean zooming);
gboolean rel_tiles_is_complete (RelTiles *self);

G_END_DECLS
