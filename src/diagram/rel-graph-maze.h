/* rel-graph-maze.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph.h"

G_BEGIN_DECLS

typedef struct _RelMaze RelMaze;

RelMaze *rel_maze_new (const RelBox *bounds, double unit, GCancellable *cancellable);
void rel_maze_free (RelMaze *self);

/* The net of all lines that no way may run on. */
#define REL_MAZE_OTHER 1

/* The numbers of nets are below this. */
#define REL_MAZE_MAX_NETS 65000

void rel_maze_put_card (RelMaze *self, const RelBox *box);
void rel_maze_put_line (RelMaze *self, GArray *points, guint net);
gboolean rel_maze_is_free (RelMaze *self, const RelBox *box);

/**
 * RelDoor:
 * @box: the card
 * @y: where lines end there, in the maze
 * @nets: (array length=n_nets): those of other lines that end there: on these one may run
 *   before the first turn
 * @n_nets: how many
 *
 * Where a way starts or ends.
 */
typedef struct
{
  RelBox box;
  double y;
  const guint *nets;
  guint n_nets;
} RelDoor;

gboolean rel_maze_find_way (RelMaze *self, const RelDoor *from, const RelDoor *hub, guint net, GArray *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelMaze, rel_maze_free)

G_END_DECLS
