/* rel-graph-maze.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands where in a part of a picture, on a raster of small squares: for each row and each
 * column the stretches that are taken. Little of it is ever looked at, so they are brought into
 * order only then. A square has at most one level and one upright line, unless they are of one
 * net, whose lines all end at its hub.
 */

#include "config.h"

#include "rel-graph-maze.h"

#include <math.h>

/* From the sides of a card to the nearest upright line, in squares. */
#define CLEAR_SIDE 4

/* Around a place for a card that is new, in squares more. */
#define CLEAR_PLACE 2

/* Upright lines nearer than this cannot be told apart well. */
#define LEAST_DISTANCE 5.0

/* A row or a column. */
typedef struct
{
  GArray *stretches; /* (owned) (nullable) (element-type RelStretch) */
  gboolean ordered;  /* whether they are in order, and none is on another one */
} Track;

/* A square is half as wide as it is high. Upright lines are in the middle of squares, level ones at
 * their upper edges. */
struct _RelMaze
{
  GCancellable *cancellable; /* (unowned) (nullable) */
  double unit;
  double x; /* of the first column */
  double y; /* of the first row */
  int n_wide;
  int n_high;
  Track *tracks[2]; /* (owned): the rows and the columns */
  guint64 *used[2]; /* (owned): a bit for each track: whether it has any stretch */
};

/*< private >
 * rel_maze_count_tracks:
 * @self: a maze
 * @axis: whether to count rows or columns
 *
 * Returns: how many there are
 */
int
rel_maze_count_tracks (RelMaze *self, guint axis)
{
  return axis == REL_MAZE_LEVEL ? self->n_high : self->n_wide;
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
  self->n_wide = (int) ceil (2 * (bounds->x + bounds->width - self->x) / unit) + 1;
  self->n_high = (int) ceil ((bounds->y + bounds->height - self->y) / unit) + 1;
  for (guint axis = 0; axis < 2; axis++)
    {
      self->tracks[axis] = g_new0 (Track, (gsize) rel_maze_count_tracks (self, axis));
      self->used[axis] = g_new0 (guint64, (gsize) rel_maze_count_tracks (self, axis) / 64 + 1);
    }
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
  for (guint axis = 0; axis < 2; axis++)
    {
      for (int i = 0; i < rel_maze_count_tracks (self, axis); i++)
        g_clear_pointer (&self->tracks[axis][i].stretches, g_array_unref);
      g_free (self->tracks[axis]);
      g_free (self->used[axis]);
    }
  g_free (self);
}

/*< private >
 * rel_maze_is_cancelled:
 * @self: a maze
 *
 * Returns: whether no way is to be looked for any longer
 */
gboolean
rel_maze_is_cancelled (RelMaze *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/*< private >
 * rel_maze_column_of:
 * @self: a maze
 * @x: where an upright line is
 *
 * Returns: its column, which may be none of the maze
 */
int
rel_maze_column_of (RelMaze *self, double x)
{
  return (int) floor (2 * (x - self->x) / self->unit);
}

/*< private >
 * rel_maze_row_of:
 * @self: a maze
 * @y: where a level line is
 *
 * Returns: its row, which may be none of the maze
 */
int
rel_maze_row_of (RelMaze *self, double y)
{
  return (int) floor ((y - self->y) / self->unit + 0.25);
}

/*< private >
 * rel_maze_x_of:
 * @self: a maze
 * @column: a column
 *
 * Returns: where new lines run in it
 */
double
rel_maze_x_of (RelMaze *self, int column)
{
  return self->x + (column + 0.5) * self->unit / 2;
}

/*< private >
 * rel_maze_y_of:
 * @self: a maze
 * @row: a row
 *
 * Returns: where new lines run in it
 */
double
rel_maze_y_of (RelMaze *self, int row)
{
  return self->y + row * self->unit;
}

/* --- Stretches --- */

static void
add_stretch (RelMaze *self, guint axis, int track, int first, int last, guint net)
{
  RelStretch stretch = { MAX (first, 0), MIN (last, rel_maze_count_tracks (self, !axis) - 1), net };
  Track *to;

  if (track < 0 || track >= rel_maze_count_tracks (self, axis) || stretch.first > stretch.last)
    return;
  to = &self->tracks[axis][track];
  if (to->stretches == NULL)
    to->stretches = g_array_new (FALSE, FALSE, sizeof (RelStretch));
  g_array_append_val (to->stretches, stretch);
  to->ordered = FALSE;
  self->used[axis][track / 64] |= G_GUINT64_CONSTANT (1) << track % 64;
}

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const RelStretch *a_stretch = a;
  const RelStretch *b_stretch = b;

  if (a_stretch->first != b_stretch->first)
    return a_stretch->first < b_stretch->first ? -1 : 1;
  return (a_stretch->net > b_stretch->net) - (a_stretch->net < b_stretch->net);
}

