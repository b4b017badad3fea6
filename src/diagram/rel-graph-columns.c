/* rel-graph-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which column each card stands in, and about how high. Modules stand in strips of some
 * columns beside each other, so that the picture is as wide as it is high: what is linked
 * stands in strips that are near (by the second eigenvector of the links, after Fiedler), and
 * in a strip, one below the other, in the order in which lines lead away.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

#include "rel-graph-layers.h"

/* About how much of the width and the height of a part is free. */
#define GUTTER_GUESS 130.0
#define SLACK_GUESS  1.25

#define MODULE_COLUMNS 4

#define N_ROUNDS 60
#define N_SWEEPS 12

typedef struct
{
  GArray *spots; /* (owned) (element-type guint) */
  RelLayers layers;
  double height; /* of all columns alike, about */
  double x;      /* from left to right */
  double y;      /* the middle */
  guint strip;
} Module;

typedef struct
{
  guint a;
  guint b;
  double weight;
} Link;

typedef struct
{
  RelPart *part;
  Module *modules;   /* (owned) */
  guint *locals;     /* (owned): the index of each spot in its module */
  GArray *links;     /* (owned) (element-type Link): between modules */
  GPtrArray *strips; /* (owned) (element-type GArray of guint): modules, from top to bottom */
} Columns;

/* --- Modules --- */

static double
spot_height (RelPart *part, guint spot)
{
  return rel_part_spot (part, spot)->height + REL_CARD_GAP * part->unit;
}

static void
fill_modules (Columns *self)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->n_modules; i++)
    self->modules[i].spots = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < part->spots->len; i++)
    {
      Module *module = &self->modules[rel_part_spot (part, i)->module];

      self->locals[i] = module->spots->len;
      g_array_append_val (module->spots, i);
    }
  for (guint i = 0; i < part->n_modules; i++)
    {
      Module *module = &self->modules[i];

      module->layers.n = module->spots->len;
      module->layers.heights = g_new (double, module->spots->len + 1);
      module->layers.columns = g_new0 (guint, module->spots->len + 1);
      module->layers.arrows = g_array_new (FALSE, FALSE, sizeof (RelArrow));
      for (guint s = 0; s < module->spots->len; s++)
        module->layers.heights[s] = spot_height (part, g_array_index (module->spots, guint, s));
    }
}

static void
fill_links (Columns *self)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (part, i);
      guint from = rel_part_spot (part, tie->from)->module;
      guint to = rel_part_spot (part, tie->to)->module;
      RelArrow arrow = { self->locals[tie->from], self->locals[tie->to] };
      Link link = { from, to, 1 };

      if (from != to)
        g_array_append_val (self->links, link);
      else if (tie->from != tie->to)
        g_array_append_val (self->modules[from].layers.arrows, arrow);
    }
}

static double
mean_width (RelPart *part)
{
  double total = 0;

  for (guint i = 0; i < part->spots->len; i++)
    total += rel_part_spot (part, i)->width + GUTTER_GUESS;
  return total / part->spots->len;
}

static double
total_height (const Module *module)
{
  double total = 0;

  for (guint i = 0; i < module->layers.n; i++)
    total += module->layers.heights[i];
  return total;
}

static void
lay_modules (Columns *self)
{
  RelPart *part = self->part;
  double width = mean_width (part);

  for (guint i = 0; i < part->n_modules; i++)
    {
      Module *module = &self->modules[i];
      double total = total_height (module);
      guint columns = (guint) MAX (1, round (sqrt (SLACK_GUESS * part->aspect * total / width)));

      if (module->layers.n == 0)
        continue;
      if (part->n_modules > 1)
        columns = MAX (columns, MIN (MODULE_COLUMNS, module->layers.n));
      rel_layers_find (&module->layers, columns);
      module->height = total / module->layers.n_columns * SLACK_GUESS;
    }
}

/* --- From left to right --- */

static void
remove_mean (Columns *self, double *x, const double *degrees)
{
  double sum = 0;
  double total = 0;

  for (guint i = 0; i < self->part->n_modules; i++)
    {
      sum += x[i] * degrees[i];
      total += degrees[i];
    }
  for (guint i = 0; i < self->part->n_modules && total > 0; i++)
    x[i] -= sum / total;
}

