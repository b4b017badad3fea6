/* rel-sessions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RelSessions RelSessions;

/**
 * RelTokens:
 * @access: what requests are sent with
 * @refresh: (nullable): what new tokens are given for; %NULL in a session, where @access does both
 * @access_lifetime_ms: how long @access is good
 * @lifetime_ms: how long the session is, unless it is refreshed
 *
 * What a login gives.
 */
typedef struct
{
  char *access;  /* (owned) */
  char *refresh; /* (owned) (nullable) */
  guint access_lifetime_ms;
  guint lifetime_ms;
} RelTokens;

/**
 * RelGrant:
 * @REL_GRANT_UNKNOWN: nobody got this token, as far as is known
 * @REL_GRANT_ENDED: its session is over
 * @REL_GRANT_EXPIRED: it was good once
 * @REL_GRANT_GOOD: it is good
 *
 * What a token is worth.
 */
typedef enum
{
  REL_GRANT_UNKNOWN,
  REL_GRANT_ENDED,
  REL_GRANT_EXPIRED,
  REL_GRANT_GOOD,
} RelGrant;

RelSessions *rel_sessions_new (guint access_ms, guint refresh_ms);
void rel_sessions_free (RelSessions *self);
RelTokens *rel_sessions_open (RelSessions *self, const char *user, gboolean is_session);
const char *rel_sessions_get_user (RelSessions *self, const char *token, gboolean is_session);
RelTokens *rel_sessions_refresh (RelSessions *self, const char *token, gboolean is_session);
void rel_sessions_close (RelSessions *self, const char *token, gboolean is_session);
RelGrant rel_sessions_check (RelSessions *self, const char *access, const char **user);
void rel_tokens_free (RelTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelSessions, rel_sessions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelTokens, rel_tokens_free)

G_END_DECLS
