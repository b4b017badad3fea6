/* rel-items-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_items_resource_list (RelProject *project, RelCall *call);
RelReply *rel_items_resource_get (RelProject *project, RelCall *call);

G_END_DECLS
