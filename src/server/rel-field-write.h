/* rel-field-write.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_field_create (RelProject *project, const char *collection, JsonObject *body);
RelReply *rel_field_update (RelProject *project, const char *collection, const char *field, JsonObject *body);
JsonObject *rel_field_dup_meta (JsonObject *body, const char *collection, const char *field);

G_END_DECLS
