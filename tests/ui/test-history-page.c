/* test-history-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window says of a publish is not believed: the server is asked.
 */

#include "config.h"

#include "served.h"

static GtkWidget *
go (Served *self)
{
  served_do (self, "project.show-history", NULL);
  return rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_HISTORY);
}

static void
publish (Served *self)
{
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
}

static void
assert_on_delete (Served *self, const char *action)
{
  g_autofree char *value = served_ask (self, "articles", "author", "schema.on_delete");

  g_assert_cmpstr (value, ==, action);
}

static void
test_nothing (Served *self, gconstpointer unused)
{
  g_assert_nonnull (stage_find (go (self), ADW_TYPE_STATUS_PAGE, NULL));
}

static void
test_reverts (Served *self, gconstpointer unused)
{
  GtkWidget *page;

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  publish (self);
  assert_on_delete (self, "\"CASCADE\"");

  page = go (self);
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "Set on delete of articles.author to “Cascade”"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "project.revert", "x", (gint64) 1));
  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->view)), ==, REL_PLACE_CHANGES);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  assert_on_delete (self, "\"CASCADE\"");

  publish (self);
  assert_on_delete (self, "\"SET NULL\"");
}

int
main (int argc, char **argv)
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add ("/ui/history-page/nothing", Served, NULL, served_set_up, test_nothing, served_tear_down);
  g_test_add ("/ui/history-page/reverts", Served, NULL, served_set_up, test_reverts, served_tear_down);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
