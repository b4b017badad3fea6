/* rel-graph-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order in each column, with few crossings. By turns each item goes to the middle of those
 * that it is linked with in the column before (Sugiyama, Tagawa and Toda), and past those near
 * it as long as that saves crossings (sifting, after Matuszewski, Schönfeld and Molitor). The
 * best order met is kept.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <string.h>

/* How far an item is taken at once, to save crossings. */
#define SIFT_REACH 20

#define MAX_SIFTS    8
#define MAX_SWEEPS   10
#define MAX_PATIENCE 2

/* How far from the first order others start, of the height of a column. */
#define NEAR_REACH 0.3
#define FAR_REACH  2

typedef struct
{
  RelPart *part;
  double *left_keys;     /* (owned): where the hops in left_hops start */
  double *right_keys;    /* (owned): where those in right_hops end */
  double *middles;       /* (owned): about where each item is */
  gint64 *right_weights; /* (owned): of all hops that start at each item */
  guint *best;           /* (owned): the place of each item in the best order */
  guint64 least;
  guint64 least_here; /* since the last start */
} Order;

/* Few ends are out of order, mostly. */
static void
sort_ends (guint *hops, double *keys, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      guint hop = hops[i];
      double key = keys[i];
      guint at = i;

      for (; at > 0 && keys[at - 1] > key; at--)
        {
          hops[at] = hops[at - 1];
          keys[at] = keys[at - 1];
        }
      hops[at] = hop;
      keys[at] = key;
    }
}

static int
compare_keyed (gconstpointer a, gconstpointer b, gpointer data)
{
  const double *keys = data;
  double x = keys[*(const guint *) a];
  double y = keys[*(const guint *) b];

  if (x != y)
    return x < y ? -1 : 1;
  return (*(const guint *) a > *(const guint *) b) - (*(const guint *) a < *(const guint *) b);
}

/* A hub may have thousands. */
static void
sort_many_ends (guint *hops, double *keys, guint n)
{
  g_autofree guint *order = g_new (guint, n);
  g_autofree guint *old_hops = g_memdup2 (hops, n * sizeof (guint));
  g_autofree double *old_keys = g_memdup2 (keys, n * sizeof (double));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof (guint), compare_keyed, old_keys);
  for (guint i = 0; i < n; i++)
    {
      hops[i] = old_hops[order[i]];
      keys[i] = old_keys[order[i]];
    }
}

/* Brings the hops of one side of a column into the order of their far ends. */
static void
refresh_side (Order *self, guint column, gboolean left)
{
  RelPart *part = self->part;
  GArray *items = rel_part_column (part, column);
  guint *hops = (guint *) (gpointer) (left ? part->left_hops : part->right_hops)->data;
  const guint *first = (const guint *) (gpointer) (left ? part->left_first : part->right_first)->data;
  double *keys = left ? self->left_keys : self->right_keys;

  for (guint i = 0; i < items->len; i++)
    {
      guint item = g_array_index (items, guint, i);
      guint n = first[item + 1] - first[item];

      for (guint h = first[item]; h < first[item + 1]; h++)
        {
          const RelHop *hop = rel_part_hop (part, hops[h]);

          keys[h] = left ? rel_part_key_of_end (part, hop->left, hop->left_y)
                         : rel_part_key_of_end (part, hop->right, hop->right_y);
        }
      if (n > 64)
        sort_many_ends (hops + first[item], keys + first[item], n);
      else
        sort_ends (hops + first[item], keys + first[item], n);
    }
}

/* --- Crossings --- */

/* How many crossings the hops of two items make on one side if @a stands above @b, less those
 * that they make if it stands below. */
