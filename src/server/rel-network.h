/* rel-network.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rel_network_has (const char *network, const char *address);
gboolean rel_network_is_loopback (const char *address);
char *rel_network_dup_client (const char *address);

G_END_DECLS
