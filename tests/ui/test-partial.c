/* test-partial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that shows only a part of its schema, and one that is lost: what follows from that is
 * said where it matters, and one goes on working.
 */

#include "config.h"

#include <string.h>

#include "rel-checks-page.h"
#include "rel-compare-page.h"
#include "rel-deletion-button.h"
#include "rel-impact-group.h"
#include "served.h"

/* The draft is what a user sees who is no administrator. */
static void
hide_a_part (Served *self)
{
  g_autoptr (RelSchema) part = rel_schema_with_partial (rel_workspace_get_draft (self->workspace), TRUE);

  rel_workspace_set_draft (self->workspace, part, "Part");
}

static void
append_texts (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_label (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_texts (child, text);
}

static void
assert_says (GtkWidget *widget, const char *words, gboolean says)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_texts (widget, text);
  if ((strstr (text->str, words) != NULL) != says)
    g_error ("“%s” is %sin:\n%s", words, says ? "not " : "", text->str);
}

static GtkWidget *
get_page (Served *self, RelPlaceKind kind)
{
  return rel_pages_get (rel_project_view_get_pages (self->view), kind);
}

static gboolean
is_checked (gpointer user_data)
{
  return rel_checker_get_findings (rel_project_view_get_checker (user_data)) != NULL;
}

static void
test_checks_say_it (Served *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GtkWidget *page = get_page (self, REL_PLACE_CHECKS);

  served_do (self, "project.show-checks", NULL);
  stage_wait_until (is_checked, self->view);
  stage_settle (page);
  assert_says (page, "was not looked for", FALSE);
  hide_a_part (self);
  rel_checks_page_show (REL_CHECKS_PAGE (page), rel_workspace_get_draft (self->workspace), none);
  assert_says (page, "was not looked for", TRUE);
  assert_says (page, "Every rule was looked for", FALSE);
}

/* Nothing refers to it, of what is shown. */
static void
test_deleting_an_item_says_it (Served *self, gconstpointer unused)
{
  g_autoptr (RelSchema) whole = rel_schema_ref (rel_workspace_get_draft (self->workspace));
  g_autoptr (RelSchema) part = rel_schema_with_partial (whole, TRUE);
  GtkWidget *group = g_object_ref_sink (rel_impact_group_new ());
  GtkWidget *expander = stage_find (group, ADW_TYPE_EXPANDER_ROW, NULL);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  rel_impact_group_show (REL_IMPACT_GROUP (group), whole, "magazine");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  assert_says (group, "nothing else is touched", TRUE);
  rel_impact_group_show (REL_IMPACT_GROUP (group), part, "magazine");
  assert_says (group, "nothing else is touched", FALSE);
  assert_says (group, "Nothing that you are shown", TRUE);
  assert_says (group, "You are shown a part of the schema", TRUE);
  g_assert_finalize_object (group);
}

static void
test_deleting_a_relation_says_it (Served *self, gconstpointer unused)
{
  GtkWidget *button;

  served_go (self, "articles", "author");
  button = stage_find (get_page (self, REL_PLACE_RELATION), REL_TYPE_DELETION_BUTTON, NULL);
  assert_says (button, "more may depend", FALSE);
  hide_a_part (self);
  assert_says (button, "more may depend", TRUE);
}

static gboolean
is_compared (gpointer user_data)
{
  return !rel_compare_page_is_working (REL_COMPARE_PAGE (user_data));
}

static void
test_comparing_says_it (Served *self, gconstpointer unused)
{
  RelComparePage *page = REL_COMPARE_PAGE (get_page (self, REL_PLACE_COMPARE));
  g_autoptr (RelTarget) sample = rel_target_new ("sample", NULL, NULL);
  g_autoptr (RelCounterpart) counterpart = rel_counterpart_new_target (sample);

  hide_a_part (self);
  served_do (self, "project.show-compare", NULL);
  rel_compare_page_compare (page, counterpart);
  stage_wait_until (is_compared, page);
  g_assert_nonnull (strstr (rel_compare_page_get_error (page), "as an administrator"));
}

static gboolean
offers_to_try_again (gpointer user_data)
{
  GtkWidget *button = stage_find (user_data, GTK_TYPE_BUTTON, "Try Again");

  return button != NULL && gtk_widget_get_mapped (button);
}

static gboolean
offers_nothing (gpointer user_data)
{
  return !offers_to_try_again (user_data);
}

static void
start_server (Served *self, const char *url, const char *token)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  self->server.server = rel_server_new (self->server.file, token);
  rel_server_start (self->server.server, g_uri_get_port (uri), &error);
  g_assert_no_error (error);
}

/* One edits, undoes and goes about; and when the server is there again, nothing is said to be
 * wrong any more, and the draft is what it was. */
static void
test_goes_on_when_the_server_is_lost (Served *self, gconstpointer unused)
{
  g_autofree char *url = g_strdup (rel_server_get_url (self->server.server));
  g_autofree char *token = g_strdup (rel_server_get_token (self->server.server));
  GtkWidget *view = GTK_WIDGET (self->view);

  server_fixture_stop (&self->server);
  served_do (self, "project.refresh", NULL);
  stage_wait_until (offers_to_try_again, view);
  served_await_idle (self);
  assert_says (view, "You can go on working on your draft", TRUE);

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  served_choose (self, "schema.on_update", "Cascade");
  served_do (self, "project.undo", NULL);
  served_do (self, "project.show-diagram", NULL);
  served_do (self, "project.show-changes", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_true (offers_to_try_again (view));

  start_server (self, url, token);
  g_signal_emit_by_name (stage_find (view, GTK_TYPE_BUTTON, "Try Again"), "clicked");
  served_await_idle (self);
  stage_wait_until (offers_nothing, view);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
}

#define ADD(path, func) g_test_add ("/ui/partial/" path, Served, NULL, served_set_up, func, served_tear_down)

/* A snapshot leaves out Directus' own collections, which are there all the same. */
static void
test_a_snapshot_leaves_out (Served *self, gconstpointer unused)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "snapshots", "broken.json", NULL);
  RelWindow *window = stage_open (path);
  RelProjectView *view = rel_window_get_view (window);
  g_autoptr (RelPlace) place = rel_place_new_collection ("directus_users");

  rel_project_view_go (view, place);
  stage_settle (GTK_WIDGET (window));
  assert_says (GTK_WIDGET (view), "A collection of Directus itself", TRUE);
  assert_says (GTK_WIDGET (view), "This collection does not exist", FALSE);
  stage_close (window);
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  ADD ("checks-say-it", test_checks_say_it);
  ADD ("deleting-an-item-says-it", test_deleting_an_item_says_it);
  ADD ("deleting-a-relation-says-it", test_deleting_a_relation_says_it);
  ADD ("comparing-says-it", test_comparing_says_it);
  ADD ("a-snapshot-leaves-out", test_a_snapshot_leaves_out);
  ADD ("goes-on-when-the-server-is-lost", test_goes_on_when_the_server_is_lost);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
