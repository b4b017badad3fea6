/* rel-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <libsoup/soup.h>

#include "rel-access.h"
#include "rel-body.h"
#include "rel-caller.h"
#include "rel-connections.h"
#include "rel-entity-tag.h"
#include "rel-error.h"
#include "rel-parameters.h"
#include "rel-project.h"
#include "rel-router.h"

#define MAX_BODY_BYTES  (16 * 1024 * 1024)
#define MAX_CONNECTIONS 128

/* How long a client may take to send a request, and to take the answer. */
#define PATIENCE_MS (30 * 1000)

/* How many wrong tokens and passwords may come from another computer within a time. Directus lets
 * as many passwords through before it suspends the user. */
#define MAX_GUESSES 25
#define GUESSES_S   60

/* As Directus has it when it is not told otherwise. */
#define ACCESS_MS  (15 * 60 * 1000)
#define REFRESH_MS (7 * 24 * 60 * 60 * 1000)

/**
 * RelServer:
 *
 * A small Directus for schema work: serves a SQLite file over HTTP, to this computer only
 * unless it is told otherwise.
 *
 * It answers in a thread of its own, one request after the other. Everything in the group
 * below "thread" is used by that thread alone; the rest is set before it starts.
 *
 * The object may be used from any one thread.
 */
struct _RelServer
{
  GObject parent_instance;

  GFile *database; /* (owned) (not nullable) */
  char *token;     /* (owned) (not nullable) */
  char *host;      /* (owned) (not nullable): address to listen at */
  char *url;       /* (owned) (nullable): while it runs */
  guint16 port;
  guint patience_ms;  /* how long a client may take to send a request, and to take the answer */
  guint access_ms;    /* how long what a login gives is good */
  guint refresh_ms;   /* how long it can be had anew */
  guint limit_points; /* how often a client may ask within @limit_s; 0 for as often as it likes */
  guint limit_s;
  GThread *thread; /* (owned) (nullable): while it runs */

  GMainContext *context; /* (owned) (nullable): of the thread */
  GMainLoop *loop;       /* (owned) (nullable): of the thread */
  GAsyncQueue *started;  /* (element-type Start) (owned): one, when the thread runs or has failed */

  /* thread */
  RelConnections *connections; /* (owned) (nullable) */
  RelProject *project;         /* (owned) (nullable) */
  RelSessions *sessions;       /* (owned) (nullable) */
  RelRateLimit *requests;      /* (owned) (nullable) */
  RelRateLimit *guesses;       /* (owned) (nullable) */
};

/* What became of starting the thread. */
typedef struct
{
  char *url;     /* (owned) (nullable) */
  GError *error; /* (owned) (nullable) */
} Start;

G_DEFINE_FINAL_TYPE (RelServer, rel_server, G_TYPE_OBJECT)

static gboolean
is_read (SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  return strcmp (method, "GET") == 0 || strcmp (method, "HEAD") == 0;
}

/* Tags an answer; gets whether the client has it already. */
static gboolean
tag_answer (SoupServerMessage *message, const RelReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *tag = rel_entity_tag_new (reply->text);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", tag);
  return reply->status == 200 && is_read (message) &&
         rel_entity_tag_is_among (tag, soup_message_headers_get_list (headers, "If-None-Match"));
}

static void
send_reply (SoupServerMessage *message, const RelReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, reply->status, NULL);
  /* libsoup closes what it does not itself listen for, and says so to nobody: a client that
   * believed in the connection would lose its next request. */
  soup_message_headers_replace (headers, "Connection", "close");
  /* Data may be kept, but has to be asked about again. */
  if (SOUP_STATUS_IS_SUCCESSFUL (reply->status) && !rel_reply_is_text (reply))
    {
      soup_message_headers_replace (headers, "Cache-Control", "no-cache");
      soup_message_headers_replace (headers, "Vary", "Origin, Cache-Control");
    }
  for (guint i = 0; reply->headers != NULL && i + 1 < reply->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (reply->headers, i),
                                 g_ptr_array_index (reply->headers, i + 1));
  if (reply->text != NULL && tag_answer (message, reply))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  if (reply->text != NULL)
    {
      soup_message_headers_set_content_type (headers, reply->content_type, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (message), reply->text);
    }
}

static RelReply *
answer (RelServer *self, SoupServerMessage *message, const char *path)
{
  g_autoptr (GHashTable) query = rel_parameters_decode (g_uri_get_query (soup_server_message_get_uri (message)));
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  RelCall call = { .method = soup_server_message_get_method (message),
                   .path = path,
                   .query = query,
                   .headers = soup_server_message_get_request_headers (message),
                   .bytes = bytes,
                   .address = soup_server_message_get_remote_host (message),
                   .sessions = self->sessions,
                   .requests = self->requests,
                   .guesses = self->guesses,
                   .token = self->token };
  RelReply *reply = rel_body_read (&call);

  if (reply != NULL)
    return reply;

  if (strcmp (call.method, "HEAD") == 0)
    call.method = "GET";

  reply = rel_caller_identify (self->project, &call);
  if (reply == NULL)
    reply = rel_router_answer (self->project, &call);
  g_clear_pointer (&call.body, json_node_unref);
  g_free (call.user);
  g_clear_pointer (&call.permissions, rel_permissions_free);
  return reply;
}

