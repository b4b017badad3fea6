/* rel-address.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *rel_address_normalize (const char *text, GError **error);
gboolean rel_address_is_loopback (const char *host);
gboolean rel_address_same_origin (GUri *a, GUri *b);

G_END_DECLS
