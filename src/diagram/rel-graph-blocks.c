/* rel-graph-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which items stand at one height, so that the line between them is straight: long lines first
 * (as Brandes and Köpf have it). What is straight takes place: where items of many columns push
 * each other down, the least of the lines that pass this on is not straight after all.
 */

#include "config.h"

#include "rel-graph-blocks.h"

#include <math.h>

/* How much higher than its highest column the picture may be, to have more lines straight. */
#define MAX_EXCESS 1.12

/* How often links are cut, at most. */
#define MAX_CUTS 200

/* The edges of groups have to be straight, then long lines, then those between cards, if they
 * are the middle one of those that end there. */
static double
priority_of (RelPart *part, guint index)
{
  const RelHop *hop = rel_part_hop (part, index);
  gboolean left_line = rel_part_item (part, hop->left)->spot == REL_NONE;
  gboolean right_line = rel_part_item (part, hop->right)->spot == REL_NONE;
  guint first = g_array_index (part->left_first, guint, hop->right);
  guint n = g_array_index (part->left_first, guint, hop->right + 1) - first;
  guint out = g_array_index (part->right_first, guint, hop->left + 1) -
              g_array_index (part->right_first, guint, hop->left);
  gboolean middle = g_array_index (part->left_hops, guint, first + (n - 1) / 2) == index;

  if (hop->bundle == REL_NONE)
    return 1e12;
  if (left_line && right_line)
    return 1e6 + hop->weight;
  return (left_line || right_line ? 100 : 200) + (middle ? 50 : 0) + 20.0 / n + 20.0 / out;
}

typedef struct
{
  guint hop;
  double priority;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *a_candidate = a;
  const Candidate *b_candidate = b;

  if (a_candidate->priority != b_candidate->priority)
    return a_candidate->priority > b_candidate->priority ? -1 : 1;
  return (a_candidate->hop > b_candidate->hop) - (a_candidate->hop < b_candidate->hop);
}

/* Makes a hop straight, if it crosses none that is. @chosen is in the order of places on the
 * left, and so on the right. */
static void
choose_hop (RelBlocks *self, GArray *chosen, guint index)
{
  RelPart *part = self->part;
  const RelHop *hop = rel_part_hop (part, index);
  guint left = rel_part_item (part, hop->left)->place;
  guint right = rel_part_item (part, hop->right)->place;
  guint low = 0;
  guint high = chosen->len;

  if (self->taken[hop->left] != REL_NONE || self->straight[hop->right] != REL_NONE)
    return;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const RelHop *other = rel_part_hop (part, g_array_index (chosen, guint, middle));

      if (rel_part_item (part, other->left)->place < left)
        low = middle + 1;
      else
        high = middle;
    }
  if (low > 0 &&
      rel_part_item (part, rel_part_hop (part, g_array_index (chosen, guint, low - 1))->right)->place > right)
    return;
  if (low < chosen->len &&
      rel_part_item (part, rel_part_hop (part, g_array_index (chosen, guint, low))->right)->place < right)
    return;
  g_array_insert_val (chosen, low, index);
  self->taken[hop->left] = index;
  self->straight[hop->right] = index;
}

static void
choose_straight (RelBlocks *self)
{
  RelPart *part = self->part;

  for (guint gutter = 0; gutter + 1 < part->n_columns && !rel_part_is_cancelled (part); gutter++)
    {
      guint first = g_array_index (part->gutters, guint, gutter);
      guint n = g_array_index (part->gutters, guint, gutter + 1) - first;
      g_autofree Candidate *candidates = g_new (Candidate, n + 1);
      g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < n; i++)
        candidates[i] = (Candidate){ first + i, priority_of (part, first + i) };
      qsort (candidates, n, sizeof (Candidate), compare_candidates);
      for (guint i = 0; i < n; i++)
        choose_hop (self, chosen, candidates[i].hop);
    }
}

static void
make_blocks (RelBlocks *self)
{
  RelPart *part = self->part;

  for (guint column = 0; column < part->n_columns; column++)
    {
      GArray *items = rel_part_column (part, column);

      for (guint i = 0; i < items->len; i++)
        {
          guint item = g_array_index (items, guint, i);
          guint index = self->straight[item];
          const RelHop *hop;

          if (index == REL_NONE)
            {
              self->block_of[item] = self->n_blocks++;
              self->offsets[item] = 0;
              continue;
            }
          hop = rel_part_hop (part, index);
          self->block_of[item] = self->block_of[hop->left];
          self->offsets[item] = self->offsets[hop->left] + hop->left_y - hop->right_y;
        }
    }
}

