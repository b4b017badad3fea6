/* rel-auth-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/auth`: what a name and a password are worth. Beside the password of a user there is
 * another one for all of them: the token that the server was started with. Whoever knows it
 * may do everything anyway, and the users of the sample project have no password.
 */

#include "config.h"

#include "rel-auth-resource.h"

#include <string.h>

#include "rel-access.h"
#include "rel-argon2.h"
#include "rel-caller.h"
#include "rel-json.h"
#include "rel-otp.h"
#include "rel-payload.h"
#include "rel-user.h"

#define REFRESH_COOKIE "directus_refresh_token"
#define SESSION_COOKIE REL_CALLER_SESSION_COOKIE

static void
set_cookie (RelReply *reply, const char *name, const char *value, guint lifetime_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add_seconds (now, lifetime_ms / 1000);
  g_autofree char *expires = soup_date_time_to_string (end, SOUP_DATE_HTTP);
  g_autofree char *cookie = g_strdup_printf ("%s=%s; Max-Age=%u; Path=/; Expires=%s; HttpOnly; SameSite=Lax", name,
                                             value, lifetime_ms / 1000, expires);

  rel_reply_add_header (reply, "Set-Cookie", cookie);
}

/* What is given out in the body and what in a cookie differs by the mode. */
static RelReply *
answer_tokens (const RelTokens *tokens, const char *mode)
{
  JsonObject *data = json_object_new ();
  RelReply *reply;

  json_object_set_int_member (data, "expires", tokens->access_lifetime_ms);
  if (strcmp (mode, "json") == 0)
    json_object_set_string_member (data, "refresh_token", tokens->refresh);
  if (strcmp (mode, "session") != 0)
    json_object_set_string_member (data, "access_token", tokens->access);

  reply = rel_reply_new_object (data);
  if (strcmp (mode, "cookie") == 0)
    set_cookie (reply, REFRESH_COOKIE, tokens->refresh, tokens->lifetime_ms);
  else if (strcmp (mode, "session") == 0)
    set_cookie (reply, SESSION_COOKIE, tokens->access, tokens->lifetime_ms);
  return reply;
}

static gboolean
may_log_in (JsonObject *user)
{
  return g_strcmp0 (rel_json_get_string (user, "status"), "active") == 0 &&
         g_strcmp0 (rel_json_get_string (user, "provider"), "default") == 0;
}

static gboolean
is_password (JsonObject *user, const char *token, const char *guess)
{
  const char *hash = rel_json_get_string (user, "password");

  return rel_access_equals (token, guess) || (hash != NULL && rel_argon2_verify (hash, guess));
}

/* Gets the user whom a password, and a code where there is a second factor, belong to. */
static RelReply *
check_login (RelProject *project, RelCall *call, JsonObject *body, JsonObject **user)
{
  const char *otp = rel_json_get_string (body, "otp");
  const char *secret;

  /* Users are looked up in the file that is there now. */
  rel_project_get_schema (project, NULL);
  *user = rel_user_read_by_email (rel_project_get_db (project), rel_json_get_string (body, "email"));
  if (*user == NULL || !may_log_in (*user) || !is_password (*user, call->token, rel_json_get_string (body, "password")))
    return rel_reply_new_unauthorized ();

  secret = rel_json_get_string (*user, "tfa_secret");
  if (secret != NULL && (otp == NULL || !rel_otp_check (secret, otp, g_get_real_time () / G_USEC_PER_SEC)))
    return rel_reply_new_refusal (401, "INVALID_OTP", "Invalid user OTP.");
  return NULL;
}

/**
 * rel_auth_resource_login:
 * @project: the project that is served
 * @call: `POST /auth/login`
 *
 * Lets a user in who knows the password and, where the user has a second factor, its code.
 *
 * Returns: (transfer full): tokens
 */
RelReply *
rel_auth_resource_login (RelProject *project, RelCall *call)
{
  RelReply *refusal = rel_payload_check_login (call->body);
  g_autoptr (RelTokens) tokens = NULL;
  g_autoptr (JsonObject) user = NULL;
  JsonObject *body;
  const char *mode;

  if (refusal == NULL)
    refusal = rel_caller_refuse_guess (call);
  if (refusal != NULL)
    return refusal;

  body = json_node_get_object (call->body);
  refusal = check_login (project, call, body, &user);
  if (refusal != NULL)
    {
      rel_caller_note_wrong_guess (call);
      return refusal;
    }

  mode = rel_json_get_string (body, "mode");
  if (mode == NULL)
    mode = "json";
  tokens = rel_sessions_open (call->sessions, rel_json_get_string (user, "id"), strcmp (mode, "session") == 0);
  return answer_tokens (tokens, mode);
}

