/* rel-execute.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-api.h"
#include "rel-request.h"

G_BEGIN_DECLS

void rel_execute_async (RelApi *api,
                        RelRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean rel_execute_finish (GAsyncResult *result, gboolean *sent, GError **error);

G_END_DECLS
