/* measures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How good a picture is, whoever made it: cards are boxes, lines are runs of points. What is
 * near is found by squares, of which each run and each card is in some.
 */

#include "config.h"

#include "measures.h"

#include <math.h>

#define SQUARE 160.0
#define NEAR   0.01 /* places nearer than this are the same */

typedef struct
{
  RelPoint a;
  RelPoint b;
  guint line;
} Run;

typedef struct
{
  RelGraph *graph;
  GArray *runs; /* (element-type Run) */
  guint n_wide; /* how many squares there are side by side */
  guint n_high;
  GArray **in_runs; /* (element-type guint): the runs of each square */
  GArray **in_cards;
  double left;
  double top;
} Squares;

static guint
square_at (double place, double start, guint n)
{
  return (guint) CLAMP (floor ((place - start) / SQUARE), 0, n - 1.0);
}

static void
put_into (GArray **squares, guint at, guint value)
{
  if (squares[at] == NULL)
    squares[at] = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (squares[at], value);
}

/* Puts a run into all squares that it may touch: in each column of squares, those between the
 * heights at which it enters and leaves. */
static void
put_run (Squares *self, guint index)
{
  const Run *run = &g_array_index (self->runs, Run, index);
  double low_x = MIN (run->a.x, run->b.x);
  double high_x = MAX (run->a.x, run->b.x);
  guint first = square_at (low_x, self->left, self->n_wide);
  guint last = square_at (high_x, self->left, self->n_wide);

  for (guint column = first; column <= last; column++)
    {
      double enter = MAX (low_x, self->left + column * SQUARE);
      double leave = MIN (high_x, self->left + (column + 1) * SQUARE);
      double slope = high_x - low_x > NEAR ? (run->b.y - run->a.y) / (run->b.x - run->a.x) : 0;
      double y1 = high_x - low_x > NEAR ? run->a.y + slope * (enter - run->a.x) : run->a.y;
      double y2 = high_x - low_x > NEAR ? run->a.y + slope * (leave - run->a.x) : run->b.y;
      guint top = square_at (MIN (y1, y2) - NEAR, self->top, self->n_high);
      guint bottom = square_at (MAX (y1, y2) + NEAR, self->top, self->n_high);

      for (guint row = top; row <= bottom; row++)
        put_into (self->in_runs, column + row * self->n_wide, index);
    }
}

static void
put_card (Squares *self, guint index)
{
  const RelBox *box = &rel_graph_node (self->graph, index)->box;

  for (guint x = square_at (box->x, self->left, self->n_wide);
       x <= square_at (box->x + box->width, self->left, self->n_wide); x++)
    {
      for (guint y = square_at (box->y, self->top, self->n_high);
           y <= square_at (box->y + box->height, self->top, self->n_high); y++)
        put_into (self->in_cards, x + y * self->n_wide, index);
    }
}

static double
turn (const RelPoint *a, const RelPoint *b, const RelPoint *c)
{
  return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

/* Whether two runs cross inside both. */
static gboolean
do_cross (const Run *r, const Run *s, RelPoint *where)
{
  double a = turn (&r->a, &r->b, &s->a);
  double b = turn (&r->a, &r->b, &s->b);
  double c = turn (&s->a, &s->b, &r->a);
  double d = turn (&s->a, &s->b, &r->b);
  double part;

  if (!((a > NEAR && b < -NEAR) || (a < -NEAR && b > NEAR)) || !((c > NEAR && d < -NEAR) || (c < -NEAR && d > NEAR)))
    return FALSE;
  part = c / (c - d);
  *where = (RelPoint){ r->a.x + part * (r->b.x - r->a.x), r->a.y + part * (r->b.y - r->a.y) };
  return TRUE;
}

/* Whether two level or two upright runs fall on each other. */
static gboolean
do_coincide (const Run *r, const Run *s)
{
  if (fabs (r->a.y - r->b.y) < NEAR && fabs (s->a.y - s->b.y) < NEAR && fabs (r->a.y - s->a.y) < 1)
    return MIN (MAX (r->a.x, r->b.x), MAX (s->a.x, s->b.x)) - MAX (MIN (r->a.x, r->b.x), MIN (s->a.x, s->b.x)) > NEAR;
  if (fabs (r->a.x - r->b.x) < NEAR && fabs (s->a.x - s->b.x) < NEAR && fabs (r->a.x - s->a.x) < 1)
    return MIN (MAX (r->a.y, r->b.y), MAX (s->a.y, s->b.y)) - MAX (MIN (r->a.y, r->b.y), MIN (s->a.y, s->b.y)) > NEAR;
  return FALSE;
}

static gboolean
have_common_end (const RelLine *a, const RelLine *b)
{
  return (a->from == b->from && a->from_y == b->from_y) || (a->from == b->to && a->from_y == b->to_y) ||
         (a->to == b->from && a->to_y == b->from_y) || (a->to == b->to && a->to_y == b->to_y);
}

static void
measure_runs (Squares *self, guint square, Measures *measures)
{
  GArray *runs = self->in_runs[square];
  guint column = square % self->n_wide;
  guint row = square / self->n_wide;

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const Run *r = &g_array_index (self->runs, Run, g_array_index (runs, guint, i));

      for (guint j = 0; j < i; j++)
        {
          const Run *s = &g_array_index (self->runs, Run, g_array_index (runs, guint, j));
          RelPoint where;

          if (r->line == s->line)
            continue;
          /* Runs that are in several squares cross in one of them. */
          if (do_cross (r, s, &where))
            measures->crossings += square_at (where.x, self->left, self->n_wide) == column &&
                                   square_at (where.y, self->top, self->n_high) == row;
          else if (do_coincide (r, s) &&
                   !have_common_end (rel_graph_line (self->graph, r->line), rel_graph_line (self->graph, s->line)))
            measures->alike++;
        }
    }
}

