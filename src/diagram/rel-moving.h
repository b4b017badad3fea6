/* rel-moving.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

typedef struct _RelMoving RelMoving;

RelMoving *rel_moving_new (RelScene *scene, GArray *cards);
void rel_moving_free (RelMoving *self);
void rel_moving_set (RelMoving *self, double x, double y);
GArray *rel_moving_get_left_cards (RelMoving *self);
GArray *rel_moving_get_left_edges (RelMoving *self);
RelScene *rel_moving_get_scene (RelMoving *self);
GArray *rel_moving_get_cards (RelMoving *self);
GArray *rel_moving_get_edges (RelMoving *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelMoving, rel_moving_free)

G_END_DECLS
