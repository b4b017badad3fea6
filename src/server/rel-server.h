/* rel-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Each answer is a message of this domain, of level INFO: method, path, status, length, time. */
#define REL_SERVER_LOG_DOMAIN "rel-server"

#define REL_TYPE_SERVER (rel_server_get_type ())

G_DECLARE_FINAL_TYPE (RelServer, rel_server, REL, SERVER, GObject)

RelServer *rel_server_new (GFile *database, const char *token);
void rel_server_set_host (RelServer *self, const char *host);
void rel_server_set_patience (RelServer *self, guint patience_ms);
void rel_server_set_lifetimes (RelServer *self, guint access_ms, guint refresh_ms);
void rel_server_set_rate_limit (RelServer *self, guint points, guint duration_s);
gboolean rel_server_start (RelServer *self, guint16 port, GError **error);
void rel_server_stop (RelServer *self);
const char *rel_server_get_url (RelServer *self);
const char *rel_server_get_token (RelServer *self);

G_END_DECLS
