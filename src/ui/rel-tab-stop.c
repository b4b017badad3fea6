/* rel-tab-stop.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-tab-stop.h"

/**
 * RelTabStop:
 *
 * Makes a list one stop of the Tab key: Tab goes in, and the next Tab goes on to what is
 * behind the list. Inside, the arrow keys move.
 *
 * A list alone sends Tab through all its rows, and has a setting for it only since GTK 4.12.
 */
struct _RelTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (RelTabStop, rel_tab_stop, ADW_TYPE_BIN)

static gboolean
rel_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean by_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (by_tab && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return GTK_WIDGET_CLASS (rel_tab_stop_parent_class)->focus (widget, direction);
}

static void
rel_tab_stop_class_init (RelTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = rel_tab_stop_focus;
}

static void
rel_tab_stop_init (RelTabStop *self)
{
}

/**
 * rel_tab_stop_new:
 *
 * Returns: (transfer floating): a stop without a list yet
 */
GtkWidget *
rel_tab_stop_new (void)
{
  return g_object_new (REL_TYPE_TAB_STOP, NULL);
}
