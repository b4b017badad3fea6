/* rel-caller.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who makes a request: told by a token in the header, in the query or in a browser's cookie.
 * It is the server's own, one that a login gave, or one that a user has in the database.
 */

#include "config.h"

#include "rel-caller.h"

#include <string.h>

#include "rel-access.h"
#include "rel-user.h"

/**
 * rel_caller_dup_cookie:
 * @call: a request
 * @name: name of a cookie
 *
 * Returns: (transfer full) (nullable): what it holds; %NULL if it is not there or empty
 */
char *
rel_caller_dup_cookie (RelCall *call, const char *name)
{
  const char *header = soup_message_headers_get_list (call->headers, "Cookie");
  g_auto (GStrv) cookies = g_strsplit_set (header != NULL ? header : "", ";,", -1);
  gsize length = strlen (name);

  for (guint i = 0; cookies[i] != NULL; i++)
    {
      const char *cookie = g_strstrip (cookies[i]);

      if (strncmp (cookie, name, length) == 0 && cookie[length] == '=' && cookie[length + 1] != '\0')
        return g_strdup (cookie + length + 1);
    }
  return NULL;
}

/* The token of a bearer; another kind of header is none. */
static char *
dup_bearer (RelCall *call)
{
  const char *header = soup_message_headers_get_one (call->headers, "Authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;
  return g_strdup (header + strlen ("Bearer "));
}

static RelReply *
identify_token (RelProject *project, RelCall *call, const char *token)
{
  RelDb *db = rel_project_get_db (project);
  const char *user = NULL;

  if (rel_access_equals (call->token, token))
    {
      call->is_known = call->is_admin = TRUE;
      return NULL;
    }

  /* Users are looked up in the file that is there now. */
  rel_project_get_schema (project, NULL);
  switch (rel_sessions_check (call->sessions, token, &user))
    {
    case REL_GRANT_EXPIRED:
      return rel_reply_new_expired ();
    case REL_GRANT_GOOD:
      call->user = g_strdup (user);
      break;
    case REL_GRANT_UNKNOWN:
    default:
      call->user = rel_user_dup_id_by_token (db, token);
      break;
    }
  if (call->user == NULL)
    return rel_reply_new_unauthorized ();

  call->is_known = TRUE;
  call->is_admin = rel_user_is_administrator (db, call->user);
  return NULL;
}

/**
 * rel_caller_identify:
 * @project: the project that is served
 * @call: a request; who makes it is filled in
 *
 * Finds out who makes a request. Without a token it is nobody, which is no mistake.
 *
 * Returns: (transfer full) (nullable): the error of a token that is not good, if there is one
 */
RelReply *
rel_caller_identify (RelProject *project, RelCall *call)
{
  const char *parameter = rel_router_get_parameter (call, "access_token");
  g_autofree char *token = dup_bearer (call);
  RelReply *refusal;

  if (token != NULL && parameter != NULL)
    return rel_reply_new_invalid ("The request uses more than one method for including an access token");
  if (token == NULL)
    token = parameter != NULL ? g_strdup (parameter) : rel_caller_dup_cookie (call, REL_CALLER_SESSION_COOKIE);
  if (token == NULL)
    return NULL;

  refusal = identify_token (project, call, token);
  /* Directus looks at the token after answering a ping. */
  if (refusal != NULL && strcmp (call->path, "/server/ping") == 0)
    g_clear_pointer (&refusal, rel_reply_free);
  return refusal;
}
