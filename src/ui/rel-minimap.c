/* rel-minimap.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-minimap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rel-tiles.h"

/**
 * RelMinimap:
 *
 * All of the picture of a canvas, small, with a frame around the part that the canvas shows. A
 * click or a drag in it shows another part. It is there only while not all is seen.
 *
 * It is for the pointer alone: with the keyboard, the canvas itself goes anywhere.
 */
struct _RelMinimap
{
  GtkWidget parent_instance;

  RelCanvas *canvas; /* (unowned) (nullable): weak */
  RelTiles *tiles;   /* (owned) */
  RelTileLook *look; /* (owned) (nullable): of @tiles */
  RelView view;      /* how all of the picture lies in here */
};

G_DEFINE_FINAL_TYPE (RelMinimap, rel_minimap, GTK_TYPE_WIDGET)

#define WIDTH_PX   200
#define HEIGHT_PX  140
#define VEIL_ALPHA 0.55f

static gboolean
is_needed (RelMinimap *self)
{
  RelScene *scene = self->canvas != NULL ? rel_canvas_get_scene (self->canvas) : NULL;
  RelBox part;

  if (scene == NULL)
    return FALSE;
  part = rel_view_get_part (rel_canvas_get_view (self->canvas), gtk_widget_get_width (GTK_WIDGET (self->canvas)),
                            gtk_widget_get_height (GTK_WIDGET (self->canvas)));
  return part.x > 0 || part.y > 0 || part.x + part.width < rel_scene_get_width (scene) ||
         part.y + part.height < rel_scene_get_height (scene);
}