static void
requested_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  g_autoptr (RelReply) reply = NULL;

  /* What a body was too large for is answered already. */
  if (soup_server_message_get_status (message) != SOUP_STATUS_NONE)
    return;

  reply = answer (user_data, message, path);
  send_reply (message, reply);
}

static void
refuse_body (SoupServerMessage *message)
{
  g_autoptr (RelReply) reply = rel_reply_new_invalid ("request entity too large");

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  send_reply (message, reply);
}

static void
received_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  if (soup_server_message_get_status (message) == SOUP_STATUS_NONE &&
      soup_server_message_get_request_body (message)->length > MAX_BODY_BYTES)
    refuse_body (message);
}

static void
headers_read_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_content_length (headers) > MAX_BODY_BYTES)
    refuse_body (message);
  else
    g_signal_connect (message, "got-chunk", G_CALLBACK (received_chunk_cb), NULL);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  RelServer *self = user_data;

  /* A client that has gone again by now is no failure. */
  rel_connections_accept (self->connections, connection, NULL);
  return TRUE;
}

static GSocketAddress *
parse_address (RelServer *self, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->host);

  if (address == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not the address of a network"), self->host);
      return NULL;
    }
  return g_inet_socket_address_new (address, self->port);
}

static char *
dup_url (GSocketAddress *bound)
{
  GInetSocketAddress *address = G_INET_SOCKET_ADDRESS (bound);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (address));

  return g_uri_join (G_URI_FLAGS_NONE, "http", NULL, host, g_inet_socket_address_get_port (address), "", NULL, NULL);
}

/* SoupServer could listen by itself, but libsoup 3.2 then keeps each socket for good. */
static GSocketService *
listen_at (RelServer *self, char **url, GError **error)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GSocketAddress) wanted = parse_address (self, error);
  g_autoptr (GSocketAddress) bound = NULL;

  if (wanted == NULL)
    return NULL;

  /* Else a crowd waits a second for each of its connections. */
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (service), MAX_CONNECTIONS);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &bound, error))
    return NULL;
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), self);
  *url = dup_url (bound);
  return g_steal_pointer (&service);
}

static SoupServer *
new_soup (RelServer *self)
{
  SoupServer *soup = soup_server_new ("server-header", "Relations/" PACKAGE_VERSION, "raw-paths", TRUE, NULL);

  soup_server_add_early_handler (soup, NULL, headers_read_cb, self, NULL);
  soup_server_add_handler (soup, NULL, requested_cb, self, NULL);
  return soup;
}

/* Answers until it is told to stop, and to the end what is being answered then. */
static void
serve (RelServer *self, SoupServer *soup, GSocketService *service)
{
  g_main_loop_run (self->loop);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  rel_connections_drain (self->connections);
  soup_server_disconnect (soup);
  /* Connections that are just being closed hold on to themselves until then. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static gpointer
run (gpointer data)
{
  RelServer *self = data;
  g_autoptr (SoupServer) soup = new_soup (self);
  g_autoptr (GSocketService) service = NULL;
  Start *start = g_new0 (Start, 1);
  gboolean runs;

  g_main_context_push_thread_default (self->context);
  self->connections = rel_connections_new (soup, self->context, MAX_CONNECTIONS, self->patience_ms);
  self->sessions = rel_sessions_new (self->access_ms, self->refresh_ms);
  self->guesses = rel_rate_limit_new (MAX_GUESSES, GUESSES_S);
  if (self->limit_points > 0)
    self->requests = rel_rate_limit_new (self->limit_points, self->limit_s);
  self->project = rel_project_open (self->database, &start->error);
  if (self->project != NULL)
    service = listen_at (self, &start->url, &start->error);

  /* Whoever waits for it owns it from here on. */
  runs = service != NULL;
  g_async_queue_push (self->started, start);
  if (runs)
    serve (self, soup, service);

  g_clear_object (&service);
  g_clear_pointer (&self->connections, rel_connections_free);
  g_clear_pointer (&self->project, rel_project_free);
  g_clear_pointer (&self->sessions, rel_sessions_free);
  g_clear_pointer (&self->requests, rel_rate_limit_free);
  g_clear_pointer (&self->guesses, rel_rate_limit_free);
  g_clear_object (&soup);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
rel_server_finalize (GObject *object)
{
  RelServer *self = REL_SERVER (object);

  rel_server_stop (self);
  g_clear_object (&self->database);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->started, g_async_queue_unref);

  G_OBJECT_CLASS (rel_server_parent_class)->finalize (object);
}

static void
rel_server_class_init (RelServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rel_server_finalize;
}

static void
rel_server_init (RelServer *self)
{
  self->started = g_async_queue_new ();
  self->host = g_strdup ("127.0.0.1");
  self->patience_ms = PATIENCE_MS;
  self->access_ms = ACCESS_MS;
  self->refresh_ms = REFRESH_MS;
}

