/* rel-api.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-selection.h"
#include "rel-sign-in.h"
#include "rel-transport.h"

G_BEGIN_DECLS

/**
 * RelApiKind:
 * @REL_API_REST: one path for each collection, field and relation
 * @REL_API_GRAPHQL: `POST /graphql/system`, for servers that let only it through
 *
 * The two ways in which Directus is spoken to.
 */
typedef enum
{
  REL_API_REST,
  REL_API_GRAPHQL,
} RelApiKind;

#define REL_API_GRAPHQL_PATH "/graphql/system"

#define REL_TYPE_API (rel_api_get_type ())

G_DECLARE_FINAL_TYPE (RelApi, rel_api, REL, API, GObject)

RelApi *rel_api_new (RelTransport *transport, RelSignIn *sign_in, RelApiKind kind);
RelApiKind rel_api_get_kind (RelApi *self);
RelSelection *rel_api_get_selection (RelApi *self);

void rel_api_hide_token (RelApi *self, GError *error);
void rel_api_send_async (RelApi *self,
                         const char *method,
                         const char *path,
                         JsonNode *body,
                         guint silence_s,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
void rel_api_post_query_async (RelApi *self,
                               const char *path,
                               JsonNode *body,
                               guint silence_s,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rel_api_send_finish (RelApi *self, GAsyncResult *result, JsonNode **answer, gboolean *sent, GError **error);
void rel_api_query_async (RelApi *self,
                          const char *query,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
JsonNode *rel_api_query_finish (RelApi *self, GAsyncResult *result, GError **error);
void rel_api_prepare_async (RelApi *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_api_prepare_finish (RelApi *self, GAsyncResult *result, GError **error);

G_END_DECLS
