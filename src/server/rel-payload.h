/* rel-payload.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_payload_check_relation (JsonNode *body, gboolean is_new);
RelReply *rel_payload_check_login (JsonNode *body);
RelReply *rel_payload_check_field (JsonNode *body, gboolean is_new);

G_END_DECLS
