/* test-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "publish-fixture.h"
#include "sign-in-fixture.h"

static void
test_logs_in_and_out (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer (fixture, READ, 200, "{\"data\":[]}");
  answer (fixture, READ, 200, "{\"data\":[]}");
  answer (fixture, LOGOUT, 204, NULL);
  assert_reads (fixture);
  assert_reads (fixture);
  sign_out (fixture, &error);
  g_assert_no_error (error);
  faulty_server_assert_requests (fixture->server, "sign-in");
  assert_header (fixture, 0, NULL);
  assert_header (fixture, 1, "Bearer access-1");
  assert_header (fixture, 2, "Bearer access-1");
  assert_header (fixture, 3, NULL);
  assert_carries_nothing (fixture);

  /* Without a person to ask there is nothing to sign in with any more. */
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
}

/* The token that a refresh was sent with is not good any more: the next one needs the new. */
static void
test_renews_with_the_newest_token (SignInFixture *fixture, gconstpointer data)
{
  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_SHORT);
  answer (fixture, REFRESH, 200,
          "{\"data\":{\"access_token\":\"access-2\",\"refresh_token\":\"refresh-2\",\"expires\":1}}");
  answer (fixture, REFRESH, 200,
          "{\"data\":{\"access_token\":\"access-3\",\"refresh_token\":\"refresh-3\",\"expires\":900000}}");
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_ready (fixture);
  let_expire ();
  assert_ready (fixture);
  let_expire ();
  assert_reads (fixture);
  faulty_server_assert_requests (fixture->server, "sign-in-refresh");
  assert_header (fixture, 1, NULL);
  assert_header (fixture, 3, "Bearer access-3");
}

static void
test_speaks_graphql (SignInFixture *fixture, gconstpointer data)
{
  static const char graphql[] = "POST /graphql/system";
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_graphql (fixture->sign_in, TRUE);
  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  let_ask (fixture, "123456");
  answer (fixture, graphql, 200,
          "{\"data\":{\"auth_login\":null},\"errors\":[{\"message\":\"Invalid user OTP.\",\"extensions\":{\"code\":"
          "\"INVALID_OTP\"}}]}");
  answer (
    fixture, graphql, 200,
    "{\"data\":{\"auth_login\":{\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\",\"expires\":\"1\"}}}");
  answer (fixture, graphql, 200,
          "{\"data\":{\"auth_refresh\":{\"access_token\":\"access-2\",\"refresh_token\":\"refresh-2\",\"expires\":"
          "\"900000\"}}}");
  answer (fixture, graphql, 200, "{\"data\":{\"auth_logout\":true}}");
  assert_ready (fixture);
  let_expire ();
  assert_ready (fixture);
  assert_ready (fixture);
  sign_out (fixture, &error);
  g_assert_no_error (error);
  faulty_server_assert_requests (fixture->server, "sign-in-graphql");
}

static void
test_tells_a_refusal_over_graphql (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_graphql (fixture->sign_in, TRUE);
  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, "POST /graphql/system", 200,
          "{\"data\":{\"auth_login\":null},\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":"
          "\"INVALID_CREDENTIALS\"}}]}");
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
}

static void
test_goes_on_after_a_refusal (SignInFixture *fixture, gconstpointer data)
{
  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer (fixture, READ, 401, REFUSAL ("TOKEN_EXPIRED"));
  answer (fixture, REFRESH, 200, NEXT_TOKENS);
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_reads (fixture);
  assert_header (fixture, 3, "Bearer access-2");
}

/* As after the night: neither token is good any more. */
static void
test_logs_in_when_it_cannot_refresh (SignInFixture *fixture, gconstpointer data)
{
  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_SHORT);
  answer (fixture, REFRESH, 401, REFUSAL ("INVALID_CREDENTIALS"));
  answer (fixture, LOGIN, 200, NEXT_TOKENS);
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_ready (fixture);
  let_expire ();
  assert_reads (fixture);
  assert_header (fixture, 3, "Bearer access-2");
}

