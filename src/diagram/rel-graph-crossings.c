/* rel-graph-crossings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often lines cross in the gutters of a part whose columns are in some order.
 */

#include "config.h"

#include "rel-graph-private.h"

/*< private >
 * rel_part_key_of_end:
 * @self: a part
 * @index: an item
 * @y: where a line ends there
 *
 * Returns: a number that grows with the place in the column
 */
double
rel_part_key_of_end (const RelPart *self, guint index, double y)
{
  const RelItem *item = rel_part_item (self, index);

  return item->place + (item->spot != REL_NONE ? y / (item->height + 1) : 0.5);
}

/* A hop, as far as crossings are concerned. */
typedef struct
{
  double left;
  double right;
  guint weight;
  guint rank; /* of its left end */
} Strand;

static int
compare_left (gconstpointer a, gconstpointer b)
{
  const Strand *a_strand = a;
  const Strand *b_strand = b;

  return (a_strand->left > b_strand->left) - (a_strand->left < b_strand->left);
}

static int
compare_right (gconstpointer a, gconstpointer b)
{
  const Strand *a_strand = a;
  const Strand *b_strand = b;

  if (a_strand->right != b_strand->right)
    return a_strand->right < b_strand->right ? -1 : 1;
  return compare_left (a, b);
}

/* The weight of all strands that start above a place. */
static guint64
weight_above (const Strand *strands, const guint64 *sums, guint n, double place)
{
  guint low = 0;
  guint high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (strands[middle].left < place)
        low = middle + 1;
      else
        high = middle;
    }
  return sums[low];
}

/* A hook goes past all that starts between its ends. @strands are in the order of their left ends. */
static guint64
count_at_hooks (RelPart *self, guint column, const Strand *strands, guint n)
{
  g_autofree guint64 *sums = g_new0 (guint64, n + 1);
  guint64 crossings = 0;

  for (guint i = 0; i < n; i++)
    sums[i + 1] = sums[i] + strands[i].weight;
  for (guint i = g_array_index (self->hooked, guint, column); i < g_array_index (self->hooked, guint, column + 1); i++)
    {
      const RelHook *hook = &g_array_index (self->hooks, RelHook, i);
      double a = rel_part_key_of_end (self, hook->a, hook->a_y);
      double b = rel_part_key_of_end (self, hook->b, hook->b_y);
      guint64 above_a = weight_above (strands, sums, n, a);
      guint64 above_b = weight_above (strands, sums, n, b);

      crossings += MAX (above_a, above_b) - MIN (above_a, above_b);
    }
  return crossings;
}

/* All crossings in a gutter, by a tree of sums over the places on its left. */
static guint64
count_in_gutter (RelPart *self, guint gutter)
{
  guint first = g_array_index (self->gutters, guint, gutter);
  guint n = g_array_index (self->gutters, guint, gutter + 1) - first;
  g_autofree Strand *strands = g_new (Strand, n + 1);
  g_autofree guint64 *tree = g_new0 (guint64, n + 2);
  guint64 crossings = 0;
  guint64 total = 0;

  for (guint i = 0; i < n; i++)
    {
      const RelHop *hop = rel_part_hop (self, first + i);

      strands[i] = (Strand){ rel_part_key_of_end (self, hop->left, hop->left_y),
                             rel_part_key_of_end (self, hop->right, hop->right_y), hop->weight, 0 };
    }
  qsort (strands, n, sizeof (Strand), compare_left);
  crossings = count_at_hooks (self, gutter, strands, n);
  for (guint i = 0; i < n; i++)
    strands[i].rank = i > 0 && strands[i].left == strands[i - 1].left ? strands[i - 1].rank : i + 1;
  qsort (strands, n, sizeof (Strand), compare_right);

  for (guint i = 0; i < n; i++)
    {
      guint64 not_above = 0;

      for (guint r = strands[i].rank; r > 0; r &= r - 1)
        not_above += tree[r];
      crossings += strands[i].weight * (total - not_above);
      for (guint r = strands[i].rank; r <= n; r += r & -r)
        tree[r] += strands[i].weight;
      total += strands[i].weight;
    }
  return crossings;
}

/*< private >
 * rel_part_count_crossings:
 * @self: a part whose columns are in order
 *
 * Returns: how often lines cross in its gutters
 */
guint64
rel_part_count_crossings (RelPart *self)
{
  guint64 crossings = 0;

  for (guint gutter = 0; gutter + 1 < self->n_columns; gutter++)
    crossings += count_in_gutter (self, gutter);
  return crossings;
}
