/* rel-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON as this program lets it in. json-glib reads more than JSON (comments, single
 * quotes, trailing commas), recurses without a limit and stops strings at \u0000.
 * So each text is checked here first, in one pass and without recursion, and only
 * what passes is given to it.
 */

#include "config.h"

#include "rel-json.h"

#include <string.h>

#include "rel-error.h"

typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* right after [ */
  EXPECT_NAME,
  EXPECT_NAME_OR_END, /* right after { */
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
} Expect;

/* Where the check stands in a text. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
} Scan;

static gboolean
fail_at (Scan *scan, int code, const char *what, GError **error)
{
  guint line = 1;
  const char *line_start = scan->start;

  for (const char *c = scan->start; c < scan->at; c++)
    {
      if (*c == '\n')
        {
          line++;
          line_start = c + 1;
        }
    }

  g_set_error (error, REL_ERROR, code, "Line %u, column %d: %s", line, (int) (scan->at - line_start) + 1, what);
  return FALSE;
}

static gboolean
scan_string (Scan *scan, GError **error)
{
  scan->at++;
  while (scan->at < scan->end)
    {
      guchar c = *scan->at;

      if (c == '"')
        {
          scan->at++;
          return TRUE;
        }
      if (c < 0x20)
        return fail_at (scan, REL_ERROR_INVALID, "a control character in a string", error);
      if (c != '\\')
        {
          scan->at++;
          continue;
        }

      if (scan->end - scan->at >= 2 && strchr ("\"\\/bfnrt", scan->at[1]) != NULL && scan->at[1] != '\0')
        {
          scan->at += 2;
          continue;
        }
      if (scan->end - scan->at < 6 || scan->at[1] != 'u')
        return fail_at (scan, REL_ERROR_INVALID, "an unknown escape in a string", error);
      for (guint i = 2; i < 6; i++)
        {
          if (!g_ascii_isxdigit (scan->at[i]))
            return fail_at (scan, REL_ERROR_INVALID, "an unknown escape in a string", error);
        }
      if (memcmp (scan->at + 2, "0000", 4) == 0)
        return fail_at (scan, REL_ERROR_INVALID, "a zero character in a string", error);
      scan->at += 6;
    }
  return fail_at (scan, REL_ERROR_INVALID, "a string without an end", error);
}

static gboolean
scan_digits (Scan *scan)
{
  const char *first = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return scan->at > first;
}

static gboolean
scan_number (Scan *scan, GError **error)
{
  if (*scan->at == '-')
    scan->at++;

  if (scan->at < scan->end && *scan->at == '0')
    scan->at++;
  else if (!scan_digits (scan))
    return fail_at (scan, REL_ERROR_INVALID, "a number without digits", error);

  if (scan->at < scan->end && *scan->at == '.')
    {
      scan->at++;
      if (!scan_digits (scan))
        return fail_at (scan, REL_ERROR_INVALID, "a number without digits", error);
    }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E'))
    {
      scan->at++;
      if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
        scan->at++;
      if (!scan_digits (scan))
        return fail_at (scan, REL_ERROR_INVALID, "a number without digits", error);
    }
  return TRUE;
}

static gboolean
scan_scalar (Scan *scan, GError **error)
{
  static const char *const words[] = { "true", "false", "null" };

  if (*scan->at == '"')
    return scan_string (scan, error);
  if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
    return scan_number (scan, error);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) >= length && memcmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return TRUE;
        }
    }
  return fail_at (scan, REL_ERROR_INVALID, "this is not JSON", error);
}

/* Reads one token and says what may come next. */
static gboolean
scan_token (Scan *scan, char *levels, guint *depth, Expect *expect, GError **error)
{
  char c = *scan->at;
  char level = *depth > 0 ? levels[*depth - 1] : '\0';
  gboolean may_end = *expect == EXPECT_VALUE_OR_END || *expect == EXPECT_NAME_OR_END || *expect == EXPECT_COMMA_OR_END;

  if (may_end && ((c == ']' && level == '[') || (c == '}' && level == '{')))
    {
      scan->at++;
      (*depth)--;
      *expect = *depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
      return TRUE;
    }

  switch (*expect)
    {
    case EXPECT_VALUE:
    case EXPECT_VALUE_OR_END:
      if (c == '[' || c == '{')
        {
          if (*depth == REL_JSON_MAX_DEPTH)
            return fail_at (scan, REL_ERROR_TOO_DEEP, "more levels of nesting than are read", error);
          levels[(*depth)++] = c;
          *expect = c == '[' ? EXPECT_VALUE_OR_END : EXPECT_NAME_OR_END;
          scan->at++;
          return TRUE;
        }
      *expect = *depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
      return scan_scalar (scan, error);

    case EXPECT_NAME:
    case EXPECT_NAME_OR_END:
      if (c != '"')
        return fail_at (scan, REL_ERROR_INVALID, "a name in double quotes is missing", error);
      *expect = EXPECT_COLON;
      return scan_string (scan, error);

    case EXPECT_COLON:
      if (c != ':')
        return fail_at (scan, REL_ERROR_INVALID, "a colon is missing", error);
      scan->at++;
      *expect = EXPECT_VALUE;
      return TRUE;

    case EXPECT_COMMA_OR_END:
      if (c != ',')
        return fail_at (scan, REL_ERROR_INVALID, "a comma or an end is missing", error);
      scan->at++;
      *expect = level == '[' ? EXPECT_VALUE : EXPECT_NAME;
      return TRUE;

    case EXPECT_NOTHING:
    default:
      return fail_at (scan, REL_ERROR_INVALID, "more text after the end", error);
    }
}

