/* test-transport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "sending.h"

#define MIB (1024 * 1024)

static void
assert_fails (FaultyServer *server, const char *method, RelError code, const char *words)
{
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (GError) error = NULL;

  g_assert_false (send_on (transport, method, "/relations", NULL, NULL, &error));
  g_test_message ("%s", error != NULL ? error->message : "no error");
  g_assert_error (error, REL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strstr (error->message, TOKEN));
}

static void
test_goes_away (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  RelTransport *transport = transport_for (server);

  g_assert_finalize_object (transport);
}

static void
test_reads_json (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *authorization = NULL;

  faulty_server_answer (server, "GET /relations", 200, "{\"data\":[\"ä\"]}");
  g_assert_true (send_on (transport, "GET", "/relations", NULL, &answer, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (json_node_get_object (answer), "data"),
                                                  0),
                   ==, "ä");
  authorization = faulty_server_dup_header (server, 0, "authorization");
  g_assert_cmpstr (authorization, ==, "Bearer " TOKEN);
}

static void
test_reads_an_empty_answer (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  faulty_server_answer (server, "DELETE /relations/a/b", 204, NULL);
  g_assert_true (send_on (transport, "DELETE", "/relations/a/b", NULL, &answer, &error));
  g_assert_no_error (error);
  g_assert_null (answer);
}

static void
test_refuses_a_bad_token (void)
{
  static const char *const bad[] = { "two words", "line\r\nHost: evil.example", "tök" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rel_transport_new ("http://127.0.0.1:1", bad[i], &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_null (strstr (error->message, bad[i]));
    }
}

static void
test_sends_no_empty_token (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = rel_transport_new (faulty_server_get_url (server), " \n", NULL);
  g_autofree char *authorization = NULL;

  faulty_server_answer (server, "GET /relations", 200, "{\"data\":[]}");
  g_assert_true (send_on (transport, "GET", "/relations", NULL, NULL, NULL));
  authorization = faulty_server_dup_header (server, 0, "authorization");
  g_assert_null (authorization);
  g_assert_false (rel_transport_has_token (transport));
}

static void
test_maps_each_status (void)
{
  static const struct
  {
    guint status;
    RelError code;
    const char *body;
    const char *words;
  } cases[] = {
    { 400, REL_ERROR_REFUSED,
      "{\"errors\":[{\"message\":\"Invalid payload. Field \\\"f\\\" doesn't exist.\",\"extensions\":"
      "{\"code\":\"INVALID_PAYLOAD\",\"reason\":\"Field \\\"f\\\" doesn't exist\"}}]}",
      "The server refuses GET /relations: Invalid payload. Field \"f\" doesn't exist. (INVALID_PAYLOAD)" },
    { 400, REL_ERROR_REFUSED,
      "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"X\",\"reason\":\"Because\"}},{\"message\":\"Two\"}]"
      "}",
      "No. Because (X); Two" },
    { 401, REL_ERROR_UNAUTHORIZED,
      "{\"errors\":[{\"message\":\"Invalid user credentials.\",\"extensions\":{\"code\":\"INVALID_CREDENTIALS\"}}]}",
      "does not accept the token: Invalid user credentials. (INVALID_CREDENTIALS)" },
    { 401, REL_ERROR_UNAUTHORIZED, "", "Unauthorized" },
    { 401, REL_ERROR_UNAUTHORIZED, "{\"errors\":[{\"message\":\"" TOKEN " is wrong\"}]}", "… is wrong" },
    { 403, REL_ERROR_FORBIDDEN,
      "{\"errors\":[{\"message\":\"You don't have permission to access "
      "this.\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}",
      "Missing or not allowed" },
    { 404, REL_ERROR_REFUSED,
      "{\"errors\":[{\"message\":\"Route /relations doesn't exist.\",\"extensions\":{\"code\":\"ROUTE_NOT_FOUND\"}}]}",
      "ROUTE_NOT_FOUND" },
    { 404, REL_ERROR_NOT_DIRECTUS, "{\"error\":\"Not Found\"}", "does not answer as the Directus API does" },
    { 404, REL_ERROR_NOT_DIRECTUS, "<!DOCTYPE html><p>Nothing here", "web page" },
    { 429, REL_ERROR_REFUSED, "{\"errors\":[{\"message\":\"Too many requests, retry after 3s.\"}]}", "retry after 3s" },
    { 500, REL_ERROR_SERVER, "{\"errors\":[{\"message\":\"An unexpected error occurred.\"}]}", "unexpected error" },
    { 502, REL_ERROR_SERVER, "<html>Bad Gateway</html>", "HTTP 502" },
    { 503, REL_ERROR_SERVER,
      "{\"errors\":[{\"message\":\"Service \\\"api\\\" is unavailable. Under pressure.\",\"extensions\":"
      "{\"code\":\"SERVICE_UNAVAILABLE\",\"reason\":\"Under pressure\"}}]}",
      "Under pressure. (SERVICE_UNAVAILABLE)" },
    { 304, REL_ERROR_NOT_DIRECTUS, NULL, "HTTP 304" },
    { 200, REL_ERROR_NOT_DIRECTUS, "<html><body>Welcome", "web page, not with the Directus API" },
    { 200, REL_ERROR_NOT_DIRECTUS, "pong", "does not answer as the Directus API does" },
    { 200, REL_ERROR_NOT_DIRECTUS, "{\"data\":[{\"collection\":", "the text ends too early" },
    { 200, REL_ERROR_NOT_DIRECTUS, "{\"data\":[\"\xff\xfe\"]}", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      gboolean may_pass = cases[i].status == 429 || cases[i].status == 502 || cases[i].status == 503;

      faulty_answer_keep (faulty_server_answer (server, "GET /relations", cases[i].status, cases[i].body));
      assert_fails (server, "GET", cases[i].code, cases[i].words);
      g_assert_cmpuint (faulty_server_count (server, "GET /relations"), ==, may_pass ? REL_TRANSPORT_TRIES : 1);
    }
}

static void
test_knows_a_page_by_its_type (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();

  faulty_answer_set_type (faulty_server_answer (server, "GET /relations", 200, "Please log in"), "text/html");
  assert_fails (server, "GET", REL_ERROR_NOT_DIRECTUS, "web page");
}

static void
test_stops_at_deep_nesting (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GString) nested = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (nested, '[');
  faulty_server_answer (server, "GET /relations", 200, nested->str);
  assert_fails (server, "GET", REL_ERROR_TOO_DEEP, "GET /relations");
}

static void
test_stops_at_a_large_answer (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autofree char *mebibyte = g_strnfill (MIB, ' ');

  faulty_answer_repeat_body (faulty_server_answer (server, "GET /relations", 200, mebibyte), 200);
  assert_fails (server, "GET", REL_ERROR_TOO_LARGE, "64 MiB");
  /* What lies in the buffers of the sockets was sent, but not read. */
  g_assert_cmpuint (faulty_server_get_sent_bytes (server), <, 100 * MIB);
}

