/* rel-auth-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_auth_resource_login (RelProject *project, RelCall *call);
RelReply *rel_auth_resource_refresh (RelProject *project, RelCall *call);
RelReply *rel_auth_resource_logout (RelProject *project, RelCall *call);

G_END_DECLS
