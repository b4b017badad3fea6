/* rel-table-cell.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-table-row.h"

G_BEGIN_DECLS

#define REL_TYPE_TABLE_CELL (rel_table_cell_get_type ())

G_DECLARE_FINAL_TYPE (RelTableCell, rel_table_cell, REL, TABLE_CELL, AdwBin)

GtkWidget *rel_table_cell_new (RelTableColumn column);
void rel_table_cell_set_row (RelTableCell *self, RelTableRow *row);

G_END_DECLS
