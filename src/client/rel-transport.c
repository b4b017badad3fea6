/* rel-transport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-transport.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rel-address.h"
#include "rel-answer.h"
#include "rel-auth.h"
#include "rel-call.h"
#include "rel-error.h"
#include "rel-json.h"
#include "rel-secret.h"

/**
 * RelTransport:
 *
 * Sends requests to one server and reads its answers as JSON: the only file that touches
 * HTTP.
 *
 * A request is sent once. Nothing is repeated, a write goes over a connection of its own
 * (libsoup repeats a DELETE by itself when a connection that was kept open turns out dead),
 * and only a GET follows a redirect, only within the same origin. The token is in the
 * `Authorization` header and nowhere else. Answers are limited in size and in depth before
 * they are parsed, in a worker thread.
 *
 * Use it from the thread that created it. With `G_MESSAGES_DEBUG=relations-client` it says
 * method, path, status, bytes and milliseconds of each request.
 */
struct _RelTransport
{
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  char *address;        /* (owned): without a slash at its end */
  GUri *origin;         /* (owned): the address, parsed */
  char *token;          /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RelTransport, rel_transport, G_TYPE_OBJECT)

#define MAX_REDIRECTS            5
#define STATUS_TOO_MANY_REQUESTS 429
#define MAX_CONNECTIONS          8
#define READ_CHUNK_BYTES         (64 * 1024)
/* Node closes a connection after 5 s without a request; ours must be first. */
#define KEEP_ALIVE_S 4

static void
return_error (GTask *task, GError *error)
{
  RelCall *call = g_task_get_task_data (task);

  /* An answer that is not read to its end would keep the connection, and the server, busy. */
  rel_deadline_stop (call->deadline);
  g_cancellable_cancel (rel_deadline_get_cancellable (call->deadline));
  rel_call_log (call);
  if (call->refusal != NULL)
    rel_error_set_refusal (error, rel_answer_get_code (call->refusal), NULL, NULL);
  g_task_return_error (task, error);
}

static void G_GNUC_PRINTF (3, 4) return_new_error (GTask *task, RelError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  return_error (task, g_error_new_valist (REL_ERROR, code, format, args));
  va_end (args);
}

/* Says a failure of the network in words. Takes no ownership of @error. */
static GError *
network_error (RelTransport *self, RelCall *call, const GError *error)
{
  const char *host = g_uri_get_host (self->origin);

  if (rel_deadline_is_over (call->deadline))
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("%s said nothing for %u seconds (%s %s)"), self->address,
                        call->silence_s, call->method, call->path);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("Nothing answers at %s: is the server running?"),
                        self->address);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                        _ ("There is no server named %s, or it cannot be found from here"), host);
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("%s does not speak https; if that is right, use http://"),
                        host);
  if (error->domain == G_TLS_ERROR)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("No safe connection to %s: %s"), host, error->message);
  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
      g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS, _ ("What answers at %s does not speak HTTP"), self->address);
  if (call->is_sent)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("The connection to %s was lost during %s %s: %s"), host,
                        call->method, call->path, error->message);
  return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("%s cannot be reached: %s"), self->address, error->message);
}

static gboolean
is_page (RelCall *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);

  return rel_answer_is_page (soup_message_headers_get_content_type (headers, NULL), call->answer);
}

static void
return_not_directus (GTask *task, const char *detail)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);

  if (is_page (call))
    return_new_error (task, REL_ERROR_NOT_DIRECTUS,
                      _ ("This address answers with a web page, not with the Directus API: %s%s"), self->address,
                      call->path);
  else
    return_new_error (task, REL_ERROR_NOT_DIRECTUS,
                      _ ("This address does not answer as the Directus API does: %s%s gives HTTP %u%s%s"),
                      self->address, call->path, status, detail != NULL ? ". " : "", detail != NULL ? detail : "");
}

/* Maps the status of an answer that is not a success. */
static void
return_status_error (GTask *task, JsonNode *json)
{
  RelCall *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  guint status = rel_answer_hides (json) ? SOUP_STATUS_FORBIDDEN : soup_message_get_status (call->message);
  g_autofree char *words = rel_answer_dup_server_words (json, call->token);
  g_autofree char *what = g_strdup_printf ("%s %s", call->method, call->path);
  const char *says = words != NULL ? words : soup_status_get_phrase (status);
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");

  call->refusal = json != NULL ? json_node_ref (json) : NULL;
  if (status == STATUS_TOO_MANY_REQUESTS)
    return_new_error (task, REL_ERROR_REFUSED, _ ("The server gets too many requests (Retry-After: %s): %s"),
                      retry_after != NULL ? retry_after : "?", says);
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN || status >= 500 ||
           (status >= 400 && words != NULL))
    return_error (task, rel_answer_new_error (status, what, says, call->token != NULL));
  else
    return_not_directus (task, NULL);
}

