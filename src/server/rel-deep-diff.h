/* rel-deep-diff.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define REL_DEEP_DIFF_MAX_INDEX 10000

JsonArray *rel_deep_diff_compare (JsonNode *before, JsonNode *after);
JsonNode *rel_deep_diff_apply (JsonNode *value, JsonArray *changes);

G_END_DECLS
