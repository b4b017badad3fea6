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

/* What is wrong with a query of GraphQL. */
static void
append_reasons (GString *words, JsonArray *reasons)
{
  for (guint i = 0; reasons != NULL && i < json_array_get_length (reasons); i++)
    {
      JsonNode *reason = json_array_get_element (reasons, i);
      const char *message =
        JSON_NODE_HOLDS_OBJECT (reason) ? rel_json_get_string (json_node_get_object (reason), "message") : NULL;

      if (message != NULL)
        g_string_append_printf (words, " %s", message);
    }
}

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
  append_reasons (words, rel_json_get_array (error, "extensions.errors"));
  if (code != NULL)
    g_string_append_printf (words, " (%s)", code);
}

/* Cuts between two words: of a token, which is one, no part is to stay that nobody would
 * recognize. */
static void
cut (char *words)
{
  char *end = g_utf8_offset_to_pointer (words, MAX_WORDS_CHARS);
  char *last = g_strrstr_len (words, end - words, " ");

  *(last != NULL ? last : words) = '\0';
}

/* On one line and of a length that can be shown. */
static char *
tidy_words (const char *text)
{
  g_autofree char *words = g_utf8_make_valid (text, -1);

  for (char *c = words; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        *c = ' ';
    }
  if (g_utf8_strlen (words, -1) <= MAX_WORDS_CHARS)
    return g_steal_pointer (&words);
  cut (words);
  return g_strconcat (words, "…", NULL);
}

/**
 * rel_answer_dup_server_words:
 * @json: (nullable): a whole answer
 *
 * Reads why the server refuses: message, reason and code of each of its errors. A server may
 * quote what it was sent: [func@failure_hide] takes that out.
 *
 * Returns: (transfer full) (nullable): one line for the user; %NULL if this is not how
 *   Directus says an error
 */
char *
rel_answer_dup_server_words (JsonNode *json)
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
  return tidy_words (words->str);
}

/* What an error is about: a field, and the way to it when it is inside of something. */
static char *
dup_field (JsonObject *error)
{
  const char *field = rel_json_get_string (error, "extensions.field");
  JsonArray *path = rel_json_get_array (error, "extensions.path");
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  for (guint i = 0; path != NULL && i < json_array_get_length (path); i++)
    {
      JsonNode *step = json_array_get_element (path, i);

      if (JSON_NODE_HOLDS_VALUE (step) && json_node_get_value_type (step) == G_TYPE_STRING)
        g_ptr_array_add (steps, (gpointer) json_node_get_string (step));
    }
  if (field != NULL && (steps->len == 0 || strcmp (g_ptr_array_index (steps, steps->len - 1), field) != 0))
    g_ptr_array_add (steps, (gpointer) field);
  if (steps->len == 0)
    return NULL;
  g_ptr_array_add (steps, NULL);
  return g_strjoinv (".", (char **) steps->pdata);
}

/* Returns: (nullable): the first error of an answer */
static JsonObject *
get_first_error (JsonNode *json)
{
  JsonArray *errors = NULL;
  JsonNode *first;

  if (json != NULL && JSON_NODE_HOLDS_OBJECT (json))
    errors = rel_json_get_array (json_node_get_object (json), "errors");
  if (errors == NULL || json_array_get_length (errors) == 0)
    return NULL;
  first = json_array_get_element (errors, 0);
  return JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

/**
 * rel_answer_get_code:
 * @json: (nullable): a whole answer
 *
 * Returns: (transfer none) (nullable): what the server calls the first of its errors:
 *   `INVALID_OTP`; %NULL if it says no errors
 */
const char *
rel_answer_get_code (JsonNode *json)
{
  JsonObject *first = get_first_error (json);

  return first != NULL ? rel_json_get_string (first, "extensions.code") : NULL;
}

/**
 * rel_answer_set_refusal:
 * @json: (nullable): a whole answer
 * @error: the error that is made of it
 *
 * Keeps with @error the code, the reason and the field of the first error of the answer.
 */
void
rel_answer_set_refusal (JsonNode *json, GError *error)
{
  JsonObject *first = get_first_error (json);
  const char *said_code, *said_reason;
  g_autofree char *code = NULL, *reason = NULL, *path = NULL, *field = NULL;

  if (first == NULL)
    return;
  said_code = rel_json_get_string (first, "extensions.code");
  said_reason = rel_json_get_string (first, "extensions.reason");
  path = dup_field (first);
  code = said_code != NULL ? tidy_words (said_code) : NULL;
  reason = said_reason != NULL ? tidy_words (said_reason) : NULL;
  field = path != NULL ? tidy_words (path) : NULL;
  rel_error_set_refusal (error, code, reason, field);
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
 * rel_answer_hides:
 * @json: (nullable): a whole answer
 *
 * Over GraphQL, whoever may not use a query or a mutation is told that there is none of that
 * name.
 *
 * Returns: whether this is that answer
 */
gboolean
rel_answer_hides (JsonNode *json)
{
  JsonObject *first = get_first_error (json);
  JsonArray *reasons = first != NULL ? rel_json_get_array (first, "extensions.errors") : NULL;

  for (guint i = 0; reasons != NULL && i < json_array_get_length (reasons); i++)
    {
      JsonNode *reason = json_array_get_element (reasons, i);
      const char *message =
        JSON_NODE_HOLDS_OBJECT (reason) ? rel_json_get_string (json_node_get_object (reason), "message") : NULL;

      if (message != NULL && g_str_has_prefix (message, "Cannot query field ") &&
          (strstr (message, " on type \"Query\"") != NULL || strstr (message, " on type \"Mutation\"") != NULL))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_answer_is_page:
 * @content_type: (nullable): what the server calls it
 * @body: (nullable): what was read of it
 *
 * Returns: whether this is a web page and not an answer of an API
 */
gboolean
rel_answer_is_page (const char *content_type, GBytes *body)
{
  gsize length_bytes = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length_bytes) : NULL;

  if (g_strcmp0 (content_type, "text/html") == 0 || g_strcmp0 (content_type, "application/xhtml+xml") == 0)
    return TRUE;
  for (gsize i = 0; i < length_bytes; i++)
    {
      if (!g_ascii_isspace (text[i]))
        return text[i] == '<';
    }
  return FALSE;
}

/**
 * rel_answer_is_json:
 * @content_type: (nullable): what the server calls it, without parameters
 *
 * Returns: whether this may be JSON; what has no type may be anything
 */
gboolean
rel_answer_is_json (const char *content_type)
{
  return content_type == NULL || g_ascii_strcasecmp (content_type, "application/json") == 0 ||
         g_str_has_suffix (content_type, "+json");
}
