/* test-sign-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sign-in-fixture.h"

static void
test_is_nobody_at_first (SignInFixture *fixture, gconstpointer data)
{
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_reads (fixture);
  assert_header (fixture, 0, NULL);
}

static void
test_carries_a_token (SignInFixture *fixture, gconstpointer data)
{
  g_assert_true (rel_sign_in_set_token (fixture->sign_in, " static \n", NULL));
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_reads (fixture);
  assert_header (fixture, 0, "Bearer static");
}

static void
test_keeps_what_it_had_over_a_mistake (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_sign_in_set_token (fixture->sign_in, "static", NULL));
  g_assert_false (rel_sign_in_set_token (fixture->sign_in, "two words", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_reads (fixture);
  assert_header (fixture, 0, "Bearer static");
}

static void
test_logs_in_once_for_many (SignInFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[20] = { NULL };

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    rel_sign_in_ready_async (fixture->sign_in, NULL, waiting_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      waiting_end (&results[i]);
      g_assert_cmpuint (rel_sign_in_ready_finish (fixture->sign_in, results[i], NULL), >, 0);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (faulty_server_count (fixture->server, LOGIN), ==, 1);
}

/* The answers to requests sent side by side come one after the other. */
static void
test_renews_once_for_many_refused (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) refusal = g_error_new_literal (REL_ERROR, REL_ERROR_UNAUTHORIZED, "The server says no");
  GAsyncResult *results[3] = { NULL };
  guint nth;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer (fixture, REFRESH, 200, NEXT_TOKENS);
  nth = ready (fixture, NULL);
  rel_sign_in_refused_async (fixture->sign_in, nth, 1, refusal, NULL, waiting_cb, &results[0]);
  rel_sign_in_refused_async (fixture->sign_in, nth, 1, refusal, NULL, waiting_cb, &results[1]);
  waiting_end (&results[0]);
  waiting_end (&results[1]);
  rel_sign_in_refused_async (fixture->sign_in, nth, 1, refusal, NULL, waiting_cb, &results[2]);
  waiting_end (&results[2]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_true (rel_sign_in_refused_finish (fixture->sign_in, results[i], NULL));
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (faulty_server_count (fixture->server, REFRESH), ==, 1);
}

static void
test_asks_for_the_password (SignInFixture *fixture, gconstpointer data)
{
  RelQuestion *question;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, "wrong");
  let_ask (fixture, PASSWORD);
  answer (fixture, LOGIN, 401, REFUSAL ("INVALID_CREDENTIALS"));
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  assert_ready (fixture);
  g_assert_cmpuint (fixture->questions->len, ==, 1);
  question = g_ptr_array_index (fixture->questions, 0);
  g_assert_cmpint (rel_question_get_kind (question), ==, REL_QUESTION_PASSWORD);
  g_assert_cmpstr (rel_question_get_email (question), ==, EMAIL);
  g_assert_cmpstr (rel_question_get_where (question), ==, faulty_server_get_url (fixture->server));
  g_assert_nonnull (strstr (rel_question_get_reason (question), "does not accept"));
  faulty_server_assert_requests (fixture->server, "sign-in-asked");
}

