/* rel-sessions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sessions.h"

#include "rel-access.h"

#define SESSION_MS (24 * 60 * 60 * 1000)

/* How long a session that was refreshed is good beside the new one, for the requests that
 * are on their way. */
#define GRACE_MS (10 * 1000)

/* A session, which outlives its access tokens. */
typedef struct
{
  char *user;        /* (owned): id */
  char *next;        /* (owned) (nullable): hash of the session that took its place */
  gint64 expires_us; /* monotonic */
} Session;

/* What an access token is good for. */
typedef struct
{
  char *user;        /* (owned): id */
  char *session;     /* (owned) (nullable): hash; it is good only as long as that */
  gint64 expires_us; /* monotonic */
} Grant;

/**
 * RelSessions:
 *
 * Who has logged in. It is kept in memory, since reading a project must change no byte of
 * it, and as hashes, so that looking a token up tells nothing about others.
 *
 * As in Directus there are two kinds. Usually a refresh token stands for the session and can
 * be used once, and access tokens are good until they expire. Of a browser's session the
 * access token is all that is given out, and it ends with the session.
 */
struct _RelSessions
{
  GHashTable *sessions; /* (element-type utf8 Session) (owned): by hash */
  GHashTable *grants;   /* (element-type utf8 Grant) (owned): by hash */
  guint access_ms;
  guint refresh_ms;
};

static void
session_free (Session *self)
{
  g_free (self->user);
  g_free (self->next);
  g_free (self);
}

static void
grant_free (Grant *self)
{
  g_free (self->user);
  g_free (self->session);
  g_free (self);
}

static char *
hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

static gint64
from_now (guint ms)
{
  return g_get_monotonic_time () + (gint64) ms * 1000;
}

static gboolean
session_is_over (gpointer key, gpointer value, gpointer user_data)
{
  return ((Session *) value)->expires_us < g_get_monotonic_time ();
}

/* That a token has expired is said for as long as a session may last, then it is unknown. */
static gboolean
grant_is_forgotten (gpointer key, gpointer value, gpointer user_data)
{
  RelSessions *self = user_data;

  return ((Grant *) value)->expires_us + (gint64) self->refresh_ms * 1000 < g_get_monotonic_time ();
}

static Session *
find_session (RelSessions *self, const char *key)
{
  Session *session = g_hash_table_lookup (self->sessions, key);

  return session != NULL && !session_is_over (NULL, session, NULL) ? session : NULL;
}

/* The hash of the session that a client names by its refresh token or, in a browser, by its
 * access token. */
static char *
dup_session_key (RelSessions *self, const char *token, gboolean is_session)
{
  g_autofree char *key = hash (token);
  Grant *grant;

  if (!is_session)
    return g_steal_pointer (&key);
  grant = g_hash_table_lookup (self->grants, key);
  return grant != NULL ? g_strdup (grant->session) : NULL;
}

static char *
add_session (RelSessions *self, const char *key, const char *user, guint ms)
{
  Session *session = g_new0 (Session, 1);

  session->user = g_strdup (user);
  session->expires_us = from_now (ms);
  g_hash_table_insert (self->sessions, g_strdup (key), session);
  return session->user;
}

static char *
grant_access (RelSessions *self, const char *user, const char *session, guint ms)
{
  char *token = rel_access_new_token ();
  Grant *grant = g_new0 (Grant, 1);

  grant->user = g_strdup (user);
  grant->session = g_strdup (session);
  grant->expires_us = from_now (ms);
  g_hash_table_insert (self->grants, hash (token), grant);
  return token;
}

/* Takes @refresh. */
static RelTokens *
give_tokens (RelSessions *self, const char *user, char *refresh, const char *session)
{
  RelTokens *tokens = g_new0 (RelTokens, 1);

  tokens->refresh = refresh;
  tokens->access_lifetime_ms = session != NULL ? SESSION_MS : self->access_ms;
  tokens->lifetime_ms = session != NULL ? SESSION_MS : self->refresh_ms;
  tokens->access = grant_access (self, user, session, tokens->access_lifetime_ms);
  return tokens;
}

/**
 * rel_sessions_new:
 * @access_ms: how long an access token is good
 * @refresh_ms: how long a refresh token is good
 *
 * Returns: (transfer full): a list of nobody
 */
RelSessions *
rel_sessions_new (guint access_ms, guint refresh_ms)
{
  RelSessions *self = g_new0 (RelSessions, 1);

  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) session_free);
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) grant_free);
  self->access_ms = access_ms;
  self->refresh_ms = refresh_ms;
  return self;
}

