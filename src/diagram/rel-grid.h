/* rel-grid.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

typedef struct _RelGrid RelGrid;

RelGrid *rel_grid_new (RelScene *scene);
RelGrid *rel_grid_ref (RelGrid *self);
void rel_grid_unref (RelGrid *self);

RelScene *rel_grid_get_scene (RelGrid *self);
void rel_grid_find (RelGrid *self, const RelBox *box, GArray *cards, GArray *edges);
RelHit rel_grid_pick (RelGrid *self, double x, double y, double tolerance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelGrid, rel_grid_unref)

G_END_DECLS
