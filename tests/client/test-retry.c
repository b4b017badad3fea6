/* test-retry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-retry.h"

#include <string.h>

#include "rel-error.h"
#include "sending.h"

#define LIST     "{\"data\":[]}"
#define FIRST_MS REL_TRANSPORT_FIRST_PAUSE_MS

static void
test_reads_retry_after (void)
{
  static const struct
  {
    const char *value;
    gint64 after_ms;
  } cases[] = {
    { NULL, REL_RETRY_UNSAID },
    { "", REL_RETRY_UNSAID },
    { "soon", REL_RETRY_UNSAID },
    { "-1", REL_RETRY_UNSAID },
    { "1.5", REL_RETRY_UNSAID },
    { "0", 0 },
    { "7", 7000 },
    { "3600", 3600000 },
    { "99999999999999999999", REL_RETRY_UNSAID },
    { "999999999999", 366LL * 24 * 60 * 60 * 1000 },
    { "Sun, 06 Nov 1994 08:49:50 GMT", 13000 },
    { "Sunday, 06-Nov-94 08:49:50 GMT", 13000 },
    { "Sun, 06 Nov 1994 08:49:00 GMT", 0 },
    { "Sun, 06 Nov 2994 08:49:37 GMT", 366LL * 24 * 60 * 60 * 1000 },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (1994, 11, 6, 8, 49, 37);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (rel_retry_read_after (cases[i].value, now), ==, cases[i].after_ms);
}

static void
test_knows_how_long_to_pause (void)
{
  static const struct
  {
    guint n_tries;
    guint paused_ms;
    gint64 asked_ms;
    double chance;
    int pause_ms;
  } cases[] = {
    { 1, 0, REL_RETRY_UNSAID, 0.5, FIRST_MS },
    { 2, 0, REL_RETRY_UNSAID, 0.5, FIRST_MS * 2 },
    { 3, 0, REL_RETRY_UNSAID, 0.5, FIRST_MS * 4 },
    { 4, 0, REL_RETRY_UNSAID, 0.5, REL_RETRY_NEVER },
    { 1, 0, REL_RETRY_UNSAID, 0, FIRST_MS / 2 },
    { 2, 0, REL_RETRY_UNSAID, 1, FIRST_MS * 3 },
    { 1, 0, 0, 0.5, FIRST_MS },
    { 1, 0, 3000, 0.5, 3000 + FIRST_MS },
    { 4, 0, 0, 0.5, REL_RETRY_NEVER },
    /* All pauses together have an end. */
    { 1, 0, 14000, 0.5, 14000 + FIRST_MS },
    { 1, 0, 15000, 0.5, REL_RETRY_NEVER },
    { 2, 10000, 4000, 0.5, 4000 + FIRST_MS * 2 },
    { 2, 12000, 4000, 0.5, REL_RETRY_NEVER },
    { 1, 0, G_GINT64_CONSTANT (31622400000), 0.5, REL_RETRY_NEVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (rel_retry_get_pause_ms (cases[i].n_tries, cases[i].paused_ms, cases[i].asked_ms, cases[i].chance),
                     ==, cases[i].pause_ms);
}

static void
test_knows_what_may_pass (void)
{
  static const struct
  {
    int code;
    gboolean may_pass;
  } cases[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, TRUE },
    { G_IO_ERROR_CONNECTION_CLOSED, TRUE },
    { G_IO_ERROR_TIMED_OUT, TRUE },
    { G_IO_ERROR_HOST_UNREACHABLE, TRUE },
    { G_IO_ERROR_NETWORK_UNREACHABLE, TRUE },
    { G_IO_ERROR_PARTIAL_INPUT, TRUE },
    { G_IO_ERROR_CANCELLED, FALSE },
    { G_IO_ERROR_PROXY_AUTH_FAILED, FALSE },
    { G_IO_ERROR_FAILED, FALSE },
  };
  static const guint statuses[] = { 200, 301, 400, 401, 403, 404, 408, 409, 413, 500, 501 };
  static const guint passing[] = { 429, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, cases[i].code, "");

      g_assert_cmpint (rel_retry_can_help_error (error), ==, cases[i].may_pass);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_assert_false (rel_retry_can_help_status (statuses[i]));
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    g_assert_true (rel_retry_can_help_status (passing[i]));
}

static void
test_leaves_what_stays (void)
{
  g_autoptr (GError) not_found = g_error_new_literal (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "");
  g_autoptr (GError) temporary = g_error_new_literal (G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "");
  g_autoptr (GError) certificate = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "");

  g_assert_false (rel_retry_can_help_error (not_found));
  g_assert_true (rel_retry_can_help_error (temporary));
  g_assert_false (rel_retry_can_help_error (certificate));
}

