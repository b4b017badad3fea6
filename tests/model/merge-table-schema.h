/* merge-table-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "merge-table.h"
#include "rel-schema.h"

RelSchema *table_put_cell (RelSchema *schema, guint cell, const Cell *value);
RelSchema *table_write (const Cell *cells);
void table_assert (RelSchema *schema, const Cell *cells);
void table_assert_conflicts (GPtrArray *conflicts, const char *expected);
guint table_find_cell (const char *collection, const char *field);
int table_find_member (RelConflict *conflict);
