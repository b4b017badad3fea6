/* test-rate-limit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often somebody may ask, and how often guess. The tests are on loopback, where guessing has
 * no limit, so those about guesses ask the router itself, from an address that documents have.
 */

#include <string.h>

#include "rel-caller.h"
#include "rel-json.h"
#include "rel-network.h"
#include "rel-rate-limit.h"
#include "server-fixture.h"

#define S         G_USEC_PER_SEC
#define FAR       "192.0.2.7"
#define LOGIN     "{\"email\":\"ada@example.com\",\"password\":\"%s\"}"
#define N_CLIENTS 5000
#define N_GUESSES 3

/* Long enough that nothing of it is over while a test runs, and the words are the same. */
#define LONG_S 5400

typedef struct
{
  ServerFixture server;
  RelProject *project; /* (owned) */
  RelSessions *sessions;
  RelRateLimit *guesses;
  const char *address;
} Fixture;

static void
init (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  server_fixture_init_sample (&self->server, NULL);
  server_fixture_run_sql (&self->server,
                          "UPDATE directus_users SET token = 'of a user' WHERE email = 'ada@example.com'");
  self->project = rel_project_open (self->server.file, &error);
  g_assert_no_error (error);
  self->sessions = rel_sessions_new (60 * 1000, 60 * 1000);
  self->guesses = rel_rate_limit_new (N_GUESSES, LONG_S);
  self->address = FAR;
}

static void
clear (Fixture *self, gconstpointer unused)
{
  rel_project_free (self->project);
  rel_sessions_free (self->sessions);
  rel_rate_limit_free (self->guesses);
  server_fixture_clear (&self->server, NULL);
}

/* Asks from the fixture's address; gets the status. */
static guint
ask (Fixture *self, const char *path, const char *token, const char *body)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (JsonNode) node = body != NULL ? rel_json_parse (body, strlen (body), NULL) : NULL;
  g_autofree char *bearer = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  g_autoptr (RelReply) reply = NULL;
  RelCall call = { .method = body != NULL ? "POST" : "GET",
                   .path = path,
                   .headers = headers,
                   .body = node,
                   .address = self->address,
                   .sessions = self->sessions,
                   .guesses = self->guesses,
                   .token = "secret" };

  if (bearer != NULL)
    soup_message_headers_append (headers, "Authorization", bearer);
  reply = rel_caller_identify (self->project, &call);
  if (reply == NULL)
    reply = rel_router_answer (self->project, &call);
  g_free (call.user);
  g_clear_pointer (&call.permissions, rel_permissions_free);
  g_clear_pointer (&self->server.answer, json_node_unref);
  if (reply->text != NULL)
    self->server.answer = rel_json_parse (g_bytes_get_data (reply->text, NULL), g_bytes_get_size (reply->text), NULL);
  self->server.status = reply->status;
  return reply->status;
}

static guint
log_in (Fixture *self, const char *password)
{
  g_autofree char *body = g_strdup_printf (LOGIN, password);

  return ask (self, "/auth/login", NULL, body);
}

static gboolean
may (RelRateLimit *limit, const char *address, gint64 now_us)
{
  g_autoptr (RelReply) refusal = rel_rate_limit_refuse (limit, address, now_us);

  return refusal == NULL;
}

static void
test_window (void)
{
  g_autoptr (RelRateLimit) limit = rel_rate_limit_new (2, 10);

  for (gint64 start_us = 5 * S; start_us < 40 * S; start_us += 10 * S)
    {
      g_assert_true (may (limit, "192.0.2.1", start_us));
      rel_rate_limit_consume (limit, "192.0.2.1", start_us);
      g_assert_true (may (limit, "192.0.2.1", start_us + 9 * S));
      rel_rate_limit_consume (limit, "192.0.2.1", start_us + 9 * S);
      g_assert_false (may (limit, "192.0.2.1", start_us + 9 * S));
      g_assert_false (may (limit, "192.0.2.1", start_us + 10 * S - 1));
      g_assert_true (may (limit, "192.0.2.2", start_us + 9 * S));
    }
}

