/* rel-yaml-scalar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scalars of YAML: what a plain one means, and how a string has to be written so that
 * it means itself. Both follow js-yaml, with which Directus reads and writes its
 * snapshots, so that a file goes through this program without a changed line.
 */

#include "config.h"

#include "rel-yaml-scalar.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define LINE_WIDTH     80
#define LINE_WIDTH_MIN 40

typedef enum
{
  STYLE_PLAIN,
  STYLE_SINGLE,
  STYLE_DOUBLE,
  STYLE_LITERAL,
  STYLE_FOLDED,
} Style;

static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
static const char *const trues[] = { "true", "True", "TRUE", NULL };
static const char *const falses[] = { "false", "False", "FALSE", NULL };

/* What is not a string to readers of YAML 1.1 only, or not a string but a command. */
static const char *const old_words[] = {
  "y",   "Y",   "yes", "Yes",  "YES",  "on",   "On",    "ON",    "n",     "N",    "no",   "No",   "NO", "off",
  "Off", "OFF", "<<",  ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", ".nan", ".NaN", ".NAN", NULL,
};

/* Numbers to the base of 60, dates and times. */
#define OLD_PATTERN                                                                                                    \
  "^(?:[-+]?[0-9_]+(?::[0-9_]+)+(?:\\.[0-9_]*)?"                                                                       \
  "|[0-9]{4}-[0-9]{2}-[0-9]{2}"                                                                                        \
  "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"                          \
  "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$"

/* Finds the digits of an integer without underscores; returns its base, or 0 if it is none. */
static guint
find_digits (const char *text, const char **digits)
{
  guint base = 10;

  if (*text == '-' || *text == '+')
    text++;
  if (text[0] == '0' && (text[1] == 'b' || text[1] == 'o' || text[1] == 'x'))
    {
      base = text[1] == 'b' ? 2 : text[1] == 'o' ? 8 : 16;
      text += 2;
    }

  *digits = text;
  if (*text == '\0')
    return 0;
  for (; *text != '\0'; text++)
    {
      int digit = g_ascii_xdigit_value (*text);

      if (digit < 0 || (guint) digit >= base)
        return 0;
    }
  return base;
}

static gboolean
is_float (const char *text)
{
  gsize n_digits, n_decimals = 0;

  if ((*text == '-' || *text == '+') && text[1] != '.')
    text++;
  n_digits = strspn (text, "0123456789");
  text += n_digits;
  if (*text == '.')
    {
      n_decimals = strspn (++text, "0123456789");
      text += n_decimals;
    }
  if (n_digits + n_decimals == 0)
    return FALSE;

  if (*text == 'e' || *text == 'E')
    {
      text++;
      if (*text == '-' || *text == '+')
        text++;
      if (*text == '\0')
        return FALSE;
      text += strspn (text, "0123456789");
    }
  return *text == '\0';
}

static JsonNode *
read_integer (const char *text, const char *digits, guint base)
{
  double number = 0;
  guint64 size;

  errno = 0;
  size = g_ascii_strtoull (digits, NULL, base);
  if (errno == 0 && *text == '-' && size <= (guint64) G_MAXINT64 + 1)
    return json_node_init_int (json_node_alloc (), (gint64) (0 - size));
  if (errno == 0 && *text != '-' && size <= G_MAXINT64)
    return json_node_init_int (json_node_alloc (), (gint64) size);

  if (base == 10)
    number = g_ascii_strtod (digits, NULL);
  else
    {
      for (const char *c = digits; *c != '\0'; c++)
        number = number * base + g_ascii_xdigit_value (*c);
    }
  if (!isfinite (number))
    return NULL;
  return json_node_init_double (json_node_alloc (), *text == '-' ? -number : number);
}

static char *
dup_without (const char *text, const char *separators)
{
  GString *result = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (strchr (separators, *c) == NULL)
        g_string_append_c (result, *c);
    }
  return g_string_free (result, FALSE);
}

static JsonNode *
read_number (const char *text)
{
  g_autofree char *cleaned = NULL;
  const char *digits;
  double number;
  guint base;

  /* A long number may be written 1_000_000. */
  if (strchr (text, '_') != NULL)
    {
      if (text[1] == '_' && !g_ascii_isdigit (*text))
        return NULL;
      if (g_str_has_suffix (text, "_"))
        return NULL;
      text = cleaned = dup_without (text, "_");
    }

  base = find_digits (text, &digits);
  if (base != 0)
    return read_integer (text, digits, base);
  if (!is_float (text))
    return NULL;
  number = g_ascii_strtod (text, NULL);
  return isfinite (number) ? json_node_init_double (json_node_alloc (), number) : NULL;
}

/**
 * rel_yaml_read_plain:
 * @text: a scalar without quotes
 *
 * Reads a plain scalar as js-yaml does. Times, and numbers that JSON does not have, are
 * strings.
 *
 * Returns: (transfer full) (nullable): the value; %NULL if it is the string itself
 */
