/* rel-sidebar-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-badges.h"
#include "rel-node.h"

G_BEGIN_DECLS

#define REL_TYPE_SIDEBAR_ROW (rel_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (RelSidebarRow, rel_sidebar_row, REL, SIDEBAR_ROW, AdwBin)

GtkWidget *rel_sidebar_row_new (RelBadges *badges);
void rel_sidebar_row_set_item (RelSidebarRow *self, GtkTreeListRow *item);
void rel_sidebar_row_set_node (RelSidebarRow *self, RelNode *node);

G_END_DECLS
