/* rel-plan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

JsonNode *rel_plan_to_json (GPtrArray *changes);
char *rel_plan_dup_text (GPtrArray *changes);
GPtrArray *rel_plan_read (JsonNode *json, GError **error);
RelSchema *rel_plan_apply (GPtrArray *changes, RelSchema *schema, GError **error);
RelSchema *rel_plan_apply_possible (GPtrArray *changes, RelSchema *schema, GPtrArray *made);

G_END_DECLS
