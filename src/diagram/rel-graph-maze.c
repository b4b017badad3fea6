/* rel-graph-maze.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds ways between cards that stand anywhere, past lines that are there: on a raster of
 * small squares, by the shortest way with few turns and crossings (A*). A square has at most
 * one level and one upright line, unless they are of one net, whose lines all end at its hub.
 */

#include "config.h"

#include "rel-graph-maze.h"

#include <math.h>
#include <string.h>

/* From the sides of a card to the nearest upright line, in squares. */
#define CLEAR_SIDE 4

/* A square is half as wide as it is high. */
#define LEVEL_COST    1
#define UPRIGHT_COST  2
#define TURN_COST     28
#define CROSSING_COST 10

/* Of the cost that is left, in quarters: more than 4 finds a way sooner, but not always the best. */
#define HASTE 10

#define STEPS_AT_ONCE 4096

/* A way that would take more steps than this is not looked for any longer. */
#define MAX_STEPS 3000000

enum
{
  LEVEL,
  UPRIGHT,
};

/* What is in a square, for lines along one axis, if it is not one net. Several share it only
 * where their lines end at one place. */
#define FREE   0
#define SHARED (G_MAXUINT16 - 1)
#define CLOSED G_MAXUINT16

#define NO_STATE G_MAXUINT

/* Where the search has been. */
typedef struct
{
  guint search; /* the number of the search that was here */
  guint cost;
  guint from; /* the state that it came from */
} Mark;

typedef struct
{
  guint rank; /* what it costs, with what is left at least */
  guint cost;
  guint state;
} Step;

/* A straight piece of the lines of a net. Many lines have it in common. */
typedef struct
{
  guint net;
  int left;
  int top;
  int right;
  int bottom;
} Run;

/* A state is a square and an axis. Those of the level axis come row by row, those of the upright
 * one column by column, so that what lies on a line lies together. */
struct _RelMaze
{
  GCancellable *cancellable; /* (unowned) (nullable) */
  double unit;
  double x; /* of the first column */
  double y; /* of the first row */
  guint n_wide;
  guint n_high;
  guint n_squares;
  guint16 *taken;   /* (owned): of each state, the net that is there, or FREE, SHARED, CLOSED */
  Mark *marks;      /* (owned): of each state */
  guint *opened;    /* (owned): the search for which a state is open, though others are there */
  GHashTable *runs; /* (owned) (element-type Run): those that are in the maze */
  GArray *heap;     /* (owned) (element-type Step) */
  guint search;
};

static guint
run_hash (gconstpointer key)
{
  const Run *run = key;

  return ((run->net * 31 + (guint) run->left) * 31 + (guint) run->top) * 31 + (guint) run->right * 7 +
         (guint) run->bottom;
}

static gboolean
run_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Run)) == 0;
}

/*< private >
 * rel_maze_new:
 * @bounds: where ways may run
 * @unit: the raster; all level lines are on it
 * @cancellable: (nullable): looked at often
 *
 * Returns: (transfer full): an empty maze
 */
RelMaze *
rel_maze_new (const RelBox *bounds, double unit, GCancellable *cancellable)
{
  RelMaze *self = g_new0 (RelMaze, 1);

  self->unit = unit;
  self->cancellable = cancellable;
  self->x = unit * floor (bounds->x / unit);
  self->y = unit * floor (bounds->y / unit);
  self->n_wide = (guint) ceil (2 * (bounds->x + bounds->width - self->x) / unit) + 1;
  self->n_high = (guint) ceil ((bounds->y + bounds->height - self->y) / unit) + 1;
  self->n_squares = self->n_wide * self->n_high;
  self->taken = g_new0 (guint16, 2 * (gsize) self->n_squares);
  self->marks = g_new0 (Mark, 2 * (gsize) self->n_squares);
  self->opened = g_new0 (guint, 2 * (gsize) self->n_squares);
  self->runs = g_hash_table_new_full (run_hash, run_equal, g_free, NULL);
  self->heap = g_array_new (FALSE, FALSE, sizeof (Step));
  return self;
}

/*< private >
 * rel_maze_free:
 * @self: (transfer full): a maze
 *
 * Frees a maze.
 */
void
rel_maze_free (RelMaze *self)
{
  g_free (self->taken);
  g_free (self->marks);
  g_free (self->opened);
  g_hash_table_unref (self->runs);
  g_array_unref (self->heap);
  g_free (self);
}

/* Upright lines are in the middle of squares, level ones at their upper edges. */
static int
column_of (RelMaze *self, double x)
{
  return (int) floor (2 * (x - self->x) / self->unit);
}

