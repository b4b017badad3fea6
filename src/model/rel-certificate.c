/* rel-certificate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-certificate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

/**
 * RelCertificate:
 *
 * A certificate that a server showed and that cannot be trusted without asking: what a
 * person needs to know before choosing.
 *
 * Immutable, so that any thread may read it.
 */
struct _RelCertificate
{
  char *fingerprint;     /* (owned) */
  char *subject;         /* (owned) */
  char *issuer;          /* (owned) */
  GDateTime *not_before; /* (owned) (nullable) */
  GDateTime *not_after;  /* (owned) (nullable) */
  char *pem;             /* (owned) */
  GTlsCertificateFlags faults;
};

#define FINGERPRINT_DIGITS 64

G_DEFINE_BOXED_TYPE (RelCertificate, rel_certificate, rel_certificate_ref, rel_certificate_unref)

static void
clear (gpointer data)
{
  RelCertificate *self = data;

  g_free (self->fingerprint);
  g_free (self->subject);
  g_free (self->issuer);
  g_clear_pointer (&self->not_before, g_date_time_unref);
  g_clear_pointer (&self->not_after, g_date_time_unref);
  g_free (self->pem);
}

/* As browsers and openssl write it: AB:CD:… */
static char *
dup_fingerprint (GTlsCertificate *tls)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *digest = NULL;
  GString *text = g_string_new (NULL);

  g_object_get (tls, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  for (guint i = 0; digest[i] != '\0'; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (text, ':');
      g_string_append_c (text, g_ascii_toupper (digest[i]));
    }
  return g_string_free (text, FALSE);
}

/* Returns: @words, ready for one more fault */
static GString *
next (GString *words)
{
  if (words->len > 0)
    g_string_append (words, "; ");
  return words;
}

static char *
dup_day (GDateTime *date)
{
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d") : g_strdup ("?");
}

/**
 * rel_certificate_new:
 * @tls: what a server showed
 * @faults: why it is not trusted
 *
 * Returns: (transfer full): the certificate
 */
RelCertificate *
rel_certificate_new (GTlsCertificate *tls, GTlsCertificateFlags faults)
{
  RelCertificate *self;
  char *subject, *issuer;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (tls), NULL);

  self = g_atomic_rc_box_new0 (RelCertificate);
  subject = g_tls_certificate_get_subject_name (tls);
  issuer = g_tls_certificate_get_issuer_name (tls);
  self->subject = subject != NULL ? subject : g_strdup ("");
  self->issuer = issuer != NULL ? issuer : g_strdup ("");
  self->not_before = g_tls_certificate_get_not_valid_before (tls);
  self->not_after = g_tls_certificate_get_not_valid_after (tls);
  self->fingerprint = dup_fingerprint (tls);
  g_object_get (tls, "certificate-pem", &self->pem, NULL);
  self->faults = faults;
  return self;
}

