/* rel-db-key.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-table.h"

G_BEGIN_DECLS

/* All that a key can do, as Directus lists it. */
#define REL_DB_KEY_ACTIONS "NO ACTION, SET NULL, SET DEFAULT, CASCADE, RESTRICT"

/**
 * RelDbKeyChange:
 * @table: the table
 * @column: its column
 * @to_table: the table that the key names
 * @to_column: (nullable): the column of @to_table; only needed for a new key
 * @on_delete: (nullable): %NULL leaves it as it is
 * @on_update: (nullable): %NULL leaves it as it is
 *
 * What is to become of a foreign key of one column.
 */
typedef struct
{
  const char *table;
  const char *column;
  const char *to_table;
  const char *to_column;
  const char *on_delete;
  const char *on_update;
} RelDbKeyChange;

gboolean rel_db_key_add (RelDb *db, const RelDbKeyChange *change, GError **error);
gboolean rel_db_key_set_actions (RelDb *db, const RelDbKeyChange *change, GError **error);
gboolean rel_db_key_drop (RelDb *db, const RelDbKeyChange *change, GError **error);
const char *rel_db_key_get_action (const char *name);

G_END_DECLS
