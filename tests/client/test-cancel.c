/* test-cancel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each operation, cancelled at each moment: it ends, although the server says nothing more,
 * and nothing is sent after that. How fast is measured by the benchmark of the same name.
 */

#include "config.h"

#include <string.h>

#include "operations.h"

/* When it is cancelled. */
static const struct
{
  const char *name;
  Moment moment;
  const char *scheme;
  gboolean is_pause;
} stages[] = {
  { "at-once", MOMENT_NEVER, "http" },
  { "in-handshake", MOMENT_NEVER, "https" },
  { "before-headers", MOMENT_BEFORE_HEADERS, "http" },
  { "in-headers", MOMENT_IN_HEADERS, "http" },
  { "after-headers", MOMENT_AFTER_HEADERS, "http" },
  { "in-body", MOMENT_IN_BODY, "http" },
  { "in-pause", MOMENT_NEVER, "http", TRUE },
};

/* What is cancelled by what happens, not by the server. */
static GCancellable *current;
static gboolean waits_for_pause;

static guint n_cases;

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
  if (waits_for_pause && g_strcmp0 (domain, "relations-client") == 0 && strstr (message, ": again in ") != NULL)
    g_idle_add (cancel_cb, current);
  if ((level & G_LOG_LEVEL_DEBUG) == 0)
    g_log_default_handler (domain, level, message, user_data);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GSocketConnection **connection = user_data;

  *connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);
  g_idle_add (cancel_cb, current);
}

/* Takes a connection and never says anything, not even in the handshake of TLS. */
static char *
dup_mute_url (GSocketListener *listener, const char *scheme)
{
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, >, 0);
  return g_strdup_printf ("%s://127.0.0.1:%u", scheme, port);
}

static void
run_case (guint stage, const Operation *operation)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GSocketListener) mute = g_socket_listener_new ();
  g_autoptr (GSocketConnection) accepted = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *mute_url = dup_mute_url (mute, stages[stage].scheme);
  gboolean is_mute = stages[stage].moment == MOMENT_NEVER && !stages[stage].is_pause;
  Run run = { server, is_mute ? mute_url : faulty_server_get_url (server), 1, 100, cancellable, FALSE };
  FaultyAnswer *answer =
    faulty_server_answer (server, operation->request, stages[stage].is_pause ? 503 : 200, "{\"data\":[]}");
  g_autoptr (GError) error = NULL;

  faulty_answer_keep (answer);
  if (!is_mute && !stages[stage].is_pause)
    {
      faulty_answer_fail (answer, stages[stage].moment, FAULT_HANG);
      faulty_answer_cancel (answer, cancellable);
    }
  current = cancellable;
  if (is_mute && g_str_equal (stages[stage].scheme, "https"))
    g_socket_listener_accept_async (mute, NULL, accepted_cb, &accepted);
  else if (is_mute)
    g_idle_add (cancel_cb, cancellable);
  waits_for_pause = stages[stage].is_pause;
  operation->run (operation->request, &run, &error);
  waits_for_pause = FALSE;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (faulty_server_count (server, operation->request), ==, is_mute ? 0 : 1);
  n_cases++;
}

static void
test_stage (gconstpointer data)
{
  guint stage = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < N_OPERATIONS; i++)
    {
      if (operations[i].is_read || !stages[stage].is_pause)
        run_case (stage, &operations[i]);
    }
}

static void
test_tried_all (void)
{
  guint n_reads = 0;

  for (guint i = 0; i < N_OPERATIONS; i++)
    n_reads += operations[i].is_read;
  g_test_message ("%u cases: %u moments, %u operations, of which only %u reads pause", n_cases,
                  (guint) G_N_ELEMENTS (stages), N_OPERATIONS, n_reads);
  g_assert_cmpuint (n_cases, ==, (G_N_ELEMENTS (stages) - 1) * N_OPERATIONS + n_reads);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_default_handler (log_cb, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autofree char *path = g_strconcat ("/client/cancel/", stages[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stage);
    }
  g_test_add_func ("/client/cancel/tried-all", test_tried_all);

  return g_test_run ();
}
