/* rel-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-login.h"
#include "rel-secret.h"

/**
 * RelSession:
 *
 * The session of a person on a server: it begins with an email address and a password, and is
 * renewed with a token that is good once.
 *
 * It sets the access token of the transport. A password that the server did not accept is
 * forgotten, as a server locks the account of who tries it too often. Secrets are wiped when
 * they are replaced.
 *
 * Use it from the thread that created it, for one thing at a time.
 */
struct _RelSession
{
  GObject parent_instance;

  RelTransport *transport; /* (owned) (not nullable) */
  gboolean graphql;
  char *email;         /* (owned) (nullable) */
  char *password;      /* (owned) (nullable) */
  char *code;          /* (owned) (nullable): good once */
  char *refresh_token; /* (owned) (nullable): good once */
  gint64 due_us;       /* when to renew it; of the wall clock, which goes on in suspend */
};

G_DEFINE_FINAL_TYPE (RelSession, rel_session, G_TYPE_OBJECT)

/* A token is renewed when a fifth of its time is left, but not earlier than so many seconds
 * before its end. */
#define EARLY_S 30

static void
forget (RelSession *self)
{
  rel_secret_replace (&self->password, NULL);
  rel_secret_replace (&self->code, NULL);
  rel_secret_replace (&self->refresh_token, NULL);
  self->due_us = 0;
}

static void
take_login (RelSession *self, RelLogin *login)
{
  gint64 lasts_us = login->lasts_ms * 1000;
  gint64 early_us = MIN (lasts_us / 5, EARLY_S * G_USEC_PER_SEC);

  rel_transport_set_token (self->transport, login->access_token);
  rel_secret_replace (&self->refresh_token, login->refresh_token);
  rel_secret_replace (&self->code, NULL);
  /* A server that does not say how long will refuse it in the end. */
  self->due_us = lasts_us > 0 ? g_get_real_time () + lasts_us - early_us : G_MAXINT64;
}

/* Whether Directus refuses a login, and not something before it that wants one of its own. */
static gboolean
is_refused_by_directus (const GError *error)
{
  return g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED) && rel_error_get_server_code (error) != NULL;
}

/* A 401 that Directus did not say: no password of Directus helps against it. */
static GError *
stranger_error (RelSession *self)
{
  return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                      _ ("%s refuses the sign-in (HTTP 401), but not as Directus does. Something before Directus, as "
                         "a proxy, seems to want a login of its own"),
                      rel_transport_get_address (self->transport));
}

/* What the server says to a login, in words that say what to do. */
static GError *
login_error (RelSession *self, const GError *error)
{
  const char *code = rel_error_get_server_code (error);
  GError *said;

  if (g_strcmp0 (code, "INVALID_OTP") == 0)
    said = g_error_new_literal (REL_ERROR, REL_ERROR_UNAUTHORIZED,
                                self->code != NULL ? _ ("The server does not accept the one-time code")
                                                   : _ ("The server asks for a one-time code"));
  else if (g_strcmp0 (code, "USER_SUSPENDED") == 0)
    said =
      g_error_new (REL_ERROR, REL_ERROR_UNAUTHORIZED, _ ("The account of %s is suspended on the server"), self->email);
  else if (g_strcmp0 (code, "INVALID_IP") == 0)
    said = g_error_new (REL_ERROR, REL_ERROR_FORBIDDEN,
                        _ ("The server does not let %s sign in from the network address of this computer"),
                        self->email);
  else
    said = g_error_new_literal (REL_ERROR, REL_ERROR_UNAUTHORIZED,
                                _ ("The server does not accept this email address and password"));
  rel_error_set_refusal (said, code, NULL, NULL);
  return said;
}

/* Whether the password is not good, as far as the server says. */
static gboolean
is_about_password (const char *code)
{
  return strcmp (code, "INVALID_OTP") != 0 && strcmp (code, "INVALID_IP") != 0;
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelLogin) login = rel_login_finish (result, &error);
  const char *code;

  if (login != NULL)
    {
      take_login (self, login);
      g_task_return_boolean (task, TRUE);
      return;
    }

  /* An email address that is none is refused as such. */
  code = rel_error_get_server_code (error);
  if (is_refused_by_directus (error) || g_strcmp0 (code, "INVALID_PAYLOAD") == 0)
    {
      GError *said = login_error (self, error);

      rel_secret_replace (&self->code, NULL);
      if (is_about_password (code))
        rel_secret_replace (&self->password, NULL);
      g_task_return_error (task, said);
    }
  else if (g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED))
    g_task_return_error (task, stranger_error (self));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
log_in (GTask *task)
{
  RelSession *self = g_task_get_source_object (task);

  if (self->email != NULL && self->password != NULL)
    rel_login_in_async (self->transport, self->graphql, self->email, self->password, self->code, logged_in_cb,
                        g_object_ref (task));
  else
    g_task_return_new_error (task, REL_ERROR, REL_ERROR_UNAUTHORIZED, _ ("The session on the server has ended"));
}

/* Whether the refresh token is used up or too old, and not the server away or too busy. */
static gboolean
is_used_up (const GError *error)
{
  const char *code = rel_error_get_server_code (error);

  return code != NULL && strcmp (code, "REQUESTS_EXCEEDED") != 0 &&
         !g_error_matches (error, REL_ERROR, REL_ERROR_SERVER);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelLogin) login = rel_login_finish (result, &error);

  if (login != NULL)
    {
      take_login (self, login);
      g_task_return_boolean (task, TRUE);
    }
  else if (is_used_up (error))
    {
      /* A login does not need it. */
      rel_secret_replace (&self->refresh_token, NULL);
      log_in (task);
    }
  else if (g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED))
    g_task_return_error (task, stranger_error (self));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
