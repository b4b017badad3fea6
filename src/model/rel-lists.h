/* rel-lists.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_lists_read (JsonNode *collections, JsonNode *fields, JsonNode *relations, GError **error);
void rel_lists_write (RelSchema *schema, JsonNode **collections, JsonNode **fields, JsonNode **relations);

G_END_DECLS
