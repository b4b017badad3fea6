/* rel-source.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-credentials.h"
#include "rel-target.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_SOURCE (rel_source_get_type ())

G_DECLARE_FINAL_TYPE (RelSource, rel_source, REL, SOURCE, GObject)

/**
 * RelStepFunc:
 * @change: a change that is published
 * @step: how far it is
 * @repair: (nullable): if it was not done as it was wanted, what mends it
 * @error: (nullable): why it failed
 * @user_data: what was given with the function
 */
typedef void (
  *RelStepFunc) (RelChange *change, RelStep step, RelChange *repair, const GError *error, gpointer user_data);

RelSource *rel_source_new (RelTarget *target, const char *token);
RelCredentials *rel_source_get_credentials (RelSource *self);
void rel_source_load_async (RelSource *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
RelSchema *rel_source_load_finish (RelSource *self, GAsyncResult *result, GError **error);
gboolean rel_source_publishes_at_once (RelSource *self);
void rel_source_publish_async (RelSource *self,
                               GPtrArray *changes,
                               RelStepFunc step_func,
                               gpointer step_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rel_source_publish_finish (RelSource *self, GAsyncResult *result, GError **error);
void rel_source_fetch_header_async (RelSource *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
JsonNode *rel_source_fetch_header_finish (RelSource *self, GAsyncResult *result, GError **error);
gboolean rel_source_reset (RelSource *self, GError **error);

G_END_DECLS
