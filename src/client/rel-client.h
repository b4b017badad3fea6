/* rel-client.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-about.h"
#include "rel-api.h"
#include "rel-change.h"
#include "rel-schema.h"
#include "rel-transport.h"

G_BEGIN_DECLS

/**
 * RelDiffFlags:
 * @REL_DIFF_NONE: neither
 * @REL_DIFF_FORCE: compare even with a snapshot of another version or database
 * @REL_DIFF_MERGE: what the snapshot does not have is left alone, and not deleted
 *
 * How a snapshot is compared.
 */
typedef enum
{
  REL_DIFF_NONE = 0,
  REL_DIFF_FORCE = 1 << 0,
  REL_DIFF_MERGE = 1 << 1,
} RelDiffFlags;

#define REL_TYPE_CLIENT (rel_client_get_type ())

G_DECLARE_FINAL_TYPE (RelClient, rel_client, REL, CLIENT, GObject)

/* An administrator is shown every collection of Directus' own. This one has no permissions
 * that come with the access to the Data Studio, so others are not. */
#define REL_CLIENT_ADMINISTRATORS_COLLECTION "directus_migrations"

RelClient *rel_client_new (const char *url, RelApiKind kind, const char *token, GError **error);
RelSignIn *rel_client_get_sign_in (RelClient *self);
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
gboolean rel_client_publish_finish (RelClient *self, GAsyncResult *result, RelChange **repair, GError **error);
void rel_client_fetch_about_async (RelClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
RelAbout *rel_client_fetch_about_finish (RelClient *self, GAsyncResult *result, GError **error);

void rel_client_count_items_async (RelClient *self,
                                   const char *collection,
                                   const char *field,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gint64 rel_client_count_items_finish (RelClient *self, GAsyncResult *result, GError **error);

void rel_client_fetch_snapshot_async (RelClient *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
JsonNode *rel_client_fetch_snapshot_finish (RelClient *self, GAsyncResult *result, GError **error);
void rel_client_diff_schema_async (RelClient *self,
                                   JsonNode *snapshot,
                                   RelDiffFlags flags,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rel_client_diff_schema_finish (RelClient *self, GAsyncResult *result, JsonNode **diff, GError **error);
void rel_client_apply_schema_async (RelClient *self,
                                    JsonNode *diff,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean rel_client_apply_schema_finish (RelClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
