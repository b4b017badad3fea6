/* rel-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rel_file_replace (GFile *file, GBytes *content, const char *etag, GError **error);

G_END_DECLS
