/* rel-rebase.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelMovedFunc:
 * @change: a change under which the schema has moved
 * @kept: whether it could be made all the same
 * @what: what has moved, for people
 * @user_data: what was given with the function
 */
typedef void (*RelMovedFunc) (RelChange *change, gboolean kept, const char *what, gpointer user_data);

RelSchema *rel_rebase (GPtrArray *changes, RelSchema *schema, RelMovedFunc moved_func, gpointer user_data);

G_END_DECLS
