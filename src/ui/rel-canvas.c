/* rel-canvas.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-canvas.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "rel-canvas-private.h"
#include "rel-picture-words.h"

/**
 * RelCanvas:
 *
 * A picture of any size, to look at, to move about in and to choose from. It fills what room
 * it is given.
 *
 * The arrow keys walk through cards and fields, as they do in [class@Picture]; what one stands
 * on is chosen, and told to a screen reader in words. With Control they move what is chosen. + and
 * - zoom, 0 shows it at 100 %, 1 all of it, 2 what is chosen. Enter activates.
 */

G_DEFINE_FINAL_TYPE (RelCanvas, rel_canvas, GTK_TYPE_WIDGET)

#define TOLERANCE_PX 6.0

static const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };

enum
{
  SIGNAL_CHOSEN_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_VIEW_CHANGED,
  SIGNAL_CARDS_MOVED,
  SIGNAL_LINE_DRAWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/*< private >
 * rel_canvas_is_mirrored:
 * @self: a canvas
 *
 * Returns: whether people read from right to left
 */
gboolean
rel_canvas_is_mirrored (RelCanvas *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* --- In words --- */

/*< private >
 * rel_canvas_update_words:
 * @self: a canvas
 *
 * Tells assistive technologies where one is: this is the name of the widget while it has the
 * focus, and that is read when it changes.
 */
void
rel_canvas_update_words (RelCanvas *self)
{
  RelScene *scene = rel_canvas_get_scene (self);
  g_autofree char *label = NULL;
  g_autofree char *description = NULL;

  if (scene != NULL && self->focus.kind != REL_HIT_NOTHING)
    {
      label = rel_picture_words_dup_name (scene, &self->focus, self->marks);
      description = rel_picture_words_dup_sentence (scene, self->schema, self->base, &self->focus);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : _ ("Diagram"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

static gboolean
rel_canvas_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  RelCanvas *self = REL_CANVAS (widget);
  RelHit hit = keyboard ? self->focus : rel_canvas_pick (self, x, y);
  graphene_rect_t bounds;

  if (hit.kind == REL_HIT_NOTHING || self->drag != REL_CANVAS_DRAG_NONE)
    return FALSE;

  gtk_tooltip_set_custom (tooltip, rel_picture_words_new_tip (rel_canvas_get_scene (self), self->schema, self->base,
                                                              &hit, self->marks));
  if (hit.kind != REL_HIT_EDGE && rel_canvas_compute_bounds (self, &hit, &bounds))
    gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                        (int) bounds.size.width, (int) bounds.size.height });
  return TRUE;
}

static void
rel_canvas_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = 100;
  *natural = 400;
}

static void
rel_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RelCanvas *self = REL_CANVAS (widget);

  if (self->grid != NULL)
    rel_canvas_follow_size (self);
}

static void
rel_canvas_unmap (GtkWidget *widget)
{
  rel_canvas_put_down (REL_CANVAS (widget));
  GTK_WIDGET_CLASS (rel_canvas_parent_class)->unmap (widget);
}

static void
rel_canvas_dispose (GObject *object)
{
  RelCanvas *self = REL_CANVAS (object);

  g_clear_handle_id (&self->settle_source_id, g_source_remove);
  rel_canvas_forget_move (self);
  if (self->tiles != NULL)
    rel_tiles_set_look (self->tiles, NULL, FALSE);
  g_clear_object (&self->tiles);

  G_OBJECT_CLASS (rel_canvas_parent_class)->dispose (object);
}

