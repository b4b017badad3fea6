/* rel-canvas-draw.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a frame of the canvas consists of: tiles, and over them what changes with the pointer
 * and the keys.
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "rel-canvas-private.h"
#include "rel-paint.h"

/* What is painted over the tiles is painted in squares, as they are, and only where it is. */
#define CELL_PX  256
#define REACH_PX 16.0

/* What is painted over the tiles. */
typedef struct
{
  RelCanvas *canvas;
  RelPaintStyle style;
  gboolean ring; /* whether the place of the arrow keys has one */
} Over;

static const RelPalette *
find_palette (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  return rel_palette_get (adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));
}

static void
append_ground (GtkWidget *widget, GtkSnapshot *snapshot, const RelPalette *palette)
{
  const RelColour *colour = &palette->background;
  const GdkRGBA rgba = { (float) colour->red, (float) colour->green, (float) colour->blue, 1 };

  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                  (float) gtk_widget_get_height (widget)));
}

/* Tiles are painted anew when anything is different that they are painted with. */
static void
ensure_look (RelCanvas *self, const RelPalette *palette)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (RelLettering) lettering = rel_lettering_new (widget);
  gboolean mirrored = rel_canvas_is_mirrored (self);
  int pixels = gtk_widget_get_scale_factor (widget);
  RelTileLook *look = self->look;

  if (look != NULL && look->grid == self->grid && look->marks == self->marks && look->palette == palette &&
      look->mirrored == mirrored && look->pixels == pixels && rel_lettering_equal (look->lettering, lettering))
    return;

  self->keeps_tiles = self->keeps_tiles && look != NULL && look->palette == palette && look->mirrored == mirrored;
  g_clear_pointer (&self->look, rel_tile_look_unref);
  self->look = rel_tile_look_new (self->grid, self->marks, lettering, palette, mirrored, pixels);
  rel_tiles_set_look (self->tiles, self->look, self->keeps_tiles);
  self->keeps_tiles = TRUE;
}

static gboolean
touches (const RelBox *box, const RelBox *cell)
{
  return box->x <= cell->x + cell->width && cell->x <= box->x + box->width && box->y <= cell->y + cell->height &&
         cell->y <= box->y + box->height;
}

static RelBox
grown (const RelBox *box)
{
  return (RelBox){ box->x - REACH_PX, box->y - REACH_PX, box->width + 2 * REACH_PX, box->height + 2 * REACH_PX };
}

static gboolean
edge_touches (RelCanvas *self, RelScene *scene, guint edge, const RelBox *cell)
{
  const GArray *points = rel_scene_get_edge (scene, edge)->points;

  for (guint p = 0; p + 1 < points->len; p++)
    {
      const RelPoint *a = &g_array_index (points, RelPoint, p);
      const RelPoint *b = a + 1;
      RelBox run = { MIN (a->x, b->x), MIN (a->y, b->y), fabs (a->x - b->x), fabs (a->y - b->y) };
      RelBox place = rel_view_place_box (&self->view, scene, &run);

      place = grown (&place);
      if (touches (&place, cell))
        return TRUE;
    }
  return FALSE;
}

static gboolean
edges_touch (RelCanvas *self, RelScene *scene, GArray *edges, const RelBox *cell)
{
  for (guint i = 0; i < edges->len; i++)
    {
      if (edge_touches (self, scene, g_array_index (edges, guint, i), cell))
        return TRUE;
    }
  return FALSE;
}

static gboolean
hit_touches (RelCanvas *self, const RelHit *hit, const RelBox *cell)
{
  RelBox place;

  if (hit->kind != REL_HIT_CARD && hit->kind != REL_HIT_ROW)
    return FALSE;
  place = rel_view_place (&self->view, rel_canvas_get_scene (self), hit);
  place = grown (&place);
  return touches (&place, cell);
}

static gboolean
card_touches (RelCanvas *self, RelScene *scene, guint card, const RelBox *cell)
{
  RelBox place = rel_view_place_box (&self->view, scene, &rel_scene_get_card (scene, card)->box);

  place = grown (&place);
  return touches (&place, cell);
}

static gboolean
cards_touch (RelCanvas *self, RelScene *scene, GArray *cards, const RelBox *cell)
{
  for (guint i = 0; i < cards->len; i++)
    {
      if (card_touches (self, scene, g_array_index (cards, guint, i), cell))
        return TRUE;
    }
  return FALSE;
}

