/* rel-read.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-api.h"

G_BEGIN_DECLS

void rel_read_async (RelApi *api,
                     RelObject object,
                     const char *collection,
                     const char *field,
                     guint silence_s,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
JsonNode *rel_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
