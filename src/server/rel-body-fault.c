/* rel-body-fault.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a body is not JSON, in the words that a client of Directus knows: those of Node 20's
 * JSON.parse, which body-parser uses, and before it has a look at the first character.
 */

#include "config.h"

#include "rel-body-fault.h"

#include <string.h>

/* How much of the text around an unexpected character is shown, on either side. */
#define CONTEXT 10

/* A text that is no object and no array, and yet no mistake of a character. */
#define OBJECT_AS_TEXT "[object Object]"

/* Where scanning stands in a text. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  GString *open; /* (owned): the brackets around what is next */
  char *words;   /* (owned) (nullable): what is wrong */
} Scanner;

typedef enum
{
  STEP_FAULT,
  STEP_INSIDE, /* another value must follow */
  STEP_DONE,
} Step;

/* JavaScript counts in units of 16 bits. */
static guint
count_units (const char *from, const char *to)
{
  guint n = 0;

  for (const char *c = from; c < to; c = g_utf8_next_char (c))
    n += g_utf8_get_char (c) > 0xffff ? 2 : 1;
  return n;
}

static gboolean
fail (Scanner *self, const char *words)
{
  self->words = g_strdup_printf ("%s in JSON at position %u", words, count_units (self->start, self->at));
  return FALSE;
}

/* The text between two positions; of a character that is cut through, a sign that it is one. */
static char *
dup_between (Scanner *self, guint first, guint last)
{
  GString *text = g_string_new (NULL);
  guint at = 0;

  for (const char *c = self->start; c < self->end && at < last; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      guint next = at + (character > 0xffff ? 2 : 1);

      if (next > first)
        g_string_append_unichar (text, at >= first && next <= last ? character : 0xfffd);
      at = next;
    }
  return g_string_free (text, FALSE);
}

static gboolean
fail_at_character (Scanner *self)
{
  guint position = count_units (self->start, self->at);
  guint length = position + count_units (self->at, self->end);
  gboolean is_long = length > 2 * CONTEXT;
  gboolean is_cut_before = is_long && position >= CONTEXT;
  gboolean is_cut_after = is_long && position + CONTEXT < length;
  g_autofree char *shown =
    dup_between (self, is_cut_before ? position - CONTEXT : 0, is_cut_after ? position + CONTEXT : length);
  g_autofree char *character = dup_between (self, position, position + 1);

  /* Near the beginning the end is cut even where nothing is left to cut. */
  if (is_long && position < CONTEXT)
    is_cut_after = TRUE;
  self->words = g_strdup_printf ("Unexpected token '%s', %s\"%s\"%s is not valid JSON", character,
                                 is_cut_before ? "..." : "", shown, is_cut_after ? "..." : "");
  return FALSE;
}

static gboolean
fail_unexpected (Scanner *self)
{
  if (self->at == self->end)
    self->words = g_strdup ("Unexpected end of JSON input");
  else if (*self->at == '"')
    return fail (self, "Unexpected string");
  else if (*self->at == '-' || g_ascii_isdigit (*self->at))
    return fail (self, "Unexpected number");
  else if (self->end - self->start == strlen (OBJECT_AS_TEXT) &&
           memcmp (self->start, OBJECT_AS_TEXT, strlen (OBJECT_AS_TEXT)) == 0)
    self->words = g_strdup ("\"" OBJECT_AS_TEXT "\" is not valid JSON");
  else
    return fail_at_character (self);
  return FALSE;
}

