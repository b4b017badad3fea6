/* rel-sidebar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-checker.h"
#include "rel-node.h"
#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_SIDEBAR (rel_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (RelSidebar, rel_sidebar, REL, SIDEBAR, GtkBox)

GtkWidget *rel_sidebar_new (void);
void rel_sidebar_show (RelSidebar *self, RelWorkspace *workspace, RelChecker *checker);
void rel_sidebar_show_findings (RelSidebar *self, RelChecker *checker);
void rel_sidebar_select (RelSidebar *self, RelPlace *place);
void rel_sidebar_point_at (RelSidebar *self, RelPlace *place);
gboolean rel_sidebar_get_show_system (RelSidebar *self);
void rel_sidebar_set_show_system (RelSidebar *self, gboolean show_system);
void rel_sidebar_set_filter (RelSidebar *self, const char *text);
gboolean rel_sidebar_is_filtering (RelSidebar *self);
const char *rel_sidebar_get_mistake (RelSidebar *self);
void rel_sidebar_focus_filter (RelSidebar *self);
void rel_sidebar_focus_place (RelSidebar *self);
RelNode *rel_sidebar_get_node (RelSidebar *self, guint position);

G_END_DECLS
