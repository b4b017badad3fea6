/* rel-api.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-api.h"

#include <string.h>

#include "rel-answer.h"
#include "rel-error.h"
#include "rel-failure.h"
#include "rel-json.h"
#include "rel-selection.h"

/**
 * RelApi:
 *
 * The API of one server, over REST or GraphQL, signed in: what is read and written and what
 * goes wrong is the same over both.
 *
 * A request that is refused with 401 was not done, so it is sent again after signing in
 * again. No other write is ever sent twice.
 *
 * Use it from the thread that created it.
 */
struct _RelApi
{
  GObject parent_instance;

  RelTransport *transport; /* (owned) (not nullable) */
  RelSignIn *sign_in;      /* (owned) (not nullable) */
  RelApiKind kind;

  RelSelection *selection; /* (owned) (nullable): over GraphQL, once the server was asked */
};

G_DEFINE_FINAL_TYPE (RelApi, rel_api, G_TYPE_OBJECT)

/* One request, as often as it takes to be signed in. */
typedef struct
{
  char *method;     /* (owned) (nullable): %NULL for a POST that changes nothing */
  char *path;       /* (owned) */
  JsonNode *body;   /* (owned) (nullable) */
  JsonNode *answer; /* (owned) (nullable) */
  guint silence_s;
  guint nth_sign_in;
  guint n_refused;  /* with 401 */
  gboolean is_sent; /* the server may have seen it */
} Send;

static void
send_free (gpointer data)
{
  Send *send = data;

  g_free (send->method);
  g_free (send->path);
  g_clear_pointer (&send->body, json_node_unref);
  g_clear_pointer (&send->answer, json_node_unref);
  g_free (send);
}

static void sign_in (GTask *task);

