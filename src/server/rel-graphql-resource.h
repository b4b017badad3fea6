/* rel-graphql-resource.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

RelReply *rel_graphql_resource_answer (RelProject *project, RelCall *call);

G_END_DECLS
