/* sign-in-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that lets in who signs in as it was told, and a person who can be asked.
 */

#include "config.h"

#include "sign-in-fixture.h"

static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  SignInFixture *fixture = user_data;

  g_ptr_array_add (fixture->questions, g_object_ref (question));
  if (fixture->answer != NULL)
    rel_question_answer (question, EMAIL, fixture->answer, FALSE);
}

void
set_up (SignInFixture *fixture, gconstpointer data)
{
  fixture->server = faulty_server_new ();
  fixture->transport = rel_transport_new (faulty_server_get_url (fixture->server), NULL, NULL);
  fixture->sign_in = rel_sign_in_new (fixture->transport);
  fixture->questions = g_ptr_array_new_with_free_func (g_object_unref);
}

void
tear_down (SignInFixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->transport);
  g_assert_finalize_object (fixture->sign_in);
  g_ptr_array_unref (fixture->questions);
  faulty_server_free (fixture->server);
}

void
answer (SignInFixture *fixture, const char *request, guint status, const char *body)
{
  faulty_server_answer (fixture->server, request, status, body);
}

void
let_ask (SignInFixture *fixture, const char *text)
{
  fixture->answer = text;
  rel_sign_in_set_ask_func (fixture->sign_in, ask_cb, fixture, NULL);
}

guint
ready (SignInFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_sign_in_ready_async (fixture->sign_in, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_sign_in_ready_finish (fixture->sign_in, result, error);
}

void
assert_ready (SignInFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint nth = ready (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nth, >, 0);
}

/* Waits until TOKENS_FOR_SHORT are not good any more. */
void
let_expire (void)
{
  gint64 end_us = g_get_real_time () + 1000;

  while (g_get_real_time () < end_us)
    g_main_context_iteration (NULL, FALSE);
}

gboolean
refused (SignInFixture *fixture, guint nth, guint n_refused, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) refusal = g_error_new_literal (REL_ERROR, REL_ERROR_UNAUTHORIZED, "The server says no");

  rel_sign_in_refused_async (fixture->sign_in, nth, n_refused, refusal, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_sign_in_refused_finish (fixture->sign_in, result, error);
}

/* Sends a request, as who signs in has to: until it is not refused any more. */
gboolean
read_relations (SignInFixture *fixture, GError **error)
{
  for (guint n_refused = 1;; n_refused++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) refusal = NULL;
      guint nth = ready (fixture, error);

      if (nth == 0)
        return FALSE;
      rel_transport_send_async (fixture->transport, "GET", "/relations", NULL, REL_TRANSPORT_READ_SILENCE_S, NULL,
                                waiting_cb, &result);
      waiting_end (&result);
      if (rel_transport_send_finish (fixture->transport, result, NULL, NULL, &refusal))
        return TRUE;
      g_assert_error (refusal, REL_ERROR, REL_ERROR_UNAUTHORIZED);
      if (!refused (fixture, nth, n_refused, error))
        return FALSE;
    }
}

void
assert_reads (SignInFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  read_relations (fixture, &error);
  g_assert_no_error (error);
}

void
sign_out (SignInFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_sign_in_out_async (fixture->sign_in, waiting_cb, &result);
  waiting_end (&result);
  rel_sign_in_out_finish (fixture->sign_in, result, error);
}

void
assert_header (SignInFixture *fixture, guint nth, const char *expected)
{
  g_autofree char *header = faulty_server_dup_header (fixture->server, nth, "authorization");

  g_assert_cmpstr (header, ==, expected);
}

/* Sends a request that does not wait for anybody. */
void
assert_carries_nothing (SignInFixture *fixture)
{
  g_autoptr (JsonNode) requests = faulty_server_dup_requests (fixture->server);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, READ, 200, "{\"data\":[]}");
  rel_transport_send_async (fixture->transport, "GET", "/relations", NULL, REL_TRANSPORT_READ_SILENCE_S, NULL,
                            waiting_cb, &result);
  waiting_end (&result);
  rel_transport_send_finish (fixture->transport, result, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_header (fixture, json_array_get_length (json_node_get_array (requests)), NULL);
}
