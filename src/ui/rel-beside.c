/* rel-beside.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-beside.h"

/**
 * RelBeside:
 *
 * Something large, and beside it, if it is wanted and there is room for both, what there is to
 * say of a part of it.
 */
struct _RelBeside
{
  GtkWidget parent_instance;

  GtkWidget *main; /* (owned) (nullable) */
  GtkWidget *side; /* (owned) (nullable) */
  gboolean shows_side;
};

G_DEFINE_FINAL_TYPE (RelBeside, rel_beside, GTK_TYPE_WIDGET)

#define LEAST_MAIN_PX   380
#define SIDE_PART       0.42
#define LARGEST_SIDE_PX 560

enum
{
  PROP_MAIN = 1,
  PROP_SIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static int
find_least_side_px (RelBeside *self)
{
  int least = 0;

  if (self->side != NULL)
    gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

static void
rel_beside_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  RelBeside *self = REL_BESIDE (widget);
  int side = 0;

  if (self->main != NULL)
    gtk_widget_measure (self->main, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation != GTK_ORIENTATION_VERTICAL || self->side == NULL || !self->shows_side)
    return;
  gtk_widget_measure (self->side, orientation, -1, &side, NULL, NULL, NULL);
  *minimum = MAX (*minimum, side);
  *natural = MAX (*natural, side);
}

static void
rel_beside_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RelBeside *self = REL_BESIDE (widget);
  int least = find_least_side_px (self);
  int side = self->shows_side && width >= least + LEAST_MAIN_PX
               ? MAX (least, MIN ((int) (width * SIDE_PART), LARGEST_SIDE_PX))
               : 0;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (self->main != NULL)
    gtk_widget_size_allocate (self->main, &(GtkAllocation){ mirrored ? side : 0, 0, width - side, height }, -1);
  if (self->side == NULL)
    return;
  gtk_widget_set_child_visible (self->side, side > 0);
  if (side > 0)
    gtk_widget_size_allocate (self->side, &(GtkAllocation){ mirrored ? 0 : width - side, 0, side, height }, -1);
}

static void
rel_beside_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  RelBeside *self = REL_BESIDE (object);

  switch (property_id)
    {
    case PROP_MAIN:
      g_value_set_object (value, self->main);
      break;
    case PROP_SIDE:
      g_value_set_object (value, self->side);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_beside_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  RelBeside *self = REL_BESIDE (object);

  switch (property_id)
    {
    case PROP_MAIN:
      rel_beside_set_main (self, g_value_get_object (value));
      break;
    case PROP_SIDE:
      rel_beside_set_side (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_beside_dispose (GObject *object)
{
  RelBeside *self = REL_BESIDE (object);

  g_clear_pointer (&self->main, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);

  G_OBJECT_CLASS (rel_beside_parent_class)->dispose (object);
}

static void
rel_beside_class_init (RelBesideClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rel_beside_get_property;
  object_class->set_property = rel_beside_set_property;
  object_class->dispose = rel_beside_dispose;
  widget_class->measure = rel_beside_measure;
  widget_class->size_allocate = rel_beside_size_allocate;

  /**
   * RelBeside:main:
   *
   * What is always seen.
   */
  properties[PROP_MAIN] =
    g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * RelBeside:side:
   *
   * What is seen beside it.
   */
  properties[PROP_SIDE] =
    g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rel_beside_init (RelBeside *self)
{
}

/**
 * rel_beside_new:
 *
 * Returns: (transfer floating): an empty one
 */
GtkWidget *
rel_beside_new (void)
{
  return g_object_new (REL_TYPE_BESIDE, NULL);
}

static void
set_child (RelBeside *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  *place = child;
}

/**
 * rel_beside_set_main:
 * @self: an empty one
 * @main_child: (nullable): what is always seen
 */
void
rel_beside_set_main (RelBeside *self, GtkWidget *main_child)
{
  g_return_if_fail (REL_IS_BESIDE (self));

  set_child (self, &self->main, main_child);
}

/**
 * rel_beside_set_side:
 * @self: an empty one
 * @side: (nullable): what is seen beside it
 */
void
rel_beside_set_side (RelBeside *self, GtkWidget *side)
{
  g_return_if_fail (REL_IS_BESIDE (self));

  set_child (self, &self->side, side);
}

/**
 * rel_beside_set_shows_side:
 * @self: both
 * @shows_side: whether there is something to be seen beside
 */
void
rel_beside_set_shows_side (RelBeside *self, gboolean shows_side)
{
  g_return_if_fail (REL_IS_BESIDE (self));

  if (self->shows_side == shows_side)
    return;
  self->shows_side = shows_side;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rel_beside_is_side_seen:
 * @self: both
 *
 * Returns: whether what is beside is wanted, and there is room for it
 */
gboolean
rel_beside_is_side_seen (RelBeside *self)
{
  g_return_val_if_fail (REL_IS_BESIDE (self), FALSE);

  return self->shows_side && self->side != NULL && gtk_widget_get_child_visible (self->side);
}
