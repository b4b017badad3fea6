/* rel-graph-heights.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How high each item of a column stands: each block goes to the median of where its lines want
 * it, as far as those above and below let it, over and over.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

#include "rel-graph-blocks.h"

#define BEST_ROUNDS 12

/* A block wants to be so high because of a hop. */
typedef struct
{
  double y;
  double weight;
} Wish;

typedef struct
{
  RelPart *part;
  RelBlocks blocks;
  double *heights; /* (owned): of each block */
  GArray *wishes;  /* (owned) (element-type Wish) */
} Heights;

static double
least_height (Heights *self, guint block)
{
  double least = -HUGE_VAL;

  for (guint s = self->blocks.above_first[block]; s < self->blocks.above_first[block + 1]; s++)
    {
      const RelSpacing *spacing = &g_array_index (self->blocks.spacings, RelSpacing, self->blocks.above_list[s]);

      least = MAX (least, self->heights[spacing->above] + spacing->distance);
    }
  return least;
}

static double
most_height (Heights *self, guint block)
{
  double most = HUGE_VAL;

  for (guint s = self->blocks.below_first[block]; s < self->blocks.below_first[block + 1]; s++)
    {
      const RelSpacing *spacing = &g_array_index (self->blocks.spacings, RelSpacing, self->blocks.below_list[s]);

      most = MIN (most, self->heights[spacing->below] - spacing->distance);
    }
  return most;
}

/* Everything between as high and as low as can be. */
static void
start_heights (Heights *self)
{
  g_autofree double *top = g_new0 (double, self->blocks.n_blocks + 1);
  double bottom = 0;

  for (guint i = 0; i < self->blocks.n_blocks; i++)
    {
      guint block = self->blocks.order[i];
      double least = least_height (self, block);

      self->heights[block] = least > -HUGE_VAL ? least : 0;
      bottom = MAX (bottom, self->heights[block]);
    }
  for (guint i = 0; i < self->blocks.n_blocks; i++)
    top[i] = self->heights[i];
  for (guint i = self->blocks.n_blocks; i > 0; i--)
    {
      guint block = self->blocks.order[i - 1];
      double most = most_height (self, block);

      self->heights[block] = most < HUGE_VAL ? most : bottom;
    }
  for (guint i = 0; i < self->blocks.n_blocks; i++)
    self->heights[i] = self->part->unit * floor ((top[i] + self->heights[i]) / 2 / self->part->unit);
}

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  const Wish *a_wish = a;
  const Wish *b_wish = b;

  return (a_wish->y > b_wish->y) - (a_wish->y < b_wish->y);
}

static void
add_wish (Heights *self, guint block, guint index, gboolean left)
{
  RelPart *part = self->part;
  const RelHop *hop = rel_part_hop (part, index);
  guint own = left ? hop->right : hop->left;
  guint other = left ? hop->left : hop->right;
  double other_y = left ? hop->left_y : hop->right_y;
  double own_y = left ? hop->right_y : hop->left_y;
  Wish wish = { 0, hop->weight };

  if (self->blocks.block_of[other] == block)
    return;
  wish.y = self->heights[self->blocks.block_of[other]] + self->blocks.offsets[other] + other_y - own_y -
           self->blocks.offsets[own];
  g_array_append_val (self->wishes, wish);
}

/* Adds what a block wants because of its lines to others. */
static void
add_wishes (Heights *self, guint block)
{
  RelPart *part = self->part;

  for (guint i = self->blocks.item_first[block]; i < self->blocks.item_first[block + 1]; i++)
    {
      guint item = self->blocks.item_list[i];
      const guint *left = &g_array_index (part->left_first, guint, item);
      const guint *right = &g_array_index (part->right_first, guint, item);

      for (guint h = left[0]; h < left[1]; h++)
        add_wish (self, block, g_array_index (part->left_hops, guint, h), TRUE);
      for (guint h = right[0]; h < right[1]; h++)
        add_wish (self, block, g_array_index (part->right_hops, guint, h), FALSE);
    }
}

/* The height between whose neighbours half of all weight is. */
static double
find_median (GArray *wishes, double otherwise)
{
  double total = 0;
  double sum = 0;

  if (wishes->len == 0)
    return otherwise;
  g_array_sort (wishes, compare_wishes);
  for (guint i = 0; i < wishes->len; i++)
    total += g_array_index (wishes, Wish, i).weight;
  for (guint i = 0; i < wishes->len; i++)
    {
      sum += g_array_index (wishes, Wish, i).weight;
      if (sum * 2 >= total)
        return g_array_index (wishes, Wish, i).y;
    }
  return otherwise;
}

static void
move_block (Heights *self, guint block)
{
  double unit = self->part->unit;
  double least = least_height (self, block);
  double most = most_height (self, block);
  double wanted;

  g_array_set_size (self->wishes, 0);
  add_wishes (self, block);
  wanted = unit * round (find_median (self->wishes, self->heights[block]) / unit);
  self->heights[block] = CLAMP (wanted, least, MAX (least, most));
}

static gboolean
move_blocks (Heights *self, guint n_rounds)
{
  for (guint round = 0; round < n_rounds; round++)
    {
      for (guint i = 0; i < self->blocks.n_blocks; i++)
        {
          if (i % 256 == 0 && rel_part_is_cancelled (self->part))
            return FALSE;
          move_block (self, self->blocks.order[round % 2 == 0 ? i : self->blocks.n_blocks - 1 - i]);
        }
    }
  return TRUE;
}

/* The edges of groups have nothing that they want; they go as near to their cards as they may. */
static void
wrap_groups (Heights *self)
{
  const RelBlocks *blocks = &self->blocks;

  for (guint i = 0; i < blocks->n_blocks; i++)
    {
      const RelItem *item = rel_part_item (self->part, blocks->item_list[blocks->item_first[i]]);

      if (item->group > 0)
        self->heights[i] = item->key < 0 ? most_height (self, i) : least_height (self, i);
    }
}

/* --- All of it --- */

static void
take_heights (Heights *self)
{
  RelPart *part = self->part;
  double top = HUGE_VAL;
  double bottom = -HUGE_VAL;

  for (guint i = 0; i < part->items->len; i++)
    {
      RelItem *item = rel_part_item (part, i);

      item->y = self->heights[self->blocks.block_of[i]] + self->blocks.offsets[i];
      top = MIN (top, item->y);
      bottom = MAX (bottom, item->y + item->height);
    }
  for (guint i = 0; i < part->items->len; i++)
    rel_part_item (part, i)->y -= top;
  part->height = bottom - top;
}

/*< private >
 * rel_part_find_heights:
 * @self: a part whose columns are in order
 *
 * Finds how high all stands.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
rel_part_find_heights (RelPart *self)
{
  Heights heights = { self };
  gboolean done;

  rel_blocks_init (&heights.blocks, self);
  heights.heights = g_new0 (double, heights.blocks.n_blocks + 1);
  heights.wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  start_heights (&heights);
  done = move_blocks (&heights, self->effort == REL_EFFORT_BEST ? BEST_ROUNDS : 2);
  wrap_groups (&heights);
  take_heights (&heights);

  rel_blocks_clear (&heights.blocks);
  g_free (heights.heights);
  g_array_unref (heights.wishes);
  return done;
}
