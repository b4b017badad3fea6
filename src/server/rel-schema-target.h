/* rel-schema-target.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_schema_target_make (JsonObject *current, JsonObject *diff, JsonObject **wanted);
RelReply *rel_schema_target_explain (JsonObject *current, JsonObject *diff);

G_END_DECLS
