/* test-trust.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server whose certificate nobody vouches for, from the question about it to the open
 * project: over real TLS, with a certificate of tests/data/tls.
 */

#include "config.h"

#include <string.h>

#include "faulty-server.h"
#include "rel-certificate.h"
#include "rel-compare-page.h"
#include "rel-profiles.h"
#include "stage.h"

#define NAME  "Magazine"
#define OTHER "Newspaper"
#define LIST  "{\"data\":[]}"

#define YES "C_onnect Anyway"
#define NO  "_Cancel"

typedef struct
{
  FaultyServer *server;
  RelProfile *profile;
  RelProfile *other; /* at the same address */
  RelWindow *window;
} Trust;

static RelProfile *
save (const char *name, const char *address)
{
  RelProfile *profile = rel_profile_new (name, address);
  g_autoptr (GError) error = NULL;

  profile->sign_in = REL_PROFILE_SIGN_IN_NONE;
  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  return profile;
}

static void
set_up (Trust *self, gconstpointer unused)
{
  static const char *const requests[] = { "GET /collections", "GET /fields", "GET /relations", "GET /server/info" };

  self->server = faulty_server_new_tls ("self-signed");
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    faulty_answer_keep (faulty_server_answer (self->server, requests[i], 200, LIST));
  self->profile = save (NAME, faulty_server_get_url (self->server));
  self->other = save (OTHER, faulty_server_get_url (self->server));
  self->window = stage_open (NULL);
  stage_settle (GTK_WIDGET (self->window));
}

static void
tear_down (Trust *self, gconstpointer unused)
{
  stage_close (self->window);
  rel_profiles_remove (self->profile->id, NULL);
  rel_profiles_remove (self->other->id, NULL);
  rel_profile_free (self->profile);
  rel_profile_free (self->other);
  faulty_server_free (self->server);
}

/* Anywhere in the program: a question is a window of its own, or a part of another. */
static GtkWidget *
find_shown (GType type, const char *label)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL && found == NULL; l = l->next)
    found = stage_find (l->data, type, label);
  return found;
}

static gboolean
is_asked (gpointer unused)
{
  return find_shown (GTK_TYPE_BUTTON, YES) != NULL;
}

static gboolean
is_not_asked (gpointer unused)
{
  return !is_asked (unused);
}

static gboolean
is_not_opening (gpointer user_data)
{
  return !rel_start_page_is_opening (rel_window_get_start_page (user_data));
}

static gboolean
is_open (gpointer user_data)
{
  return rel_window_get_view (user_data) != NULL;
}

static void
open_and_be_asked (Trust *self, const char *name)
{
  rel_start_page_open (rel_window_get_start_page (self->window), name, NULL);
  stage_wait_until (is_not_opening, self->window);
  stage_wait_until (is_asked, NULL);
  g_assert_null (rel_window_get_view (self->window));
  g_assert_cmpuint (faulty_server_count_all (self->server), ==, 0);
}

static void
say (const char *label)
{
  g_signal_emit_by_name (find_shown (GTK_TYPE_BUTTON, label), "clicked");
  stage_wait_until (is_not_asked, NULL);
}

static char *
dup_saved_certificate (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelProfile) saved = rel_profiles_find (name, &error);

  g_assert_no_error (error);
  return g_strdup (saved->certificate);
}

static char *
dup_fingerprint (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (RelCertificate) certificate = NULL;

  g_assert_no_error (error);
  certificate = rel_certificate_new (tls, G_TLS_CERTIFICATE_UNKNOWN_CA);
  return g_strdup (rel_certificate_get_fingerprint (certificate));
}

/* Whether some label says @digits, in however many lines. */
static gboolean
shows (GtkWidget *widget, const char *digits)
{
  if (GTK_IS_LABEL (widget))
    {
      g_auto (GStrv) parts = g_strsplit_set (gtk_label_get_text (GTK_LABEL (widget)), " \n", -1);
      g_autofree char *text = g_strjoinv ("", parts);

      return strstr (text, digits) != NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (shows (child, digits))
        return TRUE;
    }
  return FALSE;
}

