/* rel-query.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-query-row.h"

G_BEGIN_DECLS

typedef struct _RelQuery RelQuery;

#define REL_TYPE_QUERY (rel_query_get_type ())

GType rel_query_get_type (void);
RelQuery *rel_query_parse (const char *text, GError **error);
RelQuery *rel_query_ref (RelQuery *self);
void rel_query_unref (RelQuery *self);

const char *rel_query_get_text (RelQuery *self);
gboolean rel_query_is_empty (RelQuery *self);
gboolean rel_query_matches (RelQuery *self, const RelQueryRow *row);
GPtrArray *rel_query_list_relations (RelQuery *self, RelSchema *schema);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelQuery, rel_query_unref)

G_END_DECLS
