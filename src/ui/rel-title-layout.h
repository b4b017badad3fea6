/* rel-title-layout.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REL_TYPE_TITLE_LAYOUT (rel_title_layout_get_type ())

G_DECLARE_FINAL_TYPE (RelTitleLayout, rel_title_layout, REL, TITLE_LAYOUT, GtkLayoutManager)

void rel_title_layout_use (GtkWidget *widget);

G_END_DECLS
