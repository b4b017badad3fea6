/* test-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clients that mean no good, or are only slow. Each loses its connection in the end, and the
 * others are answered meanwhile.
 */

#include <string.h>
#include <sys/resource.h>

#include "server-fixture.h"

#define PATIENCE_MS 200
#define LONG_MS     (60 * 60 * 1000)
#define DEADLINE_US (60 * G_USEC_PER_SEC)

#define N_CROWD            1000
#define MAX_CONNECTIONS    128
#define LARGE_ANSWER_BYTES (16 * 1024 * 1024)
#define LARGE_HEADER_BYTES (1024 * 1024)

static void
init (ServerFixture *fixture, gconstpointer patience)
{
  g_autoptr (GError) error = NULL;

  server_fixture_init_sample (fixture, NULL);
  server_fixture_stop (fixture);
  fixture->server = rel_server_new (fixture->file, "token");
  if (GPOINTER_TO_UINT (patience) != 0)
    rel_server_set_patience (fixture->server, GPOINTER_TO_UINT (patience));
  rel_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
}

static GSocket *
new_client (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (rel_server_get_url (fixture->server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", g_uri_get_port (uri));
  GSocket *client = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_connect (client, address, NULL, &error);
  g_assert_no_error (error);
  return client;
}

/* Sends a text, as far as the server takes it. */
static void
say (GSocket *client, const char *text)
{
  gsize length = strlen (text);
  gssize sent = 1;

  for (gsize at = 0; at < length && sent > 0; at += MAX (sent, 0))
    sent = g_socket_send (client, text + at, length - at, NULL, NULL);
}

/* Waits a moment; gets whether the server has closed the connection by then. What it says
 * is added to @heard. */
static gboolean
is_closed (GSocket *client, GString *heard, gint64 moment_us)
{
  char text[4096];
  gssize length;

  if (!g_socket_condition_timed_wait (client, G_IO_IN, moment_us, NULL, NULL))
    return FALSE;
  length = g_socket_receive (client, text, sizeof text, NULL, NULL);
  if (length > 0 && heard != NULL)
    g_string_append_len (heard, text, length);
  return length <= 0;
}

static void
assert_answers (ServerFixture *fixture)
{
  server_fixture_call (fixture, "GET", "/relations", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
}

/* Goes on with a byte now and then until the connection is lost. */
static void
trickle (ServerFixture *fixture, const char *beginning, const char *byte)
{
  g_autoptr (GSocket) client = new_client (fixture);
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  say (client, beginning);
  while (!is_closed (client, NULL, 10 * 1000))
    {
      say (client, byte);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
  assert_answers (fixture);
}

static void
test_silent_client (ServerFixture *fixture, gconstpointer unused)
{
  trickle (fixture, "", "");
}

static void
test_trickling_header (ServerFixture *fixture, gconstpointer unused)
{
  trickle (fixture, "GET /relations HTTP/1.1\r\nHost: x\r\nX-Long: ", "x");
}

static void
test_trickling_headers (ServerFixture *fixture, gconstpointer unused)
{
  trickle (fixture, "GET /relations HTTP/1.1\r\nHost: x\r\n", "X: x\r\n");
}

static void
test_trickling_body (ServerFixture *fixture, gconstpointer unused)
{
  trickle (fixture, "POST /relations HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{", " ");
}

static void
test_trickling_chunks (ServerFixture *fixture, gconstpointer unused)
{
  trickle (fixture, "POST /relations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n");
}

/* Takes what is there until the connection is closed. */
static void
hear_all (GSocket *client, GString *heard)
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  while (!is_closed (client, heard, 10 * 1000))
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
}

/* No connection is kept, and a client is told so. Once it was not, and a client's next request
 * could be lost. */
static void
test_one_answer_each (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GSocket) client = new_client (fixture);
  g_autoptr (GString) heard = g_string_new (NULL);

  say (client, "GET /server/ping HTTP/1.1\r\nHost: x\r\n\r\n");
  hear_all (client, heard);
  g_assert_nonnull (strstr (heard->str, "\r\nConnection: close\r\n"));
  g_assert_true (g_str_has_suffix (heard->str, "pong"));
}

/* Asks for an answer of more than the system keeps, so that it is not sent before it is read. */
static GSocket *
ask_for_large_answer (ServerFixture *fixture)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE directus_fields SET note = hex (zeroblob (%u)) WHERE id = 1", LARGE_ANSWER_BYTES / 2);

  GSocket *client;

  server_fixture_run_sql (fixture, sql);
  client = new_client (fixture);
  say (client, "GET /fields HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\n\r\n");
  return client;
}

/* Asks for more than the system keeps for a client, and takes none of it for a while. */
static void
test_client_that_does_not_read (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GSocket) client = ask_for_large_answer (fixture);
  g_autoptr (GString) heard = g_string_new (NULL);
  gint64 wait_us;

  /* Once another one is answered, the large answer is on its way. Others are answered all the
   * time, and once more after the server has had enough. */
  assert_answers (fixture);
  wait_us = g_get_monotonic_time () + 2 * PATIENCE_MS * 1000;
  while (g_get_monotonic_time () < wait_us)
    assert_answers (fixture);
  assert_answers (fixture);

  hear_all (client, heard);
  g_assert_nonnull (strstr (heard->str, "HTTP/1.1 200"));
  g_assert_cmpuint (heard->len, <, LARGE_ANSWER_BYTES);
}

