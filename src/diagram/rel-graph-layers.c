/* rel-graph-layers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns of the cards of one module: what refers stands left of what it refers to, and no
 * column is much higher than the others (after Coffman and Graham). Lines that go round in a
 * circle are turned, one of each circle.
 */

#include "config.h"

#include "rel-graph-layers.h"

typedef struct
{
  RelLayers *layers;
  GArray **targets; /* (owned) (element-type GArray of guint): what each refers to, without circles */
  GArray **sources; /* (owned) (element-type GArray of guint) */
  guint *levels;    /* (owned): the longest way to one that refers to nothing */
  GArray *order;    /* (owned) (element-type guint): targets before sources */
} Layering;

static GArray **
new_lists (guint n)
{
  GArray **lists = g_new (GArray *, n + 1);

  for (guint i = 0; i < n; i++)
    lists[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  lists[n] = NULL;
  return lists;
}

static void
free_lists (GArray **lists)
{
  for (guint i = 0; lists[i] != NULL; i++)
    g_array_unref (lists[i]);
  g_free (lists);
}

/* Walks all arrows and leaves out those that come back to where the walk is on its way from.
 * The walk starts where nothing points at, so that as few as possible are turned. */
typedef struct
{
  guint node;
  guint next;
} Step;

enum
{
  UNSEEN,
  ON_WAY,
  SEEN,
};

static void
walk_from (Layering *self, GArray **arrows, guint8 *states, guint start)
{
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (Step));
  Step first = { start, 0 };

  states[start] = ON_WAY;
  g_array_append_val (way, first);
  while (way->len > 0)
    {
      Step *step = &g_array_index (way, Step, way->len - 1);
      guint node = step->node;
      guint other;
      Step next = { 0, 0 };

      if (step->next == arrows[node]->len)
        {
          states[node] = SEEN;
          g_array_set_size (way, way->len - 1);
          continue;
        }

      other = g_array_index (arrows[node], guint, step->next++);
      if (states[other] == ON_WAY)
        {
          g_array_append_val (self->targets[other], node);
          g_array_append_val (self->sources[node], other);
          continue;
        }
      g_array_append_val (self->targets[node], other);
      g_array_append_val (self->sources[other], node);
      if (states[other] == SEEN)
        continue;
      next.node = other;
      states[other] = ON_WAY;
      g_array_append_val (way, next);
    }
}

static void
open_circles (Layering *self)
{
  const RelLayers *layers = self->layers;
  GArray **arrows = new_lists (layers->n);
  g_autofree guint8 *states = g_new0 (guint8, layers->n + 1);
  g_autofree guint *incoming = g_new0 (guint, layers->n + 1);

  for (guint i = 0; i < layers->arrows->len; i++)
    {
      const RelArrow *arrow = &g_array_index (layers->arrows, RelArrow, i);

      g_array_append_val (arrows[arrow->from], arrow->to);
      incoming[arrow->to]++;
    }
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < layers->n; i++)
        {
          if (states[i] == UNSEEN && (pass == 1 || incoming[i] == 0))
            walk_from (self, arrows, states, i);
        }
    }
  free_lists (arrows);
}

/* What refers to nothing comes first, then what refers to that alone, and so on. */
static void
find_levels (Layering *self)
{
  guint n = self->layers->n;
  g_autofree guint *waiting = g_new0 (guint, n + 1);

  g_array_set_size (self->order, 0);
  for (guint i = 0; i < n; i++)
    {
      waiting[i] = self->targets[i]->len;
      if (waiting[i] == 0)
        g_array_append_val (self->order, i);
    }
  for (guint i = 0; i < self->order->len; i++)
    {
      guint node = g_array_index (self->order, guint, i);

      for (guint s = 0; s < self->sources[node]->len; s++)
        {
          guint source = g_array_index (self->sources[node], guint, s);

          self->levels[source] = MAX (self->levels[source], self->levels[node] + 1);
          if (--waiting[source] == 0)
            g_array_append_val (self->order, source);
        }
    }
  g_assert (self->order->len == n);
}

static double
limit_height (const RelLayers *layers, guint width)
{
  double total = 0;
  double tallest = 0;

  for (guint i = 0; i < layers->n; i++)
    {
      total += layers->heights[i];
      tallest = MAX (tallest, layers->heights[i]);
    }
  return MAX (tallest, total / MAX (width, 1) * 1.2);
}

/* Columns are counted from the right here, and turned round at the end. */
static guint
find_column (Layering *self, GArray *filled, double limit, guint node)
{
  RelLayers *layers = self->layers;
  guint column = 0;

  for (guint i = 0; i < self->targets[node]->len; i++)
    column = MAX (column, layers->columns[g_array_index (self->targets[node], guint, i)] + 1);
  for (;; column++)
    {
      double zero = 0;

      while (filled->len <= column)
        g_array_append_val (filled, zero);
      if (g_array_index (filled, double, column) + layers->heights[node] <= limit ||
          g_array_index (filled, double, column) == 0)
        return column;
    }
}

static void
fill_columns (Layering *self, guint width)
{
  RelLayers *layers = self->layers;
  g_autoptr (GArray) filled = g_array_new (FALSE, FALSE, sizeof (double));
  double limit = limit_height (layers, width);

  for (guint i = 0; i < self->order->len; i++)
    {
      guint node = g_array_index (self->order, guint, i);
      guint column = find_column (self, filled, limit, node);

      layers->columns[node] = column;
      g_array_index (filled, double, column) += layers->heights[node];
    }
  layers->n_columns = MAX (filled->len, 1);

  /* What refers to less than is referred to it goes as near to those as it may. */
  for (guint i = self->order->len; i > 0; i--)
    {
      guint node = g_array_index (self->order, guint, i - 1);
      guint nearest = G_MAXUINT;

      for (guint s = 0; s < self->sources[node]->len; s++)
        nearest = MIN (nearest, layers->columns[g_array_index (self->sources[node], guint, s)]);
      if (nearest == G_MAXUINT || nearest == 0 || self->sources[node]->len <= self->targets[node]->len ||
          nearest - 1 <= layers->columns[node] ||
          g_array_index (filled, double, nearest - 1) + layers->heights[node] > limit)
        continue;
      g_array_index (filled, double, layers->columns[node]) -= layers->heights[node];
      layers->columns[node] = nearest - 1;
      g_array_index (filled, double, nearest - 1) += layers->heights[node];
    }
}

/*< private >
 * rel_layers_find:
 * @layers: cards and arrows; the columns are found
 * @width: how many columns there should be; there are more if arrows need them
 *
 * Finds the column of each card.
 */
void
rel_layers_find (RelLayers *layers, guint width)
{
  Layering self = { layers };
  guint deepest = 0;

  self.targets = new_lists (layers->n);
  self.sources = new_lists (layers->n);
  self.levels = g_new0 (guint, layers->n + 1);
  self.order = g_array_new (FALSE, FALSE, sizeof (guint));
  open_circles (&self);
  find_levels (&self);
  for (guint i = 0; i < layers->n; i++)
    deepest = MAX (deepest, self.levels[i]);
  fill_columns (&self, MAX (width, deepest + 1));
  for (guint i = 0; i < layers->n; i++)
    layers->columns[i] = layers->n_columns - 1 - layers->columns[i];

  free_lists (self.targets);
  free_lists (self.sources);
  g_free (self.levels);
  g_array_unref (self.order);
}