static gint64
balance_of_side (Order *self, guint a, guint b, gboolean left)
{
  RelPart *part = self->part;
  const guint *hops = (const guint *) (gpointer) (left ? part->left_hops : part->right_hops)->data;
  const guint *first = (const guint *) (gpointer) (left ? part->left_first : part->right_first)->data;
  const double *keys = left ? self->left_keys : self->right_keys;
  guint b_end = first[b + 1];
  guint below = first[b];
  guint above = first[b];
  gint64 weight_below = 0; /* of those of @b that end before this one of @a */
  gint64 weight_not_above = 0;
  gint64 weight_b = 0;
  gint64 balance = 0;

  if (first[a] == first[a + 1] || first[b] == b_end)
    return 0;
  for (guint i = first[b]; i < b_end; i++)
    weight_b += rel_part_hop (part, hops[i])->weight;
  for (guint i = first[a]; i < first[a + 1]; i++)
    {
      for (; below < b_end && keys[below] < keys[i]; below++)
        weight_below += rel_part_hop (part, hops[below])->weight;
      for (; above < b_end && keys[above] <= keys[i]; above++)
        weight_not_above += rel_part_hop (part, hops[above])->weight;
      balance += rel_part_hop (part, hops[i])->weight * (weight_below - (weight_b - weight_not_above));
    }
  return balance;
}

/* The same for hooks at @a past what starts at @b. Which end of them is below is seen from @still,
 * the one of the two that stays where it is. */
static gint64
balance_of_hooks (Order *self, guint a, guint b, guint still)
{
  RelPart *part = self->part;
  guint place = rel_part_item (part, still)->place;
  gint64 n_below = 0;

  for (guint i = g_array_index (part->hook_first, guint, a); i < g_array_index (part->hook_first, guint, a + 1); i++)
    {
      guint end = g_array_index (part->hook_ends, guint, i);

      if (end != b)
        n_below += rel_part_item (part, end)->place > place ? 1 : -1;
    }
  return n_below * self->right_weights[b];
}

/* How many crossings two items beside each other make if @a stands above @b, less those that they
 * make if it stands below. */
static gint64
balance_of (Order *self, guint a, guint b, guint still)
{
  return balance_of_side (self, a, b, TRUE) + balance_of_side (self, a, b, FALSE) +
         balance_of_hooks (self, a, b, still) - balance_of_hooks (self, b, a, still);
}

/* --- Moves --- */

/* About where the items of a column are: packed, around the same middle as all others. */
static void
find_middles (Order *self, guint column)
{
  RelPart *part = self->part;
  GArray *items = rel_part_column (part, column);
  double y = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const RelItem *item = rel_part_column_item (part, column, i);

      y += part->unit + item->height / 2;
      self->middles[g_array_index (items, guint, i)] = y;
      y += item->height / 2;
    }
  for (guint i = 0; i < items->len; i++)
    self->middles[g_array_index (items, guint, i)] -= y / 2;
}

static void
add_side (Order *self, guint item, gboolean left, double *sum, double *weight)
{
  RelPart *part = self->part;
  GArray *hops = left ? part->left_hops : part->right_hops;
  GArray *first = left ? part->left_first : part->right_first;

  for (guint h = g_array_index (first, guint, item); h < g_array_index (first, guint, item + 1); h++)
    {
      const RelHop *hop = rel_part_hop (part, g_array_index (hops, guint, h));
      guint other = left ? hop->left : hop->right;
      double other_y = (left ? hop->left_y : hop->right_y) - rel_part_item (part, other)->height / 2;
      double own_y = (left ? hop->right_y : hop->left_y) - rel_part_item (part, item)->height / 2;

      *sum += hop->weight * (self->middles[other] + other_y - own_y);
      *weight += hop->weight;
    }
}

