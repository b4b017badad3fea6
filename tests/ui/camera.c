/* camera.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws windows to PNG files. PICTURES_HEIGHT is how high they are, in pixels.
 */

#include "config.h"

#include "camera.h"

#include <stdlib.h>

#include "stage.h"

#define N_TRIES 4

static const int widths_px[] = { 360, 900, 1600 };
static const char *wanted = ""; /* how the names of the pictures begin */

/**
 * camera_set_wanted:
 * @name: how the names of the pictures begin that are wanted; it must stay
 *
 * Leaves out all others.
 */
void
camera_set_wanted (const char *name)
{
  wanted = name;
}

/**
 * camera_save:
 * @widget: a widget that is shown
 * @path: a PNG file
 *
 * Draws a widget as it is.
 */
void
camera_save (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* Without a compositor the frame of a window takes some of its width; how much is not seen while
 * the window is wider than it was asked to be, as what is in it needs that. */
static void
resize (GtkWindow *window, int width_px)
{
  const char *height = g_getenv ("PICTURES_HEIGHT");
  int height_px = height != NULL ? atoi (height) : width_px < 600 ? 720 : 860;
  int frame_px = 0;
  int missing_px = 0;

  for (guint i = 0; i < N_TRIES && (i == 0 || missing_px > 0); i++)
    {
      frame_px += missing_px;
      gtk_window_set_default_size (window, width_px + frame_px, height_px + frame_px);
      stage_settle (GTK_WIDGET (window));
      missing_px = width_px - gtk_widget_get_width (GTK_WIDGET (window));
    }
  if (missing_px != 0)
    g_printerr ("%d px wide where %d were wanted\n", gtk_widget_get_width (GTK_WIDGET (window)), width_px);
}

/**
 * camera_shoot:
 * @window: a window that is shown
 * @folder: where the pictures go
 * @name: how their names begin
 *
 * Draws a window, light and dark, at three widths.
 */
void
camera_shoot (GtkWindow *window, const char *folder, const char *name)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  if (!g_str_has_prefix (name, wanted))
    {
      stage_settle (GTK_WIDGET (window));
      return;
    }
  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[s]);
      for (guint i = 0; i < G_N_ELEMENTS (widths_px); i++)
        {
          g_autofree char *file = g_strdup_printf ("%s-%s-%d.png", name, s == 0 ? "light" : "dark", widths_px[i]);
          g_autofree char *path = g_build_filename (folder, file, NULL);

          resize (window, widths_px[i]);
          camera_save (GTK_WIDGET (window), path);
        }
    }
  g_print ("%s\n", name);
}

static GtkWindow *
get_dialog (GtkWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (gtk_window_get_transient_for (l->data) == window && gtk_widget_get_mapped (l->data))
        return l->data;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer user_data)
{
  return get_dialog (user_data) != NULL;
}

/**
 * camera_shoot_dialog:
 * @window: a window over which a question is asked
 * @folder: where the pictures go
 * @name: how their names begin
 *
 * Draws the question when it is there, and closes it.
 */
void
camera_shoot_dialog (GtkWindow *window, const char *folder, const char *name)
{
  GtkWindow *dialog;

  stage_wait_until (has_dialog, window);
  dialog = get_dialog (window);
  camera_shoot (dialog, folder, name);
  gtk_window_close (dialog);
}