/* Not set_visible(): the canvas says that its view changed while it is laid out. */
static void
update (RelMinimap *self)
{
  gtk_widget_set_child_visible (GTK_WIDGET (self), is_needed (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static const RelPalette *
find_palette (RelMinimap *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  return rel_palette_get (adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));
}

static void
ensure_look (RelMinimap *self, const RelPalette *palette)
{
  RelGrid *grid = rel_canvas_get_grid (self->canvas);
  gboolean mirrored = rel_canvas_get_view (self->canvas)->mirrored;
  g_autoptr (RelLettering) lettering = NULL;

  self->view = rel_view_fit_all (rel_grid_get_scene (grid), WIDTH_PX, HEIGHT_PX, 1, mirrored);
  if (self->look != NULL && self->look->grid == grid && self->look->palette == palette &&
      self->look->mirrored == mirrored && self->look->pixels == gtk_widget_get_scale_factor (GTK_WIDGET (self)))
    return;
  g_clear_pointer (&self->look, rel_tile_look_unref);
  lettering = rel_lettering_new (GTK_WIDGET (self));
  self->look =
    rel_tile_look_new (grid, NULL, lettering, palette, mirrored, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  rel_tiles_set_look (self->tiles, self->look, FALSE);
}

static void
append_colour (GtkSnapshot *snapshot, const RelColour *colour, float alpha, const RelBox *box)
{
  const GdkRGBA rgba = { (float) colour->red, (float) colour->green, (float) colour->blue, alpha };

  if (box->width > 0 && box->height > 0)
    gtk_snapshot_append_color (snapshot, &rgba,
                               &GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width,
                                                    (float) box->height));
}

static void
append_frame (GtkSnapshot *snapshot, const RelColour *colour, const RelBox *box, double width)
{
  const RelBox sides[] = { { box->x, box->y, box->width, width },
                           { box->x, box->y + box->height - width, box->width, width },
                           { box->x, box->y, width, box->height },
                           { box->x + box->width - width, box->y, width, box->height } };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    append_colour (snapshot, colour, 1, &sides[i]);
}

/* What is not seen is veiled; around what is seen there is a frame. */
static void
append_part (RelMinimap *self, GtkSnapshot *snapshot, const RelPalette *palette)
{
  RelBox part = rel_view_get_part (rel_canvas_get_view (self->canvas), gtk_widget_get_width (GTK_WIDGET (self->canvas)),
                                   gtk_widget_get_height (GTK_WIDGET (self->canvas)));
  double left = CLAMP (part.x * self->view.scale + self->view.x, 0, WIDTH_PX - 4);
  double top = CLAMP (part.y * self->view.scale + self->view.y, 0, HEIGHT_PX - 4);
  double right = CLAMP ((part.x + part.width) * self->view.scale + self->view.x, left + 4, WIDTH_PX);
  double bottom = CLAMP ((part.y + part.height) * self->view.scale + self->view.y, top + 4, HEIGHT_PX);
  const RelBox veils[] = { { 0, 0, WIDTH_PX, top },
                           { 0, bottom, WIDTH_PX, HEIGHT_PX - bottom },
                           { 0, top, left, bottom - top },
                           { right, top, WIDTH_PX - right, bottom - top } };
  const RelBox seen = { left, top, right - left, bottom - top };
  const RelBox all = { 0, 0, WIDTH_PX, HEIGHT_PX };

  for (guint i = 0; i < G_N_ELEMENTS (veils); i++)
    append_colour (snapshot, &palette->background, VEIL_ALPHA, &veils[i]);
  append_frame (snapshot, &palette->border, &all, 1);
  append_frame (snapshot, &palette->accent, &seen, 2);
}

static void
rel_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RelMinimap *self = REL_MINIMAP (widget);
  const RelPalette *palette = find_palette (self);
  const RelBox all = { 0, 0, WIDTH_PX, HEIGHT_PX };

  append_colour (snapshot, &palette->background, 1, &all);
  if (self->canvas == NULL || rel_canvas_get_grid (self->canvas) == NULL)
    return;
  ensure_look (self, palette);
  rel_tiles_snapshot (self->tiles, snapshot, &self->view, WIDTH_PX, HEIGHT_PX, FALSE);
  append_part (self, snapshot, palette);
}

static void
rel_minimap_measure (GtkWidget *widget,
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
drag_begun_cb (GtkGestureDrag *drag, double x, double y, gpointer user_data)
{
  rel_minimap_go (REL_MINIMAP (user_data), x, y);
}

static void
dragged_cb (GtkGestureDrag *drag, double dx, double dy, gpointer user_data)
{
  double x;
  double y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    rel_minimap_go (REL_MINIMAP (user_data), x + dx, y + dy);
}

static void
rel_minimap_dispose (GObject *object)
{
  RelMinimap *self = REL_MINIMAP (object);

  g_clear_weak_pointer (&self->canvas);
  if (self->tiles != NULL)
    rel_tiles_set_look (self->tiles, NULL, FALSE);
  g_clear_object (&self->tiles);
  g_clear_pointer (&self->look, rel_tile_look_unref);

  G_OBJECT_CLASS (rel_minimap_parent_class)->dispose (object);
}

static void
rel_minimap_class_init (RelMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_minimap_dispose;
  widget_class->measure = rel_minimap_measure;
  widget_class->snapshot = rel_minimap_snapshot;
  gtk_widget_class_set_css_name (widget_class, "minimap-of-relations");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rel_minimap_init (RelMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->tiles = rel_tiles_new ();
  g_signal_connect_object (self->tiles, "painted", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Overview"), -1);
}

/**
 * rel_minimap_new:
 *
 * Returns: (transfer floating): an overview of nothing
 */
GtkWidget *
rel_minimap_new (void)
{
  return g_object_new (REL_TYPE_MINIMAP, NULL);
}

/**
 * rel_minimap_set_canvas:
 * @self: an overview of nothing
 * @canvas: a canvas
 *
 * Follows a canvas.
 */
void
rel_minimap_set_canvas (RelMinimap *self, RelCanvas *canvas)
{
  g_return_if_fail (REL_IS_MINIMAP (self));
  g_return_if_fail (self->canvas == NULL);

  g_set_weak_pointer (&self->canvas, canvas);
  g_signal_connect_object (canvas, "view-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * rel_minimap_go:
 * @self: an overview
 * @x: a place in the widget
 * @y: a place in the widget
 *
 * Shows on the canvas what is there.
 */
void
rel_minimap_go (RelMinimap *self, double x, double y)
{
  RelScene *scene;
  RelView view;
  RelPoint place;

  g_return_if_fail (REL_IS_MINIMAP (self));

  if (self->canvas == NULL || rel_canvas_get_scene (self->canvas) == NULL)
    return;
  scene = rel_canvas_get_scene (self->canvas);
  rel_view_find (&self->view, scene, x, y, &place);
  view = rel_view_centre (rel_canvas_get_view (self->canvas), scene, &(RelBox){ place.x, place.y, 0, 0 },
                          gtk_widget_get_width (GTK_WIDGET (self->canvas)),
                          gtk_widget_get_height (GTK_WIDGET (self->canvas)));
  rel_canvas_set_view (self->canvas, &view, FALSE);
}
