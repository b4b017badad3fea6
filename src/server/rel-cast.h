/* rel-cast.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a value of the database is made of it. */
typedef JsonNode *(*RelCast) (JsonNode *value);

JsonNode *rel_cast_boolean (JsonNode *value);
JsonNode *rel_cast_json (JsonNode *value);
JsonNode *rel_cast_csv (JsonNode *value);

G_END_DECLS
