/* rel-sidebar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-outline.h"
#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_SIDEBAR (rel_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (RelSidebar, rel_sidebar, REL, SIDEBAR, GtkBox)

GtkWidget *rel_sidebar_new (void);
void rel_sidebar_show (RelSidebar *self, RelWorkspace *workspace);
void rel_sidebar_select (RelSidebar *self, RelPlace *place);
void rel_sidebar_set_show_system (RelSidebar *self, gboolean show_system);
void rel_sidebar_set_filter (RelSidebar *self, const char *text);
void rel_sidebar_focus_filter (RelSidebar *self);
void rel_sidebar_focus_place (RelSidebar *self);
GListModel *rel_sidebar_list_rows (RelSidebar *self);

G_END_DECLS
