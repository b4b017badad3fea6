/* rel-drawing-png.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram in pixels.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rel-error.h"
#include "rel-drawing-private.h"
#include "rel-paint.h"

/* What cairo can draw on, and what is reasonable. */
#define MAX_SIDE_PX 32000.0
#define MAX_AREA_PX 250e6

static cairo_status_t
written_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/*< private >
 * rel_drawing_png:
 * @scene: a scene
 * @context: with the font of titles
 * @palette: the colours
 * @scale: pixels for a model unit
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL on error
 */
GBytes *
rel_drawing_png (RelScene *scene, PangoContext *context, const RelPalette *palette, double scale, GError **error)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelPaintStyle style = { palette, scale, FALSE, TRUE, nothing, nothing };
  double width = MAX (1, ceil (rel_scene_get_width (scene) * scale));
  double height = MAX (1, ceil (rel_scene_get_height (scene) * scale));
  GByteArray *content;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (width > MAX_SIDE_PX || height > MAX_SIDE_PX || width * height > MAX_AREA_PX)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE,
                   _ ("The picture would be %.0f × %.0f pixels; choose a smaller scale"), width, height);
      return NULL;
    }

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cr = cairo_create (surface);
  /* Also the part of a pixel that is left at the edges. */
  cairo_set_source_rgb (cr, palette->background.red, palette->background.green, palette->background.blue);
  cairo_paint (cr);
  rel_paint_scene (scene, cr, context, &style);
  cairo_destroy (cr);
  content = g_byte_array_new ();
  status = cairo_surface_write_to_png_stream (surface, written_cb, content);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (content);

  g_byte_array_unref (content);
  g_set_error (error, REL_ERROR, REL_ERROR_FAILED, _ ("The picture cannot be drawn: %s"),
               cairo_status_to_string (status));
  return NULL;
}
