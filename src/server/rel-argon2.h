/* rel-argon2.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rel_argon2_verify (const char *encoded, const char *password);

G_END_DECLS
