/* rel-users-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_users_resource_me (RelProject *project, RelCall *call);

G_END_DECLS
