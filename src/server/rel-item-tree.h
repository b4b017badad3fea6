/* rel-item-tree.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-relation-list.h"
#include "rel-reply.h"

G_BEGIN_DECLS

/**
 * RelItemNode:
 * @name: name of the field
 * @collection: (nullable): the collection that it leads to, if what is there is wanted
 * @column: (nullable): the column of that collection which has the same value
 * @is_many: whether it leads to several items
 * @sort_field: (nullable): what sorts several items
 * @children: (element-type RelItemNode): the fields that are wanted there; empty for just
 *   the primary key
 *
 * A field that is wanted of an item. All strings but the name belong to the schema.
 */
typedef struct
{
  char *name; /* (owned) */
  const char *collection;
  const char *column;
  gboolean is_many;
  const char *sort_field;
  GPtrArray *children; /* (owned) */
} RelItemNode;

GPtrArray *rel_item_tree_parse (RelDbSchema *schema, const char *collection, GStrv fields, GError **error);
RelReply *rel_item_tree_check (RelDbSchema *schema,
                               const char *collection,
                               GPtrArray *nodes,
                               const char *const *columns);

G_END_DECLS