static gboolean
goes_through (const Run *run, const RelBox *box)
{
  RelPoint corners[] = { { box->x, box->y },
                         { box->x + box->width, box->y },
                         { box->x + box->width, box->y + box->height },
                         { box->x, box->y + box->height } };
  RelPoint middle = { (run->a.x + run->b.x) / 2, (run->a.y + run->b.y) / 2 };
  RelPoint where;

  for (guint i = 0; i < 4; i++)
    {
      Run side = { corners[i], corners[(i + 1) % 4], 0 };

      if (do_cross (run, &side, &where))
        return TRUE;
    }
  return middle.x > box->x + NEAR && middle.x < box->x + box->width - NEAR && middle.y > box->y + NEAR &&
         middle.y < box->y + box->height - NEAR;
}

static gboolean
do_overlap (const RelBox *a, const RelBox *b)
{
  return a->x < b->x + b->width - NEAR && b->x < a->x + a->width - NEAR && a->y < b->y + b->height - NEAR &&
         b->y < a->y + a->height - NEAR;
}

static void
measure_cards (Squares *self, guint square, Measures *measures)
{
  GArray *cards = self->in_cards[square];
  GArray *runs = self->in_runs[square];

  for (guint i = 0; cards != NULL && i < cards->len; i++)
    {
      const RelBox *box = &rel_graph_node (self->graph, g_array_index (cards, guint, i))->box;

      for (guint j = 0; j < i; j++)
        measures->overlaps += do_overlap (box, &rel_graph_node (self->graph, g_array_index (cards, guint, j))->box);
      for (guint j = 0; runs != NULL && j < runs->len; j++)
        measures->through += goes_through (&g_array_index (self->runs, Run, g_array_index (runs, guint, j)), box);
    }
}

static void
add_runs (Squares *self, Measures *measures)
{
  for (guint i = 0; i < self->graph->lines->len; i++)
    {
      GArray *points = rel_graph_line (self->graph, i)->points;

      for (guint p = 1; p < points->len; p++)
        {
          Run run = { g_array_index (points, RelPoint, p - 1), g_array_index (points, RelPoint, p), i };

          measures->length += hypot (run.b.x - run.a.x, run.b.y - run.a.y);
          g_array_append_val (self->runs, run);
        }
      measures->bends += points->len > 2 ? points->len - 2 : 0;
    }
}

static Measures
take (RelGraph *graph, gboolean between_lines)
{
  Squares squares = { graph, g_array_new (FALSE, FALSE, sizeof (Run)) };
  Measures measures = { 0 };
  guint n_squares;

  add_runs (&squares, &measures);
  squares.n_wide = (guint) (graph->width / SQUARE) + 2;
  squares.n_high = (guint) (graph->height / SQUARE) + 2;
  n_squares = squares.n_wide * squares.n_high;
  squares.in_runs = g_new0 (GArray *, n_squares);
  squares.in_cards = g_new0 (GArray *, n_squares);
  for (guint i = 0; i < squares.runs->len; i++)
    put_run (&squares, i);
  for (guint i = 0; i < graph->nodes->len; i++)
    put_card (&squares, i);
  for (guint i = 0; i < n_squares; i++)
    {
      if (between_lines)
        measure_runs (&squares, i, &measures);
      measure_cards (&squares, i, &measures);
    }

  for (guint i = 0; i < n_squares; i++)
    {
      g_clear_pointer (&squares.in_runs[i], g_array_unref);
      g_clear_pointer (&squares.in_cards[i], g_array_unref);
    }
  g_free (squares.in_runs);
  g_free (squares.in_cards);
  g_array_unref (squares.runs);
  return measures;
}

/**
 * measures_take:
 * @graph: a graph that was laid out
 *
 * Returns: how good the picture is
 */
Measures
measures_take (RelGraph *graph)
{
  return take (graph, TRUE);
}

/**
 * measures_take_of_cards:
 * @graph: a graph that was laid out
 *
 * Measures all but what lines do to each other, which takes long if thousands run together.
 *
 * Returns: how good the picture is
 */
Measures
measures_take_of_cards (RelGraph *graph)
{
  return take (graph, FALSE);
}