static void
remove_vector (Columns *self, double *x, const double *vector, const double *degrees)
{
  double product = 0;
  double square = 0;

  for (guint i = 0; i < self->part->n_modules; i++)
    {
      product += x[i] * vector[i] * degrees[i];
      square += vector[i] * vector[i] * degrees[i];
    }
  for (guint i = 0; i < self->part->n_modules && square > 0; i++)
    x[i] -= vector[i] * product / square;
}

static void
scale_vector (Columns *self, double *x)
{
  double most = 0;

  for (guint i = 0; i < self->part->n_modules; i++)
    most = MAX (most, fabs (x[i]));
  for (guint i = 0; i < self->part->n_modules && most > 0; i++)
    x[i] /= most;
}

/* Each module goes to the middle of those that it is linked with, over and over; what is left
 * of a start by chance is what tells far apart from near. */
static void
spread (Columns *self, double *x, const double *degrees, const double *other, guint32 seed)
{
  guint n = self->part->n_modules;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree double *next = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    x[i] = g_rand_double (rand) - 0.5;
  for (guint round = 0; round < N_ROUNDS && !rel_part_is_cancelled (self->part); round++)
    {
      for (guint i = 0; i < n; i++)
        next[i] = degrees[i] * x[i];
      for (guint i = 0; i < self->links->len; i++)
        {
          const Link *link = &g_array_index (self->links, Link, i);

          next[link->a] += link->weight * x[link->b];
          next[link->b] += link->weight * x[link->a];
        }
      for (guint i = 0; i < n; i++)
        x[i] = degrees[i] > 0 ? next[i] / (2 * degrees[i]) : 0;
      remove_mean (self, x, degrees);
      if (other != NULL)
        remove_vector (self, x, other, degrees);
      scale_vector (self, x);
    }
}

/* References lead from left to right, on the whole. */
static void
turn_to_right (Columns *self, double *x)
{
  RelPart *part = self->part;
  double sum = 0;

  for (guint i = 0; i < part->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (part, i);

      sum += x[rel_part_spot (part, tie->to)->module] - x[rel_part_spot (part, tie->from)->module];
    }
  for (guint i = 0; i < part->n_modules && sum < 0; i++)
    x[i] = -x[i];
}

static void
spread_modules (Columns *self)
{
  guint n = self->part->n_modules;
  g_autofree double *degrees = g_new0 (double, n + 1);
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      degrees[link->a] += link->weight;
      degrees[link->b] += link->weight;
    }
  spread (self, x, degrees, NULL, 1);
  turn_to_right (self, x);
  spread (self, y, degrees, x, 2);
  for (guint i = 0; i < n; i++)
    {
      self->modules[i].x = x[i];
      self->modules[i].y = y[i];
    }
}

static int
compare_x (gconstpointer a, gconstpointer b, gpointer data)
{
  const Module *modules = data;
  guint a_index = *(const guint *) a;
  guint b_index = *(const guint *) b;

  if (modules[a_index].x != modules[b_index].x)
    return modules[a_index].x < modules[b_index].x ? -1 : 1;
  return (a_index > b_index) - (a_index < b_index);
}

static int
compare_y (gconstpointer a, gconstpointer b, gpointer data)
{
  const Module *modules = data;
  guint a_index = *(const guint *) a;
  guint b_index = *(const guint *) b;

  if (modules[a_index].y != modules[b_index].y)
    return modules[a_index].y < modules[b_index].y ? -1 : 1;
  return (a_index > b_index) - (a_index < b_index);
}

/* How high a strip is to be, so that the picture has its shape. */
static double
strip_height (Columns *self)
{
  RelPart *part = self->part;
  double area = 0;
  double tallest = 0;

  for (guint i = 0; i < part->n_modules; i++)
    {
      area += self->modules[i].height * self->modules[i].layers.n_columns;
      tallest = MAX (tallest, self->modules[i].height);
    }
  return MAX (tallest, sqrt (area * mean_width (part) / part->aspect));
}

static void
cut_strips (Columns *self)
{
  guint n = self->part->n_modules;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  double limit = strip_height (self);
  double height = 0;

  for (guint i = 0; i < n; i++)
    {
      if (self->modules[i].layers.n > 0)
        g_array_append_val (order, i);
    }
  g_array_sort_with_data (order, compare_x, self->modules);
  for (guint i = 0; i < order->len; i++)
    {
      guint index = g_array_index (order, guint, i);

      if (self->strips->len == 0 || height + self->modules[index].height / 2 > limit)
        {
          g_ptr_array_add (self->strips, g_array_new (FALSE, FALSE, sizeof (guint)));
          height = 0;
        }
      height += self->modules[index].height;
      self->modules[index].strip = self->strips->len - 1;
      g_array_append_val ((GArray *) g_ptr_array_index (self->strips, self->strips->len - 1), index);
    }
}

