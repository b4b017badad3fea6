/* test-compare-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the draft is compared with is a file, itself before a publish, and servers: one that asks
 * who one is, and one that does not answer. Certificates are those of test-trust.c.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rel-compare-page.h"
#include "rel-counterpart-list.h"
#include "rel-profiles.h"
#include "rel-sign-in-dialog.h"
#include "rel-snapshot.h"
#include "served.h"

typedef struct
{
  Served served;
  RelComparePage *page; /* (unowned) */
  char *path;           /* (owned): of a snapshot of the project as it was in the beginning */
} Fixture;

static void
write_snapshot (RelSchema *schema, const char *path)
{
  g_autoptr (RelSchema) part = rel_snapshot_of (schema, NULL);
  g_autoptr (JsonNode) json = rel_snapshot_to_json (part);
  g_autofree char *text = json_to_string (json, TRUE);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  served_set_up (&self->served, NULL);
  self->path = g_build_filename (g_get_user_data_dir (), "before.json", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  write_snapshot (rel_workspace_get_base (self->served.workspace), self->path);
  served_do (&self->served, "project.show-compare", NULL);
  self->page = REL_COMPARE_PAGE (rel_pages_get (rel_project_view_get_pages (self->served.view), REL_PLACE_COMPARE));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  served_tear_down (&self->served, NULL);
  g_remove (self->path);
  g_free (self->path);
}

static gboolean
is_idle (gpointer user_data)
{
  return !rel_compare_page_is_working (REL_COMPARE_PAGE (user_data));
}

static void
await (Fixture *self)
{
  stage_wait_until (is_idle, self->page);
}

static void
compare_with (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (text, NULL, &error);
  g_autoptr (RelCounterpart) counterpart = NULL;

  g_assert_no_error (error);
  counterpart = rel_counterpart_new_target (target);
  rel_compare_page_compare (self->page, counterpart);
}

static guint
count_differences (Fixture *self)
{
  RelComparison *comparison = rel_compare_page_get_comparison (self->page);

  g_assert_nonnull (comparison);
  return rel_comparison_get_changes (comparison)->len;
}

static void
set_on_delete (Fixture *self, const char *field, const char *action)
{
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (self->served.workspace, "articles", field, 0, "schema.on_delete", value, &error);
  g_assert_no_error (error);
}

static const char *
get_on_delete (Fixture *self, const char *field)
{
  return rel_relation_get_on_delete (
    rel_schema_find_relation (rel_workspace_get_draft (self->served.workspace), "articles", field, 0));
}

/* The row of a change of a field, or the heading of a collection. */
static RelDifference *
find_difference (Fixture *self, const char *collection, const char *field)
{
  GListModel *rows = rel_difference_list_list_rows (rel_compare_page_get_list (self->page));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RelDifference) row = g_list_model_get_item (rows, i);
      RelChange *change = rel_difference_get_change (row);

      if (g_str_equal (rel_difference_get_collection (row), collection) &&
          g_strcmp0 (change != NULL ? rel_change_get_field (change) : NULL, field) == 0)
        return row;
    }
  g_error ("no difference of %s.%s", collection, field);
}

static void
test_says_when_equal (Fixture *self, gconstpointer unused)
{
  compare_with (self, self->path);
  g_assert_true (rel_compare_page_is_working (self->page));
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 0);
  stage_settle (GTK_WIDGET (self->page));
  g_assert_true (gtk_widget_get_mapped (
    gtk_widget_get_ancestor (stage_find (GTK_WIDGET (self->page), GTK_TYPE_LABEL, "No Difference"),
                             ADW_TYPE_STATUS_PAGE)));
  /* An edit makes one, which is seen without reading anything again. */
  set_on_delete (self, "author", "CASCADE");
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 1);
}

static void
test_takes_what_is_ticked (Fixture *self, gconstpointer unused)
{
  set_on_delete (self, "author", "CASCADE");
  set_on_delete (self, "category", "CASCADE");
  compare_with (self, self->path);
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 2);
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.take", NULL) &&
                  rel_compare_page_is_working (self->page));

  rel_difference_set_ticked (find_difference (self, "articles", "author"), TRUE);
  g_assert_cmpint (rel_difference_get_ticked (find_difference (self, "articles", NULL)), ==, REL_TICKED_SOME);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.take", NULL);
  await (self);
  g_assert_cmpstr (get_on_delete (self, "author"), ==, "SET NULL");
  g_assert_cmpstr (get_on_delete (self, "category"), ==, "CASCADE");
  g_assert_cmpuint (count_differences (self), ==, 1);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->served.workspace), ==, "Take over from before.json");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->served.window), GTK_TYPE_LABEL, "Took over 1 difference"));

  served_do (&self->served, "project.undo", NULL);
  await (self);
  g_assert_cmpstr (get_on_delete (self, "author"), ==, "CASCADE");
  g_assert_cmpuint (count_differences (self), ==, 2);
}

