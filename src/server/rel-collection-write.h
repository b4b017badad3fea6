/* rel-collection-write.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_collection_create (RelProject *project, JsonObject *body);
RelReply *rel_collection_update (RelProject *project, const char *collection, JsonObject *body);

G_END_DECLS
