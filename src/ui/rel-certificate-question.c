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

/* Eight bytes, as AB:CD:… */
#define CHARACTERS_IN_A_LINE 24

static char *
dup_date (GDateTime *date)
{
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d") : g_strdup ("?");
}

/* Such a long number is compared by eye, a line at a time. */
static char *
dup_in_lines (const char *fingerprint)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; fingerprint[i] != '\0'; i++)
    {
      if (i > 0 && i % CHARACTERS_IN_A_LINE == 0)
        g_string_append_c (text, '\n');
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
  g_autofree char *fingerprint = dup_in_lines (rel_certificate_get_fingerprint (certificate));

  /* Translators: what is wrong with a certificate; its owner; who vouches for it; two dates;
   * a long number to compare. */
  return g_strdup_printf (_ ("Its certificate cannot be trusted: %s.\n\n"
                             "Issued to: %s\nIssued by: %s\nValid from %s to %s\nSHA-256:\n%s\n\n"
                             "Whoever has made it can read and change all that is sent, your token or password too. "
                             "Connect only if you know that it is your server’s. It is accepted for this project "
                             "alone; one that is saved remembers it."),
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
