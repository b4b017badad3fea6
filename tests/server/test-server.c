/* test-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server as a whole: that it goes away, that it listens to this computer alone, and
 * that many clients at once do not hurt it.
 */

#include <string.h>

#include "rel-error.h"
#include "rel-json.h"
#include "server-fixture.h"

#define N_THREADS            8
#define N_REQUESTS_OF_THREAD 24

static void
test_goes_away (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (RelServer) never_started = rel_server_new (fixture->file, "token");

  g_assert_finalize_object (g_steal_pointer (&never_started));
  server_fixture_call (fixture, "GET", "/relations", NULL);
  server_fixture_stop (fixture);
}

static void
test_listens_to_this_computer (ServerFixture *fixture, gconstpointer unused)
{
  g_assert_true (g_str_has_prefix (rel_server_get_url (fixture->server), "http://127.0.0.1:"));
}

/* Another address of this computer, so that nobody else is served while it is tested. */
static void
test_listens_where_it_is_told (ServerFixture *fixture, gconstpointer unused)
{
  ServerFixture other = { .session = fixture->session, .server = rel_server_new (fixture->file, NULL) };
  g_autoptr (GError) error = NULL;

  rel_server_set_host (other.server, "localhost");
  g_assert_false (rel_server_start (other.server, 0, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_clear_error (&error);

  rel_server_set_host (other.server, "127.0.0.2");
  g_assert_true (rel_server_start (other.server, 0, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (rel_server_get_url (other.server), "http://127.0.0.2:"));
  server_fixture_call (&other, "GET", "/relations/articles/author", NULL);
  g_assert_cmpuint (other.status, ==, 200);
  server_fixture_stop (&other);
  g_clear_pointer (&other.answer, json_node_unref);
}

static void
test_tokens_are_random (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (RelServer) other = rel_server_new (fixture->file, NULL);
  const char *token = rel_server_get_token (other);

  g_assert_cmpuint (strlen (token), ==, 64);
  g_assert_cmpuint (strspn (token, "0123456789abcdef"), ==, 64);
  g_assert_cmpstr (token, !=, rel_server_get_token (fixture->server));
}

/* Sends a request and returns one header of the answer. */
static char *
dup_header (ServerFixture *fixture, const char *method, const char *path, const char *name)
{
  g_autofree char *url = g_strconcat (rel_server_get_url (fixture->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read (fixture->session, message, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), name));
}

/* It closed each connection without a word, and whoever sent the next request on it got none
 * of its answers; libsoup's client tries again by itself, others do not. */
static void
test_says_that_it_closes (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = { "/server/ping", "/server/info", "/nope" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *connection = dup_header (fixture, "GET", paths[i], "Connection");

      g_assert_cmpstr (connection, ==, "close");
    }
}

static void
test_says_what_is_allowed (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *put = dup_header (fixture, "PUT", "/graphql/system", "Allow");
  g_autofree char *get = dup_header (fixture, "GET", "/graphql/system?query=mutation%7B_empty%7D", "Allow");

  g_assert_cmpstr (put, ==, "GET, POST");
  g_assert_cmpstr (get, ==, "POST");
}

/* A method that is not UTF-8 was sent back as it came, and nobody could read the answer. */
static void
test_answers_are_utf8 (ServerFixture *fixture, gconstpointer unused)
{
  static const char request[] = "P\xe9T /graphql/system HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) input = NULL;
  g_autofree char *answer = NULL;
  gsize length;

  g_socket_client_set_timeout (client, 30);
  connection = g_socket_client_connect_to_uri (client, rel_server_get_url (fixture->server), 80, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  answer = g_data_input_stream_read_upto (input, "\4", 1, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 405"));
  g_assert_true (g_utf8_validate (answer, length, NULL));
  g_assert_nonnull (strstr (answer, "\"current\":\"P\xef\xbf\xbdT\""));
}

/* Two servers on one file, as when two windows are open. */
static void
test_two_servers (ServerFixture *fixture, gconstpointer unused)
{
  ServerFixture second = { .file = fixture->file, .session = fixture->session };
  g_autofree char *actual = NULL;

  server_fixture_start (&second);
  server_fixture_call (&second, "GET", "/relations", NULL);
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  server_fixture_call (&second, "GET", "/relations/articles/author", NULL);
  actual = server_fixture_dup_member (&second, "data.schema.on_delete");
  g_assert_cmpstr (actual, ==, "\"CASCADE\"");
  server_fixture_call (&second, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"RESTRICT\"}}");
  g_assert_cmpuint (second.status, ==, 200);
  server_fixture_stop (&second);
  json_node_unref (second.answer);
}

/* What one thread of a crowd does: reads everything, and changes one relation of its own. */
static gpointer
be_one_of_many (gpointer data)
{
  static const char *const paths[] = { "/relations",          "/fields",   "/collections",
                                       "/relations/articles", "/users/me", "/nope" };
  static const char *const actions[] = { "CASCADE", "SET NULL", "RESTRICT", "NO ACTION" };
  ServerFixture *shared = data;
  ServerFixture own = { .server = shared->server, .session = soup_session_new () };
  guint number = g_atomic_int_add (&shared->status, 1);
  g_autofree char *path = g_strdup_printf ("/relations/many%u/author", number);

  for (guint i = 0; i < N_REQUESTS_OF_THREAD; i++)
    {
      const char *action = actions[i % G_N_ELEMENTS (actions)];

      if (i % 3 == 0)
        {
          g_autofree char *body =
            g_strdup_printf ("{\"schema\":{\"on_delete\":\"%s\"},\"meta\":{\"one_field\":\"f%u\"}}", action, i);

          server_fixture_call (&own, "PATCH", path, body);
        }
      else
        server_fixture_call (&own, "GET", paths[i % G_N_ELEMENTS (paths)], NULL);
      g_assert_cmpuint (own.status, ==, i % 3 != 0 && i % G_N_ELEMENTS (paths) == 5 ? 404 : 200);

      server_fixture_call (&own, "GET", path, NULL);
      if (i % 3 == 0)
        {
          g_assert_cmpstr (rel_json_get_string (json_node_get_object (own.answer), "data.schema.on_delete"), ==,
                           action);
          g_assert_cmpint (atoi (rel_json_get_string (json_node_get_object (own.answer), "data.meta.one_field") + 1),
                           ==, i);
        }
    }
  g_clear_pointer (&own.answer, json_node_unref);
  g_object_unref (own.session);
  return NULL;
}

static void
test_many_at_once (ServerFixture *fixture, gconstpointer unused)
{
  GThread *threads[N_THREADS];
  g_autofree char *check = NULL;

  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("CREATE TABLE many%u (id INTEGER PRIMARY KEY, author INT REFERENCES authors (id))", i);

      server_fixture_run_sql (fixture, sql);
    }

  fixture->status = 0;
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("client", be_one_of_many, fixture);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  check = server_fixture_read_sql (fixture, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
}

/* A client that goes away in the middle of its request costs the others nothing. */
static void
test_lost_clients (ServerFixture *fixture, gconstpointer unused)
{
  static const char half[] = "POST /relations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                             "1000\r\n\r\n{\"collection\":";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = g_uri_parse (rel_server_get_url (fixture->server), G_URI_FLAGS_NONE, NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) connection =
        g_socket_client_connect_to_host (client, "127.0.0.1", g_uri_get_port (uri), NULL, &error);

      g_assert_no_error (error);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), half, strlen (half) - i,
                                 NULL, NULL, &error);
      g_assert_no_error (error);
      if (i % 2 == 0)
        g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  server_fixture_call (fixture, "GET", "/relations", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/server/" name, ServerFixture, NULL, server_fixture_init_sample, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("goes-away", test_goes_away);
  ADD ("listens-to-this-computer", test_listens_to_this_computer);
  ADD ("listens-where-it-is-told", test_listens_where_it_is_told);
  ADD ("tokens-are-random", test_tokens_are_random);
  ADD ("says-that-it-closes", test_says_that_it_closes);
  ADD ("answers-are-utf8", test_answers_are_utf8);
  ADD ("says-what-is-allowed", test_says_what_is_allowed);
  ADD ("two-servers", test_two_servers);
  ADD ("many-at-once", test_many_at_once);
  ADD ("lost-clients", test_lost_clients);

  return g_test_run ();
}
