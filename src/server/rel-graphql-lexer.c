/* rel-graphql-lexer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names, numbers, strings and signs of GraphQL (October 2021).
 */

#include "config.h"

#include "rel-graphql-lexer.h"

#include <string.h>

#define BYTE_ORDER_MARK 0xfeff

static const char *const kind_names[] = {
  "<EOF>", "\"!\"", "\"$\"", "\"&\"", "\"(\"", "\")\"", "\"...\"", "\":\"", "\"=\"",  "\"@\"",
  "\"[\"", "\"]\"", "\"{\"", "\"|\"", "\"}\"", "Name",  "Int",     "Float", "String", "BlockString",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == REL_GRAPHQL_TOKEN_BLOCK_STRING + 1);

/* Where a byte of the line being read is. Asked for ever later ones, each byte is counted once. */
static RelGraphqlPlace
place_of (RelGraphqlLexer *self, const char *at)
{
  for (; self->counted < at; self->counted = g_utf8_next_char (self->counted))
    self->column += g_utf8_get_char (self->counted) > 0xffff ? 2 : 1;
  return (RelGraphqlPlace){ self->line, self->column };
}

static gboolean fail (RelGraphqlLexer *self, const char *at, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (RelGraphqlLexer *self, const char *at, const char *format, ...)
{
  g_autofree char *message = NULL;
  RelGraphqlPlace place = place_of (self, at);
  va_list values;

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);
  self->fault = rel_graphql_fault_new (&place, "Syntax Error: %s", message);
  return FALSE;
}

/* A character in words. */
static char *
describe_character (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  if (c == 0)
    return g_strdup ("<EOF>");
  if (c == '"')
    return g_strdup ("'\"'");
  return c >= 0x20 && c <= 0x7e ? g_strdup_printf ("\"%c\"", (char) c) : g_strdup_printf ("U+%04X", c);
}

/* Some characters, or fewer at the end of the text. */
static char *
dup_characters (const char *at, guint count)
{
  const char *end = at;

  while (count-- > 0 && *end != '\0')
    end = g_utf8_next_char (end);
  return g_strndup (at, end - at);
}

/* Steps over a line's end. */
static void
skip_line_end (RelGraphqlLexer *self)
{
  self->at += self->at[0] == '\r' && self->at[1] == '\n' ? 2 : 1;
  self->line++;
  self->counted = self->at;
  self->column = 1;
}

