/* rel-diagram-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps in which a scene of a whole schema is made.
 */

#pragma once

#include "rel-diagram.h"
#include "rel-filling.h"

G_BEGIN_DECLS

gboolean rel_diagram_focus (RelScene *scene, const RelDiagramOptions *options, GError **error);
RelGraph *rel_diagram_size (RelScene *scene,
                            RelSchema *schema,
                            const RelDiagramOptions *options,
                            RelMeasureFunc measure,
                            gpointer user_data);
void rel_diagram_take_over (RelGraph *graph,
                            RelScene *scene,
                            RelScene *before,
                            const RelDiagramPlace *places,
                            guint n_places);
void rel_diagram_wrap_groups (RelGraph *graph, RelScene *scene, RelScene *before);

G_END_DECLS
