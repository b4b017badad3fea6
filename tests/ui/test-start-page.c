/* test-start-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "rel-certificate-question.h"
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

static gboolean
are_not_opening (gpointer user_data)
{
  RelWindow **windows = user_data;

  return !rel_start_page_is_opening (rel_window_get_start_page (windows[0])) &&
         !rel_start_page_is_opening (rel_window_get_start_page (windows[1]));
}

/* Two windows would write over each other's draft, unless it is the same. Neither has it when
 * the other one asks. */
static void
test_opens_a_project_once (void)
{
  RelWindow *windows[2] = { stage_open (NULL), stage_open (NULL) };

  for (guint i = 0; i < 2; i++)
    {
      rel_start_page_open (rel_window_get_start_page (windows[i]), "sample", NULL);
      g_assert_true (rel_start_page_is_opening (rel_window_get_start_page (windows[i])));
    }
  stage_wait_until (are_not_opening, windows);
  g_assert_true (rel_project_view_get_workspace (rel_window_get_view (windows[0])) ==
                 rel_project_view_get_workspace (rel_window_get_view (windows[1])));
  stage_close (windows[0]);
  stage_close (windows[1]);
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
  graphene_rect_t bounds;
  GtkWidget *mistake;
  GtkWidget *row;

  server_fixture_init_sample (&server, NULL);
  rel_start_page_set_token (page, "wrong");
  rel_start_page_open (page, rel_server_get_url (server.server), NULL);
  stage_wait_until (is_not_opening, page);
  g_assert_null (rel_window_get_view (window));
  g_assert_nonnull (rel_start_page_get_error (page));
  row = stage_find (GTK_WIDGET (page), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  /* It stood below the form, which is higher than the window is. */
  stage_settle (GTK_WIDGET (window));
  mistake = stage_find (GTK_WIDGET (page), GTK_TYPE_LABEL, rel_start_page_get_error (page));
  g_assert_true (gtk_widget_compute_bounds (mistake, GTK_WIDGET (page), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (GTK_WIDGET (page)));
  g_assert_true (gtk_widget_compute_bounds (row, mistake, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, 0);

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
assert_says (RelStartPage *page, const char *path, const char *words)
{
  rel_start_page_open (page, path, NULL);
  stage_wait_until (is_not_opening, page);
  g_assert_nonnull (rel_start_page_get_error (page));
  if (strstr (rel_start_page_get_error (page), words) == NULL)
    g_error ("“%s” does not say “%s”", rel_start_page_get_error (page), words);
}

static void
test_names_the_file_that_is_broken (void)
{
  static const char *const names[] = { "broken.json", "broken.yaml", "broken.sqlite", "broken.txt" };
  RelWindow *window;
  RelStartPage *page = open_page (&window);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), names[i], NULL);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, "{ [", -1, &error);
      g_assert_no_error (error);
      assert_says (page, path, names[i]);
    }
  g_assert_null (rel_window_get_view (window));
  stage_close (window);
}

static void
test_says_that_a_folder_is_one (void)
{
  static const char *const names[] = { "folder", "folder.json", "folder.sqlite" };
  RelWindow *window;
  RelStartPage *page = open_page (&window);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), names[i], NULL);
      g_autofree char *words = g_strdup_printf ("“%s” is a folder.", names[i]);

      g_mkdir_with_parents (path, 0700);
      assert_says (page, path, words);
    }
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
  GtkWidget *focus;

  gtk_widget_grab_focus (stage_find (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, NULL));
  focus = gtk_root_get_focus (GTK_ROOT (window));
  rel_start_page_open (page, address, NULL);
  stage_settle (GTK_WIDGET (window));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) != focus);
  g_assert_true (rel_start_page_is_opening (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "start.cancel", NULL);
  stage_wait_until (is_not_opening, page);
  g_assert_null (rel_start_page_get_error (page));
  g_assert_null (rel_window_get_view (window));
  /* It went to the main menu. */
  stage_settle (GTK_WIDGET (window));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  stage_close (window);
}

