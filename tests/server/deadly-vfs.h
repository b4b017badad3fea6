/* deadly-vfs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void deadly_vfs_register (guint n_operations, gboolean half_way);

G_END_DECLS
