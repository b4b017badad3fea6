/* rel-graph-blocks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph-private.h"

G_BEGIN_DECLS

/**
 * RelSpacing:
 * @above_item: an item
 * @below_item: the next one in its column
 * @above: the block of @above_item
 * @below: the block of @below_item
 * @distance: from the height of @above to that of @below, at least
 *
 * One block stands above another one in some column.
 */
typedef struct
{
  guint above_item;
  guint below_item;
  guint above;
  guint below;
  double distance;
} RelSpacing;

/**
 * RelBlocks:
 * @part: the part that it is of
 * @straight: (owned): the hop on the left of each item that is straight, or %REL_NONE
 * @taken: (owned): the same on the right
 * @n_blocks: how many blocks there are
 * @block_of: (owned): the block of each item
 * @offsets: (owned): of each item, from the height of its block
 * @spacings: (owned) (element-type RelSpacing): what stands above what
 * @above_first: (owned): where the spacings above each block begin in @above_list, and the end
 * @above_list: (owned): spacings
 * @below_first: (owned): where the spacings below each block begin in @below_list, and the end
 * @below_list: (owned): spacings
 * @item_first: (owned): where the items of each block begin in @item_list, and the end
 * @item_list: (owned): items
 * @order: (owned): the blocks, those above before those below
 *
 * Items that stand at one height.
 */
typedef struct
{
  RelPart *part;
  guint *straight;
  guint *taken;
  guint n_blocks;
  guint *block_of;
  double *offsets;
  GArray *spacings;
  guint *above_first;
  guint *above_list;
  guint *below_first;
  guint *below_list;
  guint *item_first;
  guint *item_list;
  guint *order;
} RelBlocks;

void rel_blocks_init (RelBlocks *self, RelPart *part);
void rel_blocks_clear (RelBlocks *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RelBlocks, rel_blocks_clear)

G_END_DECLS
