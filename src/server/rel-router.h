/* rel-router.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

#define REL_CALL_MAX_NAMES 2

/**
 * RelCall:
 * @method: HTTP method
 * @path: path, as sent, without the query
 * @names: (nullable elements): the parts of the path that a route leaves open, decoded
 * @query: (element-type utf8 utf8) (nullable): parameters of the query
 * @body: (nullable): the body, if the method has one; an object or an array
 * @is_admin: whether the token was right; without a token it is not
 *
 * A request to the server. All of it belongs to the caller.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *names[REL_CALL_MAX_NAMES];
  GHashTable *query;
  JsonNode *body;
  gboolean is_admin;
} RelCall;

/* What answers a request that a route leads to. */
typedef RelReply *(*RelAnswer) (RelProject *project, RelCall *call);

RelReply *rel_router_answer (RelProject *project, RelCall *call);

G_END_DECLS
