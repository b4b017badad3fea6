/* test-windows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Windows as a whole: which project one is in is in sight everywhere, several windows share a
 * project, and the first one begins where one left off.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rel-deletion.h"
#include "rel-profiles.h"
#include "rel-saved-list.h"
#include "rel-settings.h"
#include "rel-sign-in-dialog.h"
#include "served.h"

typedef struct
{
  ServerFixture server;
  RelProfile *profile; /* (owned) */
  RelWindow *window;
} Production;

static const int widths_px[] = { 360, 900, 1600 };

static void
set_up (Production *self, gconstpointer writable)
{
  g_autoptr (GError) error = NULL;

  server_fixture_init_sample (&self->server, NULL);
  self->profile = rel_profile_new ("Magazine", rel_server_get_url (self->server.server));
  self->profile->kind = REL_PROFILE_KIND_PRODUCTION;
  self->profile->colour = REL_PROFILE_COLOUR_RED;
  self->profile->read_only = writable == NULL;
  rel_profiles_save (self->profile, &error);
  g_assert_no_error (error);
  self->window = stage_open_with_token ("Magazine", rel_server_get_token (self->server.server));
}

static void
tear_down (Production *self, gconstpointer unused)
{
  g_autoptr (GSettings) settings = rel_settings_new ();

  if (self->window != NULL)
    stage_close (self->window);
  rel_profiles_remove (self->profile->id, NULL);
  rel_profile_free (self->profile);
  server_fixture_clear (&self->server, NULL);
  g_settings_reset (settings, "last-project");
}

/* Whether a widget is whole, in its window. */
static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, root, &bounds) && bounds.origin.x >= 0 &&
         bounds.origin.y >= 0 && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (root) &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (root);
}

static gboolean
is_production (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), "PRODUCTION") &&
         !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
}

static gboolean
is_red_mark (GtkWidget *widget)
{
  return gtk_widget_has_css_class (widget, "mark-red");
}

static gboolean
is_anywhere (GtkWidget *root, gboolean (*is_it) (GtkWidget *widget))
{
  if (is_it (root) && is_in_sight (root))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (is_anywhere (child, is_it))
        return TRUE;
    }
  return FALSE;
}

static void
resize (GtkWindow *window, int width_px)
{
  gtk_window_set_default_size (window, width_px, 700);
  stage_settle (GTK_WIDGET (window));
}

static void
assert_in_sight (Production *self, const char *where, int width_px)
{
  if (!is_anywhere (GTK_WIDGET (self->window), is_production))
    g_error ("PRODUCTION is not in sight: %s, %d px", where, width_px);
  if (!is_anywhere (GTK_WIDGET (self->window), is_red_mark))
    g_error ("The colour is not in sight: %s, %d px", where, width_px);
}

static RelPlace *
make_place (RelPlaceKind kind)
{
  switch (kind)
    {
    case REL_PLACE_COLLECTION:
      return rel_place_new_collection ("articles");
    case REL_PLACE_RELATION:
      return rel_place_new_relation ("articles", "author", 0);
    case REL_PLACE_RELATIONS:
    case REL_PLACE_DIAGRAM:
    case REL_PLACE_CHECKS:
    case REL_PLACE_HISTORY:
    case REL_PLACE_COMPARE:
    case REL_PLACE_CHANGES:
    case REL_PLACE_N_KINDS:
    default:
      return rel_place_new (kind);
    }
}

static void
test_production_is_in_sight (Production *self, gconstpointer unused)
{
  RelProjectView *view = rel_window_get_view (self->window);

  for (guint w = 0; w < G_N_ELEMENTS (widths_px); w++)
    {
      resize (GTK_WINDOW (self->window), widths_px[w]);
      for (RelPlaceKind kind = 0; kind < REL_PLACE_N_KINDS; kind++)
        {
          g_autoptr (RelPlace) place = make_place (kind);
          g_autofree char *title = rel_place_dup_title (place);

          rel_project_view_go (view, place);
          stage_settle (GTK_WIDGET (self->window));
          assert_in_sight (self, title, widths_px[w]);
          if (gtk_widget_get_width (GTK_WIDGET (self->window)) > widths_px[w])
            g_error ("%s is %d px wide", title, gtk_widget_get_width (GTK_WIDGET (self->window)));
        }
      rel_split_set_show_content (rel_project_view_get_split (view), FALSE);
      stage_settle (GTK_WIDGET (self->window));
      assert_in_sight (self, "the sidebar", widths_px[w]);
    }
}

/* Large texts leave less room for it. */
static void
test_production_is_in_sight_in_large (Production *self, gconstpointer unused)
{
  g_autoptr (RelPlace) place = make_place (REL_PLACE_DIAGRAM);
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 150 * 1024, NULL);
  rel_project_view_go (rel_window_get_view (self->window), place);
  resize (GTK_WINDOW (self->window), 360);
  assert_in_sight (self, "the diagram in large", 360);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  stage_settle (GTK_WIDGET (self->window));
}

static RelWorkspace *
get_workspace (RelWindow *window)
{
  return rel_project_view_get_workspace (rel_window_get_view (window));
}

