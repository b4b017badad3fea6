/* faulty-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "faulty-server.h"

#include <string.h>

#include "rel-json.h"

/**
 * FaultyServer:
 *
 * A server that answers as it was told, whatever HTTP says about that, and remembers what
 * it was asked. It speaks over bare sockets, so that it can break off at any byte, with a
 * thread for each connection.
 *
 * Each answer is for one request (`GET /relations`) and is given once; those for the same
 * request in their order. A request that nobody told it about gets a 500.
 */
struct _FaultyServer
{
  GSocketListener *listener; /* (owned) */
  GCancellable *cancellable; /* (owned): ends all threads */
  GThread *thread;           /* (owned) */
  char *url;                 /* (owned) */

  GMutex lock;            /* for what follows */
  GPtrArray *connections; /* (owned) (element-type GThread) */
  GPtrArray *answers;     /* (owned) (element-type FaultyAnswer): not yet given */
  GPtrArray *requests;    /* (owned) (element-type Request) */
  guint64 sent_bytes;
};

struct _FaultyAnswer
{
  char *request; /* (owned) */
  guint status;
  char *content_type; /* (owned) (nullable) */
  GString *headers;   /* (owned) */
  GBytes *body;       /* (owned) */
  guint times;        /* how often the body is sent */
  Moment moment;
  Fault fault;
  GCancellable *cancellable; /* (owned) (nullable): cancelled at the moment */
};

/* What a client asked. */
typedef struct
{
  char *method;        /* (owned) */
  char *path;          /* (owned) */
  GHashTable *headers; /* (owned): by their names in lower case */
  char *body;          /* (owned) (nullable) */
} Request;

/* What the thread of a connection works with. */
typedef struct
{
  FaultyServer *server;
  GSocketConnection *connection; /* (owned) */
} Connection;

static void
answer_free (gpointer data)
{
  FaultyAnswer *answer = data;

  g_free (answer->request);
  g_free (answer->content_type);
  g_string_free (answer->headers, TRUE);
  g_bytes_unref (answer->body);
  g_clear_object (&answer->cancellable);
  g_free (answer);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->method);
  g_free (request->path);
  g_hash_table_unref (request->headers);
  g_free (request->body);
  g_free (request);
}

static char *
read_line (FaultyServer *self, GDataInputStream *stream)
{
  return g_data_input_stream_read_line (stream, NULL, self->cancellable, NULL);
}

/* Returns: (nullable): the next request; %NULL when the client has closed */
static Request *
read_request (FaultyServer *self, GDataInputStream *stream)
{
  g_autofree char *first = read_line (self, stream);
  g_auto (GStrv) parts = first != NULL ? g_strsplit (first, " ", 3) : NULL;
  const char *length;
  Request *request;
  char *line;

  if (parts == NULL || g_strv_length (parts) != 3)
    return NULL;

  request = g_new0 (Request, 1);
  request->method = g_strdup (parts[0]);
  request->path = g_strdup (parts[1]);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while ((line = read_line (self, stream)) != NULL && *line != '\0')
    {
      char *colon = strchr (line, ':');

      g_assert_nonnull (colon);
      g_hash_table_insert (request->headers, g_ascii_strdown (line, colon - line), g_strdup (g_strstrip (colon + 1)));
      g_free (line);
    }
  g_free (line);

  length = g_hash_table_lookup (request->headers, "content-length");
  if (length != NULL && strcmp (length, "0") != 0)
    {
      gsize length_bytes = g_ascii_strtoull (length, NULL, 10);

      request->body = g_malloc0 (length_bytes + 1);
      g_input_stream_read_all (G_INPUT_STREAM (stream), request->body, length_bytes, NULL, self->cancellable, NULL);
    }
  return request;
}

/* Says in plain HTTP that it speaks no TLS, as web servers do. */
static gboolean
speaks_http (FaultyServer *self, GDataInputStream *input, GOutputStream *output)
{
  static const char refusal[] = "HTTP/1.1 400 Scripted\r\nContent-Length: 0\r\n\r\n";
  gsize n_bytes = 0;
  const char *bytes;

  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (input), 1, self->cancellable, NULL) < 1)
    return FALSE;
  bytes = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (input), &n_bytes);
  if (g_ascii_isupper (bytes[0]))
    return TRUE;
  g_output_stream_write_all (output, refusal, strlen (refusal), NULL, self->cancellable, NULL);
  return FALSE;
}