/* --- From top to bottom --- */

/* Puts the modules of a strip one below the other; the strip has its middle at 0. */
static void
stack_strip (Columns *self, GArray *strip)
{
  double height = 0;
  double y;

  g_array_sort_with_data (strip, compare_y, self->modules);
  for (guint i = 0; i < strip->len; i++)
    height += self->modules[g_array_index (strip, guint, i)].height;
  y = -height / 2;
  for (guint i = 0; i < strip->len; i++)
    {
      Module *module = &self->modules[g_array_index (strip, guint, i)];

      module->y = y + module->height / 2;
      y += module->height;
    }
}

static void
stack_modules (Columns *self)
{
  guint n = self->part->n_modules;
  g_autofree double *sums = g_new (double, n + 1);
  g_autofree double *weights = g_new (double, n + 1);

  for (guint i = 0; i < self->strips->len; i++)
    stack_strip (self, g_ptr_array_index (self->strips, i));
  for (guint sweep = 0; sweep < N_SWEEPS && !rel_part_is_cancelled (self->part); sweep++)
    {
      for (guint i = 0; i < n; i++)
        {
          sums[i] = self->modules[i].y;
          weights[i] = 1;
        }
      for (guint i = 0; i < self->links->len; i++)
        {
          const Link *link = &g_array_index (self->links, Link, i);
          guint a = link->a;
          guint b = link->b;

          sums[a] += link->weight * self->modules[b].y;
          weights[a] += link->weight;
          sums[b] += link->weight * self->modules[a].y;
          weights[b] += link->weight;
        }
      /* Odd strips first, then even ones, or two would change places for ever. */
      for (guint i = 0; i < n; i++)
        {
          if (self->modules[i].strip % 2 == sweep % 2)
            self->modules[i].y = sums[i] / weights[i];
        }
      for (guint i = sweep % 2; i < self->strips->len; i += 2)
        stack_strip (self, g_ptr_array_index (self->strips, i));
    }
}

/* --- Columns --- */

static void
place_spots (Columns *self)
{
  RelPart *part = self->part;
  guint base = 0;

  for (guint s = 0; s < self->strips->len; s++)
    {
      GArray *strip = g_ptr_array_index (self->strips, s);
      guint width = 1;

      for (guint i = 0; i < strip->len; i++)
        width = MAX (width, self->modules[g_array_index (strip, guint, i)].layers.n_columns);
      for (guint i = 0; i < strip->len; i++)
        {
          const Module *module = &self->modules[g_array_index (strip, guint, i)];
          guint indent = (width - module->layers.n_columns) / 2;
          g_autofree double *filled = g_new0 (double, width + 1);

          for (guint k = 0; k < module->layers.n; k++)
            {
              RelSpot *spot = rel_part_spot (part, g_array_index (module->spots, guint, k));
              guint column = module->layers.columns[k];

              spot->column = base + indent + column;
              spot->rank = module->y - module->height / 2 + filled[column] + module->layers.heights[k] / 2;
              filled[column] += module->layers.heights[k];
            }
        }
      base += width;
    }
  part->n_columns = base;
}

static void
module_clear (Module *module)
{
  g_array_unref (module->spots);
  g_array_unref (module->layers.arrows);
  g_free (module->layers.heights);
  g_free (module->layers.columns);
}

/*< private >
 * rel_part_find_columns:
 * @self: a part with its modules
 *
 * Finds which column each card stands in, and about where in it.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
rel_part_find_columns (RelPart *self)
{
  Columns columns = { self };

  columns.modules = g_new0 (Module, self->n_modules + 1);
  columns.locals = g_new (guint, self->spots->len + 1);
  columns.links = g_array_new (FALSE, FALSE, sizeof (Link));
  columns.strips = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  fill_modules (&columns);
  fill_links (&columns);
  lay_modules (&columns);
  if (self->n_modules > 1)
    spread_modules (&columns);
  cut_strips (&columns);
  stack_modules (&columns);
  place_spots (&columns);

  for (guint i = 0; i < self->n_modules; i++)
    module_clear (&columns.modules[i]);
  g_free (columns.modules);
  g_free (columns.locals);
  g_array_unref (columns.links);
  g_ptr_array_unref (columns.strips);
  return !rel_part_is_cancelled (self);
}
