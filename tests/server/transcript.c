/* transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "transcript.h"

#include <string.h>

#include "rel-json.h"

static void
exchange_free (Exchange *self)
{
  g_free (self->title);
  g_free (self->method);
  g_free (self->path);
  soup_message_headers_unref (self->headers);
  g_free (self->body);
  soup_message_headers_unref (self->answer_headers);
  g_free (self->answer);
  g_free (self);
}

/* Takes the text up to @separator off the beginning of @rest; all of it if there is none. */
static char *
take (const char **rest, const char *separator)
{
  const char *end = strstr (*rest, separator);
  char *part = end != NULL ? g_strndup (*rest, end - *rest) : g_strdup (*rest);

  *rest = end != NULL ? end + strlen (separator) : "";
  return part;
}

/* Takes lines `Name: value` up to an empty one. */
static SoupMessageHeaders *
take_headers (const char **rest, SoupMessageHeadersType type)
{
  SoupMessageHeaders *headers = soup_message_headers_new (type);

  while (**rest != '\0' && **rest != '\n')
    {
      g_autofree char *line = take (rest, "\n");
      char *colon = strstr (line, ": ");

      g_assert_nonnull (colon);
      *colon = '\0';
      soup_message_headers_append (headers, line, colon + 2);
    }
  if (**rest == '\n')
    (*rest)++;
  return headers;
}

static Exchange *
read_exchange (const char *text)
{
  Exchange *self = g_new0 (Exchange, 1);
  g_autofree char *status = NULL;

  self->title = take (&text, "\n");
  self->method = take (&text, " ");
  self->path = take (&text, "\n");
  self->headers = take_headers (&text, SOUP_MESSAGE_HEADERS_REQUEST);
  if (*text != '\0' && !g_str_has_prefix (text, "HTTP/1.1 "))
    {
      self->body = take (&text, "\n\n");
      g_assert_true (g_str_has_prefix (text, "HTTP/1.1 "));
    }

  status = take (&text, "\n");
  self->is_step = strcmp (status, "HTTP/1.1 not recorded") == 0;
  self->status = *status != '\0' ? atoi (status + strlen ("HTTP/1.1 ")) : 0;
  self->answer_headers = take_headers (&text, SOUP_MESSAGE_HEADERS_RESPONSE);
  self->answer = g_strdup (text);
  return self;
}

static const char *
find_answer (GPtrArray *exchanges, const char *title)
{
  for (guint i = 0; i < exchanges->len; i++)
    {
      Exchange *exchange = g_ptr_array_index (exchanges, i);

      if (strcmp (exchange->title, title) == 0)
        return exchange->answer;
    }
  return NULL;
}

static void
refer_to_earlier (GPtrArray *exchanges, Exchange *exchange)
{
  g_autofree char *title = NULL;

  if (!g_str_has_prefix (exchange->answer, "{{"))
    return;
  title = g_strndup (exchange->answer + 2, strlen (exchange->answer) - 4);
  g_free (exchange->answer);
  exchange->answer = g_strdup (find_answer (exchanges, title));
  g_assert_nonnull (exchange->answer);
}

/* Reads `transcripts/name.http` of the test data. */
GPtrArray *
transcript_read (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strconcat (name, ".http", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "transcripts", file, NULL);
  GPtrArray *exchanges = g_ptr_array_new_with_free_func ((GDestroyNotify) exchange_free);
  g_autofree char *text = NULL;
  const char *rest;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (g_str_has_prefix (text, "### "));
  rest = text + strlen ("### ");
  while (*rest != '\0')
    {
      g_autofree char *part = take (&rest, "\n\n### ");
      Exchange *exchange;

      exchange = read_exchange (g_strchomp (part));
      refer_to_earlier (exchanges, exchange);
      g_assert_null (find_answer (exchanges, exchange->title));
      g_ptr_array_add (exchanges, exchange);
    }
  return exchanges;
}

/* One step down: a member of an object or, by its number, an element of an array. */
static JsonNode *
step_down (JsonNode *node, const char *name)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && g_ascii_isdigit (*name))
    {
      guint at = atoi (name);

      return at < json_array_get_length (json_node_get_array (node))
               ? json_array_get_element (json_node_get_array (node), at)
               : NULL;
    }
  return NULL;
}

static JsonNode *
walk (JsonNode *node, char **names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    node = step_down (node, names[i]);
  return node;
}

/* Does one edit, `path = value`; without a value, what stands there is taken away. */
static void
edit (JsonNode *root, const char *text)
{
  g_auto (GStrv) sides = g_strsplit (text, " = ", 2);
  g_auto (GStrv) names = g_strsplit (sides[0], ".", -1);
  guint n_names = g_strv_length (names);
  JsonNode *parent = walk (root, names, n_names - 1);
  const char *last = names[n_names - 1];

  /* What is missing shows in the answer; here it would only hide the request. */
  if (parent == NULL)
    return;
  if (JSON_NODE_HOLDS_ARRAY (parent))
    {
      g_assert_cmpstr (sides[1], ==, "");
      if (step_down (parent, last) != NULL)
        json_array_remove_element (json_node_get_array (parent), atoi (last));
    }
  else if (JSON_NODE_HOLDS_OBJECT (parent) && *sides[1] == '\0')
    json_object_remove_member (json_node_get_object (parent), last);
  else if (JSON_NODE_HOLDS_OBJECT (parent))
    json_object_set_member (json_node_get_object (parent), last, json_from_string (sides[1], NULL));
}

/* Gets what `title.path; path = value; …` stands for. */
static char *
look_up (const char *reference, GHashTable *answers)
{
  g_auto (GStrv) parts = g_strsplit (reference, "; ", -1);
  const char *dot = strrchr (parts[0], '.');
  g_autofree char *title = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonNode *node;

  while (dot > parts[0] && g_hash_table_lookup (answers, title = g_strndup (parts[0], dot - parts[0])) == NULL)
    {
      g_clear_pointer (&title, g_free);
      do
        dot--;
      while (dot > parts[0] && *dot != '.');
    }
  if (title == NULL)
    return g_strdup ("nothing");

  root = json_from_string (g_hash_table_lookup (answers, title), NULL);
  names = g_strsplit (dot + 1, ".", -1);
  node = walk (root, names, g_strv_length (names));
  if (node == NULL)
    return g_strdup ("nothing");
  for (guint i = 1; parts[i] != NULL; i++)
    edit (node, parts[i]);
  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : json_to_string (node, FALSE);
}

/* Puts in the place of each `{{…}}` what the server has answered before: `{{token}}` is its
 * token, `{{title:header}}` a header, `{{title.path}}` a part of a body, and
 * `{{title.path; path = value}}` that part with a change. */
char *
transcript_fill_in (const char *text, GHashTable *answers, const char *token)
{
  GString *result = g_string_new (NULL);
  const char *open;

  while ((open = strstr (text, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *reference = g_strndup (open + 2, close - open - 2);
      g_autofree char *value = NULL;

      if (strcmp (reference, "token") == 0)
        value = g_strdup (token);
      else if (g_hash_table_contains (answers, reference))
        value = g_strdup (g_hash_table_lookup (answers, reference));
      else
        value = look_up (reference, answers);
      g_string_append_len (result, text, open - text);
      g_string_append (result, value);
      text = close + 2;
    }
  g_string_append (result, text);
  return g_string_free (result, FALSE);
}
