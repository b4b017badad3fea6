/* publish-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "faulty-server.h"
#include "rel-change.h"
#include "rel-client.h"
#include "rel-error.h"

G_BEGIN_DECLS

#define ONE    "GET /relations/articles/author"
#define LIST   "GET /relations/articles"
#define PATCH  "PATCH /relations/articles/author"
#define DELETE "DELETE /relations/articles/author"
#define POST   "POST /relations"

/* The same over GraphQL, by what stands in the bodies. */
#define GRAPHQL             "POST " REL_API_GRAPHQL_PATH
#define GRAPHQL_KNOWN       GRAPHQL " __type"
#define GRAPHQL_COLLECTIONS GRAPHQL " {collections{"
#define GRAPHQL_FIELDS      GRAPHQL " {fields{"
#define GRAPHQL_RELATIONS   GRAPHQL " {relations{"
#define GRAPHQL_ONE         GRAPHQL " relations_by_name"
#define GRAPHQL_CREATE      GRAPHQL " create_relations_item"
#define GRAPHQL_UPDATE      GRAPHQL " update_relations_item"
#define GRAPHQL_DELETE      GRAPHQL " delete_relations_item"
#define GRAPHQL_CLEAR       GRAPHQL " utils_cache_clear"
#define GRAPHQL_KEYS        GRAPHQL " {relations_in_collection"

#define FORBIDDEN                                                                                                      \
  "{\"errors\":[{\"message\":\"You don't have permission to access this.\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}"
#define SERVER_LIST_IS_EMPTY "{\"data\":[]}"

JsonNode *parse (const char *text);
JsonNode *relation_with (const char *path, const char *json);
RelChange *deselect_change (void);
FaultyAnswer *answer_data (FaultyServer *server, const char *request, JsonNode *data);
FaultyAnswer *answer_with (FaultyServer *server, const char *request, const char *path, const char *json);
FaultyAnswer *answer_as_it_was (FaultyServer *server, const char *request);
FaultyAnswer *answer_as_wanted (FaultyServer *server, const char *request);
gboolean publish (FaultyServer *server, RelChange *change, GCancellable *cancellable, GError **error);
void assert_published (FaultyServer *server, RelChange *change, const char *golden);
void assert_fails (FaultyServer *server, RelChange *change, RelError code, const char *words);
guint count_writes (FaultyServer *server);

G_END_DECLS
