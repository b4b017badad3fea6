/* rel-connections.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _RelConnections RelConnections;

RelConnections *rel_connections_new (SoupServer *soup, GMainContext *context, guint max, guint patience_ms);
void rel_connections_free (RelConnections *self);
gboolean rel_connections_accept (RelConnections *self, GSocketConnection *stream, GError **error);
void rel_connections_drain (RelConnections *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelConnections, rel_connections_free)

G_END_DECLS
