/* rel-neighbourhood.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-neighbourhood.h"

/**
 * RelNeighbourhood:
 *
 * The picture of a collection and its neighbours, or of one link, on a page: as high as it
 * needs to be, up to a limit, and then scrolled. What is activated in it is gone to.
 */
struct _RelNeighbourhood
{
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled;
  RelPicture *picture;
};

G_DEFINE_FINAL_TYPE (RelNeighbourhood, rel_neighbourhood, ADW_TYPE_BIN)

/* The picture may be wider than the rows of the pages that it is on, but then clearly so. */
#define ROWS_WIDTH_PX 760
#define CLEARLY_WIDER 1.15

enum
{
  PROP_MAX_HEIGHT_PX = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
collection_activated_cb (RelNeighbourhood *self, const char *collection)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "project.show-collection", "s", collection);
}

static void
relation_activated_cb (RelNeighbourhood *self, const char *collection, const char *field, guint nth)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "project.show-relation", "(ssu)", collection, field, nth);
}

static void
rel_neighbourhood_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  RelNeighbourhood *self = REL_NEIGHBOURHOOD (object);

  switch (property_id)
    {
    case PROP_MAX_HEIGHT_PX:
      g_value_set_int (value, gtk_scrolled_window_get_max_content_height (self->scrolled));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_neighbourhood_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  RelNeighbourhood *self = REL_NEIGHBOURHOOD (object);

  switch (property_id)
    {
    case PROP_MAX_HEIGHT_PX:
      gtk_scrolled_window_set_max_content_height (self->scrolled, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static GtkSizeRequestMode
rel_neighbourhood_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A scrolled window does not ask how high its child is at a width; the picture gets lower
 * where it is drawn smaller. */
static void
rel_neighbourhood_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  RelNeighbourhood *self = REL_NEIGHBOURHOOD (widget);
  int max_height = gtk_scrolled_window_get_max_content_height (self->scrolled);
  int narrowest;
  int widest;
  int height;

  gtk_widget_measure (GTK_WIDGET (self->scrolled), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      if (*natural < ROWS_WIDTH_PX * CLEARLY_WIDER)
        *natural = MAX (*minimum, ROWS_WIDTH_PX);
      return;
    }
  /* Where it is not to fill the page, GTK asks for the height at more than it then gives. */
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &widest, NULL, NULL);
  if (gtk_widget_get_halign (widget) != GTK_ALIGN_FILL)
    for_size = MIN (for_size, widest);
  /* Where it is narrower than that, it is scrolled. */
  gtk_widget_measure (GTK_WIDGET (self->picture), GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, NULL, NULL, NULL);
  if (for_size >= 0)
    for_size = MAX (for_size, narrowest);
  gtk_widget_measure (GTK_WIDGET (self->picture), orientation, for_size, NULL, &height, NULL, NULL);
  *natural = MAX (*minimum, MIN (height, max_height));
}

static void
rel_neighbourhood_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (REL_NEIGHBOURHOOD (widget)->scrolled), &(GtkAllocation){ 0, 0, width, height },
                            baseline);
}

static void
rel_neighbourhood_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_neighbourhood_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_NEIGHBOURHOOD);
}

static void
rel_neighbourhood_class_init (RelNeighbourhoodClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rel_neighbourhood_get_property;
  object_class->set_property = rel_neighbourhood_set_property;
  object_class->dispose = rel_neighbourhood_dispose;
  widget_class->get_request_mode = rel_neighbourhood_get_request_mode;
  widget_class->measure = rel_neighbourhood_measure;
  widget_class->size_allocate = rel_neighbourhood_size_allocate;

  /**
   * RelNeighbourhood:max-height-px:
   *
   * How high it may become before it is scrolled.
   */
  properties[PROP_MAX_HEIGHT_PX] =
    g_param_spec_int ("max-height-px", NULL, NULL, -1, G_MAXINT, 320, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (REL_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-neighbourhood.ui");
  gtk_widget_class_bind_template_child (widget_class, RelNeighbourhood, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelNeighbourhood, picture);
  gtk_widget_class_bind_template_callback (widget_class, collection_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, relation_activated_cb);
}

static void
rel_neighbourhood_init (RelNeighbourhood *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

/**
 * rel_neighbourhood_new:
 *
 * Returns: (transfer floating): a picture of nothing yet
 */
GtkWidget *
rel_neighbourhood_new (void)
{
  return g_object_new (REL_TYPE_NEIGHBOURHOOD, NULL);
}

/**
 * rel_neighbourhood_show:
 * @self: a picture
 * @workspace: a workspace
 * @collection: a collection
 *
 * Shows a collection of the workspace's draft and its neighbours, with what differs from
 * what is published. It costs nothing if all is as it was.
 */
void
rel_neighbourhood_show (RelNeighbourhood *self, RelWorkspace *workspace, const char *collection)
{
  g_return_if_fail (REL_IS_NEIGHBOURHOOD (self));

  rel_picture_show (self->picture, rel_workspace_get_draft (workspace), rel_workspace_get_base (workspace), collection,
                    NULL);
}

/**
 * rel_neighbourhood_show_link:
 * @self: a picture
 * @schema: a schema
 * @base: what it is compared with, to mark what differs
 * @link: a link of @schema
 *
 * As [method@Neighbourhood.show], but of one link alone.
 */
void
rel_neighbourhood_show_link (RelNeighbourhood *self, RelSchema *schema, RelSchema *base, RelLink *link)
{
  g_return_if_fail (REL_IS_NEIGHBOURHOOD (self));

  rel_picture_show (self->picture, schema, base, rel_link_get_collection (link), link);
}
