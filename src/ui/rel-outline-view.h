/* rel-outline-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-finding.h"
#include "rel-outline.h"
#include "rel-place.h"
#include "rel-query.h"

G_BEGIN_DECLS

#define REL_TYPE_OUTLINE_VIEW (rel_outline_view_get_type ())

G_DECLARE_FINAL_TYPE (RelOutlineView, rel_outline_view, REL, OUTLINE_VIEW, AdwBin)

GtkWidget *rel_outline_view_new (void);
void rel_outline_view_show (RelOutlineView *self, RelSchema *schema, GPtrArray *changes);
void rel_outline_view_set_show_system (RelOutlineView *self, gboolean show_system);
void rel_outline_view_show_findings (RelOutlineView *self, GPtrArray *findings);
void rel_outline_view_set_query (RelOutlineView *self, RelQuery *query);
gboolean rel_outline_view_is_searching (RelOutlineView *self);
void rel_outline_view_select (RelOutlineView *self, RelPlace *place);
void rel_outline_view_enter_best (RelOutlineView *self);
gboolean rel_outline_view_focus (RelOutlineView *self);
RelPlace *rel_outline_view_get_place (RelOutlineView *self);
RelNode *rel_outline_view_get_node (RelOutlineView *self, guint position);

G_END_DECLS
