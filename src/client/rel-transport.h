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

/* Reads in flight; the others wait for their turn. */
#define REL_TRANSPORT_READS 8

/* How long it may take until the server has the head of a request; until its answer begins,
 * to a read and to a write, which may rebuild tables; and within the answer. */
#define REL_TRANSPORT_CONNECT_S       15
#define REL_TRANSPORT_READ_SILENCE_S  30
#define REL_TRANSPORT_WRITE_SILENCE_S 300
#define REL_TRANSPORT_IDLE_S          30

/* How often a read is tried, the first pause, which doubles, and all pauses together. */
#define REL_TRANSPORT_TRIES          4
#define REL_TRANSPORT_FIRST_PAUSE_MS 250
#define REL_TRANSPORT_PAUSES_S       15

RelTransport *rel_transport_new (const char *address, const char *token, GError **error);
const char *rel_transport_get_address (RelTransport *self);
gboolean rel_transport_has_token (RelTransport *self);
void rel_transport_hide_token (RelTransport *self, GError *error);
void rel_transport_set_token (RelTransport *self, const char *token);
gboolean rel_transport_set_ca_file (RelTransport *self, const char *path, GError **error);
void rel_transport_trust (RelTransport *self, const char *fingerprint);
void rel_transport_send_async (RelTransport *self,
                               const char *method,
                               const char *path,
                               JsonNode *body,
                               guint silence_s,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void rel_transport_query_async (RelTransport *self,
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
