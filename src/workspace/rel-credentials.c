/* rel-credentials.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-credentials.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"
#include "rel-profiles.h"
#include "rel-secret.h"
#include "rel-secrets.h"
#include "rel-sign-in.h"

/**
 * RelCredentials:
 *
 * What one signs in to a project with: a token that was given for this time, else what the
 * keyring has of a saved project, else what the person says when asked.
 *
 * An answer that the person wants to be kept goes to the keyring when the server has accepted
 * it. [signal@Credentials::not-kept] tells that there is none.
 *
 * Use it from one thread.
 */
struct _RelCredentials
{
  GObject parent_instance;

  RelTarget *target;     /* (owned) */
  char *token;           /* (owned) (nullable) */
  RelSignIn *sign_in;    /* (owned) (nullable): once it is used */
  RelQuestion *answered; /* (owned) (nullable): to be kept, once the server accepts it */
  char *trouble;         /* (owned) (nullable): why the keyring was not read */
  RelAskFunc ask;        /* (nullable) */
  gpointer ask_data;
};

G_DEFINE_FINAL_TYPE (RelCredentials, rel_credentials, G_TYPE_OBJECT)

enum
{
  SIGNAL_NOT_KEPT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Returns: (nullable): what is saved of the project; %NULL if it is not saved */
static const RelProfile *
get_saved (RelCredentials *self)
{
  const RelProfile *profile = rel_target_get_profile (self->target);

  return profile != NULL && profile->id != NULL ? profile : NULL;
}

static void
question_ended_cb (RelQuestion *question, gpointer user_data)
{
  RelCredentials *self = REL_CREDENTIALS (user_data);

  if (rel_question_get_secret (question) == NULL || rel_question_get_kind (question) == REL_QUESTION_CODE)
    return;
  g_clear_object (&self->answered);
  if (get_saved (self) != NULL && rel_question_get_keep (question))
    self->answered = g_object_ref (question);
}

static void
asked_cb (RelQuestion *question, gpointer user_data)
{
  RelCredentials *self = REL_CREDENTIALS (user_data);

  if (self->ask == NULL)
    {
      rel_question_end (question);
      return;
    }
  g_signal_connect_object (question, "ended", G_CALLBACK (question_ended_cb), self, 0);
  self->ask (question, self->ask_data);
}

static void
rel_credentials_dispose (GObject *object)
{
  RelCredentials *self = REL_CREDENTIALS (object);

  if (self->sign_in != NULL)
    rel_sign_in_set_ask_func (self->sign_in, NULL, NULL, NULL);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->answered);
  G_OBJECT_CLASS (rel_credentials_parent_class)->dispose (object);
}

static void
rel_credentials_finalize (GObject *object)
{
  RelCredentials *self = REL_CREDENTIALS (object);

  rel_target_unref (self->target);
  rel_secret_free (self->token);
  g_free (self->trouble);
  G_OBJECT_CLASS (rel_credentials_parent_class)->finalize (object);
}

