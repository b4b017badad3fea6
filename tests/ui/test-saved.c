/* test-saved.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saved projects in the window: the list of them, what is asked when a server wants to know
 * who one is, and how a project in production is told from others.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "keyring.h"
#include "rel-connect-form.h"
#include "rel-profiles.h"
#include "rel-project-title.h"
#include "rel-saved-list.h"
#include "rel-sign-in-dialog.h"
#include "server-fixture.h"
#include "stage.h"

#define NAME "Magazine & <Shop>"

typedef struct
{
  ServerFixture server;
  RelProfile *profile;
  RelWindow *window;
} Saved;

static RelProfile *
save (const char *name, const char *address, RelProfileKind kind)
{
  RelProfile *profile = rel_profile_new (name, address);
  g_autoptr (GError) error = NULL;

  profile->kind = kind;
  profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  return profile;
}

static void
set_up (Saved *self, gconstpointer unused)
{
  server_fixture_init_sample (&self->server, NULL);
  self->profile = save (NAME, rel_server_get_url (self->server.server), REL_PROFILE_KIND_PRODUCTION);
  self->window = stage_open (NULL);
  stage_settle (GTK_WIDGET (self->window));
}

static void
tear_down (Saved *self, gconstpointer unused)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GPtrArray) profiles = rel_profiles_load (&set_aside, NULL);

  stage_close (self->window);
  for (guint i = 0; i < profiles->len; i++)
    rel_profiles_remove (((RelProfile *) g_ptr_array_index (profiles, i))->id, NULL);
  rel_profile_free (self->profile);
  server_fixture_clear (&self->server, NULL);
}

static RelStartPage *
get_page (Saved *self)
{
  return rel_window_get_start_page (self->window);
}

static GtkWidget *
get_list (Saved *self)
{
  return stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_SAVED_LIST, NULL);
}

/* The titles of the rows, one after the other. */
static void
append_titles (GtkWidget *widget, GString *titles)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_string_append_printf (titles, "%s (%s);", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                            adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_titles (child, titles);
}

static GtkWidget *
find_dialog (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
        return l->data;
    }
  return NULL;
}

static gboolean
is_asked (gpointer unused)
{
  return find_dialog (REL_TYPE_SIGN_IN_DIALOG) != NULL;
}

static gboolean
is_not_opening (gpointer user_data)
{
  return !rel_start_page_is_opening (get_page (user_data));
}

static void
wait_for_dialog (void)
{
  stage_wait_until (is_asked, NULL);
  stage_settle (find_dialog (REL_TYPE_SIGN_IN_DIALOG));
}

static void
answer (const char *secret)
{
  GtkWidget *dialog = find_dialog (REL_TYPE_SIGN_IN_DIALOG);

  gtk_editable_set_text (GTK_EDITABLE (stage_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL)), secret);
  gtk_widget_activate (stage_find (dialog, GTK_TYPE_BUTTON, "_Sign In"));
}

static void
open_signed_in (Saved *self)
{
  rel_start_page_open (get_page (self), NAME, NULL);
  wait_for_dialog ();
  answer (rel_server_get_token (self->server.server));
  stage_wait_until (is_not_opening, self);
  g_assert_cmpstr (rel_start_page_get_error (get_page (self)), ==, NULL);
  g_assert_nonnull (rel_window_get_view (self->window));
  stage_settle (GTK_WIDGET (self->window));
}

static RelWorkspace *
get_workspace (Saved *self)
{
  return rel_project_view_get_workspace (rel_window_get_view (self->window));
}

static gboolean
is_idle (gpointer user_data)
{
  return !rel_workspace_is_busy (get_workspace (user_data));
}

