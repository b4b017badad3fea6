/* faulty-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "faulty-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "rel-json.h"

/**
 * FaultyServer:
 *
 * A server that answers as it was told, whatever HTTP says about that, and remembers what
 * it was asked. It speaks over bare sockets, so that it can break off at any byte, with a
 * thread for each connection.
 *
 * Each answer is for one request (`GET /relations`) and is given once, or each time if it is
 * kept; those for the same request in their order. Requests to one address can be told apart
 * by what stands in their bodies: `POST /graphql/system utils_cache_clear`. A request that
 * nobody told it about gets a 500.
 */
struct _FaultyServer
{
  GSocketListener *listener; /* (owned) */
  GCancellable *cancellable; /* (owned): ends the thread that accepts */
  GThread *thread;           /* (owned) */
  char *url;                 /* (owned) */
  GTlsCertificate *tls;      /* (owned) (nullable) */
  gsize sent_bytes;          /* atomic */
  gint64 sent_us;            /* atomic: when the last of them was sent */

  GMutex lock;            /* for what follows */
  GPtrArray *connections; /* (owned) (element-type GThread) */
  GPtrArray *sockets;     /* (owned) (element-type GSocket): of the connections */
  GPtrArray *answers;     /* (owned) (element-type FaultyAnswer): not yet given */
  GPtrArray *requests;    /* (owned) (element-type Request) */
  char *protocol;         /* (owned) (nullable): what was agreed on with TLS */
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
read_line (GDataInputStream *stream)
{
  return g_data_input_stream_read_line (stream, NULL, NULL, NULL);
}

/* Returns: (nullable): the next request; %NULL when the client has closed */
static Request *
read_request (GDataInputStream *stream)
{
  g_autofree char *first = read_line (stream);
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
  while ((line = read_line (stream)) != NULL && *line != '\0')
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
      g_input_stream_read_all (G_INPUT_STREAM (stream), request->body, length_bytes, NULL, NULL, NULL);
    }
  return request;
}

/* Says in plain HTTP that it speaks no TLS, as web servers do. */
static gboolean
speaks_http (GDataInputStream *input, GOutputStream *output)
{
  static const char refusal[] = "HTTP/1.1 400 Scripted\r\nContent-Length: 0\r\n\r\n";
  gsize n_bytes = 0;
  const char *bytes;

  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (input), 1, NULL, NULL) < 1)
    return FALSE;
  bytes = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (input), &n_bytes);
  if (g_ascii_isupper (bytes[0]))
    return TRUE;
  g_output_stream_write_all (output, refusal, strlen (refusal), NULL, NULL, NULL);
  return FALSE;
}

static FaultyAnswer *
unexpected_answer (const char *line)
{
  g_autofree char *body = g_strdup_printf ("{\"errors\":[{\"message\":\"Nobody expected %s\"}]}", line);

  return faulty_answer_new (line, 500, body);
}

static char *
dup_line (Request *request)
{
  return g_strdup_printf ("%s %s", request->method, request->path);
}

/* Whether this is the request that @what names: `METHOD /path`, or `METHOD /path words` with
 * words of its body. */
static gboolean
request_is (Request *request, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (what, " ", 3);

  return strcmp (request->method, parts[0]) == 0 && g_strcmp0 (request->path, parts[1]) == 0 &&
         (parts[2] == NULL || (request->body != NULL && strstr (request->body, parts[2]) != NULL));
}

/* Remembers a request and takes the answer that is meant for it. */
static FaultyAnswer *
take_answer (FaultyServer *self, Request *request)
{
  g_autofree char *line = dup_line (request);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_add (self->requests, request);
  for (guint i = 0; i < self->answers->len; i++)
    {
      FaultyAnswer *answer = g_ptr_array_index (self->answers, i);

      if (request_is (request, faulty_answer_get_request (answer)))
        return faulty_answer_is_kept (answer) ? faulty_answer_ref (answer) : g_ptr_array_steal_index (self->answers, i);
    }
  return unexpected_answer (line);
}

/* Returns: (nullable) (transfer full): the stream that speaks HTTP */
static GIOStream *
open_stream (FaultyServer *self, GSocketConnection *connection)
{
  static const char *const protocols[] = { "h2", "http/1.1", NULL };
  g_autoptr (GIOStream) stream = NULL;

  if (self->tls == NULL)
    return G_IO_STREAM (g_object_ref (connection));

  stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->tls, NULL);
  g_assert_nonnull (stream);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL))
    return NULL;

  g_mutex_lock (&self->lock);
  g_free (self->protocol);
  self->protocol = g_strdup (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (stream)));
  g_mutex_unlock (&self->lock);
  return g_steal_pointer (&stream);
}

