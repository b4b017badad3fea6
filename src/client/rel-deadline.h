/* rel-deadline.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RelDeadline RelDeadline;

RelDeadline *rel_deadline_new (GCancellable *outer, guint silence_s);
void rel_deadline_free (RelDeadline *self);
GCancellable *rel_deadline_get_cancellable (RelDeadline *self);
void rel_deadline_heard (RelDeadline *self);
void rel_deadline_hold (RelDeadline *self);
void rel_deadline_let_go (RelDeadline *self);
void rel_deadline_stop (RelDeadline *self);
gboolean rel_deadline_is_over (RelDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDeadline, rel_deadline_free)

G_END_DECLS
