/* test-profile-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is saved of a project is edited in the window.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "keyring.h"
#include "rel-profile-dialog.h"
#include "rel-profiles.h"
#include "rel-saved-list.h"
#include "secret.h"
#include "stage.h"

#define FINGERPRINT "AB:00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E"

typedef struct
{
  RelProfile *profile;
  RelWindow *window;
  GtkWidget *dialog; /* (unowned) */
} Edited;

static gboolean
has_no_secret (gpointer user_data)
{
  return !secret_is_kept (((Edited *) user_data)->profile);
}

static GtkWidget *
get_list (Edited *self)
{
  return stage_find (GTK_WIDGET (self->window), REL_TYPE_SAVED_LIST, NULL);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (REL_IS_PROFILE_DIALOG (l->data))
        return l->data;
    }
  return NULL;
}

static void
open_dialog (Edited *self)
{
  gtk_widget_activate_action (get_list (self), "saved.edit", "s", self->profile->id);
  self->dialog = find_dialog ();
  g_assert_nonnull (self->dialog);
  stage_settle (self->dialog);
}

static void
set_up (Edited *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->profile = rel_profile_new ("Magazine", "https://cms.example.org");
  self->profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  rel_profiles_save (self->profile, &error);
  g_assert_no_error (error);
  rel_profiles_set_opened (self->profile->id, NULL);
  secret_keep (self->profile);
  self->window = stage_open (NULL);
  stage_settle (GTK_WIDGET (self->window));
  open_dialog (self);
}

static void
tear_down (Edited *self, gconstpointer unused)
{
  if (find_dialog () != NULL)
    stage_destroy (GTK_WINDOW (find_dialog ()));
  stage_close (self->window);
  rel_profiles_remove (self->profile->id, NULL);
  rel_profile_free (self->profile);
}

static void
type (Edited *self, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (stage_find_row (self->dialog, title)), text);
}

static void
select_nth (Edited *self, const char *title, guint nth)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (stage_find_row (self->dialog, title)), nth);
}

static void
turn_on (Edited *self, const char *title)
{
  gtk_switch_set_active (GTK_SWITCH (stage_find (stage_find_row (self->dialog, title), GTK_TYPE_SWITCH, NULL)), TRUE);
}

static void
save (Edited *self)
{
  g_signal_emit_by_name (stage_find (self->dialog, GTK_TYPE_BUTTON, "_Save"), "clicked");
}

static RelProfile *
load (Edited *self)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GPtrArray) profiles = rel_profiles_load (&set_aside, NULL);

  g_assert_cmpuint (profiles->len, ==, 1);
  return rel_profile_copy (g_ptr_array_index (profiles, 0));
}

static void
test_edits_each_member (Edited *self, gconstpointer unused)
{
  g_autofree char *ca_file = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem", NULL);
  g_autoptr (RelProfile) saved = NULL;
  GtkWidget *row;

  type (self, "Name", " Newspaper ");
  select_nth (self, "What It Is For", REL_PROFILE_KIND_PRODUCTION);
  select_nth (self, "Colour", REL_PROFILE_COLOUR_RED);
  type (self, "Address", "CMS.example.org/directus/");
  select_nth (self, "Sign In With", 1);
  type (self, "Email Address", "anna@example.org");
  select_nth (self, "Requests", REL_PROFILE_TRANSPORT_REST);
  turn_on (self, "Publish at Once");
  turn_on (self, "Read-Only");
  type (self, "Accepted Certificate (SHA-256)", FINGERPRINT);
  type (self, "File with Certificates That Vouch for It", ca_file);
  save (self);
  g_assert_null (find_dialog ());

  saved = load (self);
  g_assert_cmpstr (saved->id, ==, self->profile->id);
  g_assert_cmpstr (saved->name, ==, "Newspaper");
  g_assert_cmpint (saved->kind, ==, REL_PROFILE_KIND_PRODUCTION);
  g_assert_cmpint (saved->colour, ==, REL_PROFILE_COLOUR_RED);
  g_assert_cmpstr (saved->address, ==, "https://cms.example.org/directus");
  g_assert_cmpint (saved->sign_in, ==, REL_PROFILE_SIGN_IN_EMAIL);
  g_assert_cmpstr (saved->email, ==, "anna@example.org");
  g_assert_true (saved->schema_api);
  g_assert_true (saved->read_only);
  g_assert_cmpstr (saved->certificate, ==, FINGERPRINT);
  g_assert_cmpstr (saved->ca_file, ==, ca_file);
  g_assert_cmpint (saved->opened_s, >, 0);

  row = stage_find_row (get_list (self), "Newspaper");
  g_assert_nonnull (row);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (row)) == row);
}

