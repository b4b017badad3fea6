/* rel-json-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON text into values. json-glib holds them, but its parser is not used: it reads more
 * than JSON (comments, single quotes, trailing commas), recurses without a limit, stops
 * strings at \u0000, turns half a surrogate pair into bytes that are not UTF-8 and integers
 * past 64 bits into other integers.
 */

#include "config.h"

#include "rel-json.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "rel-error.h"

/* Where reading stands in a text. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  GString *buffer; /* (owned): the string or the number that was read last */
} Reader;

static JsonNode *read_value (Reader *self, guint depth, GError **error);

/* Says what is wrong at a place; all text before it is UTF-8. */
static gboolean
fail_at (Reader *self, const char *at, int code, const char *what, GError **error)
{
  guint line = 1;
  const char *line_start = self->start;

  for (const char *c = self->start; c < at; c++)
    {
      if (*c == '\n')
        {
          line++;
          line_start = c + 1;
        }
    }

  g_set_error (error, REL_ERROR, code, "Line %u, column %ld: %s", line, g_utf8_strlen (line_start, at - line_start) + 1,
               what);
  return FALSE;
}

static gboolean
fail (Reader *self, const char *what, GError **error)
{
  return fail_at (self, self->at, REL_ERROR_INVALID, self->at < self->end ? what : "the text ends too early", error);
}

