/* rel-scroll.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rel_scroll_from_start (GtkScrolledWindow *scrolled);
void rel_scroll_to (GtkWidget *widget, const graphene_rect_t *bounds, gboolean centred);

G_END_DECLS
