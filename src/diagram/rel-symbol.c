/* rel-symbol.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The signs of the kinds, drawn on a grid of 16 by 16.
 */

#include "config.h"

#include "rel-symbol.h"

static void
line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

static void
head_right (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x - 4, y - 4);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x - 4, y + 4);
}

static void
head_left (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x + 4, y - 4);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x + 4, y + 4);
}

static void
draw_m2o (cairo_t *cr)
{
  line (cr, 2, 8, 13.5, 8);
  head_right (cr, 14, 8);
  cairo_stroke (cr);
}

/* An arrow that comes in, broken because the key is on the other side. */
static void
draw_o2m (cairo_t *cr)
{
  line (cr, 2.5, 8, 6, 8);
  line (cr, 8.7, 8, 10.4, 8);
  line (cr, 13, 8, 14, 8);
  head_left (cr, 2, 8);
  cairo_stroke (cr);
}

static void
draw_m2m (cairo_t *cr)
{
  line (cr, 2, 8, 14, 8);
  head_right (cr, 14.5, 8);
  head_left (cr, 1.5, 8);
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
}

/* The character for writing. */
static void
draw_translations (cairo_t *cr)
{
  line (cr, 8, 1.5, 8, 4);
  line (cr, 2, 4.5, 14, 4.5);
  cairo_move_to (cr, 11.5, 4.5);
  cairo_curve_to (cr, 10.5, 9, 7, 12.5, 2.5, 14);
  cairo_move_to (cr, 4.5, 4.5);
  cairo_curve_to (cr, 5.5, 9, 9, 12.5, 13.5, 14);
  cairo_stroke (cr);
}

static void
page (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width - 3.5, y);
  cairo_line_to (cr, x + width, y + 3.5);
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
  cairo_move_to (cr, 3.5, 2);
  cairo_line_to (cr, 3.5, 12.5);
  cairo_line_to (cr, 8, 12.5);
  line (cr, 3.5, 6.5, 8, 6.5);
  cairo_stroke (cr);
  cairo_arc (cr, 10.8, 6.5, 2, 0, 2 * G_PI);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 10.8, 12.5, 2, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_broken (cairo_t *cr)
{
  line (cr, 4, 2, 4, 14.5);
  cairo_stroke (cr);
  cairo_move_to (cr, 4, 2);
  cairo_line_to (cr, 13.5, 2);
  cairo_line_to (cr, 11, 5.5);
  cairo_line_to (cr, 13.5, 9);
  cairo_line_to (cr, 4, 9);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void (*const drawings[]) (cairo_t *cr) = {
  [REL_KIND_NONE] = NULL,
  [REL_KIND_M2O] = draw_m2o,
  [REL_KIND_O2M] = draw_o2m,
  [REL_KIND_M2M] = draw_m2m,
  [REL_KIND_M2A] = draw_m2a,
  [REL_KIND_TRANSLATIONS] = draw_translations,
  [REL_KIND_FILE] = draw_file,
  [REL_KIND_FILES] = draw_files,
  [REL_KIND_TREE] = draw_tree,
  [REL_KIND_BROKEN] = draw_broken,
};

/**
 * rel_symbol_draw:
 * @cr: where to draw, with the colour set
 * @kind: a kind
 * @x: the left edge
 * @y: the top
 * @size: the width and the height
 * @mirrored: whether arrows to the right mean back
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
  cairo_set_line_width (cr, 1.7);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  drawings[kind](cr);
  cairo_restore (cr);
}
