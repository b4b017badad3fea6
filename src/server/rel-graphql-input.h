/* rel-graphql-input.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

JsonObject *rel_graphql_input_read_variables (RelGraphqlAudience who,
                                              const RelGraphqlVariable *variables,
                                              JsonObject *sent,
                                              JsonArray *faults);
JsonObject *rel_graphql_input_read_arguments (RelGraphqlAudience who,
                                              const RelGraphqlMember *members,
                                              const RelGraphqlArgument *arguments,
                                              JsonObject *variables,
                                              JsonObject **fault);

G_END_DECLS
