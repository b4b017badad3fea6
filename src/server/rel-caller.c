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
#include "rel-network.h"
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

/* Who may use this computer need not guess; and of the programs on it, one that has a wrong
 * token must not keep the others out. */
static gboolean
may_be_guessing (RelCall *call)
{
  return call->guesses != NULL && !rel_network_is_loopback (call->address);
}

/**
 * rel_caller_refuse_guess:
 * @call: a request with a token or a password that somebody may have guessed
 *
 * Returns: (transfer full) (nullable): the error of somebody who has guessed wrong too often; the
 *   guess must not be looked at then
 */
RelReply *
rel_caller_refuse_guess (RelCall *call)
{
  return may_be_guessing (call) ? rel_rate_limit_refuse (call->guesses, call->address, g_get_monotonic_time ()) : NULL;
}

/**
 * rel_caller_note_wrong_guess:
 * @call: a request with a wrong token or password
 *
 * Counts it for [func@caller_refuse_guess].
 */
void
rel_caller_note_wrong_guess (RelCall *call)
{
  if (may_be_guessing (call))
    rel_rate_limit_consume (call->guesses, call->address, g_get_monotonic_time ());
}

/* Users are those of the file that is there now. */
static RelReply *
identify_user (RelProject *project, RelCall *call, const char *token, const char *session_user)
{
  g_autoptr (GError) error = NULL;

  if (rel_project_get_schema (project, &error) == NULL)
    return rel_reply_new_error (error);
  call->user = session_user != NULL ? g_strdup (session_user)
                                    : rel_user_dup_id_by_token (rel_project_get_db (project), token);
  if (call->user == NULL)
    {
      rel_caller_note_wrong_guess (call);
      return rel_reply_new_unauthorized ();
    }
  call->is_known = TRUE;
  return NULL;
}

/* A token that a login gave is too long to be guessed; the others people may have chosen. */
static RelReply *
identify (RelProject *project, RelCall *call, const char *token)
{
  const char *session_user = NULL;
  RelGrant grant = rel_sessions_check (call->sessions, token, &session_user);
  RelReply *refusal = grant == REL_GRANT_UNKNOWN ? rel_caller_refuse_guess (call) : NULL;

  if (refusal != NULL)
    return refusal;
  if (grant == REL_GRANT_EXPIRED)
    return rel_reply_new_expired ();
  if (grant == REL_GRANT_ENDED)
    return rel_reply_new_unauthorized ();
  if (grant == REL_GRANT_UNKNOWN && rel_access_equals (call->token, token))
    {
      call->is_known = call->is_admin = TRUE;
      return NULL;
    }
  return identify_user (project, call, token, session_user);
}

/* Counts requests, as Directus does: pings too, whoever asks. */
static RelReply *
refuse_request (RelCall *call)
{
  gint64 now_us = g_get_monotonic_time ();
  RelReply *refusal = call->requests != NULL ? rel_rate_limit_refuse (call->requests, call->address, now_us) : NULL;

  if (call->requests != NULL && refusal == NULL)
    rel_rate_limit_consume (call->requests, call->address, now_us);
  return refusal;
}

/* What somebody may read who did not send the server's own token. */
static void
read_permissions (RelProject *project, RelCall *call)
{
  /* Policies are those of the file that is there now. */
  rel_project_get_schema (project, NULL);
  call->permissions = rel_permissions_read (rel_project_get_db (project), call->user, call->address);
  call->is_admin = rel_permissions_has_everything (call->permissions);
  if (call->is_admin)
    g_clear_pointer (&call->permissions, rel_permissions_free);
}

/**
 * rel_caller_identify:
 * @project: the project that is served
 * @call: a request; who makes it is filled in
 *
 * Finds out who makes a request. Without a token it is nobody, which is no mistake.
 *
 * Returns: (transfer full) (nullable): the error of a token that is not good, or of somebody who
 *   asks too often, if there is one
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

  refusal = refuse_request (call);
  /* Directus looks at the token after answering a ping. */
  if (refusal != NULL || strcmp (call->path, "/server/ping") == 0)
    return refusal;
  refusal = token != NULL ? identify (project, call, token) : NULL;
  if (refusal == NULL && !call->is_admin)
    read_permissions (project, call);
  return refusal;
}
