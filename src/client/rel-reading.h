/* rel-reading.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void rel_reading_start (GPtrArray *pieces,
                        gboolean is_gzip,
                        gboolean may_be_cut,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
JsonNode *rel_reading_finish (GAsyncResult *result, gboolean *is_page, GError **error);

G_END_DECLS
