/* rel-server-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

/* The version of Directus whose behaviour this server follows. */
#define REL_DIRECTUS_VERSION "11.3.5"

RelReply *rel_server_resource_ping (RelProject *project, RelCall *call);
RelReply *rel_server_resource_health (RelProject *project, RelCall *call);
RelReply *rel_server_resource_info (RelProject *project, RelCall *call);

G_END_DECLS
