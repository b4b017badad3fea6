/* faulty-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "faulty-answer.h"

G_BEGIN_DECLS

typedef struct _FaultyServer FaultyServer;

FaultyServer *faulty_server_new (void);
FaultyServer *faulty_server_new_tls (const char *certificate_name);
void faulty_server_disconnect (FaultyServer *self);
void faulty_server_free (FaultyServer *self);
const char *faulty_server_get_url (FaultyServer *self);
FaultyAnswer *faulty_server_answer (FaultyServer *self, const char *request, guint status, const char *body);
guint faulty_server_count (FaultyServer *self, const char *request);
guint faulty_server_count_all (FaultyServer *self);
guint faulty_server_count_connections (FaultyServer *self);
char *faulty_server_dup_protocol (FaultyServer *self);
gsize faulty_server_get_sent_bytes (FaultyServer *self);
gint64 faulty_server_get_sent_us (FaultyServer *self);
char *faulty_server_dup_header (FaultyServer *self, guint nth, const char *name);
JsonNode *faulty_server_dup_requests (FaultyServer *self);
void faulty_server_assert_requests (FaultyServer *self, const char *golden_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultyServer, faulty_server_free)

G_END_DECLS
