/* rel-graphql-validation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

JsonArray *rel_graphql_validation_run (RelGraphqlAudience who, const RelGraphqlDocument *document);
const RelGraphqlMember *rel_graphql_validation_get_field (RelGraphqlAudience who,
                                                          const RelGraphqlType *parent,
                                                          const char *name);

G_END_DECLS