/**
 * rel_server_new:
 * @database: a SQLite file: a Directus project, or any other with tables
 * @token: (nullable): the token that a client must send; %NULL for a random one
 *
 * Makes a server that does not run yet.
 *
 * Returns: (transfer full): the server
 */
RelServer *
rel_server_new (GFile *database, const char *token)
{
  RelServer *self;

  g_return_val_if_fail (G_IS_FILE (database), NULL);
  g_return_val_if_fail (token == NULL || *token != '\0', NULL);

  self = g_object_new (REL_TYPE_SERVER, NULL);
  self->database = g_object_ref (database);
  self->token = token != NULL ? g_strdup (token) : rel_access_new_token ();
  return self;
}

/**
 * rel_server_set_host:
 * @self: a server that does not run
 * @host: an address of this computer, such as 192.0.2.1, or 0.0.0.0 for all of them
 *
 * Usually that is 127.0.0.1, which only this computer reaches. Whoever reaches another one may
 * listen to what is sent, the token too: it is not encrypted.
 */
void
rel_server_set_host (RelServer *self, const char *host)
{
  g_return_if_fail (REL_IS_SERVER (self));
  g_return_if_fail (self->thread == NULL);
  g_return_if_fail (host != NULL);

  g_free (self->host);
  self->host = g_strdup (host);
}

/**
 * rel_server_set_patience:
 * @self: a server that does not run
 * @patience_ms: how long a client may take to send a request, and to take the answer
 *
 * Usually that is half a minute. A client that takes longer loses its connection.
 */
void
rel_server_set_patience (RelServer *self, guint patience_ms)
{
  g_return_if_fail (REL_IS_SERVER (self));
  g_return_if_fail (self->thread == NULL);

  self->patience_ms = patience_ms;
}

/**
 * rel_server_set_lifetimes:
 * @self: a server that does not run
 * @access_ms: how long the access token that a login gives is good
 * @refresh_ms: how long the refresh token is good
 *
 * Usually these are 15 minutes and 7 days. The server's own token does not expire.
 */
void
rel_server_set_lifetimes (RelServer *self, guint access_ms, guint refresh_ms)
{
  g_return_if_fail (REL_IS_SERVER (self));
  g_return_if_fail (self->thread == NULL);

  self->access_ms = access_ms;
  self->refresh_ms = refresh_ms;
}

/**
 * rel_server_set_rate_limit:
 * @self: a server that does not run
 * @points: how often a client may ask, at least 1
 * @duration_s: within which time, at least 1
 *
 * Usually there is no limit. It is the one that Directus calls `RATE_LIMITER`: beyond it a client
 * is answered 429 until the time is over.
 */
void
rel_server_set_rate_limit (RelServer *self, guint points, guint duration_s)
{
  g_return_if_fail (REL_IS_SERVER (self));
  g_return_if_fail (self->thread == NULL);
  g_return_if_fail (points > 0);
  g_return_if_fail (duration_s > 0);

  self->limit_points = points;
  self->limit_s = duration_s;
}

/**
 * rel_server_start:
 * @self: a server that does not run
 * @port: a port of this computer; 0 for one that is free
 * @error: (out) (optional): where to put a failure
 *
 * Opens the database and begins to answer. When this returns, requests can be sent.
 *
 * Opening does not change the file.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such file, `REL_ERROR_INVALID` if it is not
 * a SQLite database or the host is no address, `REL_ERROR_BUSY` if another program has locked it,
 * `REL_ERROR_READ_ONLY` if it has to be recovered and cannot be written, else any
 * `G_IO_ERROR` of the network.
 *
 * Returns: whether it runs
 */
gboolean
rel_server_start (RelServer *self, guint16 port, GError **error)
{
  Start *start;

  g_return_val_if_fail (REL_IS_SERVER (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->port = port;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("rel-server", run, self);

  start = g_async_queue_pop (self->started);
  self->url = start->url;
  if (start->error != NULL)
    {
      g_propagate_error (error, start->error);
      rel_server_stop (self);
    }
  g_free (start);
  return self->url != NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * rel_server_stop:
 * @self: a server
 *
 * Ends the answers that are being made or sent, if any, and closes the database. It may be started
 * again. A server that does not run stays as it is.
 */
void
rel_server_stop (RelServer *self)
{
  g_return_if_fail (REL_IS_SERVER (self));

  if (self->thread == NULL)
    return;

  /* Never run from here: the loop may not have been reached yet, and then a quit is lost. */
  if (self->url != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, quit_cb, self->loop, NULL);
      g_source_attach (source, self->context);
    }
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->url, g_free);
}

/**
 * rel_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): its address, without a slash at the end; %NULL while
 *   it does not run
 */
const char *
rel_server_get_url (RelServer *self)
{
  g_return_val_if_fail (REL_IS_SERVER (self), NULL);

  return self->url;
}

/**
 * rel_server_get_token:
 * @self: a server
 *
 * Returns: (transfer none): the token that a client must send
 */
const char *
rel_server_get_token (RelServer *self)
{
  g_return_val_if_fail (REL_IS_SERVER (self), NULL);

  return self->token;
}