static void
rel_canvas_finalize (GObject *object)
{
  RelCanvas *self = REL_CANVAS (object);

  g_clear_pointer (&self->look, rel_tile_look_unref);
  g_clear_pointer (&self->grid, rel_grid_unref);
  g_clear_pointer (&self->marks, rel_marks_unref);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_clear_pointer (&self->base, rel_schema_unref);
  g_array_unref (self->chosen);
  g_array_unref (self->hover_edges);
  g_array_unref (self->chosen_edges);

  G_OBJECT_CLASS (rel_canvas_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  /**
   * RelCanvas::chosen-changed:
   * @self: a canvas
   *
   * Something else is chosen.
   */
  signals[SIGNAL_CHOSEN_CHANGED] =
    g_signal_new ("chosen-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RelCanvas::activated:
   * @self: a canvas
   *
   * The person wants to go to what is chosen.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RelCanvas::view-changed:
   * @self: a canvas
   *
   * Another part of the picture is shown, or at another scale.
   */
  signals[SIGNAL_VIEW_CHANGED] =
    g_signal_new ("view-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RelCanvas::cards-moved:
   * @self: a canvas
   * @x: how far to the right in the scene, in model units
   * @y: how far down
   *
   * The person wants the chosen cards to stand elsewhere: those of
   * [method@Canvas.list_chosen_cards].
   *
   * Returns: whether a picture follows in which they do
   */
  signals[SIGNAL_CARDS_MOVED] = g_signal_new ("cards-moved", type, G_SIGNAL_RUN_LAST, 0,
                                              g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2,
                                              G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  /**
   * RelCanvas::line-drawn:
   * @self: a canvas
   * @collection: where the line begins
   * @field: (nullable): the field there
   * @to: the collection where it ends
   *
   * The person drew a line.
   */
  signals[SIGNAL_LINE_DRAWN] = g_signal_new ("line-drawn", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                             G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
rel_canvas_class_init (RelCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_canvas_dispose;
  object_class->finalize = rel_canvas_finalize;
  widget_class->measure = rel_canvas_measure;
  widget_class->size_allocate = rel_canvas_size_allocate;
  widget_class->snapshot = rel_canvas_draw;
  widget_class->query_tooltip = rel_canvas_query_tooltip;
  widget_class->unmap = rel_canvas_unmap;
  install_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_set_css_name (widget_class, "canvas-of-relations");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
direction_changed_cb (RelCanvas *self)
{
  self->view.mirrored = rel_canvas_is_mirrored (self);
  self->fits = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
rel_canvas_init (RelCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->hover = nothing;
  self->focus = nothing;
  self->drag_to = nothing;
  self->view.scale = 1;
  self->fits = TRUE;
  self->chosen = g_array_new (FALSE, FALSE, sizeof (RelHit));
  self->hover_edges = g_array_new (FALSE, FALSE, sizeof (guint));
  self->chosen_edges = g_array_new (FALSE, FALSE, sizeof (guint));
  self->tiles = rel_tiles_new ();
  g_signal_connect_object (self->tiles, "painted", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  rel_canvas_add_controllers (self);
  rel_canvas_update_words (self);

  /* Colours and rings are drawn here, not by CSS. */
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect (self, "direction-changed", G_CALLBACK (direction_changed_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rel_canvas_new:
 *
 * Returns: (transfer floating): a canvas with nothing on it
 */
GtkWidget *
rel_canvas_new (void)
{
  return g_object_new (REL_TYPE_CANVAS, NULL);
}

/**
 * rel_canvas_show:
 * @self: a canvas
 * @grid: (nullable): a scene, with what is where in it; %NULL for nothing
 * @schema: (nullable): that the scene is of
 * @base: (nullable): that it is compared with
 *
 * Shows a picture. What was chosen stays chosen if it is there, and what was in sight stays in
 * sight, unless all is to be seen.
 */
void
rel_canvas_show (RelCanvas *self, RelGrid *grid, RelSchema *schema, RelSchema *base)
{
  g_autoptr (RelGrid) before = NULL;
  RelView view = self->view;

  g_return_if_fail (REL_IS_CANVAS (self));

  before = g_steal_pointer (&self->grid);
  self->grid = grid != NULL ? rel_grid_ref (grid) : NULL;
  g_clear_pointer (&self->marks, rel_marks_unref);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_clear_pointer (&self->base, rel_schema_unref);
  self->schema = schema != NULL ? rel_schema_ref (schema) : NULL;
  self->base = base != NULL ? rel_schema_ref (base) : NULL;
  self->hover = nothing;
  g_array_set_size (self->hover_edges, 0);
  if (self->drag == REL_CANVAS_DRAG_LINE)
    self->drag = REL_CANVAS_DRAG_NONE;
  if (grid == NULL)
    {
      rel_canvas_forget_move (self);
      g_array_set_size (self->chosen, 0);
      g_array_set_size (self->chosen_edges, 0);
      self->focus = nothing;
      g_clear_pointer (&self->look, rel_tile_look_unref);
      rel_tiles_set_look (self->tiles, NULL, FALSE);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }

  if (before != NULL && !self->fits)
    rel_canvas_keep_place (self, rel_grid_get_scene (before));
  rel_canvas_find_chosen_again (self, before != NULL ? rel_grid_get_scene (before) : NULL);
  if (self->fits)
    rel_canvas_fit_all (self);
  /* Who drags the page goes on from where it is. */
  self->drag_view.x += self->view.x - view.x;
  self->drag_view.y += self->view.y - view.y;
  rel_canvas_follow_move (self);
  rel_canvas_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rel_canvas_set_marks:
 * @self: a canvas
 * @marks: (nullable): of the scene that is shown
 *
 * Says what else there is to say of the parts of the picture.
 */
void
rel_canvas_set_marks (RelCanvas *self, RelMarks *marks)
{
  g_return_if_fail (REL_IS_CANVAS (self));

  if (rel_marks_equal (marks, self->marks))
    return;
  g_clear_pointer (&self->marks, rel_marks_unref);
  self->marks = marks != NULL ? rel_marks_ref (marks) : NULL;
  rel_canvas_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rel_canvas_get_marks:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): what else is said of the parts of the picture
 */
RelMarks *
rel_canvas_get_marks (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), NULL);

  return self->marks;
}

/**
 * rel_canvas_get_grid:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): what is where in the scene that is shown
 */
RelGrid *
rel_canvas_get_grid (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), NULL);

  return self->grid;
}

/**
 * rel_canvas_get_scene:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): the scene that is shown
 */
RelScene *
rel_canvas_get_scene (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), NULL);

  return self->grid != NULL ? rel_grid_get_scene (self->grid) : NULL;
}

/**
 * rel_canvas_pick:
 * @self: a canvas
 * @x: a place in the widget
 * @y: a place in the widget
 *
 * Returns: the part of the scene that is there
 */
RelHit
rel_canvas_pick (RelCanvas *self, double x, double y)
{
  RelPoint place;

  g_return_val_if_fail (REL_IS_CANVAS (self), nothing);

  if (self->grid == NULL)
    return nothing;
  rel_view_find (&self->view, rel_canvas_get_scene (self), x, y, &place);
  return rel_grid_pick (self->grid, place.x, place.y, TOLERANCE_PX / self->view.scale);
}

/**
 * rel_canvas_compute_bounds:
 * @self: a canvas
 * @hit: a part of its scene
 * @bounds: (out): where it is in the widget
 *
 * Returns: whether the part is there
 */
gboolean
rel_canvas_compute_bounds (RelCanvas *self, const RelHit *hit, graphene_rect_t *bounds)
{
  RelBox box;

  g_return_val_if_fail (REL_IS_CANVAS (self), FALSE);

  if (self->grid == NULL || hit->kind == REL_HIT_NOTHING)
    return FALSE;
  box = rel_view_place (&self->view, rel_canvas_get_scene (self), hit);
  graphene_rect_init (bounds, (float) box.x, (float) box.y, (float) box.width, (float) box.height);
  return TRUE;
}

/**
 * rel_canvas_is_complete:
 * @self: a canvas
 *
 * Returns: whether the last frame showed all as sharp as it can be
 */
gboolean
rel_canvas_is_complete (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), FALSE);

  return rel_tiles_is_complete (self->tiles);
}

/*< private >
 * rel_canvas_say_chosen_changed:
 * @self: a canvas
 *
 * Says that something else is chosen.
 */
void
rel_canvas_say_chosen_changed (RelCanvas *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN_CHANGED], 0);
}

/*< private >
 * rel_canvas_say_activated:
 * @self: a canvas
 *
 * Says that the person wants to go to what is chosen.
 */
void
rel_canvas_say_activated (RelCanvas *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

/*< private >
 * rel_canvas_say_view_changed:
 * @self: a canvas
 *
 * Says that another part of the picture is shown.
 */
void
rel_canvas_say_view_changed (RelCanvas *self)
{
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
}

/*< private >
 * rel_canvas_can_move:
 * @self: a canvas
 *
 * Returns: whether anybody moves the cards that are dragged
 */
gboolean
rel_canvas_can_move (RelCanvas *self)
{
  return g_signal_has_handler_pending (self, signals[SIGNAL_CARDS_MOVED], 0, FALSE);
}

/*< private >
 * rel_canvas_can_link:
 * @self: a canvas
 *
 * Returns: whether anybody makes a relation of a line that is drawn
 */
gboolean
rel_canvas_can_link (RelCanvas *self)
{
  return g_signal_has_handler_pending (self, signals[SIGNAL_LINE_DRAWN], 0, FALSE);
}

/*< private >
 * rel_canvas_say_moved:
 * @self: a canvas
 * @x: how far to the right in the scene, in model units
 * @y: how far down
 *
 * Asks for the chosen cards to be moved.
 *
 * Returns: whether a picture follows in which they are
 */
gboolean
rel_canvas_say_moved (RelCanvas *self, double x, double y)
{
  gboolean follows = FALSE;

  g_signal_emit (self, signals[SIGNAL_CARDS_MOVED], 0, x, y, &follows);
  return follows;
}

/*< private >
 * rel_canvas_end_line:
 * @self: a canvas on which a line was drawn from a field or a card to a card
 *
 * Asks for a relation of it.
 */
void
rel_canvas_end_line (RelCanvas *self)
{
  RelScene *scene = rel_canvas_get_scene (self);
  const char *to = rel_scene_get_card (scene, self->drag_to.card)->collection;
  const char *collection;
  const char *field;
  guint nth;

  if (to != NULL && rel_scene_find_link (scene, &self->drag_from, &collection, &field, &nth))
    g_signal_emit (self, signals[SIGNAL_LINE_DRAWN], 0, collection, field, to);
}
