/* rel-split.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-split.h"

/**
 * RelSplit:
 *
 * A sidebar beside a content; where there is no room for both, one at a time.
 *
 * It can be as narrow as the wider of its two children. Below 680 px it is folded: it
 * shows the content or the sidebar, as [property@Split:show-content] says. The action
 * `split.back`, also on Escape, goes from the content to the sidebar then.
 *
 * Libadwaita's own widgets for this are either deprecated or newer than what we build on.
 */
struct _RelSplit
{
  GtkWidget parent_instance;

  GtkWidget *sidebar;   /* (unowned) (nullable): a child */
  GtkWidget *separator; /* (unowned): a child */
  GtkWidget *content;   /* (unowned) (nullable): a child */
  gboolean folded;
  gboolean show_content;
};

G_DEFINE_FINAL_TYPE (RelSplit, rel_split, GTK_TYPE_WIDGET)

#define FOLD_WIDTH_PX        680
#define SIDEBAR_MIN_WIDTH_PX 250
#define SIDEBAR_MAX_WIDTH_PX 340
#define SIDEBAR_PART         0.28

enum
{
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SHOW_CONTENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_children (RelSplit *self)
{
  if (self->sidebar != NULL)
    gtk_widget_set_child_visible (self->sidebar, !self->folded || !self->show_content);
  if (self->content != NULL)
    gtk_widget_set_child_visible (self->content, !self->folded || self->show_content);
  gtk_widget_set_child_visible (self->separator, !self->folded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.back", self->folded && self->show_content);
}

static void
set_folded (RelSplit *self, gboolean folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  update_children (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

/* The keyboard goes with what is shown, else it would stay on something invisible. */
static void
move_focus (RelSplit *self)
{
  GtkWidget *shown = self->show_content ? self->content : self->sidebar;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->folded || shown == NULL || focus == NULL || gtk_widget_is_ancestor (focus, shown) ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
}

static void
back_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  rel_split_set_show_content (REL_SPLIT (widget), FALSE);
}

static int
get_sidebar_width (RelSplit *self, int width)
{
  int minimum = 0;
  int wanted = (int) (width * SIDEBAR_PART);

  if (self->sidebar == NULL)
    return 0;
  gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return MAX (minimum, CLAMP (wanted, SIDEBAR_MIN_WIDTH_PX, SIDEBAR_MAX_WIDTH_PX));
}

static int
get_separator_width (RelSplit *self)
{
  int minimum = 0;

  gtk_widget_measure (self->separator, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 0;
  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
rel_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rel_split_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  RelSplit *self = REL_SPLIT (widget);
  int sidebar_minimum;
  int sidebar_natural;
  int content_minimum;
  int content_natural;
  int sidebar_size = -1;
  int content_size = -1;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= FOLD_WIDTH_PX)
    {
      sidebar_size = get_sidebar_width (self, for_size);
      content_size = for_size - sidebar_size - get_separator_width (self);
    }
  else if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    sidebar_size = content_size = for_size;

  measure_child (self->sidebar, orientation, sidebar_size, &sidebar_minimum, &sidebar_natural);
  measure_child (self->content, orientation, content_size, &content_minimum, &content_natural);

  *minimum = MAX (sidebar_minimum, content_minimum);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = sidebar_natural + content_natural + get_separator_width (self);
  else
    *natural = MAX (sidebar_natural, content_natural);
}

static void
allocate_child (GtkWidget *child, int x, int width, int height)
{
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, width, height }, -1);
}

static void
rel_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RelSplit *self = REL_SPLIT (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int sidebar_width;
  int separator_width;
  int content_width;

  set_folded (self, width < FOLD_WIDTH_PX);
  if (self->folded)
    {
      allocate_child (self->show_content ? self->content : self->sidebar, 0, width, height);
      return;
    }

  sidebar_width = get_sidebar_width (self, width);
  separator_width = get_separator_width (self);
  content_width = width - sidebar_width - separator_width;
  allocate_child (self->sidebar, rtl ? content_width + separator_width : 0, sidebar_width, height);
  allocate_child (self->separator, rtl ? content_width : sidebar_width, separator_width, height);
  allocate_child (self->content, rtl ? 0 : sidebar_width + separator_width, content_width, height);
}

static void
rel_split_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  RelSplit *self = REL_SPLIT (object);

