/* rel-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-columns.h"

/**
 * RelColumns:
 *
 * Children side by side in columns of one width where there is room, else one below the
 * other. Where there is room for two of three, the one in the middle is above the others.
 */
struct _RelColumns
{
  GtkWidget parent_instance;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RelColumns, rel_columns, GTK_TYPE_WIDGET)

#define COLUMN_MIN_WIDTH_PX        380
#define NARROW_COLUMN_MIN_WIDTH_PX 130
#define SPACING_PX                 24
#define NARROW_SPACING_PX          12

static int
get_spacing (GtkWidget *widget)
{
  return REL_COLUMNS (widget)->narrow ? NARROW_SPACING_PX : SPACING_PX;
}

static GPtrArray *
list_children (GtkWidget *widget)
{
  GPtrArray *children = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_should_layout (child))
        g_ptr_array_add (children, child);
    }
  return children;
}

static void
get_width (GtkWidget *widget, int *minimum, int *natural)
{
  g_autoptr (GPtrArray) children = list_children (widget);

  for (guint i = 0; i < children->len; i++)
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (g_ptr_array_index (children, i), GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (i > 0 ? get_spacing (widget) : 0);
    }
}

/* What a button says may be longer than what a column is for. */
static gboolean
has_room (GtkWidget *widget, guint n_columns, int width)
{
  int column_width = REL_COLUMNS (widget)->narrow ? NARROW_COLUMN_MIN_WIDTH_PX : COLUMN_MIN_WIDTH_PX;
  int minimum = 0;
  int natural = 0;

  get_width (widget, &minimum, &natural);
  column_width = MAX (column_width, minimum);
  return width >= (int) n_columns * column_width + (int) (n_columns - 1) * get_spacing (widget);
}

/* How many columns there are; the last ones of the children are in them, after those that have
 * the whole width. */
static guint
count_columns (GtkWidget *widget, GPtrArray *children, int width)
{
  if (children->len > 1 && has_room (widget, children->len, width))
    return children->len;
  if (children->len == 3 && !REL_COLUMNS (widget)->narrow && has_room (widget, 2, width))
    {
      /* The one in the middle comes before the others then. */
      gpointer middle = g_ptr_array_steal_index (children, 1);

      g_ptr_array_insert (children, 0, middle);
      return 2;
    }
  return 1;
}

static int
get_column_width (GtkWidget *widget, guint n_columns, int width)
{
  return (width - (int) (n_columns - 1) * get_spacing (widget)) / (int) n_columns;
}

static int
measure_height (GtkWidget *child, int width, gboolean natural)
{
  int minimum;
  int natural_height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural_height, NULL, NULL);
  return natural ? natural_height : minimum;
}

/* How high the children are at that width together. */
static int
get_height (GtkWidget *widget, int width, gboolean natural)
{
  g_autoptr (GPtrArray) children = list_children (widget);
  guint n_columns = count_columns (widget, children, width);
  guint n_whole = n_columns > 1 ? children->len - n_columns : children->len;
  int height = 0;
  int highest = 0;

  for (guint i = 0; i < children->len; i++)
    {
      int child_width = i < n_whole ? width : get_column_width (widget, n_columns, width);
      int child_height = measure_height (g_ptr_array_index (children, i), child_width, natural);

      if (i < n_whole)
        height += child_height + get_spacing (widget);
      else
        highest = MAX (highest, child_height);
    }
  return n_whole < children->len ? height + highest : MAX (height - get_spacing (widget), 0);
}

static GtkSizeRequestMode
rel_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rel_columns_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      get_width (widget, minimum, natural);
      return;
    }
  *minimum = get_height (widget, for_size, FALSE);
  *natural = get_height (widget, for_size, TRUE);
}

static void
rel_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  g_autoptr (GPtrArray) children = list_children (widget);
  guint n_columns = count_columns (widget, children, width);
  guint n_whole = n_columns > 1 ? children->len - n_columns : children->len;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column_width = get_column_width (widget, n_columns, width);
  int x = 0;
  int y = 0;

  for (guint i = 0; i < children->len; i++)
    {
      GtkWidget *child = g_ptr_array_index (children, i);
      GtkAllocation area = { 0, y, width, 0 };

      if (i < n_whole)
        {
          area.height = measure_height (child, width, TRUE);
          y += area.height + get_spacing (widget);
        }
      else
        {
          area.x = rtl ? width - x - column_width : x;
          area.width = column_width;
          area.height = height - y;
          x += column_width + get_spacing (widget);
        }
      gtk_widget_size_allocate (child, &area, -1);
    }
}

static void
rel_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rel_columns_parent_class)->dispose (object);
}

static void
rel_columns_class_init (RelColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_columns_dispose;
  widget_class->get_request_mode = rel_columns_get_request_mode;
  widget_class->measure = rel_columns_measure;
  widget_class->size_allocate = rel_columns_size_allocate;
}

static void
rel_columns_init (RelColumns *self)
{
}

/**
 * rel_columns_new:
 *
 * Returns: (transfer floating): columns without children
 */
GtkWidget *
rel_columns_new (void)
{
  return g_object_new (REL_TYPE_COLUMNS, NULL);
}

/**
 * rel_columns_set_narrow:
 * @self: columns
 * @narrow: whether they are of few words
 *
 * Lets the columns be narrower and nearer to each other, and all of them side by side, or none.
 */
void
rel_columns_set_narrow (RelColumns *self, gboolean narrow)
{
  g_return_if_fail (REL_IS_COLUMNS (self));

  self->narrow = narrow;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
