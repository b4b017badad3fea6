/* rel-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-picture.h"

#include <adwaita.h>
#include <math.h>

#include "rel-arrow-key.h"
#include "rel-neighbours.h"
#include "rel-paint.h"
#include "rel-picture-words.h"
#include "rel-scroll.h"
#include "rel-view.h"
#include "rel-walk.h"

/**
 * RelPicture:
 *
 * A picture of a collection and its neighbours, or of one of its links alone, to look at and
 * to go by: cards and lines.
 *
 * A click on a card goes to the collection, one on a field or a line to the relation. With
 * the keyboard, arrow keys walk through cards and fields, Enter goes there, Home goes back
 * to the collection of the picture; what one stands on is told to a screen reader in words.
 *
 * It is as big as its content. Where there is less room it becomes smaller, as far as that
 * can be read; then it is to be put into a scrolled window.
 */
struct _RelPicture
{
  GtkWidget parent_instance;

  RelSchema *schema; /* (owned) (nullable) */
  RelSchema *base;   /* (owned) (nullable) */
  char *collection;  /* (owned) (nullable) */
  RelLink *link;     /* (owned) (nullable): the only one that is shown; %NULL for all */

  RelScene *scene;        /* (owned) (nullable): of the four above, made when needed */
  PangoContext *context;  /* (owned) (nullable): what @scene was measured with */
  RelView view;           /* how @scene lies in the widget */
  RelHit hover;           /* under the pointer */
  RelHit focus;           /* where the arrow keys are */
  gboolean to_be_centred; /* once it has its size */
};

G_DEFINE_FINAL_TYPE (RelPicture, rel_picture, GTK_TYPE_WIDGET)

#define LEAST_SCALE  0.7
#define TOLERANCE_PX 6.0

static const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
static const RelHit first = { REL_HIT_CARD, 0, -1, 0 };

enum
{
  SIGNAL_COLLECTION_ACTIVATED,
  SIGNAL_RELATION_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- The scene --- */

static void
set_schema (RelSchema **place, RelSchema *schema)
{
  if (schema != NULL)
    rel_schema_ref (schema);
  g_clear_pointer (place, rel_schema_unref);
  *place = schema;
}

/* Whether two links are of the same field, though perhaps of different drafts. */
static gboolean
is_same_field (RelLink *a, RelLink *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_str_equal (rel_link_get_field (a), rel_link_get_field (b));
}

/* A field that is in the schema twice has a link for each of its relations. */
static gboolean
is_same_relation (RelLink *a, RelLink *b)
{
  return a == b || (a != NULL && b != NULL && rel_link_get_relation (a) == rel_link_get_relation (b));
}

static void
forget_scene (RelPicture *self)
{
  g_clear_pointer (&self->scene, rel_scene_unref);
  g_clear_object (&self->context);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static RelScene *
ensure_scene (RelPicture *self)
{
  if (self->scene != NULL || self->schema == NULL)
    return self->scene;

  self->context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  if (self->link != NULL)
    self->scene = rel_neighbours_scene_of_link (self->schema, self->base, self->link, rel_paint_measure, self->context);
  else
    self->scene = rel_neighbours_scene (self->schema, self->base, self->collection, rel_paint_measure, self->context);
  return self->scene;
}

static gboolean
is_mirrored (RelPicture *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* Tells assistive technologies where one is: this is the name of the widget while it has
 * the focus, and that is read when it changes. */
static void
update_accessible (RelPicture *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);
  g_autofree char *label = NULL;
  g_autofree char *description = NULL;

  if (ensure_scene (self) == NULL)
    return;

  if (self->focus.kind == REL_HIT_NOTHING)
    label = rel_picture_words_dup_subject (self->collection, self->link);
  else
    {
      label = rel_picture_words_dup_name (self->scene, &self->focus, NULL);
      description = rel_picture_words_dup_sentence (self->scene, self->schema, self->base, &self->focus);
    }
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

/* --- Pointer --- */

static void
set_hover (RelPicture *self, const RelHit *hit)
{
  if (rel_hit_equal (&self->hover, hit))
    return;

  self->hover = *hit;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), hit->kind != REL_HIT_NOTHING ? "pointer" : NULL);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
moved_cb (GtkEventControllerMotion *motion, double x, double y, gpointer user_data)
{
  RelPicture *self = REL_PICTURE (user_data);
  RelHit hit = rel_picture_pick (self, x, y);

  set_hover (self, &hit);
}

static void
left_cb (GtkEventControllerMotion *motion, gpointer user_data)
{
  set_hover (REL_PICTURE (user_data), &nothing);
}

static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, gpointer user_data)
{
  RelPicture *self = REL_PICTURE (user_data);
  RelHit hit = rel_picture_pick (self, x, y);

  rel_picture_activate (self, &hit);
}

static gboolean
rel_picture_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  RelPicture *self = REL_PICTURE (widget);
  RelHit hit = keyboard ? self->focus : rel_picture_pick (self, x, y);
  graphene_rect_t bounds;

