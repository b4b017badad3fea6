/* rel-schema-relation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

gboolean rel_schema_relation_is_system (RelProject *project, JsonObject *wanted);
RelReply *rel_schema_relation_add_row (RelProject *project, JsonObject *wanted, GError **error);
RelReply *rel_schema_relation_set (RelProject *project, JsonObject *wanted, GError **error);
gboolean rel_schema_relation_drop (RelProject *project, const char *collection, const char *field, GError **error);
gboolean rel_schema_relation_drop_all (RelProject *project, const char *collection, GError **error);

G_END_DECLS
