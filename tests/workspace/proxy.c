/* proxy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "proxy.h"

#include <libsoup/soup.h>
#include <string.h>

/**
 * Proxy:
 *
 * Stands in front of a server, in a thread of its own: counts what comes by, lets it take its
 * time, and makes one request fail.
 */
struct _Proxy
{
  GThread *thread;       /* (owned) */
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  SoupServer *server;    /* (owned): lives in the thread */
  SoupSession *session;  /* (owned): likewise */
  char *target;          /* (owned): the address of the real server */
  char *url;             /* (owned) (nullable): its own, once it listens */
  guint latency_ms;

  GMutex lock; /* for what follows */
  GCond listens;
  guint n_requests;
  guint n_running;
  guint n_round_trips; /* how often a request came while none was on its way */
  GPtrArray *writes;   /* (owned) (element-type utf8): what came but GET */
  guint fails_at;      /* of the requests from now on, the one that fails; 0 for none */
  ProxyFault fault;
  GSourceFunc between; /* what is done before a request that waits */
  gpointer between_data;
};

/* One request on its way. */
typedef struct
{
  Proxy *proxy;
  SoupServerMessage *message; /* (owned) */
  SoupMessage *forwarded;     /* (owned) */
  ProxyFault fault;
} Passage;

static void
passage_free (Passage *passage)
{
  g_object_unref (passage->message);
  g_object_unref (passage->forwarded);
  g_free (passage);
}

static ProxyFault
count_in (Proxy *self, const char *method, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_requests++;
  if (self->n_running++ == 0)
    self->n_round_trips++;
  if (strcmp (method, "GET") != 0)
    g_ptr_array_add (self->writes, g_strdup_printf ("%s %s", method, path));
  return self->fails_at > 0 && --self->fails_at == 0 ? self->fault : PROXY_PASSES;
}

static void
count_out (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_running--;
}

static void
refuse (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text, strlen (text));
}

static void
fail (SoupServerMessage *message)
{
  refuse (message, SOUP_STATUS_INTERNAL_SERVER_ERROR,
          "{\"errors\":[{\"message\":\"Out of order.\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}");
}

static void
forbid (SoupServerMessage *message)
{
  refuse (message, SOUP_STATUS_FORBIDDEN,
          "{\"errors\":[{\"message\":\"You don't have permission to access this.\",\"extensions\":{\"code\":"
          "\"FORBIDDEN\"}}]}");
}

static void
cut (SoupServerMessage *message)
{
  g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
  fail (message);
}

static void
answer (Passage *passage, GBytes *body)
{
  SoupMessageHeaders *from = soup_message_get_response_headers (passage->forwarded);
  const char *type = soup_message_headers_get_content_type (from, NULL);

  switch (passage->fault)
    {
    case PROXY_REFUSES:
    case PROXY_FAILS_AFTER:
      fail (passage->message);
      break;
    case PROXY_LOSES_REQUEST:
    case PROXY_LOSES_REPLY:
      cut (passage->message);
      break;
    case PROXY_FORBIDS:
      forbid (passage->message);
      break;
    case PROXY_PASSES:
    case PROXY_WAITS:
    default:
      soup_server_message_set_status (passage->message, soup_message_get_status (passage->forwarded), NULL);
      if (g_bytes_get_size (body) > 0)
        soup_server_message_set_response (passage->message, type, SOUP_MEMORY_COPY, g_bytes_get_data (body, NULL),
                                          g_bytes_get_size (body));
      break;
    }
  count_out (passage->proxy);
  soup_server_message_unpause (passage->message);
  passage_free (passage);
}

static void
forwarded_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  Passage *passage = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  /* The server has ended meanwhile. */
  if (body == NULL)
    passage->fault = PROXY_LOSES_REPLY;
  answer (passage, body);
}

static gboolean forward_cb (gpointer user_data);

/* In the thread of the test. */
static gboolean
between_cb (gpointer user_data)
{
  Passage *passage = user_data;

  passage->proxy->between (passage->proxy->between_data);
  passage->fault = PROXY_PASSES;
  g_main_context_invoke (passage->proxy->context, forward_cb, passage);
  return G_SOURCE_REMOVE;
}