/* What a client is told, as Directus says it. */
static void
test_words (void)
{
  static const struct
  {
    guint duration_s;
    gint64 later_us;
    const char *message;
    const char *retry_after;
  } cases[] = {
    { 3, 10 * 1000, "Too many requests, retry after 3s.", "3" },
    { 3, 2600 * 1000, "Too many requests, retry after 400ms.", "0" },
    { 3, 2400 * 1000 + 1, "Too many requests, retry after 600ms.", "1" },
    { 60, 0, "Too many requests, retry after 1m.", "60" },
    { 5400, 0, "Too many requests, retry after 2h.", "5400" },
    { 24 * 3600, 0, "Too many requests, retry after 1d.", "86400" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelRateLimit) limit = rel_rate_limit_new (1, cases[i].duration_s);
      g_autoptr (RelReply) refusal = NULL;
      g_autoptr (JsonNode) node = NULL;
      JsonObject *error;

      rel_rate_limit_consume (limit, FAR, 0);
      refusal = rel_rate_limit_refuse (limit, FAR, cases[i].later_us);
      g_assert_cmpuint (refusal->status, ==, 429);
      g_assert_cmpstr (g_ptr_array_index (refusal->headers, 0), ==, "Retry-After");
      g_assert_cmpstr (g_ptr_array_index (refusal->headers, 1), ==, cases[i].retry_after);
      node = rel_json_parse (g_bytes_get_data (refusal->text, NULL), g_bytes_get_size (refusal->text), NULL);
      error = json_array_get_object_element (rel_json_get_array (json_node_get_object (node), "errors"), 0);
      g_assert_cmpstr (rel_json_get_string (error, "message"), ==, cases[i].message);
      g_assert_cmpstr (rel_json_get_string (error, "extensions.code"), ==, "REQUESTS_EXCEEDED");
    }
}

/* However many clients there are, they take no more room than some; all but those share. */
static void
test_crowd (void)
{
  g_autoptr (RelRateLimit) limit = rel_rate_limit_new (1, 10);

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.%u.%u", i / 256, i % 256);

      rel_rate_limit_consume (limit, address, 0);
    }
  g_assert_false (may (limit, "10.0.0.0", 1));
  g_assert_false (may (limit, "203.0.113.1", 1));
  g_assert_true (may (limit, "203.0.113.1", 10 * S));
  g_assert_true (may (limit, "10.0.0.0", 10 * S));
}

