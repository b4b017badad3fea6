/* rel-auth.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rel_auth_read_token (const char *text, char **token, GError **error);

G_END_DECLS
