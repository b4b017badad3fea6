/* rel-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-grid.h"

#include <math.h>
#include <stdlib.h>

#include "rel-metrics.h"

/**
 * RelGrid:
 *
 * Knows what is where in a scene, so that a part of a large one can be painted, and a place
 * in it looked up, without going through all of it.
 *
 * It is immutable; any thread may read it.
 */

/* What is in each cell: items[starts[cell]] up to items[starts[cell + 1]]. */
typedef struct
{
  guint *starts; /* (owned) */
  guint *items;  /* (owned) */
} Bins;

struct _RelGrid
{
  gatomicrefcount ref_count;
  RelScene *scene; /* (owned) */
  guint n_columns;
  guint n_rows;
  Bins cards;
  Bins edges;
};

/* A cell is about as large as two cards: most parts that are asked for are a few cells. */
#define CELL_SIZE 512.0

/* What stands at the ends of a line, and on its way, reaches this far. */
#define REACH 12.0

static gboolean
intersects (const RelBox *a, const RelBox *b)
{
  return a->x <= b->x + b->width && b->x <= a->x + a->width && a->y <= b->y + b->height && b->y <= a->y + a->height;
}

static RelBox
grown (const RelBox *box, double by)
{
  return (RelBox){ box->x - by, box->y - by, box->width + 2 * by, box->height + 2 * by };
}

static RelBox
box_of_run (const RelEdge *edge, guint nth)
{
  const RelPoint *a = &g_array_index (edge->points, RelPoint, nth);
  const RelPoint *b = a + 1;
  RelBox box = { MIN (a->x, b->x), MIN (a->y, b->y), fabs (a->x - b->x), fabs (a->y - b->y) };

  return grown (&box, REACH);
}

static guint
find_cell (double place, guint n_cells)
{
  return (guint) CLAMP (floor (place / CELL_SIZE), 0, n_cells - 1);
}

/* Counts an item into the cells that a box touches or, if there is @next, puts it there. */
static void
put (RelGrid *self, Bins *bins, const RelBox *box, guint item, guint *next)
{
  guint right = find_cell (box->x + box->width, self->n_columns);
  guint bottom = find_cell (box->y + box->height, self->n_rows);

  for (guint row = find_cell (box->y, self->n_rows); row <= bottom; row++)
    {
      for (guint column = find_cell (box->x, self->n_columns); column <= right; column++)
        {
          guint cell = row * self->n_columns + column;

          if (next != NULL)
            bins->items[next[cell]++] = item;
          else
            bins->starts[cell + 1]++;
        }
    }
}