static void
test_keeps_the_session_when_the_server_is_away (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FaultyAnswer *lost;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_SHORT);
  lost = faulty_server_answer (fixture->server, REFRESH, 200, NEXT_TOKENS);
  faulty_answer_fail (lost, MOMENT_BEFORE_HEADERS, FAULT_CLOSE);
  answer (fixture, REFRESH, 503, REFUSAL ("SERVICE_UNAVAILABLE"));
  /* This one gave up the session, and logged in on top of what was too much already. */
  answer (fixture, REFRESH, 429, REFUSAL ("REQUESTS_EXCEEDED"));
  answer (fixture, REFRESH, 200, NEXT_TOKENS);
  assert_ready (fixture);
  let_expire ();
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_SERVER);
  g_clear_error (&error);
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_REFUSED);
  assert_ready (fixture);
  g_assert_cmpuint (faulty_server_count (fixture->server, LOGIN), ==, 1);
}

/* A server locks the account of who tries a wrong password too often. */
static void
test_tries_a_password_once (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 401, REFUSAL ("INVALID_CREDENTIALS"));
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_nonnull (strstr (error->message, "email address and password"));
  g_clear_error (&error);
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (faulty_server_count (fixture->server, LOGIN), ==, 1);
}

static void
test_tells_that_it_is_suspended (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 401, REFUSAL ("USER_SUSPENDED"));
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_nonnull (strstr (error->message, EMAIL " is suspended"));
}

/* A proxy that wants a login of its own was told as a wrong password; the password was
 * forgotten, or a one-time code asked for. */
static void
test_tells_who_refuses (SignInFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = { NULL, "{\"error\":\"login required\"}", REFUSAL ("INVALID_IP") };
  static const char *const words[] = { "(HTTP 401), but not as Directus does", "(HTTP 401), but not as Directus does",
                                       EMAIL " sign in from the network address" };
  static const int codes[] = { REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS, REL_ERROR_FORBIDDEN };

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  let_ask (fixture, "another-password");
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      answer (fixture, LOGIN, 401, bodies[i]);
      g_assert_cmpuint (ready (fixture, &error), ==, 0);
      g_assert_error (error, REL_ERROR, codes[i]);
      g_assert_nonnull (strstr (error->message, words[i]));
    }

  /* The password is still known, and what the session is renewed with. */
  answer (fixture, LOGIN, 200, TOKENS_FOR_SHORT);
  assert_ready (fixture);
  let_expire ();
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      answer (fixture, REFRESH, 401, bodies[i]);
      g_assert_cmpuint (ready (fixture, &error), ==, 0);
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
    }
  answer (fixture, REFRESH, 200, NEXT_TOKENS);
  assert_ready (fixture);
  g_assert_cmpuint (fixture->questions->len, ==, 0);
}

/* A session that is renewed and refused at once would be renewed for ever. */
static void
test_does_not_go_in_circles (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer (fixture, READ, 401, REFUSAL ("INVALID_CREDENTIALS"));
  answer (fixture, REFRESH, 200, NEXT_TOKENS);
  answer (fixture, READ, 401, REFUSAL ("INVALID_CREDENTIALS"));
  g_assert_false (read_relations (fixture, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (faulty_server_count (fixture->server, READ), ==, 2);
}

/* Nor one whose tokens have expired before the refusal comes: it was renewed without end. */
static void
test_does_not_go_in_circles_with_short_tokens (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_refused = 0;
  guint nth;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_SHORT);
  faulty_answer_keep (faulty_server_answer (fixture->server, REFRESH, 200, TOKENS_FOR_SHORT));
  do
    {
      nth = ready (fixture, NULL);
      g_assert_cmpuint (nth, >, 0);
      let_expire ();
      n_refused++;
      g_assert_cmpuint (n_refused, <, 10);
    }
  while (refused (fixture, nth, n_refused, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
}

/* A server that does not say how long its tokens are good: the second refresh that followed a
 * refusal was taken for a failure of the first, and the person asked for the password. */
static void
test_renews_as_often_as_it_has_to (SignInFixture *fixture, gconstpointer data)
{
  static const char tokens[] = "{\"data\":{\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\"}}";

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, tokens);
  for (guint i = 0; i < 3; i++)
    {
      answer (fixture, READ, 401, REFUSAL ("TOKEN_EXPIRED"));
      answer (fixture, REFRESH, 200, tokens);
      answer (fixture, READ, 200, "{\"data\":[]}");
      assert_reads (fixture);
    }
  g_assert_cmpuint (faulty_server_count (fixture->server, LOGIN), ==, 1);
}

static void
test_forgets_even_if_the_server_does_not (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer (fixture, LOGOUT, 500, REFUSAL ("INTERNAL_SERVER_ERROR"));
  assert_ready (fixture);
  sign_out (fixture, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_SERVER);
  assert_carries_nothing (fixture);
  let_ask (fixture, NULL);
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;

    rel_sign_in_ready_async (fixture->sign_in, cancellable, waiting_cb, &result);
    g_assert_cmpstr (rel_question_get_email (g_ptr_array_index (fixture->questions, 0)), ==, EMAIL);
    g_cancellable_cancel (cancellable);
    waiting_end (&result);
  }
}

/* A server that quotes what it was sent. */
static void
test_does_not_repeat_a_password (SignInFixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 400, 401, 403, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;

      rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
      answer (fixture, LOGIN, statuses[i],
              "{\"errors\":[{\"message\":\"Not " PASSWORD "\",\"extensions\":{\"code\":\"ANY\",\"reason\":\"" PASSWORD
              "\"}}]}");
      g_assert_cmpuint (ready (fixture, &error), ==, 0);
      g_assert_nonnull (error);
      g_assert_null (strstr (error->message, PASSWORD));
      if (rel_error_get_reason (error) != NULL)
        g_assert_null (strstr (rel_error_get_reason (error), PASSWORD));
    }
}