/* Steps over all that means nothing. */
static void
skip_ignored (RelGraphqlLexer *self)
{
  for (;;)
    {
      if (*self->at == '\n' || *self->at == '\r')
        skip_line_end (self);
      else if (*self->at == ' ' || *self->at == '\t' || *self->at == ',')
        self->at++;
      else if (*self->at == '#')
        self->at += strcspn (self->at, "\r\n");
      else if (g_utf8_get_char (self->at) == BYTE_ORDER_MARK)
        self->at = g_utf8_next_char (self->at);
      else
        return;
    }
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static gboolean
read_digits (RelGraphqlLexer *self, const char **at)
{
  if (!g_ascii_isdigit (**at))
    {
      g_autofree char *found = describe_character (*at);

      return fail (self, *at, "Invalid number, expected digit but got: %s.", found);
    }
  while (g_ascii_isdigit (**at))
    (*at)++;
  return TRUE;
}

static gboolean
read_number (RelGraphqlLexer *self, RelGraphqlToken *token)
{
  const char *at = self->at + (*self->at == '-');

  token->kind = REL_GRAPHQL_TOKEN_INT;
  if (*at == '0' && g_ascii_isdigit (at[1]))
    return fail (self, at + 1, "Invalid number, unexpected digit after 0: \"%c\".", at[1]);
  if (!read_digits (self, &at))
    return FALSE;
  if (*at == '.')
    {
      token->kind = REL_GRAPHQL_TOKEN_FLOAT;
      at++;
      if (!read_digits (self, &at))
        return FALSE;
    }
  if (*at == 'e' || *at == 'E')
    {
      token->kind = REL_GRAPHQL_TOKEN_FLOAT;
      at++;
      at += *at == '+' || *at == '-';
      if (!read_digits (self, &at))
        return FALSE;
    }
  if (*at == '.' || is_name_start (*at))
    return fail (self, at, "Invalid number, expected digit but got: \"%c\".", *at);

  token->value = g_string_chunk_insert_len (self->strings, self->at, at - self->at);
  self->at = at;
  return TRUE;
}

/* Reads four hexadecimal digits; -1 if they are not there. */
static int
read_code_unit (const char *at)
{
  int unit = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* Reads `\u1F98A` in braces; @at is at the backslash. */
static gboolean
read_braced_escape (RelGraphqlLexer *self, GString *value)
{
  const char *at = self->at + strlen ("\\u{");
  gunichar c = 0;
  guint n_digits = 0;

  for (; n_digits < 8 && g_ascii_isxdigit (*at) && c < 0x110000; n_digits++, at++)
    c = c * 16 + g_ascii_xdigit_value (*at);
  if (n_digits == 0 || *at != '}' || c == 0 || !g_unichar_validate (c))
    {
      g_autofree char *escape = dup_characters (self->at, at - self->at + 1);

      return fail (self, self->at, "Invalid Unicode escape sequence: \"%s\".", escape);
    }
  g_string_append_unichar (value, c);
  self->at = at + 1;
  return TRUE;
}

/* Reads `\uD83E\uDD8A` or `\u00E9`. */
static gboolean
read_unicode_escape (RelGraphqlLexer *self, GString *value)
{
  int unit;

  if (self->at[2] == '{')
    return read_braced_escape (self, value);

  unit = read_code_unit (self->at + 2);
  if (unit >= 0xd800 && unit < 0xdc00 && self->at[6] == '\\' && self->at[7] == 'u')
    {
      int low = read_code_unit (self->at + 8);

      if (low >= 0xdc00 && low < 0xe000)
        {
          g_string_append_unichar (value, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
          self->at += 12;
          return TRUE;
        }
    }
  /* No value may hold a NUL: a name would end there for SQLite and for nobody else. */
  if (unit <= 0 || (unit >= 0xd800 && unit < 0xe000))
    {
      g_autofree char *escape = dup_characters (self->at, 6);

      return fail (self, self->at, "Invalid Unicode escape sequence: \"%s\".", escape);
    }
  g_string_append_unichar (value, unit);
  self->at += 6;
  return TRUE;
}

static gboolean
read_escape (RelGraphqlLexer *self, GString *value)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *name = self->at[1] != '\0' ? strchr (names, self->at[1]) : NULL;

  if (self->at[1] == 'u')
    return read_unicode_escape (self, value);
  if (name == NULL)
    {
      g_autofree char *escape = dup_characters (self->at, 2);

      return fail (self, self->at, "Invalid character escape sequence: \"%s\".", escape);
    }
  g_string_append_c (value, meanings[name - names]);
  self->at += 2;
  return TRUE;
}

static gboolean
read_string (RelGraphqlLexer *self, RelGraphqlToken *token)
{
  g_autoptr (GString) value = g_string_new (NULL);

  token->kind = REL_GRAPHQL_TOKEN_STRING;
  self->at++;
  while (*self->at != '"')
    {
      gsize length = strcspn (self->at, "\"\\\r\n");

      g_string_append_len (value, self->at, length);
      self->at += length;
      if (*self->at == '\\')
        {
          if (!read_escape (self, value))
            return FALSE;
        }
      else if (*self->at != '"')
        return fail (self, self->at, "Unterminated string.");
    }
  self->at++;
  token->value = g_string_chunk_insert_len (self->strings, value->str, value->len);
  return TRUE;
}

/* How many spaces and tabs a line begins with. */
static gsize
measure_indent (const char *line)
{
  return strspn (line, " \t");
}

/* What a block string means: without the indent that all lines but the first share, and
 * without blank lines at both ends. */
static char *
dup_dedented (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);
  gsize shared = G_MAXSIZE;
  guint first = G_MAXUINT;
  guint last = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      gsize indent = measure_indent (line);

      if (line[indent] == '\0')
        continue;
      first = MIN (first, i);
      last = i;
      if (i > 0)
        shared = MIN (shared, indent);
    }
  for (guint i = first; i < lines->len && i <= last; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (i > first)
        g_string_append_c (text, '\n');
      g_string_append (text, i > 0 ? line + MIN (shared, strlen (line)) : line);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_block_string (RelGraphqlLexer *self, RelGraphqlToken *token)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *value = NULL;

  token->kind = REL_GRAPHQL_TOKEN_BLOCK_STRING;
  self->at += strlen ("\"\"\"");
  while (!g_str_has_prefix (self->at, "\"\"\""))
    {
      if (g_str_has_prefix (self->at, "\\\"\"\""))
        {
          g_string_append (line, "\"\"\"");
          self->at += strlen ("\\\"\"\"");
        }
      else if (*self->at == '\n' || *self->at == '\r')
        {
          g_ptr_array_add (lines, g_strdup (line->str));
          g_string_truncate (line, 0);
          skip_line_end (self);
        }
      else if (*self->at == '\0')
        return fail (self, self->at, "Unterminated string.");
      else
        g_string_append_c (line, *self->at++);
    }
  self->at += strlen ("\"\"\"");
  g_ptr_array_add (lines, g_strdup (line->str));
  value = dup_dedented (lines);
  token->value = g_string_chunk_insert (self->strings, value);
  return TRUE;
}

static gboolean
read_name (RelGraphqlLexer *self, RelGraphqlToken *token)
{
  const char *at = self->at;

  while (is_name_start (*at) || g_ascii_isdigit (*at))
    at++;
  token->kind = REL_GRAPHQL_TOKEN_NAME;
  token->value = g_string_chunk_insert_len (self->strings, self->at, at - self->at);
  self->at = at;
  return TRUE;
}

static gboolean
read_sign (RelGraphqlLexer *self, RelGraphqlToken *token)
{
  static const char signs[] = "!$&() :=@[]{|}";
  const char *sign = *self->at != ' ' ? strchr (signs, *self->at) : NULL;

  if (g_str_has_prefix (self->at, "..."))
    {
      token->kind = REL_GRAPHQL_TOKEN_SPREAD;
      self->at += strlen ("...");
      return TRUE;
    }
  if (sign == NULL)
    {
      g_autofree char *found = describe_character (self->at);

      if (*self->at == '\'')
        return fail (self, self->at, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
      return fail (self, self->at, "Unexpected character: %s.", found);
    }
  token->kind = REL_GRAPHQL_TOKEN_BANG + (sign - signs);
  self->at++;
  return TRUE;
}

/**
 * rel_graphql_lexer_init:
 * @self: a lexer
 * @text: a document; valid UTF-8, and there as long as the lexer is
 * @strings: takes the values of the tokens
 */
void
rel_graphql_lexer_init (RelGraphqlLexer *self, const char *text, GStringChunk *strings)
{
  *self = (RelGraphqlLexer){ .at = text, .strings = strings, .line = 1, .counted = text, .column = 1 };
}

/**
 * rel_graphql_lexer_next:
 * @self: a lexer
 * @token: (out): the next token; at the end of the document again and again `END`
 *
 * Returns: whether there is one; if not, the lexer's fault says why
 */
gboolean
rel_graphql_lexer_next (RelGraphqlLexer *self, RelGraphqlToken *token)
{
  skip_ignored (self);
  *token = (RelGraphqlToken){ .place = place_of (self, self->at) };

  if (*self->at == '\0')
    return TRUE;
  if (g_str_has_prefix (self->at, "\"\"\""))
    return read_block_string (self, token);
  if (*self->at == '"')
    return read_string (self, token);
  if (g_ascii_isdigit (*self->at) || *self->at == '-')
    return read_number (self, token);
  return is_name_start (*self->at) ? read_name (self, token) : read_sign (self, token);
}

/**
 * rel_graphql_token_get_kind_name:
 * @kind: a kind of tokens
 *
 * Returns: what it is called in messages
 */
const char *
rel_graphql_token_get_kind_name (RelGraphqlTokenKind kind)
{
  return kind_names[kind];
}