static void
parse_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GBytes *bytes = task_data;
  GError *error = NULL;
  JsonNode *json = rel_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);

  if (json != NULL)
    g_task_return_pointer (task, json, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelCall *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return_error (task, network_error (REL_TRANSPORT (source), call, error));
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    return_status_error (task, json);
  else if (g_error_matches (error, REL_ERROR, REL_ERROR_INVALID))
    return_not_directus (task, error->message);
  else if (error != NULL)
    {
      g_prefix_error (&error, _ ("The answer to %s %s cannot be read: "), call->method, call->path);
      return_error (task, g_steal_pointer (&error));
    }
  else
    {
      rel_call_log (call);
      g_task_return_pointer (task, g_steal_pointer (&json), (GDestroyNotify) json_node_unref);
    }
}

static void
parse (GTask *task)
{
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GTask) parsing = NULL;

  rel_deadline_stop (call->deadline);
  if (call->answer->len == 0)
    {
      if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message)))
        {
          rel_call_log (call);
          g_task_return_pointer (task, NULL, NULL);
        }
      else
        return_status_error (task, NULL);
      return;
    }

  /* The thread owns its bytes: it may still run when this request was cancelled. */
  parsing = g_task_new (g_task_get_source_object (task), rel_deadline_get_cancellable (call->deadline), parsed_cb,
                        g_object_ref (task));
  g_task_set_source_tag (parsing, parse);
  g_task_set_return_on_cancel (parsing, TRUE);
  g_task_set_task_data (parsing,
                        g_bytes_new_with_free_func (call->answer->data, call->answer->len,
                                                    (GDestroyNotify) g_byte_array_unref,
                                                    g_byte_array_ref (call->answer)),
                        (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (parsing, parse_thread);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      return_error (task, network_error (self, call, error));
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      parse (task);
      return;
    }
  if (call->answer->len + g_bytes_get_size (bytes) > REL_JSON_MAX_BYTES)
    {
      return_new_error (task, REL_ERROR_TOO_LARGE,
                        _ ("The answer to %s %s is larger than %d MiB; it was not read further"), call->method,
                        call->path, REL_JSON_MAX_BYTES >> 20);
      return;
    }

  rel_deadline_heard (call->deadline);
  g_byte_array_append (call->answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_input_stream_read_bytes_async (call->stream, READ_CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   rel_deadline_get_cancellable (call->deadline), read_cb, g_steal_pointer (&task));
}

static void start (GTask *task, GUri *uri);

/* Goes where the server sends a GET, but never with the token to another server. */
static void
redirect (GTask *task, const char *location)
{
  RelCall *call = g_task_get_task_data (task);
  GUri *here = soup_message_get_uri (call->message);
  g_autoptr (GUri) there = g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *shown = NULL;

  if (there == NULL || g_uri_get_host (there) == NULL)
    {
      return_not_directus (task, NULL);
      return;
    }
  if (rel_address_same_origin (here, there) && strcmp (call->method, "GET") == 0 && call->n_redirects < MAX_REDIRECTS)
    {
      call->n_redirects++;
      g_clear_object (&call->stream);
      start (task, there);
      return;
    }

  /* What stands behind the path may be a secret of a login. */
  shown = g_uri_to_string_partial (there, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  if (rel_address_same_origin (here, there))
    return_new_error (task, REL_ERROR_NOT_DIRECTUS, _ ("This address only sends on to %s"), shown);
  else
    return_new_error (task, REL_ERROR_NOT_DIRECTUS,
                      _ ("This address sends on to %s; the token was not sent there. If that is your server, use its "
                         "address"),
                      shown);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;
  guint status;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  rel_deadline_let_go (call->deadline);
  if (call->stream == NULL)
    {
      return_error (task, network_error (self, call, error));
      return;
    }

  rel_deadline_heard (call->deadline);
  headers = soup_message_get_response_headers (call->message);
  status = soup_message_get_status (call->message);
  if (SOUP_STATUS_IS_REDIRECTION (status) && soup_message_headers_get_one (headers, "Location") != NULL)
    redirect (task, soup_message_headers_get_one (headers, "Location"));
  else if (SOUP_STATUS_IS_SUCCESSFUL (status) && is_page (call))
    return_not_directus (task, NULL);
  else
    g_input_stream_read_bytes_async (call->stream, READ_CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                     rel_deadline_get_cancellable (call->deadline), read_cb, g_steal_pointer (&task));
}

static void
start (GTask *task, GUri *uri)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  rel_call_set_uri (call, uri);
  headers = soup_message_get_request_headers (call->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (call->token != NULL)
    {
      g_autoptr (RelSecret) bearer = g_strconcat ("Bearer ", call->token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (call->message, "application/json", call->body);

  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT,
                           rel_deadline_get_cancellable (call->deadline), sent_cb, g_object_ref (task));
}

static void
rel_transport_finalize (GObject *object)
{
  RelTransport *self = REL_TRANSPORT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->origin, g_uri_unref);
  g_free (self->address);
  rel_secret_free (self->token);
  G_OBJECT_CLASS (rel_transport_parent_class)->finalize (object);
}

static void
rel_transport_class_init (RelTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_transport_finalize;
}

static void
rel_transport_init (RelTransport *self)
{
}

/**
 * rel_transport_new:
 * @address: as [func@address_normalize] makes it
 * @token: (nullable): a static or access token; spaces around it do not count, and an empty
 *   one is none
 * @error: (out) (optional): where to put a failure
 *
 * Prepares requests to a server; no connection is made yet.
 *
 * Errors: `REL_ERROR_INVALID` if the token cannot stand in a header.
 *
 * Returns: (transfer full) (nullable): the transport, or %NULL on error
 */
RelTransport *
rel_transport_new (const char *address, const char *token, GError **error)
{
  RelTransport *self;
  char *read_token;

  if (!rel_auth_read_token (token, &read_token, error))
    return NULL;

  self = g_object_new (REL_TYPE_TRANSPORT, NULL);
  self->address = g_strdup (address);
  self->origin = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_assert (self->origin != NULL);
  self->token = read_token;

  /* Silence is measured for each request, so the session itself has no timeout. */
  self->session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS,
                                                 "idle-timeout", KEEP_ALIVE_S, "timeout", 0, "user-agent",
                                                 "relations/" PACKAGE_VERSION, NULL);
  /* The token is the only way to sign in that this program knows. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  if (rel_address_is_loopback (g_uri_get_host (self->origin)))
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}

/**
 * rel_transport_get_address:
 * @self: a transport
 *
 * Returns: (transfer none): the address that paths are appended to
 */
const char *
rel_transport_get_address (RelTransport *self)
{
  return self->address;
}

/**
 * rel_transport_has_token:
 * @self: a transport
 *
 * Returns: whether requests carry a token
 */
gboolean
rel_transport_has_token (RelTransport *self)
{
  return self->token != NULL;
}

/**
 * rel_transport_set_token:
 * @self: a transport
 * @token: (nullable): as [func@auth_read_token] makes it; %NULL for none
 *
 * Lets the requests that are asked for from now on carry another token. One that was asked for
 * before keeps what it had.
 */
void
rel_transport_set_token (RelTransport *self, const char *token)
{
  g_return_if_fail (REL_IS_TRANSPORT (self));

  rel_secret_replace (&self->token, token);
}

/**
 * rel_transport_send_async:
 * @self: a transport
 * @method: `GET`, `POST`, `PATCH` or `DELETE`
 * @path: a percent-encoded path of the API: `/relations/articles/author`
 * @body: (nullable): what is sent as JSON
 * @silence_s: how long the server may be silent: before its answer and within it
 * @cancellable: (nullable): ends it at once; whether a write arrived is not known then
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends one request, once.
 */
void
rel_transport_send_async (RelTransport *self,
                          const char *method,
                          const char *path,
                          JsonNode *body,
                          guint silence_s,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;
  RelCall *call;

  g_return_if_fail (REL_IS_TRANSPORT (self));
  g_return_if_fail (method != NULL);
  g_return_if_fail (path != NULL && *path == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_transport_send_async);
  /* An answer that came counts, even if its caller has just cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  call = rel_call_new (method, path, body, silence_s, cancellable);
  call->token = g_strdup (self->token);
  g_task_set_task_data (task, call, rel_call_free);

  full = g_strconcat (self->address, path, NULL);
  uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, &error);
  if (uri == NULL)
    return_new_error (task, REL_ERROR_INVALID, _ ("%s is no path of the API: %s"), path, error->message);
  else
    start (task, uri);
}

/**
 * rel_transport_send_finish:
 * @self: a transport
 * @result: what the callback was given
 * @answer: (out) (optional) (nullable) (transfer full): the answer; %NULL if it is empty
 * @sent: (out) (optional): whether the server may have seen the request; also set on error
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Transport.send_async].
 *
 * Errors: `REL_ERROR_UNAUTHORIZED` (401), `REL_ERROR_FORBIDDEN` (403), `REL_ERROR_REFUSED`
 * (other 4xx), `REL_ERROR_SERVER` (5xx), each with the server's words;
 * `REL_ERROR_NOT_DIRECTUS` for a web page, a redirect elsewhere or anything that is not
 * JSON; `REL_ERROR_TOO_LARGE`, `REL_ERROR_TOO_DEEP`; `REL_ERROR_NETWORK` if there is no
 * answer; `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the server said yes
 */
gboolean
rel_transport_send_finish (RelTransport *self, GAsyncResult *result, JsonNode **answer, gboolean *sent, GError **error)
{
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (sent != NULL)
    *sent = ((RelCall *) g_task_get_task_data (G_TASK (result)))->is_sent;
  json = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (answer != NULL)
    *answer = g_steal_pointer (&json);
  return TRUE;
}
