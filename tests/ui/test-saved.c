/* test-saved.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saved projects in the window: the list of them, and what is asked when a server wants to know
 * who one is.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "keyring.h"
#include "rel-connect-form.h"
#include "rel-profiles.h"
#include "rel-saved-list.h"
#include "rel-sign-in-dialog.h"
#include "server-fixture.h"
#include "secret.h"
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

static gboolean
has_no_secret (gpointer user_data)
{
  return !secret_is_kept (((Saved *) user_data)->profile);
}

static gboolean
is_saved (Saved *self)
{
  g_autoptr (RelProfile) found = rel_profiles_find (NAME, NULL);

  return found != NULL;
}

static void
choose (Saved *self, const char *action)
{
  gtk_widget_activate_action (get_list (self), action, "s", self->profile->id);
}

/* The toast is shown, and has the button. */
static GtkWidget *
find_undo (Saved *self)
{
  return stage_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "_Undo");
}

static gboolean
offers_undo (gpointer user_data)
{
  return find_undo (user_data) != NULL;
}

static void
test_forgets_and_undoes (Saved *self, gconstpointer unused)
{
  secret_keep (self->profile);
  choose (self, "saved.forget");
  g_assert_false (is_saved (self));
  g_assert_null (get_list (self));
  stage_wait_until (offers_undo, self);
  g_assert_true (secret_is_kept (self->profile));

  g_signal_emit_by_name (find_undo (self), "clicked");
  g_assert_true (is_saved (self));
  g_assert_nonnull (get_list (self));
  stage_settle (GTK_WIDGET (self->window));
  g_assert_true (secret_is_kept (self->profile));
}

/* Forgetting another one ends what can be undone of the first. */
static void
test_forgets_the_secret_afterwards (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) other = save ("Another", "https://cms.example.org", REL_PROFILE_KIND_STAGING);

  secret_keep (self->profile);
  rel_saved_list_load (REL_SAVED_LIST (get_list (self)));
  choose (self, "saved.forget");
  g_assert_true (secret_is_kept (self->profile));
  gtk_widget_activate_action (get_list (self), "saved.forget", "s", other->id);
  stage_wait_until (has_no_secret, self);
  gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "start.undo-forget", NULL);
  g_assert_false (is_saved (self));
  g_assert_nonnull (get_list (self));
}

static void
test_closing_ends_the_undo (Saved *self, gconstpointer unused)
{
  secret_keep (self->profile);
  choose (self, "saved.forget");
  stage_close (self->window);
  stage_wait_until (has_no_secret, self);
  self->window = stage_open (NULL);
}

/* Nothing is lost if the name is taken meanwhile. */
static void
test_undo_waits_for_the_name (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) thief = NULL;

  secret_keep (self->profile);
  choose (self, "saved.forget");
  thief = save (NAME, "https://cms.example.org", REL_PROFILE_KIND_STAGING);
  gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "start.undo-forget", NULL);
  g_assert_nonnull (strstr (rel_start_page_get_error (get_page (self)), "already"));
  rel_profiles_remove (thief->id, NULL);
  g_assert_true (secret_is_kept (self->profile));
  gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "start.undo-forget", NULL);
  g_assert_true (is_saved (self));
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus == widget || (focus != NULL && gtk_widget_is_ancestor (focus, widget));
}

static gboolean
press (GtkWidget *widget, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (trigger);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint n = 0;
           GTK_IS_SHORTCUT_CONTROLLER (controller) && n < g_list_model_get_n_items (G_LIST_MODEL (controller)); n++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), n);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

