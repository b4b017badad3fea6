/* rel-mnemonics.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-mnemonics.h"

#include <string.h>

/**
 * RelMnemonics:
 *
 * Gives each of many labels a letter of its own, whatever language they are in, so that what
 * they name is reached with Alt and that letter.
 */
struct _RelMnemonics
{
  GHashTable *taken; /* (owned): letters in lower case */
};

/**
 * rel_mnemonics_new:
 *
 * Returns: (transfer full): mnemonics of which none is taken
 */
RelMnemonics *
rel_mnemonics_new (void)
{
  RelMnemonics *self = g_new0 (RelMnemonics, 1);

  self->taken = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * rel_mnemonics_free:
 * @self: (transfer full): mnemonics
 */
void
rel_mnemonics_free (RelMnemonics *self)
{
  g_hash_table_unref (self->taken);
  g_free (self);
}

static gboolean
take (RelMnemonics *self, gunichar letter)
{
  return g_hash_table_add (self->taken, GUINT_TO_POINTER (g_unichar_tolower (letter)));
}

/**
 * rel_mnemonics_reserve:
 * @self: mnemonics
 * @label: a label with an underline before its letter
 *
 * Leaves that letter to something else that is shown beside.
 */
void
rel_mnemonics_reserve (RelMnemonics *self, const char *label)
{
  const char *underline = strchr (label, '_');

  if (underline != NULL)
    take (self, g_utf8_get_char (underline + 1));
}

/* The first letter of a word is seen best. */
static const char *
find_letter (RelMnemonics *self, const char *label, gboolean begins_word)
{
  gunichar before = ' ';

  for (const char *c = label; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (g_unichar_isalpha (letter) && (!begins_word || g_unichar_isspace (before)) && take (self, letter))
        return c;
      before = letter;
    }
  return NULL;
}

/**
 * rel_mnemonics_dup_label:
 * @self: mnemonics
 * @label: a label
 *
 * Returns: (transfer full): it with an underline before a letter that nothing else has; without
 *   one if all of its letters are taken
 */
char *
rel_mnemonics_dup_label (RelMnemonics *self, const char *label)
{
  const char *letter = find_letter (self, label, TRUE);
  GString *text = g_string_new (NULL);

  if (letter == NULL)
    letter = find_letter (self, label, FALSE);
  for (const char *c = label; *c != '\0'; c++)
    {
      /* One that is in the label stands for itself. */
      if (c == letter || *c == '_')
        g_string_append_c (text, '_');
      g_string_append_c (text, *c);
    }
  return g_string_free (text, FALSE);
}
