/* test-idle.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window that nobody touches does nothing: its main loop is not woken, nothing is drawn, and
 * the server is not asked.
 */

#include "config.h"

#include "faulty-server.h"
#include "served.h"

/* Long enough for what comes every second; it is what is tested, and no test waits less for it. */
#define IDLE_S 3

/* How many of these it may take to come to rest. */
#define MOST_PERIODS 4

static guint n_wakes;

static int
count_wakes (GPollFD *fds, guint n_fds, int timeout_ms)
{
  int n_ready = g_poll (fds, n_fds, timeout_ms);

  n_wakes++;
  return n_ready;
}

static gboolean
end_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
idle (void)
{
  gboolean ended = FALSE;

  g_timeout_add_seconds (IDLE_S, end_cb, &ended);
  stage_wait_until (is_true, &ended);
}

/* The turns of the main loop while nobody does anything. */
static guint
count_idle (void)
{
  n_wakes = 0;
  g_main_context_set_poll_func (NULL, count_wakes);
  idle ();
  g_main_context_set_poll_func (NULL, NULL);
  return n_wakes;
}

/* What was begun may end first: a toast, the checks, an arrangement; a busy machine takes its time
 * for them. What goes on for good never comes to rest. */
static gboolean
comes_to_rest (void)
{
  idle ();
  for (guint i = 0; i < MOST_PERIODS; i++)
    {
      /* It is woken for the end itself. */
      if (count_idle () <= 3)
        return TRUE;
      g_test_message ("woken %u times", n_wakes);
    }
  return FALSE;
}

static void
test_pages (Served *self, gconstpointer unused)
{
  for (RelPlaceKind kind = 0; kind < REL_PLACE_N_KINDS; kind++)
    {
      g_autoptr (RelPlace) place = kind == REL_PLACE_COLLECTION ? rel_place_new_collection ("articles")
                                   : kind == REL_PLACE_RELATION ? rel_place_new_relation ("articles", "author", 0)
                                                                : rel_place_new (kind);

      rel_project_view_go (self->view, place);
      gtk_root_set_focus (GTK_ROOT (self->window), NULL);
      g_test_message ("page %d", kind);
      g_assert_true (comes_to_rest ());
    }
}

static gboolean
has_view (gpointer user_data)
{
  return rel_window_get_view (REL_WINDOW (user_data)) != NULL;
}

static void
answer (FaultyServer *server, const char *request)
{
  faulty_answer_keep (faulty_server_answer (server, request, 200, "{\"data\":[]}"));
}

static void
test_server_is_not_asked (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  RelWindow *window = stage_open (NULL);
  guint n_requests;

  answer (server, "GET /collections");
  answer (server, "GET /fields");
  answer (server, "GET /relations");
  rel_start_page_open (rel_window_get_start_page (window), faulty_server_get_url (server), NULL);
  stage_wait_until (has_view, window);
  idle ();
  n_requests = faulty_server_count_all (server);
  g_assert_cmpuint (n_requests, >=, 3);
  idle ();
  g_assert_cmpuint (faulty_server_count_all (server), ==, n_requests);
  stage_close (window);
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add ("/ui/idle/pages", Served, NULL, served_set_up, test_pages, served_tear_down);
  g_test_add_func ("/ui/idle/server-is-not-asked", test_server_is_not_asked);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