static void
test_crowd (ServerFixture *fixture, gconstpointer unused)
{
  GSocket *crowd[N_CROWD];
  guint n_closed = 0;
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  for (guint i = 0; i < N_CROWD; i++)
    {
      crowd[i] = new_client (fixture);
      if (i % 100 == 0)
        assert_answers (fixture);
    }
  assert_answers (fixture);

  /* Those that came first have made room. */
  for (guint i = 0; i < N_CROWD - MAX_CONNECTIONS; i++)
    {
      while (!is_closed (crowd[i], NULL, 10 * 1000))
        g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
  for (guint i = 0; i < N_CROWD; i++)
    n_closed += is_closed (crowd[i], NULL, 0);
  g_assert_cmpuint (n_closed, >=, N_CROWD - MAX_CONNECTIONS);
  g_assert_cmpuint (n_closed, <, N_CROWD);
  for (guint i = 0; i < N_CROWD; i++)
    g_object_unref (crowd[i]);
  assert_answers (fixture);
}

static void
assert_refused (ServerFixture *fixture, const char *beginning, const char *part)
{
  g_autoptr (GSocket) client = new_client (fixture);
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (beginning);

  while (text->len < LARGE_HEADER_BYTES)
    g_string_append (text, part);
  say (client, text->str);
  hear_all (client, heard);
  g_assert_null (strstr (heard->str, "HTTP/1.1 200"));
  assert_answers (fixture);
}

/* The end of the header never comes, and the server does not wait for it. */
static void
test_large_headers (ServerFixture *fixture, gconstpointer unused)
{
  assert_refused (fixture, "GET /relations HTTP/1.1\r\nHost: x\r\nX-Long: ", "xxxxxxxxxxxxxxxx");
  assert_refused (fixture, "GET /relations HTTP/1.1\r\nHost: x\r\n", "X-Many: x\r\n");
  assert_refused (fixture, "GET /", "relations/");
}

static gpointer
stop (gpointer data)
{
  rel_server_stop (data);
  return NULL;
}

/* Whoever has asked before the server is told to stop gets the whole answer. */
static void
test_stop_finishes_answers (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GSocket) client = ask_for_large_answer (fixture);
  g_autoptr (GString) heard = g_string_new (NULL);
  const char *body;
  GThread *thread;

  g_assert_true (g_socket_condition_timed_wait (client, G_IO_IN, DEADLINE_US, NULL, NULL));
  thread = g_thread_new ("stop", stop, fixture->server);
  hear_all (client, heard);
  g_thread_join (thread);

  body = strstr (heard->str, "\r\n\r\n");
  g_assert_nonnull (body);
  g_assert_true (g_str_has_suffix (heard->str, "]}"));
  g_assert_cmpuint (strlen (body + 4), ==, atoi (strstr (heard->str, "Content-Length: ") + 16));
}

#define ADD(name, patience_ms, function)                                                                               \
  g_test_add ("/server/connections/" name, ServerFixture, GUINT_TO_POINTER (patience_ms), init, function,              \
              server_fixture_clear)

/* An old client does not say what it calls the server: to it that was called (null). */
static void
test_no_host (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GSocket) client = new_client (fixture);
  g_autoptr (GString) heard = g_string_new (NULL);

  say (client, "GET /server/health HTTP/1.0\r\nAuthorization: Bearer token\r\n\r\n");
  hear_all (client, heard);
  g_assert_nonnull (strstr (heard->str, "\"serviceId\":\"/\""));
}

int
main (int argc, char *argv[])
{
  struct rlimit files;

  g_test_init (&argc, &argv, NULL);

  /* The crowd is in this process as well. */
  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);

  ADD ("silent-client", PATIENCE_MS, test_silent_client);
  ADD ("trickling-header", PATIENCE_MS, test_trickling_header);
  ADD ("trickling-headers", PATIENCE_MS, test_trickling_headers);
  ADD ("trickling-body", PATIENCE_MS, test_trickling_body);
  ADD ("trickling-chunks", PATIENCE_MS, test_trickling_chunks);
  ADD ("one-answer-each", LONG_MS, test_one_answer_each);
  ADD ("no-host", LONG_MS, test_no_host);
  ADD ("client-that-does-not-read", PATIENCE_MS, test_client_that_does_not_read);
  ADD ("crowd", 0, test_crowd);
  ADD ("large-headers", LONG_MS, test_large_headers);
  ADD ("stop-finishes-answers", 0, test_stop_finishes_answers);

  return g_test_run ();
}
