/* rel-certificate-question.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether to go on with a server whose certificate cannot be trusted.
 */

#include "config.h"

#include "rel-certificate-question.h"

#include <glib/gi18n.h>

#include "rel-compat.h"

#define DIGITS_IN_A_LINE 16

static char *
dup_date (GDateTime *date)
{
  return date != NULL ? g_date_time_format (date, "%x") : g_strdup ("?");
}

/* 64 digits are compared by eye in fours. */
static char *
dup_grouped (const char *fingerprint)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; fingerprint[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, i % DIGITS_IN_A_LINE == 0 ? '\n' : ' ');
      g_string_append_c (text, fingerprint[i]);
    }
  return g_string_free (text, FALSE);
}

/**
 * rel_certificate_question_dup_text:
 * @certificate: a certificate that cannot be trusted
 *
 * Returns: (transfer full): what it is, what is wrong with it, and what follows from taking it
 */
char *
rel_certificate_question_dup_text (RelCertificate *certificate)
{
  const char *subject = rel_certificate_get_subject (certificate);
  const char *issuer = rel_certificate_get_issuer (certificate);
  g_autofree char *words = rel_certificate_dup_words (certificate);
  g_autofree char *from = dup_date (rel_certificate_get_not_before (certificate));
  g_autofree char *until = dup_date (rel_certificate_get_not_after (certificate));
  g_autofree char *fingerprint = dup_grouped (rel_certificate_get_fingerprint (certificate));

  /* Translators: what is wrong with a certificate; its owner; who vouches for it; two dates;
   * a long number to compare. */
  return g_strdup_printf (_ ("Its certificate cannot be trusted: %s.\n\n"
                             "Issued to: %s\nIssued by: %s\nValid from %s to %s\nSHA-256:\n%s\n\n"
                             "Whoever has made it can read and change all that is sent, your token or password too. "
                             "Connect only if you know that it is your server’s. It is remembered for this project "
                             "alone."),
                          words, subject != NULL ? subject : "?", issuer != NULL ? issuer : "?", from, until,
                          fingerprint);
}

/**
 * rel_certificate_question_ask_async:
 * @parent: where the question comes from
 * @certificate: a certificate that cannot be trusted
 * @name: the name of the project
 * @callback: (scope async): called with the answer, which [func@compat_ask_finish] gets
 * @user_data: what is given to @callback
 *
 * Shows the certificate of a server, and asks whether to take it.
 */
void
rel_certificate_question_ask_async (GtkWidget *parent,
                                    RelCertificate *certificate,
                                    const char *name,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  /* Translators: the name of a project on a server. */
  g_autofree char *heading = g_strdup_printf (_ ("Connect to “%s”?"), name);
  g_autofree char *text = rel_certificate_question_dup_text (certificate);

  rel_compat_ask_async (parent, heading, text, _ ("C_onnect Anyway"), callback, user_data);
}