static int
row_of (RelMaze *self, double y)
{
  return (int) floor ((y - self->y) / self->unit + 0.25);
}

static double
x_of (RelMaze *self, guint column)
{
  return self->x + (column + 0.5) * self->unit / 2;
}

static guint
state_of (RelMaze *self, guint column, guint row, guint axis)
{
  return axis == LEVEL ? row * self->n_wide + column : self->n_squares + column * self->n_high + row;
}

static guint
split_state (RelMaze *self, guint state, guint *column, guint *row)
{
  if (state < self->n_squares)
    {
      *column = state % self->n_wide;
      *row = state / self->n_wide;
      return LEVEL;
    }
  *column = (state - self->n_squares) / self->n_high;
  *row = (state - self->n_squares) % self->n_high;
  return UPRIGHT;
}

static void
close_squares (RelMaze *self, int left, int top, int right, int bottom, guint axis)
{
  left = MAX (left, 0);
  top = MAX (top, 0);
  right = MIN (right, (int) self->n_wide - 1);
  bottom = MIN (bottom, (int) self->n_high - 1);
  if (axis == LEVEL)
    {
      for (int row = top; row <= bottom; row++)
        for (int column = left; column <= right; column++)
          self->taken[state_of (self, (guint) column, (guint) row, LEVEL)] = CLOSED;
      return;
    }
  for (int column = left; column <= right; column++)
    for (int row = top; row <= bottom; row++)
      self->taken[state_of (self, (guint) column, (guint) row, UPRIGHT)] = CLOSED;
}

/*< private >
 * rel_maze_put_card:
 * @self: a maze
 * @box: where a card stands
 *
 * Closes what a card takes, and what has to stay free beside it.
 */
void
rel_maze_put_card (RelMaze *self, const RelBox *box)
{
  int left = column_of (self, box->x);
  int right = column_of (self, box->x + box->width);
  int top = row_of (self, box->y);
  int bottom = (int) ceil ((box->y + box->height - self->y) / self->unit);

  close_squares (self, left, top, right, bottom, LEVEL);
  close_squares (self, left - CLEAR_SIDE, top, right + CLEAR_SIDE, bottom, UPRIGHT);
}

static void
take_squares (RelMaze *self, guint first, guint n, guint net)
{
  for (guint state = first; state < first + n; state++)
    {
      guint16 taken = self->taken[state];

      if (taken != CLOSED)
        self->taken[state] = taken == FREE || taken == net ? (guint16) net : SHARED;
    }
}

static void
take_run (RelMaze *self, const RelPoint *a, const RelPoint *b, guint net)
{
  int left = column_of (self, MIN (a->x, b->x));
  int right = MIN (column_of (self, MAX (a->x, b->x)), (int) self->n_wide - 1);
  int top = row_of (self, MIN (a->y, b->y));
  int bottom = MIN (row_of (self, MAX (a->y, b->y)), (int) self->n_high - 1);
  Run run = { net, MAX (left, 0), MAX (top, 0), right, bottom };

  if (run.left > run.right || run.top > run.bottom || g_hash_table_contains (self->runs, &run))
    return;
  g_hash_table_add (self->runs, g_memdup2 (&run, sizeof run));
  if (a->y == b->y)
    take_squares (self, state_of (self, (guint) run.left, (guint) run.top, LEVEL), (guint) (run.right - run.left) + 1,
                  net);
  else
    take_squares (self, state_of (self, (guint) run.left, (guint) run.top, UPRIGHT), (guint) (run.bottom - run.top) + 1,
                  net);
}

/*< private >
 * rel_maze_put_line:
 * @self: a maze
 * @points: (element-type RelPoint): the corners of a line
 * @net: the number of its net, from %REL_MAZE_OTHER
 *
 * Takes the squares along a line.
 */
void
rel_maze_put_line (RelMaze *self, GArray *points, guint net)
{
  for (guint i = 1; i < points->len; i++)
    take_run (self, &g_array_index (points, RelPoint, i - 1), &g_array_index (points, RelPoint, i), net);
}

/*< private >
 * rel_maze_is_free:
 * @self: a maze
 * @box: where a card might stand
 *
 * Returns: whether nothing is there, nor close by
 */
