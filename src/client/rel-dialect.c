/* rel-dialect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a version of Directus needs, as one table. A line is here only if some code asks for
 * it: what is safe on every version is simply done on every version. So a relation is always
 * read right before it is written, and all its names and both its actions always go along.
 */

#include "config.h"

#include "rel-dialect.h"

#include <string.h>

#define N_NUMBERS 3

/* Since when a trait holds, and until when. */
typedef struct
{
  RelDialect trait;
  guint from[N_NUMBERS];
  guint until[N_NUMBERS]; /* not any more in this version; zero if still in the newest */
  gboolean if_unknown;    /* what is safe to believe of a version that is unknown or older than 10 */
} Line;

static const Line table[] = {
  { REL_DIALECT_MAKES_KEY_UNASKED, { 10, 0, 0 }, { 12, 4, 0 }, TRUE },
  { REL_DIALECT_OMITS_UNMANAGED, { 11, 10, 0 }, { 0 }, FALSE },
  { REL_DIALECT_DIFF_MERGES, { 12, 2, 0 }, { 0 }, FALSE },
  { REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS, { 12, 0, 0 }, { 0 }, FALSE },
};

static const guint oldest[N_NUMBERS] = { 10, 0, 0 };

/* Reads `11.3.5`; what follows, as in `11.0.0-rc.1`, does not count. */
static gboolean
read_version (const char *text, guint *version)
{
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      char *end;
      guint64 number;

      if (text == NULL || !g_ascii_isdigit (*text))
        return FALSE;
      number = g_ascii_strtoull (text, &end, 10);
      if (number > G_MAXUINT16 || (i < N_NUMBERS - 1 ? *end != '.' : strchr ("-+", *end) == NULL))
        return FALSE;
      version[i] = number;
      text = end + 1;
    }
  return TRUE;
}

static int
compare (const guint *a, const guint *b)
{
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      if (a[i] != b[i])
        return a[i] < b[i] ? -1 : 1;
    }
  return 0;
}

/**
 * rel_dialect_is_known:
 * @version: (nullable): what a server says its version is
 *
 * Some builds say the commit they are made of instead.
 *
 * Returns: whether this is a version of Directus
 */
gboolean
rel_dialect_is_known (const char *version)
{
  guint numbers[N_NUMBERS];

  return read_version (version, numbers);
}

/**
 * rel_dialect_has:
 * @version: (nullable): that of a server; %NULL if it is not known
 * @trait: a trait
 *
 * A version that is newer than all that are known is taken for the newest of them; of one
 * that is older or unknown, the answer is the one that can do no harm.
 *
 * Returns: whether servers of that version have it
 */
gboolean
rel_dialect_has (const char *version, RelDialect trait)
{
  guint numbers[N_NUMBERS];

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const Line *line = &table[i];

      if (line->trait != trait)
        continue;
      if (!read_version (version, numbers) || compare (numbers, oldest) < 0)
        return line->if_unknown;
      return compare (numbers, line->from) >= 0 && (line->until[0] == 0 || compare (numbers, line->until) < 0);
    }
  g_assert_not_reached ();
}
