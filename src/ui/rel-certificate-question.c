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
#include "rel-profiles.h"

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

/* The project with the certificate. A project that is not saved has it this once. */
static RelProfile *
make_profile (RelTarget *target, RelCertificate *certificate)
{
  const RelProfile *given = rel_target_get_profile (target);
  RelProfile *profile = given != NULL ? rel_profile_copy (given) : rel_profile_new ("", rel_target_get_id (target));

  if (given == NULL)
    profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  g_free (profile->certificate);
  profile->certificate = g_strdup (rel_certificate_get_fingerprint (certificate));
  return profile;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelProfile *profile = g_task_get_task_data (task);
  RelTarget *target = NULL;
  GError *error = NULL;

  if (!rel_compat_ask_finish (GTK_WIDGET (source), result))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not accepted");
      return;
    }
  /* What else was changed of it meanwhile stays. */
  if (profile->id == NULL || rel_profiles_set_certificate (profile->id, profile->certificate, &error))
    target = rel_target_new_profile (profile, &error);
  if (target != NULL)
    g_task_return_pointer (task, target, (GDestroyNotify) rel_target_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rel_certificate_question_ask_async:
 * @parent: where the question comes from
 * @certificate: a certificate that cannot be trusted
 * @target: the project on the server that has it
 * @callback: (scope async): called with the answer
 * @user_data: what is given to @callback
 *
 * Shows the certificate of a server, and asks whether to take it. A saved project remembers
 * that.
 */
void
rel_certificate_question_ask_async (GtkWidget *parent,
                                    RelCertificate *certificate,
                                    RelTarget *target,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  /* Translators: the name of a project on a server. */
  g_autofree char *heading = g_strdup_printf (_ ("Connect to “%s”?"), rel_target_get_name (target));
  g_autofree char *text = rel_certificate_question_dup_text (certificate);

  g_task_set_source_tag (task, rel_certificate_question_ask_async);
  g_task_set_task_data (task, make_profile (target, certificate), (GDestroyNotify) rel_profile_free);
  rel_compat_ask_async (parent, heading, text, _ ("C_onnect Anyway"), NULL, answered_cb, task);
}

/**
 * rel_certificate_question_ask_finish:
 * @parent: where the question came from
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@certificate_question_ask_async].
 *
 * Errors: `G_IO_ERROR_CANCELLED` if the answer is no; those of [func@profiles_save].
 *
 * Returns: (transfer full) (nullable): the project, with the certificate; %NULL on error
 */
RelTarget *
rel_certificate_question_ask_finish (GtkWidget *parent, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
