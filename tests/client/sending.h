/* sending.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "faulty-server.h"
#include "rel-transport-private.h"

G_BEGIN_DECLS

#define TOKEN "token-that-nobody-may-see"

RelTransport *transport_for (FaultyServer *server);
gboolean send_on (RelTransport *transport,
                  const char *method,
                  const char *path,
                  GCancellable *cancellable,
                  JsonNode **answer,
                  GError **error);

G_END_DECLS