/* --- What stands above what --- */

static double
distance_between (RelPart *part, const RelItem *above, const RelItem *below)
{
  double gap = above->spot != REL_NONE && below->spot != REL_NONE ? REL_CARD_GAP : 1;

  /* The name of a group stands under its upper edge. */
  if (above->group > 0 && below->band == above->band && above->place < below->place)
    gap = below->group > 0 ? gap : 3;
  else if (above->group > 0 || below->group > 0)
    gap = 2;
  return above->height + gap * part->unit;
}

static void
find_spacings (RelBlocks *self)
{
  RelPart *part = self->part;

  for (guint column = 0; column < part->n_columns; column++)
    {
      GArray *items = rel_part_column (part, column);

      for (guint i = 1; i < items->len; i++)
        {
          guint above = g_array_index (items, guint, i - 1);
          guint below = g_array_index (items, guint, i);
          RelSpacing spacing = { above, below, self->block_of[above], self->block_of[below],
                                 self->offsets[above] - self->offsets[below] +
                                   distance_between (part, rel_part_item (part, above), rel_part_item (part, below)) };

          g_array_append_val (self->spacings, spacing);
        }
    }
}

/* Lists numbers from 0 to @n by a key below @n_keys. */
static void
list_by_key (const guint *keys, guint n, guint n_keys, guint **first, guint **list)
{
  g_autofree guint *fill = g_new0 (guint, n_keys + 1);

  *first = g_new0 (guint, n_keys + 1);
  *list = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    (*first)[keys[i] + 1]++;
  for (guint k = 0; k < n_keys; k++)
    (*first)[k + 1] += (*first)[k];
  for (guint i = 0; i < n; i++)
    (*list)[(*first)[keys[i]] + fill[keys[i]]++] = i;
}

static void
index_spacings (RelBlocks *self)
{
  guint n = self->spacings->len;
  g_autofree guint *above = g_new (guint, n + 1);
  g_autofree guint *below = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      above[i] = g_array_index (self->spacings, RelSpacing, i).above;
      below[i] = g_array_index (self->spacings, RelSpacing, i).below;
    }
  list_by_key (below, n, self->n_blocks, &self->above_first, &self->above_list);
  list_by_key (above, n, self->n_blocks, &self->below_first, &self->below_list);
  list_by_key (self->block_of, self->part->items->len, self->n_blocks, &self->item_first, &self->item_list);
}

static void
order_blocks (RelBlocks *self)
{
  g_autofree guint *waiting = g_new (guint, self->n_blocks + 1);
  guint n = 0;

  self->order = g_new (guint, self->n_blocks + 1);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      waiting[i] = self->above_first[i + 1] - self->above_first[i];
      if (waiting[i] == 0)
        self->order[n++] = i;
    }
  for (guint i = 0; i < n; i++)
    {
      guint block = self->order[i];

      for (guint s = self->below_first[block]; s < self->below_first[block + 1]; s++)
        {
          guint below = g_array_index (self->spacings, RelSpacing, self->below_list[s]).below;

          if (--waiting[below] == 0)
            self->order[n++] = below;
        }
    }
  g_assert (n == self->n_blocks);
}

/* --- What is not straight after all --- */

static void
clear_index (RelBlocks *self)
{
  g_clear_pointer (&self->above_first, g_free);
  g_clear_pointer (&self->above_list, g_free);
  g_clear_pointer (&self->below_first, g_free);
  g_clear_pointer (&self->below_list, g_free);
  g_clear_pointer (&self->item_first, g_free);
  g_clear_pointer (&self->item_list, g_free);
  g_clear_pointer (&self->order, g_free);
}

static void
rebuild (RelBlocks *self)
{
  clear_index (self);
  self->n_blocks = 0;
  g_array_set_size (self->spacings, 0);
  make_blocks (self);
  find_spacings (self);
  index_spacings (self);
  order_blocks (self);
}

static double
highest_column (RelPart *part)
{
  double highest = 0;

  for (guint column = 0; column < part->n_columns; column++)
    {
      GArray *items = rel_part_column (part, column);
      double height = 0;

      for (guint i = 1; i < items->len; i++)
        height +=
          distance_between (part, rel_part_column_item (part, column, i - 1), rel_part_column_item (part, column, i));
      highest = MAX (highest, height);
    }
  return highest;
}

