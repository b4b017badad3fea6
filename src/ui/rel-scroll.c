/* rel-scroll.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-scroll.h"

#define DISTANCE_PX 8.0

/* How far what is scrolled to is from where one begins to read. */
typedef struct
{
  double from_start_px;
  guint tick_id; /* 0 when that is so */
} Reading;

static GQuark
get_reading_quark (void)
{
  return g_quark_from_static_string ("rel-scroll-reading");
}

static double
get_last_value (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static gboolean
frame_begun_cb (GtkWidget *scrolled, GdkFrameClock *clock, gpointer user_data)
{
  Reading *reading = g_object_get_qdata (G_OBJECT (scrolled), get_reading_quark ());
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (adjustment, get_last_value (adjustment) - reading->from_start_px);
  reading->tick_id = 0;
  return G_SOURCE_REMOVE;
}

/* It is laid out now, so it is moved with the next frame. */
static void
extent_changed_cb (GtkWidget *scrolled)
{
  Reading *reading = g_object_get_qdata (G_OBJECT (scrolled), get_reading_quark ());

  if (reading->tick_id == 0 && gtk_widget_get_direction (scrolled) == GTK_TEXT_DIR_RTL)
    reading->tick_id = gtk_widget_add_tick_callback (scrolled, frame_begun_cb, NULL, NULL);
}

static void
scrolled_cb (GtkWidget *scrolled, GtkAdjustment *adjustment)
{
  Reading *reading = g_object_get_qdata (G_OBJECT (scrolled), get_reading_quark ());

  if (reading->tick_id == 0)
    reading->from_start_px = get_last_value (adjustment) - gtk_adjustment_get_value (adjustment);
}

/**
 * rel_scroll_from_start:
 * @scrolled: what scrolls a table
 *
 * Lets a table begin with its first column for people who read from right to left too, and keeps
 * its place when the window becomes narrower or wider. GTK begins at the left.
 */
void
rel_scroll_from_start (GtkScrolledWindow *scrolled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (scrolled);

  g_object_set_qdata_full (G_OBJECT (scrolled), get_reading_quark (), g_new0 (Reading, 1), g_free);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (extent_changed_cb), scrolled, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), scrolled, G_CONNECT_SWAPPED);
}

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
