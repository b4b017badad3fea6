/* rel-remains.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rel_remains_join_at_once (void);
void rel_remains_free_elsewhere (gpointer data, GDestroyNotify free);

G_END_DECLS
