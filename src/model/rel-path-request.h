/* rel-path-request.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-path.h"

G_BEGIN_DECLS

char *rel_path_dup_fields (RelPath *self);
JsonNode *rel_path_dup_filter (RelPath *self);
JsonNode *rel_path_dup_deep (RelPath *self);
char *rel_path_dup_items_path (RelPath *self);
char *rel_path_dup_graphql (RelPath *self);
const char *rel_path_get_graphql_path (RelPath *self);
JsonNode *rel_path_to_json (RelPath *self);

G_END_DECLS
