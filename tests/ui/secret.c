/* secret.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "secret.h"

#include "rel-secrets.h"
#include "stage.h"

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_set (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

/**
 * secret_keep:
 * @profile: a project
 *
 * Puts a token for it into the keyring.
 */
void
secret_keep (const RelProfile *profile)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_secrets_store_async (profile, "token", NULL, result_cb, &result);
  stage_wait_until (is_set, &result);
  rel_secrets_store_finish (result, &error);
  g_assert_no_error (error);
}

/**
 * secret_is_kept:
 * @profile: a project
 *
 * Returns: whether the keyring has something for it
 */
gboolean
secret_is_kept (const RelProfile *profile)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSecret) secret = NULL;

  rel_secrets_lookup_async (profile, NULL, result_cb, &result);
  stage_wait_until (is_set, &result);
  secret = rel_secrets_lookup_finish (result, &error);
  g_assert_no_error (error);
  return secret != NULL;
}
