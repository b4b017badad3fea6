/* rel-access.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rel_access_new_token (void);
gboolean rel_access_equals (const char *secret, const char *guess);

G_END_DECLS