static gboolean
check_text (Scan *scan, GError **error)
{
  char levels[REL_JSON_MAX_DEPTH];
  guint depth = 0;
  Expect expect = EXPECT_VALUE;

  for (;;)
    {
      while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
        scan->at++;
      if (scan->at == scan->end)
        break;
      if (!scan_token (scan, levels, &depth, &expect, error))
        return FALSE;
    }

  if (expect != EXPECT_NOTHING)
    return fail_at (scan, REL_ERROR_INVALID, "the text ends too early", error);
  return TRUE;
}

/**
 * rel_json_parse:
 * @text: (array length=length_bytes) (element-type guint8): a JSON text; need not end with a zero
 * @length_bytes: its length
 * @error: (out) (optional): where to put a failure
 *
 * Reads strict JSON (RFC 8259) in UTF-8; a byte order mark is let through.
 *
 * The result is immutable, so that threads can share it.
 *
 * Errors: `REL_ERROR_TOO_LARGE` past [const@JSON_MAX_BYTES], `REL_ERROR_TOO_DEEP` past
 * [const@JSON_MAX_DEPTH], else `REL_ERROR_INVALID` with line and column.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL on error
 */
JsonNode *
rel_json_parse (const char *text, gsize length_bytes, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) parse_error = NULL;
  Scan scan;

  g_return_val_if_fail (text != NULL || length_bytes == 0, NULL);

  if (length_bytes > REL_JSON_MAX_BYTES)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, "This is larger than %d MiB", REL_JSON_MAX_BYTES >> 20);
      return NULL;
    }
  if (length_bytes >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length_bytes -= 3;
    }

  scan = (Scan){ text, text, text + length_bytes };
  if (length_bytes > 0 && !g_utf8_validate_len (text, length_bytes, &scan.at))
    {
      fail_at (&scan, REL_ERROR_INVALID, "this is not UTF-8", error);
      return NULL;
    }
  scan.at = text;
  if (!check_text (&scan, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, length_bytes, &parse_error))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "This is not JSON: %s", parse_error->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * rel_json_dup_text:
 * @node: a value
 * @pretty: whether to write it over several lines, indented by two spaces
 *
 * Writes a value as JSON.
 *
 * Returns: (transfer full): the text, without a line break at its end
 */
char *
rel_json_dup_text (JsonNode *node, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  json_generator_set_indent (generator, 2);
  return json_generator_to_data (generator, NULL);
}

/**
 * rel_json_is_null:
 * @node: (nullable): a value
 *
 * Returns: whether @node is absent or `null`
 */
gboolean
rel_json_is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
scalars_equal (JsonNode *a, JsonNode *b)
{
  GType a_type = json_node_get_value_type (a);
  GType b_type = json_node_get_value_type (b);

  if (a_type == G_TYPE_STRING || b_type == G_TYPE_STRING)
    return a_type == b_type && strcmp (json_node_get_string (a), json_node_get_string (b)) == 0;
  if (a_type == G_TYPE_BOOLEAN || b_type == G_TYPE_BOOLEAN)
    return a_type == b_type && json_node_get_boolean (a) == json_node_get_boolean (b);
  if (a_type == G_TYPE_INT64 && b_type == G_TYPE_INT64)
    return json_node_get_int (a) == json_node_get_int (b);
  return json_node_get_double (a) == json_node_get_double (b);
}

