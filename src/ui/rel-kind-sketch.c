/* rel-kind-sketch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-kind-sketch.h"

#include <adwaita.h>

#include "rel-palette.h"
#include "rel-stroke.h"

/**
 * RelKindSketch:
 *
 * A small drawing of what a kind of relation does: items on one side, items on the other,
 * and lines between those that belong together. The words beside it say the same, so that a
 * screen reader passes it over.
 */
struct _RelKindSketch
{
  GtkWidget parent_instance;

  RelKind kind;
};

G_DEFINE_FINAL_TYPE (RelKindSketch, rel_kind_sketch, GTK_TYPE_WIDGET)

#define WIDTH_PX  96
#define HEIGHT_PX 56

/* The sign of an item at the far side. */
typedef enum
{
  ITEM_CARD,
  ITEM_ROUND,
  ITEM_DIAMOND,
  ITEM_PAGE,
  ITEM_TEXT,
} Item;

#define MAX_ITEMS 3
#define ITEM_W    22.0
#define ITEM_H    12.0

/* Items and lines by their numbers, from the top; a line is twice a digit. */
static const struct
{
  guint n_left;
  guint n_right;
  Item right[MAX_ITEMS];
  const char *lines;
} sketches[] = {
  [REL_KIND_M2O] = { 3, 1, { ITEM_CARD }, "001020" },
  [REL_KIND_O2M] = { 1, 3, { ITEM_CARD, ITEM_CARD, ITEM_CARD }, "000102" },
  [REL_KIND_M2M] = { 3, 3, { ITEM_CARD, ITEM_CARD, ITEM_CARD }, "0001101222" },
  [REL_KIND_M2A] = { 1, 3, { ITEM_CARD, ITEM_ROUND, ITEM_DIAMOND }, "000102" },
  [REL_KIND_TRANSLATIONS] = { 1, 3, { ITEM_TEXT, ITEM_TEXT, ITEM_TEXT }, "000102" },
  [REL_KIND_FILE] = { 1, 1, { ITEM_PAGE }, "00" },
  [REL_KIND_FILES] = { 1, 3, { ITEM_PAGE, ITEM_PAGE, ITEM_PAGE }, "000102" },
};

static double
get_y (guint n, guint i)
{
  return n == 1 ? HEIGHT_PX / 2.0 : HEIGHT_PX / 2.0 + ((double) i - (n - 1) / 2.0) * 19;
}

static void
set_colour (cairo_t *cr, const RelColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
fill_and_stroke (cairo_t *cr, const RelPalette *palette, const RelColour *ink)
{
  set_colour (cr, &palette->card);
  cairo_fill_preserve (cr);
  set_colour (cr, ink);
  cairo_stroke (cr);
}

/* A page with a corner turned down; not mirrored, as pages are not. */
static void
add_page (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x - 6, y - 8);
  cairo_line_to (cr, x + 2, y - 8);
  cairo_line_to (cr, x + 6, y - 4);
  cairo_line_to (cr, x + 6, y + 8);
  cairo_line_to (cr, x - 6, y + 8);
  cairo_close_path (cr);
}

static void
draw_item (cairo_t *cr, Item item, double x, double y, const RelPalette *palette, const RelColour *ink)
{
  cairo_new_path (cr);
  switch (item)
    {
    case ITEM_ROUND:
      cairo_arc (cr, x, y, 7, 0, 2 * G_PI);
      break;
    case ITEM_DIAMOND:
      cairo_move_to (cr, x, y - 8);
      cairo_line_to (cr, x + 10, y);
      cairo_line_to (cr, x, y + 8);
      cairo_line_to (cr, x - 10, y);
      cairo_close_path (cr);
      break;
    case ITEM_PAGE:
      add_page (cr, x, y);
      break;
    case ITEM_CARD:
    case ITEM_TEXT:
    default:
      rel_stroke_box (cr, &(RelBox){ x - ITEM_W / 2, y - ITEM_H / 2, ITEM_W, ITEM_H }, 3);
      break;
    }
  fill_and_stroke (cr, palette, ink);
  if (item != ITEM_TEXT)
    return;
  for (int i = -1; i <= 1; i += 2)
    {
      cairo_move_to (cr, x - 7, y + i * 2.0);
      cairo_line_to (cr, x + (i < 0 ? 7 : 2), y + i * 2.0);
    }
  cairo_stroke (cr);
}

static void
draw_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  double middle = (x1 + x2) / 2;

  cairo_move_to (cr, x1, y1);
  cairo_curve_to (cr, middle, y1, middle, y2, x2, y2);
  cairo_stroke (cr);
}

static void
draw_sides (cairo_t *cr, RelKind kind, const RelPalette *palette, const RelColour *ink)
{
  const double left = 16;
  const double right = WIDTH_PX - 16;

  set_colour (cr, ink);
  for (const char *line = sketches[kind].lines; *line != '\0'; line += 2)
    draw_line (cr, left, get_y (sketches[kind].n_left, line[0] - '0'), right,
               get_y (sketches[kind].n_right, line[1] - '0'));
  for (guint i = 0; i < sketches[kind].n_left; i++)
    draw_item (cr, ITEM_CARD, left, get_y (sketches[kind].n_left, i), palette, &palette->dim);
  for (guint i = 0; i < sketches[kind].n_right; i++)
    draw_item (cr, sketches[kind].right[i], right, get_y (sketches[kind].n_right, i), palette, ink);
}

static void
draw_tree (cairo_t *cr, const RelPalette *palette, const RelColour *ink)
{
  static const RelPoint items[] = { { 12, 28 }, { 48, 14 }, { 48, 42 }, { 84, 8 }, { 84, 24 }, { 84, 42 } };
  static const guint parents[] = { 0, 0, 0, 1, 1, 2 };

  set_colour (cr, ink);
  for (guint i = 1; i < G_N_ELEMENTS (items); i++)
    draw_line (cr, items[parents[i]].x, items[parents[i]].y, items[i].x, items[i].y);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    draw_item (cr, ITEM_CARD, items[i].x, items[i].y, palette, i == 0 ? &palette->dim : ink);
}

static void
rel_kind_sketch_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_PX : HEIGHT_PX;
}

static void
rel_kind_sketch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RelKind kind = REL_KIND_SKETCH (widget)->kind;
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  const RelPalette *palette =
    rel_palette_get (adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));
  const RelColour *ink = &palette->kinds[kind];
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_translate (cr, (width - WIDTH_PX) / 2, (height - HEIGHT_PX) / 2);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, WIDTH_PX, 0);
      cairo_scale (cr, -1, 1);
    }
  cairo_set_line_width (cr, palette->line_width);
  if (kind == REL_KIND_TREE)
    draw_tree (cr, palette, ink);
  else if (kind < G_N_ELEMENTS (sketches) && sketches[kind].lines != NULL)
    draw_sides (cr, kind, palette, ink);
  cairo_destroy (cr);
}

static void
rel_kind_sketch_class_init (RelKindSketchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rel_kind_sketch_measure;
  widget_class->snapshot = rel_kind_sketch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rel_kind_sketch_init (RelKindSketch *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rel_kind_sketch_new:
 * @kind: a kind of relation
 *
 * Returns: (transfer floating): its drawing
 */
GtkWidget *
rel_kind_sketch_new (RelKind kind)
{
  RelKindSketch *self = g_object_new (REL_TYPE_KIND_SKETCH, NULL);

  self->kind = kind;
  return GTK_WIDGET (self);
}