rel_session_dispose (GObject *object)
{
  RelSession *self = REL_SESSION (object);

  forget (self);
  g_clear_object (&self->transport);
  G_OBJECT_CLASS (rel_session_parent_class)->dispose (object);
}

static void
rel_session_finalize (GObject *object)
{
  g_free (REL_SESSION (object)->email);
  G_OBJECT_CLASS (rel_session_parent_class)->finalize (object);
}

static void
rel_session_class_init (RelSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_session_finalize;
}

static void
rel_session_init (RelSession *self)
{
}

/**
 * rel_session_new:
 * @transport: the way to the server
 * @email: (nullable): an email address, if it is known
 * @password: (nullable): its password, if it is known
 *
 * Returns: (transfer full): a session that has not begun; nothing is sent yet
 */
RelSession *
rel_session_new (RelTransport *transport, const char *email, const char *password)
{
  RelSession *self = g_object_new (REL_TYPE_SESSION, NULL);

  self->transport = g_object_ref (transport);
  rel_session_set_password (self, email, password);
  return self;
}

/**
 * rel_session_set_graphql:
 * @self: a session
 * @graphql: whether only GraphQL gets through to the server
 *
 * Chooses how it speaks to the server.
 */
void
rel_session_set_graphql (RelSession *self, gboolean graphql)
{
  g_return_if_fail (REL_IS_SESSION (self));

  self->graphql = graphql;
}

/**
 * rel_session_set_password:
 * @self: a session
 * @email: (nullable): an email address
 * @password: (nullable): its password
 *
 * Sets whose session it will be when it is renewed.
 */
void
rel_session_set_password (RelSession *self, const char *email, const char *password)
{
  g_autofree char *copy = g_strdup (email);

  g_return_if_fail (REL_IS_SESSION (self));

  forget (self);
  g_free (self->email);
  self->email = g_steal_pointer (&copy);
  rel_secret_replace (&self->password, password);
}

/**
 * rel_session_set_code:
 * @self: a session
 * @code: a one-time code
 *
 * Sets what the next login goes with, besides the password.
 */
void
rel_session_set_code (RelSession *self, const char *code)
{
  g_return_if_fail (REL_IS_SESSION (self));

  rel_secret_replace (&self->code, code);
}

/**
 * rel_session_get_email:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): whose it is
 */
const char *
rel_session_get_email (RelSession *self)
{
  g_return_val_if_fail (REL_IS_SESSION (self), NULL);

  return self->email;
}

/**
 * rel_session_can_renew:
 * @self: a session
 *
 * Returns: whether it can be tried without asking the person for the password
 */
gboolean
rel_session_can_renew (RelSession *self)
{
  g_return_val_if_fail (REL_IS_SESSION (self), FALSE);

  return self->refresh_token != NULL || (self->email != NULL && self->password != NULL);
}

/**
 * rel_session_is_due:
 * @self: a session
 *
 * Returns: whether it has to be renewed before the next request
 */
gboolean
rel_session_is_due (RelSession *self)
{
  g_return_val_if_fail (REL_IS_SESSION (self), TRUE);

  return g_get_real_time () >= self->due_us;
}

/**
 * rel_session_distrust:
 * @self: a session
 *
 * Forgets what it could be renewed with, after tokens made of it were refused.
 */
void
rel_session_distrust (RelSession *self)
{
  g_return_if_fail (REL_IS_SESSION (self));

  forget (self);
}

/**
 * rel_session_renew_async:
 * @self: a session
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Gets another access token: refreshes the old one, or logs in if that cannot be done. It
 * cannot be cancelled: the token that is good once has been used when the request is sent.
 */
void
rel_session_renew_async (RelSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rel_session_renew_async);
  if (self->refresh_token != NULL)
    rel_login_refresh_async (self->transport, self->graphql, self->refresh_token, refreshed_cb, g_object_ref (task));
  else
    log_in (task);
}

/**
 * rel_session_renew_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Session.renew_async].
 *
 * Errors: `REL_ERROR_UNAUTHORIZED` if a person has to be asked: for a one-time code if
 * [method@Session.can_renew], else for the password; else those of
 * [method@Transport.send_finish].
 *
 * Returns: whether the transport has a token that is good
 */
gboolean
rel_session_renew_finish (RelSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_login_out_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rel_session_end_async:
 * @self: a session
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Ends it: forgets every secret at once, and tells the server.
 */
void
rel_session_end_async (RelSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (RelSecret) refresh_token = NULL;

  g_return_if_fail (REL_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rel_session_end_async);
  refresh_token = g_steal_pointer (&self->refresh_token);
  forget (self);
  rel_transport_set_token (self->transport, NULL);
  if (refresh_token != NULL)
    rel_login_out_async (self->transport, self->graphql, refresh_token, ended_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rel_session_end_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Session.end_async].
 *
 * Errors: those of [method@Transport.send_finish]; here it has ended even so.
 *
 * Returns: whether it has ended on the server as well
 */
gboolean
rel_session_end_finish (RelSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
