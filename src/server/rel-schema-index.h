/* rel-schema-index.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GHashTable *rel_schema_index_new (JsonArray *records);
gboolean rel_schema_index_find (GHashTable *self, JsonObject *like, guint *place);
gboolean rel_schema_index_take (GHashTable *self, JsonObject *like, guint *place);

G_END_DECLS