static void
change_token (Saved *self, const char *token)
{
  g_autoptr (GUri) uri = g_uri_parse (rel_server_get_url (self->server.server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  server_fixture_stop (&self->server);
  self->server.server = rel_server_new (self->server.file, token);
  rel_server_start (self->server.server, g_uri_get_port (uri), &error);
  g_assert_no_error (error);
}

static void
test_lists_the_last_opened_first (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) other = save ("Another", "https://cms.example.org", REL_PROFILE_KIND_STAGING);
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autofree char *expected =
    g_strdup_printf (NAME " (Production · %s);Another (Staging · https://cms.example.org);", self->profile->address);

  rel_profiles_set_opened (self->profile->id, NULL);
  rel_saved_list_load (REL_SAVED_LIST (get_list (self)));
  append_titles (get_list (self), titles);
  g_assert_cmpstr (titles->str, ==, expected);
}

/* The dialog is a window of its own, or in the one that it is about. */
static GtkWidget *
find_forget_button (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL && found == NULL; l = l->next)
    found = stage_find (l->data, GTK_TYPE_BUTTON, "_Forget");
  return found;
}

static gboolean
is_asked_to_forget (gpointer unused)
{
  return find_forget_button () != NULL;
}

static gboolean
has_no_list (gpointer user_data)
{
  return get_list (user_data) == NULL;
}

static void
test_forgets (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) found = NULL;

  gtk_widget_activate (stage_find (get_list (self), GTK_TYPE_BUTTON, NULL));
  stage_wait_until (is_asked_to_forget, NULL);
  gtk_widget_activate (find_forget_button ());
  stage_wait_until (has_no_list, self);
  found = rel_profiles_find (NAME, NULL);
  g_assert_null (found);
}

static void
test_asks_and_opens (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) opened = NULL;

  open_signed_in (self);
  g_assert_false (is_asked (NULL));
  opened = rel_profiles_find (NAME, NULL);
  g_assert_cmpint (opened->opened_s, >, 0);
}

static void
test_says_that_the_person_gave_up (Saved *self, gconstpointer unused)
{
  rel_start_page_open (get_page (self), NAME, NULL);
  wait_for_dialog ();
  gtk_window_close (GTK_WINDOW (find_dialog (REL_TYPE_SIGN_IN_DIALOG)));
  stage_wait_until (is_not_opening, self);
  g_assert_null (rel_window_get_view (self->window));
  g_assert_nonnull (strstr (rel_start_page_get_error (get_page (self)), NAME));
}

static void
test_withdraws_when_opening_is_cancelled (Saved *self, gconstpointer unused)
{
  rel_start_page_open (get_page (self), NAME, NULL);
  wait_for_dialog ();
  rel_start_page_cancel (get_page (self));
  stage_wait_until (is_not_opening, self);
  g_assert_false (is_asked (NULL));
}

static void
test_asks_again_and_goes_on (Saved *self, gconstpointer unused)
{
  open_signed_in (self);
  change_token (self, "another-token");
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (self->window)), "project.refresh", NULL);
  wait_for_dialog ();
  answer ("wrong");
  wait_for_dialog ();
  answer ("another-token");
  stage_wait_until (is_idle, self);
  g_assert_cmpstr (rel_workspace_get_notice (get_workspace (self)), ==, NULL);
  g_assert_false (is_asked (NULL));
}

static void
test_shows_production (Saved *self, gconstpointer unused)
{
  GtkWidget *title;

  open_signed_in (self);
  title = stage_find (GTK_WIDGET (self->window), REL_TYPE_PROJECT_TITLE, NULL);
  g_assert_nonnull (title);
  g_assert_nonnull (stage_find (title, GTK_TYPE_LABEL, NAME));
  g_assert_nonnull (stage_find (title, GTK_TYPE_LABEL, "PRODUCTION"));

  /* Where that title has no room, the other one says it. */
  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 600);
  stage_settle (GTK_WIDGET (self->window));
  rel_split_set_show_content (rel_project_view_get_split (rel_window_get_view (self->window)), TRUE);
  stage_settle (GTK_WIDGET (self->window));
  title = stage_find (GTK_WIDGET (self->window), ADW_TYPE_WINDOW_TITLE, NULL);
  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (title)), "PRODUCTION"));
}

