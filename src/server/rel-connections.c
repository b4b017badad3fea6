/* rel-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-connections.h"

#include "rel-server.h"

/**
 * RelConnections:
 *
 * The connections of a server, none of which may be held for ever. A client has a limited
 * time to send a whole request, however it spends it, and as much to take the answer. When
 * there are too many connections, the one whose time is nearest its end makes room, so a
 * crowd that does nothing keeps nobody out.
 *
 * Use it in the thread of the server.
 */
struct _RelConnections
{
  SoupServer *soup;       /* (owned) */
  GMainContext *context;  /* (owned) */
  GHashTable *by_address; /* (element-type GSocketAddress Connection) (owned): by the client's */
  GQueue queue;           /* (element-type Connection): by the end of their time */
  guint n_answering;      /* requests that are read, and whose answers are not sent */
  guint max;
  guint patience_ms;
};

typedef struct
{
  RelConnections *all;           /* (unowned) */
  GSocketConnection *connection; /* (unowned): libsoup owns it, and tells when it goes */
  GSocketAddress *address;       /* (owned) */
  GSource *timeout;              /* (owned) */
  gint64 read_us;                /* when a request was read that has to be answered; 0 while there is none */
  guint status;                  /* of its answer; 0 until that is on its way */
} Connection;

/* libsoup reads the end of the stream then, and lets go of the connection. */
static void
shut_down (Connection *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);

  g_source_destroy (self->timeout);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  shut_down (user_data);
  return G_SOURCE_REMOVE;
}

/* Gives a connection its time from now on. */
static void
set_timeout (Connection *self)
{
  if (self->timeout != NULL)
    {
      g_source_destroy (self->timeout);
      g_source_unref (self->timeout);
    }
  self->timeout = g_timeout_source_new (self->all->patience_ms);
  g_source_set_callback (self->timeout, timed_out_cb, self, NULL);
  g_source_attach (self->timeout, self->all->context);

  g_queue_remove (&self->all->queue, self);
  g_queue_push_tail (&self->all->queue, self);
}

static void
set_read (Connection *self, gint64 read_us)
{
  self->all->n_answering += (read_us != 0) - (self->read_us != 0);
  self->read_us = read_us;
}

static void
connection_free (gpointer data)
{
  Connection *self = data;

  set_read (self, 0);
  g_queue_remove (&self->all->queue, self);
  g_source_destroy (self->timeout);
  g_source_unref (self->timeout);
  g_object_unref (self->address);
  g_free (self);
}

static void
gone_cb (gpointer user_data, GObject *where_it_was)
{
  Connection *connection = user_data;

  g_hash_table_remove (connection->all->by_address, connection->address);
}

static Connection *
find (RelConnections *self, SoupServerMessage *message)
{
  return g_hash_table_lookup (self->by_address, soup_server_message_get_remote_address (message));
}

/* The client's time to take the answer begins when it is made. When the client goes away,
 * libsoup puts another status into the message. */
static void
wrote_headers_cb (SoupServerMessage *message, gpointer user_data)
{
  Connection *connection = find (user_data, message);

  if (connection == NULL)
    return;
  connection->status = soup_server_message_get_status (message);
  set_timeout (connection);
}

static void
request_read_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  Connection *connection = find (user_data, message);

  if (connection == NULL)
    return;
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), user_data);
  connection->status = 0;
  set_read (connection, g_get_monotonic_time ());
  set_timeout (connection);
}

/* The path goes without its query, which may have a token. */
static void
log_answer (Connection *self, SoupServerMessage *message)
{
  /* It is whatever somebody has sent. */
  g_autofree char *method = g_utf8_make_valid (soup_server_message_get_method (message), -1);

  g_log (REL_SERVER_LOG_DOMAIN, G_LOG_LEVEL_INFO, "%s %s %u %" G_GOFFSET_FORMAT " B %.1f ms", method,
         g_uri_get_path (soup_server_message_get_uri (message)), self->status,
         soup_server_message_get_response_body (message)->length, (g_get_monotonic_time () - self->read_us) / 1000.0);
}

static void
request_ended_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  Connection *connection = find (user_data, message);

  if (connection == NULL)
    return;
  if (connection->read_us != 0)
    log_answer (connection, message);
  set_read (connection, 0);
  set_timeout (connection);
}

/**
 * rel_connections_new:
 * @soup: what answers on the connections
 * @context: the main context that it does so in
 * @max: how many there may be at once
 * @patience_ms: how long a client may take to send a request, and to take an answer
 *
 * Returns: (transfer full): no connections yet
 */
RelConnections *
rel_connections_new (SoupServer *soup, GMainContext *context, guint max, guint patience_ms)
{
  RelConnections *self = g_new0 (RelConnections, 1);

  self->soup = g_object_ref (soup);
  self->context = g_main_context_ref (context);
  self->by_address = g_hash_table_new_full (NULL, NULL, NULL, connection_free);
  self->max = max;
  self->patience_ms = patience_ms;
  g_signal_connect (soup, "request-read", G_CALLBACK (request_read_cb), self);
  g_signal_connect (soup, "request-finished", G_CALLBACK (request_ended_cb), self);
  g_signal_connect (soup, "request-aborted", G_CALLBACK (request_ended_cb), self);
  return self;
}

/**
 * rel_connections_free:
 * @self: (transfer full): connections, which need not be closed
 */
void
rel_connections_free (RelConnections *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_address);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Connection *connection = value;

      g_object_weak_unref (G_OBJECT (connection->connection), gone_cb, connection);
    }
  g_hash_table_unref (self->by_address);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  g_object_unref (self->soup);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * rel_connections_accept:
 * @self: connections
 * @stream: a new connection
 * @error: (out) (optional): where to put a failure
 *
 * Has a connection answered, and closes it when its time is over.
 *
 * Errors: any `G_IO_ERROR` if the client has gone again.
 *
 * Returns: whether it is answered
 */
gboolean
rel_connections_accept (RelConnections *self, GSocketConnection *stream, GError **error)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (stream, error);
  g_autoptr (GSocketAddress) remote = local != NULL ? g_socket_connection_get_remote_address (stream, error) : NULL;
  Connection *connection;

  if (remote == NULL)
    return FALSE;

  connection = g_new0 (Connection, 1);
  connection->all = self;
  connection->connection = stream;
  connection->address = g_object_ref (remote);
  set_timeout (connection);
  g_hash_table_insert (self->by_address, remote, connection);
  g_object_weak_ref (G_OBJECT (stream), gone_cb, connection);

  if (self->queue.length > self->max)
    shut_down (g_queue_pop_head (&self->queue));
  return soup_server_accept_iostream (self->soup, G_IO_STREAM (stream), local, remote, error);
}

/**
 * rel_connections_drain:
 * @self: connections to a server that accepts no more
 *
 * Runs the main context until all answers that are due have been sent. A client has no more
 * time than usual to take them.
 */
void
rel_connections_drain (RelConnections *self)
{
  while (self->n_answering > 0)
    g_main_context_iteration (self->context, TRUE);
}
