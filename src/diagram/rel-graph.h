/* rel-graph.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-effort.h"
#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelNode:
 * @box: its size, and where it stands
 * @group: the number of its group, from 1; 0 if it is in none
 * @fixed: whether it stays where it is
 * @near: whether, if it does not, it is to stand as near to there as there is room
 *
 * A card, as far as layout is concerned.
 */
typedef struct
{
  RelBox box;
  guint group;
  gboolean fixed;
  gboolean near;
} RelNode;

/**
 * RelLine:
 * @from: the index of a node
 * @to: the index of a node
 * @from_y: where it ends at @from, from the top of the node
 * @to_y: where it ends at @to, from the top of the node
 * @fixed: whether its points stay as they are
 * @points: (owned) (element-type RelPoint): its corners, from @from to @to
 *
 * A line between two nodes. No two lines of a graph have the same two ends.
 */
typedef struct
{
  guint from;
  guint to;
  double from_y;
  double to_y;
  gboolean fixed;
  GArray *points;
} RelLine;

/**
 * RelGraph:
 * @unit: the raster: all heights at which lines end are multiples of it
 * @nodes: (owned) (element-type RelNode): the nodes
 * @lines: (owned) (element-type RelLine): the lines
 * @groups: (owned) (element-type RelBox): the boxes around the nodes of each group; the first
 *   is not used
 * @width: of the whole picture
 * @height: of the whole picture
 *
 * What is laid out: boxes and lines, without what they mean.
 */
typedef struct
{
  double unit;
  GArray *nodes;
  GArray *lines;
  GArray *groups;
  double width;
  double height;
} RelGraph;

RelGraph *rel_graph_new (double unit);
void rel_graph_free (RelGraph *self);
guint rel_graph_add_node (RelGraph *self, double width, double height, guint group);
guint rel_graph_add_line (RelGraph *self, guint from, double from_y, guint to, double to_y);

gboolean rel_graph_arrange (RelGraph *self, RelEffort effort, GCancellable *cancellable, GError **error);
gboolean rel_graph_mend (RelGraph *self, GCancellable *cancellable, GError **error);

static inline RelNode *
rel_graph_node (const RelGraph *self, guint index)
{
  return &g_array_index (self->nodes, RelNode, index);
}

static inline RelLine *
rel_graph_line (const RelGraph *self, guint index)
{
  return &g_array_index (self->lines, RelLine, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelGraph, rel_graph_free)

G_END_DECLS
