/* rel-drawing-pdf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram on one page, as large as it needs.
 */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-drawing-private.h"
#include "rel-paint.h"

#define POINTS_PER_UNIT 0.75

/* Readers refuse pages that are wider or higher than this. */
#define MAX_SIDE_POINTS 14400.0

static cairo_status_t
written_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/*< private >
 * rel_drawing_pdf:
 * @scene: a scene
 * @context: with the font of titles
 * @style: how; but for the scale
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable): the page, or %NULL on error
 */
GBytes *
rel_drawing_pdf (RelScene *scene, PangoContext *context, const RelPaintStyle *style, GError **error)
{
  double width = MAX (1, rel_scene_get_width (scene));
  double height = MAX (1, rel_scene_get_height (scene));
  double scale = MIN (POINTS_PER_UNIT, MAX_SIDE_POINTS / MAX (width, height));
  RelPaintStyle scaled = *style;
  GByteArray *content = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (written_cb, content, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  scaled.scale = scale;
  rel_paint_scene (scene, cr, context, &scaled);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (content);

  g_byte_array_unref (content);
  g_set_error (error, REL_ERROR, REL_ERROR_FAILED, _ ("The picture cannot be drawn: %s"),
               cairo_status_to_string (status));
  return NULL;
}
