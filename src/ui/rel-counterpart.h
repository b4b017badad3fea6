/* rel-counterpart.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-history.h"

G_BEGIN_DECLS

#define REL_TYPE_COUNTERPART (rel_counterpart_get_type ())

G_DECLARE_FINAL_TYPE (RelCounterpart, rel_counterpart, REL, COUNTERPART, GObject)

RelCounterpart *rel_counterpart_new_target (RelTarget *target);
RelCounterpart *rel_counterpart_new_past (RelWorkspace *workspace, RelHistoryEntry *entry);
RelTarget *rel_counterpart_get_target (RelCounterpart *self);
const char *rel_counterpart_get_name (RelCounterpart *self);
void rel_counterpart_read_async (RelCounterpart *self,
                                 RelAskFunc ask,
                                 gpointer ask_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
RelSchema *rel_counterpart_read_finish (RelCounterpart *self, GAsyncResult *result, GError **error);

G_END_DECLS
