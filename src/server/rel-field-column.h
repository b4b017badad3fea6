/* rel-field-column.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean rel_field_column_is_wanted (const char *type);
gboolean rel_field_column_is_true (JsonNode *value);
char *rel_field_column_dup_type (const char *type, JsonObject *schema);
char *rel_field_column_dup_default (const char *type, JsonNode *value);
char *rel_field_column_dup_definition (const char *field, const char *type, JsonObject *schema);

G_END_DECLS