  switch (property_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SHOW_CONTENT:
      g_value_set_boolean (value, self->show_content);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_split_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  RelSplit *self = REL_SPLIT (object);

  switch (property_id)
    {
    case PROP_SIDEBAR:
      rel_split_set_sidebar (self, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      rel_split_set_content (self, g_value_get_object (value));
      break;
    case PROP_SHOW_CONTENT:
      rel_split_set_show_content (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_split_dispose (GObject *object)
{
  RelSplit *self = REL_SPLIT (object);

  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->separator, gtk_widget_unparent);

  G_OBJECT_CLASS (rel_split_parent_class)->dispose (object);
}

static void
rel_split_class_init (RelSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rel_split_get_property;
  object_class->set_property = rel_split_set_property;
  object_class->dispose = rel_split_dispose;
  widget_class->get_request_mode = rel_split_get_request_mode;
  widget_class->measure = rel_split_measure;
  widget_class->size_allocate = rel_split_size_allocate;

  /**
   * RelSplit:sidebar:
   *
   * The child at the start.
   */
  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * RelSplit:content:
   *
   * The child at the end, which gets the room.
   */
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * RelSplit:folded:
   *
   * Whether there is room for one child only.
   */
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * RelSplit:show-content:
   *
   * Whether the content is shown while there is room for one child only.
   */
  properties[PROP_SHOW_CONTENT] =
    g_param_spec_boolean ("show-content", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "split");
  gtk_widget_class_install_action (widget_class, "split.back", NULL, back_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "split.back", NULL);
}

static void
rel_split_init (RelSplit *self)
{
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (self->separator, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.back", FALSE);
}

/**
 * rel_split_new:
 *
 * Returns: (transfer floating): a split without children
 */
GtkWidget *
rel_split_new (void)
{
  return g_object_new (REL_TYPE_SPLIT, NULL);
}

static void
set_child (RelSplit *self, GtkWidget **child, GtkWidget *widget, GParamSpec *pspec)
{
  if (*child == widget)
    return;
  g_clear_pointer (child, gtk_widget_unparent);
  *child = widget;
  if (widget != NULL)
    gtk_widget_set_parent (widget, GTK_WIDGET (self));
  update_children (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/**
 * rel_split_set_sidebar:
 * @self: a split
 * @sidebar: (nullable): the child at the start
 *
 * Puts a child in the sidebar's place.
 */
void
rel_split_set_sidebar (RelSplit *self, GtkWidget *sidebar)
{
  g_return_if_fail (REL_IS_SPLIT (self));

  set_child (self, &self->sidebar, sidebar, properties[PROP_SIDEBAR]);
}

/**
 * rel_split_set_content:
 * @self: a split
 * @content: (nullable): the child at the end
 *
 * Puts a child in the content's place.
 */
void
rel_split_set_content (RelSplit *self, GtkWidget *content)
{
  g_return_if_fail (REL_IS_SPLIT (self));

  set_child (self, &self->content, content, properties[PROP_CONTENT]);
}

/**
 * rel_split_is_folded:
 * @self: a split
 *
 * Returns: whether there is room for one child only
 */
gboolean
rel_split_is_folded (RelSplit *self)
{
  g_return_val_if_fail (REL_IS_SPLIT (self), FALSE);

  return self->folded;
}

/**
 * rel_split_get_show_content:
 * @self: a split
 *
 * Returns: whether the content is shown while there is room for one child only
 */
gboolean
rel_split_get_show_content (RelSplit *self)
{
  g_return_val_if_fail (REL_IS_SPLIT (self), FALSE);

  return self->show_content;
}

/**
 * rel_split_set_show_content:
 * @self: a split
 * @show_content: whether to show the content
 *
 * Chooses what is shown while there is room for one child only. The keyboard focus goes
 * along.
 */
void
rel_split_set_show_content (RelSplit *self, gboolean show_content)
{
  g_return_if_fail (REL_IS_SPLIT (self));

  if (self->show_content == show_content)
    return;
  self->show_content = show_content;
  update_children (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  move_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTENT]);
}
