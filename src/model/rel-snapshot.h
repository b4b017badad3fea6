/* rel-snapshot.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

typedef enum
{
  REL_SNAPSHOT_JSON,
  REL_SNAPSHOT_YAML,
} RelSnapshotFormat;

RelSchema *rel_snapshot_read (GBytes *bytes, RelSnapshotFormat format, GError **error);
GBytes *rel_snapshot_write (RelSchema *schema, RelSnapshotFormat format);
JsonNode *rel_snapshot_to_json (RelSchema *schema);
JsonNode *rel_snapshot_dup_header (JsonObject *snapshot);
JsonNode *rel_snapshot_strip (RelObject object, JsonNode *record);
RelSchema *rel_snapshot_of (RelSchema *schema, JsonNode *like);
gboolean rel_snapshot_leaves_untracked_out (JsonNode *header);
gboolean rel_snapshot_format_from_name (const char *file_name, RelSnapshotFormat *format);

G_END_DECLS
