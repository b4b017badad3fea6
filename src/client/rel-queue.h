/* rel-queue.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RelQueue RelQueue;

/* Says that the turn has come, or that it was cancelled before that. */
typedef void (*RelQueueCallback) (gboolean is_turn, gpointer user_data);

RelQueue *rel_queue_new (guint n_places);
void rel_queue_free (RelQueue *self);
void rel_queue_enter (RelQueue *self, GCancellable *cancellable, RelQueueCallback callback, gpointer user_data);
void rel_queue_leave (RelQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelQueue, rel_queue_free)

G_END_DECLS