/* A window began with the main menu, and a project with the button that adds a relation. */
static void
test_focus_begins_where_one_begins (void)
{
  RelWindow *window;
  RelStartPage *page = open_page (&window);
  GtkWidget *row = stage_find (GTK_WIDGET (page), ADW_TYPE_ACTION_ROW, NULL);
  RelSidebar *sidebar;

  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  stage_wait_until (is_not_opening, page);
  stage_settle (GTK_WIDGET (window));
  sidebar = rel_project_view_get_sidebar (rel_window_get_view (window));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), GTK_WIDGET (sidebar)));
  g_assert_false (GTK_IS_EDITABLE (gtk_root_get_focus (GTK_ROOT (window))));
  stage_close (window);
}

static GtkWidget *
find_row (RelStartPage *page, GType type, const char *title)
{
  return gtk_widget_get_ancestor (stage_find (GTK_WIDGET (page), GTK_TYPE_LABEL, title), type);
}

/* What is saved has a name from the beginning: without one, nothing said why one could not connect. */
static void
test_offers_a_name (void)
{
  RelWindow *window;
  RelStartPage *page = open_page (&window);
  AdwExpanderRow *save = ADW_EXPANDER_ROW (find_row (page, ADW_TYPE_EXPANDER_ROW, "Save This Project"));
  GtkWidget *name;

  rel_start_page_set_address (page, "cms.example.org");
  adw_expander_row_set_enable_expansion (save, TRUE);
  stage_settle (GTK_WIDGET (window));
  name = find_row (page, ADW_TYPE_ENTRY_ROW, "Name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "cms.example.org");
  gtk_editable_set_text (GTK_EDITABLE (name), "Magazine");
  adw_expander_row_set_enable_expansion (save, FALSE);
  adw_expander_row_set_enable_expansion (save, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Magazine");
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

/* All that one needs to know a certificate by, and what follows. */
static void
test_shows_a_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (RelCertificate) certificate = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *digits = NULL;

  g_assert_no_error (error);
  certificate = rel_certificate_new (tls, G_TLS_CERTIFICATE_UNKNOWN_CA);
  text = rel_certificate_question_dup_text (certificate);
  g_assert_nonnull (strstr (text, "cannot be trusted: it is signed by itself."));
  g_assert_nonnull (strstr (text, "CN=127.0.0.1"));
  g_assert_nonnull (strstr (text, "O=Relations tests"));
  g_assert_nonnull (strstr (text, "for this project alone"));

  /* In lines, but whole. */
  parts = g_strsplit_set (text, " \n", -1);
  digits = g_strjoinv ("", parts);
  g_assert_nonnull (strstr (digits, rel_certificate_get_fingerprint (certificate)));
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/start-page/opens-the-sample", test_opens_the_sample);
  g_test_add_func ("/ui/start-page/opens-a-project-once", test_opens_a_project_once);
  g_test_add_func ("/ui/start-page/says-that-nothing-answers", test_says_that_nothing_answers);
  g_test_add_func ("/ui/start-page/says-a-wrong-token-at-its-row", test_says_a_wrong_token_at_its_row);
  g_test_add_func ("/ui/start-page/says-that-a-file-is-none", test_says_that_a_file_is_none);
  g_test_add_func ("/ui/start-page/names-the-file-that-is-broken", test_names_the_file_that_is_broken);
  g_test_add_func ("/ui/start-page/says-that-a-folder-is-one", test_says_that_a_folder_is_one);
  g_test_add_func ("/ui/start-page/shows-a-certificate", test_shows_a_certificate);
  g_test_add_func ("/ui/start-page/cancels", test_cancels);
  g_test_add_func ("/ui/start-page/closing-cancels", test_closing_cancels);
  g_test_add_func ("/ui/start-page/focus-begins-where-one-begins", test_focus_begins_where_one_begins);
  g_test_add_func ("/ui/start-page/offers-a-name", test_offers_a_name);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
