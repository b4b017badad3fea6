/* sign-in-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "faulty-server.h"
#include "rel-error.h"
#include "rel-sign-in.h"
#include "waiting.h"

G_BEGIN_DECLS

#define EMAIL    "anna@example.com"
#define PASSWORD "password-that-nobody-may-see"

#define LOGIN   "POST /auth/login"
#define REFRESH "POST /auth/refresh"
#define LOGOUT  "POST /auth/logout"
#define READ    "GET /relations"

#define TOKENS_FOR_LONG "{\"data\":{\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\",\"expires\":900000}}"
/* Good for a millisecond: it has to be renewed before the next request. */
#define TOKENS_FOR_SHORT "{\"data\":{\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\",\"expires\":1}}"
#define NEXT_TOKENS      "{\"data\":{\"access_token\":\"access-2\",\"refresh_token\":\"refresh-2\",\"expires\":900000}}"

#define REFUSAL(code) "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"" code "\"}}]}"

typedef struct
{
  FaultyServer *server;
  RelTransport *transport;
  RelSignIn *sign_in;

  /* The person: what was asked, and what will be answered. */
  GPtrArray *questions; /* (element-type RelQuestion) */
  const char *answer;   /* NULL: not yet */
} SignInFixture;

void set_up (SignInFixture *fixture, gconstpointer data);
void tear_down (SignInFixture *fixture, gconstpointer data);
void answer (SignInFixture *fixture, const char *request, guint status, const char *body);
void let_ask (SignInFixture *fixture, const char *text);
guint ready (SignInFixture *fixture, GError **error);
void assert_ready (SignInFixture *fixture);
void let_expire (void);
gboolean refused (SignInFixture *fixture, guint nth, guint n_refused, GError **error);
gboolean read_relations (SignInFixture *fixture, GError **error);
void assert_reads (SignInFixture *fixture);
void sign_out (SignInFixture *fixture, GError **error);
void assert_header (SignInFixture *fixture, guint nth, const char *expected);
void assert_carries_nothing (SignInFixture *fixture);

G_END_DECLS
