/* rel-query-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-action.h"
#include "rel-link.h"

G_BEGIN_DECLS

/**
 * RelQueryTerm:
 * @REL_QUERY_WORD: a part of any name or note
 * @REL_QUERY_FIELD: `field:`
 * @REL_QUERY_FROM: `from:`
 * @REL_QUERY_JUNCTION: `junction:`
 * @REL_QUERY_KEY: `key:`
 * @REL_QUERY_KIND: `kind:`
 * @REL_QUERY_META: `meta:`
 * @REL_QUERY_ON_DELETE: `on_delete:`
 * @REL_QUERY_TO: `to:`
 *
 * What a query asks about.
 */
typedef enum
{
  REL_QUERY_WORD,
  REL_QUERY_FIELD,
  REL_QUERY_FROM,
  REL_QUERY_JUNCTION,
  REL_QUERY_KEY,
  REL_QUERY_KIND,
  REL_QUERY_META,
  REL_QUERY_ON_DELETE,
  REL_QUERY_TO,
} RelQueryTerm;

typedef struct _RelQueryRow RelQueryRow;

RelQueryRow *rel_query_row_new_relation (RelSchema *schema, RelRelation *relation);
RelQueryRow *rel_query_row_new_link (RelSchema *schema, RelLink *link);
RelQueryRow *rel_query_row_new_collection (RelCollection *collection);
RelQueryRow *rel_query_row_new_field (RelCollection *collection, RelField *field);
void rel_query_row_free (RelQueryRow *self);

gboolean rel_query_row_answers (const RelQueryRow *self, RelQueryTerm term);
gboolean rel_query_row_has_text (const RelQueryRow *self, const char *folded, gboolean with_marks);
gboolean rel_query_row_has_name (const RelQueryRow *self,
                                 RelQueryTerm term,
                                 GPatternSpec *pattern,
                                 gboolean with_marks);
gboolean rel_query_row_has_kind (const RelQueryRow *self, RelKind kind);
gboolean rel_query_row_has_action (const RelQueryRow *self, RelAction action);
gboolean rel_query_row_lacks (const RelQueryRow *self, RelQueryTerm term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelQueryRow, rel_query_row_free)

G_END_DECLS