static RelDifference *
find_part (Fixture *self, const char *field, const char *path)
{
  GPtrArray *parts = rel_difference_get_below (find_difference (self, "articles", field));

  for (guint i = 0; i < parts->len; i++)
    {
      RelDifference *part = g_ptr_array_index (parts, i);
      RelMemberChange *member = g_ptr_array_index (rel_difference_get_members (part), 0);

      if (g_str_equal (member->path, path))
        return part;
    }
  g_error ("%s of %s does not differ", path, field);
}

/* One member of a relation, and the other one stays. */
static void
test_takes_a_member (Fixture *self, gconstpointer unused)
{
  RelDifferenceList *list = rel_compare_page_get_list (self->page);
  g_autoptr (JsonNode) value = rel_json_new_string ("delete");

  set_on_delete (self, "author", "CASCADE");
  rel_workspace_set_member (self->served.workspace, "articles", "author", 0, "meta.one_deselect_action", value, NULL);
  compare_with (self, self->path);
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 1);
  rel_difference_set_ticked (find_part (self, "author", "meta.one_deselect_action"), TRUE);
  g_assert_cmpint (rel_difference_get_ticked (find_difference (self, "articles", "author")), ==, REL_TICKED_SOME);
  g_assert_cmpint (rel_difference_get_ticked (find_difference (self, "articles", NULL)), ==, REL_TICKED_SOME);
  g_assert_cmpuint (rel_difference_list_get_n_ticked (list), ==, 1);
  g_assert_cmpuint (rel_difference_list_get_n_whole (list), ==, 0);

  /* It stays ticked when something else is edited. */
  set_on_delete (self, "category", "CASCADE");
  await (self);
  g_assert_cmpint (rel_difference_get_ticked (find_part (self, "author", "meta.one_deselect_action")), ==,
                   REL_TICKED_ALL);
  g_assert_cmpint (rel_difference_get_ticked (find_part (self, "author", "schema.on_delete")), ==, REL_TICKED_NONE);

  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.take", NULL);
  await (self);
  g_assert_cmpstr (get_on_delete (self, "author"), ==, "CASCADE");
  g_assert_cmpstr (rel_relation_get_one_deselect_action (
                     rel_schema_find_relation (rel_workspace_get_draft (self->served.workspace), "articles", "author",
                                               0)),
                   ==, "nullify");
  g_assert_cmpuint (count_differences (self), ==, 2);
}

/* What is ticked stays so when an edit of something else makes another draft. */
static void
test_keeps_ticks (Fixture *self, gconstpointer unused)
{
  RelDifferenceList *list = rel_compare_page_get_list (self->page);

  set_on_delete (self, "author", "CASCADE");
  compare_with (self, self->path);
  await (self);
  rel_difference_set_ticked (find_difference (self, "articles", "author"), TRUE);
  g_assert_cmpuint (rel_difference_list_get_n_ticked (list), ==, 1);
  set_on_delete (self, "category", "CASCADE");
  await (self);
  g_assert_cmpuint (rel_difference_list_get_n_ticked (list), ==, 1);
  rel_difference_list_tick_all (list, TRUE);
  g_assert_cmpuint (rel_difference_list_get_n_ticked (list), ==, 2);
  rel_difference_set_ticked (find_difference (self, "articles", NULL), FALSE);
  g_assert_cmpuint (rel_difference_list_get_n_ticked (list), ==, 0);
}

/* One goes on where one was: at the row that comes after what was taken over. */
static void
test_keeps_the_focus (Fixture *self, gconstpointer unused)
{
  RelDifferenceList *list = rel_compare_page_get_list (self->page);

  set_on_delete (self, "author", "CASCADE");
  set_on_delete (self, "category", "CASCADE");
  compare_with (self, self->path);
  await (self);
  stage_settle (GTK_WIDGET (self->page));
  rel_difference_set_ticked (find_difference (self, "articles", "author"), TRUE);
  gtk_widget_grab_focus (stage_find (GTK_WIDGET (self->page), GTK_TYPE_BUTTON, "_Take Over"));
  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.take", NULL);
  await (self);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_root_get_focus (GTK_ROOT (self->served.window))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "articles.category, not ticked");

  rel_difference_list_tick_all (list, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.take", NULL);
  await (self);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->served.window)), GTK_WIDGET (self->page)));
}

