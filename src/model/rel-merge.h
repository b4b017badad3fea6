/* rel-merge.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-conflict.h"

G_BEGIN_DECLS

typedef struct _RelMerger RelMerger;

RelMerger *rel_merger_new (RelSchema *theirs);
void rel_merger_free (RelMerger *self);
RelSchema *rel_merger_merge (RelMerger *self,
                             RelSchema *base,
                             RelSchema *draft,
                             RelSchema **next_base,
                             GPtrArray **conflicts);

RelSchema *rel_merge (RelSchema *base,
                      RelSchema *draft,
                      RelSchema *theirs,
                      RelSchema **next_base,
                      GPtrArray **conflicts);
RelSchema *rel_merge_find_base (GPtrArray *changes, RelSchema *theirs);
RelSchema *rel_merge_resolve (RelSchema *base,
                              RelSchema *draft,
                              RelSchema *theirs,
                              RelConflict *conflict,
                              RelSide choice,
                              RelSchema **next_base);
RelSchema *rel_merge_changes (GPtrArray *changes, RelSchema *schema, GPtrArray **conflicts);
RelSchema *rel_merge_plan (GPtrArray *changes, RelSchema *theirs, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelMerger, rel_merger_free)

G_END_DECLS