  if (hit.kind == REL_HIT_NOTHING)
    return FALSE;

  gtk_tooltip_set_custom (tooltip, rel_picture_words_new_tip (self->scene, self->schema, self->base, &hit, NULL));
  if (hit.kind != REL_HIT_EDGE && rel_picture_compute_bounds (self, &hit, &bounds))
    {
      GdkRectangle area = { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                            (int) bounds.size.height };

      gtk_tooltip_set_tip_area (tooltip, &area);
    }
  return TRUE;
}

/* --- Keyboard --- */

static void
scroll_to (RelPicture *self, const RelHit *hit, gboolean centred)
{
  graphene_rect_t bounds;

  if (rel_picture_compute_bounds (self, hit, &bounds))
    rel_scroll_to (GTK_WIDGET (self), &bounds, centred);
}

static void
set_focus (RelPicture *self, const RelHit *hit)
{
  if (rel_hit_equal (&self->focus, hit))
    return;

  self->focus = *hit;
  if (hit->kind != REL_HIT_NOTHING)
    scroll_to (self, hit, FALSE);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *key, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  RelPicture *self = REL_PICTURE (user_data);
  RelHit hit = first;
  RelWay way;

  if (ensure_scene (self) == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space)
    {
      rel_picture_activate (self, &self->focus);
      return TRUE;
    }
  if (rel_arrow_key_find_way (keyval, is_mirrored (self), &way))
    hit = rel_scene_walk (self->scene, &self->focus, way);
  else if (keyval != GDK_KEY_Home && keyval != GDK_KEY_KP_Home)
    return FALSE;
  set_focus (self, &hit);
  return TRUE;
}

static void
focus_entered_cb (GtkEventControllerFocus *focus, gpointer user_data)
{
  RelPicture *self = REL_PICTURE (user_data);
  if (ensure_scene (self) != NULL && self->focus.kind == REL_HIT_NOTHING)
    set_focus (self, &first);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Size and drawing --- */

static GtkSizeRequestMode
rel_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rel_picture_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  RelScene *scene = ensure_scene (REL_PICTURE (widget));
  double size;

  if (scene == NULL)
    return;
  size = orientation == GTK_ORIENTATION_HORIZONTAL ? rel_scene_get_width (scene) : rel_scene_get_height (scene);
  *minimum = (int) ceil (size * LEAST_SCALE);
  *natural = (int) ceil (size);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    *minimum = *natural = (int) ceil (size * rel_view_fit (scene, for_size, LEAST_SCALE, FALSE).scale);
}

/* Adjustments of the scrolled window have their sizes only after this frame's layout. */
static gboolean
centre_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  scroll_to (REL_PICTURE (widget), &first, TRUE);
  return G_SOURCE_REMOVE;
}

static void
rel_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RelPicture *self = REL_PICTURE (widget);
  RelScene *scene = ensure_scene (self);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (scene == NULL)
    return;
  self->view = rel_view_fit (scene, width, LEAST_SCALE, is_mirrored (self));

  /* Only in a scrolled window of its own: a page with other things stays where it is. */
  if (self->to_be_centred && GTK_IS_VIEWPORT (parent))
    gtk_widget_add_tick_callback (widget, centre_cb, NULL, NULL);
  self->to_be_centred = FALSE;
}

