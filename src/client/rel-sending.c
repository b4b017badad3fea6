/* rel-sending.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a transport sends one request, and reads the answer to it.
 */

#include "config.h"

#include "rel-sending.h"

#include <glib/gi18n-lib.h>

#include "rel-address.h"
#include "rel-call.h"
#include "rel-error.h"
#include "rel-failure.h"
#include "rel-json.h"
#include "rel-reading.h"
#include "rel-retry.h"

#define MAX_REDIRECTS    5
#define READ_CHUNK_BYTES (64 * 1024)

/* The next read may begin. */
static void
leave (GTask *task)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);

  if (!call->has_place)
    return;
  call->has_place = FALSE;
  rel_queue_leave (self->reads);
}

static void
return_error (GTask *task, GError *error)
{
  RelCall *call = g_task_get_task_data (task);

  /* An answer that is not read to its end would keep the connection, and the server, busy. */
  rel_deadline_expect (call->deadline, 0);
  g_cancellable_cancel (rel_deadline_get_cancellable (call->deadline));
  rel_call_log (call);
  leave (task);
  g_task_return_error (task, error);
}

static void
return_json (GTask *task, JsonNode *json)
{
  rel_call_log (g_task_get_task_data (task));
  g_task_return_pointer (task, json, (GDestroyNotify) json_node_unref);
}

static void enter (GTask *task);

static gboolean
paused_cb (gpointer user_data)
{
  GTask *task = user_data;
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (rel_deadline_get_cancellable (call->deadline), &error))
    return_error (task, g_steal_pointer (&error));
  else
    enter (task);
  return G_SOURCE_REMOVE;
}

static void
pause_call (GTask *task, guint pause_ms)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GSource) pause = g_timeout_source_new (pause_ms * self->pause_scale);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (rel_deadline_get_cancellable (call->deadline));

  /* Whichever comes first calls back. */
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (pause, cancelled);
  g_source_set_callback (pause, paused_cb, g_object_ref (task), g_object_unref);
  g_source_attach (pause, g_main_context_get_thread_default ());
}

/* Returns: whether a read that failed is tried again, now or later */
static gboolean
try_again (GTask *task)
{
  RelCall *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  gint64 after_ms = rel_retry_read_after (soup_message_headers_get_one (headers, "Retry-After"), now);
  int pause_ms = rel_retry_get_pause_ms (call->n_tries, call->paused_ms, after_ms, g_random_double ());

  if (!call->is_read || pause_ms == REL_RETRY_NEVER)
    return FALSE;

  rel_deadline_expect (call->deadline, 0);
  rel_call_log (call);
  g_debug ("%s %s: again in %d ms", call->method, call->path, pause_ms);
  rel_call_drop (call);
  leave (task);
  call->paused_ms += pause_ms;
  pause_call (task, pause_ms);
  return TRUE;
}

static void
fail_network (GTask *task, const GError *error)
{
  RelCall *call = g_task_get_task_data (task);

  if (!rel_deadline_is_over (call->deadline) && rel_retry_can_help_error (error) && try_again (task))
    return;
  return_error (task, rel_failure_of_network (call, error));
}

static void
fail_status (GTask *task, JsonNode *json, gboolean is_page)
{
  RelCall *call = g_task_get_task_data (task);

  if (rel_retry_can_help_status (soup_message_get_status (call->message)) && try_again (task))
    return;
  return_error (task, rel_failure_of_status (call, json, is_page));
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelCall *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  g_autoptr (GError) error = NULL;
  gboolean is_page = FALSE;
  g_autoptr (JsonNode) json = rel_reading_finish (result, &is_page, &error);

  if (error != NULL && error->domain == G_IO_ERROR)
    fail_network (task, error);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    fail_status (task, json, is_page);
  else if (g_error_matches (error, REL_ERROR, REL_ERROR_INVALID))
    return_error (task, rel_failure_of_answer (call, is_page, error->message));
  else if (error != NULL)
    {
      g_prefix_error (&error, _ ("The answer to %s %s cannot be read: "), call->method, call->path);
      return_error (task, g_steal_pointer (&error));
    }
  else
    return_json (task, g_steal_pointer (&json));
}

static void
parse (GTask *task)
{
  RelCall *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  gboolean is_gzip = g_strcmp0 (rel_call_get_encoding (call), "gzip") == 0;

  rel_deadline_expect (call->deadline, 0);
  /* libsoup takes the end of the connection for the end of the answer, unless it knows the length. */
  if (call->n_bytes > 0)
    rel_reading_start (call->pieces, is_gzip,
                       soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH,
                       rel_deadline_get_cancellable (call->deadline), parsed_cb, g_object_ref (task));
  else if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message)))
    return_json (task, NULL);
  else
    fail_status (task, NULL, FALSE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      fail_network (task, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      g_clear_object (&call->stream);
      leave (task);
      parse (task);
      return;
    }
  if (call->n_bytes + g_bytes_get_size (bytes) > REL_JSON_MAX_BYTES)
    {
      return_error (task, g_error_new (REL_ERROR, REL_ERROR_TOO_LARGE,
                                       _ ("The answer to %s %s is larger than %d MiB; it was not read further"),
                                       call->method, call->path, REL_JSON_MAX_BYTES >> 20));
      return;
    }

  rel_deadline_heard (call->deadline);
  call->n_bytes += g_bytes_get_size (bytes);
  g_ptr_array_add (call->pieces, g_steal_pointer (&bytes));
  g_input_stream_read_bytes_async (call->stream, READ_CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   rel_deadline_get_cancellable (call->deadline), read_cb, g_steal_pointer (&task));
}

static void send_to (GTask *task, GUri *uri);

