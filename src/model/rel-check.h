/* rel-check.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-finding.h"

G_BEGIN_DECLS

GPtrArray *rel_check (RelSchema *schema);
GPtrArray *rel_check_by_rules (RelSchema *schema, GPtrArray *rules);
RelSchema *rel_check_fix_all (RelSchema *schema, GPtrArray *rules, GHashTable *refusals);

G_END_DECLS
