/* zooms.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws the diagram of a project at five zooms, light and dark, to PNG files, so that people
 * can look: `zooms TARGET FOLDER`.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rel-canvas-private.h"
#include "rel-diagram-page.h"
#include "rel-profiles.h"
#include "stage.h"

#define WIDTH_PX  1400
#define HEIGHT_PX 900

static gboolean
is_arranged (gpointer user_data)
{
  return !rel_diagram_page_is_busy (user_data) &&
         rel_canvas_get_scene (rel_diagram_page_get_canvas (user_data)) != NULL;
}

static gboolean
is_complete (gpointer user_data)
{
  return rel_canvas_is_complete (user_data);
}

static void
save (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  /* Not those of the widget: it would be scaled, and its pixels would not be those of a screen. */
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* The card with the most lines. */
static RelHit
find_busiest (RelScene *scene)
{
  g_autofree guint *counts = g_new0 (guint, rel_scene_get_n_cards (scene) + 1);
  RelHit busiest = { REL_HIT_CARD, 0, -1, 0 };

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      counts[edge->from.card]++;
      counts[edge->to.card]++;
    }
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      if (counts[i] > counts[busiest.card])
        busiest.card = i;
    }
  return busiest;
}

static void
shoot (RelWindow *window, RelCanvas *canvas, const char *folder, const char *name)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    {
      g_autofree char *file = g_strdup_printf ("%s-%s.png", name, s == 0 ? "light" : "dark");
      g_autofree char *path = g_build_filename (folder, file, NULL);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[s]);
      stage_settle (GTK_WIDGET (window));
      stage_wait_until (is_complete, canvas);
      stage_settle (GTK_WIDGET (window));
      save (GTK_WIDGET (window), path);
    }
  g_print ("%s\n", name);
}

/* The busiest card while it is moved, and where it stands then. */
static void
shoot_moves (RelWindow *window, RelDiagramPage *page, RelHit busiest, const char *folder)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelCanvas *canvas = rel_diagram_page_get_canvas (page);

  rel_canvas_zoom_to (canvas, 0.8);
  rel_canvas_choose (canvas, &busiest, FALSE);
  stage_settle (GTK_WIDGET (window));
  canvas->drag = REL_CANVAS_DRAG_CARDS;
  rel_canvas_begin_move (canvas);
  canvas->pointer.x -= 130;
  canvas->pointer.y += 90;
  rel_canvas_drag_move (canvas);
  shoot (window, canvas, folder, "moving");
  canvas->drag = REL_CANVAS_DRAG_NONE;
  rel_canvas_end_move (canvas);
  stage_wait_until (is_arranged, page);
  rel_canvas_choose (canvas, &nothing, FALSE);
  shoot (window, canvas, folder, "moved");
  rel_canvas_fit (canvas);
  shoot (window, canvas, folder, "moved-all");
  rel_workspace_undo (rel_project_view_get_workspace (rel_window_get_view (window)));
}

int
main (int argc, char *argv[])
{
  static const double scales[] = { 0.12, 0.25, 0.5, 1 };
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  g_autofree char *target = NULL;
  RelDiagramPage *page;
  RelCanvas *canvas;
  RelWindow *window;
  RelHit busiest;

  if (argc != 3)
    {
      g_printerr ("zooms TARGET FOLDER\n");
      return 1;
    }
  target = strcmp (argv[1], "sample") == 0 ? g_strdup (argv[1]) : g_canonicalize_filename (argv[1], NULL);
  g_mkdir_with_parents (argv[2], 0755);
  stage_set_up (NULL, NULL);
  window = stage_open (target);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  gtk_widget_activate_action (GTK_WIDGET (window), "project.show-diagram", NULL);
  page =
    REL_DIAGRAM_PAGE (rel_pages_get (rel_project_view_get_pages (rel_window_get_view (window)), REL_PLACE_DIAGRAM));
  canvas = rel_diagram_page_get_canvas (page);
  stage_wait_until (is_arranged, page);
  rel_canvas_choose (canvas, &nothing, FALSE);
  shoot (window, canvas, argv[2], "all");
  busiest = find_busiest (rel_canvas_get_scene (canvas));
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      RelView view = *rel_canvas_get_view (canvas);
      RelBox box = rel_scene_get_hit_box (rel_canvas_get_scene (canvas), &busiest);
      g_autofree char *name = g_strdup_printf ("at-%03.0f", scales[i] * 100);

      view.scale = scales[i];
      view = rel_view_centre (&view, rel_canvas_get_scene (canvas), &box, gtk_widget_get_width (GTK_WIDGET (canvas)),
                              gtk_widget_get_height (GTK_WIDGET (canvas)));
      rel_canvas_set_view (canvas, &view, FALSE);
      shoot (window, canvas, argv[2], name);
    }
  rel_canvas_choose (canvas, &busiest, FALSE);
  shoot (window, canvas, argv[2], "chosen");
  rel_canvas_choose (canvas, &nothing, FALSE);
  rel_canvas_fit (canvas);
  rel_diagram_page_set_filter (page, "to:directus_*");
  shoot (window, canvas, argv[2], "found");
  rel_diagram_page_set_filter (page, "");
  shoot_moves (window, page, busiest, argv[2]);
  stage_close (window);
  stage_tear_down ();
  return 0;
}
