/* rel-db-column.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-table.h"
#include "rel-ddl-column.h"

G_BEGIN_DECLS

gboolean rel_db_column_add (RelDb *db, const char *table, const char *definition, GError **error);
gboolean rel_db_column_change (RelDb *db,
                               const char *table,
                               const char *column,
                               const RelDdlColumnChange *change,
                               GError **error);
gboolean rel_db_column_drop (RelDb *db, const char *table, const char *column, GError **error);
gboolean rel_db_column_add_index (RelDb *db, const char *table, const char *column, gboolean unique, GError **error);
gboolean rel_db_column_drop_indexes (RelDb *db, const char *table, const char *column, gboolean unique, GError **error);
gboolean rel_db_column_has_nulls (RelDb *db, const char *table, const char *column, gboolean *result, GError **error);
gboolean rel_db_column_has_values (RelDb *db, const char *table, const char *column, gboolean *result, GError **error);
gboolean rel_db_column_has_duplicates (RelDb *db,
                                       const char *table,
                                       const char *column,
                                       gboolean *result,
                                       GError **error);

G_END_DECLS