/* As a key does that is pressed in the list. */
static void
press (GtkWidget *list, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
}

static GtkAccessible *
get_focus (Fixture *self)
{
  return GTK_ACCESSIBLE (gtk_root_get_focus (GTK_ROOT (self->served.window)));
}

/* The row that has the focus is ticked with the space bar, and says so; Tab goes through the
 * list in one step. */
static void
test_ticks_by_key (Fixture *self, gconstpointer unused)
{
  GtkWidget *list = stage_find (GTK_WIDGET (self->page), GTK_TYPE_LIST_VIEW, NULL);

  set_on_delete (self, "author", "CASCADE");
  compare_with (self, self->path);
  await (self);
  stage_settle (list);
  rel_project_view_focus_page (self->served.view);
  for (guint i = 0; i < 3; i++)
    g_assert_true (gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD));
  gtk_test_accessible_assert_property (get_focus (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "articles, not ticked");
  press (list, GDK_KEY_space);
  g_assert_cmpint (rel_difference_get_ticked (find_difference (self, "articles", "author")), ==, REL_TICKED_ALL);
  gtk_test_accessible_assert_property (get_focus (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "articles, ticked");
  press (list, GDK_KEY_space);
  g_assert_cmpint (rel_difference_get_ticked (find_difference (self, "articles", "author")), ==, REL_TICKED_NONE);

  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD));
  g_assert_false (gtk_widget_is_ancestor (GTK_WIDGET (get_focus (self)), list));
}

