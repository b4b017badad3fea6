/* rel-rest.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"
#include "rel-transport.h"

G_BEGIN_DECLS

char *rel_rest_dup_path (RelObject object, const char *collection, const char *field);
void rel_rest_read_async (RelTransport *transport,
                          RelObject object,
                          const char *collection,
                          const char *field,
                          guint silence_s,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
JsonNode *rel_rest_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
