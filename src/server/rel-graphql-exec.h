/* rel-graphql-exec.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graphql-type.h"
#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_graphql_exec_run (RelProject *project,
                                const RelCall *call,
                                RelGraphqlAudience who,
                                const RelGraphqlDocument *document,
                                const char *operation_name,
                                JsonObject *variables);

G_END_DECLS
