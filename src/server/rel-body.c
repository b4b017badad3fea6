/* rel-body.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-body.h"

#include <string.h>

#include "rel-body-fault.h"
#include "rel-error.h"
#include "rel-json.h"

static gboolean
has_body (const char *method)
{
  return strcmp (method, "POST") == 0 || strcmp (method, "PATCH") == 0;
}

/* What only this server does not read, it refuses in its own words. */
static RelReply *
refuse (const char *text, gsize length, const GError *error)
{
  g_autofree char *words = g_error_matches (error, REL_ERROR, REL_ERROR_INVALID) &&
                               g_utf8_validate_len (text, length, NULL)
                             ? rel_body_fault_dup_words (text, length)
                             : NULL;

  return rel_reply_new_invalid ("%s", words != NULL ? words : error->message);
}

/* What is JSON, and no body. */
static RelReply *
refuse_value (const char *text, gsize length)
{
  g_autofree char *words = rel_body_fault_dup_words (text, length);

  return rel_reply_new_invalid ("%s", words);
}

/**
 * rel_body_is:
 * @headers: headers of a request, or of a part of one
 * @type: a media type, in small letters
 *
 * Returns: whether they say that the body is of the type
 */
gboolean
rel_body_is (SoupMessageHeaders *headers, const char *type)
{
  const char *given = soup_message_headers_get_content_type (headers, NULL);

  return given != NULL && g_ascii_strcasecmp (given, type) == 0;
}

/**
 * rel_body_read:
 * @call: a request with its method, its headers and its bytes; its body is filled in, if the
 *   method has one
 *
 * Reads the body of a request. One of another type counts as an empty object, as it does in
 * Directus.
 *
 * Returns: (transfer full) (nullable): the error of a body that is not good, if it is not
 */
RelReply *
rel_body_read (RelCall *call)
{
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (call->bytes, &length);

  if (!has_body (call->method))
    return NULL;
  if (length == 0 || !rel_body_is (call->headers, "application/json"))
    {
      text = "{}";
      length = strlen (text);
    }

  body = rel_json_parse (text, length, &error);
  if (body == NULL)
    return refuse (text, length, error);
  if (JSON_NODE_HOLDS_VALUE (body) || JSON_NODE_HOLDS_NULL (body))
    return refuse_value (text, length);
  call->body = g_steal_pointer (&body);
  return NULL;
}
