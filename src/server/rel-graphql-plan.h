/* rel-graphql-plan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

typedef struct _RelGraphqlPlan RelGraphqlPlan;

/**
 * RelGraphqlPlan:
 * @parent: the type that the field is of
 * @member: the field
 * @selections: (element-type RelGraphqlSelection): where the document asks for it
 * @fields: (nullable) (element-type RelGraphqlPlan): what is asked of it, if it is an object
 *
 * One field of the answer, under one name: what a document says of it in several places is
 * put together.
 */
struct _RelGraphqlPlan
{
  const RelGraphqlType *parent;
  const RelGraphqlMember *member;
  GPtrArray *selections; /* (owned) */
  GPtrArray *fields;     /* (owned) (nullable) */
};

GPtrArray *rel_graphql_plan_make (RelGraphqlAudience who,
                                  const RelGraphqlDocument *document,
                                  const RelGraphqlDefinition *operation,
                                  JsonObject *variables,
                                  JsonObject **fault);
const RelGraphqlSelection *rel_graphql_plan_get_selection (const RelGraphqlPlan *self);

G_END_DECLS
