/* rel-sign-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sign-in.h"

#include <glib/gi18n-lib.h>

#include "rel-auth.h"
#include "rel-error.h"
#include "rel-secret.h"
#include "rel-session.h"
#include "rel-waiters.h"

/**
 * RelSignIn:
 *
 * Who the program is to a server: nobody, the owner of a static token, or a person with an
 * email address and a password.
 *
 * Each request waits for [method@SignIn.ready_async] before it is sent, and is sent once more
 * if [method@SignIn.refused_async] says so after a 401. However many requests wait, there is
 * one login, one refresh and one question to the person. What was begun for them goes on when
 * all of them are cancelled, because a refresh uses up its token; only a question is
 * withdrawn.
 *
 * It sets the token of the transport, and says nothing of it to anybody else.
 *
 * Use it from the thread that created it.
 */
struct _RelSignIn
{
  GObject parent_instance;

  RelTransport *transport; /* (owned) (not nullable) */
  RelSession *session;     /* (owned) (nullable): of a person; nobody and a token have none */
  gboolean graphql;
  gboolean is_nobody;
  gboolean is_in; /* what the transport has is good, as far as is known */
  guint nth;      /* how often it was signed in, counted from 1 */
  guint given_up; /* at which of these the person gave up; 0 for none */

  RelAskFunc ask; /* (nullable) */
  gpointer ask_data;
  GDestroyNotify ask_destroy;
  RelQuestion *question; /* (owned) (nullable): what the person is being asked */
  GError *refusal;       /* (owned) (nullable): why one has to sign in again */

  RelWaiters *waiters; /* (owned) */
  gboolean is_running;
};

G_DEFINE_FINAL_TYPE (RelSignIn, rel_sign_in, G_TYPE_OBJECT)

/* After so many refusals of one request its tokens do not just expire too early. */
#define MAX_REFUSED 3

static void run (RelSignIn *self);

/* Nobody waits for an answer any more. */
static void
left_cb (gpointer user_data)
{
  RelSignIn *self = REL_SIGN_IN (user_data);

  if (self->question != NULL)
    rel_question_end (self->question);
}

/* Takes @task. */
static void
wait_for_end (RelSignIn *self, GTask *task)
{
  rel_waiters_add (self->waiters, task);
  if (!self->is_running)
    {
      self->is_running = TRUE;
      run (self);
    }
}

/* Ends what runs: all who wait go on, or fail with @error. */
static void
end (RelSignIn *self, const GError *error)
{
  g_autoptr (RelSignIn) alive = g_object_ref (self);

  self->is_running = FALSE;
  rel_waiters_release (self->waiters, self->nth, error);
}

static void
end_with_refusal (RelSignIn *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->refusal);

  if (error == NULL)
    error = g_error_new_literal (REL_ERROR, REL_ERROR_UNAUTHORIZED,
                                 self->session != NULL ? _ ("The server wants an email address and a password")
                                                       : _ ("The server wants a token"));
  end (self, error);
}

static void
set_refusal (RelSignIn *self, GError *error)
{
  g_clear_error (&self->refusal);
  self->refusal = error;
}

static void
signed_in (RelSignIn *self)
{
  g_clear_error (&self->refusal);
  self->is_in = TRUE;
  self->nth++;
}

static void
question_ended_cb (RelQuestion *question, gpointer user_data)
{
  RelSignIn *self = REL_SIGN_IN (user_data);
  g_autoptr (RelQuestion) ended = g_steal_pointer (&self->question);
  const char *secret = rel_question_get_secret (question);
  GError *error = NULL;

  if (secret == NULL)
    {
      self->given_up = self->nth;
      end_with_refusal (self);
      return;
    }

  switch (rel_question_get_kind (question))
    {
    case REL_QUESTION_PASSWORD:
      rel_session_set_password (self->session, rel_question_get_email (question), secret);
      break;
    case REL_QUESTION_CODE:
      rel_session_set_code (self->session, secret);
      break;
    case REL_QUESTION_TOKEN:
    default:
      if (!rel_sign_in_set_token (self, secret, &error))
        set_refusal (self, error);
    }
  run (self);
}

