/* directus-12.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that answers as Directus 12.4.1 on SQLite was recorded to do. Directus 12 itself
 * is not run: its licence does not allow it.
 *
 * It stands before the embedded server, which is most of the way there, and answers
 * differently where 12.4.1 does:
 *
 *  - `/server/info` says 12.4.1, and `/server/health` wants a login
 *  - fields and collections have settings that are new
 *  - what is unknown is refused with its name
 *  - deleting a relation leaves its foreign key, without settings
 *  - a deletion that no reading went before waits for itself, and ends with 500
 *  - the types of GraphQL input are called otherwise
 *  - snapshots say its version and what fields of Directus are indexed, and so must a change
 *    that is applied
 */

#include "config.h"

#include "directus-12.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <sqlite3.h>
#include <string.h>

#include "directus-12-schema.h"

struct _Directus12
{
  char *behind;   /* (owned): address of the embedded server */
  char *database; /* (owned): its file */
  char *url;      /* (owned) */
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GSocketService *service;
  SoupServer *server;
  SoupSession *session;
  gboolean has_read; /* since the last deletion */
};

#define FORBIDDEN                                                                                                      \
  "{\"errors\":[{\"message\":\"You don't have permission to access this.\","                                           \
  "\"extensions\":{\"code\":\"FORBIDDEN\"}}]}"
#define TIMEOUT                                                                                                        \
  "{\"errors\":[{\"message\":\"Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a "    \
  ".transacting(trx) call?\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}"

/* What is asked, and the answer as it is being made. */
typedef struct
{
  const char *method;
  char *path;         /* (owned): with its query */
  GStrv parts;        /* (owned): of the path, decoded */
  char *body;         /* (owned) (nullable) */
  const char *type;   /* (nullable): of the body */
  const char *bearer; /* (nullable) */
  guint status;
  SoupMessageHeaders *headers; /* (owned) (nullable): as the embedded server gives them */
  char *text;                  /* (owned) (nullable) */
} Exchange;

static void
exchange_clear (Exchange *exchange)
{
  g_free (exchange->path);
  g_strfreev (exchange->parts);
  g_free (exchange->body);
  g_clear_pointer (&exchange->headers, soup_message_headers_unref);
  g_free (exchange->text);
}

/* As Express tags what it sends. */
static char *
dup_tag (const char *text)
{
  guint8 digest[20];
  gsize n_bytes = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *encoded = NULL;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &n_bytes);
  encoded = g_base64_encode (digest, n_bytes);
  /* Without what it is filled up with. */
  return g_strdup_printf ("W/\"%zx-%.27s\"", strlen (text), encoded);
}

static void
answer (Exchange *exchange, guint status, const char *text)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  if (status < 400)
    {
      soup_message_headers_append (headers, "Cache-Control", "no-cache");
      soup_message_headers_append (headers, "Vary", "Origin, Cache-Control");
    }
  if (text != NULL)
    {
      g_autofree char *tag = dup_tag (text);

      soup_message_headers_append (headers, "Content-Type", "application/json; charset=utf-8");
      soup_message_headers_append (headers, "ETag", tag);
    }
  g_clear_pointer (&exchange->headers, soup_message_headers_unref);
  exchange->headers = headers;
  g_free (exchange->text);
  exchange->text = g_strdup (text);
  exchange->status = status;
}

/* Asks the embedded server. */
static void
ask (Directus12 *self, Exchange *exchange)
{
  g_autofree char *address = g_strconcat (self->behind, exchange->path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (exchange->method, address);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (exchange->bearer != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", exchange->bearer);
  if (exchange->body != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (exchange->body, strlen (exchange->body));

      soup_message_set_request_body_from_bytes (message, exchange->type, body);
    }
  bytes = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);

  g_free (exchange->text);
  g_clear_pointer (&exchange->headers, soup_message_headers_unref);
  exchange->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  exchange->status = soup_message_get_status (message);
  exchange->text = g_bytes_get_size (bytes) > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                                                : NULL;
}

static gboolean
is_path (Exchange *exchange, const char *method, const char *first, guint n_parts)
{
  return strcmp (exchange->method, method) == 0 && g_strcmp0 (exchange->parts[0], first) == 0 &&
         g_strv_length (exchange->parts) == n_parts;
}

static gboolean
has_collection (Directus12 *self, const char *name, const char *bearer)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  Exchange exchange = { .method = "GET", .bearer = bearer };
  gboolean found;

  exchange.path = g_strconcat ("/collections/", escaped, NULL);
  ask (self, &exchange);
  found = exchange.status == SOUP_STATUS_OK;
  exchange_clear (&exchange);
  return found;
}

