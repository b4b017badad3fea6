/* rel-current.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-api.h"

G_BEGIN_DECLS

void rel_current_read_async (RelApi *api,
                             RelChange *change,
                             guint silence_s,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rel_current_read_finish (GAsyncResult *result, JsonNode **current, GError **error);

G_END_DECLS