static void
ask (RelSignIn *self, RelQuestionKind kind)
{
  g_autoptr (RelQuestion) question = NULL;

  if (self->ask == NULL || rel_waiters_is_empty (self->waiters))
    {
      end_with_refusal (self);
      return;
    }
  question = rel_question_new (kind, rel_transport_get_address (self->transport),
                               self->session != NULL ? rel_session_get_email (self->session) : NULL,
                               self->refusal != NULL ? self->refusal->message : NULL);
  g_signal_connect_object (question, "ended", G_CALLBACK (question_ended_cb), self, 0);
  /* It may be answered before this returns. */
  self->question = g_object_ref (question);
  self->ask (question, self->ask_data);
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelSignIn) self = REL_SIGN_IN (user_data);
  GError *error = NULL;

  if (rel_session_renew_finish (REL_SESSION (source), result, &error))
    {
      signed_in (self);
      end (self, NULL);
    }
  else if (!g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED))
    {
      end (self, error);
      g_error_free (error);
    }
  else
    {
      set_refusal (self, error);
      ask (self, rel_session_can_renew (self->session) ? REL_QUESTION_CODE : REL_QUESTION_PASSWORD);
    }
}

/* The next step to be signed in. */
static void
run (RelSignIn *self)
{
  if (self->session != NULL && rel_session_can_renew (self->session))
    rel_session_renew_async (self->session, renewed_cb, g_object_ref (self));
  else if (self->session != NULL)
    ask (self, REL_QUESTION_PASSWORD);
  else if (self->is_in)
    end (self, NULL);
  else
    ask (self, REL_QUESTION_TOKEN);
}

/* A request was refused. If that happens to the token that was got because of the refusal
 * before, another of the same kind will not do either, unless it has expired on the way. */
static void
sign_in_failed (RelSignIn *self, guint n_refused, const GError *refusal)
{
  if (self->session != NULL && n_refused > 1 && (n_refused > MAX_REFUSED || !rel_session_is_due (self->session)))
    rel_session_distrust (self->session);
  set_refusal (self, g_error_copy (refusal));
  self->is_in = FALSE;
}

/* Nobody is signed in any more. */
static void
forget (RelSignIn *self)
{
  g_clear_error (&self->refusal);
  g_clear_object (&self->session);
  rel_transport_set_token (self->transport, NULL);
  self->is_nobody = FALSE;
  self->is_in = FALSE;
}

static void
rel_sign_in_dispose (GObject *object)
{
  RelSignIn *self = REL_SIGN_IN (object);

  /* Whoever waits for an answer holds a reference. */
  g_assert (self->question == NULL);
  rel_sign_in_set_ask_func (self, NULL, NULL, NULL);
  if (self->transport != NULL)
    forget (self);
  g_clear_object (&self->transport);
  G_OBJECT_CLASS (rel_sign_in_parent_class)->dispose (object);
}

static void
rel_sign_in_finalize (GObject *object)
{
  rel_waiters_free (REL_SIGN_IN (object)->waiters);
  G_OBJECT_CLASS (rel_sign_in_parent_class)->finalize (object);
}

static void
rel_sign_in_class_init (RelSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_sign_in_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_sign_in_finalize;
}

static void
rel_sign_in_init (RelSignIn *self)
{
  self->waiters = rel_waiters_new (left_cb, self);
}

/**
 * rel_sign_in_new:
 * @transport: the way to the server
 *
 * Signs in to a server as nobody, at first. Whatever token the transport had is forgotten.
 *
 * Returns: (transfer full): a sign-in
 */
