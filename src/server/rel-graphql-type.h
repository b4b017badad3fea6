/* rel-graphql-type.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graphql-document.h"

G_BEGIN_DECLS

/**
 * RelGraphqlAudience:
 * @REL_GRAPHQL_EVERYONE: everyone; nobody asks as that
 * @REL_GRAPHQL_ADMIN: who has the token
 * @REL_GRAPHQL_NOBODY: who has none
 *
 * Whom a part of the schema is for, and who asks.
 */
typedef enum
{
  REL_GRAPHQL_EVERYONE,
  REL_GRAPHQL_ADMIN,
  REL_GRAPHQL_NOBODY,
} RelGraphqlAudience;

typedef enum
{
  REL_GRAPHQL_SCALAR,
  REL_GRAPHQL_OBJECT,
  REL_GRAPHQL_ENUM,
  REL_GRAPHQL_INPUT,
} RelGraphqlKind;

typedef struct _RelGraphqlMember RelGraphqlMember;

/**
 * RelGraphqlMember:
 * @name: its name; %NULL ends a list
 * @type: (nullable): what it holds; %NULL for a value of an enumeration
 * @arguments: (nullable): what can be said when it is asked for
 * @audience: whom it is for
 * @default_value: (nullable): what it is if nothing is said, as a literal
 * @description: (nullable): what it is, in words
 *
 * A field of an object, a field of an input, an argument, or a value of an enumeration.
 */
struct _RelGraphqlMember
{
  const char *name;
  const RelGraphqlTypeRef *type;
  const RelGraphqlMember *arguments;
  RelGraphqlAudience audience;
  const char *default_value;
  const char *description;
};

/**
 * RelGraphqlType:
 * @self: the type by its name, which is %NULL at the end of a list
 * @kind: what sort of type it is
 * @audience: whom it is for
 * @members: (nullable): its fields or values
 * @description: (nullable): what it is, in words
 */
typedef struct
{
  RelGraphqlTypeRef self;
  RelGraphqlKind kind;
  RelGraphqlAudience audience;
  const RelGraphqlMember *members;
  const char *description;
} RelGraphqlType;

/* For tables: a type by its name, a list of a type, a type without null. */
#define REL_GRAPHQL_TYPE(type)          (&(const RelGraphqlTypeRef){ REL_GRAPHQL_NAMED, .name = type })
#define REL_GRAPHQL_LIST_OF(type)       (&(const RelGraphqlTypeRef){ REL_GRAPHQL_LIST, .of = type })
#define REL_GRAPHQL_REQUIRED_TYPE(type) (&(const RelGraphqlTypeRef){ REL_GRAPHQL_REQUIRED, .of = type })

const RelGraphqlMember *rel_graphql_type_next_member (const RelGraphqlType *self,
                                                      RelGraphqlAudience who,
                                                      const RelGraphqlMember *after);
const RelGraphqlMember *rel_graphql_type_get_member (const RelGraphqlType *self,
                                                     RelGraphqlAudience who,
                                                     const char *name);
gboolean rel_graphql_type_is_input (const RelGraphqlType *self);
const RelGraphqlMember *rel_graphql_member_find (const RelGraphqlMember *first, const char *name);
gboolean rel_graphql_member_is_required (const RelGraphqlMember *self);

const RelGraphqlTypeRef *rel_graphql_type_ref_get_nullable (const RelGraphqlTypeRef *self);
const char *rel_graphql_type_ref_get_name (const RelGraphqlTypeRef *self);
gboolean rel_graphql_type_ref_fits (const RelGraphqlTypeRef *self, const RelGraphqlTypeRef *place);
char *rel_graphql_type_ref_dup_text (const RelGraphqlTypeRef *self);

G_END_DECLS