/* What is where two stretches are on each other. */
static guint
join_nets (guint a, guint b)
{
  if (a == b)
    return a;
  if (a == REL_MAZE_CLOSED || b == REL_MAZE_CLOSED)
    return REL_MAZE_CLOSED;
  if (a == REL_MAZE_NEAR || b == REL_MAZE_NEAR)
    return MAX (a, b);
  return REL_MAZE_SHARED;
}

static void
append_piece (GArray *pieces, int first, int last, guint net)
{
  RelStretch piece = { first, last, net };
  RelStretch *before = pieces->len > 0 ? &g_array_index (pieces, RelStretch, pieces->len - 1) : NULL;

  if (first > last)
    return;
  if (before != NULL && before->net == net && before->last + 1 == first)
    before->last = last;
  else
    g_array_append_val (pieces, piece);
}

/* Puts a stretch onto pieces, none of which starts behind it. */
static void
put_on (GArray *pieces, GArray *covered, const RelStretch *stretch)
{
  guint n = pieces->len;
  int at = stretch->first;

  while (n > 0 && g_array_index (pieces, RelStretch, n - 1).last >= stretch->first)
    n--;
  g_array_set_size (covered, 0);
  g_array_append_vals (covered, &g_array_index (pieces, RelStretch, n), pieces->len - n);
  g_array_set_size (pieces, n);
  for (guint i = 0; i < covered->len; i++)
    {
      const RelStretch *piece = &g_array_index (covered, RelStretch, i);

      append_piece (pieces, piece->first, MIN (piece->last, at - 1), piece->net);
      append_piece (pieces, at, MIN (piece->first - 1, stretch->last), stretch->net);
      append_piece (pieces, MAX (at, piece->first), MIN (piece->last, stretch->last),
                    join_nets (piece->net, stretch->net));
      append_piece (pieces, MAX (piece->first, stretch->last + 1), piece->last, piece->net);
      at = MAX (at, MIN (piece->last, stretch->last) + 1);
    }
  append_piece (pieces, at, stretch->last, stretch->net);
}

static void
order_track (Track *track)
{
  GArray *pieces = g_array_sized_new (FALSE, FALSE, sizeof (RelStretch), track->stretches->len + 2);
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (RelStretch));

  g_array_sort (track->stretches, compare_stretches);
  for (guint i = 0; i < track->stretches->len; i++)
    put_on (pieces, covered, &g_array_index (track->stretches, RelStretch, i));
  g_array_unref (track->stretches);
  track->stretches = pieces;
  track->ordered = TRUE;
}

/*< private >
 * rel_maze_look:
 * @self: a maze
 * @axis: whether the track is a row or a column
 * @track: a row or a column of the maze
 * @square: a square in it
 *
 * Looks how far on both sides of a square all is alike.
 *
 * Returns: the stretch that the square is in
 */
RelStretch
rel_maze_look (RelMaze *self, guint axis, int track, int square)
{
  Track *in = &self->tracks[axis][track];
  RelStretch gap = { 0, rel_maze_count_tracks (self, !axis) - 1, REL_MAZE_FREE };
  guint low = 0;
  guint high;

  if (in->stretches == NULL)
    return gap;
  if (!in->ordered)
    order_track (in);
  high = in->stretches->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (in->stretches, RelStretch, middle).first <= square)
        low = middle + 1;
      else
        high = middle;
    }
  if (low > 0)
    {
      const RelStretch *before = &g_array_index (in->stretches, RelStretch, low - 1);

      if (before->last >= square)
        return *before;
      gap.first = before->last + 1;
    }
  if (low < in->stretches->len)
    gap.last = g_array_index (in->stretches, RelStretch, low).first - 1;
  return gap;
}

static gboolean
is_used (RelMaze *self, guint axis, int track)
{
  return (self->used[axis][track / 64] >> track % 64 & 1) != 0;
}

