/* rel-graphql-resolver.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

JsonNode *rel_graphql_resolver_run (RelProject *project,
                                    const RelCall *call,
                                    const char *field,
                                    JsonObject *arguments,
                                    JsonArray *faults);

G_END_DECLS
