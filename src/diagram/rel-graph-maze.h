/* rel-graph-maze.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph.h"

G_BEGIN_DECLS

typedef struct _RelMaze RelMaze;

/* Ways run level along rows, and upright along columns. */
#define REL_MAZE_LEVEL   0
#define REL_MAZE_UPRIGHT 1

/* What a stretch belongs to, if it is not a net, whose numbers are above these. Lines of several
 * nets share one only where they end at one place; a near one is too close to a line beside it. */
enum
{
  REL_MAZE_FREE,
  REL_MAZE_CLOSED,
  REL_MAZE_NEAR,
  REL_MAZE_SHARED,
  REL_MAZE_FIRST_NET,
};

/**
 * RelStretch:
 * @first: its first square
 * @last: its last square
 * @net: what is there
 *
 * A part of a row or a column in which all squares are alike.
 */
typedef struct
{
  int first;
  int last;
  guint net;
} RelStretch;

RelMaze *rel_maze_new (const RelBox *bounds, double unit, GCancellable *cancellable);
void rel_maze_free (RelMaze *self);
void rel_maze_put_card (RelMaze *self, const RelBox *box);
void rel_maze_put_line (RelMaze *self, GArray *points, guint net);
gboolean rel_maze_is_free (RelMaze *self, const RelBox *box);

gboolean rel_maze_is_cancelled (RelMaze *self);
int rel_maze_count_tracks (RelMaze *self, guint axis);
int rel_maze_column_of (RelMaze *self, double x);
int rel_maze_row_of (RelMaze *self, double y);
double rel_maze_x_of (RelMaze *self, int column);
double rel_maze_y_of (RelMaze *self, int row);
RelStretch rel_maze_look (RelMaze *self, guint axis, int track, int square);
int rel_maze_find_last_empty (RelMaze *self, guint axis, int track, int end);

/**
 * RelDoor:
 * @box: the card
 * @y: where lines end there, in the maze
 * @nets: (array length=n_nets): those of other lines that end there: on these one may run
 *   before the first turn
 * @n_nets: how many
 * @left: where a line that ends elsewhere has joined one of them, on the left of the card
 * @right: the same on its right
 *
 * Where a way starts or ends.
 */
typedef struct
{
  RelBox box;
  double y;
  const guint *nets;
  guint n_nets;
  double left;
  double right;
} RelDoor;

/**
 * RelBranch:
 * @points: (element-type RelPoint): the corners of a line
 * @backwards: whether it comes from the hub
 *
 * A line of the net that is there already.
 */
typedef struct
{
  GArray *points;
  gboolean backwards;
} RelBranch;

/**
 * RelTrip:
 * @from: where the way starts
 * @hub: where it ends, as all lines of its net do
 * @net: the number of the net
 * @branches: (element-type RelBranch): on the first one that it meets the way goes on to the hub
 *
 * What way is looked for.
 */
typedef struct
{
  RelDoor from;
  RelDoor hub;
  guint net;
  GArray *branches;
} RelTrip;

gboolean rel_maze_find_way (RelMaze *self, const RelTrip *trip, GArray *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelMaze, rel_maze_free)

G_END_DECLS