static void
put_all (RelGrid *self, guint *next_card, guint *next_edge)
{
  for (guint i = 0; i < rel_scene_get_n_cards (self->scene); i++)
    put (self, &self->cards, &rel_scene_get_card (self->scene, i)->box, i, next_card);
  for (guint i = 0; i < rel_scene_get_n_edges (self->scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (self->scene, i);

      for (guint run = 0; run + 1 < edge->points->len; run++)
        {
          RelBox box = box_of_run (edge, run);

          put (self, &self->edges, &box, i, next_edge);
        }
      if (edge->label_box.width > 0)
        put (self, &self->edges, &edge->label_box, i, next_edge);
    }
}

/* Makes starts of the counts. */
static guint *
begin_filling (Bins *bins, guint n_cells)
{
  for (guint cell = 0; cell < n_cells; cell++)
    bins->starts[cell + 1] += bins->starts[cell];
  bins->items = g_new (guint, MAX (bins->starts[n_cells], 1));
  return g_memdup2 (bins->starts, (n_cells + 1) * sizeof (guint));
}

/**
 * rel_grid_new:
 * @scene: a scene
 *
 * Any thread may call it; it takes a few milliseconds for ten thousand cards.
 *
 * Returns: (transfer full): what is where in the scene
 */
RelGrid *
rel_grid_new (RelScene *scene)
{
  RelGrid *self = g_new0 (RelGrid, 1);
  g_autofree guint *next_card = NULL;
  g_autofree guint *next_edge = NULL;
  guint n_cells;

  g_atomic_ref_count_init (&self->ref_count);
  self->scene = rel_scene_ref (scene);
  self->n_columns = (guint) MAX (ceil (rel_scene_get_width (scene) / CELL_SIZE), 1);
  self->n_rows = (guint) MAX (ceil (rel_scene_get_height (scene) / CELL_SIZE), 1);
  n_cells = self->n_columns * self->n_rows;
  self->cards.starts = g_new0 (guint, n_cells + 1);
  self->edges.starts = g_new0 (guint, n_cells + 1);

  put_all (self, NULL, NULL);
  next_card = begin_filling (&self->cards, n_cells);
  next_edge = begin_filling (&self->edges, n_cells);
  put_all (self, next_card, next_edge);
  return self;
}

/**
 * rel_grid_ref:
 * @self: a grid
 *
 * Returns: (transfer full): @self
 */
RelGrid *
rel_grid_ref (RelGrid *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_grid_unref:
 * @self: (transfer full): a grid
 *
 * Gives a reference back; the last one frees.
 */
void
rel_grid_unref (RelGrid *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  rel_scene_unref (self->scene);
  g_free (self->cards.starts);
  g_free (self->cards.items);
  g_free (self->edges.starts);
  g_free (self->edges.items);
  g_free (self);
}

/**
 * rel_grid_get_scene:
 * @self: a grid
 *
 * Returns: (transfer none): the scene that it is of
 */
RelScene *
rel_grid_get_scene (RelGrid *self)
{
  return self->scene;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

static void
collect (RelGrid *self, const Bins *bins, const RelBox *box, GArray *found)
{
  guint right = find_cell (box->x + box->width, self->n_columns);
  guint bottom = find_cell (box->y + box->height, self->n_rows);
  guint n_found = 0;

  g_array_set_size (found, 0);
  for (guint row = find_cell (box->y, self->n_rows); row <= bottom; row++)
    {
      guint first = row * self->n_columns + find_cell (box->x, self->n_columns);
      guint last = row * self->n_columns + right;

      g_array_append_vals (found, bins->items + bins->starts[first], bins->starts[last + 1] - bins->starts[first]);
    }
  g_array_sort (found, compare);
  for (guint i = 0; i < found->len; i++)
    {
      guint item = g_array_index (found, guint, i);

      if (n_found == 0 || g_array_index (found, guint, n_found - 1) != item)
        g_array_index (found, guint, n_found++) = item;
    }
  g_array_set_size (found, n_found);
}

static gboolean
touches (const RelEdge *edge, const RelBox *box)
{
  for (guint run = 0; run + 1 < edge->points->len; run++)
    {
      RelBox of_run = box_of_run (edge, run);

      if (intersects (&of_run, box))
        return TRUE;
    }
  return edge->label_box.width > 0 && intersects (&edge->label_box, box);
}

/**
 * rel_grid_find:
 * @self: a grid
 * @box: a part of the scene
 * @cards: (element-type guint): where to put the indexes of its cards, in their order
 * @edges: (element-type guint): and of its edges
 *
 * Finds what can be seen of a scene in a part of it.
 */
void
rel_grid_find (RelGrid *self, const RelBox *box, GArray *cards, GArray *edges)
{
  guint n_kept = 0;

  collect (self, &self->cards, box, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      guint card = g_array_index (cards, guint, i);

      if (intersects (&rel_scene_get_card (self->scene, card)->box, box))
        g_array_index (cards, guint, n_kept++) = card;
    }
  g_array_set_size (cards, n_kept);

  n_kept = 0;
  collect (self, &self->edges, box, edges);
  for (guint i = 0; i < edges->len; i++)
    {
      guint edge = g_array_index (edges, guint, i);

      if (touches (rel_scene_get_edge (self->scene, edge), box))
        g_array_index (edges, guint, n_kept++) = edge;
    }
  g_array_set_size (edges, n_kept);
}

/**
 * rel_grid_pick:
 * @self: a grid
 * @x: a place in the scene
 * @y: a place in the scene
 * @tolerance: how far from a line still counts as on it, in model units
 *
 * Finds the same as [method@Scene.pick], sooner.
 *
 * Returns: what is there
 */
RelHit
rel_grid_pick (RelGrid *self, double x, double y, double tolerance)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint));
  RelBox around = { x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance };

  rel_grid_find (self, &around, cards, edges);
  return rel_scene_pick_among (self->scene, cards, edges, x, y, tolerance);
}
