/* rel-yaml-scalar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-json.h"

G_BEGIN_DECLS

JsonNode *rel_yaml_read_plain (const char *text);
void rel_yaml_append_number (GString *text, JsonNode *number);
void rel_yaml_append_string (GString *text, const char *string, guint level, gboolean is_name);

G_END_DECLS
