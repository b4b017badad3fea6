/* sketch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph.h"
#include "rel-neighbours.h"

G_BEGIN_DECLS

RelSchema *sketch_schema (const char *text);
void sketch_measure (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data);
RelSchema *sketch_graph (RelGraph *graph);
RelScene *sketch_scene (const char *text, const char *collection);

char *sketch_hub (guint n_neighbours, gboolean with_lists);
char *sketch_random (guint32 seed);

extern const char *const sketch_magazine;
extern const char *const sketch_broken;

G_END_DECLS
