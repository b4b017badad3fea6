/* rel-db-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-changes.h"
#include "rel-db-rows.h"
#include "rel-db-table.h"

G_BEGIN_DECLS

typedef struct _RelDbSchema RelDbSchema;

RelDbSchema *rel_db_schema_read (RelDb *db, GError **error);
gboolean rel_db_schema_update (RelDbSchema *self, RelDb *db, GPtrArray *changes, GError **error);
void rel_db_schema_free (RelDbSchema *self);
GPtrArray *rel_db_schema_get_tables (RelDbSchema *self);
RelDbTable *rel_db_schema_get_table (RelDbSchema *self, const char *name);
RelDbRows *rel_db_schema_get_rows (RelDbSchema *self, RelDbRowsKind kind);
JsonObject *rel_db_schema_get_collection (RelDbSchema *self, const char *collection);
JsonObject *rel_db_schema_get_field (RelDbSchema *self, const char *collection, const char *field);
gboolean rel_db_schema_has_collection (RelDbSchema *self, const char *collection);
gboolean rel_db_schema_has_field (RelDbSchema *self, const char *collection, const char *field);
gboolean rel_db_schema_is_system_field (RelDbSchema *self, const char *collection, const char *field);
gboolean rel_db_schema_has_special (JsonObject *field, const char *wanted);
gboolean rel_db_schema_is_alias (JsonObject *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDbSchema, rel_db_schema_free)

G_END_DECLS
