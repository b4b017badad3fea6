/* test-secrets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With a keyring in a file of the test's own, and without any. Which of the two libsecret
 * finds is settled once in a program, so each case is one.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "keyring.h"
#include "rel-error.h"
#include "rel-secrets.h"

#define SECRET "secret-that-nobody-may-see"

static RelProfile *
profile_at (const char *address)
{
  RelProfile *profile = rel_profile_new ("Magazine", address);

  profile->id = g_strdup ("one");
  return profile;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
store (RelProfile *profile, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_secrets_store_async (profile, secret, NULL, result_cb, &result);
  wait_for (&result);
  return rel_secrets_store_finish (result, error);
}

static RelSecret *
look_up (RelProfile *profile, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_secrets_lookup_async (profile, NULL, result_cb, &result);
  wait_for (&result);
  return rel_secrets_lookup_finish (result, error);
}

static gboolean
forget (RelProfile *profile, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_secrets_forget_async (profile, NULL, result_cb, &result);
  wait_for (&result);
  return rel_secrets_forget_finish (result, error);
}

static void
assert_secret (RelProfile *profile, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSecret) secret = look_up (profile, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
run_alone (void)
{
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static char *
use_file_keyring (void)
{
  char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);

  keyring_use_file (folder);
  return folder;
}

static void
test_keeps_in_the_keyring (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (RelProfile) profile = profile_at ("https://cms.example.org");
  g_autoptr (RelProfile) moved = profile_at ("https://evil.example.org");
  g_autoptr (GError) error = NULL;
  gsize length_bytes;

  if (!g_test_subprocess ())
    {
      run_alone ();
      return;
    }
  folder = use_file_keyring ();
  assert_secret (profile, NULL);
  g_assert_true (store (profile, SECRET, &error));
  g_assert_no_error (error);
  assert_secret (profile, SECRET);
  g_assert_true (store (profile, "another", &error));
  assert_secret (profile, "another");

  /* Whoever changes the address in the file of projects is not sent the secret. */
  assert_secret (moved, NULL);

  path = g_build_filename (folder, "test.keyring", NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &length_bytes, NULL));
  g_assert_null (g_strstr_len (bytes, length_bytes, "another"));

  g_assert_true (forget (profile, &error));
  g_assert_no_error (error);
  assert_secret (profile, NULL);
  folder_remove (folder);
}

static void
test_forgets_at_every_address (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (RelProfile) profile = profile_at ("https://cms.example.org");
  g_autoptr (RelProfile) moved = profile_at ("https://other.example.org");

  if (!g_test_subprocess ())
    {
      run_alone ();
      return;
    }
  folder = use_file_keyring ();
  g_assert_true (store (profile, SECRET, NULL));
  g_assert_true (store (moved, "another", NULL));
  g_assert_true (forget (moved, NULL));
  assert_secret (profile, NULL);
  assert_secret (moved, NULL);
  folder_remove (folder);
}

static void
test_keeps_for_this_run_without_a_keyring (void)
{
  g_autoptr (RelProfile) profile = profile_at ("https://cms.example.org");
  g_autoptr (RelProfile) moved = profile_at ("https://evil.example.org");
  g_autoptr (RelSecret) none = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      run_alone ();
      return;
    }
  keyring_use_none ();
  none = look_up (profile, &error);
  g_assert_null (none);
  g_assert_error (error, REL_ERROR, REL_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_false (store (profile, SECRET, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_FAILED);
  g_assert_null (strstr (error->message, SECRET));
  g_clear_error (&error);
  assert_secret (profile, SECRET);
  g_assert_null (look_up (moved, NULL));

  g_assert_false (forget (profile, &error));
  g_assert_null (look_up (profile, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/secrets/keeps-in-the-keyring", test_keeps_in_the_keyring);
  g_test_add_func ("/workspace/secrets/forgets-at-every-address", test_forgets_at_every_address);
  g_test_add_func ("/workspace/secrets/keeps-for-this-run-without-a-keyring",
                   test_keeps_for_this_run_without_a_keyring);

  return g_test_run ();
}