static gboolean
is_question (gpointer unused)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (stage_find (l->data, GTK_TYPE_LABEL, "Delete in “Magazine” — PRODUCTION?") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Where something is about to be done to the project, its name does not go without it. */
static void
test_production_is_said_when_publishing (Production *self, gconstpointer unused)
{
  RelWorkspace *workspace = get_workspace (self->window);
  GtkWidget *view = GTK_WIDGET (rel_window_get_view (self->window));
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) draft =
    rel_deletion_apply (rel_workspace_get_draft (workspace), "articles", "author", REL_DELETION_COLUMN, &error);

  g_assert_no_error (error);
  rel_workspace_set_draft (workspace, draft, "Delete articles.author");
  gtk_widget_activate_action (view, "project.show-changes", NULL);
  stage_settle (view);
  g_assert_nonnull (stage_find (view, GTK_TYPE_LABEL, "2 changes to Magazine — PRODUCTION"));
  gtk_widget_activate_action (view, "project.publish", NULL);
  stage_wait_until (is_question, NULL);
}

static void
go_to_author (RelWindow *window)
{
  g_autoptr (RelPlace) place = rel_place_new_relation ("articles", "author", 0);

  rel_project_view_go (rel_window_get_view (window), place);
}

static const char *
get_shown_action (RelWindow *window)
{
  RelPages *pages = rel_project_view_get_pages (rel_window_get_view (window));
  GtkWidget *page = rel_pages_get (pages, REL_PLACE_RELATION);
  RelMemberRow *row =
    rel_relation_form_find_row (rel_relation_page_get_form (REL_RELATION_PAGE (page)), "schema.on_delete");

  return rel_chooser_get_label (rel_member_row_get_chooser (row));
}

static gboolean
edit (RelWindow *window, const char *value)
{
  g_autoptr (JsonNode) node = rel_json_new_string (value);

  return rel_workspace_set_member (get_workspace (window), "articles", "author", 0, "schema.on_delete", node, NULL);
}

/* As when a person does: the window is asked, and goes. */
static void
close_window (RelWindow *window)
{
  gboolean stays;

  g_signal_emit_by_name (window, "close-request", &stays);
  g_assert_false (stays);
  stage_close (window);
}

static RelWindow *
open_second (RelWindow *first)
{
  RelWindow *second = stage_open (NULL);
  const char *id = rel_target_get_id (rel_workspace_get_target (get_workspace (first)));

  rel_start_page_open (rel_window_get_start_page (second), id, NULL);
  g_assert_nonnull (rel_window_get_view (second));
  return second;
}

static void
test_windows_stay_in_step (void)
{
  RelWindow *first = stage_open ("sample");
  RelWindow *second = open_second (first);
  g_autofree char *before = NULL;

  g_assert_true (get_workspace (first) == get_workspace (second));
  go_to_author (first);
  go_to_author (second);
  before = g_strdup (get_shown_action (second));
  g_assert_true (edit (first, "CASCADE"));
  g_assert_cmpstr (get_shown_action (second), ==, "Cascade");
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (second)), "project.undo", NULL);
  g_assert_cmpstr (get_shown_action (first), ==, before);

  close_window (first);
  g_assert_true (edit (second, "CASCADE"));
  g_assert_cmpstr (get_shown_action (second), ==, "Cascade");
  rel_workspace_discard_all (get_workspace (second));
  close_window (second);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (REL_IS_SIGN_IN_DIALOG (l->data))
        return l->data;
    }
  return NULL;
}

static gboolean
is_asked (gpointer unused)
{
  return find_dialog () != NULL;
}

static void
change_token (Production *self, const char *token)
{
  g_autoptr (GUri) uri = g_uri_parse (rel_server_get_url (self->server.server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  server_fixture_stop (&self->server);
  self->server.server = rel_server_new (self->server.file, token);
  rel_server_start (self->server.server, g_uri_get_port (uri), &error);
  g_assert_no_error (error);
}

static gboolean
is_idle (gpointer user_data)
{
  return !rel_workspace_is_busy (get_workspace (user_data));
}

/* Once, and in a window that is there. */
static void
assert_asked_over (RelWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (window)), "project.refresh", NULL);
  stage_wait_until (is_asked, NULL);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (find_dialog ())) == GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  stage_wait_until (is_idle, window);
  g_assert_null (find_dialog ());
}

static void
test_asks_in_the_window_that_is_left (Production *self, gconstpointer unused)
{
  RelWindow *second = open_second (self->window);

  change_token (self, "another");
  assert_asked_over (second);
  close_window (second);
  assert_asked_over (self->window);
}