/* There is no reason to say when it is asked for the first time. */
static void
test_asks_for_what_it_never_had (SignInFixture *fixture, gconstpointer data)
{
  rel_sign_in_set_password (fixture->sign_in, EMAIL, NULL);
  let_ask (fixture, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  assert_ready (fixture);
  g_assert_cmpuint (fixture->questions->len, ==, 1);
  g_assert_null (rel_question_get_reason (g_ptr_array_index (fixture->questions, 0)));
}

static void
test_asks_for_a_code (SignInFixture *fixture, gconstpointer data)
{
  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  let_ask (fixture, "123456");
  answer (fixture, LOGIN, 401, REFUSAL ("INVALID_OTP"));
  answer (fixture, LOGIN, 401, REFUSAL ("INVALID_OTP"));
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  assert_ready (fixture);
  g_assert_cmpuint (fixture->questions->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (rel_question_get_kind (g_ptr_array_index (fixture->questions, i)), ==, REL_QUESTION_CODE);
  g_assert_nonnull (strstr (rel_question_get_reason (g_ptr_array_index (fixture->questions, 0)), "asks for"));
  g_assert_nonnull (strstr (rel_question_get_reason (g_ptr_array_index (fixture->questions, 1)), "does not accept"));
  faulty_server_assert_requests (fixture->server, "sign-in-code");
}

static void
test_asks_for_another_token (SignInFixture *fixture, gconstpointer data)
{
  g_assert_true (rel_sign_in_set_token (fixture->sign_in, "old", NULL));
  let_ask (fixture, "new");
  answer (fixture, READ, 401, REFUSAL ("INVALID_CREDENTIALS"));
  answer (fixture, READ, 200, "{\"data\":[]}");
  assert_reads (fixture);
  g_assert_cmpuint (fixture->questions->len, ==, 1);
  g_assert_cmpint (rel_question_get_kind (g_ptr_array_index (fixture->questions, 0)), ==, REL_QUESTION_TOKEN);
  assert_header (fixture, 0, "Bearer old");
  assert_header (fixture, 1, "Bearer new");
}

static void
test_asks_again_for_what_is_no_token (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (rel_sign_in_set_token (fixture->sign_in, NULL, NULL));
  let_ask (fixture, NULL);
  rel_sign_in_ready_async (fixture->sign_in, NULL, waiting_cb, &result);
  g_assert_cmpuint (fixture->questions->len, ==, 1);
  rel_question_answer (g_ptr_array_index (fixture->questions, 0), NULL, "two words", FALSE);
  g_assert_cmpuint (fixture->questions->len, ==, 2);
  g_assert_nonnull (strstr (rel_question_get_reason (g_ptr_array_index (fixture->questions, 1)), "space"));
  rel_question_answer (g_ptr_array_index (fixture->questions, 1), NULL, "token", FALSE);
  waiting_end (&result);
  g_assert_cmpuint (rel_sign_in_ready_finish (fixture->sign_in, result, NULL), >, 0);
}

static void
test_asks_once_for_many (SignInFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[5] = { NULL };

  g_assert_true (rel_sign_in_set_token (fixture->sign_in, NULL, NULL));
  let_ask (fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    rel_sign_in_ready_async (fixture->sign_in, NULL, waiting_cb, &results[i]);
  g_assert_cmpuint (fixture->questions->len, ==, 1);
  rel_question_answer (g_ptr_array_index (fixture->questions, 0), NULL, "token", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      waiting_end (&results[i]);
      g_assert_cmpuint (rel_sign_in_ready_finish (fixture->sign_in, results[i], NULL), >, 0);
      g_object_unref (results[i]);
    }
}

static void
test_tells_the_refusal_when_the_person_gives_up (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) refusal = g_error_new_literal (REL_ERROR, REL_ERROR_UNAUTHORIZED, "The server says no");
  g_autoptr (GError) error = NULL;
  guint nth;

  g_assert_true (rel_sign_in_set_token (fixture->sign_in, "old", NULL));
  let_ask (fixture, NULL);
  nth = ready (fixture, NULL);
  rel_sign_in_refused_async (fixture->sign_in, nth, 1, refusal, NULL, waiting_cb, &result);
  rel_question_end (g_ptr_array_index (fixture->questions, 0));
  waiting_end (&result);
  g_assert_false (rel_sign_in_refused_finish (fixture->sign_in, result, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_cmpstr (error->message, ==, "The server says no");
  g_clear_error (&error);

  /* One that was sent beside it is no reason to ask again; the next one is. */
  g_assert_false (refused (fixture, nth, 1, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (fixture->questions->len, ==, 1);
  fixture->answer = "new";
  assert_ready (fixture);
  g_assert_cmpuint (fixture->questions->len, ==, 2);
}

static void
test_withdraws_a_question (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  g_autoptr (GAsyncResult) first_result = NULL;
  g_autoptr (GAsyncResult) second_result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_sign_in_set_token (fixture->sign_in, NULL, NULL));
  let_ask (fixture, NULL);
  rel_sign_in_ready_async (fixture->sign_in, first, waiting_cb, &first_result);
  rel_sign_in_ready_async (fixture->sign_in, second, waiting_cb, &second_result);

  g_cancellable_cancel (first);
  waiting_end (&first_result);
  g_assert_cmpuint (rel_sign_in_ready_finish (fixture->sign_in, first_result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (rel_question_is_open (g_ptr_array_index (fixture->questions, 0)));

  g_cancellable_cancel (second);
  waiting_end (&second_result);
  g_assert_cmpuint (rel_sign_in_ready_finish (fixture->sign_in, second_result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (rel_question_is_open (g_ptr_array_index (fixture->questions, 0)));
}

/* What was begun is of use to the next one; a refresh that is given up has used its token up. */
static void
test_goes_on_when_all_have_cancelled (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  rel_sign_in_ready_async (fixture->sign_in, cancellable, waiting_cb, &result);
  g_cancellable_cancel (cancellable);
  waiting_end (&result);
  g_assert_cmpuint (rel_sign_in_ready_finish (fixture->sign_in, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_ready (fixture);
  g_assert_cmpuint (faulty_server_count (fixture->server, LOGIN), ==, 1);
}

static void
test_signs_out_of_a_login_that_runs (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_sign_in_set_password (fixture->sign_in, EMAIL, PASSWORD);
  answer (fixture, LOGIN, 200, TOKENS_FOR_LONG);
  answer (fixture, LOGOUT, 204, NULL);
  rel_sign_in_ready_async (fixture->sign_in, NULL, waiting_cb, &result);
  sign_out (fixture, &error);
  g_assert_no_error (error);
  waiting_end (&result);
  assert_carries_nothing (fixture);
  g_assert_cmpuint (faulty_server_count (fixture->server, LOGOUT), ==, 1);
}

static void
test_signs_out_of_a_token (SignInFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_sign_in_set_token (fixture->sign_in, "static", NULL));
  sign_out (fixture, &error);
  g_assert_no_error (error);
  assert_carries_nothing (fixture);
  g_assert_cmpuint (ready (fixture, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
}

#define ADD(path, func) g_test_add ("/client/sign-in/" path, SignInFixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("is-nobody-at-first", test_is_nobody_at_first);
  ADD ("carries-a-token", test_carries_a_token);
  ADD ("keeps-what-it-had-over-a-mistake", test_keeps_what_it_had_over_a_mistake);
  ADD ("logs-in-once-for-many", test_logs_in_once_for_many);
  ADD ("renews-once-for-many-refused", test_renews_once_for_many_refused);
  ADD ("asks-for-the-password", test_asks_for_the_password);
  ADD ("asks-for-what-it-never-had", test_asks_for_what_it_never_had);
  ADD ("asks-for-a-code", test_asks_for_a_code);
  ADD ("asks-for-another-token", test_asks_for_another_token);
  ADD ("asks-again-for-what-is-no-token", test_asks_again_for_what_is_no_token);
  ADD ("asks-once-for-many", test_asks_once_for_many);
  ADD ("tells-the-refusal-when-the-person-gives-up", test_tells_the_refusal_when_the_person_gives_up);
  ADD ("withdraws-a-question", test_withdraws_a_question);
  ADD ("goes-on-when-all-have-cancelled", test_goes_on_when_all_have_cancelled);
  ADD ("signs-out-of-a-login-that-runs", test_signs_out_of_a_login_that_runs);
  ADD ("signs-out-of-a-token", test_signs_out_of_a_token);

  return g_test_run ();
}
