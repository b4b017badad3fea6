/* rel-graphql-overlap.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-type.h"

G_BEGIN_DECLS

void rel_graphql_overlap_check (RelGraphqlAudience who,
                                const RelGraphqlDocument *document,
                                const RelGraphqlDefinition *operation,
                                const RelGraphqlType *root,
                                guint *n_selections,
                                JsonArray *faults);

G_END_DECLS
