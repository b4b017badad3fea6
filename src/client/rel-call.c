/* rel-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-call.h"

#include <string.h>

#include "rel-json.h"
#include "rel-secret.h"

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

  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  rel_deadline_free (self->deadline);
  g_byte_array_unref (self->answer);
  g_clear_pointer (&self->refusal, json_node_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->method);
  g_free (self->path);
  rel_secret_free (self->token);
  g_free (self);
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  RelCall *self = user_data;

  self->is_sent = TRUE;
}

/* libsoup 3.2 crashes if it is cancelled between the head of an answer and handing over the
 * stream for the rest. */
static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  RelCall *self = user_data;

  rel_deadline_hold (self->deadline);
}

/**
 * rel_call_new:
 * @method: `GET`, `POST`, `PATCH` or `DELETE`
 * @path: what follows the address of the server
 * @body: (nullable): what is sent as JSON
 * @silence_s: how long the server may be silent
 * @outer: (nullable): the caller's cancellable
 *
 * Returns: (transfer full): a call that waits to be sent
 */
RelCall *
rel_call_new (const char *method, const char *path, JsonNode *body, guint silence_s, GCancellable *outer)
{
  RelCall *self = g_new0 (RelCall, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->answer = g_byte_array_new ();
  self->deadline = rel_deadline_new (outer, silence_s);
  self->silence_s = silence_s;
  self->started_us = g_get_monotonic_time ();
  if (body != NULL)
    {
      char *text = rel_json_dup_text (body, FALSE);

      /* There may be a password in it. */
      self->body = g_bytes_new_with_free_func (text, strlen (text), rel_secret_free, text);
    }
  return self;
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
  g_clear_object (&self->message);
  self->message = soup_message_new_from_uri (self->method, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  if (strcmp (self->method, "GET") != 0)
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (got_headers_cb), self);
}

/**
 * rel_call_log:
 * @self: a call that ended
 *
 * Logs what may be known of it: no body, no header.
 */
void
rel_call_log (RelCall *self)
{
  guint elapsed_ms = (g_get_monotonic_time () - self->started_us) / 1000;
  guint status = self->message != NULL ? soup_message_get_status (self->message) : 0;

  g_debug ("%s %s: status %u, %u bytes, %u ms", self->method, self->path, status, self->answer->len, elapsed_ms);
}