static gboolean
forward_cb (gpointer user_data)
{
  Passage *passage = user_data;

  if (passage->fault == PROXY_REFUSES || passage->fault == PROXY_LOSES_REQUEST || passage->fault == PROXY_FORBIDS)
    answer (passage, NULL);
  else if (passage->fault == PROXY_WAITS)
    g_main_context_invoke (NULL, between_cb, passage);
  else
    soup_session_send_and_read_async (passage->proxy->session, passage->forwarded, G_PRIORITY_DEFAULT, NULL,
                                      forwarded_cb, passage);
  return G_SOURCE_REMOVE;
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  if (g_ascii_strcasecmp (name, "Host") != 0 && g_ascii_strcasecmp (name, "Connection") != 0 &&
      g_ascii_strcasecmp (name, "Accept-Encoding") != 0)
    soup_message_headers_append (user_data, name, value);
}

static void
came_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Proxy *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *method = soup_server_message_get_method (message);
  const char *text = g_uri_get_query (uri);
  g_autofree char *address = g_strconcat (self->target, g_uri_get_path (uri), text != NULL ? "?" : NULL, text, NULL);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  Passage *passage = g_new0 (Passage, 1);
  g_autoptr (GSource) wait = g_timeout_source_new (self->latency_ms);

  passage->proxy = self;
  passage->message = g_object_ref (message);
  passage->forwarded = soup_message_new (method, address);
  passage->fault = count_in (self, method, g_uri_get_path (uri));
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                soup_message_get_request_headers (passage->forwarded));
  if (body->length > 0)
    {
      g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

      soup_message_set_request_body_from_bytes (passage->forwarded, NULL, bytes);
    }
  soup_server_message_pause (message);
  g_source_set_callback (wait, forward_cb, passage, NULL);
  g_source_attach (wait, self->context);
}

static gpointer
run (gpointer data)
{
  Proxy *self = data;
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new (NULL, NULL);
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, "timeout", 120, "max-conns", 64,
                                                 "max-conns-per-host", 64, NULL);
  soup_server_add_handler (self->server, NULL, came_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->listens);
  g_mutex_unlock (&self->lock);

  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* Each request waits for @latency_ms before it is passed on. */
Proxy *
proxy_new (const char *url, guint latency_ms)
{
  Proxy *self = g_new0 (Proxy, 1);

  self->target = g_strdup (url);
  self->latency_ms = latency_ms;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->writes = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->listens);
  self->thread = g_thread_new ("proxy", run, self);
  g_mutex_lock (&self->lock);
  while (self->url == NULL)
    g_cond_wait (&self->listens, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
proxy_free (Proxy *self)
{
  g_autoptr (GSource) quit = g_idle_source_new ();

  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->writes);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->listens);
  g_free (self->target);
  g_free (self->url);
  g_free (self);
}

const char *
proxy_get_url (Proxy *self)
{
  return self->url;
}

/* Makes the @nth request from now on fail, from 1. */
void
proxy_fail (Proxy *self, guint nth, ProxyFault fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->fails_at = nth;
  self->fault = fault;
}

/* Something else is done, in the thread of the test, before one of the requests from now on. */
void
proxy_wait (Proxy *self, guint nth, GSourceFunc func, gpointer user_data)
{
  self->between = func;
  self->between_data = user_data;
  proxy_fail (self, nth, PROXY_WAITS);
}

/* Counts from nothing again, and lets everything pass. */
void
proxy_reset (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_requests = 0;
  self->n_round_trips = 0;
  self->fails_at = 0;
  g_ptr_array_set_size (self->writes, 0);
}

guint
proxy_count (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_requests;
}

guint
proxy_count_writes (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->writes->len;
}

guint
proxy_count_round_trips (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_round_trips;
}

/* Returns: (transfer full): what came but GET, one a line */
char *
proxy_dup_writes (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->writes->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->writes, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
