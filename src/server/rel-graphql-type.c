/* rel-graphql-type.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Types of the schema, their members, and types as they are written.
 */

#include "config.h"

#include "rel-graphql-type.h"

#include <string.h>

/**
 * rel_graphql_type_next_member:
 * @self: a type
 * @who: who asks
 * @after: (nullable): a member; %NULL for the first one
 *
 * Returns: (transfer none) (nullable): the member that comes after it, %NULL after the last
 */
const RelGraphqlMember *
rel_graphql_type_next_member (const RelGraphqlType *self, RelGraphqlAudience who, const RelGraphqlMember *after)
{
  const RelGraphqlMember *member = after != NULL ? after + 1 : self->members;

  while (member != NULL && member->name != NULL && member->audience != REL_GRAPHQL_EVERYONE && member->audience != who)
    member++;
  return member != NULL && member->name != NULL ? member : NULL;
}

/**
 * rel_graphql_type_get_member:
 * @self: a type
 * @who: who asks
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): the member
 */
const RelGraphqlMember *
rel_graphql_type_get_member (const RelGraphqlType *self, RelGraphqlAudience who, const char *name)
{
  const RelGraphqlMember *member = rel_graphql_type_next_member (self, who, NULL);

  while (member != NULL && strcmp (member->name, name) != 0)
    member = rel_graphql_type_next_member (self, who, member);
  return member;
}

/**
 * rel_graphql_type_is_input:
 * @self: a type
 *
 * Returns: whether a client can send values of it
 */
gboolean
rel_graphql_type_is_input (const RelGraphqlType *self)
{
  return self->kind != REL_GRAPHQL_OBJECT;
}

/**
 * rel_graphql_member_find:
 * @first: (nullable): a list of members
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the one of that name
 */
const RelGraphqlMember *
rel_graphql_member_find (const RelGraphqlMember *first, const char *name)
{
  while (first != NULL && first->name != NULL && strcmp (first->name, name) != 0)
    first++;
  return first != NULL && first->name != NULL ? first : NULL;
}

/**
 * rel_graphql_member_is_required:
 * @self: an argument or a field of an input
 *
 * Returns: whether a client must say it
 */
gboolean
rel_graphql_member_is_required (const RelGraphqlMember *self)
{
  return self->type->wrap == REL_GRAPHQL_REQUIRED && self->default_value == NULL;
}

/**
 * rel_graphql_type_ref_get_nullable:
 * @self: (nullable): a type
 *
 * Returns: (transfer none) (nullable): the type with null
 */
const RelGraphqlTypeRef *
rel_graphql_type_ref_get_nullable (const RelGraphqlTypeRef *self)
{
  return self != NULL && self->wrap == REL_GRAPHQL_REQUIRED ? self->of : self;
}

/**
 * rel_graphql_type_ref_get_name:
 * @self: a type
 *
 * Returns: (transfer none): the name of what it is, or is a list of
 */
const char *
rel_graphql_type_ref_get_name (const RelGraphqlTypeRef *self)
{
  while (self->wrap != REL_GRAPHQL_NAMED)
    self = self->of;
  return self->name;
}

/**
 * rel_graphql_type_ref_fits:
 * @self: type of a variable
 * @place: type of where it is used
 *
 * Returns: whether all that the variable can hold may stand there
 */
gboolean
rel_graphql_type_ref_fits (const RelGraphqlTypeRef *self, const RelGraphqlTypeRef *place)
{
  for (;;)
    {
      if (self->wrap == REL_GRAPHQL_REQUIRED && place->wrap != REL_GRAPHQL_REQUIRED)
        self = self->of;
      if (self->wrap != place->wrap)
        return FALSE;
      if (self->wrap == REL_GRAPHQL_NAMED)
        return strcmp (self->name, place->name) == 0;
      self = self->of;
      place = place->of;
    }
}

/**
 * rel_graphql_type_ref_dup_text:
 * @self: a type
 *
 * Returns: (transfer full): the type as it is written
 */
char *
rel_graphql_type_ref_dup_text (const RelGraphqlTypeRef *self)
{
  g_autofree char *inner = NULL;

  if (self->wrap == REL_GRAPHQL_NAMED)
    return g_strdup (self->name);
  inner = rel_graphql_type_ref_dup_text (self->of);
  return g_strdup_printf (self->wrap == REL_GRAPHQL_LIST ? "[%s]" : "%s!", inner);
}