/* Whether cards that are moved, or their lines, are or were there. */
static gboolean
moving_touches (RelCanvas *self, const RelBox *cell)
{
  RelScene *scene = rel_canvas_get_scene (self);
  RelScene *moved = rel_moving_get_scene (self->moving);

  return cards_touch (self, scene, rel_moving_get_left_cards (self->moving), cell) ||
         cards_touch (self, moved, rel_moving_get_cards (self->moving), cell) ||
         edges_touch (self, scene, rel_moving_get_left_edges (self->moving), cell) ||
         edges_touch (self, moved, rel_moving_get_edges (self->moving), cell);
}

static gboolean
is_needed (Over *over, const RelBox *cell)
{
  RelCanvas *self = over->canvas;
  RelScene *scene = rel_canvas_get_scene (self);

  if (self->moving != NULL)
    return moving_touches (self, cell);
  if (edges_touch (self, scene, self->hover_edges, cell) || edges_touch (self, scene, self->chosen_edges, cell))
    return TRUE;
  if ((over->ring && hit_touches (self, &self->focus, cell)) || hit_touches (self, &self->hover, cell))
    return TRUE;
  for (guint i = 0; i < self->chosen->len; i++)
    {
      if (hit_touches (self, &g_array_index (self->chosen, RelHit, i), cell))
        return TRUE;
    }
  return FALSE;
}

/* What is pointed at is tinted: the header of a card, or a row. */
static void
paint_hover (RelCanvas *self, cairo_t *cr, const RelPaintStyle *style)
{
  RelScene *scene = rel_canvas_get_scene (self);
  const RelColour *colour = &style->palette->hover;
  RelBox box = rel_scene_get_hit_box (scene, &self->hover);

  if (self->hover.kind != REL_HIT_CARD && self->hover.kind != REL_HIT_ROW)
    return;
  if (self->hover.kind == REL_HIT_CARD)
    box.height = MAX (rel_scene_get_card (scene, self->hover.card)->header_height, 8 / style->scale);
  if (style->mirrored)
    box.x = rel_scene_get_width (scene) - box.x - box.width;
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
  cairo_rectangle (cr, box.x * style->scale, box.y * style->scale, box.width * style->scale, box.height * style->scale);
  cairo_fill (cr);
}

/* Those that touch a cell: all may be moved at once, but each is painted where it is alone. */
static GArray *
list_touching (RelCanvas *self,
               RelScene *scene,
               GArray *indexes,
               gboolean (*touch) (RelCanvas *, RelScene *, guint, const RelBox *),
               const RelBox *cell)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < indexes->len; i++)
    {
      guint index = g_array_index (indexes, guint, i);

      if (touch (self, scene, index, cell))
        g_array_append_val (list, index);
    }
  return list;
}

/* Cards that are moved, where they are now, with their lines. What is said of them stands beside
 * the scene that they leave. */
static void
paint_moving (RelCanvas *self, const RelBox *cell, cairo_t *cr, RelPaintStyle style)
{
  RelScene *left = rel_canvas_get_scene (self);
  RelScene *scene = rel_moving_get_scene (self->moving);
  g_autoptr (GArray) left_cards =
    list_touching (self, left, rel_moving_get_left_cards (self->moving), card_touches, cell);
  g_autoptr (GArray) left_edges =
    list_touching (self, left, rel_moving_get_left_edges (self->moving), edge_touches, cell);
  g_autoptr (GArray) cards = list_touching (self, scene, rel_moving_get_cards (self->moving), card_touches, cell);
  g_autoptr (GArray) edges = list_touching (self, scene, rel_moving_get_edges (self->moving), edge_touches, cell);

  style.marks = NULL;
  rel_paint_left (left, left_cards, left_edges, cr, &style);
  rel_paint_lines (scene, edges, FALSE, cr, &style);
  rel_paint_cards (scene, cards, cr, self->move_font, &style);
  for (guint i = 0; i < cards->len; i++)
    {
      RelHit hit = { REL_HIT_CARD, g_array_index (cards, guint, i), -1, 0 };

      rel_paint_ring (scene, &hit, FALSE, cr, &style);
    }
}

