/* rel-secrets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tokens and passwords of saved projects, in the user's keyring. What identifies one there
 * is the project and its address, so that a project that moves to another server does not take
 * its secret along; nothing secret is in that.
 *
 * Where there is no keyring a secret is kept for this run only, and whoever stores it is told.
 */

#include "config.h"

#include "rel-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "rel-error.h"

static const SecretSchema schema = {
  .name = APP_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "project", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* By project and address: what no keyring took. */
static GHashTable *
get_kept (void)
{
  static GHashTable *kept = NULL;

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rel_secret_free);
  return kept;
}

static char *
dup_key (const RelProfile *profile)
{
  return g_strconcat (profile->id, " ", profile->address, NULL);
}

/* What is done with the keyring, for one project. */
typedef struct
{
  char *key;    /* (owned) */
  char *secret; /* (owned) (nullable): to store */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->key);
  rel_secret_free (work->secret);
  g_free (work);
}

static GTask *
work_new (const RelProfile *profile,
          const char *secret,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->key = dup_key (profile);
  work->secret = g_strdup (secret);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);
  return task;
}

/* Takes @error. */
static void
return_no_keyring (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else
    {
      g_task_return_new_error (task, REL_ERROR, REL_ERROR_FAILED, _ ("The keyring cannot be used: %s"), error->message);
      g_error_free (error);
    }
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *found = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      return_no_keyring (task, error);
      return;
    }
  g_task_return_pointer (task, g_strdup (found), rel_secret_free);
  secret_password_free (found);
}

/**
 * rel_secrets_lookup_async:
 * @profile: a saved project
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Looks for the token or the password of a project.
 */
void
rel_secrets_lookup_async (const RelProfile *profile,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = work_new (profile, NULL, rel_secrets_lookup_async, cancellable, callback, user_data);
  Work *work = g_task_get_task_data (task);
  const char *kept = g_hash_table_lookup (get_kept (), work->key);

  if (kept != NULL)
    g_task_return_pointer (task, g_strdup (kept), rel_secret_free);
  else
    secret_password_lookup (&schema, cancellable, found_cb, g_object_ref (task), "project", profile->id, "address",
                            profile->address, NULL);
}

/**
 * rel_secrets_lookup_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@secrets_lookup_async].
 *
 * Errors: `REL_ERROR_FAILED` if there is no keyring or the user keeps it locked.
 *
 * Returns: (transfer full) (nullable): the secret; %NULL on error and if there is none
 */
RelSecret *
rel_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_hash_table_remove (get_kept (), work->key);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_hash_table_replace (get_kept (), g_steal_pointer (&work->key), g_steal_pointer (&work->secret));
  return_no_keyring (task, error);
}

/**
 * rel_secrets_store_async:
 * @profile: a saved project
 * @secret: its token or password
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Keeps the token or the password of a project: in the keyring, or if that fails as long as
 * the program runs.
 */
void
rel_secrets_store_async (const RelProfile *profile,
                         const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = work_new (profile, secret, rel_secrets_store_async, cancellable, callback, user_data);
  /* Translators: what the keyring calls a secret; the name of a saved project. */
  g_autofree char *label = g_strdup_printf (_ ("Relations: %s"), profile->name);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, stored_cb, task, "project",
                         profile->id, "address", profile->address, NULL);
}

/**
 * rel_secrets_store_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@secrets_store_async].
 *
 * Errors: `REL_ERROR_FAILED` if there is no keyring or the user keeps it locked: the secret is
 * kept for this run only.
 *
 * Returns: whether it is in the keyring
 */
gboolean
rel_secrets_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_no_keyring (task, error);
}

static gboolean
is_of_project (gpointer key, gpointer value, gpointer user_data)
{
  return g_str_has_prefix (key, user_data);
}

/**
 * rel_secrets_forget_async:
 * @profile: a saved project
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Forgets every secret of a project, at whatever address it was.
 */
void
rel_secrets_forget_async (const RelProfile *profile,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = work_new (profile, NULL, rel_secrets_forget_async, cancellable, callback, user_data);
  g_autofree char *prefix = g_strconcat (profile->id, " ", NULL);

  g_hash_table_foreach_remove (get_kept (), is_of_project, prefix);
  secret_password_clear (&schema, cancellable, forgotten_cb, task, "project", profile->id, NULL);
}

/**
 * rel_secrets_forget_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@secrets_forget_async].
 *
 * Errors: `REL_ERROR_FAILED` if the keyring cannot be used.
 *
 * Returns: whether there is none any more
 */
gboolean
rel_secrets_forget_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
