/* test-together.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several windows on one project: what runs, and what is wrong, is said in each, whichever has
 * begun it.
 */

#include "config.h"

#include "served.h"

static RelWindow *
open_another (Served *self)
{
  RelWindow *window = stage_open (NULL);

  rel_start_page_open (rel_window_get_start_page (window),
                       rel_target_get_id (rel_workspace_get_target (self->workspace)), NULL);
  g_assert_true (rel_project_view_get_workspace (rel_window_get_view (window)) == self->workspace);
  return window;
}

static RelChangesPage *
get_changes_page (RelWindow *window)
{
  return REL_CHANGES_PAGE (
    rel_pages_get (rel_project_view_get_pages (rel_window_get_view (window)), REL_PLACE_CHANGES));
}

static gboolean
has_published (gpointer user_data)
{
  return !rel_changes_page_is_publishing (get_changes_page (user_data));
}

static void
begin_publish (Served *self, RelWindow *second, const char *action)
{
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  RelWindow *first = self->window;

  rel_workspace_set_member (self->workspace, "articles", "author", 0, "schema.on_delete", value, NULL);
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (second)), "project.show-changes", NULL);
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (first)), "project.show-changes", NULL);
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (first)), "project.publish", NULL);
}

/* How far it is, and it can be stopped from there. */
static void
test_publishing_is_seen_in_each_window (Served *self, gconstpointer unused)
{
  RelWindow *second = open_another (self);
  GtkWidget *page = GTK_WIDGET (get_changes_page (second));

  begin_publish (self, second, "CASCADE");
  g_assert_true (rel_changes_page_is_publishing (get_changes_page (second)));
  g_assert_nonnull (stage_find (page, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_nonnull (stage_find (page, GTK_TYPE_BUTTON, "_Cancel"));
  g_assert_null (stage_find (page, GTK_TYPE_BUTTON, "_Publish 1 Change"));
  stage_wait_until (has_published, self->window);
  g_assert_true (has_published (second));
  g_assert_null (stage_find (page, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  g_assert_cmpstr (rel_changes_page_get_result (get_changes_page (second)), ==,
                   "Published 1 change. Read back, it is as planned.");

  begin_publish (self, second, "RESTRICT");
  rel_changes_page_cancel (get_changes_page (second));
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "Stopping after the running step…"));
  stage_wait_until (has_published, self->window);
  g_assert_cmpstr (rel_changes_page_get_result (get_changes_page (self->window)), ==,
                   "Stopped. Nothing was published.");
  g_assert_cmpstr (rel_changes_page_get_result (get_changes_page (second)), ==, "Stopped. Nothing was published.");
  g_assert_nonnull (stage_find (page, GTK_TYPE_BUTTON, "_Publish 1 Change"));
  rel_workspace_discard_all (self->workspace);
  stage_close (second);
}

static gboolean
is_read (gpointer user_data)
{
  return !rel_workspace_is_busy (user_data);
}

static gboolean
says_unread (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      g_str_has_suffix (gtk_label_get_label (GTK_LABEL (root)), "You can go on working on your draft."))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (says_unread (child))
        return TRUE;
    }
  return FALSE;
}

static void
test_lost_server_is_said_in_each_window (Served *self, gconstpointer unused)
{
  RelWindow *second = open_another (self);
  RelWindow *third;

  stage_settle (GTK_WIDGET (second));
  server_fixture_stop (&self->server);
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (self->window)), "project.refresh", NULL);
  stage_wait_until (is_read, self->workspace);
  third = open_another (self);
  stage_settle (GTK_WIDGET (second));
  stage_settle (GTK_WIDGET (third));
  g_assert_true (says_unread (GTK_WIDGET (self->window)));
  g_assert_true (says_unread (GTK_WIDGET (second)));
  g_assert_true (says_unread (GTK_WIDGET (third)));
  stage_close (third);
  stage_close (second);
}

#define ADD(path, func) g_test_add ("/ui/together/" path, Served, NULL, served_set_up, func, served_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  ADD ("publishing-is-seen-in-each-window", test_publishing_is_seen_in_each_window);
  ADD ("lost-server-is-said-in-each-window", test_lost_server_is_said_in_each_window);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