RelCertificate *
rel_certificate_ref (RelCertificate *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rel_certificate_unref (RelCertificate *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * rel_certificate_get_fingerprint:
 * @self: a certificate
 *
 * Returns: (transfer none): the SHA-256 of the certificate as `AB:CD:…`: what it is told
 *   apart by, and what the owner of the server can compare
 */
const char *
rel_certificate_get_fingerprint (RelCertificate *self)
{
  return self->fingerprint;
}

/**
 * rel_certificate_get_subject:
 * @self: a certificate
 *
 * Returns: (transfer none): whom it is for: `CN=cms.example.com`
 */
const char *
rel_certificate_get_subject (RelCertificate *self)
{
  return self->subject;
}

/**
 * rel_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: (transfer none): who signed it
 */
const char *
rel_certificate_get_issuer (RelCertificate *self)
{
  return self->issuer;
}

/**
 * rel_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): since when it is valid
 */
GDateTime *
rel_certificate_get_not_before (RelCertificate *self)
{
  return self->not_before;
}

/**
 * rel_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): until when it is valid
 */
GDateTime *
rel_certificate_get_not_after (RelCertificate *self)
{
  return self->not_after;
}

/**
 * rel_certificate_get_pem:
 * @self: a certificate
 *
 * Returns: (transfer none): all of it, as text
 */
const char *
rel_certificate_get_pem (RelCertificate *self)
{
  return self->pem;
}

/**
 * rel_certificate_get_faults:
 * @self: a certificate
 *
 * Returns: why it is not trusted
 */
GTlsCertificateFlags
rel_certificate_get_faults (RelCertificate *self)
{
  return self->faults;
}

/**
 * rel_certificate_dup_words:
 * @self: a certificate
 *
 * Says what is wrong with it: "it expired on 2020-01-02; it is for another server".
 *
 * Returns: (transfer full): part of a sentence for the user
 */
char *
rel_certificate_dup_words (RelCertificate *self)
{
  GString *words = g_string_new (NULL);
  g_autofree char *first_day = dup_day (self->not_before);
  g_autofree char *last_day = dup_day (self->not_after);

  if ((self->faults & G_TLS_CERTIFICATE_REVOKED) != 0)
    g_string_append (next (words), _ ("it has been revoked"));
  if ((self->faults & G_TLS_CERTIFICATE_EXPIRED) != 0)
    g_string_append_printf (next (words), _ ("it expired on %s"), last_day);
  if ((self->faults & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    g_string_append_printf (next (words), _ ("it is valid only from %s on"), first_day);
  if ((self->faults & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    g_string_append (next (words), _ ("it is for another server"));
  if ((self->faults & G_TLS_CERTIFICATE_INSECURE) != 0)
    g_string_append (next (words), _ ("it is made in a way that is no longer safe"));
  if ((self->faults & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    g_string_append (next (words), g_str_equal (self->subject, self->issuer)
                                     ? _ ("it is signed by itself")
                                     : _ ("nobody whom this computer trusts has signed it"));
  if (words->len == 0)
    g_string_append (words, _ ("it cannot be checked"));
  return g_string_free (words, FALSE);
}

/**
 * rel_certificate_read_fingerprint:
 * @text: a fingerprint as people write it: colons, spaces and small letters do not count
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if this is no SHA-256.
 *
 * Returns: (transfer full) (nullable): as [method@Certificate.get_fingerprint] gives it; %NULL
 *   on error
 */
char *
rel_certificate_read_fingerprint (const char *text, GError **error)
{
  g_autoptr (GString) digits = g_string_new (text);
  GString *fingerprint;

  g_string_replace (digits, ":", "", 0);
  g_string_replace (digits, " ", "", 0);
  if (digits->len != FINGERPRINT_DIGITS || strspn (digits->str, "0123456789abcdefABCDEF") != FINGERPRINT_DIGITS)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("The fingerprint of a certificate is its SHA-256: 64 digits from 0 to F"));
      return NULL;
    }
  fingerprint = g_string_new (NULL);
  for (guint i = 0; i < FINGERPRINT_DIGITS; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (fingerprint, ':');
      g_string_append_c (fingerprint, g_ascii_toupper (digits->str[i]));
    }
  return g_string_free (fingerprint, FALSE);
}

/**
 * rel_certificate_read_authorities:
 * @path: a file of certificates, as PEM
 * @error: (out) (optional): where to put a failure
 *
 * Reads the certificates of those who may sign others.
 *
 * Errors: `REL_ERROR_INVALID` if the file cannot be read, or has none.
 *
 * Returns: (transfer full) (nullable): what to check certificates against, or %NULL on error
 */
GTlsDatabase *
rel_certificate_read_authorities (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GList *authorities = g_tls_certificate_list_new_from_file (path, &local_error);
  GTlsDatabase *database = authorities != NULL ? g_tls_file_database_new (path, &local_error) : NULL;

  g_list_free_full (authorities, g_object_unref);
  if (database == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is no file of certificates: %s"), path,
                 local_error != NULL ? local_error->message : _ ("there is none in it"));
  return database;
}