JsonNode *
rel_yaml_read_plain (const char *text)
{
  if (strchr ("0123456789+-.", *text) != NULL && *text != '\0')
    return read_number (text);
  if (g_strv_contains (nulls, text))
    return json_node_init_null (json_node_alloc ());
  if (g_strv_contains (trues, text))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strv_contains (falses, text))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  return NULL;
}

static gboolean
matches_old_pattern (const char *string)
{
  static gsize pattern = 0;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern, (gsize) g_regex_new (OLD_PATTERN, G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match ((GRegex *) pattern, string, 0, NULL);
}

/* Whether some reader, of YAML 1.1 or 1.2, would not take a plain string for itself. */
static gboolean
is_ambiguous (const char *string)
{
  g_autoptr (JsonNode) value = rel_yaml_read_plain (string);
  g_autofree char *number = NULL;
  const char *digits;

  if (value != NULL || g_strv_contains (old_words, string))
    return TRUE;
  if (g_str_has_prefix (string, "...") && (string[3] == '\0' || string[3] == ' '))
    return TRUE;
  if (strchr ("0123456789+-._", *string) == NULL)
    return FALSE;
  if (matches_old_pattern (string))
    return TRUE;
  if (*string == '_')
    return FALSE;

  /* Some read 1_, 1,000 and +.5 as numbers, or 1e999 as an infinite one. */
  number = dup_without (string, "_,");
  return is_float (*number == '+' ? number + 1 : number) || find_digits (number, &digits) != 0;
}

static gboolean
is_printable (gunichar c)
{
  return (c >= 0x20 && c <= 0x7e) || (c >= 0xa1 && c <= 0xd7ff && c != 0x2028 && c != 0x2029) ||
         (c >= 0xe000 && c <= 0xfffd && c != 0xfeff) || (c >= 0x10000 && c <= 0x10ffff);
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t';
}

static gboolean
may_begin_plain (gunichar c)
{
  return is_printable (c) && (c >= 0x80 || strchr (" -?:,[]{}#&*!|=>'\"%@`", (int) c) == NULL);
}

static gboolean
may_follow_in_plain (gunichar c, gunichar previous)
{
  if (!is_printable (c))
    return FALSE;
  if (c == '#')
    return previous != 0 && !is_space (previous);
  return previous != ':' || !is_space (c);
}

/* How many UTF-16 units a character has: js-yaml counts them. */
static guint
get_width (gunichar c)
{
  return c >= 0x10000 ? 2 : 1;
}

static Style
choose_style (const char *string, gboolean is_name, guint line_width)
{
  gboolean plain = may_begin_plain (g_utf8_get_char (string));
  gboolean has_breaks = FALSE;
  gboolean has_long_lines = FALSE;
  gboolean is_indented = *string == ' ';
  gunichar previous = 0;
  guint width = 0;

  for (const char *at = string; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' && !is_name)
        {
          has_breaks = TRUE;
          is_indented = at[1] == ' ';
          width = 0;
        }
      else if (!is_printable (c))
        return STYLE_DOUBLE;
      else
        width += get_width (c);

      /* What is indented further cannot be folded. */
      has_long_lines = has_long_lines || (width > line_width && !is_indented && !is_name);
      plain = plain && may_follow_in_plain (c, previous);
      previous = c;
    }

  if (has_long_lines)
    return STYLE_FOLDED;
  if (has_breaks)
    return STYLE_LITERAL;
  return plain && !is_space (previous) && previous != ':' && !is_ambiguous (string) ? STYLE_PLAIN : STYLE_SINGLE;
}

static void
append_single_quoted (GString *text, const char *string)
{
  g_string_append_c (text, '\'');
  for (const char *c = string; *c != '\0'; c++)
    {
      if (*c == '\'')
        g_string_append_c (text, '\'');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '\'');
}

static void
append_double_quoted (GString *text, const char *string)
{
  static const gunichar escaped[] = { 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c,   0x0d,
                                      0x1b, 0x22, 0x5c, 0x85, 0xa0, 0x2028, 0x2029 };
  static const char escapes[] = "abtnvfre\"\\N_LP";

  g_string_append_c (text, '"');
  for (const char *at = string; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      guint i = 0;

      while (i < G_N_ELEMENTS (escaped) && escaped[i] != c)
        i++;

      if (i < G_N_ELEMENTS (escaped))
        g_string_append_printf (text, "\\%c", escapes[i]);
      else if (is_printable (c))
        g_string_append_unichar (text, c);
      else if (c <= 0xff)
        g_string_append_printf (text, "\\x%02X", c);
      else if (c <= 0xffff)
        g_string_append_printf (text, "\\u%04X", c);
      else
        g_string_append_printf (text, "\\U%08X", c);
    }
  g_string_append_c (text, '"');
}

/* Breaks one line at single spaces, each piece as long as the width allows. */
static void
append_folded_line (GString *text, const char *line, gsize length, guint line_width)
{
  const char *end = line + length;
  const char *start = line; /* of the piece */
  const char *space = line; /* the last one where it may end */
  guint start_width = 0;    /* how far each is from the start of the line */
  guint space_width = 0;
  guint width = 0;

  for (const char *at = line; at < end && *line != ' '; at = g_utf8_next_char (at))
    {
      if (*at == ' ' && at + 1 < end && at[1] != ' ')
        {
          if (width - start_width > line_width)
            {
              const char *piece_end = space > start ? space : at;

              g_string_append_len (text, start, piece_end - start);
              g_string_append_c (text, '\n');
              start_width = (space > start ? space_width : width) + 1;
              start = piece_end + 1;
            }
          space = at;
          space_width = width;
        }
      width += get_width (g_utf8_get_char (at));
    }

  if (width - start_width > line_width && space > start)
    {
      g_string_append_len (text, start, space - start);
      g_string_append_c (text, '\n');
      start = space + 1;
    }
  g_string_append_len (text, start, end - start);
}

/* Breaks a text so that a reader of the folded style joins it again: one line break is a
 * space there, and n + 1 are n, except around lines that are indented further. */
static char *
dup_folded (const char *string, guint line_width)
{
  GString *folded = g_string_new (NULL);
  gboolean was_indented = *string == '\n' || *string == ' ';
  gsize length = strcspn (string, "\n");

  append_folded_line (folded, string, length, line_width);
  string += length;
  while (*string != '\0')
    {
      gsize n_breaks = strspn (string, "\n");
      gboolean is_indented = string[n_breaks] == ' ';

      g_string_append_len (folded, string, n_breaks);
      string += n_breaks;
      length = strcspn (string, "\n");
      if (!was_indented && !is_indented && length > 0)
        g_string_append_c (folded, '\n');
      append_folded_line (folded, string, length, line_width);
      string += length;
      was_indented = is_indented;
    }
  return g_string_free (folded, FALSE);
}

static void
append_block (GString *text, const char *string, Style style, guint indent, guint line_width)
{
  g_autofree char *folded = style == STYLE_FOLDED ? dup_folded (string, line_width) : NULL;
  const char *lines = folded != NULL ? folded : string;

  g_string_append_c (text, style == STYLE_FOLDED ? '>' : '|');
  if (string[strspn (string, "\n")] == ' ')
    g_string_append_c (text, '2');
  if (!g_str_has_suffix (string, "\n"))
    g_string_append_c (text, '-');
  else if (g_str_has_suffix (string, "\n\n") || strcmp (string, "\n") == 0)
    g_string_append_c (text, '+');

  do
    {
      gsize length = strcspn (lines, "\n");

      g_string_append_c (text, '\n');
      for (guint i = 0; i < indent && length > 0; i++)
        g_string_append_c (text, ' ');
      g_string_append_len (text, lines, length);
      lines += length;
    }
  while (lines[0] != '\0' && *++lines != '\0');
}

/**
 * rel_yaml_append_number:
 * @text: where to write it
 * @number: a number
 *
 * Writes a number; readers of YAML 1.1 want a point in one with an exponent.
 */
void
rel_yaml_append_number (GString *text, JsonNode *number)
{
  gsize start = text->len;
  const char *exponent;

  rel_json_append_number (text, number);
  exponent = strchr (text->str + start, 'e');
  if (exponent != NULL && strchr (text->str + start, '.') == NULL)
    g_string_insert_c (text, exponent - text->str, '.');
}

/**
 * rel_yaml_append_string:
 * @text: where to write it
 * @string: a string
 * @level: how many levels it is below the top
 * @is_name: whether it is the name of a member, which has to stay in one line
 *
 * Writes a string in the style that js-yaml would choose, or in quotes where that is not
 * safe for all readers. The line is left open.
 */
void
rel_yaml_append_string (GString *text, const char *string, guint level, gboolean is_name)
{
  guint indent = 2 * MAX (1, level);
  guint line_width = (guint) MAX (LINE_WIDTH_MIN, LINE_WIDTH - (int) indent);
  Style style = *string != '\0' ? choose_style (string, is_name, line_width) : STYLE_SINGLE;

  switch (style)
    {
    case STYLE_PLAIN:
      g_string_append (text, string);
      break;
    case STYLE_SINGLE:
      append_single_quoted (text, string);
      break;
    case STYLE_DOUBLE:
      append_double_quoted (text, string);
      break;
    case STYLE_LITERAL:
    case STYLE_FOLDED:
    default:
      append_block (text, string, style, indent, line_width);
    }
}
