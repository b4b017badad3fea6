/* rel-drawing-signs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The signs of kinds as symbols of an SVG. They are drawn as everywhere; what cairo makes of
 * that is taken over path by path, in the colour of where it is used.
 */

#include "config.h"

#include <cairo-svg.h>
#include <string.h>

#include "rel-drawing-private.h"
#include "rel-symbol.h"

#define SIZE 16

static cairo_status_t
written_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

static char *
draw_sign (RelKind kind)
{
  GString *text = g_string_new (NULL);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (written_cb, text, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0, 0, 0);
  rel_symbol_draw (cr, kind, 0, 0, SIZE, FALSE);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_string_free (text, FALSE);
}

/* Cairo writes black with and without spaces. */
static void
append_path (GString *text, const char *path, gsize length)
{
  GString *own = g_string_new_len (path, (gssize) length);

  g_string_replace (own, "rgb(0%,0%,0%)", "currentColor", 0);
  g_string_replace (own, "rgb(0%, 0%, 0%)", "currentColor", 0);
  g_string_append_len (text, own->str, (gssize) own->len);
  g_string_free (own, TRUE);
}

/*< private >
 * rel_drawing_append_signs:
 * @text: where to write
 *
 * Writes the symbols `sign1` and so on, by #RelKind.
 */
void
rel_drawing_append_signs (GString *text)
{
  g_string_append (text, "<defs>\n");
  for (guint kind = REL_KIND_NONE + 1; kind < REL_N_KINDS; kind++)
    {
      g_autofree char *drawn = draw_sign (kind);
      const char *end = NULL;

      g_string_append_printf (text, "<symbol id=\"sign%u\" viewBox=\"0 0 %d %d\">", kind, SIZE, SIZE);
      for (const char *path = strstr (drawn, "<path"); path != NULL; path = strstr (end, "<path"))
        {
          end = strstr (path, "/>") + strlen ("/>");
          append_path (text, path, (gsize) (end - path));
        }
      g_string_append (text, "</symbol>\n");
    }
  g_string_append (text, "</defs>\n");
}