RelSignIn *
rel_sign_in_new (RelTransport *transport)
{
  RelSignIn *self = g_object_new (REL_TYPE_SIGN_IN, NULL);

  self->transport = g_object_ref (transport);
  rel_sign_in_set_nobody (self);
  return self;
}

/**
 * rel_sign_in_set_graphql:
 * @self: a sign-in
 * @graphql: whether only GraphQL gets through to the server
 *
 * Chooses how one logs in, refreshes and logs out.
 */
void
rel_sign_in_set_graphql (RelSignIn *self, gboolean graphql)
{
  g_return_if_fail (REL_IS_SIGN_IN (self));

  self->graphql = graphql;
  if (self->session != NULL)
    rel_session_set_graphql (self->session, graphql);
}

/**
 * rel_sign_in_set_ask_func:
 * @self: a sign-in
 * @ask: (nullable) (scope notified): asks the person; %NULL if nobody can be asked
 * @user_data: for @ask
 * @destroy: (nullable): what to do with @user_data in the end
 *
 * Lets the person be asked for what is missing or not accepted. Without it the refusal goes
 * out to who waits.
 */
void
rel_sign_in_set_ask_func (RelSignIn *self, RelAskFunc ask_func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (REL_IS_SIGN_IN (self));

  if (self->ask_destroy != NULL)
    self->ask_destroy (self->ask_data);
  self->ask = ask_func;
  self->ask_data = user_data;
  self->ask_destroy = destroy;
}

/**
 * rel_sign_in_set_nobody:
 * @self: a sign-in
 *
 * Signs in as nobody: requests carry no token.
 */
void
rel_sign_in_set_nobody (RelSignIn *self)
{
  g_return_if_fail (REL_IS_SIGN_IN (self));

  forget (self);
  self->is_nobody = TRUE;
  signed_in (self);
}

/**
 * rel_sign_in_set_token:
 * @self: a sign-in
 * @token: (nullable): a static token; spaces around it do not count. %NULL or empty if it is
 *   not known: the person is asked for it then
 * @error: (out) (optional): where to put a failure
 *
 * Signs in with a static token.
 *
 * Errors: `REL_ERROR_INVALID` if the token cannot stand in a header; nothing is changed then.
 *
 * Returns: whether this may be a token
 */
gboolean
rel_sign_in_set_token (RelSignIn *self, const char *token, GError **error)
{
  g_autoptr (RelSecret) read_token = NULL;

  g_return_val_if_fail (REL_IS_SIGN_IN (self), FALSE);

  if (!rel_auth_read_token (token, &read_token, error))
    return FALSE;
  forget (self);
  if (read_token == NULL)
    return TRUE;
  rel_transport_set_token (self->transport, read_token);
  signed_in (self);
  return TRUE;
}

/**
 * rel_sign_in_set_password:
 * @self: a sign-in
 * @email: (nullable): an email address
 * @password: (nullable): its password; the person is asked for what is not known
 *
 * Signs in as a person, with the next request.
 */
void
rel_sign_in_set_password (RelSignIn *self, const char *email, const char *password)
{
  g_return_if_fail (REL_IS_SIGN_IN (self));

  forget (self);
  self->session = rel_session_new (self->transport, email, password);
  rel_session_set_graphql (self->session, self->graphql);
}

/**
 * rel_sign_in_ready_async:
 * @self: a sign-in
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Waits until the transport has a token that is good for the next request: logs in if that
 * was not done yet, and renews the token shortly before it expires.
 */
void
rel_sign_in_ready_async (RelSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_SIGN_IN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_sign_in_ready_async);
  if (!self->is_running && self->is_in && (self->session == NULL || !rel_session_is_due (self->session)))
    g_task_return_int (task, self->nth);
  else
    wait_for_end (self, g_steal_pointer (&task));
}

