/* rel-graphql-literal.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

char *rel_graphql_literal_dup_text (const RelGraphqlValue *self);
char *rel_graphql_literal_check (const RelGraphqlValue *self, const RelGraphqlType *type, const RelGraphqlTypeRef *ref);
JsonNode *rel_graphql_literal_evaluate (const RelGraphqlValue *self,
                                        RelGraphqlAudience who,
                                        const RelGraphqlTypeRef *ref,
                                        JsonObject *variables);

G_END_DECLS
