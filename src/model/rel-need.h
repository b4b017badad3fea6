/* rel-need.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelNeedFunc:
 * @collection: a collection that is needed
 * @field: (nullable): the field of it that is needed; %NULL for the collection itself
 * @user_data: what was given with the function
 */
typedef void (*RelNeedFunc) (const char *collection, const char *field, gpointer user_data);

void rel_need_foreach (RelObject object, JsonNode *before, JsonNode *after, RelNeedFunc func, gpointer user_data);
gboolean rel_need_has (RelObject object, JsonNode *before, JsonNode *after, const char *collection, const char *field);
JsonNode *rel_need_without (JsonNode *relation, JsonNode *before, const char *collection, const char *field);

G_END_DECLS
