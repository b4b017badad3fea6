/* rel-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-call.h"

#include <string.h>

#include "rel-json.h"
#include "rel-secret.h"

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  RelCall *self = user_data;

  self->is_sent = TRUE;
  rel_deadline_expect (self->deadline, self->silence_ms);
}

/* A large request takes its time. */
static void
wrote_body_data_cb (SoupMessage *message, guint size_bytes, gpointer user_data)
{
  RelCall *self = user_data;

  rel_deadline_heard (self->deadline);
}

/* libsoup 3.2 crashes if it is cancelled between the head of an answer and handing over the
 * stream for the rest. */
static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  RelCall *self = user_data;

  rel_deadline_hold (self->deadline);
}

static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *tls, GTlsCertificateFlags faults, gpointer user_data)
{
  RelCall *self = user_data;

  g_clear_pointer (&self->certificate, rel_certificate_unref);
  self->certificate = rel_certificate_new (tls, faults);
  return g_strcmp0 (rel_certificate_get_fingerprint (self->certificate), self->trusted) == 0;
}

/* HTTP/2 is not offered to the server: libsoup then repeats by itself what a server sends
 * back, and all connections of a server are one. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

/**
 * rel_call_new:
 * @method: `GET`, `POST`, `PATCH` or `DELETE`
 * @address: of the server
 * @path: what follows the address
 * @body: (nullable): what is sent as JSON
 * @silence_ms: how long the server may take to begin its answer
 * @outer: (nullable): the caller's cancellable
 *
 * Returns: (transfer full): a call that waits to be sent
 */
RelCall *
rel_call_new (const char *method,
              const char *address,
              const char *path,
              JsonNode *body,
              guint silence_ms,
              GCancellable *outer)
{
  RelCall *self = g_new0 (RelCall, 1);

  self->method = g_strdup (method);
  self->address = g_strdup (address);
  self->path = g_strndup (path, strcspn (path, "?#"));
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->deadline = rel_deadline_new (outer, 0);
  self->silence_ms = silence_ms;
  if (body != NULL)
    {
      char *text = rel_json_dup_text (body, FALSE);

      self->body = g_bytes_new_take (text, strlen (text));
    }
  return self;
}

/**
 * rel_call_free:
 * @data: (transfer full): a call
 *
 * Frees it; for g_task_set_task_data().
 */
void
rel_call_free (gpointer data)
{
  RelCall *self = data;

  rel_call_drop (self);
  g_clear_pointer (&self->certificate, rel_certificate_unref);
  rel_deadline_free (self->deadline);
  g_ptr_array_unref (self->pieces);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->method);
  g_free (self->address);
  g_free (self->path);
  rel_secret_free (self->token);
  g_free (self->trusted);
  g_free (self);
}

/**
 * rel_call_begin:
 * @self: a call
 * @connect_ms: how long it may take until the server has the head of the request
 *
 * Begins a try.
 */
void
rel_call_begin (RelCall *self, guint connect_ms)
{
  self->n_tries++;
  self->n_redirects = 0;
  self->started_us = g_get_monotonic_time ();
  g_ptr_array_set_size (self->pieces, 0);
  self->n_bytes = 0;
  rel_deadline_expect (self->deadline, connect_ms);
}

/**
 * rel_call_set_uri:
 * @self: a call
 * @uri: where to send it
 *
 * Makes its message anew, for the first server or the one that it was sent on to.
 */
void
rel_call_set_uri (RelCall *self, GUri *uri)
{
  SoupMessageHeaders *headers;

  rel_call_drop (self);
  self->message = soup_message_new_from_uri (self->method, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  /* libsoup repeats some requests by itself when a connection that it kept is dead. */
  if (!self->is_read || self->n_tries > 1)
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);

  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  if (self->token != NULL)
    {
      g_autoptr (RelSecret) bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, "application/json", self->body);

  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self);
  g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (got_headers_cb), self);
}

/**
 * rel_call_drop:
 * @self: a call
 *
 * Lets go of the message and of what was not read of its answer.
 */
void
rel_call_drop (RelCall *self)
{
  g_clear_object (&self->stream);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
}

/**
 * rel_call_get_encoding:
 * @self: a call of which the head of the answer came
 *
 * Returns: (transfer none) (nullable): how the answer is packed; %NULL if it is not
 */
const char *
rel_call_get_encoding (RelCall *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");

  return g_strcmp0 (encoding, "identity") != 0 ? encoding : NULL;
}

/**
 * rel_call_log:
 * @self: a call of which a try ended
 *
 * Logs what may be known of it: no query, no header, no body.
 */
void
rel_call_log (RelCall *self)
{
  gint64 elapsed_ms = self->n_tries > 0 ? (g_get_monotonic_time () - self->started_us) / 1000 : 0;
  guint status = self->message != NULL ? soup_message_get_status (self->message) : 0;

  g_debug ("%s %s: status %u, %" G_GSIZE_FORMAT " bytes, %" G_GINT64_FORMAT " ms", self->method, self->path, status,
           self->n_bytes, elapsed_ms);
}
