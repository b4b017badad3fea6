/* rel-login.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-transport.h"

G_BEGIN_DECLS

/* What a server gives who logs in. */
typedef struct
{
  char *access_token;  /* (owned) */
  char *refresh_token; /* (owned): good once */
  gint64 lasts_ms;     /* how long the access token is good, from when it was given */
} RelLogin;

void rel_login_free (RelLogin *self);

void rel_login_in_async (RelTransport *transport,
                         gboolean graphql,
                         const char *email,
                         const char *password,
                         const char *code,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
void rel_login_refresh_async (RelTransport *transport,
                              gboolean graphql,
                              const char *refresh_token,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RelLogin *rel_login_finish (GAsyncResult *result, GError **error);
void rel_login_out_async (RelTransport *transport,
                          gboolean graphql,
                          const char *refresh_token,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean rel_login_out_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelLogin, rel_login_free)

G_END_DECLS
