/* rel-sign-in.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-question.h"
#include "rel-transport.h"

G_BEGIN_DECLS

#define REL_TYPE_SIGN_IN (rel_sign_in_get_type ())

G_DECLARE_FINAL_TYPE (RelSignIn, rel_sign_in, REL, SIGN_IN, GObject)

RelSignIn *rel_sign_in_new (RelTransport *transport);
void rel_sign_in_set_graphql (RelSignIn *self, gboolean graphql);
void rel_sign_in_set_ask_func (RelSignIn *self, RelAskFunc ask, gpointer user_data, GDestroyNotify destroy);

void rel_sign_in_set_nobody (RelSignIn *self);
gboolean rel_sign_in_set_token (RelSignIn *self, const char *token, GError **error);
void rel_sign_in_set_password (RelSignIn *self, const char *email, const char *password);

void rel_sign_in_ready_async (RelSignIn *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
guint rel_sign_in_ready_finish (RelSignIn *self, GAsyncResult *result, GError **error);
void rel_sign_in_refused_async (RelSignIn *self,
                                guint nth,
                                guint n_refused,
                                const GError *refusal,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rel_sign_in_refused_finish (RelSignIn *self, GAsyncResult *result, GError **error);
void rel_sign_in_out_async (RelSignIn *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_sign_in_out_finish (RelSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
