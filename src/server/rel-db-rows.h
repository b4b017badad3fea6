/* rel-db-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-db.h"

G_BEGIN_DECLS

/**
 * RelDbRowsKind:
 * @REL_DB_ROWS_COLLECTIONS: the rows of `directus_collections`
 * @REL_DB_ROWS_FIELDS: the rows of `directus_fields`
 * @REL_DB_ROWS_RELATIONS: the rows of `directus_relations`
 *
 * What rows are about.
 */
typedef enum
{
  REL_DB_ROWS_COLLECTIONS,
  REL_DB_ROWS_FIELDS,
  REL_DB_ROWS_RELATIONS,
} RelDbRowsKind;

#define REL_DB_ROWS_N_KINDS 3

typedef struct _RelDbRows RelDbRows;

extern const char *const rel_db_rows_tables[REL_DB_ROWS_N_KINDS + 1];

RelDbRows *rel_db_rows_new (RelDbRowsKind kind);
void rel_db_rows_free (RelDbRows *self);
gboolean rel_db_rows_read (RelDbRows *self, RelDb *db, gint64 row, GError **error);
gboolean rel_db_rows_has_number (RelDbRows *self, gint64 number);
void rel_db_rows_add_system (RelDbRows *self, JsonObject *row);
GPtrArray *rel_db_rows_get_all (RelDbRows *self);
GPtrArray *rel_db_rows_get_of (RelDbRows *self, const char *collection);
GPtrArray *rel_db_rows_get_by_alias (RelDbRows *self, const char *alias);
JsonObject *rel_db_rows_get_first (RelDbRows *self, const char *collection, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDbRows, rel_db_rows_free)

G_END_DECLS
