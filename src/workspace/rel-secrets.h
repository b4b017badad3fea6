/* rel-secrets.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-profile.h"
#include "rel-secret.h"

G_BEGIN_DECLS

void rel_secrets_lookup_async (const RelProfile *profile,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
RelSecret *rel_secrets_lookup_finish (GAsyncResult *result, GError **error);
void rel_secrets_store_async (const RelProfile *profile,
                              const char *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rel_secrets_store_finish (GAsyncResult *result, GError **error);
void rel_secrets_forget_async (const RelProfile *profile,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rel_secrets_forget_finish (GAsyncResult *result, GError **error);

G_END_DECLS
