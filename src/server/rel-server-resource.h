/* rel-server-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_server_resource_ping (RelProject *project, RelCall *call);
RelReply *rel_server_resource_info (RelProject *project, RelCall *call);

G_END_DECLS
