/* rel-symbol.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The signs of the kinds, drawn on a grid of 16 by 16. They are those of the icons in the
 * window: what stands at the ends of a line stands at the ends of its sign.
 */

#include "config.h"

#include "rel-symbol.h"

static void
line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

/* A foot whose toes are at @toes and whose heel is at @heel. */
static void
foot (cairo_t *cr, double toes, double heel)
{
  cairo_move_to (cr, toes, 4);
  cairo_line_to (cr, heel, 8);
  cairo_line_to (cr, toes, 12);
}

static void
dot (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
draw_m2o (cairo_t *cr)
{
  foot (cr, 2, 6);
  line (cr, 2, 8, 13, 8);
  line (cr, 13.2, 3.8, 13.2, 12.2);
  cairo_stroke (cr);
}

static void
draw_o2m (cairo_t *cr)
{
  line (cr, 2.8, 3.8, 2.8, 12.2);
  line (cr, 3, 8, 14, 8);
  foot (cr, 14, 10);
  cairo_stroke (cr);
}

static void
draw_m2m (cairo_t *cr)
{
  foot (cr, 2, 5.5);
  foot (cr, 14, 10.5);
  line (cr, 2, 8, 14, 8);
  cairo_stroke (cr);
}

static void
draw_m2a (cairo_t *cr)
{
  cairo_move_to (cr, 8, 2);
  cairo_line_to (cr, 14, 8);
  cairo_line_to (cr, 8, 14);
  cairo_line_to (cr, 2, 8);
  cairo_close_path (cr);
  cairo_stroke (cr);
  dot (cr, 8, 8, 1.6);
  cairo_fill (cr);
}

/* A character of one writing and a letter of another. */
static void
draw_translations (cairo_t *cr)
{
  line (cr, 1.5, 4, 9.5, 4);
  line (cr, 5.5, 2, 5.5, 4);
  cairo_move_to (cr, 8, 4);
  cairo_curve_to (cr, 7.5, 8, 4.5, 10.5, 1.5, 11.5);
  cairo_move_to (cr, 3, 6.5);
  cairo_curve_to (cr, 4, 8.5, 5.5, 9.8, 7.2, 10.6);
  cairo_move_to (cr, 9, 14.5);
  cairo_line_to (cr, 11.7, 8);
  cairo_line_to (cr, 14.4, 14.5);
  line (cr, 10, 12.5, 13.4, 12.5);
  cairo_stroke (cr);
}

static void
page (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width - 4, y);
  cairo_line_to (cr, x + width, y + 4);
  cairo_line_to (cr, x + width, y + height);
  cairo_line_to (cr, x, y + height);
  cairo_close_path (cr);
}

static void
draw_file (cairo_t *cr)
{
  page (cr, 3.5, 2, 9, 12);
  cairo_stroke (cr);
}

static void
draw_files (cairo_t *cr)
{
  page (cr, 6, 1.5, 8, 9.5);
  cairo_move_to (cr, 2.5, 5);
  cairo_line_to (cr, 2.5, 14.5);
  cairo_line_to (cr, 10, 14.5);
  cairo_stroke (cr);
}

static void
draw_tree (cairo_t *cr)
{
  cairo_move_to (cr, 4, 3);
  cairo_line_to (cr, 4, 12.5);
  cairo_line_to (cr, 9.5, 12.5);
  line (cr, 4, 6.8, 9.5, 6.8);
  cairo_stroke (cr);
  dot (cr, 4, 2.8, 2);
  dot (cr, 11.8, 6.8, 2);
  dot (cr, 11.8, 12.5, 2);
  cairo_fill (cr);
}

static void
draw_broken (cairo_t *cr)
{
  line (cr, 3.5, 2, 3.5, 14.5);
  cairo_stroke (cr);
  cairo_move_to (cr, 4.5, 2);
  cairo_line_to (cr, 13.5, 2);
  cairo_line_to (cr, 11, 5.5);
  cairo_line_to (cr, 13.5, 9);
  cairo_line_to (cr, 4.5, 9);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void (*const drawings[]) (cairo_t *cr) = {
  [REL_KIND_NONE] = NULL,          [REL_KIND_M2O] = draw_m2o,     [REL_KIND_O2M] = draw_o2m,
  [REL_KIND_M2M] = draw_m2m,       [REL_KIND_M2A] = draw_m2a,     [REL_KIND_TRANSLATIONS] = draw_translations,
  [REL_KIND_FILE] = draw_file,     [REL_KIND_FILES] = draw_files, [REL_KIND_TREE] = draw_tree,
  [REL_KIND_BROKEN] = draw_broken,
};

/**
 * rel_symbol_draw:
 * @cr: where to draw, with the colour set
 * @kind: a kind
 * @x: the left edge
 * @y: the top
 * @size: the width and the height
 * @mirrored: whether lines run from right to left
 *
 * Draws the sign of a kind.
 */
void
rel_symbol_draw (cairo_t *cr, RelKind kind, double x, double y, double size, gboolean mirrored)
{
  if (drawings[kind] == NULL)
    return;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / 16, size / 16);
  if (mirrored && kind != REL_KIND_TRANSLATIONS)
    {
      cairo_translate (cr, 16, 0);
      cairo_scale (cr, -1, 1);
    }
  cairo_set_line_width (cr, 1.6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  drawings[kind](cr);
  cairo_restore (cr);
}
