/* rel-graphql-introspection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

/**
 * RelGraphqlAnswer:
 * @json: (nullable): a value of JSON
 * @part: (nullable): a part of the schema
 * @parts: (nullable): a list of parts of the schema
 *
 * What a field holds; nothing of it for null. Parts of the schema lead to each other in
 * circles, so they cannot be JSON before it is known what of them is asked.
 */
typedef struct
{
  JsonNode *json;     /* (owned) (nullable) */
  gconstpointer part; /* (unowned) (nullable) */
  GPtrArray *parts;   /* (element-type gconstpointer) (owned) (nullable) */
} RelGraphqlAnswer;

extern const RelGraphqlType rel_graphql_introspection_types[];
extern const RelGraphqlMember rel_graphql_introspection_fields[];

RelGraphqlAnswer rel_graphql_introspection_start (RelGraphqlAudience who, const char *field, JsonObject *arguments);
RelGraphqlAnswer rel_graphql_introspection_get (RelGraphqlAudience who,
                                                const char *type,
                                                gconstpointer part,
                                                const char *field);
void rel_graphql_answer_clear (RelGraphqlAnswer *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RelGraphqlAnswer, rel_graphql_answer_clear)

G_END_DECLS
