/* answer-difference.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says how two answers differ for a client: status, headers, and each value of the body.
 * The order of members does not count, that of elements does. What is made anew each time
 * (times, short waits, tokens, hashes, measured values, the server's address) counts as the same if it is
 * such a value on both sides; a UUID has to be the same one wherever it comes again.
 */

#include "answer-difference.h"

#include <string.h>

#include "rel-json.h"

#define MAX_SHOWN 70

/* What a client looks at. An ETag is compared by its form. */
static const char *const headers[] = { "Allow",      "Cache-Control", "Content-Type",
                                       "ETag",       "Location",      "Retry-After",
                                       "Set-Cookie", "Vary",          "WWW-Authenticate" };

static const struct
{
  const char *pattern;
  const char *replacement;
} made_anew[] = {
  { "eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}", "<token>" },
  { "(?<![\\w-])[\\w-]{64}(?![\\w-])", "<token>" },
  { "\"hash\":\"[0-9a-f]{40}\"", "\"hash\":\"<hash>\"" },
  { "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>" },
  { "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "<time>" },
  { "http://127\\.0\\.0\\.1(:\\d+)?", "<url>" },
  { "\"observedValue\":\\d+(\\.\\d+)?,\"observedUnit\":\"ms\"", "\"observedValue\":\"<ms>\",\"observedUnit\":\"ms\"" },
  { "\"observedUnit\":\"ms\",\"observedValue\":\\d+(\\.\\d+)?", "\"observedValue\":\"<ms>\",\"observedUnit\":\"ms\"" },
  { "W/\"[0-9a-f]+-[A-Za-z0-9+/]{27}\"", "W/<hash>" },
  { "Retry-After: [0-6]$", "Retry-After: <wait>" },
  { "retry after ([0-6]s|\\d{1,3}ms)\\.", "retry after <wait>." },
};

typedef struct
{
  GPtrArray *lines;  /* (element-type utf8) (unowned) */
  GHashTable *names; /* (unowned) */
} Comparison;

static void compare_nodes (Comparison *self, const char *path, JsonNode *recorded, JsonNode *given);

static char *
dup_lasting (const char *text)
{
  char *result = g_strdup (text);

  for (guint i = 0; i < G_N_ELEMENTS (made_anew); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (made_anew[i].pattern, 0, 0, NULL);
      g_autofree char *before = result;

      g_assert_nonnull (regex);
      result = g_regex_replace_literal (regex, before, -1, 0, made_anew[i].replacement, 0, NULL);
    }
  return result;
}

static char *
dup_shown (const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SHOWN));

  g_string_append (shown, start);
  if (strlen (start) < strlen (text))
    g_string_append (shown, "...");
  g_string_replace (shown, "\n", "\\n", 0);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static void
add (Comparison *self, const char *path, const char *recorded, const char *given)
{
  g_autofree char *left = dup_shown (recorded);
  g_autofree char *right = dup_shown (given);

  g_ptr_array_add (self->lines, g_strdup_printf ("%s: %s => %s", path, left, right));
}

static gboolean
is_same_uuid (Comparison *self, const char *recorded, const char *given)
{
  const char *known = g_hash_table_lookup (self->names, recorded);

  if (!g_uuid_string_is_valid (recorded) || !g_uuid_string_is_valid (given))
    return FALSE;
  if (known == NULL)
    g_hash_table_insert (self->names, g_strdup (recorded), g_strdup (given));
  return known == NULL || strcmp (known, given) == 0;
}

static char *
dup_node_text (JsonNode *node)
{
  return node != NULL ? rel_json_dup_text (node, FALSE) : g_strdup ("absent");
}

static void
compare_values (Comparison *self, const char *path, JsonNode *recorded, JsonNode *given)
{
  g_autofree char *left = dup_node_text (recorded);
  g_autofree char *right = dup_node_text (given);

  if (recorded != NULL && given != NULL && json_node_get_value_type (recorded) == G_TYPE_STRING &&
      json_node_get_value_type (given) == G_TYPE_STRING &&
      is_same_uuid (self, json_node_get_string (recorded), json_node_get_string (given)))
    return;
  if (strcmp (left, right) != 0)
    add (self, path, left, right);
}

