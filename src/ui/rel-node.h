/* rel-node.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-link.h"
#include "rel-place.h"

G_BEGIN_DECLS

#define REL_TYPE_NODE (rel_node_get_type ())

G_DECLARE_FINAL_TYPE (RelNode, rel_node, REL, NODE, GObject)

RelNode *rel_node_new_collection (RelCollection *collection);
RelNode *rel_node_new_link (RelLink *link, guint nth);

RelCollection *rel_node_get_collection (RelNode *self);
RelLink *rel_node_get_link (RelNode *self);
guint rel_node_get_nth (RelNode *self);
const char *rel_node_get_name (RelNode *self);
RelPlace *rel_node_dup_place (RelNode *self);
GListStore *rel_node_get_children (RelNode *self);
gboolean rel_node_has_children (RelNode *self);
gboolean rel_node_is_expanded (RelNode *self);
guint rel_node_get_n_links (RelNode *self);
gboolean rel_node_is_found (RelNode *self);
const char *rel_node_get_reason (RelNode *self);

void rel_node_set_collection (RelNode *self, RelCollection *collection);
void rel_node_set_link (RelNode *self, RelLink *link);
void rel_node_set_expanded (RelNode *self, gboolean expanded);
void rel_node_set_n_links (RelNode *self, guint n_links);
void rel_node_set_found (RelNode *self, const char *reason);

G_END_DECLS
