/* rel-item-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-schema.h"

G_BEGIN_DECLS

/**
 * RelItemCosts:
 * @n_items: how many items were read or looked for
 * @n_bytes: how long their texts are
 *
 * What a request has taken so far, along all the fields that lead on.
 */
typedef struct
{
  guint n_items;
  gsize n_bytes;
} RelItemCosts;

/**
 * RelItemRequest:
 * @db: the database
 * @schema: its schema
 * @table: the table that has the items
 * @nodes: (element-type RelItemNode): what is wanted of each; empty for the primary key
 * @column: (nullable): a column that must be @value
 * @value: (nullable): its value
 * @sort: names of columns, with a minus for the other way round
 * @limit: how many at most; -1 for all
 * @offset: how many to pass over
 * @spent: what all of the request has taken so far
 *
 * Which items are wanted. All of it belongs to who asks.
 */
typedef struct
{
  RelDb *db;
  RelDbSchema *schema;
  RelDbTable *table;
  GPtrArray *nodes;
  const char *column;
  JsonNode *value;
  char **sort;
  gint64 limit;
  gint64 offset;
  RelItemCosts *spent;
} RelItemRequest;

JsonArray *rel_item_reader_read (const RelItemRequest *request, GError **error);

G_END_DECLS
