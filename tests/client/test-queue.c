/* test-queue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-queue.h"

#include "sending.h"
#include "waiting.h"

#define N_READS (REL_TRANSPORT_READS + 4)

/* Who waits, and what came of it. */
typedef struct
{
  GString *log;
  char name;
} Visitor;

static void
visit_cb (gboolean is_turn, gpointer user_data)
{
  Visitor *visitor = user_data;

  g_string_append_printf (visitor->log, "%c%c", is_turn ? '+' : '-', visitor->name);
}

static void
test_keeps_the_order (void)
{
  g_autoptr (RelQueue) queue = rel_queue_new (2);
  g_autoptr (GString) log = g_string_new (NULL);
  Visitor visitors[] = { { log, 'a' }, { log, 'b' }, { log, 'c' }, { log, 'd' } };

  for (guint i = 0; i < G_N_ELEMENTS (visitors); i++)
    rel_queue_enter (queue, NULL, visit_cb, &visitors[i]);
  g_assert_cmpstr (log->str, ==, "+a+b");
  rel_queue_leave (queue);
  g_assert_cmpstr (log->str, ==, "+a+b+c");
  rel_queue_leave (queue);
  rel_queue_leave (queue);
  rel_queue_leave (queue);
  g_assert_cmpstr (log->str, ==, "+a+b+c+d");

  /* All places are free again. */
  rel_queue_enter (queue, NULL, visit_cb, &visitors[0]);
  rel_queue_enter (queue, NULL, visit_cb, &visitors[1]);
  g_assert_cmpstr (log->str, ==, "+a+b+c+d+a+b");
}

