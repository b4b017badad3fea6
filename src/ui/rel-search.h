/* rel-search.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-node.h"
#include "rel-query.h"

G_BEGIN_DECLS

#define REL_TYPE_SEARCH (rel_search_get_type ())

G_DECLARE_FINAL_TYPE (RelSearch, rel_search, REL, SEARCH, GObject)

RelSearch *rel_search_new (void);
void rel_search_set_schema (RelSearch *self, RelSchema *schema);
void rel_search_set_with_system (RelSearch *self, gboolean with_system);
void rel_search_set_query (RelSearch *self, RelQuery *query);
gboolean rel_search_is_running (RelSearch *self);
GListModel *rel_search_list_found (RelSearch *self);
guint rel_search_find_best (RelSearch *self);

G_END_DECLS
