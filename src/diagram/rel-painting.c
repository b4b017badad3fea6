/* rel-painting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts, colours and badges, which all parts of a painting need.
 */

#include "config.h"

#include "rel-paint-private.h"

#include <math.h>

#include "rel-metrics.h"

#define DOT_PART  0.43 /* of a badge: how wide its dot is */
#define SIGN_PART 0.57 /* how wide a plus or a minus is */

static PangoLayout *
new_layout (PangoContext *context, const char *text, RelTextStyle style)
{
  static const double scales[] = { [REL_TEXT_TITLE] = 1.0, [REL_TEXT_ROW] = 0.9, [REL_TEXT_LABEL] = 0.82 };
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scales[style]));
  if (style == REL_TEXT_TITLE)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/**
 * rel_paint_measure:
 * @text: what is to be set
 * @style: how
 * @width: (out): its width
 * @height: (out): the height of a line
 * @user_data: a #PangoContext
 *
 * Measures a text as [func@paint_scene] sets it.
 */
void
rel_paint_measure (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data)
{
  g_autoptr (PangoLayout) layout = new_layout (user_data, text, style);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  *width = (double) extents.width / PANGO_SCALE;
  *height = (double) extents.height / PANGO_SCALE;
}

/*< private >
 * rel_painting_set_colour:
 * @self: a painting
 * @colour: a colour
 *
 * Draws with that colour from now on.
 */
void
rel_painting_set_colour (RelPainting *self, const RelColour *colour)
{
  cairo_set_source_rgba (self->cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/*< private >
 * rel_painting_on_page:
 * @self: a painting
 * @box: a box in the scene
 *
 * Returns: where it is on the page: the scene's left is the page's right if that is how
 *   people read
 */
RelBox
rel_painting_on_page (RelPainting *self, const RelBox *box)
{
  RelBox result = *box;

  if (self->style->mirrored)
    result.x = rel_scene_get_width (self->scene) - box->x - box->width;
  return result;
}

/*< private >
 * rel_painting_cut_start:
 * @self: a painting
 * @box: (inout): a box on the page
 * @width: how much
 *
 * Cuts a part off the start of a box, as people read.
 *
 * Returns: the part
 */
RelBox
rel_painting_cut_start (RelPainting *self, RelBox *box, double width)
{
  RelBox start = { box->x, box->y, width, box->height };

  if (self->style->mirrored)
    start.x = box->x + box->width - width;
  else
    box->x += width;
  box->width -= width;
  return start;
}

/*< private >
 * rel_painting_get_text_height:
 * @self: a painting
 * @style: how a text is set
 *
 * Returns: the height of a line
 */
double
rel_painting_get_text_height (RelPainting *self, RelTextStyle style)
{
  double width;
  double height;

  rel_paint_measure ("X", style, &width, &height, self->context);
  return ceil (height);
}

/*< private >
 * rel_painting_draw_text:
 * @self: a painting
 * @text: a text
 * @style: how it is set
 * @box: where
 * @slant: whether it is upright
 * @centred: whether it stands in the middle, and not at the start
 * @struck: whether it is struck through
 *
 * Draws a text in one line, in the middle of the height of a box.
 */
void
rel_painting_draw_text (RelPainting *self,
                        const char *text,
                        RelTextStyle style,
                        const RelBox *box,
                        PangoStyle slant,
                        gboolean centred,
                        gboolean struck)
{
  g_autoptr (PangoLayout) layout = new_layout (self->context, text, style);
  PangoAttrList *attributes = pango_layout_get_attributes (layout);
  PangoRectangle extents;
  double x = box->x;

  if (slant != PANGO_STYLE_NORMAL)
    pango_attr_list_insert (attributes, pango_attr_style_new (slant));
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_width (layout, (int) ceil (box->width * PANGO_SCALE));
  pango_layout_get_extents (layout, NULL, &extents);

  if (centred)
    x += (box->width - (double) extents.width / PANGO_SCALE) / 2;
  else if (self->style->mirrored)
    x += box->width - (double) extents.width / PANGO_SCALE;
  x -= (double) extents.x / PANGO_SCALE;
  cairo_move_to (self->cr, round (x), round (box->y + (box->height - (double) extents.height / PANGO_SCALE) / 2));
  pango_cairo_show_layout (self->cr, layout);
}

static void
set_name_height (RelPainting *self, PangoLayout *layout, double height)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  double factor = height / rel_painting_get_text_height (self, REL_TEXT_TITLE);

  pango_attr_list_insert (attributes, pango_attr_scale_new (factor));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
}

/*< private >
 * rel_painting_draw_name:
 * @self: a painting
 * @name: a name
 * @box: where
 * @height: how high a line of it is, if there is room for it
 * @least_height: how high it is at least
 * @n_lines: how many lines there may be
 *
 * Draws a name in the middle of a box, larger than it is elsewhere, so that it can be read
 * from afar.
 */
void
rel_painting_draw_name (RelPainting *self,
                        const char *name,
                        const RelBox *box,
                        double height,
                        double least_height,
                        guint n_lines)
{
  g_autoptr (PangoLayout) layout = new_layout (self->context, name, REL_TEXT_ROW);
  int text_width;
  int text_height;

  set_name_height (self, layout, height);
  pango_layout_get_size (layout, &text_width, NULL);
  if (text_width > box->width * PANGO_SCALE)
    {
      height = MAX (least_height, height * box->width * PANGO_SCALE / text_width);
      set_name_height (self, layout, height);
    }
  pango_layout_set_width (layout, (int) (box->width * PANGO_SCALE));
  pango_layout_set_height (layout, -(int) n_lines);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, n_lines > 1 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size (layout, NULL, &text_height);
  cairo_move_to (self->cr, box->x, box->y + (box->height - (double) text_height / PANGO_SCALE) / 2);
  pango_cairo_show_layout (self->cr, layout);
}

/*< private >
 * rel_painting_draw_badge:
 * @self: a painting
 * @state: what was done
 * @x: the middle
 * @y: the middle
 * @size: how wide it is
 *
 * A badge says by its shape what was done: a plus, a full dot, a minus.
 */
void
rel_painting_draw_badge (RelPainting *self, RelState state, double x, double y, double size)
{
  double r = SIGN_PART * size / 2;

  rel_painting_set_colour (self, &self->palette->accent);
  cairo_new_path (self->cr);
  if (state == REL_STATE_CHANGED)
    {
      cairo_arc (self->cr, x, y, DOT_PART * size / 2, 0, 2 * G_PI);
      cairo_fill (self->cr);
      return;
    }
  cairo_set_line_width (self->cr, size / 7);
  cairo_move_to (self->cr, x - r, y);
  cairo_line_to (self->cr, x + r, y);
  if (state == REL_STATE_ADDED)
    {
      cairo_move_to (self->cr, x, y - r);
      cairo_line_to (self->cr, x, y + r);
    }
  cairo_stroke (self->cr);
}
