/* rel-diagram-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps in which a scene of a whole schema is made.
 */

#pragma once

#include "rel-diagram.h"
#include "rel-filling.h"
#include "rel-graph.h"

G_BEGIN_DECLS

/* What is taken over from one scene to the next, in which the origin may be elsewhere. */
typedef struct
{
  RelGraph *graph;
  RelScene *scene;
  RelScene *before;
  RelPoint shift;    /* from a place in @before to the same in @scene */
  GHashTable *cards; /* (owned) (element-type utf8 guint): one more than the index in @scene */
} RelTakeOver;

gboolean rel_diagram_focus (RelScene *scene, const RelDiagramOptions *options, GError **error);
RelGraph *rel_diagram_size (RelScene *scene,
                            RelSchema *schema,
                            RelSchema *base,
                            const RelDiagramOptions *options,
                            RelMeasureFunc measure,
                            gpointer user_data);
void rel_diagram_mark_states (RelScene *scene, RelSchema *schema, RelSchema *base);
void rel_diagram_take_over (RelGraph *graph,
                            RelScene *scene,
                            RelScene *before,
                            const RelDiagramPlace *places,
                            guint n_places);
guint rel_take_over_find (RelTakeOver *self, const char *collection);
void rel_diagram_take_places (RelTakeOver *self, const RelDiagramPlace *places, guint n_places);
void rel_diagram_wrap_groups (RelGraph *graph, RelScene *scene, RelScene *before, gboolean moved);

G_END_DECLS
