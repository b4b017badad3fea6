/* test-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-address.h"
#include "rel-error.h"

static void
test_normalizes (void)
{
  static const char *const cases[][2] = {
    { "https://cms.example.com", "https://cms.example.com" },
    { "  https://cms.example.com/\n", "https://cms.example.com" },
    { "https://cms.example.com///", "https://cms.example.com" },
    { "HTTPS://CMS.example.com:443/", "https://cms.example.com" },
    { "https://cms.example.com/admin", "https://cms.example.com" },
    { "https://cms.example.com/admin/content/articles?bookmark=3#top", "https://cms.example.com" },
    { "https://example.com/directus/", "https://example.com/directus" },
    { "https://example.com/directus/admin/settings/data-model", "https://example.com/directus" },
    { "https://example.com/administration", "https://example.com/administration" },
    { "https://example.com/?access_token=secret", "https://example.com" },
    { "https://example.com/a%20b", "https://example.com/a%20b" },
    { "cms.example.com", "https://cms.example.com" },
    { "cms.example.com:8055/admin/login", "https://cms.example.com:8055" },
    { "localhost:8055", "http://localhost:8055" },
    { "127.0.0.1:8055/admin", "http://127.0.0.1:8055" },
    { "[::1]:8055", "http://[::1]:8055" },
    { "http://192.168.1.20:8055", "http://192.168.1.20:8055" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = rel_address_normalize (cases[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, cases[i][1]);
    }
}

static void
test_refuses (void)
{
  static const char *const cases[][2] = {
    { "", "missing" },
    { "   ", "missing" },
    { "ftp://example.com", "ftp://" },
    { "file:///elsewhere/project.db", "file://" },
    { "https://", "" },
    { "https:///relations", "" },
    { "not an address", "" },
    { "mailto:someone@example.com", "" },
    { "https://example.com:port", "" },
    { "https://someone:secret@example.com", "token" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = rel_address_normalize (cases[i][0], &error);

      g_test_message ("%s", cases[i][0]);
      g_assert_null (address);
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_knows_loopback (void)
{
  g_assert_true (rel_address_is_loopback ("localhost"));
  g_assert_true (rel_address_is_loopback ("LocalHost"));
  g_assert_true (rel_address_is_loopback ("cms.localhost"));
  g_assert_true (rel_address_is_loopback ("127.0.0.1"));
  g_assert_true (rel_address_is_loopback ("127.8.9.10"));
  g_assert_true (rel_address_is_loopback ("::1"));
  g_assert_false (rel_address_is_loopback ("128.0.0.1"));
  g_assert_false (rel_address_is_loopback ("localhost.example.com"));
  g_assert_false (rel_address_is_loopback ("notlocalhost"));
}

static void
test_compares_origins (void)
{
  static const struct
  {
    const char *address;
    gboolean is_same;
  } cases[] = {
    { "https://a.example/x", TRUE }, { "https://A.example:443/", TRUE },
    { "http://a.example/", FALSE },  { "https://a.example:8443/", FALSE },
    { "https://b.example/", FALSE }, { "https://a.example.evil.example/", FALSE },
  };
  g_autoptr (GUri) here = g_uri_parse ("https://a.example/", G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) there = g_uri_parse (cases[i].address, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

      g_assert_cmpint (rel_address_same_origin (here, there), ==, cases[i].is_same);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/address/normalizes", test_normalizes);
  g_test_add_func ("/client/address/refuses", test_refuses);
  g_test_add_func ("/client/address/knows-loopback", test_knows_loopback);
  g_test_add_func ("/client/address/compares-origins", test_compares_origins);

  return g_test_run ();
}
