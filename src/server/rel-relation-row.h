/* rel-relation-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-schema.h"

G_BEGIN_DECLS

const char *rel_relation_row_find_null (JsonObject *meta);
gboolean rel_relation_row_insert (RelDb *db,
                                  RelDbSchema *schema,
                                  JsonObject *meta,
                                  const char *collection,
                                  const char *field,
                                  const char *related_collection,
                                  GError **error);
gboolean rel_relation_row_update (RelDb *db, gint64 id, JsonObject *meta, GError **error);
gboolean rel_relation_row_delete (RelDb *db,
                                  RelDbSchema *schema,
                                  const char *collection,
                                  const char *field,
                                  GError **error);

G_END_DECLS
