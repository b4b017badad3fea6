/* rel-db-rebuild.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-table.h"

G_BEGIN_DECLS

gboolean rel_db_rebuild_table (RelDb *db, RelDbTable *table, const char *sql, GError **error);

G_END_DECLS
