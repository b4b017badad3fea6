/* rel-item-value.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-schema.h"

G_BEGIN_DECLS

JsonNode *rel_item_value_read (RelDbColumn *column, JsonObject *meta, JsonNode *value);

G_END_DECLS
