/* rel-title-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-title-layout.h"

/**
 * RelTitleLayout:
 *
 * Lays out texts that stand under each other, as the title and the subtitle of a row do: as a
 * box does, but how wide they want to be does not depend on how high they are.
 *
 * A box that has to find out how high it is at a width asks what is in it how wide it is at one
 * height after another, and a label finds that out by breaking its lines at one width after
 * another. For the two labels of a row that comes to forty layouts of their text, which is most
 * of what a page of rows takes to be shown. Four do: a row gives its title the width that is left.
 */
struct _RelTitleLayout
{
  GtkLayoutManager parent_instance;

  GtkLayoutManager *column; /* (owned): what the box had */
};

G_DEFINE_FINAL_TYPE (RelTitleLayout, rel_title_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
rel_title_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rel_title_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_layout_manager_measure (REL_TITLE_LAYOUT (manager)->column, widget, orientation,
                              orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum, natural,
                              minimum_baseline, natural_baseline);
}

static void
rel_title_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gtk_layout_manager_allocate (REL_TITLE_LAYOUT (manager)->column, widget, width, height, baseline);
}

static void
rel_title_layout_finalize (GObject *object)
{
  g_object_unref (REL_TITLE_LAYOUT (object)->column);

  G_OBJECT_CLASS (rel_title_layout_parent_class)->finalize (object);
}

static void
rel_title_layout_class_init (RelTitleLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rel_title_layout_finalize;
  layout_class->get_request_mode = rel_title_layout_get_request_mode;
  layout_class->measure = rel_title_layout_measure;
  layout_class->allocate = rel_title_layout_allocate;
}

static void
rel_title_layout_init (RelTitleLayout *self)
{
}

static gboolean
is_column (GtkWidget *widget)
{
  return GTK_IS_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)) &&
         gtk_orientable_get_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget))) ==
           GTK_ORIENTATION_VERTICAL;
}

static gboolean
has_label (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LABEL (child))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_title_layout_use:
 * @widget: what rows and groups are in, or one of them
 *
 * Lays out each column of texts in a widget so.
 */
void
rel_title_layout_use (GtkWidget *widget)
{
  if (is_column (widget) && has_label (widget))
    {
      RelTitleLayout *layout = g_object_new (REL_TYPE_TITLE_LAYOUT, NULL);

      layout->column = g_object_ref (gtk_widget_get_layout_manager (widget));
      gtk_widget_set_layout_manager (widget, GTK_LAYOUT_MANAGER (layout));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rel_title_layout_use (child);
}
