/* rel-otp.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rel_otp_check (const char *secret, const char *code, gint64 time_s);

G_END_DECLS
