/* rel-homes.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-diagram.h"

G_BEGIN_DECLS

typedef struct _RelHomes RelHomes;

RelHomes *rel_homes_new (RelScene *scene);
RelHomes *rel_homes_ref (RelHomes *self);
void rel_homes_unref (RelHomes *self);
RelHomes *rel_homes_follow (RelHomes *self, RelScene *scene);
GArray *rel_homes_list_places (RelHomes *self, const RelDiagramPlace *pins, guint n_pins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelHomes, rel_homes_unref)

G_END_DECLS
