/* rel-graph-way.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds ways between cards that stand anywhere, past lines that are there: the shortest one with
 * few turns and crossings (A*). A step is not from square to square, but a whole leg: as far as a
 * row or a column is free. Of columns beside each other that are free as far, only the first and
 * the last one are tried, and so of rows.
 */

#include "config.h"

#include "rel-graph-maze.h"

#include <string.h>

/* Of one square; one is twice as high as it is wide. */
static const guint step_costs[] = { [REL_MAZE_LEVEL] = 1, [REL_MAZE_UPRIGHT] = 2 };

#define TURN_COST     28
#define CROSSING_COST 10

/* Of the cost that is left, in quarters: more than 4 finds a way sooner, but not always the best. */
#define HASTE 8

/* A way that would take more legs than this is not looked for any longer. */
#define MAX_LEGS 200000

#define LEGS_AT_ONCE 64

#define NONE G_MAXUINT

/* As far as a row or a column is free, and where a way comes into it. */
typedef struct
{
  guint axis;
  int track;
  int at;
  int first;
  int last;
  guint cost;
  guint before; /* the leg that it comes from */
} Leg;

/* Where a way is at the hub, or at a branch, on which it goes on. */
typedef struct
{
  guint leg;
  guint side;   /* of the hub */
  guint branch; /* %NONE at the hub */
  guint corner; /* of the branch, the next one */
  double place; /* of the run of the branch */
} End;

typedef struct
{
  guint rank; /* what it costs, with what is left at least */
  guint cost;
  guint leg;
  guint end; /* %NONE, or which one this leg comes to */
} Step;

/* A square that a way wants to come to. */
typedef struct
{
  int column;
  int row;
} Goal;

/* The row before one side of the hub, as far as a way may come into it. */
typedef struct
{
  int first;
  int last;
  int door; /* the square beside the hub */
} Doorway;

typedef struct
{
  RelMaze *maze;
  const RelTrip *trip;
  Doorway doorways[2]; /* on the left, on the right; the first is behind the last if it is shut */
  int hub_row;
  Goal goals[3];
  guint n_goals;
  GArray *legs;  /* (owned) (element-type Leg) */
  GArray *ends;  /* (owned) (element-type End) */
  GArray *heap;  /* (owned) (element-type Step) */
  guint *slots;  /* (owned): one more than the number of each leg, by where it is */
  guint n_slots; /* a power of 2 */
} Search;

/* --- The heap --- */

/* Of two that are as good, the one that is farther on comes first. */
static gboolean
is_before (const Step *a, const Step *b)
{
  return a->rank < b->rank || (a->rank == b->rank && a->cost > b->cost);
}

static void
push_step (GArray *heap, const Step *step)
{
  guint at = heap->len;

  g_array_append_vals (heap, step, 1);
  while (at > 0)
    {
      guint above = (at - 1) / 2;

      if (!is_before (step, &g_array_index (heap, Step, above)))
        break;
      g_array_index (heap, Step, at) = g_array_index (heap, Step, above);
      at = above;
    }
  g_array_index (heap, Step, at) = *step;
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

/* --- Legs --- */

static guint
distance (int a, int b, guint axis)
{
  return (guint) ABS (a - b) * step_costs[axis];
}

/* What it costs at least from a square to the nearest one of the goals. */
static guint
estimate (Search *self, guint axis, int track, int at)
{
  int column = axis == REL_MAZE_LEVEL ? at : track;
  int row = axis == REL_MAZE_LEVEL ? track : at;
  guint least = G_MAXUINT;

  for (guint i = 0; i < self->n_goals; i++)
    {
      const Goal *goal = &self->goals[i];
      guint turns = axis == REL_MAZE_UPRIGHT ? 1 : goal->row != row ? 2 : 0;

      least = MIN (least, distance (goal->column, column, REL_MAZE_LEVEL) +
                            distance (goal->row, row, REL_MAZE_UPRIGHT) + turns * TURN_COST);
    }
  return least;
}

static guint *
find_slot (Search *self, guint axis, int track, int first)
{
  guint at = ((guint) track * 2 + axis) * 2654435761U + (guint) first * 40503U;

  for (at ^= at >> 15;; at++)
    {
      guint *slot = &self->slots[at & (self->n_slots - 1)];
      const Leg *leg;

      if (*slot == 0)
        return slot;
      leg = &g_array_index (self->legs, Leg, *slot - 1);
      if (leg->axis == axis && leg->track == track && leg->first == first)
        return slot;
    }
}

static void
grow_slots (Search *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint, self->n_slots);
  for (guint i = 0; i < self->legs->len; i++)
    {
      const Leg *leg = &g_array_index (self->legs, Leg, i);

      /* Of two with the same place, the later one is better. */
      *find_slot (self, leg->axis, leg->track, leg->first) = i + 1;
    }
}

