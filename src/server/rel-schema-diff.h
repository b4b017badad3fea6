/* rel-schema-diff.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *rel_schema_diff_compare (JsonObject *current, JsonObject *wanted);
gboolean rel_schema_diff_is_empty (JsonObject *diff);
const char *rel_schema_diff_get_kind (JsonObject *entry);

G_END_DECLS
