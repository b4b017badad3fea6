/* test-high-contrast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The diagram for people who need high contrast.
 */

#include "config.h"

#include <adwaita.h>

#include "drawn.h"
#include "rel-palette.h"

static gboolean
is_complete (gpointer user_data)
{
  return rel_canvas_is_complete (user_data);
}

static guint32
as_pixel (const RelColour *colour)
{
  return (guint32) (colour->red * 255 + 0.5) << 16 | (guint32) (colour->green * 255 + 0.5) << 8 |
         (guint32) (colour->blue * 255 + 0.5);
}

/* How often a colour is in the picture, and that of its corner. */
static guint
count_pixels (Drawn *self, const RelColour *colour, guint32 *corner)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->canvas));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  guint count = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pixels = g_new (guint32, (gsize) width * (gsize) height);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    count += (pixels[i] & 0xffffff) == as_pixel (colour);
  *corner = pixels[0] & 0xffffff;
  return count;
}

/* The ground and the edges of cards are those of high contrast, light and dark. */
static void
test_colours (Drawn *self, gconstpointer unused)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_assert_true (adw_style_manager_get_high_contrast (manager));
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      const RelPalette *palette = rel_palette_get (i == 1, TRUE);
      guint32 corner;
      guint n_border;

      adw_style_manager_set_color_scheme (manager, schemes[i]);
      rel_canvas_zoom_to (self->canvas, 1);
      stage_settle (GTK_WIDGET (self->page));
      stage_wait_until (is_complete, self->canvas);
      stage_settle (GTK_WIDGET (self->page));
      n_border = count_pixels (self, &palette->border, &corner);
      g_assert_cmphex (corner, ==, as_pixel (&palette->background));
      g_assert_cmpuint (n_border, >, 1000);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char *argv[])
{
  int status;

  /* There is no other way to ask for it without a desktop; it is read once. */
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  stage_set_up (&argc, &argv);
  g_test_add ("/ui/high-contrast/colours", Drawn, NULL, drawn_set_up, test_colours, drawn_tear_down);

  status = g_test_run ();
  stage_tear_down ();
  return status;
}
