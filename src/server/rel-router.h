/* rel-router.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rel-permissions.h"
#include "rel-project.h"
#include "rel-rate-limit.h"
#include "rel-reply.h"
#include "rel-sessions.h"

G_BEGIN_DECLS

#define REL_CALL_MAX_NAMES 2

/**
 * RelCall:
 * @method: HTTP method
 * @path: path, as sent, without the query
 * @names: (nullable elements): the parts of the path that a route leaves open, decoded
 * @query: (element-type utf8 utf8) (nullable): parameters of the query
 * @headers: headers of the request
 * @bytes: the body, as sent
 * @body: (nullable): the body, if the method has one; an object or an array
 * @address: (nullable): the address it comes from
 * @sessions: who has logged in
 * @requests: (nullable): how often somebody may ask; %NULL for as often as they like
 * @guesses: (nullable): how often somebody may guess a token or a password; %NULL likewise
 * @token: the server's own token
 * @is_known: whether a good token was sent
 * @is_admin: whether it is an administrator's
 * @user: (nullable): id of whose token it is; %NULL for the server's own, and for none
 * @permissions: (nullable): what may be read; %NULL for an administrator, who may read all
 *
 * A request to the server. All of it belongs to who makes it.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *names[REL_CALL_MAX_NAMES];
  GHashTable *query;
  SoupMessageHeaders *headers;
  GBytes *bytes;
  JsonNode *body;
  const char *address;
  RelSessions *sessions;
  RelRateLimit *requests;
  RelRateLimit *guesses;
  const char *token;
  gboolean is_known;
  gboolean is_admin;
  char *user;
  RelPermissions *permissions;
} RelCall;

/* What answers a request that a route leads to. */
typedef RelReply *(*RelAnswer) (RelProject *project, RelCall *call);

const char *rel_router_get_parameter (RelCall *call, const char *name);
RelReply *rel_router_answer (RelProject *project, RelCall *call);

G_END_DECLS
