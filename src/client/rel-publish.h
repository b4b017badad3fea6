/* rel-publish.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"
#include "rel-transport.h"

G_BEGIN_DECLS

void rel_publish_async (RelTransport *transport,
                        RelChange *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean rel_publish_finish (GAsyncResult *result, GError **error);

G_END_DECLS