static gboolean
objects_equal (JsonObject *a, JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *other = json_object_get_member (b, name);

      if (other == NULL || !rel_json_equal (value, other))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): another
 *
 * Compares meaning: the order of members and how a number is written do not matter, and
 * an absent value (%NULL) is `null`.
 *
 * Returns: whether both are the same
 */
gboolean
rel_json_equal (JsonNode *a, JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (rel_json_is_null (a) || rel_json_is_null (b))
    return rel_json_is_null (a) && rel_json_is_null (b);
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (a))
    return objects_equal (json_node_get_object (a), json_node_get_object (b));

  if (JSON_NODE_HOLDS_ARRAY (a))
    {
      JsonArray *a_array = json_node_get_array (a);
      JsonArray *b_array = json_node_get_array (b);
      guint length = json_array_get_length (a_array);

      if (length != json_array_get_length (b_array))
        return FALSE;
      for (guint i = 0; i < length; i++)
        {
          if (!rel_json_equal (json_array_get_element (a_array, i), json_array_get_element (b_array, i)))
            return FALSE;
        }
      return TRUE;
    }

  return scalars_equal (a, b);
}

/**
 * rel_json_get:
 * @object: (nullable): an object
 * @path: a member, or a way down through members: `meta.sort_field`
 *
 * Returns: (transfer none) (nullable): the value there, if any
 */
JsonNode *
rel_json_get (JsonObject *object, const char *path)
{
  const char *dot;

  while (object != NULL && (dot = strchr (path, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (path, dot - path);
      JsonNode *node = json_object_get_member (object, name);

      object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      path = dot + 1;
    }
  return object != NULL ? json_object_get_member (object, path) : NULL;
}

/**
 * rel_json_get_string:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Returns: (transfer none) (nullable): the string there; %NULL for anything else
 */
const char *
rel_json_get_string (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/**
 * rel_json_get_boolean:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Reads `1` as true too: some databases keep booleans as numbers.
 *
 * Returns: whether true stands there
 */
gboolean
rel_json_get_boolean (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  return json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) == 1;
}

/**
 * rel_json_get_array:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Returns: (transfer none) (nullable): the array there; %NULL for anything else
 */
JsonArray *
rel_json_get_array (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * rel_json_get_object:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Returns: (transfer none) (nullable): the object there; %NULL for anything else
 */
JsonObject *
rel_json_get_object (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * rel_json_with:
 * @node: an object; what else it is counts as an empty one
 * @path: as in [func@json_get]
 * @value: (nullable): what is to stand there; %NULL to take the member away
 *
 * Makes a value that differs from @node in one place. All the rest is shared, and members
 * keep their order.
 *
 * Returns: (transfer full): the new value, immutable
 */
JsonNode *
rel_json_with (JsonNode *node, const char *path, JsonNode *value)
{
  g_autofree char *name = NULL;
  g_autoptr (JsonNode) inner = NULL;
  JsonObject *object = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  const char *dot = strchr (path, '.');

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *kept;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &member, &kept))
        json_object_set_member (object, member, json_node_ref (kept));
    }

  name = dot != NULL ? g_strndup (path, dot - path) : g_strdup (path);
  if (dot != NULL)
    inner = rel_json_with (json_object_get_member (object, name), dot + 1, value);
  else if (value != NULL)
    inner = json_node_ref (value);

  if (inner != NULL)
    json_object_set_member (object, name, g_steal_pointer (&inner));
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);

  json_node_take_object (result, object);
  json_node_seal (result);
  return result;
}

/**
 * rel_json_new_string:
 * @string: (nullable): a string
 *
 * Returns: (transfer full): it as an immutable value; `null` for %NULL
 */
JsonNode *
rel_json_new_string (const char *string)
{
  JsonNode *node = string != NULL ? json_node_init_string (json_node_alloc (), string)
                                  : json_node_init_null (json_node_alloc ());

  json_node_seal (node);
  return node;
}
