/* test-start-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "server-fixture.h"
#include "stage.h"

static gboolean
is_not_opening (gpointer user_data)
{
  return !rel_start_page_is_opening (REL_START_PAGE (user_data));
}

static RelStartPage *
open_page (RelWindow **window)
{
  *window = stage_open (NULL);
  stage_settle (GTK_WIDGET (*window));
  return rel_window_get_start_page (*window);
}

static char *
dup_typed (RelStartPage *page, GType type)
{
  GtkWidget *row = stage_find (GTK_WIDGET (page), type, NULL);

  g_assert_nonnull (row);
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
}

/* A port at which nothing listens. */
static char *
dup_dead_address (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return g_strdup_printf ("http://127.0.0.1:%u", port);
}

static void
test_opens_the_sample (void)
{
  RelWindow *window;
  RelStartPage *page = open_page (&window);
  GtkWidget *row = stage_find (GTK_WIDGET (page), ADW_TYPE_ACTION_ROW, NULL);

  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_true (rel_start_page_is_opening (page));
  stage_wait_until (is_not_opening, page);
  g_assert_nonnull (rel_window_get_view (window));
  stage_close (window);
}

static void
test_says_that_nothing_answers (void)
{
  RelWindow *window;
  RelStartPage *page = open_page (&window);
  g_autofree char *address = dup_dead_address ();
  g_autofree char *typed = NULL;

  rel_start_page_set_token (page, "secret");
  rel_start_page_open (page, address, NULL);
  stage_wait_until (is_not_opening, page);
  g_assert_null (rel_window_get_view (window));
  g_assert_nonnull (rel_start_page_get_error (page));
  g_assert_null (strstr (rel_start_page_get_error (page), "secret"));
  typed = dup_typed (page, ADW_TYPE_PASSWORD_ENTRY_ROW);
  g_assert_cmpstr (typed, ==, "secret");
  stage_close (window);
}

static void
test_says_a_wrong_token_at_its_row (void)
{
  ServerFixture server = { 0 };
  RelWindow *window;
  RelStartPage *page = open_page (&window);
  GtkWidget *row;

  server_fixture_init_sample (&server, NULL);
  rel_start_page_set_token (page, "wrong");
  rel_start_page_open (page, rel_server_get_url (server.server), NULL);
  stage_wait_until (is_not_opening, page);
  g_assert_null (rel_window_get_view (window));
  g_assert_nonnull (rel_start_page_get_error (page));
  row = stage_find (GTK_WIDGET (page), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  g_assert_true (gtk_widget_has_css_class (row, "error"));

  /* Typing again takes the mistake away. */
  rel_start_page_set_token (page, "other");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_null (rel_start_page_get_error (page));
  stage_close (window);
  server_fixture_clear (&server, NULL);
}

static void
test_says_that_a_file_is_none (void)
{
  RelWindow *window;
  RelStartPage *page = open_page (&window);

  rel_start_page_open (page, "no-such-file.sqlite", "/");
  stage_wait_until (is_not_opening, page);
  g_assert_nonnull (rel_start_page_get_error (page));
  rel_start_page_open (page, "no-such-thing", "/");
  g_assert_nonnull (rel_start_page_get_error (page));
  g_assert_null (rel_window_get_view (window));
  stage_close (window);
}

static void
test_cancels (void)
{
  /* It listens, and never answers. */
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  RelWindow *window;
  RelStartPage *page = open_page (&window);

  rel_start_page_open (page, address, NULL);
  stage_settle (GTK_WIDGET (window));
  g_assert_true (rel_start_page_is_opening (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "start.cancel", NULL);
  stage_wait_until (is_not_opening, page);
  g_assert_null (rel_start_page_get_error (page));
  g_assert_null (rel_window_get_view (window));
  stage_close (window);
}

static void
test_closing_cancels (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  RelWindow *window;
  RelStartPage *page = open_page (&window);

  rel_start_page_open (page, address, NULL);
  stage_close (window);
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/start-page/opens-the-sample", test_opens_the_sample);
  g_test_add_func ("/ui/start-page/says-that-nothing-answers", test_says_that_nothing_answers);
  g_test_add_func ("/ui/start-page/says-a-wrong-token-at-its-row", test_says_a_wrong_token_at_its_row);
  g_test_add_func ("/ui/start-page/says-that-a-file-is-none", test_says_that_a_file_is_none);
  g_test_add_func ("/ui/start-page/cancels", test_cancels);
  g_test_add_func ("/ui/start-page/closing-cancels", test_closing_cancels);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
