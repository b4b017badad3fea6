/* rel-schema-payload.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_schema_payload_check_snapshot (JsonNode *upload, gboolean is_forced);
RelReply *rel_schema_payload_check_apply (JsonNode *upload);

G_END_DECLS
