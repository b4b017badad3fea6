/* rel-credentials.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-question.h"
#include "rel-target.h"

G_BEGIN_DECLS

/* Of the client, which those who see the workspace do not see. */
typedef struct _RelSignIn RelSignIn;

#define REL_TYPE_CREDENTIALS (rel_credentials_get_type ())

G_DECLARE_FINAL_TYPE (RelCredentials, rel_credentials, REL, CREDENTIALS, GObject)

RelCredentials *rel_credentials_new (RelTarget *target, const char *token);
void rel_credentials_set_ask_func (RelCredentials *self, RelAskFunc ask, gpointer user_data);
void rel_credentials_use_async (RelCredentials *self,
                                RelSignIn *sign_in,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rel_credentials_use_finish (RelCredentials *self, GAsyncResult *result, GError **error);
void rel_credentials_proven (RelCredentials *self);
void rel_credentials_explain (RelCredentials *self, GError **error);
void rel_credentials_end_async (RelCredentials *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_credentials_end_finish (RelCredentials *self, GAsyncResult *result, GError **error);

G_END_DECLS
