/* waiting.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void waiting_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *waiting_end (GAsyncResult **result);

G_END_DECLS
