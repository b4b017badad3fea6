/* rel-deadline.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RelDeadline RelDeadline;

RelDeadline *rel_deadline_new (GCancellable *outer, guint silence_ms);
void rel_deadline_free (RelDeadline *self);
void rel_deadline_hold (RelDeadline *self);
void rel_deadline_let_go (RelDeadline *self);
GCancellable *rel_deadline_get_cancellable (RelDeadline *self);
void rel_deadline_expect (RelDeadline *self, guint silence_ms);
void rel_deadline_heard (RelDeadline *self);
guint rel_deadline_get_silence_ms (RelDeadline *self);
gboolean rel_deadline_is_over (RelDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDeadline, rel_deadline_free)

G_END_DECLS
