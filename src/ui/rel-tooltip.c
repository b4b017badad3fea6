/* rel-tooltip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-tooltip.h"

static GQuark
get_text_quark (void)
{
  return g_quark_from_static_string ("rel-tooltip-text");
}

static gboolean
asked_cb (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, g_object_get_qdata (G_OBJECT (widget), get_text_quark ()));
  return TRUE;
}

/**
 * rel_tooltip_set_text:
 * @widget: a widget
 * @text: (nullable): what to say about it; not markup
 *
 * Gives a tooltip to a widget of a list, which changes what it stands for as the list is
 * scrolled. For each text that gtk_widget_set_tooltip_text() is given, GTK asks the display
 * where the pointer is, and waits for the answer; this one is asked when the pointer rests.
 */
void
rel_tooltip_set_text (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_object_get_qdata (G_OBJECT (widget), get_text_quark ()) == NULL && text != NULL)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (asked_cb), NULL);
  else if (text == NULL)
    g_signal_handlers_disconnect_by_func (widget, asked_cb, NULL);
  g_object_set_qdata_full (G_OBJECT (widget), get_text_quark (), g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
}