/* Goes where the server sends a read, but never with the token to another server. */
static void
redirect (GTask *task, const char *location)
{
  RelCall *call = g_task_get_task_data (task);
  GUri *here = soup_message_get_uri (call->message);
  g_autoptr (GUri) there = g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);

  if (there == NULL || g_uri_get_host (there) == NULL)
    return_error (task, rel_failure_of_answer (call, FALSE, NULL));
  else if (rel_address_same_origin (here, there) && g_str_equal (call->method, "GET") &&
           call->n_redirects < MAX_REDIRECTS)
    {
      call->n_redirects++;
      send_to (task, there);
    }
  else
    return_error (task, rel_failure_of_redirect (call, there));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *location;
  GError *failure;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  rel_deadline_let_go (call->deadline);
  if (call->stream == NULL)
    {
      fail_network (task, error);
      return;
    }

  rel_deadline_expect (call->deadline, call->idle_ms);
  location = soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Location");
  failure = rel_failure_of_head (call);
  if (failure != NULL)
    return_error (task, failure);
  else if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (call->message)) && location != NULL)
    redirect (task, location);
  else
    g_input_stream_read_bytes_async (call->stream, READ_CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                     rel_deadline_get_cancellable (call->deadline), read_cb, g_steal_pointer (&task));
}

static void
send_to (GTask *task, GUri *uri)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);

  rel_call_set_uri (call, uri);
  /* Before libsoup's own queue, which has the usual priority: a request that it sends again over
   * a new connection, as the old one was cut, must hear of that before it runs again. */
  soup_session_send_async (self->session, call->message, G_PRIORITY_HIGH, rel_deadline_get_cancellable (call->deadline),
                           sent_cb, g_object_ref (task));
}

static void
begin (GTask *task)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);

  rel_call_begin (call, REL_TRANSPORT_CONNECT_S * 1000 * self->silence_scale);
  send_to (task, call->uri);
}

static void
turn_cb (gboolean is_turn, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->has_place = is_turn;
  if (g_cancellable_set_error_if_cancelled (rel_deadline_get_cancellable (call->deadline), &error))
    return_error (task, error);
  else
    begin (task);
}

static void
enter (GTask *task)
{
  RelTransport *self = g_task_get_source_object (task);
  RelCall *call = g_task_get_task_data (task);

  if (call->is_read)
    rel_queue_enter (self->reads, rel_deadline_get_cancellable (call->deadline), turn_cb, g_object_ref (task));
  else
    begin (task);
}

/* Takes @task. */
static void
send (GTask *task, const char *method, const char *path, JsonNode *body, guint silence_s, gboolean is_read)
{
  g_autoptr (GTask) taken = task;
  RelTransport *self = g_task_get_source_object (task);
  g_autofree char *full = g_strconcat (self->address, path, NULL);
  g_autoptr (GError) error = NULL;
  RelCall *call = rel_call_new (method, self->address, path, body, silence_s * 1000 * self->silence_scale,
                                g_task_get_cancellable (task));

  call->is_read = is_read;
  call->idle_ms = REL_TRANSPORT_IDLE_S * 1000 * self->silence_scale;
  call->token = g_strdup (self->token);
  call->trusted = g_strdup (self->trusted);
  /* An answer that came counts, even if its caller has just cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, rel_call_free);

  call->uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, &error);
  if (call->uri == NULL)
    return_error (task, g_error_new (REL_ERROR, REL_ERROR_INVALID, _ ("%s is no path of the API: %s"), call->path,
                                     error->message));
  else
    enter (task);
}

/**
 * rel_transport_send_async:
 * @self: a transport
 * @method: `GET`, `POST`, `PATCH` or `DELETE`
 * @path: a percent-encoded path of the API: `/relations/articles/author`
 * @body: (nullable): what is sent as JSON
 * @silence_s: how long the server may take to begin its answer
 * @cancellable: (nullable): ends it at once; whether a write arrived is not known then
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends one request. A `GET` waits for its turn, and is tried again when that may help; any
 * other is sent now, and once.
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
  GTask *task;

  g_return_if_fail (REL_IS_TRANSPORT (self));
  g_return_if_fail (method != NULL);
  g_return_if_fail (path != NULL && *path == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_transport_send_async);
  send (task, method, path, body, silence_s, g_str_equal (method, "GET"));
}

/**
 * rel_transport_query_async:
 * @self: a transport
 * @path: as in [method@Transport.send_async]
 * @body: what is asked for, as JSON
 * @silence_s: as in [method@Transport.send_async]
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Sends a `POST` that changes nothing: like a `GET`, it waits for its turn and is tried again
 * when that may help. [method@Transport.send_finish] ends it.
 */
void
rel_transport_query_async (RelTransport *self,
                           const char *path,
                           JsonNode *body,
                           guint silence_s,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (REL_IS_TRANSPORT (self));
  g_return_if_fail (path != NULL && *path == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_transport_query_async);
  send (task, "POST", path, body, silence_s, TRUE);
}

/**
 * rel_transport_send_finish:
 * @self: a transport
 * @result: what the callback was given
 * @answer: (out) (optional) (nullable) (transfer full): the answer; %NULL if it is empty
 * @sent: (out) (optional): whether the server may have seen the request; also set on error
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Transport.send_async] and [method@Transport.query_async].
 *
 * Errors: `REL_ERROR_UNAUTHORIZED` (401), `REL_ERROR_FORBIDDEN` (403), `REL_ERROR_REFUSED`
 * (other 4xx), `REL_ERROR_SERVER` (5xx), each with the server's words and with its code,
 * reason and field, as [func@error_get_field]; `REL_ERROR_CERTIFICATE`, with the certificate;
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
  if (answer != NULL)
    *answer = g_steal_pointer (&json);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