/* A body that is no object has no members. */
static JsonObject *
get_body (RelCall *call)
{
  return JSON_NODE_HOLDS_OBJECT (call->body) ? json_node_get_object (call->body) : NULL;
}

/* Where the token of the session stands; what is said nowhere is a cookie. */
static const char *
get_mode (RelCall *call)
{
  const char *mode = rel_json_get_string (get_body (call), "mode");

  if (mode != NULL && *mode != '\0')
    return mode;
  return rel_json_get_string (get_body (call), "refresh_token") != NULL ? "json" : "cookie";
}

static char *
dup_session_token (RelCall *call, const char *mode)
{
  if (strcmp (mode, "json") == 0)
    return g_strdup (rel_json_get_string (get_body (call), "refresh_token"));
  if (strcmp (mode, "cookie") == 0)
    return rel_caller_dup_cookie (call, REFRESH_COOKIE);
  return strcmp (mode, "session") == 0 ? rel_caller_dup_cookie (call, SESSION_COOKIE) : NULL;
}

static RelReply *
refuse_without_token (void)
{
  return rel_reply_new_invalid ("The refresh token is required in either the payload or cookie");
}

/* Whose session it is may have changed since the login. */
static RelReply *
check_user (RelProject *project, const char *id)
{
  g_autoptr (JsonObject) user = NULL;
  const char *status;

  rel_project_get_schema (project, NULL);
  user = id != NULL ? rel_user_read (rel_project_get_db (project), id) : NULL;
  status = rel_json_get_string (user, "status");
  if (g_strcmp0 (status, "active") == 0)
    return NULL;
  if (g_strcmp0 (status, "suspended") == 0)
    return rel_reply_new_refusal (401, "USER_SUSPENDED", "User suspended.");
  return rel_reply_new_unauthorized ();
}

/**
 * rel_auth_resource_refresh:
 * @project: the project that is served
 * @call: `POST /auth/refresh`
 *
 * Gives new tokens for a session.
 *
 * Returns: (transfer full): tokens
 */
RelReply *
rel_auth_resource_refresh (RelProject *project, RelCall *call)
{
  const char *mode = get_mode (call);
  gboolean is_session = strcmp (mode, "session") == 0;
  g_autofree char *token = dup_session_token (call, mode);
  g_autoptr (RelTokens) tokens = NULL;
  RelReply *refusal;

  if (token == NULL || *token == '\0')
    return refuse_without_token ();

  refusal = check_user (project, rel_sessions_get_user (call->sessions, token, is_session));
  if (refusal != NULL)
    {
      rel_sessions_close (call->sessions, token, is_session);
      return refusal;
    }
  /* The session may have ended since it was looked at. */
  tokens = rel_sessions_refresh (call->sessions, token, is_session);
  return tokens != NULL ? answer_tokens (tokens, mode) : rel_reply_new_unauthorized ();
}

/**
 * rel_auth_resource_logout:
 * @project: the project that is served
 * @call: `POST /auth/logout`
 *
 * Ends a session. An access token that was given out beside a refresh token is good until
 * it expires.
 *
 * Returns: (transfer full): an empty answer
 */
RelReply *
rel_auth_resource_logout (RelProject *project, RelCall *call)
{
  static const char *const cookies[] = { REFRESH_COOKIE, SESSION_COOKIE };
  const char *mode = get_mode (call);
  g_autofree char *token = dup_session_token (call, mode);
  RelReply *reply;

  if (token == NULL || *token == '\0')
    return refuse_without_token ();

  rel_sessions_close (call->sessions, token, strcmp (mode, "session") == 0);
  reply = rel_reply_new_empty ();
  for (guint i = 0; i < G_N_ELEMENTS (cookies); i++)
    {
      g_autofree char *cookie = rel_caller_dup_cookie (call, cookies[i]);

      if (cookie != NULL)
        set_cookie (reply, cookies[i], "", 0);
    }
  return reply;
}
