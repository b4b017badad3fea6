/* cancelling.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An operation that is cancelled at a given moment: while its request is on the way, while it
 * is parsed, or while it waits for somebody else who reads or signs in. It ends, although the
 * server says nothing more, and nothing is sent after that.
 */

#include "config.h"

#include "cancelling.h"

#include <string.h>

#include "sign-in-fixture.h"

#define N_LARGE_PARTS 400000

#define GRAPHQL_LOGIN   "POST /graphql/system auth_login"
#define GRAPHQL_REFRESH "POST /graphql/system auth_refresh"

/* Those that are about what the server does with the answer to the operation. */
static const struct
{
  const char *name;
  Moment moment;
} stages[N_CANCEL_STAGES] = {
  [CANCEL_AT_ONCE] = { "at-once" },
  [CANCEL_IN_HANDSHAKE] = { "in-handshake" },
  [CANCEL_BEFORE_HEADERS] = { "before-headers", MOMENT_BEFORE_HEADERS },
  [CANCEL_IN_HEADERS] = { "in-headers", MOMENT_IN_HEADERS },
  [CANCEL_AFTER_HEADERS] = { "after-headers", MOMENT_AFTER_HEADERS },
  [CANCEL_IN_BODY] = { "in-body", MOMENT_IN_BODY },
  [CANCEL_PARSING] = { "parsing", MOMENT_AFTER_BODY },
  [CANCEL_IN_PAUSE] = { "in-pause" },
  [CANCEL_IN_QUEUE] = { "in-queue" },
  [CANCEL_IN_LOGIN] = { "in-login" },
  [CANCEL_IN_RENEWAL] = { "in-renewal" },
  [CANCEL_IN_QUESTION] = { "in-question" },
};

/* Who reads or signs in besides. */
typedef struct
{
  GCancellable *cancellable;                  /* (unowned): ends their reads */
  RelQuestion *question;                      /* (owned) (nullable) */
  GAsyncResult *results[REL_TRANSPORT_READS]; /* (owned) (nullable) */
  guint n_results;
} Besides;

static GBytes *
get_large_body (void)
{
  static GBytes *body = NULL;
  GString *text;

  if (body != NULL)
    return body;
  text = g_string_new ("{\"data\":[");
  for (guint i = 0; i < N_LARGE_PARTS; i++)
    g_string_append_printf (text, "%s{\"collection\":\"articles\",\"field\":\"a%u\",\"meta\":null}", i > 0 ? "," : "",
                            i);
  g_string_append (text, "]}");
  return body = g_string_free_to_bytes (text);
}

/* Called by the thread that cancels. */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  gint64 *when_us = user_data;

  *when_us = g_get_monotonic_time ();
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* A pause is seen by what the log says of it. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (strstr (message, ": again in ") != NULL)
    g_idle_add (cancel_cb, user_data);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSocketConnection) connection =
    g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);

  g_assert_nonnull (connection);
  g_object_set_data_full (source, "connection", g_steal_pointer (&connection), g_object_unref);
  g_idle_add (cancel_cb, user_data);
}

/* Takes a connection and never says anything, not even in the handshake of TLS. */
static char *
dup_mute_url (GSocketListener *listener, const char *scheme)
{
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, >, 0);
  return g_strdup_printf ("%s://127.0.0.1:%u", scheme, port);
}

/* As many reads as may be in flight, none of which is answered. */
static void
fill_queue (Run *run, RelTransport *transport, RelSignIn *sign_in)
{
  Besides *besides = run->besides;

  for (guint i = 0; i < REL_TRANSPORT_READS; i++)
    {
      FaultyAnswer *answer = faulty_server_answer (run->server, "GET /besides", 200, "");

      faulty_answer_fail (answer, MOMENT_BEFORE_HEADERS, FAULT_HANG);
      rel_transport_send_async (transport, "GET", "/besides", NULL, REL_TRANSPORT_READ_SILENCE_S, besides->cancellable,
                                waiting_cb, &besides->results[i]);
    }
  besides->n_results = REL_TRANSPORT_READS;
  while (faulty_server_count (run->server, "GET /besides") < REL_TRANSPORT_READS)
    g_main_context_iteration (NULL, FALSE);
  g_idle_add (cancel_cb, run->cancellable);
}

/* Somebody else's request makes one sign in; the operation has to wait for that too. */
static void
sign_in_besides (Run *run, RelSignIn *sign_in)
{
  Besides *besides = run->besides;

  rel_sign_in_ready_async (sign_in, NULL, waiting_cb, &besides->results[besides->n_results++]);
}

/* One signs in over GraphQL where all else goes over it. */
static void
hang_and_cancel (Run *run, const char *const requests[2])
{
  for (guint i = 0; i < 2; i++)
    {
      FaultyAnswer *answer = faulty_server_answer (run->server, requests[i], 200, NULL);

      faulty_answer_fail (answer, MOMENT_BEFORE_HEADERS, FAULT_HANG);
      faulty_answer_cancel (answer, run->cancellable);
    }
}

static void
log_in_besides (Run *run, RelTransport *transport, RelSignIn *sign_in)
{
  static const char *const requests[] = { LOGIN, GRAPHQL_LOGIN };

  rel_sign_in_set_password (sign_in, EMAIL, PASSWORD);
  hang_and_cancel (run, requests);
  sign_in_besides (run, sign_in);
}

