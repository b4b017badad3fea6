/* rel-mend.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-finding.h"

G_BEGIN_DECLS

RelSchema *rel_mend_ghost (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_dead_pair (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_bare_key (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_missing_key (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_set_null (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_half (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_junction_field (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_one_field (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_sort_field (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_allowed (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_orphan (RelFinding *finding, RelSchema *schema, GError **error);
RelSchema *rel_mend_special (RelFinding *finding, RelSchema *schema, GError **error);

G_END_DECLS
