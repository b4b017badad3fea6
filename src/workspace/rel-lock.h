/* rel-lock.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelLockMode:
 * @REL_LOCK_SHARED: with others who share it
 * @REL_LOCK_ALONE: with nobody else
 *
 * How a file is held.
 */
typedef enum
{
  REL_LOCK_SHARED,
  REL_LOCK_ALONE,
} RelLockMode;

int rel_lock_take (const char *path, RelLockMode mode, guint timeout_ms, GError **error);
int rel_lock_take_file (const char *path, guint timeout_ms, GError **error);
void rel_lock_release (int lock);

G_END_DECLS
