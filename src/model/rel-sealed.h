/* rel-sealed.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

gboolean rel_sealed_can (GPtrArray *changes, GError **error);
JsonNode *rel_sealed_make_snapshot (GPtrArray *changes, JsonNode *snapshot, GError **error);
gboolean rel_sealed_check (GPtrArray *changes, JsonNode *diff, GError **error);

G_END_DECLS
