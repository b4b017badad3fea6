/* test-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-settings.h"

#include "stage.h"

static void
gone_cb (gpointer user_data, GObject *object)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* As a person does. */
static void
close_window (RelWindow *window)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (window), gone_cb, &gone);
  gtk_window_close (GTK_WINDOW (window));
  stage_wait_until (is_true, &gone);
}

static void
assert_size (RelWindow *window, int expected_width, int expected_height)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, expected_width);
  g_assert_cmpint (height, ==, expected_height);
}

static void
test_remembers_the_size (void)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  RelWindow *window = stage_open (NULL);

  assert_size (window, 1100, 760);
  gtk_window_set_default_size (GTK_WINDOW (window), 820, 610);
  stage_settle (GTK_WIDGET (window));
  /* Not before it is closed. */
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), ==, 1100);
  close_window (window);
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), ==, 820);

  window = stage_open (NULL);
  assert_size (window, 820, 610);
  g_assert_false (gtk_window_is_maximized (GTK_WINDOW (window)));
  stage_close (window);
}

/* What is saved is what the window is, not what it was told to be: without a window manager
 * old versions of GTK do not take a window for maximized. */
static void
test_remembers_maximized (void)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  RelWindow *window;
  gboolean is_maximized;

  g_settings_set_boolean (settings, "window-maximized", TRUE);
  window = stage_open (NULL);
  stage_settle (GTK_WIDGET (window));
  is_maximized = gtk_window_is_maximized (GTK_WINDOW (window));
  close_window (window);
  g_assert_cmpint (g_settings_get_boolean (settings, "window-maximized"), ==, is_maximized);
}

static guint
count_rows (RelSidebar *sidebar)
{
  guint n_rows = 0;

  while (rel_sidebar_get_node (sidebar, n_rows) != NULL)
    n_rows++;
  return n_rows;
}

/* What is chosen in one window is so in the others, and in the next one. */
static void
test_remembers_show_system (void)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  RelWindow *window = stage_open ("sample");
  RelSidebar *sidebar = rel_project_view_get_sidebar (rel_window_get_view (window));
  guint n_rows = count_rows (sidebar);

  gtk_widget_activate_action (GTK_WIDGET (sidebar), "project.show-system", NULL);
  g_assert_true (g_settings_get_boolean (settings, "show-system"));
  stage_close (window);

  window = stage_open ("sample");
  sidebar = rel_project_view_get_sidebar (rel_window_get_view (window));
  g_assert_cmpuint (count_rows (sidebar), >, n_rows);
  g_settings_reset (settings, "show-system");
  g_assert_cmpuint (count_rows (sidebar), ==, n_rows);
  stage_close (window);
}

/* GSettings aborts a program that asks for a schema that is not there. */
static void
test_does_without (void)
{
  RelWindow *window;

  if (!g_test_subprocess ())
    {
      const char *schemas = g_getenv ("GSETTINGS_SCHEMA_DIR");
      g_autofree char *kept = g_strdup (schemas);

      g_unsetenv ("GSETTINGS_SCHEMA_DIR");
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      if (kept != NULL)
        g_setenv ("GSETTINGS_SCHEMA_DIR", kept, TRUE);
      return;
    }

  g_assert_null (rel_settings_new ());
  window = stage_open ("sample");
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (window)), "project.show-system", NULL);
  close_window (window);
}

int
main (int argc, char *argv[])
{
  int status;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/settings/remembers-the-size", test_remembers_the_size);
  g_test_add_func ("/ui/settings/remembers-maximized", test_remembers_maximized);
  g_test_add_func ("/ui/settings/remembers-show-system", test_remembers_show_system);
  g_test_add_func ("/ui/settings/does-without", test_does_without);
  status = g_test_run ();
  stage_tear_down ();
  return status;
}
