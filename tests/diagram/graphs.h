/* graphs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph.h"

G_BEGIN_DECLS

#define GRAPH_UNIT 11.0

RelGraph *graph_modular (guint n_cards, guint32 seed, gboolean grouped);
RelGraph *graph_random (guint32 seed);
RelGraph *graph_star (guint n_leaves);
RelGraph *graph_copy (RelGraph *graph);

guint graph_add_card (RelGraph *graph, guint n_rows, double width, guint group);
void graph_link (RelGraph *graph, guint from, guint from_row, guint to, int to_row);

G_END_DECLS
