/* test-target.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rel-error.h"
#include "rel-target.h"

static void
assert_target (const char *text, RelTargetKind kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (text, "/somewhere", &error);

  g_assert_no_error (error);
  g_assert_cmpint (rel_target_get_kind (target), ==, kind);
  g_assert_cmpstr (rel_target_get_id (target), ==, id);
}

static void
test_kinds (void)
{
  assert_target ("sample", REL_TARGET_SAMPLE, "sample");
  assert_target ("./a.json", REL_TARGET_SNAPSHOT, "file:///somewhere/a.json");
  assert_target ("/b/c.YAML", REL_TARGET_SNAPSHOT, "file:///b/c.YAML");
  assert_target ("c.yml", REL_TARGET_SNAPSHOT, "file:///somewhere/c.yml");
  assert_target ("d.sqlite", REL_TARGET_LOCAL, "file:///somewhere/d.sqlite");
  assert_target ("e.db", REL_TARGET_LOCAL, "file:///somewhere/e.db");
}

static void
test_addresses (void)
{
  assert_target ("https://example.com", REL_TARGET_SERVER, "https://example.com");
  assert_target ("https://example.com/", REL_TARGET_SERVER, "https://example.com");
  assert_target ("http://127.0.0.1:8055", REL_TARGET_SERVER, "http://127.0.0.1:8055");
  assert_target ("https://example.com/cms/", REL_TARGET_SERVER, "https://example.com/cms");
  assert_target ("https://example.com/admin/settings/data-model", REL_TARGET_SERVER, "https://example.com");
  assert_target ("https://example.com/cms/admin", REL_TARGET_SERVER, "https://example.com/cms");

  /* Pages of collections whose names begin like the Data Studio's, and the same server twice:
   * such addresses were not found, or had a draft of their own. */
  assert_target ("https://example.com/admin/content/admins", REL_TARGET_SERVER, "https://example.com");
  assert_target ("https://example.com/admin/content/administrators/3", REL_TARGET_SERVER, "https://example.com");
  assert_target ("https://example.com/administration/admin/login", REL_TARGET_SERVER,
                 "https://example.com/administration");
  assert_target ("HTTPS://Example.COM:443/", REL_TARGET_SERVER, "https://example.com");
  assert_target ("http://example.com:80", REL_TARGET_SERVER, "http://example.com");
  assert_target ("http://[::1]:8055/a%20b", REL_TARGET_SERVER, "http://[::1]:8055/a%20b");
}

static void
assert_refused (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (text, "/somewhere", &error);

  g_test_message ("%s", text);
  g_assert_null (target);
  g_assert_error (error, REL_ERROR, code);
  /* A secret that was typed must not be repeated. */
  g_assert_null (strstr (error->message, "s3cret"));
}

static void
test_refuses (void)
{
  assert_refused ("https://", REL_ERROR_INVALID);
  assert_refused ("https://user:s3cret@example.com", REL_ERROR_INVALID);
  assert_refused ("https://user:s3cret@", REL_ERROR_INVALID);
  assert_refused ("https://user:s3cret%zz@example.com:x", REL_ERROR_INVALID);
  assert_refused ("https://example.com/?access_token=s3cret", REL_ERROR_INVALID);
  assert_refused ("https://example.com:x/?access_token=s3cret", REL_ERROR_INVALID);
  assert_refused ("https://[example.com/#access_token=s3cret", REL_ERROR_INVALID);
  assert_refused ("no-such-file", REL_ERROR_NOT_FOUND);
}

/* As people say it, an address has no scheme. A server on this machine was asked for a certificate, which it has not.
 */
static void
test_said_addresses (void)
{
  static const char *const said[][2] = { { "cms.example.org", "https://cms.example.org" },
                                         { "localhost:8055/admin", "http://localhost:8055" },
                                         { "127.0.0.1:8123", "http://127.0.0.1:8123" },
                                         { "http://cms.example.org", "http://cms.example.org" } };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (RelProfile) profile = rel_profile_new ("", said[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RelTarget) target = rel_target_new_profile (profile, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rel_target_get_id (target), ==, said[i][1]);
    }
}

/* A file without a telling name is known by how it begins. */
static void
test_sniffs (void)
{
  g_autofree char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  g_autofree char *database = g_build_filename (folder, "sample", NULL);
  g_autofree char *text = g_build_filename (folder, "text", NULL);
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (RelTarget) none = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (database, "SQLite format 3\0 and more", 24, NULL);
  g_file_set_contents (text, "hello", -1, NULL);

  target = rel_target_new ("./sample", folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rel_target_get_kind (target), ==, REL_TARGET_LOCAL);
  none = rel_target_new ("text", folder, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);

  g_unlink (database);
  g_unlink (text);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/target/kinds", test_kinds);
  g_test_add_func ("/workspace/target/addresses", test_addresses);
  g_test_add_func ("/workspace/target/said-addresses", test_said_addresses);
  g_test_add_func ("/workspace/target/refuses", test_refuses);
  g_test_add_func ("/workspace/target/unknown-names", test_sniffs);

  return g_test_run ();
}