static void
rel_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RelPicture *self = REL_PICTURE (widget);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean ring = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0 &&
                  gtk_widget_has_focus (widget);
  RelPaintStyle style;
  cairo_t *cr;

  if (ensure_scene (self) == NULL)
    return;

  style = (RelPaintStyle){
    .palette = rel_palette_get (adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager)),
    .scale = self->view.scale,
    .mirrored = self->view.mirrored,
    .ground = FALSE,
    .highlight = ring && self->hover.kind == REL_HIT_NOTHING ? self->focus : self->hover,
    .focus = ring ? self->focus : nothing,
  };
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                 (float) gtk_widget_get_height (widget)));
  cairo_translate (cr, self->view.x, self->view.y);
  rel_paint_scene (self->scene, cr, self->context, &style);
  cairo_destroy (cr);
}

/* Texts may have become wider: another font, or the person's scale of texts. */
static void
rel_picture_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  RelPicture *self = REL_PICTURE (widget);
  PangoContext *context;

  GTK_WIDGET_CLASS (rel_picture_parent_class)->css_changed (widget, change);
  if (self->scene == NULL)
    return;

  context = gtk_widget_create_pango_context (widget);
  if (!pango_font_description_equal (pango_context_get_font_description (context),
                                     pango_context_get_font_description (self->context)) ||
      pango_cairo_context_get_resolution (context) != pango_cairo_context_get_resolution (self->context))
    forget_scene (self);
  g_object_unref (context);
}

static void
rel_picture_finalize (GObject *object)
{
  RelPicture *self = REL_PICTURE (object);

  g_clear_pointer (&self->schema, rel_schema_unref);
  g_clear_pointer (&self->base, rel_schema_unref);
  g_clear_pointer (&self->link, rel_link_unref);
  g_clear_pointer (&self->scene, rel_scene_unref);
  g_clear_object (&self->context);
  g_free (self->collection);

  G_OBJECT_CLASS (rel_picture_parent_class)->finalize (object);
}

