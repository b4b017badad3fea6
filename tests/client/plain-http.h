/* plain-http.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *plain_http_send (const char *url, const char *token, const char *request, JsonNode *body);
JsonNode *plain_http_get_data (const char *url, const char *token, const char *path);

G_END_DECLS
