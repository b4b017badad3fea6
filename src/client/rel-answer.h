/* rel-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *rel_answer_dup_server_words (JsonNode *json, const char *secret);
const char *rel_answer_get_code (JsonNode *json);
JsonNode *rel_answer_get_data (JsonNode *json, const char *what, GError **error);
gboolean rel_answer_hides (JsonNode *json);
GError *rel_answer_new_error (guint status, const char *what, const char *says, gboolean has_token);
gboolean rel_answer_check_errors (JsonNode *json, const char *what, GError **error);
gboolean rel_answer_is_page (const char *content_type, GByteArray *body);

G_END_DECLS
