/* rel-retry.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define REL_RETRY_NEVER  (-1)
#define REL_RETRY_UNSAID (-1)

gboolean rel_retry_can_help_error (const GError *error);
gboolean rel_retry_can_help_status (guint status);
gint64 rel_retry_read_after (const char *value, GDateTime *now);
int rel_retry_get_pause_ms (guint n_tries, guint paused_ms, gint64 asked_ms, double chance);

G_END_DECLS
