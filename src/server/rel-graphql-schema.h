/* rel-graphql-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graphql-type.h"

G_BEGIN_DECLS

/**
 * RelGraphqlDirectiveType:
 * @name: its name; %NULL ends the list
 * @description: what it does, in words
 * @locations: where it may stand
 * @arguments: its arguments
 */
typedef struct
{
  const char *name;
  const char *description;
  const char *const *locations;
  const RelGraphqlMember *arguments;
} RelGraphqlDirectiveType;

extern const RelGraphqlDirectiveType rel_graphql_directive_types[];

const RelGraphqlType *rel_graphql_schema_next_type (RelGraphqlAudience who, const RelGraphqlType *after);
const RelGraphqlType *rel_graphql_schema_get_type (RelGraphqlAudience who, const char *name);
const RelGraphqlType *rel_graphql_schema_get_root (RelGraphqlAudience who, RelGraphqlDefinitionKind operation);
const RelGraphqlDirectiveType *rel_graphql_schema_get_directive (const char *name);

G_END_DECLS