/* Who starts the program once more wants to see what is there. */
static void
test_gives_way_unseen (void)
{
  RelWindow *first = stage_open ("sample");
  RelWindow *second = rel_window_new (GTK_APPLICATION (stage_get_app ()));

  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  rel_start_page_open (rel_window_get_start_page (second), "sample", NULL);
  while (second != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (rel_window_get_view (first));
  stage_close (first);
}

static gboolean
is_settled (gpointer user_data)
{
  return !rel_start_page_is_opening (rel_window_get_start_page (user_data));
}

/* As the program starts when it is not told what to open. */
static RelWindow *
start (void)
{
  RelWindow *window;

  g_application_activate (G_APPLICATION (stage_get_app ()));
  window = REL_WINDOW (gtk_application_get_windows (GTK_APPLICATION (stage_get_app ()))->data);
  stage_wait_until (is_settled, window);
  stage_settle (GTK_WIDGET (window));
  return window;
}

static void
assert_says (RelWindow *window, const char *words)
{
  const char *text = rel_start_page_get_error (rel_window_get_start_page (window));

  g_assert_null (rel_window_get_view (window));
  g_assert_nonnull (text);
  if (strstr (text, words) == NULL)
    g_error ("“%s” does not say “%s”", text, words);
}

static void
test_begins_with_nothing (void)
{
  RelWindow *window = start ();

  g_assert_null (rel_window_get_view (window));
  g_assert_null (rel_start_page_get_error (rel_window_get_start_page (window)));
  close_window (window);
}

static void
test_begins_with_the_last_project (void)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  RelWindow *window = stage_open ("sample");
  RelWindow *second;

  close_window (window);
  window = start ();
  g_assert_nonnull (rel_window_get_view (window));
  g_assert_cmpint (rel_target_get_kind (rel_workspace_get_target (get_workspace (window))), ==, REL_TARGET_SAMPLE);

  /* Not so the next window. */
  second = start ();
  g_assert_null (rel_window_get_view (second));
  close_window (second);
  close_window (window);
  g_settings_reset (settings, "last-project");
}

/* Whatever it is called now. It cannot be reached: there is no token any more. */
static void
test_begins_with_a_saved_project (Production *self, gconstpointer unused)
{
  close_window (g_steal_pointer (&self->window));
  g_free (self->profile->name);
  self->profile->name = g_strdup ("Newspaper");
  rel_profiles_save (self->profile, NULL);
  server_fixture_stop (&self->server);
  self->window = start ();
  assert_says (self->window, "Newspaper");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), REL_TYPE_SAVED_LIST, NULL));
}

static void
test_says_that_the_last_project_is_gone (Production *self, gconstpointer unused)
{
  close_window (g_steal_pointer (&self->window));
  rel_profiles_remove (self->profile->id, NULL);
  self->window = start ();
  assert_says (self->window, "no longer saved");
}

static void
test_says_that_the_last_file_is_gone (void)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "gone.json", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  RelWindow *window;

  g_settings_set_string (settings, "last-project", uri);
  window = start ();
  assert_says (window, "gone.json");
  close_window (window);
  g_settings_reset (settings, "last-project");
}

/* There is no token any more. */
static void
test_fills_in_the_last_address (void)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  RelWindow *window;
  GtkWidget *row;

  g_settings_set_string (settings, "last-project", "https://cms.example.org");
  window = start ();
  row = stage_find (GTK_WIDGET (window), ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "https://cms.example.org");
  g_assert_null (rel_start_page_get_error (rel_window_get_start_page (window)));
  close_window (window);
  g_settings_reset (settings, "last-project");
}

/* The theme lets go of an icon that so many others were asked for after. */
static void
test_icons_are_kept (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  gpointer first = NULL;

  for (int size = 17; size < 217; size++)
    {
      GtkIconPaintable *icon =
        gtk_icon_theme_lookup_icon (theme, "edit-undo-symbolic", NULL, size, 1, GTK_TEXT_DIR_LTR, 0);

      if (size == 17)
        {
          first = icon;
          g_object_add_weak_pointer (first, &first);
        }
      g_object_unref (icon);
    }
  g_assert_nonnull (first);
  g_object_remove_weak_pointer (first, &first);
}

#define ADD(path, func) g_test_add ("/ui/windows/" path, Production, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/windows/begins-with-nothing", test_begins_with_nothing);
  ADD ("production-is-in-sight", test_production_is_in_sight);
  ADD ("production-is-in-sight-in-large", test_production_is_in_sight_in_large);
  g_test_add ("/ui/windows/production-is-said-when-publishing", Production, "writable", set_up,
              test_production_is_said_when_publishing, tear_down);
  g_test_add_func ("/ui/windows/stay-in-step", test_windows_stay_in_step);
  ADD ("asks-in-the-window-that-is-left", test_asks_in_the_window_that_is_left);
  g_test_add_func ("/ui/windows/gives-way-unseen", test_gives_way_unseen);
  g_test_add_func ("/ui/windows/begins-with-the-last-project", test_begins_with_the_last_project);
  ADD ("begins-with-a-saved-project", test_begins_with_a_saved_project);
  ADD ("says-that-the-last-project-is-gone", test_says_that_the_last_project_is_gone);
  g_test_add_func ("/ui/windows/says-that-the-last-file-is-gone", test_says_that_the_last_file_is_gone);
  g_test_add_func ("/ui/windows/fills-in-the-last-address", test_fills_in_the_last_address);
  g_test_add_func ("/ui/windows/icons-are-kept", test_icons_are_kept);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
