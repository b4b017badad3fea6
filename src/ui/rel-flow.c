/* rel-flow.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-flow.h"

/**
 * RelFlow:
 *
 * What something is called, and behind it what it is: two children. The second one is never cut
 * for the first one, which wraps: where there is no room for all of it beside the least of the
 * first, it goes to the next line.
 */
struct _RelFlow
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RelFlow, rel_flow, GTK_TYPE_WIDGET)

#define SPACING_PX      12
#define LINE_SPACING_PX 4

typedef struct
{
  int least;
  int wanted;
} Extent;

static Extent
measure (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  Extent extent = { 0 };

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, &extent.least, &extent.wanted, NULL, NULL);
  return extent;
}

static GtkWidget *
get_second (GtkWidget *widget)
{
  GtkWidget *second = gtk_widget_get_last_child (widget);

  if (second == gtk_widget_get_first_child (widget))
    return NULL;
  return gtk_widget_should_layout (second) ? second : NULL;
}

/* How wide the second one is on the line of the first one, or by itself on the next. */
static int
get_second_width (GtkWidget *widget, int width, gboolean *is_beside)
{
  Extent first = measure (gtk_widget_get_first_child (widget), GTK_ORIENTATION_HORIZONTAL, -1);
  Extent second = measure (get_second (widget), GTK_ORIENTATION_HORIZONTAL, -1);

  *is_beside = first.least + SPACING_PX + second.wanted <= width;
  return MIN (second.wanted, width);
}

static Extent
measure_height (GtkWidget *widget, int width)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = get_second (widget);
  Extent extent;
  Extent behind;
  gboolean is_beside;
  int second_width;

  if (second == NULL)
    return measure (first, GTK_ORIENTATION_VERTICAL, width);
  second_width = get_second_width (widget, width, &is_beside);
  extent = measure (first, GTK_ORIENTATION_VERTICAL, is_beside ? width - second_width - SPACING_PX : width);
  behind = measure (second, GTK_ORIENTATION_VERTICAL, second_width);
  if (is_beside)
    return (Extent){ MAX (extent.least, behind.least), MAX (extent.wanted, behind.wanted) };
  return (Extent){ extent.least + LINE_SPACING_PX + behind.least, extent.wanted + LINE_SPACING_PX + behind.wanted };
}

static Extent
measure_width (GtkWidget *widget)
{
  Extent first = measure (gtk_widget_get_first_child (widget), GTK_ORIENTATION_HORIZONTAL, -1);
  Extent second;

  if (get_second (widget) == NULL)
    return first;
  second = measure (get_second (widget), GTK_ORIENTATION_HORIZONTAL, -1);
  return (Extent){ MAX (first.least, second.least), first.wanted + SPACING_PX + second.wanted };
}

static GtkSizeRequestMode
rel_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rel_flow_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  Extent extent = measure_width (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    extent = measure_height (widget, for_size >= 0 ? for_size : extent.wanted);
  *minimum = extent.least;
  *natural = extent.wanted;
}

static void
rel_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = get_second (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean is_beside;
  int second_width;
  int first_extent;

  if (first == NULL)
    return;
  if (second == NULL)
    {
      gtk_widget_size_allocate (first, &(GtkAllocation){ 0, 0, width, height }, -1);
      return;
    }
  second_width = get_second_width (widget, width, &is_beside);
  if (is_beside)
    {
      first_extent = width - second_width - SPACING_PX;
      gtk_widget_size_allocate (first, &(GtkAllocation){ rtl ? width - first_extent : 0, 0, first_extent, height }, -1);
      gtk_widget_size_allocate (second, &(GtkAllocation){ rtl ? 0 : width - second_width, 0, second_width, height },
                                -1);
      return;
    }
  first_extent = height - LINE_SPACING_PX - measure (second, GTK_ORIENTATION_VERTICAL, second_width).least;
  gtk_widget_size_allocate (first, &(GtkAllocation){ 0, 0, width, first_extent }, -1);
  gtk_widget_size_allocate (second,
                            &(GtkAllocation){ rtl ? 0 : width - second_width, first_extent + LINE_SPACING_PX,
                                              second_width, height - first_extent - LINE_SPACING_PX },
                            -1);
}

static void
rel_flow_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rel_flow_parent_class)->dispose (object);
}

static void
rel_flow_class_init (RelFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_flow_dispose;
  widget_class->get_request_mode = rel_flow_get_request_mode;
  widget_class->measure = rel_flow_measure;
  widget_class->size_allocate = rel_flow_size_allocate;
}

static void
rel_flow_init (RelFlow *self)
{
}

/**
 * rel_flow_new:
 *
 * Returns: (transfer floating): a flow without children
 */
GtkWidget *
rel_flow_new (void)
{
  return g_object_new (REL_TYPE_FLOW, NULL);
}
