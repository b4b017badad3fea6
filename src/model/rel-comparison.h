/* rel-comparison.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

typedef struct _RelComparison RelComparison;

#define REL_TYPE_COMPARISON (rel_comparison_get_type ())

GType rel_comparison_get_type (void);
RelComparison *rel_comparison_new (RelSchema *here, RelSchema *there, GError **error);
RelComparison *rel_comparison_ref (RelComparison *self);
void rel_comparison_unref (RelComparison *self);

RelSchema *rel_comparison_get_here (RelComparison *self);
GPtrArray *rel_comparison_get_changes (RelComparison *self);
GPtrArray *rel_comparison_list_steps (RelComparison *self);
GPtrArray *rel_comparison_complete (RelComparison *self, GPtrArray *chosen);
RelSchema *rel_comparison_take (RelComparison *self, GPtrArray *changes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelComparison, rel_comparison_unref)

G_END_DECLS
