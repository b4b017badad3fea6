/* test-first-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the page with which a project opens comes into the window.
 */

#include "config.h"

#include "rel-collection-page.h"
#include "rel-field-list.h"
#include "stage.h"

/* Those that are shown, in sight or not. */
static guint
count_rows (GtkWidget *root)
{
  guint n_rows = GTK_IS_LIST_BOX_ROW (root) ? 1 : 0;

  if (!gtk_widget_get_visible (root))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child);
  return n_rows;
}

static GtkWidget *
find_page (RelProjectView *view)
{
  return stage_find (GTK_WIDGET (rel_project_view_get_pages (view)), REL_TYPE_COLLECTION_PAGE, NULL);
}

static gboolean
has_begun (gpointer user_data)
{
  GtkWidget *page = find_page (user_data);

  return page != NULL && gtk_widget_get_mapped (page) && count_rows (page) > 0;
}

static gboolean
is_there (gpointer user_data)
{
  return !rel_project_view_is_page_coming (user_data);
}

static float
get_y (GtkWidget *page)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (stage_find (page, GTK_TYPE_LIST_BOX_ROW, NULL), page, &bounds));
  return bounds.origin.y;
}

/* What is shown first stays where it is, and in the end all is there. */
static void
test_comes_by_and_by (void)
{
  RelWindow *window = stage_open ("sample");
  RelProjectView *view = rel_window_get_view (window);
  g_autoptr (RelPlace) place = NULL;
  g_autoptr (RelPlace) elsewhere = rel_place_new_collection ("tags");
  guint n_first;
  guint n_all;
  float y;

  g_assert_true (rel_project_view_is_page_coming (view));
  stage_wait_until (has_begun, view);
  n_first = count_rows (find_page (view));
  y = get_y (find_page (view));
  g_assert_null (stage_find (find_page (view), REL_TYPE_FIELD_LIST, NULL));

  stage_wait_until (is_there, view);
  stage_settle (GTK_WIDGET (view));
  n_all = count_rows (find_page (view));
  g_assert_cmpuint (n_first, <, n_all);
  g_assert_cmpfloat (get_y (find_page (view)), ==, y);
  g_assert_nonnull (stage_find (find_page (view), REL_TYPE_FIELD_LIST, NULL));

  /* As it is when it is gone to. */
  place = rel_place_ref (rel_project_view_get_place (view));
  rel_project_view_go (view, elsewhere);
  rel_project_view_go (view, place);
  g_assert_cmpuint (count_rows (find_page (view)), ==, n_all);
  stage_close (window);
}

static void
press (RelProjectView *view, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_handled = TRUE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_handled);
      g_assert_false (is_handled);
    }
}

/* @begins: whether some of the page is there when a key is pressed */
static void
test_is_there_for_a_key (gconstpointer begins)
{
  RelWindow *window = stage_open ("sample");
  RelProjectView *view = rel_window_get_view (window);
  guint n_rows;

  if (begins != NULL)
    stage_wait_until (has_begun, view);
  g_assert_true (rel_project_view_is_page_coming (view));
  press (view, GDK_KEY_End);
  g_assert_false (rel_project_view_is_page_coming (view));
  g_assert_nonnull (stage_find (find_page (view), REL_TYPE_FIELD_LIST, NULL));
  n_rows = count_rows (find_page (view));
  stage_settle (GTK_WIDGET (view));
  g_assert_cmpuint (count_rows (find_page (view)), ==, n_rows);
  stage_close (window);
}

/* Who goes elsewhere meanwhile, stays there. */
static void
test_gives_way (void)
{
  RelWindow *window = stage_open ("sample");
  RelProjectView *view = rel_window_get_view (window);
  g_autoptr (RelPlace) place = rel_place_new_collection ("tags");
  guint n_rows;

  stage_wait_until (has_begun, view);
  rel_project_view_go (view, place);
  g_assert_false (rel_project_view_is_page_coming (view));
  n_rows = count_rows (find_page (view));
  g_assert_nonnull (stage_find (find_page (view), REL_TYPE_FIELD_LIST, NULL));
  stage_settle (GTK_WIDGET (view));
  g_assert_true (rel_place_equal (rel_project_view_get_place (view), place));
  g_assert_cmpuint (count_rows (find_page (view)), ==, n_rows);
  stage_close (window);
}

static void
test_window_is_closed (void)
{
  RelWindow *window = stage_open ("sample");

  stage_wait_until (has_begun, rel_window_get_view (window));
  stage_close (window);
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/first-page/comes-by-and-by", test_comes_by_and_by);
  g_test_add_data_func ("/ui/first-page/is-there-for-a-key", NULL, test_is_there_for_a_key);
  g_test_add_data_func ("/ui/first-page/all-is-there-for-a-key", "begun", test_is_there_for_a_key);
  g_test_add_func ("/ui/first-page/gives-way", test_gives_way);
  g_test_add_func ("/ui/first-page/window-is-closed", test_window_is_closed);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
