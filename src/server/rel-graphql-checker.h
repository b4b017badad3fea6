/* rel-graphql-checker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

/**
 * RelGraphqlUsage:
 * @value: the place where a variable is used
 * @type: (nullable): the type that is wanted there, if it is known
 * @has_default: whether the place has a value of its own
 */
typedef struct
{
  const RelGraphqlValue *value;
  const RelGraphqlTypeRef *type;
  gboolean has_default;
} RelGraphqlUsage;

/**
 * RelGraphqlChecker:
 * @who: who asks
 * @faults: (element-type JsonObject): takes what is wrong
 * @usages: (element-type RelGraphqlUsage): takes the uses of variables
 *
 * Checks one definition of a document.
 */
typedef struct
{
  RelGraphqlAudience who;
  JsonArray *faults;
  GArray *usages;
} RelGraphqlChecker;

void rel_graphql_checker_check_argument_names (RelGraphqlChecker *self, const RelGraphqlArgument *arguments);
void rel_graphql_checker_check_arguments (RelGraphqlChecker *self,
                                          const RelGraphqlArgument *arguments,
                                          const RelGraphqlMember *members,
                                          const char *field);
void rel_graphql_checker_require_arguments (RelGraphqlChecker *self,
                                            const RelGraphqlArgument *arguments,
                                            const RelGraphqlMember *members,
                                            const RelGraphqlPlace *place,
                                            const char *owner);
void rel_graphql_checker_check_repeats (RelGraphqlChecker *self, const RelGraphqlDirective *directives);
void rel_graphql_checker_check_directives (RelGraphqlChecker *self,
                                           const RelGraphqlDirective *directives,
                                           const char *location);
void rel_graphql_checker_check_value (RelGraphqlChecker *self,
                                      const RelGraphqlValue *value,
                                      const RelGraphqlTypeRef *ref,
                                      gboolean has_default);

G_END_DECLS