/* Takes each item of a column to the middle of what it is linked with. */
static void
centre_column (Order *self, guint column, gboolean left, gboolean right)
{
  RelPart *part = self->part;
  GArray *items = rel_part_column (part, column);

  for (guint i = 0; i < items->len; i++)
    {
      guint index = g_array_index (items, guint, i);
      RelItem *item = rel_part_item (part, index);
      double sum = 0;
      double weight = 0;

      if (item->group > 0)
        continue;
      if (left)
        add_side (self, index, TRUE, &sum, &weight);
      if (right)
        add_side (self, index, FALSE, &sum, &weight);
      item->key = weight > 0 ? sum / weight : self->middles[index];
    }
  rel_part_sort_column (part, column);
  find_middles (self, column);
}

static gboolean
may_pass (const RelItem *a, const RelItem *b)
{
  return a->band == b->band && a->group == 0 && b->group == 0;
}

/* Where an item saves most crossings, of the places near it. */
static guint
find_best_place (Order *self, guint column, guint place)
{
  RelPart *part = self->part;
  GArray *items = rel_part_column (part, column);
  guint index = g_array_index (items, guint, place);
  const RelItem *item = rel_part_item (part, index);
  guint best = place;
  gint64 best_saved = 0;
  gint64 saved = 0;

  for (guint i = place; i > 0 && place - i < SIFT_REACH; i--)
    {
      guint other = g_array_index (items, guint, i - 1);

      if (!may_pass (item, rel_part_item (part, other)))
        break;
      saved += balance_of (self, other, index, other);
      if (saved > best_saved)
        {
          best_saved = saved;
          best = i - 1;
        }
    }
  saved = 0;
  for (guint i = place + 1; i < items->len && i - place <= SIFT_REACH; i++)
    {
      guint other = g_array_index (items, guint, i);

      if (!may_pass (item, rel_part_item (part, other)))
        break;
      saved += balance_of (self, index, other, other);
      if (saved > best_saved)
        {
          best_saved = saved;
          best = i;
        }
    }
  return best;
}

static void
move_item (GArray *items, guint from, guint to)
{
  guint moved = g_array_index (items, guint, from);
  guint *data = (guint *) (gpointer) items->data;

  if (to < from)
    memmove (data + to + 1, data + to, (from - to) * sizeof (guint));
  else
    memmove (data + from, data + from + 1, (to - from) * sizeof (guint));
  data[to] = moved;
}

static void
sift_column (Order *self, guint column)
{
  RelPart *part = self->part;
  GArray *items = rel_part_column (part, column);
  g_autofree guint *all = g_memdup2 (items->data, items->len * sizeof (guint));

  refresh_side (self, column, TRUE);
  refresh_side (self, column, FALSE);
  for (guint i = 0; i < items->len; i++)
    {
      guint place = rel_part_item (part, all[i])->place;
      guint best = find_best_place (self, column, place);

      if (best == place)
        continue;
      move_item (items, place, best);
      for (guint p = MIN (place, best); p <= MAX (place, best); p++)
        rel_part_column_item (part, column, p)->place = p;
    }
  find_middles (self, column);
}

/* --- All of it --- */

/* Takes note of how many crossings there are since the last start, and keeps the order if there
 * have never been so few. */
static void
keep_if_best (Order *self)
{
  guint64 crossings = rel_part_count_crossings (self->part);

  self->least_here = MIN (self->least_here, crossings);
  if (crossings >= self->least)
    return;
  self->least = crossings;
  for (guint i = 0; i < self->part->items->len; i++)
    self->best[i] = rel_part_item (self->part, i)->place;
}

static void
take_best (Order *self)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->items->len; i++)
    {
      RelItem *item = rel_part_item (part, i);

      item->place = self->best[i];
      g_array_index (rel_part_column (part, item->column), guint, item->place) = i;
    }
}

/* Sifts all columns, forth and back. */
static gboolean
sift_all (Order *self)
{
  guint n = self->part->n_columns;

  for (guint i = 0; i < 2 * n; i++)
    {
      if (rel_part_is_cancelled (self->part))
        return FALSE;
      sift_column (self, i < n ? i : 2 * n - 1 - i);
    }
  return TRUE;
}

