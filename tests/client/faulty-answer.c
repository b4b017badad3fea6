/* faulty-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "faulty-answer.h"

#include <string.h>
#include <sys/socket.h>

/**
 * FaultyAnswer:
 *
 * What a [type@FaultyServer] answers to one request, and what goes wrong with that. Several
 * threads may write it at a time; change it before the first does.
 */
struct _FaultyAnswer
{
  gatomicrefcount ref_count;
  char *request; /* (owned): as in faulty_server_answer() */
  guint status;
  char *content_type;  /* (owned) (nullable) */
  GString *headers;    /* (owned) */
  GBytes *body;        /* (owned) */
  char *raw;           /* (owned) (nullable): all of it, instead of the others */
  gint64 length_bytes; /* what it says that the body has; -1 for the truth */
  guint times;         /* how often the body is sent */
  gboolean is_trickling;
  gboolean is_kept;
  Moment moment;
  Fault fault;
  GCancellable *cancellable; /* (owned) (nullable): cancelled at the moment */
};

static gboolean
write_bytes (FaultyAnswer *self, Wire *wire, const char *bytes, gsize length_bytes)
{
  gsize step_bytes = self->is_trickling ? 1 : MAX (length_bytes, 1);

  for (gsize at = 0; at < length_bytes; at += step_bytes)
    {
      gsize written = 0;
      gboolean is_written = g_output_stream_write_all (wire->output, bytes + at, step_bytes, &written, NULL, NULL);

      g_atomic_pointer_add (wire->sent_bytes, written);
      __atomic_store_n (wire->sent_us, g_get_monotonic_time (), __ATOMIC_SEQ_CST);
      if (!is_written)
        return FALSE;
    }
  return TRUE;
}

/* Waits until the client closes. */
static void
hang (Wire *wire)
{
  char byte;

  while (g_input_stream_read (wire->input, &byte, 1, NULL, NULL) > 0)
    ;
}

static void
reset (Wire *wire)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  g_assert_cmpint (setsockopt (g_socket_get_fd (wire->socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
}

/* Returns: whether the fault is now, and has been done */
static gboolean
fail_now (FaultyAnswer *self, Wire *wire, Moment moment)
{
  if (self->moment != moment)
    return FALSE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->fault == FAULT_HANG)
    hang (wire);
  else if (self->fault == FAULT_RESET)
    reset (wire);
  return TRUE;
}

static gboolean
write_head (FaultyAnswer *self, Wire *wire)
{
  g_autoptr (GString) head = g_string_new (NULL);
  guint64 length_bytes = (guint64) g_bytes_get_size (self->body) * self->times;

  g_string_append_printf (head, "HTTP/1.1 %u Scripted\r\n%s", self->status, self->headers->str);
  if (self->content_type != NULL)
    g_string_append_printf (head, "Content-Type: %s\r\n", self->content_type);
  if (self->status != 204)
    g_string_append_printf (head, "Content-Length: %" G_GUINT64_FORMAT "\r\n",
                            self->length_bytes >= 0 ? (guint64) self->length_bytes : length_bytes);
  g_string_append (head, "\r\n");

  if (self->moment == MOMENT_IN_HEADERS)
    return write_bytes (self, wire, head->str, head->len / 2) && !fail_now (self, wire, MOMENT_IN_HEADERS);
  return write_bytes (self, wire, head->str, head->len);
}

static gboolean
write_body (FaultyAnswer *self, Wire *wire)
{
  gsize length_bytes;
  const char *bytes = g_bytes_get_data (self->body, &length_bytes);

  if (self->status == 204)
    return TRUE;
  if (self->moment == MOMENT_IN_BODY)
    return write_bytes (self, wire, bytes, length_bytes / 2) && !fail_now (self, wire, MOMENT_IN_BODY);
  for (guint i = 0; i < self->times; i++)
    {
      if (!write_bytes (self, wire, bytes, length_bytes))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer full): an answer with a JSON body, or none, and nothing wrong */
FaultyAnswer *
faulty_answer_new (const char *request, guint status, const char *body)
{
  FaultyAnswer *self = g_new0 (FaultyAnswer, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->request = g_strdup (request);
  self->status = status;
  self->content_type = body != NULL ? g_strdup ("application/json; charset=utf-8") : NULL;
  self->headers = g_string_new (NULL);
  self->body = g_bytes_new (body, body != NULL ? strlen (body) : 0);
  self->length_bytes = -1;
  self->times = 1;
  return self;
}

FaultyAnswer *
faulty_answer_ref (FaultyAnswer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
faulty_answer_free (gpointer data)
{
  FaultyAnswer *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->request);
  g_free (self->content_type);
  g_string_free (self->headers, TRUE);
  g_bytes_unref (self->body);
  g_free (self->raw);
  g_clear_object (&self->cancellable);
  g_free (self);
}

const char *
faulty_answer_get_request (FaultyAnswer *self)
{
  return self->request;
}

gboolean
faulty_answer_is_kept (FaultyAnswer *self)
{
  return self->is_kept;
}

/* Returns: whether the connection can be used again */
gboolean
faulty_answer_write (FaultyAnswer *self, Wire *wire)
{
  if (fail_now (self, wire, MOMENT_BEFORE_HEADERS))
    return FALSE;
  if (self->raw != NULL)
    {
      write_bytes (self, wire, self->raw, strlen (self->raw));
      return FALSE;
    }
  return write_head (self, wire) && !fail_now (self, wire, MOMENT_AFTER_HEADERS) && write_body (self, wire) &&
         !fail_now (self, wire, MOMENT_AFTER_BODY);
}

void
faulty_answer_set_type (FaultyAnswer *self, const char *content_type)
{
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
}

void
faulty_answer_add_header (FaultyAnswer *self, const char *name, const char *value)
{
  g_string_append_printf (self->headers, "%s: %s\r\n", name, value);
}

void
faulty_answer_set_body (FaultyAnswer *self, GBytes *body)
{
  g_bytes_unref (self->body);
  self->body = g_bytes_ref (body);
}

/* Sends exactly that, and closes the connection. */
void
faulty_answer_set_raw (FaultyAnswer *self, const char *raw)
{
  g_free (self->raw);
  self->raw = g_strdup (raw);
}

/* Says that the body has so many bytes, whatever it has. */
void
faulty_answer_set_length (FaultyAnswer *self, guint64 length_bytes)
{
  self->length_bytes = length_bytes;
}

/* Sends the body several times, one after the other, as one. */
void
faulty_answer_repeat_body (FaultyAnswer *self, guint times)
{
  self->times = times;
}

/* Sends each byte by itself. */
void
faulty_answer_trickle (FaultyAnswer *self)
{
  self->is_trickling = TRUE;
}

/* Answers so each time, not only once. */
void
faulty_answer_keep (FaultyAnswer *self)
{
  self->is_kept = TRUE;
}

void
faulty_answer_fail (FaultyAnswer *self, Moment moment, Fault fault)
{
  self->moment = moment;
  self->fault = fault;
}

/* Cancels @cancellable when the fault is due. */
void
faulty_answer_cancel (FaultyAnswer *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}