static void
test_goes_on_and_remembers (Trust *self, gconstpointer unused)
{
  g_autofree char *fingerprint = dup_fingerprint ();
  g_autofree char *saved = NULL;
  guint n_requests;

  open_and_be_asked (self, NAME);
  g_assert_true (shows (GTK_WIDGET (gtk_widget_get_root (find_shown (GTK_TYPE_BUTTON, YES))), fingerprint));
  say (YES);
  stage_wait_until (is_open, self->window);
  n_requests = faulty_server_count_all (self->server);
  g_assert_cmpuint (n_requests, >=, 3);
  saved = dup_saved_certificate (NAME);
  g_assert_cmpstr (saved, ==, fingerprint);

  /* The next time it is not asked. */
  stage_close (self->window);
  self->window = stage_open (NAME);
  g_assert_false (is_asked (NULL));
  g_assert_cmpuint (faulty_server_count_all (self->server), >, n_requests);
}

static void
test_is_for_one_project (Trust *self, gconstpointer unused)
{
  g_autofree char *saved = NULL;
  guint n_requests;

  open_and_be_asked (self, NAME);
  say (YES);
  stage_wait_until (is_open, self->window);
  n_requests = faulty_server_count_all (self->server);

  saved = dup_saved_certificate (OTHER);
  g_assert_null (saved);
  stage_close (self->window);
  self->window = stage_open (NULL);
  rel_start_page_open (rel_window_get_start_page (self->window), OTHER, NULL);
  stage_wait_until (is_asked, NULL);
  g_assert_cmpuint (faulty_server_count_all (self->server), ==, n_requests);
  say (NO);
}

static void
test_takes_no_for_an_answer (Trust *self, gconstpointer unused)
{
  g_autofree char *saved = NULL;

  open_and_be_asked (self, NAME);
  say (NO);
  stage_settle (GTK_WIDGET (self->window));
  g_assert_null (rel_window_get_view (self->window));
  g_assert_true (is_not_opening (self->window));
  g_assert_cmpuint (faulty_server_count_all (self->server), ==, 0);
  saved = dup_saved_certificate (NAME);
  g_assert_null (saved);
}

/* What is not saved is opened, and nothing is remembered of it. */
static void
test_forgets_what_is_not_saved (Trust *self, gconstpointer unused)
{
  g_autofree char *saved = NULL;

  open_and_be_asked (self, faulty_server_get_url (self->server));
  say (YES);
  stage_wait_until (is_open, self->window);
  g_assert_cmpuint (faulty_server_count_all (self->server), >=, 3);
  saved = dup_saved_certificate (NAME);
  g_assert_null (saved);

  stage_close (self->window);
  self->window = stage_open (NULL);
  rel_start_page_open (rel_window_get_start_page (self->window), faulty_server_get_url (self->server), NULL);
  stage_wait_until (is_asked, NULL);
  say (NO);
}

static gboolean
is_read (gpointer user_data)
{
  return faulty_server_count_all (user_data) >= 3;
}

/* Also who only compares with the server is asked. */
static void
test_compares (Trust *self, gconstpointer unused)
{
  g_autoptr (RelTarget) target = rel_target_new_profile (self->profile, NULL);
  g_autoptr (RelCounterpart) counterpart = rel_counterpart_new_target (target);
  g_autofree char *fingerprint = dup_fingerprint ();
  g_autofree char *refused = NULL;
  g_autofree char *saved = NULL;
  RelComparePage *page;

  stage_close (self->window);
  self->window = stage_open ("sample");
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (self->window)), "project.show-compare", NULL);
  page = REL_COMPARE_PAGE (
    rel_pages_get (rel_project_view_get_pages (rel_window_get_view (self->window)), REL_PLACE_COMPARE));

  rel_compare_page_compare (page, counterpart);
  stage_wait_until (is_asked, NULL);
  say (NO);
  g_assert_cmpuint (faulty_server_count_all (self->server), ==, 0);
  g_assert_false (rel_compare_page_is_working (page));
  refused = dup_saved_certificate (NAME);
  g_assert_null (refused);

  rel_compare_page_compare (page, counterpart);
  stage_wait_until (is_asked, NULL);
  say (YES);
  stage_wait_until (is_read, self->server);
  saved = dup_saved_certificate (NAME);
  g_assert_cmpstr (saved, ==, fingerprint);
}

#define ADD(name, func) g_test_add ("/ui/trust/" name, Trust, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  ADD ("goes-on-and-remembers", test_goes_on_and_remembers);
  ADD ("is-for-one-project", test_is_for_one_project);
  ADD ("takes-no-for-an-answer", test_takes_no_for_an_answer);
  ADD ("forgets-what-is-not-saved", test_forgets_what_is_not_saved);
  ADD ("compares", test_compares);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
