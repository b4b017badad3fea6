/* rel-transport.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define REL_TYPE_TRANSPORT (rel_transport_get_type ())

G_DECLARE_FINAL_TYPE (RelTransport, rel_transport, REL, TRANSPORT, GObject)

#define REL_TRANSPORT_READ_SILENCE_S  30
#define REL_TRANSPORT_WRITE_SILENCE_S 300

RelTransport *rel_transport_new (const char *address, const char *token, GError **error);
const char *rel_transport_get_address (RelTransport *self);
gboolean rel_transport_has_token (RelTransport *self);
void rel_transport_set_token (RelTransport *self, const char *token);
void rel_transport_send_async (RelTransport *self,
                               const char *method,
                               const char *path,
                               JsonNode *body,
                               guint silence_s,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rel_transport_send_finish (RelTransport *self,
                                    GAsyncResult *result,
                                    JsonNode **answer,
                                    gboolean *sent,
                                    GError **error);

G_END_DECLS
