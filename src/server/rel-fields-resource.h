/* rel-fields-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

JsonArray *rel_fields_resource_describe_all (RelDbSchema *schema, const char *only_collection);
RelReply *rel_fields_resource_list (RelProject *project, RelCall *call);
RelReply *rel_fields_resource_get (RelProject *project, RelCall *call);
RelReply *rel_fields_resource_create (RelProject *project, RelCall *call);
RelReply *rel_fields_resource_update (RelProject *project, RelCall *call);
RelReply *rel_fields_resource_update_many (RelProject *project, RelCall *call);
RelReply *rel_fields_resource_delete (RelProject *project, RelCall *call);

G_END_DECLS