/* The focus goes on in the list, and back to what is back. */
static void
test_forgets_by_keyboard (Saved *self, gconstpointer unused)
{
  g_autoptr (RelProfile) other = save ("Another", "https://cms.example.org", REL_PROFILE_KIND_STAGING);
  GtkWidget *row;

  rel_profiles_set_opened (self->profile->id, NULL);
  rel_saved_list_load (REL_SAVED_LIST (get_list (self)));
  row = stage_find (get_list (self), ADW_TYPE_ACTION_ROW, NULL);
  gtk_widget_grab_focus (row);
  g_assert_true (press (get_list (self), "Delete"));
  g_assert_false (is_saved (self));
  row = stage_find (get_list (self), ADW_TYPE_ACTION_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Another");
  g_assert_true (has_focus (row));

  g_assert_true (press (GTK_WIDGET (get_page (self)), "<Control>z"));
  g_assert_true (is_saved (self));
  row = stage_find (get_list (self), ADW_TYPE_ACTION_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, NAME);
  g_assert_true (has_focus (row));
}

static void
test_signs_out (Saved *self, gconstpointer unused)
{
  secret_keep (self->profile);
  choose (self, "saved.sign-out");
  stage_wait_until (has_no_secret, self);
  g_assert_true (is_saved (self));
  rel_start_page_open (get_page (self), NAME, NULL);
  wait_for_dialog ();
  gtk_window_close (GTK_WINDOW (find_dialog (REL_TYPE_SIGN_IN_DIALOG)));
  stage_wait_until (is_not_opening, self);
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
  g_assert_cmpstr (token->address, ==, "cms.example.org");
  select_row (form, 1);
  email = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_assert_cmpint (email->sign_in, ==, REL_PROFILE_SIGN_IN_EMAIL);
  g_assert_null (rel_connect_form_get_token (REL_CONNECT_FORM (form)));
  select_row (form, 2);
  nobody = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_assert_cmpint (nobody->sign_in, ==, REL_PROFILE_SIGN_IN_NONE);
  g_assert_null (stage_find (form, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL));
}

static void
connect_and_save (Saved *self, const char *name, const char *token)
{
  GtkWidget *form = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_CONNECT_FORM, NULL);

  rel_connect_form_set_address (REL_CONNECT_FORM (form), rel_server_get_url (self->server.server));
  rel_connect_form_set_token (REL_CONNECT_FORM (form), token);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (stage_find_row (form, "Save This Project")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (stage_find_row (form, "Name")), name);
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

/* They are made when they are first wanted, once, and are hidden as long as they are not. */
static void
test_form_saves_what_is_chosen (Saved *self, gconstpointer unused)
{
  GtkWidget *form = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_CONNECT_FORM, NULL);
  AdwExpanderRow *save_row = ADW_EXPANDER_ROW (stage_find_row (form, "Save This Project"));
  g_autoptr (RelProfile) before = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_autoptr (RelProfile) profile = NULL;
  GtkWidget *kind;
  GtkWidget *read_only;

  g_assert_cmpint (before->kind, ==, REL_PROFILE_KIND_DEVELOPMENT);
  g_assert_false (before->read_only);
  adw_expander_row_set_enable_expansion (save_row, TRUE);
  kind = stage_find_row (form, "What It Is For");
  read_only = stage_find_row (form, "Read-Only");
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), REL_PROFILE_KIND_PRODUCTION);
  adw_combo_row_set_selected (ADW_COMBO_ROW (stage_find_row (form, "Colour")), REL_PROFILE_COLOUR_RED);
  adw_action_row_activate (ADW_ACTION_ROW (read_only));
  adw_expander_row_set_enable_expansion (save_row, FALSE);
  g_assert_false (gtk_widget_get_visible (kind));
  adw_expander_row_set_enable_expansion (save_row, TRUE);
  g_assert_true (gtk_widget_get_visible (kind));
  profile = rel_connect_form_dup_profile (REL_CONNECT_FORM (form));
  g_assert_cmpint (profile->kind, ==, REL_PROFILE_KIND_PRODUCTION);
  g_assert_cmpint (profile->colour, ==, REL_PROFILE_COLOUR_RED);
  g_assert_true (profile->read_only);
  g_assert_false (profile->schema_api);
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
  ADD ("forgets-and-undoes", test_forgets_and_undoes);
  ADD ("forgets-the-secret-afterwards", test_forgets_the_secret_afterwards);
  ADD ("closing-ends-the-undo", test_closing_ends_the_undo);
  ADD ("undo-waits-for-the-name", test_undo_waits_for_the_name);
  ADD ("forgets-by-keyboard", test_forgets_by_keyboard);
  ADD ("signs-out", test_signs_out);
  ADD ("asks-and-opens", test_asks_and_opens);
  ADD ("says-that-the-person-gave-up", test_says_that_the_person_gave_up);
  ADD ("withdraws-when-opening-is-cancelled", test_withdraws_when_opening_is_cancelled);
  ADD ("asks-again-and-goes-on", test_asks_again_and_goes_on);
  ADD ("form-asks-for-what-is-needed", test_form_asks_for_what_is_needed);
  ADD ("form-saves", test_form_saves);
  ADD ("form-saves-what-is-chosen", test_form_saves_what_is_chosen);
  result = g_test_run ();
  stage_tear_down ();
  folder_remove (folder);
  return result;
}
