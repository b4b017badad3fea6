/* rel-version.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-api.h"

G_BEGIN_DECLS

void rel_version_read_async (RelApi *api, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_version_read_finish (GAsyncResult *result, char **version, GError **error);

G_END_DECLS