static void
test_says_failures (Fixture *self, gconstpointer unused)
{
  g_autofree char *nowhere = g_build_filename (g_get_user_data_dir (), "nowhere.json", NULL);

  g_assert_true (g_file_set_contents (nowhere, "[1, 2", -1, NULL));
  compare_with (self, nowhere);
  await (self);
  g_assert_nonnull (strstr (rel_compare_page_get_error (self->page), "nowhere.json"));
  g_assert_null (rel_compare_page_get_comparison (self->page));
  /* The choice is there again. */
  stage_settle (GTK_WIDGET (self->page));
  g_assert_true (gtk_widget_get_mapped (stage_find (GTK_WIDGET (self->page), REL_TYPE_COUNTERPART_LIST, NULL)));
  g_remove (nowhere);
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

/* Nothing of it is saved. */
static void
compare_with_server (Fixture *self, const char *url, RelProfileSignIn sign_in)
{
  g_autoptr (RelProfile) profile = rel_profile_new ("Staging", url);
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (RelCounterpart) counterpart = NULL;

  profile->sign_in = sign_in;
  target = rel_target_new_profile (profile, NULL);
  counterpart = rel_counterpart_new_target (target);
  rel_compare_page_compare (self->page, counterpart);
}

static void
test_asks_who_one_is (Fixture *self, gconstpointer unused)
{
  RelServer *server = self->served.server.server;

  set_on_delete (self, "author", "CASCADE");
  compare_with_server (self, rel_server_get_url (server), REL_PROFILE_SIGN_IN_TOKEN);
  stage_wait_until (is_asked, NULL);
  g_assert_true (rel_compare_page_is_working (self->page));
  gtk_editable_set_text (GTK_EDITABLE (stage_find (find_dialog (), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL)),
                         rel_server_get_token (server));
  g_signal_emit_by_name (stage_find (find_dialog (), GTK_TYPE_BUTTON, "_Sign In"), "clicked");
  await (self);
  g_assert_false (is_asked (NULL));
  g_assert_cmpuint (count_differences (self), ==, 1);
}

static void
test_gives_up_when_not_told (Fixture *self, gconstpointer unused)
{
  compare_with_server (self, rel_server_get_url (self->served.server.server), REL_PROFILE_SIGN_IN_TOKEN);
  stage_wait_until (is_asked, NULL);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  await (self);
  g_assert_nonnull (strstr (rel_compare_page_get_error (self->page), "Staging"));
  g_assert_null (rel_compare_page_get_comparison (self->page));
}

/* A question that nobody waits for any more is withdrawn. */
static void
test_withdraws_the_question (Fixture *self, gconstpointer unused)
{
  compare_with_server (self, rel_server_get_url (self->served.server.server), REL_PROFILE_SIGN_IN_TOKEN);
  stage_wait_until (is_asked, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.cancel", NULL);
  while (is_asked (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (rel_compare_page_get_error (self->page), ==, NULL);
}

static void
test_says_that_nothing_answers (Fixture *self, gconstpointer unused)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *url =
    g_strdup_printf ("http://127.0.0.1:%u", g_socket_listener_add_any_inet_port (listener, NULL, NULL));

  g_socket_listener_close (listener);
  compare_with_server (self, url, REL_PROFILE_SIGN_IN_NONE);
  await (self);
  g_assert_nonnull (strstr (rel_compare_page_get_error (self->page), "Staging"));
  g_assert_false (is_asked (NULL));
  stage_settle (GTK_WIDGET (self->page));
  g_assert_true (gtk_widget_get_mapped (stage_find (GTK_WIDGET (self->page), REL_TYPE_COUNTERPART_LIST, NULL)));
}

static void
test_stops (Fixture *self, gconstpointer unused)
{
  compare_with (self, self->path);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.cancel", NULL);
  g_assert_false (rel_compare_page_is_working (self->page));
  compare_with (self, self->path);
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 0);
  g_assert_cmpstr (rel_compare_page_get_error (self->page), ==, NULL);
}

/* A window that is closed while something is read is freed; stage_close() waits for that. */
static void
test_closes_while_reading (Fixture *self, gconstpointer unused)
{
  compare_with (self, self->path);
}

static void
test_compares_with_the_past (Fixture *self, gconstpointer unused)
{
  GtkWidget *list = stage_find (GTK_WIDGET (self->page), REL_TYPE_COUNTERPART_LIST, NULL);
  GtkWidget *row;

  set_on_delete (self, "author", "CASCADE");
  served_do (&self->served, "project.show-changes", NULL);
  served_do (&self->served, "project.publish", NULL);
  served_await_idle (&self->served);
  served_do (&self->served, "project.show-compare", NULL);
  row = gtk_widget_get_ancestor (stage_find (list, GTK_TYPE_LABEL, "Set on delete of articles.author to “Cascade”"),
                                 ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 1);
  rel_difference_list_tick_all (rel_compare_page_get_list (self->page), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "compare.take", NULL);
  await (self);
  g_assert_cmpuint (count_differences (self), ==, 0);
  g_assert_cmpstr (get_on_delete (self, "author"), ==, "SET NULL");
}

/* Other saved projects are offered, and this one is not. */
static void
test_offers_saved_projects (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelProfile) profile = rel_profile_new ("Staging", "https://staging.example.org");
  GtkWidget *list = stage_find (GTK_WIDGET (self->page), REL_TYPE_COUNTERPART_LIST, NULL);
  g_autoptr (GError) error = NULL;

  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  served_do (&self->served, "project.show-history", NULL);
  served_do (&self->served, "project.show-compare", NULL);
  g_assert_nonnull (stage_find (list, GTK_TYPE_LABEL, "Staging"));
  rel_profiles_remove (profile->id, &error);
  g_assert_no_error (error);
  served_do (&self->served, "project.show-history", NULL);
  served_do (&self->served, "project.show-compare", NULL);
  g_assert_null (stage_find (list, GTK_TYPE_LABEL, "Staging"));
}

int
main (int argc, char **argv)
{
  int result;

  stage_set_up (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/compare-page/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("says-when-equal", test_says_when_equal);
  ADD ("takes-what-is-ticked", test_takes_what_is_ticked);
  ADD ("takes-a-member", test_takes_a_member);
  ADD ("keeps-ticks", test_keeps_ticks);
  ADD ("keeps-the-focus", test_keeps_the_focus);
  ADD ("ticks-by-key", test_ticks_by_key);
  ADD ("says-failures", test_says_failures);
  ADD ("asks-who-one-is", test_asks_who_one_is);
  ADD ("gives-up-when-not-told", test_gives_up_when_not_told);
  ADD ("withdraws-the-question", test_withdraws_the_question);
  ADD ("says-that-nothing-answers", test_says_that_nothing_answers);
  ADD ("stops", test_stops);
  ADD ("closes-while-reading", test_closes_while_reading);
  ADD ("compares-with-the-past", test_compares_with_the_past);
  ADD ("offers-saved-projects", test_offers_saved_projects);
#undef ADD
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