static void
compare_objects (Comparison *self, const char *path, JsonObject *recorded, JsonObject *given)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, recorded);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *below = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

      compare_nodes (self, below, value, json_object_get_member (given, name));
    }
  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *below = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

      if (!json_object_has_member (recorded, name))
        compare_nodes (self, below, NULL, value);
    }
}

static void
compare_arrays (Comparison *self, const char *path, JsonArray *recorded, JsonArray *given)
{
  guint n_recorded = json_array_get_length (recorded);
  guint n_given = json_array_get_length (given);

  for (guint i = 0; i < MAX (n_recorded, n_given); i++)
    {
      g_autofree char *below = g_strdup_printf ("%s.%u", path, i);

      compare_nodes (self, below, i < n_recorded ? json_array_get_element (recorded, i) : NULL,
                     i < n_given ? json_array_get_element (given, i) : NULL);
    }
}

static void
compare_nodes (Comparison *self, const char *path, JsonNode *recorded, JsonNode *given)
{
  if (recorded != NULL && given != NULL && JSON_NODE_HOLDS_OBJECT (recorded) && JSON_NODE_HOLDS_OBJECT (given))
    compare_objects (self, path, json_node_get_object (recorded), json_node_get_object (given));
  else if (recorded != NULL && given != NULL && JSON_NODE_HOLDS_ARRAY (recorded) && JSON_NODE_HOLDS_ARRAY (given))
    compare_arrays (self, path, json_node_get_array (recorded), json_node_get_array (given));
  else
    compare_values (self, path, recorded, given);
}

static void
compare_headers (Comparison *self, SoupMessageHeaders *recorded, SoupMessageHeaders *given)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      const char *left = soup_message_headers_get_list (recorded, headers[i]);
      const char *right = soup_message_headers_get_list (given, headers[i]);
      g_autofree char *left_line = g_strdup_printf ("%s: %s", headers[i], left != NULL ? left : "absent");
      g_autofree char *right_line = g_strdup_printf ("%s: %s", headers[i], right != NULL ? right : "absent");
      g_autofree char *left_lasting = dup_lasting (left_line);
      g_autofree char *right_lasting = dup_lasting (right_line);
      gsize start = strlen (headers[i]) + strlen (": ");

      if (strcmp (left_lasting, right_lasting) != 0)
        add (self, headers[i], left_lasting + start, right_lasting + start);
    }
}

static void
compare_texts (Comparison *self, const char *recorded, const char *given)
{
  g_auto (GStrv) left = g_strsplit (recorded, "\n", -1);
  g_auto (GStrv) right = g_strsplit (given, "\n", -1);

  for (guint i = 0; left[i] != NULL || right[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("line %u", i + 1);

      if (left[i] == NULL || right[i] == NULL)
        {
          add (self, path, left[i] != NULL ? left[i] : "absent", right[i] != NULL ? right[i] : "absent");
          break;
        }
      if (strcmp (left[i], right[i]) != 0)
        add (self, path, left[i], right[i]);
    }
}

static void
compare_bodies (Comparison *self, const char *recorded, const char *given)
{
  g_autofree char *left = dup_lasting (recorded);
  g_autofree char *right = dup_lasting (given);
  g_autoptr (JsonNode) left_node = json_from_string (left, NULL);
  g_autoptr (JsonNode) right_node = json_from_string (right, NULL);

  if (left_node != NULL && right_node != NULL)
    compare_nodes (self, "", left_node, right_node);
  else
    compare_texts (self, g_strchomp (left), g_strchomp (right));
}

/* One line for each difference, such as `data.meta: null => {"id":3}`; none if the answers are
 * the same. Of answers with different status, what else differs says nothing. */
GPtrArray *
answer_difference_list (const Exchange *recorded, const GivenAnswer *given)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  Comparison self = { lines, given->names };

  if (recorded->status == 0)
    g_ptr_array_add (lines, g_strdup_printf ("status: the process ended => %u", given->status));
  else if (recorded->status != given->status)
    g_ptr_array_add (lines, g_strdup_printf ("status: %u => %u", recorded->status, given->status));
  else
    {
      compare_headers (&self, recorded->answer_headers, given->headers);
      compare_bodies (&self, recorded->answer, given->text);
    }
  return lines;
}
