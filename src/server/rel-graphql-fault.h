/* rel-graphql-fault.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RelGraphqlPlace:
 * @line: from 1 on
 * @column: from 1 on, in units of UTF-16, as everybody counts them in GraphQL
 *
 * A place in a document.
 */
typedef struct
{
  guint line;
  guint column;
} RelGraphqlPlace;

JsonObject *rel_graphql_fault_new (const RelGraphqlPlace *place, const char *format, ...) G_GNUC_PRINTF (2, 3);
void rel_graphql_fault_add_place (JsonObject *fault, const RelGraphqlPlace *place);
gboolean rel_graphql_faults_are_full (JsonArray *faults);
JsonObject *rel_graphql_faults_add (JsonArray *faults, const RelGraphqlPlace *place, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

G_END_DECLS