static void
renew_besides (Run *run, RelTransport *transport, RelSignIn *sign_in)
{
  static const char *const requests[] = { REFRESH, GRAPHQL_REFRESH };
  g_autoptr (GAsyncResult) result = NULL;

  rel_sign_in_set_password (sign_in, EMAIL, PASSWORD);
  faulty_server_answer (run->server, LOGIN, 200, TOKENS_FOR_SHORT);
  faulty_server_answer (
    run->server, GRAPHQL_LOGIN, 200,
    "{\"data\":{\"auth_login\":{\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\",\"expires\":\"1\"}}}");
  rel_sign_in_ready_async (sign_in, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_cmpuint (rel_sign_in_ready_finish (sign_in, result, NULL), >, 0);
  let_expire ();

  hang_and_cancel (run, requests);
  sign_in_besides (run, sign_in);
}

static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  Run *run = user_data;
  Besides *besides = run->besides;

  besides->question = g_object_ref (question);
  g_idle_add (cancel_cb, run->cancellable);
}

static void
ask_besides (Run *run, RelTransport *transport, RelSignIn *sign_in)
{
  g_assert_true (rel_sign_in_set_token (sign_in, NULL, NULL));
  rel_sign_in_set_ask_func (sign_in, ask_cb, run, NULL);
  sign_in_besides (run, sign_in);
}

/* The others were not disturbed, and end now. */
static void
end_besides (Run *run)
{
  Besides *besides = run->besides;

  for (guint i = 0; i < besides->n_results; i++)
    g_assert_null (besides->results[i]);
  if (besides->question != NULL)
    rel_question_end (besides->question);
  g_cancellable_cancel (besides->cancellable);
  faulty_server_disconnect (run->server);
  for (guint i = 0; i < besides->n_results; i++)
    {
      waiting_end (&besides->results[i]);
      g_clear_object (&besides->results[i]);
    }
  g_clear_object (&besides->question);
}

/* What is between the operation and its request, or what the server does with that. */
static void
prepare (CancelStage stage, const Operation *operation, Run *run)
{
  static void (*const begins[N_CANCEL_STAGES]) (Run *, RelTransport *, RelSignIn *) = {
    [CANCEL_IN_QUEUE] = fill_queue,
    [CANCEL_IN_LOGIN] = log_in_besides,
    [CANCEL_IN_RENEWAL] = renew_besides,
    [CANCEL_IN_QUESTION] = ask_besides,
  };
  FaultyAnswer *answer =
    faulty_server_answer (run->server, operation->request, stage == CANCEL_IN_PAUSE ? 503 : 200, "{\"data\":[]}");

  faulty_answer_keep (answer);
  if (stage == CANCEL_PARSING)
    faulty_answer_set_body (answer, get_large_body ());
  if (stages[stage].moment != MOMENT_NEVER)
    {
      faulty_answer_fail (answer, stages[stage].moment, FAULT_HANG);
      faulty_answer_cancel (answer, run->cancellable);
    }
  run->begin_besides = begins[stage];
  run->end_besides = begins[stage] != NULL ? end_besides : NULL;
}

static gboolean
is_sent (CancelStage stage)
{
  return stages[stage].moment != MOMENT_NEVER || stage == CANCEL_IN_PAUSE;
}

const char *
cancel_stage_get_name (CancelStage stage)
{
  return stages[stage].name;
}

/* Only reads are tried again or wait for their turn, and a bare transport signs nobody in. */
gboolean
cancel_stage_is_for (CancelStage stage, const Operation *operation)
{
  switch (stage)
    {
    case CANCEL_IN_PAUSE:
      return operation->is_read;
    case CANCEL_IN_QUEUE:
      return operation->is_read || operation->is_client;
    case CANCEL_IN_LOGIN:
    case CANCEL_IN_RENEWAL:
    case CANCEL_IN_QUESTION:
      return operation->is_client || operation->is_graphql;
    default:
      return TRUE;
    }
}

/* Returns: how many milliseconds the operation took to end after it was cancelled */
double
cancel_stage_run (CancelStage stage, const Operation *operation)
{
  gboolean is_mute = stage == CANCEL_AT_ONCE || stage == CANCEL_IN_HANDSHAKE;
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GSocketListener) mute = g_socket_listener_new ();
  g_autofree char *mute_url = dup_mute_url (mute, stage == CANCEL_IN_HANDSHAKE ? "https" : "http");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) besides_cancellable = g_cancellable_new ();
  Besides besides = { .cancellable = besides_cancellable };
  Run run = { .server = server,
              .url = is_mute ? mute_url : faulty_server_get_url (server),
              .silence = 1,
              .pauses = 100,
              .cancellable = cancellable,
              .besides = &besides };
  g_autoptr (GError) error = NULL;
  gint64 when_us = 0;
  guint log_id = 0;

  g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), &when_us, NULL);
  prepare (stage, operation, &run);
  if (stage == CANCEL_IN_HANDSHAKE)
    g_socket_listener_accept_async (mute, NULL, accepted_cb, cancellable);
  else if (stage == CANCEL_AT_ONCE)
    g_idle_add (cancel_cb, cancellable);
  else if (stage == CANCEL_IN_PAUSE)
    log_id = g_log_set_handler ("relations-client", G_LOG_LEVEL_DEBUG, log_cb, cancellable);
  operation->run (operation->request, &run, &error);
  if (log_id != 0)
    g_log_remove_handler ("relations-client", log_id);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (faulty_server_count (server, operation->request), ==, is_sent (stage) ? 1 : 0);
  return (run.ended_us - when_us) / 1000.0;
}
