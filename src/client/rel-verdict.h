/* rel-verdict.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

gboolean rel_verdict_before (RelChange *change, JsonNode *now, RelChange **to_send, GError **error);
gboolean rel_verdict_after (RelChange *sent, JsonNode *now, GError **error);

G_END_DECLS