gboolean
rel_maze_is_free (RelMaze *self, const RelBox *box)
{
  int left = column_of (self, box->x) - CLEAR_SIDE - 2;
  int right = column_of (self, box->x + box->width) + CLEAR_SIDE + 2;
  int top = row_of (self, box->y) - 2;
  int bottom = (int) ceil ((box->y + box->height - self->y) / self->unit) + 2;

  if (left < 0 || top < 0 || right >= (int) self->n_wide || bottom >= (int) self->n_high)
    return FALSE;
  for (int row = top; row <= bottom; row++)
    {
      for (int column = left; column <= right; column++)
        {
          if (self->taken[state_of (self, (guint) column, (guint) row, LEVEL)] != FREE ||
              self->taken[state_of (self, (guint) column, (guint) row, UPRIGHT)] != FREE)
            return FALSE;
        }
    }
  return TRUE;
}

/* --- The search --- */

static void
push_step (GArray *heap, Step step)
{
  guint at = heap->len;

  g_array_append_val (heap, step);
  while (at > 0)
    {
      guint above = (at - 1) / 2;
      Step *other = &g_array_index (heap, Step, above);

      /* Of two that are as good, the one that is farther on. */
      if (other->rank < step.rank || (other->rank == step.rank && other->cost >= step.cost))
        break;
      g_array_index (heap, Step, at) = *other;
      at = above;
    }
  g_array_index (heap, Step, at) = step;
}

static gboolean
is_before (const Step *a, const Step *b)
{
  return a->rank < b->rank || (a->rank == b->rank && a->cost > b->cost);
}

static Step
pop_step (GArray *heap)
{
  Step first = g_array_index (heap, Step, 0);
  Step last = g_array_index (heap, Step, heap->len - 1);
  guint at = 0;

  g_array_set_size (heap, heap->len - 1);
  while (2 * at + 1 < heap->len)
    {
      guint below = 2 * at + 1;

      if (below + 1 < heap->len &&
          is_before (&g_array_index (heap, Step, below + 1), &g_array_index (heap, Step, below)))
        below++;
      if (!is_before (&g_array_index (heap, Step, below), &last))
        break;
      g_array_index (heap, Step, at) = g_array_index (heap, Step, below);
      at = below;
    }
  if (heap->len > 0)
    g_array_index (heap, Step, at) = last;
  return first;
}

/* Opens the row before a door on both sides of the card, as far as only lines are there that
 * end at the same place. Gives the first square on each side, or none. */
static void
open_door (RelMaze *self, const RelDoor *door, guint states[2])
{
  int row = row_of (self, door->y);
  int columns[2] = { column_of (self, door->box.x) - 1, column_of (self, door->box.x + door->box.width) + 1 };

  for (guint side = 0; side < 2; side++)
    {
      int step = side == 0 ? -1 : 1;

      states[side] = NO_STATE;
      for (int column = columns[side];
           row >= 0 && row < (int) self->n_high && column >= 0 && column < (int) self->n_wide; column += step)
        {
          guint state = state_of (self, (guint) column, (guint) row, LEVEL);
          gboolean open = self->taken[state] == FREE || self->taken[state] == SHARED;

          for (guint i = 0; i < door->n_nets && !open; i++)
            open = self->taken[state] == door->nets[i];
          if (!open)
            break;
          self->opened[state] = self->search;
          if (column == columns[side])
            states[side] = state;
          if (self->taken[state] == FREE)
            break;
        }
    }
}

static gboolean
is_open (RelMaze *self, guint state, guint net)
{
  return self->taken[state] == FREE || self->taken[state] == net || self->opened[state] == self->search;
}

/* What it costs at least from a square to the nearer one of the goals. */
static guint
estimate (RelMaze *self, guint column, guint row, guint axis, const guint goals[2])
{
  guint least = G_MAXUINT;

  for (guint i = 0; i < 2; i++)
    {
      guint goal_column;
      guint goal_row;
      guint turns;

      if (goals[i] == NO_STATE)
        continue;
      split_state (self, goals[i], &goal_column, &goal_row);
      turns = axis == UPRIGHT ? 1 : goal_row != row ? 2 : 0;
      least = MIN (least, (guint) ABS ((int) goal_column - (int) column) * LEVEL_COST +
                            (guint) ABS ((int) goal_row - (int) row) * UPRIGHT_COST + turns * TURN_COST);
    }
  return least;
}

static void
reach (RelMaze *self, guint column, guint row, guint axis, guint from, guint cost, const guint goals[2])
{
  guint state = state_of (self, column, row, axis);
  Mark *mark = &self->marks[state];
  Step step = { 0, cost, state };

  if (mark->search == self->search && mark->cost <= cost)
    return;
  *mark = (Mark){ self->search, cost, from };
  step.rank = cost + HASTE * estimate (self, column, row, axis, goals) / 4;
  push_step (self->heap, step);
}

