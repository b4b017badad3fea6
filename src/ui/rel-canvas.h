/* rel-canvas.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-grid.h"
#include "rel-marks.h"
#include "rel-schema.h"
#include "rel-tile-task.h"
#include "rel-view.h"

G_BEGIN_DECLS

#define REL_TYPE_CANVAS (rel_canvas_get_type ())

G_DECLARE_FINAL_TYPE (RelCanvas, rel_canvas, REL, CANVAS, GtkWidget)

GtkWidget *rel_canvas_new (void);
void rel_canvas_show (RelCanvas *self, RelGrid *grid, RelSchema *schema, RelSchema *base);
void rel_canvas_set_marks (RelCanvas *self, RelMarks *marks);
RelMarks *rel_canvas_get_marks (RelCanvas *self);
RelGrid *rel_canvas_get_grid (RelCanvas *self);
RelScene *rel_canvas_get_scene (RelCanvas *self);
const RelView *rel_canvas_get_view (RelCanvas *self);
void rel_canvas_set_view (RelCanvas *self, const RelView *view, gboolean zooming);
void rel_canvas_zoom_by (RelCanvas *self, double factor);
void rel_canvas_zoom_to (RelCanvas *self, double scale);
void rel_canvas_fit (RelCanvas *self);
gboolean rel_canvas_is_dragging (RelCanvas *self);
gboolean rel_canvas_put_down (RelCanvas *self);
void rel_canvas_fit_chosen (RelCanvas *self);
RelHit rel_canvas_get_focus (RelCanvas *self);
void rel_canvas_choose (RelCanvas *self, const RelHit *hit, gboolean adds);
void rel_canvas_choose_all (RelCanvas *self);
GArray *rel_canvas_get_chosen (RelCanvas *self);
GArray *rel_canvas_list_chosen_cards (RelCanvas *self);
void rel_canvas_activate (RelCanvas *self);
RelHit rel_canvas_pick (RelCanvas *self, double x, double y);
gboolean rel_canvas_compute_bounds (RelCanvas *self, const RelHit *hit, graphene_rect_t *bounds);
gboolean rel_canvas_is_complete (RelCanvas *self);
RelTileLook *rel_canvas_dup_look (RelCanvas *self);

G_END_DECLS