static void
select_row (GtkWidget *root, guint selected)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (stage_find (root, ADW_TYPE_COMBO_ROW, NULL)), selected);
}

static void
test_form_asks_for_what_is_needed (Saved *self, gconstpointer unused)
{
  GtkWidget *form = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_CONNECT_FORM, NULL);
  g_autoptr (RelProfile) token = NULL;
  g_autoptr (RelProfile) email = NULL;
  g_autoptr (RelProfile) nobody = NULL;

  rel_connect_form_set_address (REL_CONNECT_FORM (form), " cms.example.org ");
  rel_connect_form_set_token (REL_CONNECT_FORM (form), "token");
  token = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_assert_cmpint (token->sign_in, ==, REL_PROFILE_SIGN_IN_TOKEN);
  g_assert_cmpstr (token->address, ==, "https://cms.example.org");
  select_row (form, 1);
  email = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_assert_cmpint (email->sign_in, ==, REL_PROFILE_SIGN_IN_EMAIL);
  g_assert_null (rel_connect_form_get_token (REL_CONNECT_FORM (form)));
  select_row (form, 2);
  nobody = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_assert_cmpint (nobody->sign_in, ==, REL_PROFILE_SIGN_IN_NONE);
  g_assert_null (stage_find (form, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL));
}

static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
connect_and_save (Saved *self, const char *name, const char *token)
{
  GtkWidget *form = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_CONNECT_FORM, NULL);

  rel_connect_form_set_address (REL_CONNECT_FORM (form), rel_server_get_url (self->server.server));
  rel_connect_form_set_token (REL_CONNECT_FORM (form), token);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (find_titled (form, "Save This Project")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (find_titled (form, "Name")), name);
  g_signal_emit_by_name (stage_find (form, GTK_TYPE_BUTTON, "_Connect"), "clicked");
  stage_wait_until (is_not_opening, self);
}

static void
test_form_saves (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) found = NULL;

  connect_and_save (self, NAME, "wrong");
  g_assert_nonnull (strstr (rel_start_page_get_error (get_page (self)), "already"));
  connect_and_save (self, "Newspaper", "wrong");
  g_assert_nonnull (rel_start_page_get_error (get_page (self)));
  g_assert_null (rel_window_get_view (self->window));
  /* Trying again is not saving again. */
  connect_and_save (self, "Newspaper", rel_server_get_token (self->server.server));
  g_assert_cmpstr (rel_start_page_get_error (get_page (self)), ==, NULL);
  g_assert_nonnull (rel_window_get_view (self->window));
  found = rel_profiles_find ("Newspaper", NULL);
  g_assert_cmpstr (found->address, ==, rel_server_get_url (self->server.server));
  g_assert_cmpint (found->sign_in, ==, REL_PROFILE_SIGN_IN_TOKEN);
}

#define ADD(path, func) g_test_add ("/ui/saved/" path, Saved, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  int result;

  keyring_use_file (folder);
  stage_set_up (&argc, &argv);
  ADD ("lists-the-last-opened-first", test_lists_the_last_opened_first);
  ADD ("forgets", test_forgets);
  ADD ("asks-and-opens", test_asks_and_opens);
  ADD ("says-that-the-person-gave-up", test_says_that_the_person_gave_up);
  ADD ("withdraws-when-opening-is-cancelled", test_withdraws_when_opening_is_cancelled);
  ADD ("asks-again-and-goes-on", test_asks_again_and_goes_on);
  ADD ("shows-production", test_shows_production);
  ADD ("form-asks-for-what-is-needed", test_form_asks_for_what_is_needed);
  ADD ("form-saves", test_form_saves);
  result = g_test_run ();
  stage_tear_down ();
  folder_remove (folder);
  return result;
}