/* "Unknown collection" in read, update, delete and collections of the transcripts; what is
 * asked of /collections is refused as before. */
static void
name_the_unknown (Directus12 *self, Exchange *exchange)
{
  g_autofree char *reason = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (exchange->status != SOUP_STATUS_FORBIDDEN || exchange->bearer == NULL || g_strv_length (exchange->parts) < 2 ||
      (strcmp (exchange->parts[0], "relations") != 0 && strcmp (exchange->parts[0], "fields") != 0) ||
      has_collection (self, exchange->parts[1], exchange->bearer))
    return;

  reason =
    g_strdup_printf ("You don't have permission to access collection \"%s\" or it does not exist. Queried in root.",
                     exchange->parts[1]);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, reason);
  json_builder_set_member_name (builder, "extensions");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, reason);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, "FORBIDDEN");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  g_free (exchange->text);
  exchange->text = json_to_string (node, FALSE);
}

/* Errors that 12.4.1 has other words for. */
static void
reword (Exchange *exchange)
{
  static const char *const words[][2] = {
    { "Collections can't start with \\\"directus_\\\"", "\\\"collection\\\" can't start with \\\"directus_\\\"" },
    { "Please generate a new diff and try again",
      "Please generate a new diff and try again or use the \\\"force\\\" query parameter to bypass this check" },
    { "current instance's version " DIRECTUS_12_VERSION_BEHIND, "current instance's version " DIRECTUS_12_VERSION },
    { "passing the \\\"force\\\" query parameter to the request", "passing the \\\"force\\\" query parameter" },
  };
  g_autoptr (GString) text = NULL;

  if (exchange->status != SOUP_STATUS_BAD_REQUEST || exchange->text == NULL)
    return;
  text = g_string_new (exchange->text);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_replace (text, words[i][0], words[i][1], 0);
  g_free (exchange->text);
  exchange->text = g_string_free (g_steal_pointer (&text), FALSE);
}

/* The version, and settings of fields and collections that are new. */
static void
renew_data (Exchange *exchange)
{
  const char *resource = exchange->parts[0];
  gboolean is_info = is_path (exchange, "GET", "server", 2) && strcmp (exchange->parts[1], "info") == 0;
  g_autoptr (JsonNode) node = NULL;
  JsonNode *data;

  if (exchange->status != SOUP_STATUS_OK ||
      (!is_info && g_strcmp0 (resource, "fields") != 0 && g_strcmp0 (resource, "collections") != 0))
    return;
  node = json_from_string (exchange->text, NULL);
  data = json_object_get_member (json_node_get_object (node), "data");
  if (!is_info)
    directus_12_add_settings (data, resource);
  else if (json_object_has_member (json_node_get_object (data), "version"))
    json_object_set_string_member (json_node_get_object (data), "version", DIRECTUS_12_VERSION);
  g_free (exchange->text);
  exchange->text = json_to_string (node, FALSE);
}

/* Snapshots and what is made of them, as JSON. */
static void
ask_schema (Directus12 *self, Exchange *exchange)
{
  const char *name = exchange->parts[1];
  g_autoptr (JsonNode) body = exchange->body != NULL ? json_from_string (exchange->body, NULL) : NULL;
  const char *refusal = directus_12_check_schema_call (name, body);
  g_autoptr (JsonNode) node = NULL;

  if (refusal != NULL)
    {
      g_autofree char *quoted = g_strescape (refusal, NULL);
      g_autofree char *text = g_strdup_printf ("{\"errors\":[{\"message\":\"Invalid payload. %s.\",\"extensions\":"
                                               "{\"reason\":\"%s\",\"code\":\"INVALID_PAYLOAD\"}}]}",
                                               quoted, quoted);

      answer (exchange, SOUP_STATUS_BAD_REQUEST, text);
      return;
    }
  if (body != NULL)
    {
      directus_12_change_schema_call (name, body);
      g_free (exchange->body);
      exchange->body = json_to_string (body, FALSE);
    }
  ask (self, exchange);
  node = exchange->text != NULL ? json_from_string (exchange->text, NULL) : NULL;
  if (node == NULL)
    return;
  directus_12_change_schema_answer (name, node);
  g_free (exchange->text);
  exchange->text = json_to_string (node, FALSE);
}

