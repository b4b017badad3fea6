/* stage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every display test stands on: the program in this process, with folders of its own,
 * and waiting for what happens with a deadline.
 */

#include "config.h"

#include "stage.h"

#include <glib/gstdio.h>
#include <string.h>

#include "leaks.h"

/* A machine with too much to do may be so slow; only what fails takes so long. */
#define DEADLINE_S 60

static RelApplication *app;
static char *dir;

static void
set_folder (const char *variable, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_setenv (variable, path, TRUE);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/**
 * stage_set_up:
 * @argc: of main
 * @argv: of main
 *
 * Starts the program without running it. To be called before anything else.
 */
void
stage_set_up (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  dir = g_dir_make_tmp ("relations-XXXXXX", &error);
  g_assert_no_error (error);
  set_folder ("XDG_DATA_HOME", "data");
  set_folder ("XDG_STATE_HOME", "state");
  set_folder ("XDG_CONFIG_HOME", "config");
  set_folder ("XDG_CACHE_HOME", "cache");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_unsetenv ("RELATIONS_TOKEN");

  if (argc != NULL)
    g_test_init (argc, argv, NULL);
  app = rel_application_new (FALSE);
  g_application_register (G_APPLICATION (app), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (app));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/**
 * stage_tear_down:
 *
 * Ends the program, and checks that no window is left.
 */
void
stage_tear_down (void)
{
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (app)));
  g_application_set_default (NULL);
  g_clear_object (&app);
  remove_tree (dir);
  g_clear_pointer (&dir, g_free);
}

/**
 * stage_get_app:
 *
 * Returns: (transfer none): the program
 */
RelApplication *
stage_get_app (void)
{
  return app;
}

static gboolean
deadline_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * stage_wait_until:
 * @condition: what to wait for
 * @user_data: what is given to @condition
 *
 * Runs the main loop until something is so. Fails if that takes too long.
 */
void
stage_wait_until (StageCondition condition, gpointer user_data)
{
  gboolean late = FALSE;
  guint source_id = g_timeout_add_seconds (DEADLINE_S, deadline_cb, &late);

  while (!condition (user_data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source_id);
}

static gboolean
is_drawn (gpointer user_data)
{
  return *(guint *) user_data >= 3;
}

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

/**
 * stage_settle:
 * @widget: a widget in a shown window
 *
 * Waits until what was changed is laid out and drawn.
 */
void
stage_settle (GtkWidget *widget)
{
  guint n_frames = 0;
  guint id = gtk_widget_add_tick_callback (widget, count_frame_cb, &n_frames, NULL);

  stage_wait_until (is_drawn, &n_frames);
  gtk_widget_remove_tick_callback (widget, id);
}

static gboolean
is_opened_or_failed (gpointer user_data)
{
  return !rel_start_page_is_opening (rel_window_get_start_page (REL_WINDOW (user_data)));
}

/**
 * stage_open:
 * @target: (nullable): a target; %NULL for the start page
 *
 * Opens a window and waits until it shows the target.
 *
 * Returns: (transfer none): the window
 */
RelWindow *
stage_open (const char *target)
{
  return stage_open_with_token (target, NULL);
}

/**
 * stage_open_with_token:
 * @target: (nullable): a target; %NULL for the start page
 * @token: (nullable): what the server is to be asked with
 *
 * As stage_open().
 *
 * Returns: (transfer none): the window
 */
RelWindow *
stage_open_with_token (const char *target, const char *token)
{
  RelWindow *window = rel_window_new (GTK_APPLICATION (app));

  rel_start_page_set_token (rel_window_get_start_page (window), token);
  gtk_window_present (GTK_WINDOW (window));
  if (target == NULL)
    return window;

  rel_start_page_open (rel_window_get_start_page (window), target, NULL);
  stage_wait_until (is_opened_or_failed, window);
  if (rel_window_get_view (window) == NULL)
    g_error ("%s: %s", target, rel_start_page_get_error (rel_window_get_start_page (window)));
  return window;
}

typedef struct
{
  GWeakRef widget;
  const char *type_name;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->widget);
  g_free (watch);
}

/* Remembers a widget and all that is in it. */
static void
watch_tree (GPtrArray *watches, GtkWidget *root)
{
  Watch *watch;

  /* GTK keeps the window of the tooltips for the next widget. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (root), "GtkTooltipWindow"))
    return;
  watch = g_new0 (Watch, 1);
  g_weak_ref_init (&watch->widget, root);
  watch->type_name = G_OBJECT_TYPE_NAME (root);
  g_ptr_array_add (watches, watch);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    watch_tree (watches, child);
}

/* Forgets those of @user_data that are freed. */
static gboolean
are_gone (gpointer user_data)
{
  GPtrArray *watches = user_data;

  for (guint i = watches->len; i > 0; i--)
    {
      Watch *watch = g_ptr_array_index (watches, i - 1);
      g_autoptr (GObject) widget = g_weak_ref_get (&watch->widget);

      if (widget == NULL)
        g_ptr_array_remove_index_fast (watches, i - 1);
    }
  return watches->len == 0;
}

/**
 * stage_destroy:
 * @window: a window
 *
 * Destroys a window, and waits until it and each widget in it are freed: work that it has
 * begun may end first. Fails with the types of those that are left.
 */
void
stage_destroy (GtkWindow *window)
{
  g_autoptr (GPtrArray) watches = g_ptr_array_new_with_free_func (watch_free);
  gboolean late = FALSE;
  guint source_id = g_timeout_add_seconds (DEADLINE_S, deadline_cb, &late);

  watch_tree (watches, GTK_WIDGET (window));
  /* GTK 4.8 takes its tooltip from a window that is disposed of already. For that it asks the window for its
   * accessible context, which makes another one: 120 bytes, if the pointer rested on something that has a tooltip. */
  leaks_begin_foreign ();
  gtk_window_destroy (window);
  leaks_end_foreign ();
  while (!are_gone (watches) && !late)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < watches->len; i++)
    g_test_message ("%s is left", ((Watch *) g_ptr_array_index (watches, i))->type_name);
  g_assert_false (late);
  g_source_remove (source_id);
}

/**
 * stage_close:
 * @window: (transfer full): a window
 *
 * As stage_destroy().
 */
void
stage_close (RelWindow *window)
{
  stage_destroy (GTK_WINDOW (window));
}

/**
 * stage_find:
 * @root: where to begin
 * @type: a type of widget
 * @label: (nullable): what it says, if it is a label or a button
 *
 * Looks for a widget that is shown.
 *
 * Returns: (transfer none) (nullable): the first one
 */
GtkWidget *
stage_find (GtkWidget *root, GType type, const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    {
      g_autofree char *text = NULL;

      if (label == NULL)
        return root;
      g_object_get (root, "label", &text, NULL);
      if (g_strcmp0 (text, label) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = stage_find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * stage_find_row:
 * @root: where to begin
 * @title: the title of a row, which need not be shown
 *
 * Returns: (transfer none) (nullable): the first one
 */
GtkWidget *
stage_find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = stage_find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}