static FaultyAnswer *
unexpected_answer (const char *line)
{
  FaultyAnswer *answer = g_new0 (FaultyAnswer, 1);
  g_autofree char *body = g_strdup_printf ("{\"errors\":[{\"message\":\"Nobody expected %s\"}]}", line);

  answer->request = g_strdup (line);
  answer->status = 500;
  answer->content_type = g_strdup ("application/json");
  answer->headers = g_string_new (NULL);
  answer->body = g_bytes_new (body, strlen (body));
  answer->times = 1;
  return answer;
}

/* Remembers a request and takes the answer that is meant for it. */
static FaultyAnswer *
take_answer (FaultyServer *self, Request *request)
{
  g_autofree char *line = g_strdup_printf ("%s %s", request->method, request->path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_add (self->requests, request);
  for (guint i = 0; i < self->answers->len; i++)
    {
      FaultyAnswer *answer = g_ptr_array_index (self->answers, i);

      if (strcmp (answer->request, line) == 0)
        return g_ptr_array_steal_index (self->answers, i);
    }
  return unexpected_answer (line);
}

static gboolean
write_bytes (FaultyServer *self, GOutputStream *stream, const char *bytes, gsize length)
{
  gsize written = 0;
  gboolean is_written = g_output_stream_write_all (stream, bytes, length, &written, self->cancellable, NULL);

  g_mutex_lock (&self->lock);
  self->sent_bytes += written;
  g_mutex_unlock (&self->lock);
  return is_written;
}

/* Returns: whether the fault of @answer is now, and has been done */
static gboolean
fail_now (FaultyServer *self, FaultyAnswer *answer, Moment moment, GInputStream *stream)
{
  char byte;

  if (answer->moment != moment)
    return FALSE;
  if (answer->cancellable != NULL)
    g_cancellable_cancel (answer->cancellable);
  if (answer->fault == FAULT_HANG)
    g_input_stream_read (stream, &byte, 1, self->cancellable, NULL);
  return TRUE;
}

static gboolean
write_body (FaultyServer *self, FaultyAnswer *answer, GInputStream *input, GOutputStream *output)
{
  gsize length;
  const char *bytes = g_bytes_get_data (answer->body, &length);

  if (answer->moment == MOMENT_IN_BODY)
    {
      if (write_bytes (self, output, bytes, length / 2))
        fail_now (self, answer, MOMENT_IN_BODY, input);
      return FALSE;
    }
  for (guint i = 0; i < answer->times; i++)
    {
      if (!write_bytes (self, output, bytes, length))
        return FALSE;
    }
  return TRUE;
}

/* Returns: whether the connection can be used again */
static gboolean
write_answer (FaultyServer *self, FaultyAnswer *answer, GInputStream *input, GOutputStream *output)
{
  g_autoptr (GString) head = g_string_new (NULL);

  if (fail_now (self, answer, MOMENT_BEFORE_HEADERS, input))
    return FALSE;

  g_string_append_printf (head, "HTTP/1.1 %u Scripted\r\n%s", answer->status, answer->headers->str);
  if (answer->content_type != NULL)
    g_string_append_printf (head, "Content-Type: %s\r\n", answer->content_type);
  if (answer->status != 204)
    g_string_append_printf (head, "Content-Length: %" G_GUINT64_FORMAT "\r\n",
                            (guint64) g_bytes_get_size (answer->body) * answer->times);
  g_string_append (head, "\r\n");
  if (!write_bytes (self, output, head->str, head->len) || fail_now (self, answer, MOMENT_AFTER_HEADERS, input))
    return FALSE;
  return answer->status == 204 || write_body (self, answer, input, output);
}

static gpointer
connection_thread (gpointer data)
{
  Connection *connection = data;
  FaultyServer *self = connection->server;
  GIOStream *stream = G_IO_STREAM (connection->connection);
  GInputStream *bare = g_io_stream_get_input_stream (stream);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (bare);
  gboolean is_open = speaks_http (self, input, g_io_stream_get_output_stream (stream));

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (is_open)
    {
      Request *request = read_request (self, input);
      FaultyAnswer *answer;

      if (request == NULL)
        break;
      answer = take_answer (self, request);
      is_open = write_answer (self, answer, bare, g_io_stream_get_output_stream (stream));
      answer_free (answer);
    }

  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (connection->connection);
  g_free (connection);
  return NULL;
}

static gpointer
accept_thread (gpointer data)
{
  FaultyServer *self = data;
  GSocketConnection *accepted;

  while ((accepted = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL)) != NULL)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->server = self;
      connection->connection = accepted;
      g_ptr_array_add (self->connections, g_thread_new ("connection", connection_thread, connection));
    }
  return NULL;
}