/* Takes note of a leg, unless one that is as good goes through the same squares. */
static void
reach (Search *self, const Leg *leg)
{
  guint *slot = find_slot (self, leg->axis, leg->track, leg->first);
  Step step = { 0, leg->cost, self->legs->len, NONE };

  if (*slot > 0)
    {
      const Leg *other = &g_array_index (self->legs, Leg, *slot - 1);

      if (other->cost <= leg->cost + distance (other->at, leg->at, leg->axis))
        return;
    }
  *slot = self->legs->len + 1;
  g_array_append_vals (self->legs, leg, 1);
  if (self->legs->len * 2 > self->n_slots)
    grow_slots (self);
  step.rank = leg->cost + HASTE * estimate (self, leg->axis, leg->track, leg->at) / 4;
  push_step (self->heap, &step);
}

static void
reach_end (Search *self, const End *end, guint cost)
{
  Step step = { cost, cost, end->leg, self->ends->len };

  g_array_append_vals (self->ends, end, 1);
  push_step (self->heap, &step);
}

/* --- Where ways start and end --- */

/* The row before one side of a card, as far as nothing is there but lines that end at the same
 * place, and then as far as it is free. */
static Doorway
find_doorway (RelMaze *maze, const RelDoor *door, int row, guint side)
{
  int step = side == 0 ? -1 : 1;
  int start = side == 0 ? rel_maze_column_of (maze, door->box.x) - 1
                        : rel_maze_column_of (maze, door->box.x + door->box.width) + 1;
  Doorway shut = { 1, 0, start };
  int at = start;

  while (row >= 0 && row < rel_maze_count_tracks (maze, REL_MAZE_LEVEL) && at >= 0 &&
         at < rel_maze_count_tracks (maze, REL_MAZE_UPRIGHT))
    {
      RelStretch stretch = rel_maze_look (maze, REL_MAZE_LEVEL, row, at);
      gboolean open = stretch.net == REL_MAZE_FREE || stretch.net == REL_MAZE_SHARED;

      for (guint i = 0; i < door->n_nets && !open; i++)
        open = stretch.net == door->nets[i];
      if (!open)
        break;
      at = side == 0 ? stretch.first - 1 : stretch.last + 1;
      if (stretch.net == REL_MAZE_FREE)
        break;
      if (side == 0 ? at <= rel_maze_column_of (maze, door->left) : at >= rel_maze_column_of (maze, door->right))
        {
          at = side == 0 ? MIN (start, rel_maze_column_of (maze, door->left))
                         : MAX (start, rel_maze_column_of (maze, door->right));
          break;
        }
    }
  if (at == start)
    return shut;
  return side == 0 ? (Doorway){ at - step, start, start } : (Doorway){ start, at - step, start };
}

static void
start (Search *self)
{
  const RelDoor *from = &self->trip->from;
  int row = rel_maze_row_of (self->maze, from->y);

  for (guint side = 0; side < 2; side++)
    {
      Doorway doorway = find_doorway (self->maze, from, row, side);
      Leg leg = { REL_MAZE_LEVEL, row, doorway.door, doorway.first, doorway.last, 0, NONE };

      if (doorway.first <= doorway.last)
        reach (self, &leg);
    }
}

static void
add_goal (Search *self, int column, int row)
{
  self->goals[self->n_goals++] = (Goal){ column, row };
}

/* The place on the branches that is nearest to the start is a goal too. */
static void
add_nearest_goal (Search *self)
{
  const RelDoor *from = &self->trip->from;
  double start_x = from->box.x + from->box.width / 2;
  double least = G_MAXDOUBLE;
  RelPoint nearest = { 0, 0 };

  for (guint b = 0; b < self->trip->branches->len; b++)
    {
      GArray *points = g_array_index (self->trip->branches, RelBranch, b).points;

      for (guint i = 1; i < points->len; i++)
        {
          const RelPoint *p = &g_array_index (points, RelPoint, i - 1);
          const RelPoint *q = &g_array_index (points, RelPoint, i);
          double x = CLAMP (start_x, MIN (p->x, q->x), MAX (p->x, q->x));
          double y = CLAMP (from->y, MIN (p->y, q->y), MAX (p->y, q->y));
          double away = ABS (x - start_x) + ABS (y - from->y);

          if (away >= least)
            continue;
          least = away;
          nearest = (RelPoint){ x, y };
        }
    }
  if (least < G_MAXDOUBLE)
    add_goal (self, rel_maze_column_of (self->maze, nearest.x), rel_maze_row_of (self->maze, nearest.y));
}

static void
find_goals (Search *self)
{
  const RelDoor *hub = &self->trip->hub;

  self->hub_row = rel_maze_row_of (self->maze, hub->y);
  for (guint side = 0; side < 2; side++)
    {
      self->doorways[side] = find_doorway (self->maze, hub, self->hub_row, side);
      if (self->doorways[side].first <= self->doorways[side].last)
        add_goal (self, self->doorways[side].door, self->hub_row);
    }
  add_nearest_goal (self);
}

