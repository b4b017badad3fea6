/* rel-login.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How one logs in to Directus, over REST or over GraphQL: with an email address and its
 * password, and afterwards with the refresh token of the last time, which is good once.
 *
 * These requests carry no token: one that has expired is refused even here. Nothing here is
 * cancelled, as a refresh that was sent has used up its token, whoever waits for the answer.
 */

#include "config.h"

#include "rel-login.h"

#include <glib/gi18n-lib.h>

#include "rel-answer.h"
#include "rel-api.h"
#include "rel-auth.h"
#include "rel-error.h"
#include "rel-failure.h"
#include "rel-json.h"
#include "rel-secret.h"

/* What both ways of speaking call the same thing. */
typedef struct
{
  const char *path;     /* over REST */
  const char *member;   /* of the answer over GraphQL */
  const char *mutation; /* over GraphQL */
} Route;

static const Route login_route = {
  "/auth/login",
  "auth_login",
  "mutation ($email: String!, $password: String!, $otp: String) { auth_login(email: $email, password: $password, otp: "
  "$otp) { access_token refresh_token expires } }",
};

static const Route refresh_route = {
  "/auth/refresh",
  "auth_refresh",
  "mutation ($refresh_token: String) { auth_refresh(refresh_token: $refresh_token) { access_token refresh_token "
  "expires } }",
};

static const Route logout_route = {
  "/auth/logout",
  "auth_logout",
  "mutation ($refresh_token: String) { auth_logout(refresh_token: $refresh_token) }",
};

/* What is being asked. */
typedef struct
{
  const Route *route;
  gboolean graphql;
  char *secret; /* (owned): what no message may repeat */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  rel_secret_free (ask->secret);
  g_free (ask);
}

/* Returns: (nullable): what the answer holds, or %NULL and an error if it is a refusal */
static JsonNode *
get_data (Ask *ask, JsonNode *answer, GError **error)
{
  g_autofree char *what = g_strconcat ("POST ", ask->graphql ? REL_API_GRAPHQL_PATH : ask->route->path, NULL);
  JsonNode *data;

  if (ask->graphql)
    {
      GError *refusal = rel_failure_of_graphql (answer, REL_API_GRAPHQL_PATH);

      if (refusal != NULL)
        {
          g_propagate_error (error, refusal);
          return NULL;
        }
    }
  data = rel_answer_get_data (answer, what, error);
  if (data != NULL && ask->graphql && JSON_NODE_HOLDS_OBJECT (data))
    data = json_object_get_member (json_node_get_object (data), ask->route->member);
  return data;
}

/* REST gives a number, GraphQL the same as text. */
static gint64
read_lasts_ms (JsonNode *expires)
{
  if (expires == NULL || !JSON_NODE_HOLDS_VALUE (expires))
    return 0;
  if (json_node_get_value_type (expires) == G_TYPE_STRING)
    return g_ascii_strtoll (json_node_get_string (expires), NULL, 10);
  return json_node_get_int (expires);
}

static RelLogin *
read_login (JsonNode *data, GError **error)
{
  JsonObject *object = data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? json_node_get_object (data) : NULL;
  g_autoptr (RelLogin) login = g_new0 (RelLogin, 1);
  const char *refresh_token;

  refresh_token = rel_json_get_string (object, "refresh_token");
  if (!rel_auth_read_token (rel_json_get_string (object, "access_token"), &login->access_token, NULL) ||
      login->access_token == NULL || refresh_token == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                           _ ("The server answers to the sign-in, but not as the Directus API does"));
      return NULL;
    }
  login->refresh_token = g_strdup (refresh_token);
  login->lasts_ms = MAX (0, read_lasts_ms (rel_json_get (object, "expires")));
  return g_steal_pointer (&login);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (RelLogin) login = NULL;
  GError *error = NULL;
  JsonNode *data = NULL;

  if (rel_transport_send_finish (REL_TRANSPORT (source), result, &answer, NULL, &error))
    {
      /* Logging out over REST is answered with nothing. */
      if (answer != NULL || ask->route != &logout_route)
        data = get_data (ask, answer, &error);
      if (error == NULL && ask->route != &logout_route)
        login = read_login (data, &error);
    }

  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&login), (GDestroyNotify) rel_login_free);
  else
    {
      rel_failure_hide (error, ask->secret);
      g_task_return_error (task, error);
    }
}

