/* rel-schema-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_schema_resource_snapshot (RelProject *project, RelCall *call);
RelReply *rel_schema_resource_diff (RelProject *project, RelCall *call);
RelReply *rel_schema_resource_apply (RelProject *project, RelCall *call);

G_END_DECLS