static void
paint_over (Over *over, const RelBox *cell, cairo_t *cr)
{
  RelCanvas *self = over->canvas;
  RelScene *scene = rel_canvas_get_scene (self);

  cairo_translate (cr, self->view.x, self->view.y);
  if (self->moving != NULL)
    {
      paint_moving (self, cell, cr, over->style);
      return;
    }
  paint_hover (self, cr, &over->style);
  if (self->chosen_edges->len > 0)
    rel_paint_lines (scene, self->chosen_edges, TRUE, cr, &over->style);
  if (self->hover_edges->len > 0)
    rel_paint_lines (scene, self->hover_edges, FALSE, cr, &over->style);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const RelHit *hit = &g_array_index (self->chosen, RelHit, i);

      if (hit_touches (self, hit, cell))
        rel_paint_ring (scene, hit, FALSE, cr, &over->style);
    }
  if (over->ring)
    rel_paint_ring (scene, &self->focus, TRUE, cr, &over->style);
}

static void
append_over (GtkWidget *widget, GtkSnapshot *snapshot, Over *over)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  for (int y = 0; y < height; y += CELL_PX)
    {
      for (int x = 0; x < width; x += CELL_PX)
        {
          RelBox cell = { x, y, MIN (CELL_PX, width - x), MIN (CELL_PX, height - y) };
          cairo_t *cr;

          if (!is_needed (over, &cell))
            continue;
          cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) cell.width,
                                                                         (float) cell.height));
          paint_over (over, &cell, cr);
          cairo_destroy (cr);
        }
    }
}

static void
append_frame (GtkSnapshot *snapshot, const RelBox *box, const RelColour *colour, float alpha)
{
  const GdkRGBA rgba = { (float) colour->red, (float) colour->green, (float) colour->blue, alpha };
  const float widths[] = { 2, 2, 2, 2 };
  const GdkRGBA colours[] = { rgba, rgba, rgba, rgba };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width, (float) box->height), 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

/* The line that is being drawn, in two runs, and what it would end at. */
static void
append_line (RelCanvas *self, GtkSnapshot *snapshot, const RelPalette *palette)
{
  const RelColour *colour = &palette->accent;
  const GdkRGBA rgba = { (float) colour->red, (float) colour->green, (float) colour->blue, 1 };
  RelBox from = rel_view_place (&self->view, rel_canvas_get_scene (self), &self->drag_from);
  double x = self->pointer.x < from.x + from.width / 2 ? from.x : from.x + from.width;
  double y = from.y + from.height / 2;

  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT ((float) MIN (x, self->pointer.x), (float) y - 1,
                                                  (float) fabs (self->pointer.x - x), 2));
  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT ((float) self->pointer.x - 1, (float) MIN (y, self->pointer.y), 2,
                                                  (float) fabs (self->pointer.y - y)));
  if (self->drag_to.kind == REL_HIT_CARD)
    {
      RelBox to = rel_view_place (&self->view, rel_canvas_get_scene (self), &self->drag_to);

      append_frame (snapshot, &to, colour, 1);
    }
}

/*< private >
 * rel_canvas_draw:
 * @widget: a canvas
 * @snapshot: where to
 *
 * Draws a frame.
 */
void
rel_canvas_draw (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RelCanvas *self = REL_CANVAS (widget);
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  const RelPalette *palette = find_palette (widget);
  Over over = { .canvas = self };

  append_ground (widget, snapshot, palette);
  if (self->grid == NULL)
    return;

  ensure_look (self, palette);
  rel_tiles_snapshot (self->tiles, snapshot, &self->view, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                      self->zooming);
  over.style = (RelPaintStyle){ palette, self->view.scale, self->view.mirrored, FALSE, nothing, nothing, self->marks };
  over.ring = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0 &&
              gtk_widget_has_focus (widget);
  append_over (widget, snapshot, &over);
  if (self->drag == REL_CANVAS_DRAG_LINE)
    append_line (self, snapshot, palette);
}

/**
 * rel_canvas_dup_look:
 * @self: a canvas
 *
 * Returns: (transfer full) (nullable): the picture as it is shown; %NULL if there is none
 */
RelTileLook *
rel_canvas_dup_look (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), NULL);

  if (self->grid == NULL)
    return NULL;
  ensure_look (self, find_palette (GTK_WIDGET (self)));
  return rel_tile_look_ref (self->look);
}