/* Takes @members. */
static void
send_ask (RelTransport *transport,
          const Route *route,
          gboolean graphql,
          JsonObject *members,
          const char *secret,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (transport, NULL, callback, user_data);
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  Ask *ask = g_new0 (Ask, 1);

  ask->route = route;
  ask->graphql = graphql;
  ask->secret = g_strdup (secret);
  g_task_set_source_tag (task, send_ask);
  g_task_set_task_data (task, ask, ask_free);

  if (graphql)
    {
      JsonObject *query = json_object_new ();

      json_object_set_string_member (query, "query", route->mutation);
      json_object_set_object_member (query, "variables", members);
      members = query;
    }
  else
    json_object_set_string_member (members, "mode", "json");
  json_node_take_object (body, members);
  rel_transport_set_token (transport, NULL);
  rel_transport_send_async (transport, "POST", graphql ? REL_API_GRAPHQL_PATH : route->path, body,
                            REL_TRANSPORT_READ_SILENCE_S, NULL, answered_cb, task);
}

/**
 * rel_login_free:
 * @self: (transfer full): a login
 *
 * Wipes and frees it.
 */
void
rel_login_free (RelLogin *self)
{
  rel_secret_free (self->access_token);
  rel_secret_free (self->refresh_token);
  g_free (self);
}

/**
 * rel_login_in_async:
 * @transport: the way to the server; it carries no token afterwards
 * @graphql: whether only GraphQL gets through
 * @email: an email address
 * @password: its password
 * @code: (nullable): a one-time code
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Logs in.
 */
void
rel_login_in_async (RelTransport *transport,
                    gboolean graphql,
                    const char *email,
                    const char *password,
                    const char *code,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "email", email);
  json_object_set_string_member (members, "password", password);
  if (code != NULL)
    json_object_set_string_member (members, "otp", code);
  send_ask (transport, &login_route, graphql, members, password, callback, user_data);
}

/**
 * rel_login_refresh_async:
 * @transport: the way to the server; it carries no token afterwards
 * @graphql: whether only GraphQL gets through
 * @refresh_token: that of the last login or refresh
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Stays logged in: gets another access token, and another refresh token.
 */
void
rel_login_refresh_async (RelTransport *transport,
                         gboolean graphql,
                         const char *refresh_token,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "refresh_token", refresh_token);
  send_ask (transport, &refresh_route, graphql, members, refresh_token, callback, user_data);
}

/**
 * rel_login_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@login_in_async] and [func@login_refresh_async].
 *
 * Errors: those of [method@Transport.send_finish]. [func@error_get_server_code] tells
 * `INVALID_CREDENTIALS` from `INVALID_OTP`, which is a code that is missing or wrong.
 *
 * Returns: (transfer full) (nullable): what the server gives, or %NULL on error
 */
RelLogin *
rel_login_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_login_out_async:
 * @transport: the way to the server; it carries no token afterwards
 * @graphql: whether only GraphQL gets through
 * @refresh_token: that of the last login or refresh
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Logs out: the server forgets the refresh token. The access token stays good until it
 * expires; Directus has no way to take it back.
 */
void
rel_login_out_async (RelTransport *transport,
                     gboolean graphql,
                     const char *refresh_token,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "refresh_token", refresh_token);
  send_ask (transport, &logout_route, graphql, members, refresh_token, callback, user_data);
}

/**
 * rel_login_out_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@login_out_async].
 *
 * Errors: those of [method@Transport.send_finish].
 *
 * Returns: whether the server has logged out
 */
gboolean
rel_login_out_finish (GAsyncResult *result, GError **error)
{
  GError *local_error = NULL;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}
