/* rel-outcome.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

const char *const *rel_outcome_get_relation_paths (void);
gboolean rel_outcome_counts (RelObject object, const char *path);
gboolean rel_outcome_same (RelObject object, const char *path, JsonNode *a, JsonNode *b);
gboolean rel_outcome_is_member_done (RelChange *change, const RelMemberChange *member, JsonNode *now);
char *rel_outcome_find_open (RelChange *change, JsonNode *now);
char *rel_outcome_find_open_in (RelChange *change, RelSchema *schema);
gboolean rel_outcome_check (GPtrArray *changes, guint index, RelSchema *schema, GError **error);
gboolean rel_outcome_check_deleted (RelChange *change, JsonNode *now, GError **error);
GPtrArray *rel_outcome_list_open (GPtrArray *changes, RelSchema *schema);

G_END_DECLS
