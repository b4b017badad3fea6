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
 * other.
 */
struct _RelColumns
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RelColumns, rel_columns, GTK_TYPE_WIDGET)

#define COLUMN_MIN_WIDTH_PX 400
#define SPACING_PX          24

static guint
count_children (GtkWidget *widget)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_should_layout (child))
        count++;
    }
  return count;
}

static gboolean
is_side_by_side (guint n_children, int width)
{
  return n_children > 1 && width >= (int) n_children * COLUMN_MIN_WIDTH_PX + (int) (n_children - 1) * SPACING_PX;
}

static int
get_column_width (guint n_children, int width)
{
  return (width - (int) (n_children - 1) * SPACING_PX) / (int) n_children;
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
  guint n_children = count_children (widget);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  gboolean beside = !horizontal && is_side_by_side (n_children, for_size);
  int child_size = beside ? get_column_width (n_children, for_size) : for_size;
  int spacing = n_children > 0 ? (int) (n_children - 1) * SPACING_PX : 0;
  int sum_natural = 0;

  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, horizontal ? -1 : child_size, &child_minimum, &child_natural, NULL, NULL);
      sum_natural += child_natural;
      *natural = MAX (*natural, child_natural);
      *minimum = beside || horizontal ? MAX (*minimum, child_minimum) : *minimum + child_minimum;
    }

  if (horizontal)
    *natural = sum_natural + spacing;
  else if (!beside)
    {
      *minimum += spacing;
      *natural = sum_natural + spacing;
    }
}

static void
rel_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  guint n_children = count_children (widget);
  gboolean beside = is_side_by_side (n_children, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int child_width = beside ? get_column_width (n_children, width) : width;
  int position = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      if (beside)
        {
          int x = rtl ? width - position - child_width : position;

          gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, child_width, height }, -1);
          position += child_width + SPACING_PX;
        }
      else
        {
          gtk_widget_size_allocate (child, &(GtkAllocation){ 0, position, child_width, child_height }, -1);
          position += child_height + SPACING_PX;
        }
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