static void
test_says_a_lost_connection (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };
  static const char *const methods[] = { "GET", "POST", "PATCH", "DELETE" };

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
        {
          g_autoptr (FaultyServer) server = faulty_server_new ();
          g_autofree char *request = g_strconcat (methods[m], " /relations", NULL);
          FaultyAnswer *answer = faulty_server_answer (server, request, 200, "{\"data\":[]}");

          faulty_answer_fail (answer, moments[i], FAULT_CLOSE);
          faulty_answer_keep (answer);
          assert_fails (server, methods[m], REL_ERROR_NETWORK, "lost");
          g_assert_cmpuint (faulty_server_count (server, request), ==, m == 0 ? REL_TRANSPORT_TRIES : 1);
        }
    }
}

/* A connection that was kept open may turn out dead when the next request goes over it.
 * libsoup then repeats a DELETE by itself, which it must not. */
static void
test_never_repeats_a_write (void)
{
  static const char *const methods[] = { "POST", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autofree char *request = g_strconcat (methods[i], " /relations", NULL);
      g_autoptr (GError) error = NULL;

      faulty_server_answer (server, "GET /relations", 200, "{\"data\":[]}");
      faulty_answer_fail (faulty_server_answer (server, request, 200, ""), MOMENT_BEFORE_HEADERS, FAULT_CLOSE);
      g_assert_true (send_on (transport, "GET", "/relations", NULL, NULL, NULL));
      g_assert_false (send_on (transport, methods[i], "/relations", NULL, NULL, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
      g_assert_cmpuint (faulty_server_count (server, request), ==, 1);
    }
}

static void
test_gives_up_on_silence (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autoptr (GError) error = NULL;

      faulty_answer_fail (faulty_server_answer (server, "GET /relations", 200, "{\"data\":[]}"), moments[i],
                          FAULT_HANG);
      rel_transport_scale_waits (transport, 0.001, 0);
      g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
      g_assert_nonnull (strstr (error->message, "said nothing for 1 second (GET /relations)"));
      g_assert_cmpuint (faulty_server_count (server, "GET /relations"), <=, 1);
    }
}

static void
test_cancels_at_each_moment (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      FaultyAnswer *answer = faulty_server_answer (server, "GET /relations", 200, "{\"data\":[]}");

      faulty_answer_fail (answer, moments[i], FAULT_HANG);
      faulty_answer_cancel (answer, cancellable);
      g_assert_false (send_on (transport, "GET", "/relations", cancellable, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_cancels_before_it_begins (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (send_on (transport, "GET", "/relations", cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (faulty_server_count (server, "GET /relations"), ==, 0);
}

static void
test_follows_within_the_origin (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autofree char *authorization = NULL;

  faulty_answer_add_header (faulty_server_answer (server, "GET /relations", 307, ""), "Location", "/api/relations");
  faulty_server_answer (server, "GET /api/relations", 200, "{\"data\":[]}");
  g_assert_true (send_on (transport, "GET", "/relations", NULL, NULL, NULL));
  authorization = faulty_server_dup_header (server, 1, "authorization");
  g_assert_cmpstr (authorization, ==, "Bearer " TOKEN);
}

static void
test_leaves_a_circle_of_redirects (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();

  for (guint i = 0; i < 20; i++)
    faulty_answer_add_header (faulty_server_answer (server, "GET /relations", 302, ""), "Location", "/relations");
  assert_fails (server, "GET", REL_ERROR_NOT_DIRECTUS, "only sends on");
  g_assert_cmpuint (faulty_server_count (server, "GET /relations"), <, 10);
}

static void
test_redirects_no_write (void)
{
  static const char *const methods[] = { "POST", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autofree char *request = g_strconcat (methods[i], " /relations", NULL);
      g_autoptr (JsonNode) requests = NULL;

      faulty_answer_add_header (faulty_server_answer (server, request, 307, ""), "Location", "/elsewhere");
      assert_fails (server, methods[i], REL_ERROR_NOT_DIRECTUS, "/elsewhere");
      requests = faulty_server_dup_requests (server);
      g_assert_cmpuint (json_array_get_length (json_node_get_array (requests)), ==, 1);
    }
}

static void
test_takes_no_token_elsewhere (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (FaultyServer) elsewhere = faulty_server_new ();
  g_autofree char *location = g_strconcat (faulty_server_get_url (elsewhere), "/relations?ticket=secret", NULL);
  g_autofree char *shown = g_strconcat (faulty_server_get_url (elsewhere), "/relations;", NULL);

  faulty_answer_add_header (faulty_server_answer (server, "GET /relations", 302, ""), "Location", location);
  faulty_server_answer (elsewhere, "GET /relations?ticket=secret", 200, "{\"data\":[]}");
  assert_fails (server, "GET", REL_ERROR_NOT_DIRECTUS, shown);
  g_assert_cmpuint (faulty_server_count (elsewhere, "GET /relations?ticket=secret"), ==, 0);
}

static void
test_says_that_nobody_answers (void)
{
  g_autofree char *url = NULL;
  g_autoptr (RelTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  FaultyServer *server = faulty_server_new ();

  url = g_strdup (faulty_server_get_url (server));
  faulty_server_free (server);
  transport = rel_transport_new (url, TOKEN, NULL);
  g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "Nothing answers at http://127.0.0.1"));
}

static void
test_says_that_it_is_no_https (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autofree char *url = g_strconcat ("https", faulty_server_get_url (server) + strlen ("http"), NULL);
  g_autoptr (RelTransport) transport = rel_transport_new (url, TOKEN, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
}

static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  GString *log = user_data;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (strcmp (fields[i].key, "MESSAGE") == 0)
        g_string_append_printf (log, "%s\n", (const char *) fields[i].value);
    }
  return G_LOG_WRITER_HANDLED;
}

/* In a process of its own, because the writer of logs can be set once. */
static void
test_logs_no_secret (void)
{
  g_autoptr (FaultyServer) server = NULL;
  g_autoptr (RelTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  GString *log;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  log = g_string_new (NULL);
  g_log_set_writer_func (keep_log, log, NULL);
  server = faulty_server_new ();
  transport = transport_for (server);
  faulty_server_answer (server, "PATCH /relations/a/b", 401, "{\"errors\":[{\"message\":\"secret words\"}]}");
  g_assert_false (send_on (transport, "PATCH", "/relations/a/b", NULL, NULL, NULL));
  g_assert_nonnull (strstr (log->str, "PATCH /relations/a/b: status 401, 39 bytes, "));
  g_assert_null (strstr (log->str, TOKEN));
  g_assert_null (strstr (log->str, "secret words"));

  /* Neither the log nor an error tells what stands behind the path. */
  faulty_server_answer (server, "GET /items?key=hidden", 500, "");
  g_assert_false (send_on (transport, "GET", "/items?key=hidden", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "GET /items (HTTP 500)"));
  g_assert_nonnull (strstr (log->str, "GET /items: status 500, 0 bytes, "));
  g_assert_null (strstr (error->message, "hidden"));
  g_assert_null (strstr (log->str, "hidden"));
  g_string_free (log, TRUE);
}

int
main (int argc, char *argv[])
{
  /* Nobody answers at this proxy: a server on loopback is reached past it, in all cases. */
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  g_setenv ("no_proxy", "", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/transport/goes-away", test_goes_away);
  g_test_add_func ("/client/transport/reads-json", test_reads_json);
  g_test_add_func ("/client/transport/reads-an-empty-answer", test_reads_an_empty_answer);
  g_test_add_func ("/client/transport/refuses-a-bad-token", test_refuses_a_bad_token);
  g_test_add_func ("/client/transport/sends-no-empty-token", test_sends_no_empty_token);
  g_test_add_func ("/client/transport/maps-each-status", test_maps_each_status);
  g_test_add_func ("/client/transport/knows-a-page-by-its-type", test_knows_a_page_by_its_type);
  g_test_add_func ("/client/transport/stops-at-deep-nesting", test_stops_at_deep_nesting);
  g_test_add_func ("/client/transport/stops-at-a-large-answer", test_stops_at_a_large_answer);
  g_test_add_func ("/client/transport/says-a-lost-connection", test_says_a_lost_connection);
  g_test_add_func ("/client/transport/never-repeats-a-write", test_never_repeats_a_write);
  g_test_add_func ("/client/transport/gives-up-on-silence", test_gives_up_on_silence);
  g_test_add_func ("/client/transport/cancels-at-each-moment", test_cancels_at_each_moment);
  g_test_add_func ("/client/transport/cancels-before-it-begins", test_cancels_before_it_begins);
  g_test_add_func ("/client/transport/follows-within-the-origin", test_follows_within_the_origin);
  g_test_add_func ("/client/transport/leaves-a-circle-of-redirects", test_leaves_a_circle_of_redirects);
  g_test_add_func ("/client/transport/redirects-no-write", test_redirects_no_write);
  g_test_add_func ("/client/transport/takes-no-token-elsewhere", test_takes_no_token_elsewhere);
  g_test_add_func ("/client/transport/says-that-nobody-answers", test_says_that_nobody_answers);
  g_test_add_func ("/client/transport/says-that-it-is-no-https", test_says_that_it_is_no_https);
  g_test_add_func ("/client/transport/logs-no-secret", test_logs_no_secret);

  return g_test_run ();
}