/* "Existing" and "The relation is gone" in delete of the transcripts. */
static void
delete_row (Directus12 *self, const char *collection, const char *field)
{
  sqlite3 *database;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open_v2 (self->database, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_busy_timeout (database, 10000), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "DELETE FROM directus_relations WHERE many_collection = ? AND many_field = ?",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, collection, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, field, -1, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static gboolean
has_relation (Directus12 *self, const char *collection, const char *field, const char *bearer)
{
  g_autofree char *escaped_collection = g_uri_escape_string (collection, NULL, FALSE);
  g_autofree char *escaped_field = g_uri_escape_string (field, NULL, FALSE);
  Exchange exchange = { .method = "GET", .bearer = bearer };
  gboolean found;

  exchange.path = g_strconcat ("/relations/", escaped_collection, "/", escaped_field, NULL);
  ask (self, &exchange);
  found = exchange.status == SOUP_STATUS_OK;
  exchange_clear (&exchange);
  return found;
}

/* Whether this deletes a relation, which is then done here. */
static gboolean
delete_relation (Directus12 *self, Exchange *exchange, const char *collection, const char *field, const char *done)
{
  gboolean is_there = has_relation (self, collection, field, exchange->bearer);

  /* What is not there is refused behind; of those of Directus that can only be seen in the
   * list. */
  if (!is_there && !g_str_has_prefix (collection, "directus_"))
    return FALSE;
  if (!self->has_read)
    {
      answer (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, TIMEOUT);
      return TRUE;
    }
  self->has_read = FALSE;
  if (!is_there)
    return FALSE;

  delete_row (self, collection, field);
  answer (exchange, done != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NO_CONTENT, done);
  return TRUE;
}

static char *
dup_string_argument (const char *query, const char *name)
{
  g_autofree char *pattern =
    g_strdup_printf ("delete_relations_item\\s*\\([^)]*\\b%s\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *literal = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!g_regex_match (regex, query, 0, &match))
    return NULL;
  literal = g_match_info_fetch (match, 1);
  node = json_from_string (literal, NULL);
  return json_node_dup_string (node);
}

static gboolean
delete_over_graphql (Directus12 *self, Exchange *exchange, const char *query)
{
  g_autofree char *collection = dup_string_argument (query, "collection");
  g_autofree char *field = dup_string_argument (query, "field");
  g_autoptr (JsonNode) done = NULL;
  g_autofree char *text = NULL;

  if (collection == NULL || field == NULL)
    return FALSE;
  done = json_from_string ("{\"data\":{\"delete_relations_item\":{}}}", NULL);
  {
    JsonObject *data = json_object_get_object_member (json_node_get_object (done), "data");
    JsonObject *item = json_object_get_object_member (data, "delete_relations_item");

    json_object_set_string_member (item, "collection", collection);
    json_object_set_string_member (item, "field", field);
  }
  text = json_to_string (done, FALSE);
  return delete_relation (self, exchange, collection, field, text);
}

static void
rename_types (char **text, const char *from, const char *to)
{
  g_autofree char *pattern = g_strdup_printf ("\\b%s(directus_(collections|fields|relations)\\w*_input)\\b", from);
  g_autofree char *replacement = g_strdup_printf ("%s\\1", to);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  char *renamed = g_regex_replace (regex, *text, -1, 0, replacement, G_REGEX_MATCH_DEFAULT, NULL);

  g_free (*text);
  *text = renamed;
}

/* The names of types of input, both ways. Theirs are one for creating and updating. */
static void
ask_graphql (Directus12 *self, Exchange *exchange)
{
  g_autoptr (JsonNode) body = json_from_string (exchange->body, NULL);
  const char *query = json_object_get_string_member_with_default (json_node_get_object (body), "query", "");

  if (delete_over_graphql (self, exchange, query))
    return;
  if (strstr (query, "mutation") == NULL)
    self->has_read = TRUE;
  rename_types (&exchange->body, "write_", strstr (query, "update_") != NULL ? "update_" : "create_");
  ask (self, exchange);
  rename_types (&exchange->text, "(?:create_|update_)?", "write_");
}

static void
exchange_run (Directus12 *self, Exchange *exchange)
{
  if (is_path (exchange, "GET", "server", 2) && strcmp (exchange->parts[1], "health") == 0 && exchange->bearer == NULL)
    {
      answer (exchange, SOUP_STATUS_FORBIDDEN, FORBIDDEN);
      return;
    }
  if (is_path (exchange, "POST", "graphql", 2) && exchange->body != NULL)
    {
      ask_graphql (self, exchange);
      return;
    }
  if (g_strcmp0 (exchange->parts[0], "schema") == 0 && g_strv_length (exchange->parts) == 2)
    {
      ask_schema (self, exchange);
      return;
    }
  if (is_path (exchange, "DELETE", "relations", 3) && exchange->bearer != NULL &&
      delete_relation (self, exchange, exchange->parts[1], exchange->parts[2], NULL))
    return;

  if (strcmp (exchange->method, "GET") == 0)
    self->has_read = TRUE;
  ask (self, exchange);
  name_the_unknown (self, exchange);
  renew_data (exchange);
}

static void
hand_on_headers (SoupMessageHeaders *from, SoupMessageHeaders *to)
{
  static const char *const of_the_connection[] = { "Connection", "Content-Encoding", "Content-Length",
                                                   "Date",       "Keep-Alive",       "Transfer-Encoding",
                                                   NULL };
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, from);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      gboolean is_of_the_connection = FALSE;

      for (guint i = 0; of_the_connection[i] != NULL; i++)
        is_of_the_connection |= g_ascii_strcasecmp (name, of_the_connection[i]) == 0;
      if (!is_of_the_connection)
        soup_message_headers_append (to, name, value);
    }
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GUri *uri = soup_server_message_get_uri (message);
  const char *parameters = g_uri_get_query (uri);
  Exchange exchange = { .method = soup_server_message_get_method (message),
                        .type = soup_message_headers_get_one (headers, "Content-Type"),
                        .bearer = soup_message_headers_get_one (headers, "Authorization") };

  exchange.path = g_strconcat (g_uri_get_path (uri), parameters != NULL ? "?" : "", parameters, NULL);
  exchange.parts = g_strsplit (g_uri_get_path (uri) + 1, "/", -1);
  for (guint i = 0; exchange.parts[i] != NULL; i++)
    {
      char *decoded = g_uri_unescape_string (exchange.parts[i], NULL);

      g_free (exchange.parts[i]);
      exchange.parts[i] = decoded != NULL ? decoded : g_strdup ("");
    }
  if (body->length > 0)
    {
      g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

      exchange.body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }

  exchange_run (user_data, &exchange);
  reword (&exchange);
  soup_server_message_set_status (message, exchange.status, NULL);
  if (exchange.text != NULL)
    soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, exchange.text,
                              strlen (exchange.text));
  hand_on_headers (exchange.headers, soup_server_message_get_response_headers (message));
  exchange_clear (&exchange);
}

static gpointer
serve_thread (gpointer data)
{
  Directus12 *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->session);
  /* Connections that are just being closed hold on to themselves until then. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, SoupServer *server)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (local != NULL && remote != NULL)
    soup_server_accept_iostream (server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* SoupServer could listen by itself, but libsoup 3.2 then keeps each socket for good. */
static void
listen_at_any_port (Directus12 *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
}

/* @url: address of the embedded server, which must live longer; @database: its file. */
Directus12 *
directus_12_new (const char *url, const char *database)
{
  Directus12 *self = g_new0 (Directus12, 1);

  self->behind = g_strdup (url);
  self->database = g_strdup (database);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);

  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, "timeout", 60, NULL);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  listen_at_any_port (self);
  g_main_context_pop_thread_default (self->context);

  self->thread = g_thread_new ("directus-12", serve_thread, self);
  return self;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
directus_12_free (Directus12 *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->behind);
  g_free (self->database);
  g_free (self->url);
  g_free (self);
}

const char *
directus_12_get_url (Directus12 *self)
{
  return self->url;
}
