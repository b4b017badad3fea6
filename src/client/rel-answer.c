/* rel-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the Directus API wraps every answer in: `{"data": …}`, or `{"errors": […]}`.
 */

#include "config.h"

#include "rel-answer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-json.h"

#define MAX_WORDS_CHARS 600

/* Directus ends some messages with the reason and a second full stop. */
static void
append_words (GString *words, JsonObject *error)
{
  const char *message = rel_json_get_string (error, "message");
  const char *reason = rel_json_get_string (error, "extensions.reason");
  const char *code = rel_json_get_string (error, "extensions.code");
  const char *field = rel_json_get_string (error, "extensions.field");

  if (words->len > 0)
    g_string_append (words, "; ");
  g_string_append (words, message != NULL ? message : "no message");
  if (g_str_has_suffix (words->str, "..") && !g_str_has_suffix (words->str, "..."))
    g_string_truncate (words, words->len - 1);
  if (reason != NULL && strstr (words->str, reason) == NULL)
    g_string_append_printf (words, " %s", reason);
  if (field != NULL && strstr (words->str, field) == NULL)
    g_string_append_printf (words, " Field %s.", field);
  if (code != NULL)
    g_string_append_printf (words, " (%s)", code);
}

/* On one line and of a length that can be shown. */
static char *
tidy_words (const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_autofree char *cut = g_utf8_strlen (valid, -1) > MAX_WORDS_CHARS ? g_utf8_substring (valid, 0, MAX_WORDS_CHARS)
                                                                     : NULL;
  char *result = cut != NULL ? g_strconcat (cut, "…", NULL) : g_steal_pointer (&valid);

  for (char *c = result; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        *c = ' ';
    }
  return result;
}

/**
 * rel_answer_dup_server_words:
 * @json: (nullable): a whole answer
 * @secret: (nullable): what must not be repeated, even if the server does
 *
 * Reads why the server refuses: message, reason and code of each of its errors.
 *
 * Returns: (transfer full) (nullable): one line for the user; %NULL if this is not how
 *   Directus says an error
 */
char *
rel_answer_dup_server_words (JsonNode *json, const char *secret)
{
  g_autoptr (GString) words = g_string_new (NULL);
  JsonArray *errors;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return NULL;
  errors = rel_json_get_array (json_node_get_object (json), "errors");
  if (errors == NULL || json_array_get_length (errors) == 0)
    return NULL;

  for (guint i = 0; i < json_array_get_length (errors); i++)
    {
      JsonNode *error = json_array_get_element (errors, i);

      if (!JSON_NODE_HOLDS_OBJECT (error))
        return NULL;
      append_words (words, json_node_get_object (error));
    }
  if (secret != NULL && *secret != '\0')
    g_string_replace (words, secret, "…", 0);
  return tidy_words (words->str);
}

/**
 * rel_answer_get_code:
 * @json: (nullable): a whole answer
 *
 * Returns: (transfer none) (nullable): the code of its first error, such as `TOKEN_EXPIRED`;
 *   %NULL if it has none
 */
const char *
rel_answer_get_code (JsonNode *json)
{
  JsonArray *errors = NULL;
  JsonNode *error;

  if (json != NULL && JSON_NODE_HOLDS_OBJECT (json))
    errors = rel_json_get_array (json_node_get_object (json), "errors");
  if (errors == NULL || json_array_get_length (errors) == 0)
    return NULL;
  error = json_array_get_element (errors, 0);
  return JSON_NODE_HOLDS_OBJECT (error) ? rel_json_get_string (json_node_get_object (error), "extensions.code") : NULL;
}

/**
 * rel_answer_get_data:
 * @json: (nullable): a whole answer
 * @what: the request, for the message: `GET /relations`
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_DIRECTUS` if there is no `data`.
 *
 * Returns: (transfer none) (nullable): what the answer holds, or %NULL on error
 */
JsonNode *
rel_answer_get_data (JsonNode *json, const char *what, GError **error)
{
  JsonNode *data = NULL;

  if (json != NULL && JSON_NODE_HOLDS_OBJECT (json))
    data = json_object_get_member (json_node_get_object (json), "data");
  if (data == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                 _ ("This address answers %s, but not as the Directus API does"), what);
  return data;
}

/**
 * rel_answer_is_page:
 * @content_type: (nullable): what the server calls it
 * @body: what was read of it so far
 *
 * Returns: whether this is a web page and not an answer of an API
 */
gboolean
rel_answer_is_page (const char *content_type, GByteArray *body)
{
  if (g_strcmp0 (content_type, "text/html") == 0 || g_strcmp0 (content_type, "application/xhtml+xml") == 0)
    return TRUE;
  for (guint i = 0; i < body->len; i++)
    {
      if (!g_ascii_isspace (body->data[i]))
        return body->data[i] == '<';
    }
  return FALSE;
}