/* Sifts as long as that saves anything worth it. */
static gboolean
sift_out (Order *self)
{
  for (guint i = 0; i < MAX_SIFTS; i++)
    {
      guint64 before = self->least_here;

      if (!sift_all (self))
        return FALSE;
      keep_if_best (self);
      if (self->least_here > before - before / 200)
        break;
    }
  return TRUE;
}

static gboolean
sweep (Order *self, guint nth)
{
  guint n = self->part->n_columns;
  gboolean both = nth % 4 >= 2;

  for (guint i = 0; i < n; i++)
    {
      guint column = nth % 2 == 0 ? i : n - 1 - i;

      if (rel_part_is_cancelled (self->part))
        return FALSE;
      centre_column (self, column, both || nth % 2 == 0, both || nth % 2 == 1);
    }
  return TRUE;
}

/* The first order is good where modules are far apart, the one by middles where they are near:
 * both are tried. */
static gboolean
improve (Order *self)
{
  guint patience = MAX_PATIENCE;

  if (!sift_out (self))
    return FALSE;
  for (guint i = 0; i < MAX_SWEEPS && patience > 0; i++)
    {
      guint64 before = self->least_here;

      if (!sweep (self, i) || !sift_all (self))
        return FALSE;
      keep_if_best (self);
      patience = self->least_here < before ? MAX_PATIENCE : patience - 1;
    }
  return TRUE;
}

/* Puts all columns in an order near the first one, by lot. */
static void
scatter (Order *self, const double *first_keys, GRand *rand, guint nth)
{
  RelPart *part = self->part;
  double reach = nth % 2 == 0 ? FAR_REACH : NEAR_REACH;

  for (guint i = 0; i < part->items->len; i++)
    {
      RelItem *item = rel_part_item (part, i);
      double height = -2 * self->middles[g_array_index (rel_part_column (part, item->column), guint, 0)];

      if (item->group == 0)
        item->key = first_keys[i] + reach * height * (g_rand_double (rand) - 0.5);
    }
  for (guint i = 0; i < part->n_columns; i++)
    {
      rel_part_sort_column (part, i);
      find_middles (self, i);
    }
}

static gboolean
try_orders (Order *self)
{
  RelPart *part = self->part;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree double *first_keys = g_new (double, part->items->len + 1);

  for (guint i = 0; i < part->items->len; i++)
    first_keys[i] = rel_part_item (part, i)->key;
  for (guint start = 0; start < part->n_starts && self->least > 0; start++)
    {
      if (start > 0)
        scatter (self, first_keys, rand, start);
      self->least_here = G_MAXUINT64;
      keep_if_best (self);
      if (!improve (self))
        return FALSE;
    }
  take_best (self);
  return sift_out (self);
}

/*< private >
 * rel_part_order:
 * @self: a part with its items
 *
 * Orders the items of each column.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
rel_part_order (RelPart *self)
{
  Order order = { self };
  gboolean done;

  order.left_keys = g_new0 (double, self->hops->len + 1);
  order.right_keys = g_new0 (double, self->hops->len + 1);
  order.middles = g_new0 (double, self->items->len + 1);
  order.best = g_new0 (guint, self->items->len + 1);
  order.right_weights = g_new0 (gint64, self->items->len + 1);
  order.least = order.least_here = G_MAXUINT64;
  for (guint i = 0; i < self->hops->len; i++)
    order.right_weights[rel_part_hop (self, i)->left] += rel_part_hop (self, i)->weight;
  for (guint i = 0; i < self->n_columns; i++)
    find_middles (&order, i);
  keep_if_best (&order);
  done = self->effort == REL_EFFORT_QUICK || try_orders (&order);
  take_best (&order);
  self->crossings = order.least;

  g_free (order.left_keys);
  g_free (order.right_keys);
  g_free (order.middles);
  g_free (order.best);
  g_free (order.right_weights);
  return done;
}