/* What is shown is what is saved, so that saving it again changes nothing. */
static void
test_saves_what_it_shows (Edited *self, gconstpointer unused)
{
  g_autoptr (RelProfile) saved = NULL;

  gtk_window_destroy (GTK_WINDOW (self->dialog));
  self->profile->transport = REL_PROFILE_TRANSPORT_GRAPHQL;
  self->profile->sign_in = REL_PROFILE_SIGN_IN_NONE;
  self->profile->colour = REL_PROFILE_COLOUR_BROWN;
  self->profile->kind = REL_PROFILE_KIND_STAGING;
  self->profile->certificate = g_strdup (FINGERPRINT);
  rel_profiles_save (self->profile, NULL);
  open_dialog (self);
  save (self);
  g_assert_null (find_dialog ());
  saved = load (self);
  g_assert_cmpstr (saved->name, ==, "Magazine");
  g_assert_cmpstr (saved->address, ==, "https://cms.example.org");
  g_assert_cmpint (saved->transport, ==, REL_PROFILE_TRANSPORT_GRAPHQL);
  g_assert_cmpint (saved->sign_in, ==, REL_PROFILE_SIGN_IN_NONE);
  g_assert_cmpint (saved->colour, ==, REL_PROFILE_COLOUR_BROWN);
  g_assert_cmpint (saved->kind, ==, REL_PROFILE_KIND_STAGING);
  g_assert_cmpstr (saved->certificate, ==, FINGERPRINT);
  g_assert_null (saved->ca_file);
  g_assert_null (saved->email);
}

/* Says it under the rows where it is, and saves nothing. */
static void
assert_mistake (Edited *self, const char *title, const char *text, const char *right)
{
  GtkWidget *row = stage_find_row (self->dialog, title);
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
  GtkWidget *mistake;
  g_autoptr (RelProfile) saved = NULL;

  type (self, title, text);
  save (self);
  g_assert_true (find_dialog () == self->dialog);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  mistake = gtk_widget_get_next_sibling (group);
  g_assert_true (GTK_IS_LABEL (mistake) && gtk_widget_get_visible (mistake));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (mistake)), !=, "");
  saved = load (self);
  g_assert_cmpstr (saved->name, ==, "Magazine");
  g_assert_cmpint (saved->colour, ==, REL_PROFILE_COLOUR_NONE);

  type (self, title, right);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_false (gtk_widget_get_visible (mistake));
}

static void
test_says_mistakes (Edited *self, gconstpointer unused)
{
  select_nth (self, "Colour", REL_PROFILE_COLOUR_BLUE);
  assert_mistake (self, "Name", "a/b", "Magazine");
  assert_mistake (self, "Address", "https://anna:secret@example.org", "https://cms.example.org");
  assert_mistake (self, "Accepted Certificate (SHA-256)", "AB:CD", "");
  assert_mistake (self, "File with Certificates That Vouch for It", "/no/such/file.pem", "");
  type (self, "Name", " ");
  g_assert_false (gtk_widget_get_sensitive (stage_find (self->dialog, GTK_TYPE_BUTTON, "_Save")));
}

static void
test_says_that_a_name_is_taken (Edited *self, gconstpointer unused)
{
  g_autoptr (RelProfile) other = rel_profile_new ("Newspaper", "https://cms.example.com");

  rel_profiles_save (other, NULL);
  type (self, "Name", "Newspaper");
  save (self);
  g_assert_true (gtk_widget_has_css_class (stage_find_row (self->dialog, "Name"), "error"));
  rel_profiles_remove (other->id, NULL);
}

/* A token is no password, and what was for one server is not for another. */
static void
test_forgets_a_secret_that_does_not_fit (Edited *self, gconstpointer unused)
{
  type (self, "Name", "Newspaper");
  save (self);
  g_assert_false (has_no_secret (self));
  open_dialog (self);
  select_nth (self, "Sign In With", 1);
  save (self);
  stage_wait_until (has_no_secret, self);

  secret_keep (self->profile);
  open_dialog (self);
  type (self, "Address", "https://cms.example.com");
  save (self);
  stage_wait_until (has_no_secret, self);
}

static void
test_escape_changes_nothing (Edited *self, gconstpointer unused)
{
  g_autoptr (RelProfile) saved = NULL;

  type (self, "Name", "Newspaper");
  gtk_widget_activate_action (self->dialog, "window.close", NULL);
  g_assert_null (find_dialog ());
  saved = load (self);
  g_assert_cmpstr (saved->name, ==, "Magazine");
}

#define ADD(path, func) g_test_add ("/ui/profile-dialog/" path, Edited, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  int result;

  keyring_use_file (folder);
  stage_set_up (&argc, &argv);
  ADD ("edits-each-member", test_edits_each_member);
  ADD ("saves-what-it-shows", test_saves_what_it_shows);
  ADD ("says-mistakes", test_says_mistakes);
  ADD ("says-that-a-name-is-taken", test_says_that_a_name_is_taken);
  ADD ("forgets-a-secret-that-does-not-fit", test_forgets_a_secret_that_does_not_fit);
  ADD ("escape-changes-nothing", test_escape_changes_nothing);
  result = g_test_run ();
  stage_tear_down ();
  folder_remove (folder);
  return result;
}