static void
expand (RelMaze *self, const Step *step, guint net, const guint goals[2])
{
  guint column;
  guint row;
  guint axis = split_state (self, step->state, &column, &row);

  /* A turn needs that the square is free along both axes. */
  if (is_open (self, state_of (self, column, row, !axis), net))
    reach (self, column, row, !axis, step->state, step->cost + TURN_COST, goals);
  for (guint way = 0; way < 2; way++)
    {
      guint at = axis == LEVEL ? column : row;
      guint end = axis == LEVEL ? self->n_wide - 1 : self->n_high - 1;
      guint next_column = axis == LEVEL ? column + (way == 0 ? -1U : 1) : column;
      guint next_row = axis == UPRIGHT ? row + (way == 0 ? -1U : 1) : row;
      guint next = way == 0 ? step->state - 1 : step->state + 1;
      guint cost = step->cost;
      guint across;

      if (at == (way == 0 ? 0 : end) || !is_open (self, next, net))
        continue;
      /* On lines of its own net it costs nothing, so that they join soon. */
      across = self->taken[state_of (self, next_column, next_row, !axis)];
      if (self->taken[next] != net)
        cost += (axis == LEVEL ? LEVEL_COST : UPRIGHT_COST) + (across != FREE && across != CLOSED ? CROSSING_COST : 0);
      reach (self, next_column, next_row, axis, step->state, cost, goals);
    }
}

static gboolean
search (RelMaze *self, guint net, const guint starts[2], const guint goals[2], guint *end)
{
  g_array_set_size (self->heap, 0);
  for (guint i = 0; i < 2; i++)
    {
      guint column;
      guint row;

      if (starts[i] == NO_STATE)
        continue;
      split_state (self, starts[i], &column, &row);
      reach (self, column, row, LEVEL, NO_STATE, 0, goals);
    }
  for (guint n = 0; self->heap->len > 0 && n < MAX_STEPS; n++)
    {
      Step step = pop_step (self->heap);

      if (n % STEPS_AT_ONCE == 0 && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if (step.cost > self->marks[step.state].cost)
        continue;
      if (step.state == goals[0] || step.state == goals[1])
        {
          *end = step.state;
          return TRUE;
        }
      expand (self, &step, net, goals);
    }
  return FALSE;
}

static void
add_corner (GArray *points, double x, double y)
{
  RelPoint point = { x, y };

  if (points->len > 1)
    {
      RelPoint *before = &g_array_index (points, RelPoint, points->len - 1);
      RelPoint *first = &g_array_index (points, RelPoint, points->len - 2);

      /* Straight on. */
      if ((before->x == x && first->x == x) || (before->y == y && first->y == y))
        {
          *before = point;
          return;
        }
    }
  if (points->len == 0 || g_array_index (points, RelPoint, points->len - 1).x != x ||
      g_array_index (points, RelPoint, points->len - 1).y != y)
    g_array_append_val (points, point);
}

static void
add_state (RelMaze *self, GArray *points, guint state)
{
  guint column;
  guint row;

  split_state (self, state, &column, &row);
  add_corner (points, x_of (self, column), self->y + row * self->unit);
}

/* The side of a card that a way comes to. */
static double
side_of (RelMaze *self, const RelDoor *door, guint state)
{
  guint column;
  guint row;

  split_state (self, state, &column, &row);
  return x_of (self, column) < door->box.x + door->box.width / 2 ? door->box.x : door->box.x + door->box.width;
}

/*< private >
 * rel_maze_find_way:
 * @self: a maze
 * @from: where the way starts
 * @hub: where it ends, as all lines of its net do
 * @net: the number of the net
 * @points: (element-type RelPoint): where to put its corners
 *
 * Finds a way, along lines of the net where it can.
 *
 * Returns: whether there is one
 */
gboolean
rel_maze_find_way (RelMaze *self, const RelDoor *from, const RelDoor *hub, guint net, GArray *points)
{
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint));
  guint starts[2];
  guint goals[2];
  guint end = NO_STATE;

  self->search++;
  open_door (self, from, starts);
  open_door (self, hub, goals);
  if ((goals[0] == NO_STATE && goals[1] == NO_STATE) || !search (self, net, starts, goals, &end))
    return FALSE;

  for (guint state = end; state != NO_STATE; state = self->marks[state].from)
    g_array_append_val (states, state);
  g_array_set_size (points, 0);
  add_corner (points, side_of (self, from, g_array_index (states, guint, states->len - 1)), from->y);
  for (guint i = states->len; i > 0; i--)
    add_state (self, points, g_array_index (states, guint, i - 1));
  add_corner (points, side_of (self, hub, end), hub->y);
  return TRUE;
}
