/* rel-finding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-rule.h"

G_BEGIN_DECLS

typedef struct _RelFinding RelFinding;

/**
 * RelMendFunc:
 * @finding: a finding
 * @schema: the schema it was found in, or a later one
 * @error: (out) (optional): where to put a failure
 *
 * Mends what was found.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
typedef RelSchema *(*RelMendFunc) (RelFinding *finding, RelSchema *schema, GError **error);

#define REL_TYPE_FINDING (rel_finding_get_type ())

GType rel_finding_get_type (void);
RelFinding *rel_finding_new (const RelRule *rule,
                             const char *collection,
                             const char *field,
                             guint nth,
                             const char *detail,
                             const char *sentence);
RelFinding *rel_finding_ref (RelFinding *self);
void rel_finding_unref (RelFinding *self);
void rel_finding_set_mend (RelFinding *self, const char *label, RelMendFunc mend);

const RelRule *rel_finding_get_rule (RelFinding *self);
const char *rel_finding_get_id (RelFinding *self);
const char *rel_finding_get_collection (RelFinding *self);
const char *rel_finding_get_field (RelFinding *self);
guint rel_finding_get_nth (RelFinding *self);
const char *rel_finding_get_sentence (RelFinding *self);
gboolean rel_finding_is_fixable (RelFinding *self);
const char *rel_finding_get_fix_label (RelFinding *self);
RelSchema *rel_finding_fix (RelFinding *self, RelSchema *schema, GError **error);
int rel_finding_compare (RelFinding *a, RelFinding *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelFinding, rel_finding_unref)

G_END_DECLS
