/* rel-lettering.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-lettering.h"

/**
 * RelLettering:
 *
 * How a widget sets texts: font, resolution, hinting. A widget's own #PangoContext may be used
 * on the main thread alone; this can be given to a thread, which makes its own one of it.
 *
 * It is immutable; any thread may read it.
 */
struct _RelLettering
{
  gatomicrefcount ref_count;
  PangoFontDescription *font;    /* (owned) */
  PangoLanguage *language;       /* (unowned) (nullable): never freed */
  cairo_font_options_t *options; /* (owned) */
  double resolution_dpi;
  PangoDirection direction;
  gboolean whole_pixels;
};

/**
 * rel_lettering_new:
 * @widget: a widget
 *
 * Returns: (transfer full): how it sets texts now
 */
RelLettering *
rel_lettering_new (GtkWidget *widget)
{
  RelLettering *self = g_new0 (RelLettering, 1);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const cairo_font_options_t *options = pango_cairo_context_get_font_options (context);

  g_atomic_ref_count_init (&self->ref_count);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  self->language = pango_context_get_language (context);
  self->options = options != NULL ? cairo_font_options_copy (options) : cairo_font_options_create ();
  self->resolution_dpi = pango_cairo_context_get_resolution (context);
  self->direction = pango_context_get_base_dir (context);
  self->whole_pixels = pango_context_get_round_glyph_positions (context);
  return self;
}

/**
 * rel_lettering_ref:
 * @self: a lettering
 *
 * Returns: (transfer full): @self
 */
RelLettering *
rel_lettering_ref (RelLettering *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_lettering_unref:
 * @self: (transfer full): a lettering
 *
 * Gives a reference back; the last one frees.
 */
void
rel_lettering_unref (RelLettering *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  pango_font_description_free (self->font);
  cairo_font_options_destroy (self->options);
  g_free (self);
}

/**
 * rel_lettering_equal:
 * @a: (nullable): a lettering
 * @b: (nullable): another one
 *
 * Returns: whether texts look the same with both
 */
gboolean
rel_lettering_equal (const RelLettering *a, const RelLettering *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return pango_font_description_equal (a->font, b->font) && a->language == b->language &&
         cairo_font_options_equal (a->options, b->options) && a->resolution_dpi == b->resolution_dpi &&
         a->direction == b->direction && a->whole_pixels == b->whole_pixels;
}

/**
 * rel_lettering_new_context:
 * @self: a lettering
 * @fonts: the fonts of the thread that will use the context
 *
 * Returns: (transfer full): a context that sets texts that way
 */
PangoContext *
rel_lettering_new_context (const RelLettering *self, PangoFontMap *fonts)
{
  PangoContext *context = pango_font_map_create_context (fonts);

  pango_context_set_font_description (context, self->font);
  pango_context_set_language (context, self->language);
  pango_context_set_base_dir (context, self->direction);
  pango_context_set_round_glyph_positions (context, self->whole_pixels);
  pango_cairo_context_set_font_options (context, self->options);
  pango_cairo_context_set_resolution (context, self->resolution_dpi);
  return context;
}
