/* deadly-vfs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void deadly_vfs_register (guint n_operations, gboolean half_way);
void deadly_vfs_fill (guint n_writes);
gboolean deadly_vfs_is_full (void);
guint deadly_vfs_get_n_syncs (void);
void deadly_vfs_protect (gboolean protect);

G_END_DECLS