/* Starts a server on loopback, on a port that the system chooses. */
FaultyServer *
faulty_server_new (void)
{
  FaultyServer *self = g_new0 (FaultyServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();
  self->connections = g_ptr_array_new ();
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address,
                                 &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("accept", accept_thread, self);
  return self;
}

/* Stops it and waits until its threads have ended. */
void
faulty_server_free (FaultyServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->connections->len; i++)
    g_thread_join (g_ptr_array_index (self->connections, i));

  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self->url);
  g_free (self);
}

const char *
faulty_server_get_url (FaultyServer *self)
{
  return self->url;
}

/* Tells it what to answer to the next @request that has no answer yet. The answer is the
 * server's; change it before the request comes. */
FaultyAnswer *
faulty_server_answer (FaultyServer *self, const char *request, guint status, const char *body)
{
  FaultyAnswer *answer = g_new0 (FaultyAnswer, 1);

  answer->request = g_strdup (request);
  answer->status = status;
  answer->content_type = body != NULL ? g_strdup ("application/json; charset=utf-8") : NULL;
  answer->headers = g_string_new (NULL);
  answer->body = g_bytes_new (body, body != NULL ? strlen (body) : 0);
  answer->times = 1;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->answers, answer);
  g_mutex_unlock (&self->lock);
  return answer;
}

void
faulty_answer_set_type (FaultyAnswer *answer, const char *content_type)
{
  g_free (answer->content_type);
  answer->content_type = g_strdup (content_type);
}

void
faulty_answer_add_header (FaultyAnswer *answer, const char *name, const char *value)
{
  g_string_append_printf (answer->headers, "%s: %s\r\n", name, value);
}

void
faulty_answer_set_body (FaultyAnswer *answer, GBytes *body)
{
  g_bytes_unref (answer->body);
  answer->body = g_bytes_ref (body);
}

/* Sends the body several times, one after the other, as one. */
void
faulty_answer_repeat_body (FaultyAnswer *answer, guint times)
{
  answer->times = times;
}

void
faulty_answer_fail (FaultyAnswer *answer, Moment moment, Fault fault)
{
  answer->moment = moment;
  answer->fault = fault;
}

/* Cancels @cancellable when the fault is due. */
void
faulty_answer_cancel (FaultyAnswer *answer, GCancellable *cancellable)
{
  g_set_object (&answer->cancellable, cancellable);
}

/* How often a request came: `PATCH /relations/articles/author`. */
guint
faulty_server_count (FaultyServer *self, const char *request)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint count = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *seen = g_ptr_array_index (self->requests, i);
      g_autofree char *line = g_strdup_printf ("%s %s", seen->method, seen->path);

      if (strcmp (line, request) == 0)
        count++;
    }
  return count;
}

guint64
faulty_server_get_sent_bytes (FaultyServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->sent_bytes;
}

/* A header of the @nth request that came; its name in lower case. */
char *
faulty_server_dup_header (FaultyServer *self, guint nth, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Request *request;

  g_assert_cmpuint (nth, <, self->requests->len);
  request = g_ptr_array_index (self->requests, nth);
  return g_strdup (g_hash_table_lookup (request->headers, name));
}

/* All requests that came: an array of `{"request": "PATCH /…", "body": {…}}`. */
JsonNode *
faulty_server_dup_requests (FaultyServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *request = g_ptr_array_index (self->requests, i);
      g_autofree char *line = g_strdup_printf ("%s %s", request->method, request->path);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "request", line);
      if (request->body != NULL)
        {
          g_autoptr (GError) error = NULL;
          JsonNode *body = rel_json_parse (request->body, strlen (request->body), &error);

          g_assert_no_error (error);
          json_object_set_member (object, "body", body);
        }
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);
  return node;
}

/* Compares all requests with `tests/data/client/NAME.json`, and sees that each answer that
 * it was told was asked for. */
void
faulty_server_assert_requests (FaultyServer *self, const char *golden_name)
{
  g_autofree char *file_name = g_strconcat (golden_name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "client", file_name, NULL);
  g_autoptr (JsonNode) seen = faulty_server_dup_requests (self);
  g_autofree char *seen_text = rel_json_dup_text (seen, TRUE);
  g_autoptr (JsonNode) golden = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s; these requests came: %s", error->message, seen_text);
  golden = rel_json_parse (text, length, &error);
  g_assert_no_error (error);

  if (!rel_json_equal (golden, seen))
    {
      g_test_message ("%s", seen_text);
      g_error ("These are not the requests of %s.json", golden_name);
    }
  g_assert_cmpuint (self->answers->len, ==, 0);
}
