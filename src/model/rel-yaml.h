/* rel-yaml.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-json.h"

G_BEGIN_DECLS

JsonNode *rel_yaml_parse (const char *text, gsize length_bytes, GError **error);
char *rel_yaml_dup_text (JsonNode *node);

G_END_DECLS
