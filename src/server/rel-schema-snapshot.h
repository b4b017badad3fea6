/* rel-schema-snapshot.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-schema.h"

G_BEGIN_DECLS

JsonObject *rel_schema_snapshot_take (RelDbSchema *schema);
char *rel_schema_snapshot_dup_hash (JsonObject *snapshot);
JsonNode *rel_schema_snapshot_pick (const char *list, JsonNode *record, gboolean with_schema);

G_END_DECLS
