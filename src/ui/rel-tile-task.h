/* rel-tile-task.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-grid.h"
#include "rel-lettering.h"
#include "rel-marks.h"
#include "rel-palette.h"

G_BEGIN_DECLS

#define REL_TILE_SIZE_PX 256

/**
 * RelTileLook:
 * @grid: (owned): what is painted
 * @marks: (owned) (nullable): what is said of its parts
 * @lettering: (owned): how texts are set
 * @palette: the colours
 * @mirrored: whether the picture runs from right to left
 * @pixels: how many device pixels a pixel has, in each direction
 *
 * What all tiles of a picture have in common.
 */
typedef struct
{
  RelGrid *grid;
  RelMarks *marks;
  RelLettering *lettering;
  const RelPalette *palette;
  gboolean mirrored;
  int pixels;
} RelTileLook;

/**
 * RelTileKey:
 * @scale: pixels for a model unit
 * @column: which one, from the left edge of the picture
 * @row: which one, from its top
 *
 * Which square of a picture a tile is.
 */
typedef struct
{
  double scale;
  int column;
  int row;
} RelTileKey;

RelTileLook *rel_tile_look_new (RelGrid *grid,
                                RelMarks *marks,
                                RelLettering *lettering,
                                const RelPalette *palette,
                                gboolean mirrored,
                                int pixels);
RelTileLook *rel_tile_look_ref (RelTileLook *self);
void rel_tile_look_unref (RelTileLook *self);

guint rel_tile_key_hash (gconstpointer data);
gboolean rel_tile_key_equal (gconstpointer a, gconstpointer b);
GskRenderNode *rel_tile_new_node (cairo_surface_t *surface, gboolean fast);

void rel_tile_paint_async (RelTileLook *look,
                           GArray *keys,
                           PangoFontMap *fonts,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *rel_tile_paint_finish (GAsyncResult *result, RelTileLook **look, GArray **keys, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelTileLook, rel_tile_look_unref)

G_END_DECLS
