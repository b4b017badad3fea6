/* rel-schema-apply.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_schema_apply_run (RelProject *project, JsonObject *upload);

G_END_DECLS