static void
rel_picture_class_init (RelPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = rel_picture_finalize;
  widget_class->get_request_mode = rel_picture_get_request_mode;
  widget_class->measure = rel_picture_measure;
  widget_class->size_allocate = rel_picture_size_allocate;
  widget_class->snapshot = rel_picture_snapshot;
  widget_class->query_tooltip = rel_picture_query_tooltip;
  widget_class->css_changed = rel_picture_css_changed;

  /**
   * RelPicture::collection-activated:
   * @self: a picture
   * @collection: the name of a collection, which need not exist
   *
   * The person wants to go to a collection.
   */
  signals[SIGNAL_COLLECTION_ACTIVATED] = g_signal_new ("collection-activated", G_TYPE_FROM_CLASS (klass),
                                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                                       G_TYPE_STRING);

  /**
   * RelPicture::relation-activated:
   * @self: a picture
   * @collection: the name of a collection
   * @field: a relational field of it, which need not exist
   * @nth: which one of the links of that field
   *
   * The person wants to go to a relation.
   */
  signals[SIGNAL_RELATION_ACTIVATED] = g_signal_new ("relation-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                     0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING,
                                                     G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "picture-of-relations");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rel_picture_init (RelPicture *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->hover = nothing;
  self->focus = nothing;
  self->view.scale = 1;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);

  g_signal_connect (motion, "enter", G_CALLBACK (moved_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);

  /* The ring and the mirrored picture are drawn here, not by CSS. */
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect (self, "direction-changed", G_CALLBACK (gtk_widget_queue_allocate), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rel_picture_new:
 *
 * Returns: (transfer floating): a picture of nothing
 */
GtkWidget *
rel_picture_new (void)
{
  return g_object_new (REL_TYPE_PICTURE, NULL);
}

/**
 * rel_picture_show:
 * @self: a picture
 * @schema: (nullable): a schema; %NULL for an empty picture
 * @base: (nullable): what the server has, to mark what is not published
 * @collection: (nullable): the name of a collection; not %NULL if there is a schema
 * @link: (nullable): a link of that collection, to show it alone
 *
 * Says what the picture is of. It costs nothing if that is the same as before. While the
 * collection and the link's field stay the same, so does the place that the arrow keys are
 * at, if it is there.
 */
void
rel_picture_show (RelPicture *self, RelSchema *schema, RelSchema *base, const char *collection, RelLink *link)
{
  g_autoptr (RelScene) before = NULL;
  gboolean same_subject;

  g_return_if_fail (REL_IS_PICTURE (self));
  g_return_if_fail (schema == NULL || collection != NULL);

  same_subject = g_strcmp0 (collection, self->collection) == 0 && is_same_field (link, self->link);
  if (schema == self->schema && base == self->base && same_subject && is_same_relation (link, self->link))
    return;

  before = g_steal_pointer (&self->scene);
  forget_scene (self);
  set_schema (&self->schema, schema);
  set_schema (&self->base, base);
  g_clear_pointer (&self->link, rel_link_unref);
  self->link = link != NULL ? rel_link_ref (link) : NULL;
  if (!same_subject)
    {
      g_autofree char *old = self->collection;

      self->collection = g_strdup (collection);
      self->to_be_centred = TRUE;
    }

  self->hover = nothing;
  if (before != NULL && same_subject && ensure_scene (self) != NULL)
    self->focus = rel_scene_find_again (self->scene, before, &self->focus);
  else
    self->focus = nothing;
  if (self->focus.kind == REL_HIT_NOTHING && gtk_widget_has_focus (GTK_WIDGET (self)))
    self->focus = first;
  update_accessible (self);
}

/**
 * rel_picture_get_scene:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what is shown; %NULL if that is nothing
 */
RelScene *
rel_picture_get_scene (RelPicture *self)
{
  g_return_val_if_fail (REL_IS_PICTURE (self), NULL);

  return ensure_scene (self);
}

/**
 * rel_picture_pick:
 * @self: a picture
 * @x: a place in the widget
 * @y: a place in the widget
 *
 * Returns: the part of the scene that is there
 */
RelHit
rel_picture_pick (RelPicture *self, double x, double y)
{
  g_return_val_if_fail (REL_IS_PICTURE (self), nothing);

  if (ensure_scene (self) == NULL)
    return nothing;
  return rel_view_pick (&self->view, self->scene, x, y, TOLERANCE_PX);
}

/**
 * rel_picture_compute_bounds:
 * @self: a picture
 * @hit: a part of its scene
 * @bounds: (out): where it is in the widget
 *
 * Returns: whether the part is there
 */
gboolean
rel_picture_compute_bounds (RelPicture *self, const RelHit *hit, graphene_rect_t *bounds)
{
  RelBox box;

  g_return_val_if_fail (REL_IS_PICTURE (self), FALSE);

  if (ensure_scene (self) == NULL || hit->kind == REL_HIT_NOTHING)
    return FALSE;
  box = rel_view_place (&self->view, self->scene, hit);
  graphene_rect_init (bounds, (float) box.x, (float) box.y, (float) box.width, (float) box.height);
  return TRUE;
}

/**
 * rel_picture_activate:
 * @self: a picture
 * @hit: a part of its scene
 *
 * Does what a click on that part does.
 */
void
rel_picture_activate (RelPicture *self, const RelHit *hit)
{
  const char *collection;
  const char *field;
  guint nth;

  g_return_if_fail (REL_IS_PICTURE (self));

  if (ensure_scene (self) == NULL || !rel_scene_find_link (self->scene, hit, &collection, &field, &nth))
    return;
  if (field != NULL)
    g_signal_emit (self, signals[SIGNAL_RELATION_ACTIVATED], 0, collection, field, nth);
  else
    g_signal_emit (self, signals[SIGNAL_COLLECTION_ACTIVATED], 0, collection);
}