static void
test_tells_what_is_no_login (SignInFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"data\":{}}",
    "{\"data\":{\"access_token\":\"a\"}}",
    "{\"data\":{\"access_token\":\"two words\",\"refresh_token\":\"r\",\"expires\":1}}",
    "{\"data\":[]}",
    "{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
      answer (fixture, LOGIN, 200, bodies[i]);
      g_assert_cmpuint (ready (fixture, &error), ==, 0);
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
    }
}

/* A session that ends in the middle of a change does not end the change. */
static void
test_goes_on_with_a_publish (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (fixture->server), REL_API_REST, NULL, NULL);
  g_autoptr (RelChange) change = deselect_change ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (rel_client_get_sign_in (client), EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer_as_it_was (fixture->server, ONE);
  answer (fixture, PATCH, 401, REFUSAL ("TOKEN_EXPIRED"));
  answer (fixture, REFRESH, 200, NEXT_TOKENS);
  answer_as_wanted (fixture->server, PATCH);
  answer_as_wanted (fixture->server, ONE);
  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_client_publish_finish (client, result, NULL, &error);
  g_assert_no_error (error);
  faulty_server_assert_requests (fixture->server, "sign-in-publish");
}

#define ADD(path, func) g_test_add ("/client/session/" path, SignInFixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("logs-in-and-out", test_logs_in_and_out);
  ADD ("renews-with-the-newest-token", test_renews_with_the_newest_token);
  ADD ("speaks-graphql", test_speaks_graphql);
  ADD ("tells-a-refusal-over-graphql", test_tells_a_refusal_over_graphql);
  ADD ("goes-on-after-a-refusal", test_goes_on_after_a_refusal);
  ADD ("logs-in-when-it-cannot-refresh", test_logs_in_when_it_cannot_refresh);
  ADD ("keeps-the-session-when-the-server-is-away", test_keeps_the_session_when_the_server_is_away);
  ADD ("tries-a-password-once", test_tries_a_password_once);
  ADD ("tells-that-it-is-suspended", test_tells_that_it_is_suspended);
  ADD ("tells-who-refuses", test_tells_who_refuses);
  ADD ("does-not-go-in-circles", test_does_not_go_in_circles);
  ADD ("does-not-go-in-circles-with-short-tokens", test_does_not_go_in_circles_with_short_tokens);
  ADD ("renews-as-often-as-it-has-to", test_renews_as_often_as_it_has_to);
  ADD ("goes-on-with-a-publish", test_goes_on_with_a_publish);
  ADD ("forgets-even-if-the-server-does-not", test_forgets_even_if_the_server_does_not);
  ADD ("does-not-repeat-a-password", test_does_not_repeat_a_password);
  ADD ("tells-what-is-no-login", test_tells_what_is_no_login);

  return g_test_run ();
}