/*< private >
 * rel_maze_find_last_empty:
 * @self: a maze
 * @axis: whether tracks are rows or columns
 * @track: a row or a column of the maze
 * @end: another one
 *
 * Looks how far from a track to another one there is nothing at all. In a picture with a card far
 * out that is nearly everywhere, so it is done in large steps.
 *
 * Returns: the last track from @track on to @end that is empty, as all between are; @track if there
 *   is something in it or in the next one
 */
int
rel_maze_find_last_empty (RelMaze *self, guint axis, int track, int end)
{
  int step = end < track ? -1 : 1;
  int at = track;

  if (is_used (self, axis, at))
    return track;
  while (at != end)
    {
      int next = at + step;
      int word = next / 64;

      if (self->used[axis][word] == 0)
        next = step > 0 ? MIN (64 * word + 63, end) : MAX (64 * word, end);
      else if (is_used (self, axis, next))
        break;
      at = next;
    }
  return at;
}

/* --- What is put in --- */

static gboolean
is_outside (RelMaze *self, int left, int top, int right, int bottom)
{
  return right < 0 || bottom < 0 || left >= self->n_wide || top >= self->n_high;
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
  int left = rel_maze_column_of (self, box->x);
  int right = rel_maze_column_of (self, box->x + box->width);
  int top = rel_maze_row_of (self, box->y);
  int bottom = (int) ceil ((box->y + box->height - self->y) / self->unit);

  if (is_outside (self, left - CLEAR_SIDE, top, right + CLEAR_SIDE, bottom))
    return;
  for (int row = top; row <= bottom; row++)
    add_stretch (self, REL_MAZE_LEVEL, row, left, right, REL_MAZE_CLOSED);
  for (int column = left - CLEAR_SIDE; column <= right + CLEAR_SIDE; column++)
    add_stretch (self, REL_MAZE_UPRIGHT, column, top, bottom, REL_MAZE_CLOSED);
}

static void
put_run (RelMaze *self, const RelPoint *a, const RelPoint *b, guint net)
{
  int left = rel_maze_column_of (self, MIN (a->x, b->x));
  int right = rel_maze_column_of (self, MAX (a->x, b->x));
  int top = rel_maze_row_of (self, MIN (a->y, b->y));
  int bottom = rel_maze_row_of (self, MAX (a->y, b->y));

  if (is_outside (self, left - 1, top, right + 1, bottom))
    return;
  if (a->y == b->y)
    {
      add_stretch (self, REL_MAZE_LEVEL, top, left, right, net);
      return;
    }
  add_stretch (self, REL_MAZE_UPRIGHT, left, top, bottom, net);
  for (int column = left - 1; column <= left + 1; column += 2)
    {
      if (fabs (rel_maze_x_of (self, column) - a->x) < LEAST_DISTANCE)
        add_stretch (self, REL_MAZE_UPRIGHT, column, top, bottom, REL_MAZE_NEAR);
    }
}

/*< private >
 * rel_maze_put_line:
 * @self: a maze
 * @points: (element-type RelPoint): the corners of a line
 * @net: the number of its net, from %REL_MAZE_FIRST_NET
 *
 * Takes the squares along a line.
 */
void
rel_maze_put_line (RelMaze *self, GArray *points, guint net)
{
  for (guint i = 1; i < points->len; i++)
    put_run (self, &g_array_index (points, RelPoint, i - 1), &g_array_index (points, RelPoint, i), net);
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
  int left = rel_maze_column_of (self, box->x) - CLEAR_SIDE - CLEAR_PLACE;
  int right = rel_maze_column_of (self, box->x + box->width) + CLEAR_SIDE + CLEAR_PLACE;
  int top = rel_maze_row_of (self, box->y) - CLEAR_PLACE;
  int bottom = (int) ceil ((box->y + box->height - self->y) / self->unit) + CLEAR_PLACE;

  if (left < 0 || top < 0 || right >= self->n_wide || bottom >= self->n_high)
    return FALSE;
  for (int row = top; row <= bottom; row++)
    {
      RelStretch stretch = rel_maze_look (self, REL_MAZE_LEVEL, row, left);

      if (stretch.net != REL_MAZE_FREE || stretch.last < right)
        return FALSE;
    }
  for (int column = left; column <= right; column++)
    {
      RelStretch stretch = rel_maze_look (self, REL_MAZE_UPRIGHT, column, top);

      if (stretch.net != REL_MAZE_FREE || stretch.last < bottom)
        return FALSE;
    }
  return TRUE;
}
