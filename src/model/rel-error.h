/* rel-error.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-certificate.h"

G_BEGIN_DECLS

/**
 * RelError:
 * @REL_ERROR_FAILED: none of the others
 * @REL_ERROR_INVALID: what was given (a file, an answer, a value) is not what it should be
 * @REL_ERROR_TOO_LARGE: more bytes than are read
 * @REL_ERROR_TOO_DEEP: more levels of nesting than are read
 * @REL_ERROR_NOT_FOUND: no such collection, field, relation or target
 * @REL_ERROR_NOT_DIRECTUS: an answer came, but not from the Directus API
 * @REL_ERROR_UNAUTHORIZED: the token is missing, wrong or expired (HTTP 401)
 * @REL_ERROR_FORBIDDEN: missing or not allowed, Directus does not say which (HTTP 403)
 * @REL_ERROR_REFUSED: the server refuses the request as it stands (other HTTP 4xx)
 * @REL_ERROR_SERVER: the server failed (HTTP 5xx)
 * @REL_ERROR_NETWORK: the server cannot be reached, or the connection was lost
 * @REL_ERROR_CERTIFICATE: the server's certificate cannot be trusted; a person may choose to
 *   trust it, see [func@error_get_certificate]
 * @REL_ERROR_CONFLICT: what is to be changed has been changed meanwhile
 * @REL_ERROR_NOT_DONE: the server said yes, but reads back something else
 * @REL_ERROR_READ_ONLY: this cannot be written
 * @REL_ERROR_BUSY: another program holds the file
 *
 * What can go wrong in a room of Relations. The message of such an error is
 * for the user.
 */
typedef enum
{
  REL_ERROR_FAILED,
  REL_ERROR_INVALID,
  REL_ERROR_TOO_LARGE,
  REL_ERROR_TOO_DEEP,
  REL_ERROR_NOT_FOUND,
  REL_ERROR_NOT_DIRECTUS,
  REL_ERROR_UNAUTHORIZED,
  REL_ERROR_FORBIDDEN,
  REL_ERROR_REFUSED,
  REL_ERROR_SERVER,
  REL_ERROR_NETWORK,
  REL_ERROR_CERTIFICATE,
  REL_ERROR_CONFLICT,
  REL_ERROR_NOT_DONE,
  REL_ERROR_READ_ONLY,
  REL_ERROR_BUSY,
} RelError;

#define REL_ERROR (rel_error_quark ())

GQuark rel_error_quark (void);

void rel_error_set_refusal (GError *error, const char *code, const char *reason, const char *field);
const char *rel_error_get_server_code (const GError *error);
const char *rel_error_get_reason (const GError *error);
const char *rel_error_get_field (const GError *error);
void rel_error_set_certificate (GError *error, RelCertificate *certificate);
RelCertificate *rel_error_get_certificate (const GError *error);
void rel_error_set_place (GError *error, guint offset_chars, guint length_chars);
gboolean rel_error_get_place (const GError *error, guint *offset_chars, guint *length_chars);

G_END_DECLS
