/* rel-still.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-drawing.h"
#include "rel-tile-task.h"

G_BEGIN_DECLS

#define REL_TYPE_STILL (rel_still_get_type ())

G_DECLARE_FINAL_TYPE (RelStill, rel_still, REL, STILL, GObject)

RelStill *rel_still_new (RelTileLook *look, const char *title);
double rel_still_fit_scale (RelStill *self, double scale, double most_px);
double rel_still_get_done (RelStill *self);
void rel_still_write_async (RelStill *self,
                            RelDrawingFormat format,
                            double scale,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GBytes *rel_still_write_finish (RelStill *self, GAsyncResult *result, GError **error);
void rel_still_paint_async (RelStill *self,
                            double scale,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GdkTexture *rel_still_paint_finish (RelStill *self, GAsyncResult *result, GError **error);

G_END_DECLS
