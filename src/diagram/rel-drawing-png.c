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

/* What is painted in one go. */
#define STRIP_PX 256

static cairo_status_t
written_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Such as for want of memory. */
static void
fail (cairo_status_t status, GError **error)
{
  g_set_error (error, REL_ERROR, REL_ERROR_FAILED, _ ("The picture cannot be drawn: %s"),
               cairo_status_to_string (status));
}

static void
paint_strip (RelGrid *grid, cairo_t *cr, int y, int width, PangoContext *context, const RelPaintStyle *style)
{
  RelBox part = { 0, y / style->scale, width / style->scale, STRIP_PX / style->scale };

  cairo_save (cr);
  cairo_rectangle (cr, 0, y, width, STRIP_PX);
  cairo_clip (cr);
  rel_paint_part (grid, &part, cr, context, style);
  cairo_restore (cr);
}

/**
 * rel_drawing_paint:
 * @grid: what is where in a scene
 * @context: with the font of titles
 * @style: how; its scale is the pixels for a model unit
 * @done: (nullable): set to how much is done, of 1000; to be read with g_atomic_int_get()
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Paints a picture in pixels.
 *
 * Errors: `REL_ERROR_TOO_LARGE`, `REL_ERROR_FAILED` without memory for it,
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL on error
 */
cairo_surface_t *
rel_drawing_paint (RelGrid *grid,
                   PangoContext *context,
                   const RelPaintStyle *style,
                   int *done,
                   GCancellable *cancellable,
                   GError **error)
{
  RelScene *scene = rel_grid_get_scene (grid);
  const RelColour *ground = &style->palette->background;
  double width = MAX (1, ceil (rel_scene_get_width (scene) * style->scale));
  double height = MAX (1, ceil (rel_scene_get_height (scene) * style->scale));
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
  cairo_set_source_rgb (cr, ground->red, ground->green, ground->blue);
  cairo_paint (cr);
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y += STRIP_PX)
    {
      paint_strip (grid, cr, y, (int) width, context, style);
      if (done != NULL)
        g_atomic_int_set (done, (int) MIN (1000, 1000 * (y + STRIP_PX) / height));
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  status = cairo_surface_status (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    fail (status, error);
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    return surface;
  cairo_surface_destroy (surface);
  return NULL;
}

/**
 * rel_drawing_fit_scale:
 * @scene: a scene
 * @scale: pixels for a model unit
 * @most_px: how many pixels the picture may have
 *
 * Returns: @scale, or a smaller one if the picture would be too large
 */
double
rel_drawing_fit_scale (RelScene *scene, double scale, double most_px)
{
  double width = MAX (1, rel_scene_get_width (scene));
  double height = MAX (1, rel_scene_get_height (scene));

  /* A side is up to a pixel longer, for its last part: (width × scale + 1) × (height × scale + 1)
   * is what there may be at most. */
  most_px = MIN (most_px, MAX_AREA_PX);
  scale = MIN (scale, (MAX_SIDE_PX - 1) / MAX (width, height));
  return MIN (scale, (sqrt (pow (width + height, 2) + 4 * width * height * (most_px - 1)) - width - height) /
                       (2 * width * height));
}

/*< private >
 * rel_drawing_png:
 * @grid: what is where in a scene
 * @context: with the font of titles
 * @style: how; its scale is the pixels for a model unit
 * @done: (nullable): set to how much is painted, of 1000
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL on error
 */
GBytes *
rel_drawing_png (RelGrid *grid,
                 PangoContext *context,
                 const RelPaintStyle *style,
                 int *done,
                 GCancellable *cancellable,
                 GError **error)
{
  cairo_surface_t *surface = rel_drawing_paint (grid, context, style, done, cancellable, error);
  GByteArray *content;
  cairo_status_t status;

  if (surface == NULL)
    return NULL;
  content = g_byte_array_new ();
  status = cairo_surface_write_to_png_stream (surface, written_cb, content);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (content);

  g_byte_array_unref (content);
  fail (status, error);
  return NULL;
}
