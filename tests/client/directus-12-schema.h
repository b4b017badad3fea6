/* directus-12-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define DIRECTUS_12_VERSION        "12.4.1"
#define DIRECTUS_12_VERSION_BEHIND "11.3.5"

void directus_12_add_settings (JsonNode *objects, const char *resource);
const char *directus_12_check_schema_call (const char *name, JsonNode *body);
void directus_12_change_schema_call (const char *name, JsonNode *body);
void directus_12_change_schema_answer (const char *name, JsonNode *answer);

G_END_DECLS
