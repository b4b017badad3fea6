/* rel-neighbours.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-link.h"
#include "rel-scene.h"

G_BEGIN_DECLS

RelScene *rel_neighbours_scene (RelSchema *schema,
                                RelSchema *base,
                                const char *collection,
                                RelMeasureFunc measure,
                                gpointer user_data);
RelScene *rel_neighbours_scene_of_link (RelSchema *schema,
                                        RelSchema *base,
                                        RelLink *link,
                                        RelMeasureFunc measure,
                                        gpointer user_data);

G_END_DECLS
