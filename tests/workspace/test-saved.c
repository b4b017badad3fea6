/* test-saved.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saved projects as they are opened: by name, signed in with what the keyring has or what the
 * person says.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "keyring.h"
#include "rel-error.h"
#include "rel-profiles.h"
#include "rel-secrets.h"
#include "rel-workspace.h"
#include "server-fixture.h"

#define NAME     "Magazine"
#define NEW_NAME "Newspaper"
/* Of the administrator of the sample, whose password is the token. */
#define EMAIL "ada@example.com"

typedef struct
{
  ServerFixture server;
  char *folder; /* with the keyring */
  RelProfile *profile;

  /* The person. */
  const char *answer; /* NULL to give up */
  gboolean keep;
  guint n_asked;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  if (data == NULL)
    keyring_use_file (fixture->folder);
  else
    keyring_use_none ();

  server_fixture_init_sample (&fixture->server, NULL);
  fixture->profile = rel_profile_new (NAME, rel_server_get_url (fixture->server.server));
  fixture->profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  rel_profiles_save (fixture->profile, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rel_profile_free (fixture->profile);
  server_fixture_clear (&fixture->server, NULL);
  folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_asked++;
  g_assert_cmpint (rel_question_get_kind (question), ==, REL_QUESTION_TOKEN);
  if (fixture->answer != NULL)
    rel_question_answer (question, NULL, fixture->answer, fixture->keep);
  else
    rel_question_end (question);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static RelWorkspace *
open_saved (Fixture *fixture, const char *token, GError **error)
{
  g_autoptr (RelTarget) target = rel_target_new (NAME, NULL, error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (target);
  rel_workspace_open_async (target, token, ask_cb, fixture, TRUE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rel_workspace_open_finish (result, error);
}

static RelWorkspace *
open_good (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace = open_saved (fixture, NULL, &error);

  g_assert_no_error (error);
  return workspace;
}

static char *
dup_secret (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_secrets_lookup_async (fixture->profile, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rel_secrets_lookup_finish (result, NULL);
}

static void
store (Fixture *fixture, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_secrets_store_async (fixture->profile, secret, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_secrets_store_finish (result, &error);
  g_assert_no_error (error);
}

/* What runs beside the opening: the secret goes to the keyring. */
static void
await_secret (Fixture *fixture, const char *expected)
{
  for (;;)
    {
      g_autofree char *secret = dup_secret (fixture);

      if (g_strcmp0 (secret, expected) == 0)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static guint
publish (RelWorkspace *workspace, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) value = rel_json_new_string ("CASCADE");
  guint n_published;

  rel_workspace_set_member (workspace, "articles", "author", 0, "schema.on_delete", value, error);
  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_workspace_publish_finish (workspace, result, &n_published, error);
  return n_published;
}

/* As when somebody makes a new token, and the old one is not good any more. */
static void
change_token (Fixture *fixture, const char *token)
{
  g_autofree char *url = g_strdup (rel_server_get_url (fixture->server.server));
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  server_fixture_stop (&fixture->server);
  fixture->server.server = rel_server_new (fixture->server.file, token);
  rel_server_start (fixture->server.server, g_uri_get_port (uri), &error);
  g_assert_no_error (error);
}

static void
test_opens_with_the_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;

  store (fixture, rel_server_get_token (fixture->server.server));
  workspace = open_good (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_assert_cmpstr (rel_target_get_name (rel_workspace_get_target (workspace)), ==, NAME);
  g_assert_cmpstr (rel_target_get_id (rel_workspace_get_target (workspace)), ==,
                   rel_server_get_url (fixture->server.server));
  g_assert_false (rel_schema_is_partial (rel_workspace_get_base (workspace)));
}

static void
test_prefers_a_given_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  store (fixture, "old");
  workspace = open_saved (fixture, rel_server_get_token (fixture->server.server), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  secret = dup_secret (fixture);
  g_assert_cmpstr (secret, ==, "old");
}

static void
test_asks_and_keeps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelWorkspace) again = NULL;

  fixture->answer = rel_server_get_token (fixture->server.server);
  fixture->keep = TRUE;
  workspace = open_good (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  await_secret (fixture, fixture->answer);
  g_assert_null (rel_workspace_get_notice (workspace));

  again = open_good (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

/* Another program gives the project another name, and its old name to another project. */
static void
rename_then_sign_in_cb (RelQuestion *question, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (RelProfile) other = rel_profile_new (NAME, "https://cms.example.org");

  g_free (fixture->profile->name);
  fixture->profile->name = g_strdup (NEW_NAME);
  g_assert_true (rel_profiles_save (fixture->profile, NULL));
  g_assert_true (rel_profiles_save (other, NULL));
  rel_question_answer (question, EMAIL, rel_server_get_token (fixture->server.server), TRUE);
}

/* It was looked up by its name: the email address of another project was changed. */
static void
test_keeps_the_email_after_a_rename (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelProfile) renamed = NULL;
  g_autoptr (RelProfile) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->profile->sign_in = REL_PROFILE_SIGN_IN_EMAIL;
  g_assert_true (rel_profiles_save (fixture->profile, NULL));
  target = rel_target_new (NAME, NULL, &error);
  g_assert_no_error (error);
  rel_workspace_open_async (target, NULL, rename_then_sign_in_cb, fixture, TRUE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  workspace = rel_workspace_open_finish (result, &error);
  g_assert_no_error (error);

  renamed = rel_profiles_find (NEW_NAME, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (renamed->id, ==, fixture->profile->id);
  g_assert_cmpstr (renamed->email, ==, EMAIL);
  other = rel_profiles_find (NAME, &error);
  g_assert_no_error (error);
  g_assert_null (other->email);
  await_secret (fixture, rel_server_get_token (fixture->server.server));
}

static void
test_keeps_only_what_is_wanted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autofree char *secret = NULL;

  fixture->answer = rel_server_get_token (fixture->server.server);
  workspace = open_good (fixture);
  secret = dup_secret (fixture);
  g_assert_null (secret);
}

static void
give_wrong_then_up_cb (RelQuestion *question, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->n_asked++ == 0)
    rel_question_answer (question, NULL, "wrong", TRUE);
  else
    {
      g_assert_nonnull (rel_question_get_reason (question));
      rel_question_end (question);
    }
}

static void
test_does_not_keep_what_is_wrong (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelTarget) target = rel_target_new (NAME, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  rel_workspace_open_async (target, NULL, give_wrong_then_up_cb, fixture, TRUE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (rel_workspace_open_finish (result, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (fixture->n_asked, ==, 2);
  secret = dup_secret (fixture);
  g_assert_null (secret);
}

static void
test_goes_on_with_a_publish (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  store (fixture, rel_server_get_token (fixture->server.server));
  workspace = open_good (fixture);
  change_token (fixture, "another-token");
  fixture->answer = "another-token";
  fixture->keep = TRUE;
  g_assert_cmpuint (publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  await_secret (fixture, "another-token");
}

static void
test_keeps_the_draft_when_the_person_gives_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  store (fixture, rel_server_get_token (fixture->server.server));
  workspace = open_good (fixture);
  change_token (fixture, "another-token");
  g_assert_cmpuint (publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  /* Not once more, to read the server back. */
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_false (rel_workspace_is_busy (workspace));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
}

static void
test_is_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  fixture->profile->read_only = TRUE;
  g_assert_true (rel_profiles_save (fixture->profile, NULL));
  store (fixture, rel_server_get_token (fixture->server.server));
  workspace = open_good (fixture);
  g_assert_true (rel_workspace_is_read_only (workspace));
  g_assert_cmpuint (publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, NAME));
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 1);
}

/* What another window saved since it was opened is heeded, and stays when a certificate is saved. */
static void
test_becomes_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelProfile) saved = NULL;
  g_autoptr (GError) error = NULL;

  store (fixture, rel_server_get_token (fixture->server.server));
  workspace = open_good (fixture);
  g_assert_false (rel_workspace_is_read_only (workspace));
  fixture->profile->read_only = TRUE;
  g_assert_true (rel_profiles_save (fixture->profile, NULL));
  g_assert_true (rel_profiles_set_certificate (fixture->profile->id, "00:ff", NULL));
  g_assert_cmpuint (publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);

  saved = rel_profiles_reload (rel_target_get_profile (rel_workspace_get_target (workspace)));
  g_assert_true (saved->read_only);
  g_assert_cmpstr (saved->certificate, ==, "00:ff");
  g_assert_true (rel_profiles_remove (fixture->profile->id, NULL));
  g_assert_false (rel_workspace_is_read_only (workspace));
}

static void
test_says_that_there_is_no_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelWorkspace) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n_asked;

  g_assert_null (open_saved (fixture, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
  g_assert_nonnull (strstr (error->message, "keyring"));

  fixture->answer = rel_server_get_token (fixture->server.server);
  fixture->keep = TRUE;
  workspace = open_good (fixture);
  n_asked = fixture->n_asked;
  while (rel_workspace_get_notice (workspace) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace), "kept only until"));
  g_assert_null (strstr (rel_workspace_get_notice (workspace), fixture->answer));

  /* But for this run it is kept. */
  again = open_good (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, n_asked);
}

/* Which keyring libsecret uses is settled once in a program, so each case is one. */
static void
test_alone (gconstpointer path)
{
  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

#define ADD(name, data, func)                                                                                          \
  g_test_add ("/workspace/saved/" name "/subprocess", Fixture, data, set_up, func, tear_down);                         \
  g_test_add_data_func ("/workspace/saved/" name, "/workspace/saved/" name "/subprocess", test_alone)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("opens-with-the-keyring", NULL, test_opens_with_the_keyring);
  ADD ("prefers-a-given-token", NULL, test_prefers_a_given_token);
  ADD ("asks-and-keeps", NULL, test_asks_and_keeps);
  ADD ("keeps-the-email-after-a-rename", NULL, test_keeps_the_email_after_a_rename);
  ADD ("keeps-only-what-is-wanted", NULL, test_keeps_only_what_is_wanted);
  ADD ("does-not-keep-what-is-wrong", NULL, test_does_not_keep_what_is_wrong);
  ADD ("goes-on-with-a-publish", NULL, test_goes_on_with_a_publish);
  ADD ("keeps-the-draft-when-the-person-gives-up", NULL, test_keeps_the_draft_when_the_person_gives_up);
  ADD ("is-read-only", NULL, test_is_read_only);
  ADD ("becomes-read-only", NULL, test_becomes_read_only);
  ADD ("says-that-there-is-no-keyring", "no keyring", test_says_that_there_is_no_keyring);

  result = g_test_run ();
  folder_remove (folder);
  return result;
}
