/* rel-outline.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-node.h"

G_BEGIN_DECLS

#define REL_TYPE_OUTLINE (rel_outline_get_type ())

G_DECLARE_FINAL_TYPE (RelOutline, rel_outline, REL, OUTLINE, GObject)

RelOutline *rel_outline_new (void);
GListModel *rel_outline_list_roots (RelOutline *self);
void rel_outline_update (RelOutline *self, RelSchema *schema);
void rel_outline_set_show_system (RelOutline *self, gboolean show_system);
void rel_outline_load_links (RelOutline *self, RelNode *node);
RelNode *rel_outline_find (RelOutline *self, const char *collection);
RelNode *rel_outline_get_parent (RelOutline *self, RelNode *node);

G_END_DECLS