/**
 * rel_sessions_free:
 * @self: (transfer full): sessions
 */
void
rel_sessions_free (RelSessions *self)
{
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->grants);
  g_free (self);
}

/**
 * rel_tokens_free:
 * @self: (transfer full): tokens
 */
void
rel_tokens_free (RelTokens *self)
{
  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}

/**
 * rel_sessions_open:
 * @self: sessions
 * @user: id of who has logged in
 * @is_session: whether it is a browser's session
 *
 * Returns: (transfer full): the tokens for it
 */
RelTokens *
rel_sessions_open (RelSessions *self, const char *user, gboolean is_session)
{
  g_autofree char *token = rel_access_new_token ();
  g_autofree char *key = hash (token);

  g_hash_table_foreach_remove (self->sessions, session_is_over, NULL);
  g_hash_table_foreach_remove (self->grants, grant_is_forgotten, self);
  add_session (self, key, user, self->refresh_ms);
  if (is_session)
    return give_tokens (self, user, NULL, key);
  return give_tokens (self, user, g_steal_pointer (&token), NULL);
}

/**
 * rel_sessions_get_user:
 * @self: sessions
 * @token: a refresh token; the access token of a browser's session
 * @is_session: whether it is that
 *
 * Returns: (transfer none) (nullable): id of whose session it is, if it is a good one
 */
const char *
rel_sessions_get_user (RelSessions *self, const char *token, gboolean is_session)
{
  g_autofree char *key = dup_session_key (self, token, is_session);
  Session *session = key != NULL ? find_session (self, key) : NULL;

  return session != NULL ? session->user : NULL;
}

/* Requests that go out at the same time all get into the one new session. */
static char *
follow_session (RelSessions *self, Session *session)
{
  if (session->next == NULL || find_session (self, session->next) == NULL)
    {
      g_autofree char *token = rel_access_new_token ();

      g_free (session->next);
      session->next = hash (token);
      session->expires_us = from_now (GRACE_MS);
      add_session (self, session->next, session->user, SESSION_MS);
    }
  else
    find_session (self, session->next)->expires_us = from_now (SESSION_MS);
  return session->next;
}

/**
 * rel_sessions_refresh:
 * @self: sessions
 * @token: what [method@Sessions.get_user] knows
 * @is_session: as there
 *
 * Gives new tokens. A refresh token is used up by it.
 *
 * Returns: (transfer full) (nullable): the tokens; %NULL if @token is none
 */
RelTokens *
rel_sessions_refresh (RelSessions *self, const char *token, gboolean is_session)
{
  g_autofree char *key = dup_session_key (self, token, is_session);
  Session *session = key != NULL ? find_session (self, key) : NULL;
  g_autofree char *next = NULL;
  g_autofree char *next_key = NULL;
  const char *user;

  if (session == NULL)
    return NULL;
  if (is_session)
    return give_tokens (self, session->user, NULL, follow_session (self, session));

  next = rel_access_new_token ();
  next_key = hash (next);
  user = add_session (self, next_key, session->user, self->refresh_ms);
  g_hash_table_remove (self->sessions, key);
  return give_tokens (self, user, g_steal_pointer (&next), NULL);
}

/**
 * rel_sessions_close:
 * @self: sessions
 * @token: what [method@Sessions.get_user] knows
 * @is_session: as there
 *
 * Ends a session; does nothing if there is none.
 */
void
rel_sessions_close (RelSessions *self, const char *token, gboolean is_session)
{
  g_autofree char *key = dup_session_key (self, token, is_session);

  if (key != NULL)
    g_hash_table_remove (self->sessions, key);
}

/**
 * rel_sessions_check:
 * @self: sessions
 * @access: an access token
 * @user: (out) (optional) (transfer none): id of whose it is, if it is good
 *
 * Returns: what the token is worth
 */
RelGrant
rel_sessions_check (RelSessions *self, const char *access, const char **user)
{
  g_autofree char *key = hash (access);
  Grant *grant = g_hash_table_lookup (self->grants, key);

  if (grant == NULL)
    return REL_GRANT_UNKNOWN;
  if (grant->expires_us < g_get_monotonic_time ())
    return REL_GRANT_EXPIRED;
  if (grant->session != NULL && find_session (self, grant->session) == NULL)
    return REL_GRANT_ENDED;
  if (user != NULL)
    *user = grant->user;
  return REL_GRANT_GOOD;
}