/* Finds the least height of each block, and by which spacing. */
static void
find_depths (RelBlocks *self, double *depths, guint *because)
{
  for (guint i = 0; i < self->n_blocks; i++)
    {
      guint block = self->order[i];

      depths[block] = 0;
      because[block] = REL_NONE;
      for (guint s = self->above_first[block]; s < self->above_first[block + 1]; s++)
        {
          const RelSpacing *spacing = &g_array_index (self->spacings, RelSpacing, self->above_list[s]);
          double depth = depths[spacing->above] + spacing->distance;

          if (because[block] != REL_NONE && depth <= depths[block])
            continue;
          depths[block] = depth;
          because[block] = self->above_list[s];
        }
    }
}

/* Of the straight links between two items of a block, the one that matters least. */
static guint
find_least_link (RelBlocks *self, guint a, guint b)
{
  RelPart *part = self->part;
  gboolean forth = rel_part_item (part, a)->column < rel_part_item (part, b)->column;
  guint item = forth ? b : a;
  guint left = forth ? a : b;
  guint least = REL_NONE;
  double priority = 1e11;

  while (item != left)
    {
      guint index = self->straight[item];
      double own = priority_of (part, index);

      if (own < priority)
        {
          priority = own;
          least = index;
        }
      item = rel_part_hop (part, index)->left;
    }
  return least;
}

/* Goes up the longest way from a block to the top, as far as none has gone, and cuts links on it
 * that pass it on from one column to another. */
static guint
cut_longest_way (RelBlocks *self, const guint *because, guint lowest, gboolean *gone)
{
  guint block = lowest;
  guint out = REL_NONE; /* the item at which the way leaves the block, downwards */
  guint n_cuts = 0;

  while (because[block] != REL_NONE && !gone[block])
    {
      const RelSpacing *spacing = &g_array_index (self->spacings, RelSpacing, because[block]);

      gone[block] = TRUE;
      if (out != REL_NONE &&
          rel_part_item (self->part, out)->column != rel_part_item (self->part, spacing->below_item)->column)
        {
          guint link = find_least_link (self, spacing->below_item, out);

          if (link != REL_NONE)
            {
              const RelHop *hop = rel_part_hop (self->part, link);

              self->straight[hop->right] = REL_NONE;
              self->taken[hop->left] = REL_NONE;
              n_cuts++;
            }
        }
      out = spacing->above_item;
      block = spacing->above;
    }
  return n_cuts;
}

/* Cuts links on the ways to all blocks that come too low. */
static guint
cut_long_ways (RelBlocks *self, const double *depths, const guint *because, double limit)
{
  g_autofree gboolean *gone = g_new0 (gboolean, self->n_blocks + 1);
  guint n_cuts = 0;

  for (guint i = self->n_blocks; i > 0; i--)
    {
      guint block = self->order[i - 1];

      if (depths[block] > limit && self->below_first[block] == self->below_first[block + 1])
        n_cuts += cut_longest_way (self, because, block, gone);
    }
  return n_cuts;
}

static void
cut_links (RelBlocks *self)
{
  double limit = highest_column (self->part) * MAX_EXCESS;
  g_autofree double *depths = g_new (double, self->part->items->len + 1);
  g_autofree guint *because = g_new (guint, self->part->items->len + 1);

  for (guint i = 0; i < MAX_CUTS && !rel_part_is_cancelled (self->part); i++)
    {
      find_depths (self, depths, because);
      if (cut_long_ways (self, depths, because, limit) == 0)
        break;
      rebuild (self);
    }
}

/*< private >
 * rel_blocks_init:
 * @self: blocks
 * @part: a part whose columns are in order
 *
 * Finds which items stand at one height.
 */
void
rel_blocks_init (RelBlocks *self, RelPart *part)
{
  guint n = part->items->len;

  *self = (RelBlocks){ part };
  self->straight = g_new (guint, n + 1);
  self->taken = g_new (guint, n + 1);
  self->block_of = g_new0 (guint, n + 1);
  self->offsets = g_new0 (double, n + 1);
  self->spacings = g_array_new (FALSE, FALSE, sizeof (RelSpacing));
  for (guint i = 0; i < n; i++)
    self->straight[i] = self->taken[i] = REL_NONE;
  choose_straight (self);
  rebuild (self);
  cut_links (self);
}

/*< private >
 * rel_blocks_clear:
 * @self: blocks
 *
 * Frees what is known of blocks.
 */
void
rel_blocks_clear (RelBlocks *self)
{
  clear_index (self);
  g_free (self->straight);
  g_free (self->taken);
  g_free (self->block_of);
  g_free (self->offsets);
  g_array_unref (self->spacings);
}
