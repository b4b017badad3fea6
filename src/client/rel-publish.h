/* rel-publish.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-api.h"
#include "rel-change.h"

G_BEGIN_DECLS

void rel_publish_async (RelApi *api,
                        RelChange *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean rel_publish_finish (GAsyncResult *result, RelChange **repair, GError **error);

G_END_DECLS
