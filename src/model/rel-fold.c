/* rel-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text in the form in which it is searched: upper and lower case are the same, and a letter
 * with an accent is the letter and then a mark, which can be left out. Who types no accent
 * finds a letter with one; who types it means it.
 */

#include "config.h"

#include "rel-fold.h"

#include <string.h>

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if ((guchar) *text >= 0x80)
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_fold_dup:
 * @text: any text
 *
 * Folds a text. What is not UTF-8 in it is replaced.
 *
 * Returns: (transfer full): @text as it is searched
 */
char *
rel_fold_dup (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *folded = NULL;

  if (is_ascii (text))
    return g_ascii_strdown (text, -1);

  /* Folding may put letters and marks together again. */
  valid = g_utf8_make_valid (text, -1);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (apart, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
}

/* U+0300 to U+036F: the accents of Latin, Greek and Cyrillic letters. The marks of other
 * scripts are vowels, without which words would be others. */
static gboolean
is_mark (const char *text)
{
  guchar first = text[0];
  guchar second = text[1];

  return (first == 0xcc && second >= 0x80) || (first == 0xcd && second >= 0x80 && second <= 0xaf);
}

/**
 * rel_fold_has_marks:
 * @folded: a folded text
 *
 * Returns: whether a letter in it has an accent
 */
gboolean
rel_fold_has_marks (const char *folded)
{
  for (; *folded != '\0'; folded++)
    {
      if (is_mark (folded))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_fold_drop_marks:
 * @folded: (inout) (array length=length_bytes): a folded text; it may hold several with zeros between
 * @length_bytes: its length
 *
 * Takes the accents off, in place.
 *
 * Returns: what is left of @length_bytes; the rest is zeros
 */
gsize
rel_fold_drop_marks (char *folded, gsize length_bytes)
{
  gsize kept = 0;

  for (gsize i = 0; i < length_bytes; i++)
    {
      if (i + 1 < length_bytes && is_mark (folded + i))
        i++;
      else
        folded[kept++] = folded[i];
    }
  memset (folded + kept, 0, length_bytes - kept);
  return kept;
}
