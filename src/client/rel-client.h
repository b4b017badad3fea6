/* rel-client.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-change.h"
#include "rel-schema.h"
#include "rel-transport.h"

G_BEGIN_DECLS

#define REL_TYPE_CLIENT (rel_client_get_type ())

G_DECLARE_FINAL_TYPE (RelClient, rel_client, REL, CLIENT, GObject)

RelClient *rel_client_new (const char *url, const char *token, GError **error);
const char *rel_client_get_url (RelClient *self);
RelTransport *rel_client_get_transport (RelClient *self);

void rel_client_fetch_schema_async (RelClient *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
RelSchema *rel_client_fetch_schema_finish (RelClient *self, GAsyncResult *result, GError **error);
void rel_client_publish_async (RelClient *self,
                               RelChange *change,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rel_client_publish_finish (RelClient *self, GAsyncResult *result, GError **error);
void rel_client_fetch_header_async (RelClient *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
JsonNode *rel_client_fetch_header_finish (RelClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
