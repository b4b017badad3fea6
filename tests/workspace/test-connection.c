/* test-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which certificates a project accepts: what was saved of them was not used, so that nobody
 * could open a server with one of its own.
 */

#include "config.h"

#include <string.h>

#include "faulty-server.h"
#include "rel-error.h"
#include "rel-workspace.h"
#include "waiting.h"

#define LIST "{\"data\":[]}"

static char *
dup_tls_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "tls", name, NULL);
}

static FaultyServer *
server_with (const char *certificate)
{
  FaultyServer *server = faulty_server_new_tls (certificate);
  static const char *const lists[] = { "GET /collections", "GET /fields", "GET /relations" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    faulty_answer_keep (faulty_server_answer (server, lists[i], 200, LIST));
  return server;
}

static gboolean
open_project (FaultyServer *server, const char *certificate, const char *ca_file, GError **error)
{
  g_autoptr (RelProfile) profile = rel_profile_new ("Magazine", faulty_server_get_url (server));
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  profile->certificate = g_strdup (certificate);
  profile->ca_file = g_strdup (ca_file);
  target = rel_target_new_profile (profile, error);
  g_assert_nonnull (target);
  rel_workspace_open_async (target, NULL, NULL, NULL, FALSE, NULL, waiting_cb, &result);
  waiting_end (&result);
  workspace = rel_workspace_open_finish (result, error);
  return workspace != NULL;
}

static char *
dup_refused (FaultyServer *server, const char *certificate)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (open_project (server, certificate, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_CERTIFICATE);
  g_assert_cmpuint (faulty_server_count_all (server), ==, 0);
  g_assert_nonnull (rel_error_get_certificate (error));
  return g_strdup (rel_certificate_get_fingerprint (rel_error_get_certificate (error)));
}

static void
test_accepts_what_was_chosen (void)
{
  g_autoptr (FaultyServer) server = server_with ("good");
  g_autoptr (FaultyServer) other = server_with ("expired");
  g_autofree char *fingerprint = dup_refused (server, NULL);
  g_autofree char *other_fingerprint = dup_refused (other, fingerprint);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (fingerprint, !=, other_fingerprint);
  open_project (server, fingerprint, NULL, &error);
  g_assert_no_error (error);
}

static void
test_trusts_its_authority (void)
{
  g_autoptr (FaultyServer) server = server_with ("good");
  g_autofree char *path = dup_tls_path ("authority.pem");
  g_autofree char *nowhere = dup_tls_path ("nowhere.pem");
  g_autoptr (GError) error = NULL;

  open_project (server, NULL, path, &error);
  g_assert_no_error (error);

  g_assert_false (open_project (server, NULL, nowhere, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "nowhere.pem"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/workspace/connection/accepts-what-was-chosen", test_accepts_what_was_chosen);
  g_test_add_func ("/workspace/connection/trusts-its-authority", test_trusts_its_authority);

  return g_test_run ();
}
