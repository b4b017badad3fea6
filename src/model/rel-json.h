/* rel-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define REL_JSON_MAX_BYTES (64 * 1024 * 1024)
#define REL_JSON_MAX_DEPTH 64

JsonNode *rel_json_parse (const char *text, gsize length_bytes, GError **error);
char *rel_json_dup_text (JsonNode *node, gboolean pretty);
void rel_json_append_number (GString *text, JsonNode *number);
gboolean rel_json_equal (JsonNode *a, JsonNode *b);
gboolean rel_json_is_null (JsonNode *node);

JsonNode *rel_json_get (JsonObject *object, const char *path);
const char *rel_json_get_string (JsonObject *object, const char *path);
gboolean rel_json_get_boolean (JsonObject *object, const char *path);
JsonArray *rel_json_get_array (JsonObject *object, const char *path);
JsonObject *rel_json_get_object (JsonObject *object, const char *path);
GStrv rel_json_dup_names (JsonNode *node);
JsonNode *rel_json_with (JsonNode *node, const char *path, JsonNode *value);
JsonNode *rel_json_new_string (const char *string);
void rel_json_add_members (JsonObject *object, JsonObject *members);

G_END_DECLS
