/* rel-meta-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-schema.h"

G_BEGIN_DECLS

JsonObject *rel_meta_row_copy (JsonObject *meta);
GPtrArray *rel_meta_row_list_nulls (RelDbSchema *schema, RelDbRowsKind kind, JsonObject *meta);
gboolean rel_meta_row_read_id (JsonObject *meta, gint64 *id);
gboolean rel_meta_row_insert (RelDb *db, RelDbSchema *schema, RelDbRowsKind kind, JsonObject *row, GError **error);
gboolean rel_meta_row_update (RelDb *db,
                              RelDbSchema *schema,
                              RelDbRowsKind kind,
                              JsonObject *row,
                              JsonObject *changes,
                              GError **error);
gboolean rel_meta_row_delete (RelDb *db,
                              RelDbSchema *schema,
                              RelDbRowsKind kind,
                              const char *collection,
                              const char *field,
                              GError **error);

G_END_DECLS
