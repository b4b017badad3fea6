/* rel-waiters.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RelWaiters RelWaiters;

/**
 * RelWaitersLeftFunc:
 * @user_data: what was given with the function
 *
 * Told when the last one has cancelled.
 */
typedef void (*RelWaitersLeftFunc) (gpointer user_data);

RelWaiters *rel_waiters_new (RelWaitersLeftFunc left, gpointer user_data);
void rel_waiters_free (RelWaiters *self);
void rel_waiters_add (RelWaiters *self, GTask *task);
gboolean rel_waiters_is_empty (RelWaiters *self);
void rel_waiters_release (RelWaiters *self, guint value, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelWaiters, rel_waiters_free)

G_END_DECLS