static void
rel_credentials_class_init (RelCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_credentials_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_credentials_finalize;

  /**
   * RelCredentials::not-kept:
   * @self: credentials
   * @text: what happened, for the user
   *
   * Emitted when what the person said is not in the keyring.
   */
  signals[SIGNAL_NOT_KEPT] = g_signal_new ("not-kept", REL_TYPE_CREDENTIALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rel_credentials_init (RelCredentials *self)
{
}

/**
 * rel_credentials_new:
 * @target: a project
 * @token: (nullable): a static token that was given for this time
 *
 * Returns: (transfer full): credentials; nothing is looked up yet
 */
RelCredentials *
rel_credentials_new (RelTarget *target, const char *token)
{
  RelCredentials *self = g_object_new (REL_TYPE_CREDENTIALS, NULL);

  self->target = rel_target_ref (target);
  self->token = g_strdup (token);
  return self;
}

/**
 * rel_credentials_set_ask_func:
 * @self: credentials
 * @ask: (nullable) (scope forever): asks the person; %NULL if nobody can be asked
 * @user_data: for @ask
 *
 * Says who asks the person from now on.
 */
void
rel_credentials_set_ask_func (RelCredentials *self, RelAskFunc ask, gpointer user_data)
{
  g_return_if_fail (REL_IS_CREDENTIALS (self));

  self->ask = ask;
  self->ask_data = user_data;
  if (self->sign_in != NULL)
    rel_sign_in_set_ask_func (self->sign_in, ask != NULL ? asked_cb : NULL, self, NULL);
}

static void
set_up (RelCredentials *self, const RelProfile *profile, const char *secret)
{
  if (profile->sign_in == REL_PROFILE_SIGN_IN_EMAIL)
    rel_sign_in_set_password (self->sign_in, profile->email, secret);
  else if (!rel_sign_in_set_token (self->sign_in, secret, NULL))
    /* What is in the keyring is no token; the person has to say another. */
    rel_sign_in_set_token (self->sign_in, NULL, NULL);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelCredentials *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSecret) secret = rel_secrets_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_free (self->trouble);
  self->trouble = error != NULL ? g_strdup (error->message) : NULL;
  set_up (self, get_saved (self), secret);
  g_task_return_boolean (task, TRUE);
}

/**
 * rel_credentials_use_async:
 * @self: credentials
 * @sign_in: who signs in to the server of the project
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Gives what is known to who signs in, and lets it ask for the rest.
 */
void
rel_credentials_use_async (RelCredentials *self,
                           RelSignIn *sign_in,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const RelProfile *profile;
  GError *error = NULL;

  g_return_if_fail (REL_IS_CREDENTIALS (self));

  profile = rel_target_get_profile (self->target);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_credentials_use_async);
  g_set_object (&self->sign_in, sign_in);
  rel_credentials_set_ask_func (self, self->ask, self->ask_data);

  if (self->token != NULL)
    {
      if (rel_sign_in_set_token (sign_in, self->token, &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
      return;
    }
  if (profile != NULL && profile->sign_in != REL_PROFILE_SIGN_IN_NONE)
    {
      if (profile->id != NULL)
        {
          rel_secrets_lookup_async (profile, cancellable, looked_up_cb, g_steal_pointer (&task));
          return;
        }
      set_up (self, profile, NULL);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * rel_credentials_use_finish:
 * @self: credentials
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Credentials.use_async].
 *
 * Errors: `REL_ERROR_INVALID` if the token that was given is none; `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether requests can be sent
 */
gboolean
rel_credentials_use_finish (RelCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelCredentials) self = REL_CREDENTIALS (user_data);
  g_autoptr (GError) error = NULL;

  if (!rel_secrets_store_finish (result, &error))
    {
      /* Translators: what is wrong with the keyring. */
      g_autofree char *text =
        g_strdup_printf (_ ("What you signed in with is kept only until the program ends. %s"), error->message);

      g_signal_emit (self, signals[SIGNAL_NOT_KEPT], 0, text);
    }
}

/* The person may have signed in with another email address than the saved one. */
static void
save_email (RelCredentials *self, const char *email)
{
  g_autoptr (GError) error = NULL;

  if (email != NULL && !rel_profiles_set_email (get_saved (self)->id, email, &error))
    g_signal_emit (self, signals[SIGNAL_NOT_KEPT], 0, error->message);
}

/**
 * rel_credentials_proven:
 * @self: credentials
 *
 * Says that the server has answered to a request: what the person said is right, and is kept
 * if the person wants that.
 */
void
rel_credentials_proven (RelCredentials *self)
{
  g_autoptr (RelQuestion) answered = NULL;

  g_return_if_fail (REL_IS_CREDENTIALS (self));

  answered = g_steal_pointer (&self->answered);
  if (answered == NULL)
    return;
  if (rel_question_get_kind (answered) == REL_QUESTION_PASSWORD)
    save_email (self, rel_question_get_email (answered));
  rel_secrets_store_async (get_saved (self), rel_question_get_secret (answered), NULL, kept_cb, g_object_ref (self));
}

/**
 * rel_credentials_explain:
 * @self: credentials
 * @error: (inout): why the server could not be read
 *
 * Adds to a refusal that the keyring could not be used.
 */
void
rel_credentials_explain (RelCredentials *self, GError **error)
{
  g_return_if_fail (REL_IS_CREDENTIALS (self));

  if (self->trouble != NULL && g_error_matches (*error, REL_ERROR, REL_ERROR_UNAUTHORIZED))
    g_prefix_error (error, "%s. ", self->trouble);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rel_sign_in_out_finish (REL_SIGN_IN (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rel_credentials_end_async:
 * @self: credentials
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Ends the session on the server, if there is one; the keyring keeps what it has.
 */
void
rel_credentials_end_async (RelCredentials *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_CREDENTIALS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rel_credentials_end_async);
  if (self->sign_in != NULL)
    rel_sign_in_out_async (self->sign_in, signed_out_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rel_credentials_end_finish:
 * @self: credentials
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Credentials.end_async].
 *
 * Errors: those of the network; here the session has ended even so.
 *
 * Returns: whether it has ended on the server as well
 */
gboolean
rel_credentials_end_finish (RelCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