/**
 * rel_sign_in_ready_finish:
 * @self: a sign-in
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@SignIn.ready_async].
 *
 * Errors: `REL_ERROR_UNAUTHORIZED` if the server accepts nothing of what is known and asked
 * for; those of the network; `G_IO_ERROR_CANCELLED`.
 *
 * Returns: which sign-in the next request goes with, for [method@SignIn.refused_async]; 0 on
 *   error
 */
guint
rel_sign_in_ready_finish (RelSignIn *self, GAsyncResult *result, GError **error)
{
  gssize nth;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  nth = g_task_propagate_int (G_TASK (result), error);
  return nth > 0 ? nth : 0;
}

/**
 * rel_sign_in_refused_async:
 * @self: a sign-in
 * @nth: which one the request went with
 * @n_refused: how often the same request was refused, this time included
 * @refusal: what the server said to it: `REL_ERROR_UNAUTHORIZED`
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Signs in again after a request was refused with 401: renews the token, logs in, or asks
 * the person. If that was done since the request was sent, there is nothing to do.
 *
 * The caller may do this as often as the request is refused: where a second token is not
 * accepted either, only the person can go on.
 */
void
rel_sign_in_refused_async (RelSignIn *self,
                           guint nth,
                           guint n_refused,
                           const GError *refusal,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_SIGN_IN (self));
  g_return_if_fail (refusal != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_sign_in_refused_async);
  if (self->is_running)
    wait_for_end (self, g_steal_pointer (&task));
  else if (nth != self->nth)
    g_task_return_int (task, self->nth);
  else if (nth == self->given_up)
    /* It was sent beside the one for which the person was asked. */
    g_task_return_error (task, g_error_copy (refusal));
  else
    {
      sign_in_failed (self, n_refused, refusal);
      wait_for_end (self, g_steal_pointer (&task));
    }
}

/**
 * rel_sign_in_refused_finish:
 * @self: a sign-in
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@SignIn.refused_async].
 *
 * Errors: the refusal itself if nobody can be asked or the person gave up, else as
 * [method@SignIn.ready_finish].
 *
 * Returns: whether to send the request once more
 */
gboolean
rel_sign_in_refused_finish (RelSignIn *self, GAsyncResult *result, GError **error)
{
  return rel_sign_in_ready_finish (self, result, error) != 0;
}

static void
session_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_session_end_finish (REL_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sign_out (GTask *task)
{
  RelSignIn *self = g_task_get_source_object (task);

  g_clear_error (&self->refusal);
  if (self->session != NULL)
    {
      self->is_in = FALSE;
      rel_session_end_async (self->session, session_ended_cb, g_object_ref (task));
      return;
    }
  /* Nobody stays nobody. */
  if (!self->is_nobody)
    forget (self);
  g_task_return_boolean (task, TRUE);
}

static void sign_out_when_idle (GTask *task);

static void
ended_before_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Whether it was signed in or not, it is to be signed out. */
  rel_sign_in_ready_finish (REL_SIGN_IN (source), result, &error);
  sign_out_when_idle (task);
}

static void
sign_out_when_idle (GTask *task)
{
  RelSignIn *self = g_task_get_source_object (task);

  if (self->is_running)
    wait_for_end (self, g_task_new (self, NULL, ended_before_out_cb, g_object_ref (task)));
  else
    sign_out (task);
}

/**
 * rel_sign_in_out_async:
 * @self: a sign-in
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Signs out: forgets every secret, and lets the server forget the refresh token. The person is
 * asked again before the next request.
 */
void
rel_sign_in_out_async (RelSignIn *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_SIGN_IN (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rel_sign_in_out_async);
  if (self->question != NULL)
    rel_question_end (self->question);
  sign_out_when_idle (task);
}

/**
 * rel_sign_in_out_finish:
 * @self: a sign-in
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@SignIn.out_async].
 *
 * Errors: those of the network; here all is forgotten even so.
 *
 * Returns: whether the server has signed out as well
 */
gboolean
rel_sign_in_out_finish (RelSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
