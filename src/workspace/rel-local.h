/* rel-local.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-target.h"

G_BEGIN_DECLS

typedef struct _RelLocal RelLocal;

typedef void (*RelLocalPrint) (const char *line);

gboolean rel_local_prepare (RelTarget *target, GError **error);
RelLocal *rel_local_start (RelTarget *target, const char *token, guint16 port, GError **error);
void rel_local_log_requests (RelLocalPrint print);
void rel_local_stop (RelLocal *self);
const char *rel_local_get_url (RelLocal *self);
const char *rel_local_get_token (RelLocal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelLocal, rel_local_stop)

G_END_DECLS
