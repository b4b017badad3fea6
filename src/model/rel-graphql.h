/* rel-graphql.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-request.h"

G_BEGIN_DECLS

gboolean rel_graphql_is_name (const char *text);
gint64 rel_graphql_get_free_id (RelSchema *schema);
char *rel_graphql_dup_mutation (RelRequest *request, JsonNode *now, gint64 *free_id, JsonNode **variables);

G_END_DECLS