static void
test_reads_at_a_later_try (void)
{
  static const guint statuses[] = { 429, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autoptr (JsonNode) answer = NULL;
      g_autoptr (GError) error = NULL;

      faulty_server_answer (server, "GET /relations", statuses[i], "<html>");
      faulty_answer_fail (faulty_server_answer (server, "GET /relations", 200, LIST), MOMENT_IN_BODY, FAULT_RESET);
      faulty_server_answer (server, "GET /relations", 200, LIST);
      send_on (transport, "GET", "/relations", NULL, &answer, &error);
      g_assert_no_error (error);
      /* Nothing of the answer that broke off is in it. */
      g_assert_nonnull (answer);
      g_assert_cmpuint (faulty_server_count (server, "GET /relations"), ==, 3);
    }
}

/* The token goes with each try to the server, and with none elsewhere. */
static void
test_takes_the_token_along (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (FaultyServer) elsewhere = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (GError) error = NULL;

  faulty_server_answer (server, "GET /relations", 503, "");
  faulty_answer_fail (faulty_server_answer (server, "GET /relations", 200, LIST), MOMENT_BEFORE_HEADERS, FAULT_CLOSE);
  faulty_answer_add_header (faulty_server_answer (server, "GET /relations", 302, ""), "Location",
                            faulty_server_get_url (elsewhere));
  g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *authorization = faulty_server_dup_header (server, i, "authorization");

      g_assert_cmpstr (authorization, ==, "Bearer " TOKEN);
    }
  g_assert_cmpuint (faulty_server_count_all (elsewhere), ==, 0);
}

/* A redirect is followed again at each try, from the beginning. */
static void
test_is_sent_on_at_each_try (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  FaultyAnswer *moved = faulty_server_answer (server, "GET /relations", 307, "");

  faulty_answer_add_header (moved, "Location", "/api/relations");
  faulty_answer_keep (moved);
  faulty_server_answer (server, "GET /api/relations", 502, "");
  faulty_server_answer (server, "GET /api/relations", 200, LIST);
  g_assert_true (send_on (transport, "GET", "/relations", NULL, NULL, NULL));
  g_assert_cmpuint (faulty_server_count (server, "GET /relations"), ==, 2);
  g_assert_cmpuint (faulty_server_count (server, "GET /api/relations"), ==, 2);
}

static void
test_says_when_to_come_back (void)
{
  static const struct
  {
    guint status;
    const char *after;
    guint n_tries;
    const char *words;
  } cases[] = {
    { 429, "30", 1, "too many requests. Try again in 30 seconds. " },
    { 503, "119", 1, "(HTTP 503). Try again in 119 seconds. " },
    { 503, "120", 1, "Try again in 2 minutes. " },
    { 502, "3600", 1, "Try again in 60 minutes. " },
    { 503, "Fri, 01 Jan 1999 00:00:00 GMT", REL_TRANSPORT_TRIES, "Try again in 1 second. " },
    { 429, "1", REL_TRANSPORT_TRIES, "Try again in 1 second. " },
    { 429, "soon", REL_TRANSPORT_TRIES, "too many requests. HTTP 429" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_for (server);
      FaultyAnswer *answer = faulty_server_answer (server, "GET /relations", cases[i].status, "");
      g_autoptr (GError) error = NULL;

      faulty_answer_add_header (answer, "Retry-After", cases[i].after);
      faulty_answer_keep (answer);
      g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_cmpuint (faulty_server_count (server, "GET /relations"), ==, cases[i].n_tries);
    }
}

static void
test_says_when_to_write_again (void)
{
  static const char *const methods[] = { "POST", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autofree char *request = g_strconcat (methods[i], " /relations", NULL);
      FaultyAnswer *answer = faulty_server_answer (server, request, 429, "");
      g_autoptr (GError) error = NULL;

      faulty_answer_add_header (answer, "Retry-After", "1");
      faulty_answer_keep (answer);
      g_assert_false (send_on (transport, methods[i], "/relations", NULL, NULL, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "Try again in 1 second. "));
      g_assert_cmpuint (faulty_server_count (server, request), ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/retry/reads-retry-after", test_reads_retry_after);
  g_test_add_func ("/client/retry/knows-how-long-to-pause", test_knows_how_long_to_pause);
  g_test_add_func ("/client/retry/knows-what-may-pass", test_knows_what_may_pass);
  g_test_add_func ("/client/retry/leaves-what-stays", test_leaves_what_stays);
  g_test_add_func ("/client/retry/reads-at-a-later-try", test_reads_at_a_later_try);
  g_test_add_func ("/client/retry/takes-the-token-along", test_takes_the_token_along);
  g_test_add_func ("/client/retry/is-sent-on-at-each-try", test_is_sent_on_at_each_try);
  g_test_add_func ("/client/retry/says-when-to-come-back", test_says_when_to_come_back);
  g_test_add_func ("/client/retry/says-when-to-write-again", test_says_when_to_write_again);

  return g_test_run ();
}
