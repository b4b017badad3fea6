/* rel-graphql-fragments.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-graphql-document.h"

G_BEGIN_DECLS

GPtrArray *rel_graphql_fragments_list (const RelGraphqlDocument *document, const RelGraphqlDefinition *operation);
void rel_graphql_fragments_check (const RelGraphqlDocument *document, JsonArray *faults);
gboolean rel_graphql_fragments_check_introspection (const RelGraphqlDocument *document,
                                                    const RelGraphqlSelection *field,
                                                    guint *n_steps);

G_END_DECLS
