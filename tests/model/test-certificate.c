/* test-certificate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rel-error.h"

static RelCertificate *
certificate_with (GTlsCertificateFlags faults)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "expired.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return rel_certificate_new (tls, faults);
}

static void
test_says_what_is_wrong (void)
{
  static const struct
  {
    GTlsCertificateFlags faults;
    const char *words;
  } cases[] = {
    { G_TLS_CERTIFICATE_EXPIRED, "it expired on 2020-01-02" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "it is valid only from 2020-01-01 on" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "it is for another server" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "nobody whom this computer trusts has signed it" },
    { G_TLS_CERTIFICATE_REVOKED, "it has been revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "it is made in a way that is no longer safe" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "it cannot be checked" },
    { G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_BAD_IDENTITY,
      "it expired on 2020-01-02; it is for another server" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelCertificate) certificate = certificate_with (cases[i].faults);
      g_autofree char *words = rel_certificate_dup_words (certificate);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* The key that stands in the same file is no part of it. */
static void
test_shows_no_key (void)
{
  g_autoptr (RelCertificate) certificate = certificate_with (G_TLS_CERTIFICATE_EXPIRED);

  g_assert_true (g_str_has_prefix (rel_certificate_get_pem (certificate), "-----BEGIN CERTIFICATE-----"));
  g_assert_null (strstr (rel_certificate_get_pem (certificate), "KEY"));
}

static void
test_goes_with_an_error (void)
{
  g_autoptr (RelCertificate) certificate = certificate_with (G_TLS_CERTIFICATE_EXPIRED);
  g_autofree char *fingerprint = g_strdup (rel_certificate_get_fingerprint (certificate));
  g_autoptr (GError) error = g_error_new_literal (REL_ERROR, REL_ERROR_CERTIFICATE, "No.");
  g_autoptr (GError) copy = NULL;

  rel_error_set_certificate (error, certificate);
  rel_error_set_certificate (error, certificate);
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_clear_pointer (&certificate, rel_certificate_unref);
  g_assert_cmpstr (rel_certificate_get_fingerprint (rel_error_get_certificate (copy)), ==, fingerprint);
}

static void
test_reads_authorities (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autofree char *empty_path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = rel_certificate_read_authorities (path, &error);
  int empty;

  g_assert_no_error (error);
  g_assert_nonnull (database);

  empty = g_file_open_tmp (NULL, &empty_path, NULL);
  g_assert_cmpint (empty, >=, 0);
  g_close (empty, NULL);
  g_assert_null (rel_certificate_read_authorities (empty_path, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_assert_cmpint (g_remove (empty_path), ==, 0);
}

static void
test_reads_a_fingerprint (void)
{
  static const char *const wrong[] = { "", "AB:CD", "SHA256" };
  g_autofree char *zeros = g_strnfill (64, '0');
  g_autofree char *too_long = g_strconcat (zeros, "00", NULL);
  g_autofree char *no_digit = g_strconcat (zeros + 1, "g", NULL);
  g_autofree char *typed = g_strconcat ("ab:cd EF", zeros + 6, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = rel_certificate_read_fingerprint (typed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fingerprint, ==,
                   "AB:CD:EF:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (rel_certificate_read_fingerprint (wrong[i], NULL));
  g_assert_null (rel_certificate_read_fingerprint (too_long, NULL));
  g_assert_null (rel_certificate_read_fingerprint (no_digit, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/certificate/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/model/certificate/shows-no-key", test_shows_no_key);
  g_test_add_func ("/model/certificate/goes-with-an-error", test_goes_with_an_error);
  g_test_add_func ("/model/certificate/reads-authorities", test_reads_authorities);
  g_test_add_func ("/model/certificate/reads-a-fingerprint", test_reads_a_fingerprint);

  return g_test_run ();
}
