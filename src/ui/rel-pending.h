/* rel-pending.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-link.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

GPtrArray *rel_pending_list_of_relation (RelWorkspace *workspace, RelRelation *relation);
GPtrArray *rel_pending_list_of_link (RelWorkspace *workspace, RelLink *link);

G_END_DECLS