static void
skip_space (Scanner *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static gboolean
take (Scanner *self, char c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
scan_escape (Scanner *self)
{
  if (self->at == self->end)
    return fail_unexpected (self);
  if (*self->at == '\0' || strchr ("\"\\/bfnrtu", *self->at) == NULL)
    return fail (self, "Bad escaped character");
  if (*self->at++ != 'u')
    return TRUE;
  for (guint i = 0; i < 4; i++, self->at++)
    {
      if (self->at == self->end || !g_ascii_isxdigit (*self->at))
        return fail (self, "Bad Unicode escape");
    }
  return TRUE;
}

/* From the first quote to the last. */
static gboolean
scan_string (Scanner *self)
{
  self->at++;
  while (self->at < self->end)
    {
      if (take (self, '"'))
        return TRUE;
      if ((guchar) *self->at < 0x20)
        return fail (self, "Bad control character in string literal");
      if (!take (self, '\\'))
        self->at++;
      else if (!scan_escape (self))
        return FALSE;
    }
  return fail (self, "Unterminated string");
}

static gboolean
scan_digits (Scanner *self, const char *fault)
{
  if (self->at == self->end || !g_ascii_isdigit (*self->at))
    return fail (self, fault);
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return TRUE;
}

static gboolean
scan_number (Scanner *self)
{
  take (self, '-');
  if (take (self, '0'))
    {
      if (self->at < self->end && g_ascii_isdigit (*self->at))
        return fail_unexpected (self);
    }
  else if (!scan_digits (self, "No number after minus sign"))
    return FALSE;
  if (take (self, '.') && !scan_digits (self, "Unterminated fractional number"))
    return FALSE;
  if (take (self, 'e') || take (self, 'E'))
    {
      if (!take (self, '+'))
        take (self, '-');
      return scan_digits (self, "Exponent part is missing a number");
    }
  return TRUE;
}

static gboolean
scan_word (Scanner *self, const char *word)
{
  for (; *word != '\0'; word++)
    {
      if (!take (self, *word))
        return fail_unexpected (self);
    }
  return TRUE;
}

/* A name and its colon. Only of the first colon in an object it is said what is missing. */
static Step
scan_name (Scanner *self, gboolean is_first)
{
  gboolean is_good;

  skip_space (self);
  if (self->at == self->end || *self->at != '"')
    is_good = fail (self, is_first ? "Expected property name or '}'" : "Expected double-quoted property name");
  else
    is_good = scan_string (self);
  if (!is_good)
    return STEP_FAULT;

  skip_space (self);
  if (!take (self, ':'))
    is_good = is_first ? fail (self, "Expected ':' after property name") : fail_unexpected (self);
  return is_good ? STEP_INSIDE : STEP_FAULT;
}

/* Up to the first value in an object or array, or past one that has none. */
static Step
scan_opening (Scanner *self)
{
  char bracket = *self->at++;

  skip_space (self);
  if (take (self, bracket == '{' ? '}' : ']'))
    return STEP_DONE;
  g_string_append_c (self->open, bracket);
  return bracket == '{' ? scan_name (self, TRUE) : STEP_INSIDE;
}

static Step
scan_value (Scanner *self)
{
  gboolean is_good;
  char c;

  skip_space (self);
  c = self->at < self->end ? *self->at : '\0';
  if (c == '{' || c == '[')
    return scan_opening (self);

  if (c == '"')
    is_good = scan_string (self);
  else if (c == '-' || g_ascii_isdigit (c))
    is_good = scan_number (self);
  else if (c == 't')
    is_good = scan_word (self, "true");
  else if (c == 'f')
    is_good = scan_word (self, "false");
  else if (c == 'n')
    is_good = scan_word (self, "null");
  else
    is_good = fail_unexpected (self);
  return is_good ? STEP_DONE : STEP_FAULT;
}

/* What comes after a value: up to the next one, or to the end of all that is open. */
static Step
scan_after (Scanner *self)
{
  while (self->open->len > 0)
    {
      gboolean is_object = self->open->str[self->open->len - 1] == '{';

      skip_space (self);
      if (take (self, ','))
        return is_object ? scan_name (self, FALSE) : STEP_INSIDE;
      if (!take (self, is_object ? '}' : ']'))
        {
          fail (self,
                is_object ? "Expected ',' or '}' after property value" : "Expected ',' or ']' after array element");
          return STEP_FAULT;
        }
      g_string_truncate (self->open, self->open->len - 1);
    }
  return STEP_DONE;
}

static void
scan (Scanner *self)
{
  Step step;

  do
    {
      step = scan_value (self);
      if (step == STEP_DONE)
        step = scan_after (self);
    }
  while (step == STEP_INSIDE);

  skip_space (self);
  if (step == STEP_DONE && self->at < self->end)
    self->words = g_strdup_printf ("Unexpected non-whitespace character after JSON at position %u",
                                   count_units (self->start, self->at));
}

/**
 * rel_body_fault_dup_words:
 * @text: (array length=length_bytes) (element-type guint8): a body, in UTF-8
 * @length_bytes: its length
 *
 * Looks for what keeps a body from being an object or array in JSON. A byte order mark at its
 * beginning does not count.
 *
 * Returns: (transfer full) (nullable): what is wrong, without a full stop; %NULL for a body
 *   that JavaScript reads
 */
char *
rel_body_fault_dup_words (const char *text, gsize length_bytes)
{
  g_autoptr (GString) open = g_string_new (NULL);
  gsize mark = length_bytes >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  Scanner scanner = { text + mark, text + mark, text + length_bytes, open, NULL };

  skip_space (&scanner);
  if (scanner.at < scanner.end && *scanner.at != '{' && *scanner.at != '[')
    fail_at_character (&scanner);
  else
    scan (&scanner);
  return scanner.words;
}