static void
test_lets_go_who_is_cancelled (void)
{
  g_autoptr (RelQueue) queue = rel_queue_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Visitor visitors[] = { { log, 'a' }, { log, 'b' }, { log, 'c' } };

  rel_queue_enter (queue, cancellable, visit_cb, &visitors[0]);
  rel_queue_enter (queue, cancellable, visit_cb, &visitors[1]);
  rel_queue_enter (queue, NULL, visit_cb, &visitors[2]);
  g_cancellable_cancel (cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (log->str, ==, "+a-b");
  rel_queue_leave (queue);
  g_assert_cmpstr (log->str, ==, "+a-b+c");
  rel_queue_leave (queue);
}

/* Nobody leaves twice, even if the turn comes when the cancelling is already on its way. */
static void
test_gives_a_turn_once (void)
{
  g_autoptr (RelQueue) queue = rel_queue_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Visitor visitors[] = { { log, 'a' }, { log, 'b' } };

  rel_queue_enter (queue, NULL, visit_cb, &visitors[0]);
  rel_queue_enter (queue, cancellable, visit_cb, &visitors[1]);
  g_cancellable_cancel (cancellable);
  rel_queue_leave (queue);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (log->str, ==, "+a+b");
  rel_queue_leave (queue);
}

/* More reads than may be in flight, at a server that answers none of them. */
typedef struct
{
  FaultyServer *server;
  RelTransport *transport;
  GCancellable *cancellables[N_READS];
  GAsyncResult *results[N_READS];
} Crowd;

static void
crowd_init (Crowd *crowd)
{
  crowd->server = faulty_server_new ();
  crowd->transport = transport_for (crowd->server);
  for (guint i = 0; i < N_READS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/items/%u", i);
      g_autofree char *request = g_strconcat ("GET ", path, NULL);

      faulty_answer_fail (faulty_server_answer (crowd->server, request, 200, ""), MOMENT_BEFORE_HEADERS, FAULT_HANG);
      crowd->cancellables[i] = g_cancellable_new ();
      crowd->results[i] = NULL;
      rel_transport_send_async (crowd->transport, "GET", path, NULL, 30, crowd->cancellables[i], waiting_cb,
                                &crowd->results[i]);
    }
  while (faulty_server_count_all (crowd->server) < REL_TRANSPORT_READS)
    g_main_context_iteration (NULL, FALSE);
}

static void
crowd_cancel (Crowd *crowd, guint nth)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (crowd->cancellables[nth]);
  waiting_end (&crowd->results[nth]);
  g_assert_false (rel_transport_send_finish (crowd->transport, crowd->results[nth], NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&crowd->results[nth]);
  g_clear_object (&crowd->cancellables[nth]);
}

static guint
crowd_count (Crowd *crowd, guint nth)
{
  g_autofree char *request = g_strdup_printf ("GET /items/%u", nth);

  return faulty_server_count (crowd->server, request);
}

static void
crowd_clear (Crowd *crowd)
{
  for (guint i = 0; i < N_READS; i++)
    {
      if (crowd->cancellables[i] != NULL)
        crowd_cancel (crowd, i);
    }
  g_assert_finalize_object (crowd->transport);
  faulty_server_free (crowd->server);
}

/* A write does not wait; when it is answered, more reads would have come by then. */
static void
test_sends_a_write_beside_the_reads (void)
{
  Crowd crowd;

  crowd_init (&crowd);
  faulty_server_answer (crowd.server, "PATCH /items", 200, "{\"data\":[]}");
  g_assert_true (send_on (crowd.transport, "PATCH", "/items", NULL, NULL, NULL));
  g_assert_cmpuint (faulty_server_count_all (crowd.server), ==, REL_TRANSPORT_READS + 1);
  g_assert_cmpuint (crowd_count (&crowd, REL_TRANSPORT_READS), ==, 0);
  crowd_clear (&crowd);
}

static void
test_sends_the_next_read (void)
{
  Crowd crowd;

  crowd_init (&crowd);
  crowd_cancel (&crowd, 3);
  while (crowd_count (&crowd, REL_TRANSPORT_READS) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (faulty_server_count_all (crowd.server), ==, REL_TRANSPORT_READS + 1);
  crowd_clear (&crowd);
}

static void
test_never_sends_what_was_cancelled (void)
{
  Crowd crowd;

  crowd_init (&crowd);
  crowd_cancel (&crowd, REL_TRANSPORT_READS);
  crowd_cancel (&crowd, 0);
  while (crowd_count (&crowd, REL_TRANSPORT_READS + 1) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (crowd_count (&crowd, REL_TRANSPORT_READS), ==, 0);
  crowd_clear (&crowd);
}

/* A read that pauses leaves its place to others. */
static void
test_pauses_without_a_place (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  RelTransport *transport = transport_for (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[REL_TRANSPORT_READS] = { NULL };
  FaultyAnswer *busy = faulty_server_answer (server, "GET /busy", 503, "");

  faulty_answer_add_header (busy, "Retry-After", "10");
  faulty_answer_keep (busy);
  faulty_server_answer (server, "GET /free", 200, "{\"data\":[]}");
  rel_transport_scale_waits (transport, 1, 1);
  for (guint i = 0; i < REL_TRANSPORT_READS; i++)
    rel_transport_send_async (transport, "GET", "/busy", NULL, 30, cancellable, waiting_cb, &results[i]);
  g_assert_true (send_on (transport, "GET", "/free", NULL, NULL, NULL));
  while (faulty_server_count (server, "GET /busy") < REL_TRANSPORT_READS)
    g_main_context_iteration (NULL, FALSE);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < REL_TRANSPORT_READS; i++)
    {
      waiting_end (&results[i]);
      g_assert_false (rel_transport_send_finish (transport, results[i], NULL, NULL, NULL));
      g_clear_object (&results[i]);
    }
  g_assert_cmpuint (faulty_server_count (server, "GET /busy"), ==, REL_TRANSPORT_READS);
  g_assert_finalize_object (transport);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/queue/keeps-the-order", test_keeps_the_order);
  g_test_add_func ("/client/queue/lets-go-who-is-cancelled", test_lets_go_who_is_cancelled);
  g_test_add_func ("/client/queue/gives-a-turn-once", test_gives_a_turn_once);
  g_test_add_func ("/client/queue/sends-a-write-beside-the-reads", test_sends_a_write_beside_the_reads);
  g_test_add_func ("/client/queue/sends-the-next-read", test_sends_the_next_read);
  g_test_add_func ("/client/queue/never-sends-what-was-cancelled", test_never_sends_what_was_cancelled);
  g_test_add_func ("/client/queue/pauses-without-a-place", test_pauses_without_a_place);

  return g_test_run ();
}
