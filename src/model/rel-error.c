/* rel-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-error.h"

/* What an error of this domain carries besides its message; copies carry it as well. */
typedef struct
{
  char *server_code;           /* (owned) (nullable) */
  char *reason;                /* (owned) (nullable) */
  char *field;                 /* (owned) (nullable) */
  RelCertificate *certificate; /* (owned) (nullable) */
  guint offset_chars;
  guint length_chars;
  gboolean has_place;
} RelErrorPrivate;

static void
rel_error_private_init (RelErrorPrivate *priv)
{
}

static void
rel_error_private_copy (const RelErrorPrivate *from, RelErrorPrivate *to)
{
  to->server_code = g_strdup (from->server_code);
  to->reason = g_strdup (from->reason);
  to->field = g_strdup (from->field);
  to->certificate = from->certificate != NULL ? rel_certificate_ref (from->certificate) : NULL;
  to->offset_chars = from->offset_chars;
  to->length_chars = from->length_chars;
  to->has_place = from->has_place;
}

static void
rel_error_private_clear (RelErrorPrivate *priv)
{
  g_free (priv->server_code);
  g_free (priv->reason);
  g_free (priv->field);
  g_clear_pointer (&priv->certificate, rel_certificate_unref);
}

G_DEFINE_EXTENDED_ERROR (RelError, rel_error)

/**
 * rel_error_set_refusal:
 * @error: an error of `REL_ERROR`
 * @code: (nullable): what the server calls it: `RECORD_NOT_UNIQUE`
 * @reason: (nullable): why, in its words
 * @field: (nullable): the field or the path that it is about
 *
 * Keeps what a server says about a request that it refused, besides the message.
 */
void
rel_error_set_refusal (GError *error, const char *code, const char *reason, const char *field)
{
  RelErrorPrivate *priv = rel_error_get_private (error);

  g_return_if_fail (priv != NULL);

  g_free (priv->server_code);
  g_free (priv->reason);
  g_free (priv->field);
  priv->server_code = g_strdup (code);
  priv->reason = g_strdup (reason);
  priv->field = g_strdup (field);
}

/**
 * rel_error_get_server_code:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the name that the server has for what went wrong:
 *   `RECORD_NOT_UNIQUE`
 */
const char *
rel_error_get_server_code (const GError *error)
{
  return error->domain == REL_ERROR ? rel_error_get_private (error)->server_code : NULL;
}

/**
 * rel_error_get_reason:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the server's reason, in its words
 */
const char *
rel_error_get_reason (const GError *error)
{
  return error->domain == REL_ERROR ? rel_error_get_private (error)->reason : NULL;
}

/**
 * rel_error_get_field:
 * @error: any error
 *
 * Tells at which row a form is to show the error.
 *
 * Returns: (transfer none) (nullable): the field that the server names, or the path to it
 *   with dots; of what is not sent yet, the member that does not fit
 */
const char *
rel_error_get_field (const GError *error)
{
  return error->domain == REL_ERROR ? rel_error_get_private (error)->field : NULL;
}

/**
 * rel_error_set_certificate:
 * @error: an error of `REL_ERROR`
 * @certificate: the one that is not trusted
 *
 * Keeps the certificate, so that it can be shown and chosen.
 */
void
rel_error_set_certificate (GError *error, RelCertificate *certificate)
{
  RelErrorPrivate *priv = rel_error_get_private (error);

  g_return_if_fail (priv != NULL);

  rel_certificate_ref (certificate);
  g_clear_pointer (&priv->certificate, rel_certificate_unref);
  priv->certificate = certificate;
}

/**
 * rel_error_get_certificate:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): with `REL_ERROR_CERTIFICATE`, what the server showed
 */
RelCertificate *
rel_error_get_certificate (const GError *error)
{
  return error->domain == REL_ERROR ? rel_error_get_private (error)->certificate : NULL;
}

/**
 * rel_error_set_place:
 * @error: an error of `REL_ERROR`
 * @offset_chars: how many characters of what was typed come before it
 * @length_chars: of how many characters it is
 *
 * Keeps the place in a line of text that the error is about.
 */
void
rel_error_set_place (GError *error, guint offset_chars, guint length_chars)
{
  RelErrorPrivate *priv = rel_error_get_private (error);

  g_return_if_fail (priv != NULL);

  priv->offset_chars = offset_chars;
  priv->length_chars = length_chars;
  priv->has_place = TRUE;
}

/**
 * rel_error_get_place:
 * @error: any error
 * @offset_chars: (out): how many characters of what was typed come before it
 * @length_chars: (out): of how many characters it is
 *
 * Tells what to underline in a line of text.
 *
 * Returns: whether the error is about a place in one
 */
gboolean
rel_error_get_place (const GError *error, guint *offset_chars, guint *length_chars)
{
  RelErrorPrivate *priv = error->domain == REL_ERROR ? rel_error_get_private (error) : NULL;

  if (priv == NULL || !priv->has_place)
    return FALSE;
  *offset_chars = priv->offset_chars;
  *length_chars = priv->length_chars;
  return TRUE;
}
