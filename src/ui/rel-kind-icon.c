/* rel-kind-icon.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-kind-icon.h"

#include "rel-tooltip.h"

/**
 * rel_kind_icon_new:
 * @kind: a kind
 *
 * Returns: (transfer floating): an image of its symbol
 */
GtkWidget *
rel_kind_icon_new (RelKind kind)
{
  GtkWidget *image = gtk_image_new ();

  rel_kind_icon_show (GTK_IMAGE (image), kind);
  return image;
}

/**
 * rel_kind_icon_show:
 * @image: an image
 * @kind: a kind
 *
 * Makes an image the symbol of a kind: its form, its colour and, for a screen reader and
 * in the tooltip, its word.
 */
void
rel_kind_icon_show (GtkImage *image, RelKind kind)
{
  g_autofree char *icon_name = g_strdup_printf ("rel-%s-symbolic", rel_kind_get_id (kind));
  g_autofree char *style = g_strdup_printf ("kind-%s", rel_kind_get_id (kind));
  const char *classes[] = { "kind", style, NULL };

  g_return_if_fail (GTK_IS_IMAGE (image));

  gtk_image_set_from_icon_name (image, icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (image), classes);
  rel_tooltip_set_text (GTK_WIDGET (image), rel_kind_get_label (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, rel_kind_get_label (kind), -1);
}
