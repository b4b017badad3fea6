/* rel-at-once.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of another room, whose headers those of this one do not show. */
typedef struct _RelClient RelClient;

void rel_at_once_publish_async (RelClient *client,
                                GPtrArray *changes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rel_at_once_publish_finish (GAsyncResult *result, GError **error);

G_END_DECLS