static void
signed_in_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_sign_in_refused_finish (REL_SIGN_IN (source), result, &error))
    sign_in (task);
  else
    g_task_return_error (task, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelApi *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  GError *error = NULL;

  if (rel_transport_send_finish (REL_TRANSPORT (source), result, &send->answer, &send->is_sent, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED))
    {
      /* It was not done, whatever becomes of it now. */
      send->is_sent = FALSE;
      send->n_refused++;
      rel_sign_in_refused_async (self->sign_in, send->nth_sign_in, send->n_refused, error,
                                 g_task_get_cancellable (task), signed_in_again_cb, g_object_ref (task));
      g_error_free (error);
    }
  else
    g_task_return_error (task, error);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelApi *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  GError *error = NULL;

  send->nth_sign_in = rel_sign_in_ready_finish (REL_SIGN_IN (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (send->method == NULL)
    rel_transport_query_async (self->transport, send->path, send->body, send->silence_s, g_task_get_cancellable (task),
                               sent_cb, g_object_ref (task));
  else
    rel_transport_send_async (self->transport, send->method, send->path, send->body, send->silence_s,
                              g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static void
sign_in (GTask *task)
{
  RelApi *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);

  /* What was refused with 401 was not done. */
  send->is_sent = FALSE;
  rel_sign_in_ready_async (self->sign_in, g_task_get_cancellable (task), signed_in_cb, g_object_ref (task));
}

static void
rel_api_finalize (GObject *object)
{
  RelApi *self = REL_API (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->selection, rel_selection_free);
  G_OBJECT_CLASS (rel_api_parent_class)->finalize (object);
}

static void
rel_api_class_init (RelApiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_api_finalize;
}

static void
rel_api_init (RelApi *self)
{
}

/**
 * rel_api_new:
 * @transport: the way to the server
 * @sign_in: who signs its requests in
 * @kind: how it is spoken to
 *
 * Returns: (transfer full): the API of the server
 */
RelApi *
rel_api_new (RelTransport *transport, RelSignIn *sign_in, RelApiKind kind)
{
  RelApi *self = g_object_new (REL_TYPE_API, NULL);

  self->transport = g_object_ref (transport);
  self->sign_in = g_object_ref (sign_in);
  self->kind = kind;
  rel_sign_in_set_graphql (sign_in, kind == REL_API_GRAPHQL);
  return self;
}

/**
 * rel_api_get_kind:
 * @self: an API
 *
 * Returns: how the server is spoken to
 */
RelApiKind
rel_api_get_kind (RelApi *self)
{
  return self->kind;
}

/**
 * rel_api_get_selection:
 * @self: an API over GraphQL, prepared
 *
 * Returns: (transfer none) (nullable): what is read of each object; %NULL before
 *   [method@Api.prepare_async]
 */
RelSelection *
rel_api_get_selection (RelApi *self)
{
  return self->selection;
}

/**
 * rel_api_hide_token:
 * @self: an API
 * @error: what is made of an answer over GraphQL, where errors come like successes
 *
 * As [method@Transport.hide_token].
 */
void
rel_api_hide_token (RelApi *self, GError *error)
{
  g_return_if_fail (REL_IS_API (self));

  rel_transport_hide_token (self->transport, error);
}

/* Sends a request; without @method, a POST that changes nothing. Takes @task. */
static void
send_signed_in (GTask *task, const char *method, const char *path, JsonNode *body, guint silence_s)
{
  g_autoptr (GTask) taken = task;
  Send *send = g_new0 (Send, 1);

  send->method = g_strdup (method);
  send->path = g_strdup (path);
  send->body = body != NULL ? json_node_ref (body) : NULL;
  send->silence_s = silence_s;
  /* An answer that came counts, even if its caller has just cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, send, send_free);
  sign_in (task);
}

/**
 * rel_api_send_async:
 * @self: an API
 * @method: as in [method@Transport.send_async]
 * @path: likewise
 * @body: (nullable): likewise
 * @silence_s: likewise
 * @cancellable: (nullable): likewise
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends one request, signed in.
 */
void
rel_api_send_async (RelApi *self,
                    const char *method,
                    const char *path,
                    JsonNode *body,
                    guint silence_s,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (REL_IS_API (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_api_send_async);
  send_signed_in (task, method, path, body, silence_s);
}

/**
 * rel_api_post_query_async:
 * @self: an API
 * @path: as in [method@Transport.query_async]
 * @body: likewise
 * @silence_s: likewise
 * @cancellable: (nullable): likewise
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends one `POST` that changes nothing, signed in. [method@Api.send_finish] ends it.
 */
void
rel_api_post_query_async (RelApi *self,
                          const char *path,
                          JsonNode *body,
                          guint silence_s,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (REL_IS_API (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_api_post_query_async);
  send_signed_in (task, NULL, path, body, silence_s);
}

/**
 * rel_api_send_finish:
 * @self: an API
 * @result: what the callback was given
 * @answer: (out) (optional) (nullable) (transfer full): the answer; %NULL if it is empty
 * @sent: (out) (optional): whether the server may have done it; also set on error
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Api.send_async] and [method@Api.post_query_async].
 *
 * Errors: as [method@Transport.send_finish] and [method@SignIn.ready_finish].
 *
 * Returns: whether the server said yes
 */
gboolean
rel_api_send_finish (RelApi *self, GAsyncResult *result, JsonNode **answer, gboolean *sent, GError **error)
{
  Send *send;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  send = g_task_get_task_data (G_TASK (result));
  if (sent != NULL)
    *sent = send->is_sent;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (answer != NULL)
    *answer = g_steal_pointer (&send->answer);
  return TRUE;
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *data;
  GError *error = NULL;

  if (!rel_api_send_finish (REL_API (source), result, &answer, NULL, &error) ||
      (error = rel_failure_of_graphql (answer, REL_API_GRAPHQL_PATH)) != NULL ||
      (data = rel_answer_get_data (answer, REL_API_GRAPHQL_PATH, &error)) == NULL)
    {
      rel_api_hide_token (REL_API (source), error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, json_node_ref (data), (GDestroyNotify) json_node_unref);
}

/**
 * rel_api_query_async:
 * @self: an API over GraphQL
 * @query: a query
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Asks something that is neither collection, field nor relation.
 */
void
rel_api_query_async (RelApi *self,
                     const char *query,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonNode) body = rel_selection_new_body (query, NULL);

  g_return_if_fail (self->kind == REL_API_GRAPHQL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_api_query_async);
  rel_api_post_query_async (self, REL_API_GRAPHQL_PATH, body, REL_TRANSPORT_READ_SILENCE_S, cancellable, queried_cb,
                            g_steal_pointer (&task));
}

/**
 * rel_api_query_finish:
 * @self: an API
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Api.query_async].
 *
 * Errors: as [method@Api.read_finish].
 *
 * Returns: (transfer full) (nullable): the data, or %NULL on error
 */
JsonNode *
rel_api_query_finish (RelApi *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Whether the server does not say what it knows, and never will; one that is too busy to
 * answer may say it the next time. @is_answer: whether it answered with this error. */
static gboolean
says_nothing (const GError *error, gboolean is_answer)
{
  const char *code = rel_error_get_server_code (error);

  if (g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN))
    return TRUE;
  if (code == NULL)
    return is_answer;
  return g_error_matches (error, REL_ERROR, REL_ERROR_REFUSED) && strcmp (code, "REQUESTS_EXCEEDED") != 0;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelApi *self = REL_API (source);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_answer = rel_api_send_finish (self, result, &answer, NULL, &error);

  if (is_answer)
    error = rel_failure_of_graphql (answer, REL_API_GRAPHQL_PATH);
  if (error != NULL && !says_nothing (error, is_answer))
    {
      rel_api_hide_token (self, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* A server that does not say what it knows is asked for what all of them have. */
  if (self->selection == NULL)
    self->selection = rel_selection_new (answer);
  g_task_return_boolean (task, TRUE);
}

/**
 * rel_api_prepare_async:
 * @self: an API
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Learns what has to be known to read. Reads do this by themselves; done before several of
 * them, it is done once.
 */
void
rel_api_prepare_async (RelApi *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonNode) question = NULL;

  g_return_if_fail (REL_IS_API (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_api_prepare_async);
  if (self->kind == REL_API_REST || self->selection != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  question = rel_selection_new_question ();
  rel_api_post_query_async (self, REL_API_GRAPHQL_PATH, question, REL_TRANSPORT_READ_SILENCE_S, cancellable, asked_cb,
                            g_steal_pointer (&task));
}

/**
 * rel_api_prepare_finish:
 * @self: an API
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Api.prepare_async].
 *
 * Errors: as [method@Api.send_finish].
 *
 * Returns: whether the server can be read from now
 */
gboolean
rel_api_prepare_finish (RelApi *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
