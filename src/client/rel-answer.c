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

/* The codes of Directus' errors that do not stand for a request that is wrong in itself. */
static const struct
{
  const char *code;
  guint status;
} statuses[] = {
  { "FORBIDDEN", 403 },
  { "INVALID_PROVIDER", 403 },
  { "INVALID_TOKEN", 403 },
  { "LIMIT_EXCEEDED", 403 },
  { "INVALID_CREDENTIALS", 401 },
  { "INVALID_IP", 401 },
  { "INVALID_OTP", 401 },
  { "TOKEN_EXPIRED", 401 },
  { "USER_SUSPENDED", 401 },
  { "INTERNAL_SERVER_ERROR", 500 },
  { "INVALID_PROVIDER_CONFIG", 503 },
  { "OUT_OF_DATE", 503 },
  { "SERVICE_UNAVAILABLE", 503 },
  { "UNEXPECTED_RESPONSE", 503 },
};

static guint
status_of (const char *code)
{
  if (code == NULL)
    return 500;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (strcmp (statuses[i].code, code) == 0)
        return statuses[i].status;
    }
  return 400;
}

static JsonArray *
get_errors (JsonNode *json)
{
  JsonArray *errors =
    json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? rel_json_get_array (json_node_get_object (json), "errors") : NULL;

  return errors != NULL && json_array_get_length (errors) > 0 ? errors : NULL;
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
  JsonArray *errors = get_errors (json);
  JsonNode *first = errors != NULL ? json_array_get_element (errors, 0) : NULL;
  JsonArray *reasons = first != NULL && JSON_NODE_HOLDS_OBJECT (first)
                         ? rel_json_get_array (json_node_get_object (first), "extensions.errors")
                         : NULL;

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
 * rel_answer_new_error:
 * @status: an HTTP status that is no success
 * @what: the request, for the message: `GET /relations`
 * @says: the server's words
 * @has_token: whether the request carried a token
 *
 * Returns: (transfer full): what a refusal means, the same for every way it was said in
 */
GError *
rel_answer_new_error (guint status, const char *what, const char *says, gboolean has_token)
{
  if (status == 401)
    return g_error_new (REL_ERROR, REL_ERROR_UNAUTHORIZED, "%s: %s",
                        has_token ? _ ("The server does not accept the token") : _ ("The server wants a token"), says);
  if (status == 403)
    return g_error_new (REL_ERROR, REL_ERROR_FORBIDDEN, _ ("Missing or not allowed: %s. The server says: %s"), what,
                        says);
  if (status >= 500)
    return g_error_new (REL_ERROR, REL_ERROR_SERVER, _ ("The server failed at %s (HTTP %u): %s"), what, status, says);
  return g_error_new (REL_ERROR, REL_ERROR_REFUSED, _ ("The server refuses %s: %s"), what, says);
}

/**
 * rel_answer_check_errors:
 * @json: (nullable): a whole answer, that came with a status of success
 * @what: the query or mutation, for the message
 * @error: (out) (optional): where to put a failure
 *
 * Over GraphQL, errors come like successes. Their codes say which status REST would have
 * given.
 *
 * Errors: those that [func@answer_new_error] makes of a status.
 *
 * Returns: whether there is none
 */
gboolean
rel_answer_check_errors (JsonNode *json, const char *what, GError **error)
{
  JsonArray *errors = get_errors (json);
  JsonNode *first = errors != NULL ? json_array_get_element (errors, 0) : NULL;
  g_autofree char *words = errors != NULL ? rel_answer_dup_server_words (json, NULL) : NULL;
  JsonObject *object = first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
  const char *code;
  GError *refusal;

  if (errors == NULL)
    return TRUE;
  code = object != NULL ? rel_json_get_string (object, "extensions.code") : NULL;
  refusal = rel_answer_new_error (status_of (code), what, words != NULL ? words : "?", TRUE);
  rel_error_set_refusal (refusal, code, object != NULL ? rel_json_get_string (object, "extensions.reason") : NULL,
                         object != NULL ? rel_json_get_string (object, "extensions.field") : NULL);
  g_propagate_error (error, refusal);
  return FALSE;
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