/* Where a leg comes to a branch across it, and to which run of it. */
static gboolean
find_branch (Search *self, const Leg *leg, int at, End *end)
{
  RelMaze *maze = self->maze;
  gboolean level = leg->axis == REL_MAZE_LEVEL;
  double own = level ? rel_maze_y_of (maze, leg->track) : rel_maze_x_of (maze, leg->track);

  for (guint b = 0; b < self->trip->branches->len; b++)
    {
      const RelBranch *branch = &g_array_index (self->trip->branches, RelBranch, b);

      for (guint i = 1; i < branch->points->len; i++)
        {
          const RelPoint *p = &g_array_index (branch->points, RelPoint, i - 1);
          const RelPoint *q = &g_array_index (branch->points, RelPoint, i);
          double low = level ? MIN (p->y, q->y) : MIN (p->x, q->x);
          double high = level ? MAX (p->y, q->y) : MAX (p->x, q->x);

          if ((level ? p->x == q->x : p->y == q->y) && own >= low && own <= high &&
              (level ? rel_maze_column_of (maze, p->x) : rel_maze_row_of (maze, p->y)) == at)
            {
              end->branch = b;
              end->corner = branch->backwards ? i - 1 : i;
              end->place = level ? p->x : p->y;
              return TRUE;
            }
        }
    }
  return FALSE;
}

/* --- The search --- */

/* Comes to an end where a leg is at the row of the hub, or across it. */
static gboolean
come_to_hub (Search *self, guint index, guint cost)
{
  const Leg leg = g_array_index (self->legs, Leg, index);
  gboolean level = leg.axis == REL_MAZE_LEVEL;

  for (guint side = 0; side < 2; side++)
    {
      const Doorway *doorway = &self->doorways[side];
      End end = { index, side, NONE, 0, 0 };

      if (level ? leg.first <= doorway->last && leg.last >= doorway->first
                : leg.track >= doorway->first && leg.track <= doorway->last)
        {
          reach_end (self, &end,
                     cost + (level ? distance (leg.at, doorway->door, REL_MAZE_LEVEL)
                                   : distance (leg.track, doorway->door, REL_MAZE_LEVEL) + TURN_COST));
          return TRUE;
        }
    }
  return FALSE;
}

/* From a track across a leg on, how far all are empty; but not past the hub. */
static int
find_last_empty (Search *self, const Leg *leg, int at, int step)
{
  int end = step > 0 ? leg->last : leg->first;

  if (leg->axis == REL_MAZE_UPRIGHT && (self->hub_row - at) * step > 0 && (end - self->hub_row) * step >= 0)
    end = self->hub_row - step;
  return rel_maze_find_last_empty (self->maze, !leg->axis, at, end);
}

/* Goes along a leg to one side, and takes the turns that there are on the way. */
static void
scan (Search *self, guint index, int step)
{
  const Leg leg = g_array_index (self->legs, Leg, index);
  guint across = !leg.axis;
  int n_tracks = rel_maze_count_tracks (self->maze, across);
  guint cost = leg.cost + (step < 0 ? step_costs[leg.axis] : 0);
  Leg before = { across, 0, leg.track, 1, 0, 0, index };
  gboolean waiting = FALSE; /* whether @before was not reached yet */

  for (int at = step > 0 ? leg.at : leg.at - 1; at >= MAX (leg.first - 1, 0) && at <= MIN (leg.last + 1, n_tracks - 1);
       at += step, cost += step_costs[leg.axis])
    {
      gboolean inside = at >= leg.first && at <= leg.last;
      RelStretch stretch = rel_maze_look (self->maze, across, at, leg.track);
      Leg turn = { across, at, leg.track, stretch.first, stretch.last, cost + TURN_COST, index };
      End end = { index, 0, NONE, 0, 0 };

      if (stretch.net == self->trip->net &&
          (inside || rel_maze_look (self->maze, leg.axis, leg.track, at).net == stretch.net) &&
          find_branch (self, &leg, at, &end))
        {
          reach_end (self, &end, cost);
          break;
        }
      if (!inside)
        break;
      if (leg.axis == REL_MAZE_UPRIGHT && at == self->hub_row && come_to_hub (self, index, cost))
        continue;
      if (stretch.net != REL_MAZE_FREE)
        {
          cost += stretch.net >= REL_MAZE_SHARED ? CROSSING_COST : 0;
          continue;
        }
      if (stretch.first == before.first && stretch.last == before.last)
        {
          int last = find_last_empty (self, &leg, at, step);

          cost += (guint) ABS (last - at) * step_costs[leg.axis];
          at = last;
          before = (Leg){ across, at, leg.track, stretch.first, stretch.last, cost + TURN_COST, index };
          waiting = TRUE;
          continue;
        }
      if (waiting)
        reach (self, &before);
      waiting = FALSE;
      before = turn;
      if (stretch.first < stretch.last)
        reach (self, &turn);
    }
  if (waiting)
    reach (self, &before);
}

