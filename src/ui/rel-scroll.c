/* rel-scroll.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-scroll.h"

#define DISTANCE_PX 8.0

/**
 * rel_scroll_to:
 * @widget: a widget that draws its content itself
 * @bounds: a part of it
 * @centred: whether the part is to come to the middle; otherwise it moves no more than it
 *   has to, so that it is seen
 *
 * Scrolls to a part of a widget, if the widget is in something that scrolls. GTK does that
 * by itself for widgets that get the focus, but not for parts of one.
 */
void
rel_scroll_to (GtkWidget *widget, const graphene_rect_t *bounds, gboolean centred)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  GtkWidget *child = viewport != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  graphene_point_t start;

  if (child == NULL || !gtk_widget_compute_point (widget, child, &bounds->origin, &start))
    return;

  for (guint i = 0; i < 2; i++)
    {
      gboolean level = i == 0;
      GtkScrollable *scrollable = GTK_SCROLLABLE (viewport);
      GtkAdjustment *adjustment = level ? gtk_scrollable_get_hadjustment (scrollable)
                                        : gtk_scrollable_get_vadjustment (scrollable);
      double lower = level ? start.x : start.y;
      double size = level ? bounds->size.width : bounds->size.height;

      if (centred)
        gtk_adjustment_set_value (adjustment, lower + size / 2 - gtk_adjustment_get_page_size (adjustment) / 2);
      else
        gtk_adjustment_clamp_page (adjustment, lower - DISTANCE_PX, lower + size + DISTANCE_PX);
    }
}