static void
test_clients (void)
{
  static const char *const clients[][2] = {
    { "192.0.2.7", "192.0.2.7" },
    { "::ffff:192.0.2.7", "192.0.2.7" },
    { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
    { "2001:db8:1:2::1", "2001:db8:1:2::" },
    { "2001:db8:1:3::1", "2001:db8:1:3::" },
    { "nowhere", "nowhere" },
  };
  static const char *const near[] = { "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1" };
  static const char *const far[] = { "192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1", "nowhere" };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autofree char *client = rel_network_dup_client (clients[i][0]);

      g_assert_cmpstr (client, ==, clients[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    g_assert_true (rel_network_is_loopback (near[i]));
  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    g_assert_false (rel_network_is_loopback (far[i]));
}

/* Once somebody in the network could try passwords for as long as they liked. */
static void
test_guessed_passwords (Fixture *self, gconstpointer unused)
{
  for (guint i = 0; i < N_GUESSES; i++)
    g_assert_cmpuint (log_in (self, "wrong"), ==, 401);
  g_assert_cmpuint (log_in (self, "wrong"), ==, 429);
  /* The right one must not be told from the wrong ones now. */
  g_assert_cmpuint (log_in (self, "secret"), ==, 429);
  server_fixture_assert_error (&self->server, 429, "REQUESTS_EXCEEDED", "Too many requests, retry after 1h.");

  self->address = "192.0.2.8";
  g_assert_cmpuint (log_in (self, "secret"), ==, 200);
}

/* A token is a password as well: the server's own, and that of a user. */
static void
test_guessed_tokens (Fixture *self, gconstpointer unused)
{
  g_assert_cmpuint (ask (self, "/relations", "secret", NULL), ==, 200);
  g_assert_cmpuint (ask (self, "/relations", "of a user", NULL), ==, 200);
  for (guint i = 0; i < N_GUESSES; i++)
    g_assert_cmpuint (ask (self, "/relations", "wrong", NULL), ==, 401);
  g_assert_cmpuint (ask (self, "/relations", "wrong", NULL), ==, 429);
  g_assert_cmpuint (ask (self, "/relations", "secret", NULL), ==, 429);
  g_assert_cmpuint (ask (self, "/relations", "of a user", NULL), ==, 429);
  g_assert_cmpuint (log_in (self, "secret"), ==, 429);

  /* Who guesses nothing is answered as ever. */
  g_assert_cmpuint (ask (self, "/server/info", NULL, NULL), ==, 200);
}

/* Who is in need not fear those who are not, behind the same address. */
static void
test_sessions_go_on (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = NULL;

  g_assert_cmpuint (log_in (self, "secret"), ==, 200);
  token = g_strdup (rel_json_get_string (json_node_get_object (self->server.answer), "data.access_token"));
  for (guint i = 0; i <= N_GUESSES; i++)
    log_in (self, "wrong");
  g_assert_cmpuint (log_in (self, "secret"), ==, 429);
  g_assert_cmpuint (ask (self, "/relations", token, NULL), ==, 200);
}

/* A browser that does not know yet that its session is over guesses nothing. */
static void
test_ended_sessions (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelTokens) tokens = rel_sessions_open (self->sessions, "somebody", TRUE);

  rel_sessions_close (self->sessions, tokens->access, TRUE);
  for (guint i = 0; i <= N_GUESSES; i++)
    g_assert_cmpuint (ask (self, "/relations", tokens->access, NULL), ==, 401);
  g_assert_cmpuint (log_in (self, "secret"), ==, 200);
}

/* One document may hold many logins, each of them a guess. */
static void
test_guesses_in_graphql (Fixture *self, gconstpointer unused)
{
  static const char login[] = "a%u: auth_login(email: \\\"ada@example.com\\\", password: \\\"%s\\\") { access_token } ";
  g_autoptr (GString) body = g_string_new ("{\"query\":\"mutation { ");

  for (guint i = 0; i < N_GUESSES; i++)
    g_string_append_printf (body, login, i, "wrong");
  g_string_append_printf (body, login, N_GUESSES, "secret");
  g_string_append (body, "}\"}");
  g_assert_cmpuint (ask (self, "/graphql/system", NULL, body->str), ==, 200);
  server_fixture_assert_member (&self->server, "data.a3", "null");
  g_assert_cmpuint (log_in (self, "secret"), ==, 429);
}

/* On this computer a program with an old token must not keep the others out. */
static void
test_this_computer (Fixture *self, gconstpointer unused)
{
  self->address = "127.0.0.1";
  for (guint i = 0; i < 2 * N_GUESSES; i++)
    g_assert_cmpuint (ask (self, "/relations", "wrong", NULL), ==, 401);
  g_assert_cmpuint (log_in (self, "secret"), ==, 200);
}

static void
init_limited (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  server_fixture_init_sample (fixture, NULL);
  server_fixture_stop (fixture);
  fixture->server = rel_server_new (fixture->file, "token");
  rel_server_set_rate_limit (fixture->server, 3, LONG_S);
  rel_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
}

/* Whatever is asked counts, and who knows may see how much is left to whom. */
static void
test_requests (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_call (fixture, "GET", "/server/info", NULL);
  server_fixture_assert_member (fixture, "data.rateLimit", "{\"points\":3,\"duration\":5400}");
  server_fixture_call (fixture, "GET", "/server/ping", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "GET", "/nowhere", NULL);
  g_assert_cmpuint (fixture->status, ==, 404);
  server_fixture_call (fixture, "GET", "/server/ping", NULL);
  server_fixture_assert_error (fixture, 429, "REQUESTS_EXCEEDED", "Too many requests, retry after 1h.");
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 429);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/rate-limit/window", test_window);
  g_test_add_func ("/server/rate-limit/words", test_words);
  g_test_add_func ("/server/rate-limit/crowd", test_crowd);
  g_test_add_func ("/server/rate-limit/clients", test_clients);
  g_test_add ("/server/rate-limit/guessed-passwords", Fixture, NULL, init, test_guessed_passwords, clear);
  g_test_add ("/server/rate-limit/guessed-tokens", Fixture, NULL, init, test_guessed_tokens, clear);
  g_test_add ("/server/rate-limit/sessions-go-on", Fixture, NULL, init, test_sessions_go_on, clear);
  g_test_add ("/server/rate-limit/ended-sessions", Fixture, NULL, init, test_ended_sessions, clear);
  g_test_add ("/server/rate-limit/guesses-in-graphql", Fixture, NULL, init, test_guesses_in_graphql, clear);
  g_test_add ("/server/rate-limit/this-computer", Fixture, NULL, init, test_this_computer, clear);
  g_test_add ("/server/rate-limit/requests", ServerFixture, NULL, init_limited, test_requests, server_fixture_clear);

  return g_test_run ();
}