static guint
search (Search *self)
{
  start (self);
  for (guint n = 0; self->heap->len > 0 && self->legs->len < MAX_LEGS; n++)
    {
      Step step = pop_step (self->heap);
      const Leg *leg = &g_array_index (self->legs, Leg, step.leg);

      if (step.end != NONE)
        return step.end;
      if (n % LEGS_AT_ONCE == 0 && rel_maze_is_cancelled (self->maze))
        break;
      /* Another one goes through the same squares and is better. */
      if (*find_slot (self, leg->axis, leg->track, leg->first) != step.leg + 1)
        continue;
      if (leg->axis == REL_MAZE_LEVEL && leg->track == self->hub_row)
        come_to_hub (self, step.leg, leg->cost);
      scan (self, step.leg, 1);
      scan (self, step.leg, -1);
    }
  return NONE;
}

/* --- The way --- */

static void
add_corner (GArray *points, double x, double y)
{
  RelPoint point = { x, y };
  RelPoint *before = points->len > 0 ? &g_array_index (points, RelPoint, points->len - 1) : NULL;
  RelPoint *first = points->len > 1 ? before - 1 : NULL;

  if (before != NULL && before->x == x && before->y == y)
    return;
  /* Straight on. */
  if (first != NULL && ((before->x == x && first->x == x) || (before->y == y && first->y == y)))
    *before = point;
  else
    g_array_append_val (points, point);
}

static double
side_of (const RelDoor *door, gboolean right)
{
  return right ? door->box.x + door->box.width : door->box.x;
}

static void
add_branch (const RelBranch *branch, guint corner, GArray *points)
{
  for (guint i = corner; i < branch->points->len; i += branch->backwards ? -1U : 1U)
    {
      const RelPoint *point = &g_array_index (branch->points, RelPoint, i);

      add_corner (points, point->x, point->y);
    }
}

static void
draw_way (Search *self, const End *end, GArray *points)
{
  const RelTrip *trip = self->trip;
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (guint));
  double y = trip->from.y;
  double x;
  const Leg *leg;

  for (guint i = end->leg; i != NONE; i = g_array_index (self->legs, Leg, i).before)
    g_array_append_val (way, i);
  leg = &g_array_index (self->legs, Leg, g_array_index (way, guint, way->len - 1));
  x = side_of (&trip->from, rel_maze_x_of (self->maze, leg->at) > trip->from.box.x + trip->from.box.width / 2);
  g_array_set_size (points, 0);
  add_corner (points, x, y);
  for (guint i = way->len - 1; i > 0; i--)
    {
      leg = &g_array_index (self->legs, Leg, g_array_index (way, guint, i - 1));
      if (leg->axis == REL_MAZE_UPRIGHT)
        x = rel_maze_x_of (self->maze, leg->track);
      else
        y = rel_maze_y_of (self->maze, leg->track);
      add_corner (points, x, y);
    }

  if (end->branch == NONE)
    {
      add_corner (points, x, trip->hub.y);
      add_corner (points, side_of (&trip->hub, end->side == 1), trip->hub.y);
      return;
    }
  if (leg->axis == REL_MAZE_LEVEL)
    add_corner (points, end->place, y);
  else
    add_corner (points, x, end->place);
  add_branch (&g_array_index (trip->branches, RelBranch, end->branch), end->corner, points);
}

/*< private >
 * rel_maze_find_way:
 * @self: a maze
 * @trip: from where to where
 * @points: (element-type RelPoint): where to put the corners of the way
 *
 * Finds a way. Where it meets a branch of its net, it goes on along that one.
 *
 * Returns: whether there is one
 */
gboolean
rel_maze_find_way (RelMaze *self, const RelTrip *trip, GArray *points)
{
  Search search_ = { self, trip };
  guint end;

  search_.legs = g_array_new (FALSE, FALSE, sizeof (Leg));
  search_.ends = g_array_new (FALSE, FALSE, sizeof (End));
  search_.heap = g_array_new (FALSE, FALSE, sizeof (Step));
  search_.n_slots = 1024;
  search_.slots = g_new0 (guint, search_.n_slots);
  find_goals (&search_);
  end = search_.n_goals > 0 ? search (&search_) : NONE;
  if (end != NONE)
    draw_way (&search_, &g_array_index (search_.ends, End, end), points);
  g_array_unref (search_.legs);
  g_array_unref (search_.ends);
  g_array_unref (search_.heap);
  g_free (search_.slots);
  return end != NONE;
}