/* Answers what comes over one connection, until one side closes it. */
static void
serve (FaultyServer *self, GSocketConnection *connection, GIOStream *stream)
{
  Wire wire = { g_socket_connection_get_socket (connection), g_io_stream_get_input_stream (stream),
                g_io_stream_get_output_stream (stream), &self->sent_bytes, &self->sent_us };
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (wire.input);
  gboolean is_open = speaks_http (input, wire.output);

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (is_open)
    {
      Request *request = read_request (input);
      FaultyAnswer *answer;

      if (request == NULL)
        break;
      answer = take_answer (self, request);
      is_open = faulty_answer_write (answer, &wire);
      faulty_answer_free (answer);
    }
}

static gpointer
connection_thread (gpointer data)
{
  Connection *connection = data;
  FaultyServer *self = connection->server;
  g_autoptr (GIOStream) stream = NULL;

  /* The end of an answer must not wait until its beginning is acknowledged. */
  g_socket_set_option (g_socket_connection_get_socket (connection->connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  stream = open_stream (self, connection->connection);
  if (stream != NULL)
    serve (self, connection->connection, stream);

  /* What is below TLS, so that nothing is said in farewell. */
  g_mutex_lock (&self->lock);
  g_io_stream_close (G_IO_STREAM (connection->connection), NULL, NULL);
  g_mutex_unlock (&self->lock);
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
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->sockets, g_object_ref (g_socket_connection_get_socket (accepted)));
      g_ptr_array_add (self->connections, g_thread_new ("connection", connection_thread, connection));
      g_mutex_unlock (&self->lock);
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
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->answers = g_ptr_array_new_with_free_func (faulty_answer_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address,
                                 &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("accept", accept_thread, self);
  return self;
}

/* Starts one that speaks TLS, with `tests/data/tls/NAME.pem`: its key and its certificate. */
FaultyServer *
faulty_server_new_tls (const char *certificate_name)
{
  FaultyServer *self = faulty_server_new ();
  g_autofree char *file_name = g_strconcat (certificate_name, ".pem", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", file_name, NULL);
  g_autofree char *plain_url = g_steal_pointer (&self->url);
  g_autoptr (GError) error = NULL;

  self->tls = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  self->url = g_strconcat ("https", plain_url + strlen ("http"), NULL);
  return self;
}

/* Ends all connections, whatever is said over them just now. */
void
faulty_server_disconnect (FaultyServer *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_shutdown (g_ptr_array_index (self->sockets, i), TRUE, TRUE, NULL);
  g_mutex_unlock (&self->lock);
}

/* Stops it and waits until its threads have ended. */
void
faulty_server_free (FaultyServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  faulty_server_disconnect (self);
  for (guint i = 0; i < self->connections->len; i++)
    g_thread_join (g_ptr_array_index (self->connections, i));

  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->sockets);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_clear_object (&self->tls);
  g_free (self->protocol);
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
  FaultyAnswer *answer = faulty_answer_new (request, status, body);

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->answers, answer);
  g_mutex_unlock (&self->lock);
  return answer;
}

/* How often a request came; @request as in faulty_server_answer(). */
guint
faulty_server_count (FaultyServer *self, const char *request)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint count = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      if (request_is (g_ptr_array_index (self->requests, i), request))
        count++;
    }
  return count;
}

guint
faulty_server_count_all (FaultyServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->requests->len;
}

/* How many connections were made. */
guint
faulty_server_count_connections (FaultyServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->connections->len;
}

/* Returns: (nullable): the protocol that was agreed on with TLS, the last time */
char *
faulty_server_dup_protocol (FaultyServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->protocol);
}

gsize
faulty_server_get_sent_bytes (FaultyServer *self)
{
  return (gsize) g_atomic_pointer_get (&self->sent_bytes);
}

/* When the last byte until now was sent, on the monotonic clock. */
gint64
faulty_server_get_sent_us (FaultyServer *self)
{
  return __atomic_load_n (&self->sent_us, __ATOMIC_SEQ_CST);
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
      g_autofree char *line = dup_line (request);
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
