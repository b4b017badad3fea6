/* rel-local.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-target.h"

G_BEGIN_DECLS

typedef struct _RelLocal RelLocal;

/**
 * RelLocalSettings:
 * @token: (nullable): the token that the server asks for; %NULL for a random one
 * @host: (nullable): the address to listen at; %NULL for one that only this computer reaches
 * @port: the port to listen at; 0 for a free one
 * @limit_points: how often a client may ask within @limit_s; 0 for as often as it likes
 * @limit_s: the time for that
 *
 * How a project is served. What is left out is as it is in the program itself.
 */
typedef struct
{
  const char *token;
  const char *host;
  guint16 port;
  guint limit_points;
  guint limit_s;
} RelLocalSettings;

typedef void (*RelLocalPrint) (const char *line);

gboolean rel_local_prepare (RelTarget *target, GError **error);
RelLocal *rel_local_start (RelTarget *target, const RelLocalSettings *settings, GError **error);
void rel_local_log_requests (RelLocalPrint print);
void rel_local_stop (RelLocal *self);
const char *rel_local_get_url (RelLocal *self);
const char *rel_local_get_token (RelLocal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelLocal, rel_local_stop)

G_END_DECLS
