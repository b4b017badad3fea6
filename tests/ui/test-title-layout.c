/* test-title-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-title-layout.h"
#include "stage.h"

static const char title[] = "What else is deleted, emptied or in the way when an item of this collection is deleted";

static GtkWidget *
make_row (void)
{
  GtkWidget *row = g_object_ref_sink (adw_action_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static int
get_size (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int natural;

  gtk_widget_measure (widget, orientation, for_size, NULL, &natural, NULL, NULL);
  return natural;
}

/* A row is as high at each width as it would be without it. */
static void
test_is_as_high (void)
{
  GtkWidget *plain = make_row ();
  GtkWidget *row = make_row ();

  rel_title_layout_use (row);
  for (int width_px = 200; width_px <= 1200; width_px += 50)
    g_assert_cmpint (get_size (row, GTK_ORIENTATION_VERTICAL, width_px), ==,
                     get_size (plain, GTK_ORIENTATION_VERTICAL, width_px));
  g_assert_cmpint (get_size (row, GTK_ORIENTATION_HORIZONTAL, -1), ==,
                   get_size (plain, GTK_ORIENTATION_HORIZONTAL, -1));
  g_object_unref (plain);
  g_object_unref (row);
}

/* It was looked for the width at which the texts have this height, again and again. */
static void
test_is_as_wide_at_any_height (void)
{
  GtkWidget *row = make_row ();
  GtkWidget *label;
  GtkWidget *column;

  rel_title_layout_use (row);
  label = stage_find (row, GTK_TYPE_LABEL, title);
  column = gtk_widget_get_parent (label);
  g_assert_cmpint (get_size (column, GTK_ORIENTATION_HORIZONTAL, 100), ==,
                   get_size (column, GTK_ORIENTATION_HORIZONTAL, -1));
  g_assert_cmpint (get_size (label, GTK_ORIENTATION_HORIZONTAL, 100), <,
                   get_size (label, GTK_ORIENTATION_HORIZONTAL, -1));
  g_object_unref (row);
}

static void
test_goes_away (void)
{
  GtkWidget *row = make_row ();
  GtkLayoutManager *layout;

  rel_title_layout_use (row);
  rel_title_layout_use (row);
  layout = gtk_widget_get_layout_manager (gtk_widget_get_parent (stage_find (row, GTK_TYPE_LABEL, title)));
  g_assert_true (REL_IS_TITLE_LAYOUT (layout));
  g_object_add_weak_pointer (G_OBJECT (layout), (gpointer *) &layout);
  g_assert_finalize_object (row);
  g_assert_null (layout);
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/title-layout/is-as-high", test_is_as_high);
  g_test_add_func ("/ui/title-layout/is-as-wide-at-any-height", test_is_as_wide_at_any_height);
  g_test_add_func ("/ui/title-layout/goes-away", test_goes_away);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
