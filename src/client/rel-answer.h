/* rel-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *rel_answer_dup_server_words (JsonNode *json);
const char *rel_answer_get_code (JsonNode *json);
void rel_answer_set_refusal (JsonNode *json, GError *error);
JsonNode *rel_answer_get_data (JsonNode *json, const char *what, GError **error);
gboolean rel_answer_hides (JsonNode *json);
gboolean rel_answer_is_page (const char *content_type, GBytes *body);
gboolean rel_answer_is_json (const char *content_type);

G_END_DECLS
