/* rel-session.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-transport.h"

G_BEGIN_DECLS

#define REL_TYPE_SESSION (rel_session_get_type ())

G_DECLARE_FINAL_TYPE (RelSession, rel_session, REL, SESSION, GObject)

RelSession *rel_session_new (RelTransport *transport, const char *email, const char *password);
void rel_session_set_graphql (RelSession *self, gboolean graphql);
void rel_session_set_password (RelSession *self, const char *email, const char *password);
void rel_session_set_code (RelSession *self, const char *code);
const char *rel_session_get_email (RelSession *self);
gboolean rel_session_can_renew (RelSession *self);
gboolean rel_session_is_due (RelSession *self);
void rel_session_distrust (RelSession *self);

void rel_session_renew_async (RelSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_session_renew_finish (RelSession *self, GAsyncResult *result, GError **error);
void rel_session_end_async (RelSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_session_end_finish (RelSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