static void
skip_space (Reader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* Steps over a mark like a comma, if it is next. */
static gboolean
take (Reader *self, char mark)
{
  skip_space (self);
  if (self->at == self->end || *self->at != mark)
    return FALSE;
  self->at++;
  return TRUE;
}

/* Reads \uXXXX. */
static gboolean
read_code_unit (Reader *self, gunichar *unit)
{
  *unit = 0;
  if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
    return FALSE;

  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (self->at[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + digit;
    }
  self->at += 6;
  return TRUE;
}

static gboolean
read_escape (Reader *self, GError **error)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *escape = self->at;
  const char *name = self->end - self->at >= 2 ? strchr (names, self->at[1]) : NULL;
  gunichar high, low;

  if (name != NULL)
    {
      g_string_append_c (self->buffer, meanings[name - names]);
      self->at += 2;
      return TRUE;
    }

  if (!read_code_unit (self, &high))
    return fail_at (self, escape, REL_ERROR_INVALID, "an unknown escape in a string", error);
  if (high == 0)
    return fail_at (self, escape, REL_ERROR_INVALID, "a zero character in a string", error);
  if (high >= 0xd800 && high < 0xe000)
    {
      if (high >= 0xdc00 || !read_code_unit (self, &low) || low < 0xdc00 || low >= 0xe000)
        return fail_at (self, escape, REL_ERROR_INVALID, "one half of a character in a string", error);
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (self->buffer, high);
  return TRUE;
}

/* Reads a string into the buffer. */
static gboolean
read_string (Reader *self, GError **error)
{
  const char *quote = self->at++;

  g_string_truncate (self->buffer, 0);
  for (;;)
    {
      const char *first = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (self->buffer, first, self->at - first);

      if (self->at == self->end)
        return fail_at (self, quote, REL_ERROR_INVALID, "a string without an end", error);
      if (*self->at == '"')
        break;
      if (*self->at != '\\')
        return fail (self, "a control character in a string", error);
      if (!read_escape (self, error))
        return FALSE;
    }
  self->at++;
  return TRUE;
}

static gboolean
skip_digits (Reader *self)
{
  const char *first = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > first;
}

/* An integer that 64 bits do not hold becomes a floating point number, as everywhere in
 * JavaScript. */
static JsonNode *
read_number (Reader *self, GError **error)
{
  const char *first = self->at;
  gboolean well_formed = TRUE;
  gboolean whole = TRUE;
  gint64 integer;
  double number;

  if (*self->at == '-')
    self->at++;
  if (self->at < self->end && *self->at == '0')
    self->at++;
  else
    well_formed = skip_digits (self);
  if (well_formed && self->at < self->end && *self->at == '.')
    {
      whole = FALSE;
      self->at++;
      well_formed = skip_digits (self);
    }
  if (well_formed && self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      whole = FALSE;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      well_formed = skip_digits (self);
    }
  if (!well_formed)
    {
      fail (self, "a number without digits", error);
      return NULL;
    }

  g_string_truncate (self->buffer, 0);
  g_string_append_len (self->buffer, first, self->at - first);
  errno = 0;
  integer = whole ? g_ascii_strtoll (self->buffer->str, NULL, 10) : 0;
  if (whole && errno == 0)
    return json_node_init_int (json_node_alloc (), integer);

  number = g_ascii_strtod (self->buffer->str, NULL);
  if (!isfinite (number))
    {
      fail_at (self, first, REL_ERROR_INVALID, "a number that is too large", error);
      return NULL;
    }
  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
read_array (Reader *self, guint depth, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();

  self->at++;
  if (!take (self, ']'))
    {
      do
        {
          JsonNode *element = read_value (self, depth, error);

          if (element == NULL)
            return NULL;
          json_array_add_element (array, element);
        }
      while (take (self, ','));

      if (!take (self, ']'))
        {
          fail (self, "a comma or an end is missing", error);
          return NULL;
        }
    }
  return json_node_init_array (json_node_alloc (), array);
}

static gboolean
read_member (Reader *self, JsonObject *object, guint depth, GError **error)
{
  g_autofree char *name = NULL;
  JsonNode *value;

  skip_space (self);
  if (self->at == self->end || *self->at != '"')
    return fail (self, "a name in double quotes is missing", error);
  if (!read_string (self, error))
    return FALSE;
  name = g_strndup (self->buffer->str, self->buffer->len);
  if (!take (self, ':'))
    return fail (self, "a colon is missing", error);

  value = read_value (self, depth, error);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
read_object (Reader *self, guint depth, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  self->at++;
  if (!take (self, '}'))
    {
      do
        {
          if (!read_member (self, object, depth, error))
            return NULL;
        }
      while (take (self, ','));

      if (!take (self, '}'))
        {
          fail (self, "a comma or an end is missing", error);
          return NULL;
        }
    }
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
take_word (Reader *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* Reads what is next; @depth levels are open around it. */
static JsonNode *
read_value (Reader *self, guint depth, GError **error)
{
  char c;

  skip_space (self);
  c = self->at < self->end ? *self->at : '\0';

  if (c == '{' || c == '[')
    {
      if (depth == REL_JSON_MAX_DEPTH)
        {
          fail_at (self, self->at, REL_ERROR_TOO_DEEP, "more levels of nesting than are read", error);
          return NULL;
        }
      return c == '{' ? read_object (self, depth + 1, error) : read_array (self, depth + 1, error);
    }
  if (c == '"')
    return read_string (self, error) ? json_node_init_string (json_node_alloc (), self->buffer->str) : NULL;
  if (c == '-' || g_ascii_isdigit (c))
    return read_number (self, error);
  if (take_word (self, "null"))
    return json_node_init_null (json_node_alloc ());
  if (take_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (take_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);

  fail (self, "this is not JSON", error);
  return NULL;
}

/**
 * rel_json_parse:
 * @text: (array length=length_bytes) (element-type guint8): a JSON text; need not end with a zero
 * @length_bytes: its length
 * @error: (out) (optional): where to put a failure
 *
 * Reads strict JSON (RFC 8259) in UTF-8; a byte order mark is let through.
 *
 * Of members with the same name the last one counts. The result is immutable, so that
 * threads can share it.
 *
 * Errors: `REL_ERROR_TOO_LARGE` past [const@JSON_MAX_BYTES], `REL_ERROR_TOO_DEEP` past
 * [const@JSON_MAX_DEPTH], else `REL_ERROR_INVALID`, with line and column.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL on error
 */
JsonNode *
rel_json_parse (const char *text, gsize length_bytes, GError **error)
{
  g_autoptr (GString) buffer = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  Reader reader;

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

  reader = (Reader){ text, text, text + length_bytes, buffer };
  if (length_bytes > 0 && !g_utf8_validate_len (text, length_bytes, &reader.at))
    {
      fail_at (&reader, reader.at, REL_ERROR_INVALID, "this is not UTF-8", error);
      return NULL;
    }
  reader.at = text;

  node = read_value (&reader, 0, error);
  if (node == NULL)
    return NULL;
  skip_space (&reader);
  if (reader.at < reader.end)
    {
      fail (&reader, "more text after the end", error);
      return NULL;
    }
  json_node_seal (node);
  return g_steal_pointer (&node);
}
