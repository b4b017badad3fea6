/* rel-graphql-suggestion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody who mistyped a name may have meant.
 */

#include "config.h"

#include "rel-graphql-suggestion.h"

#include <string.h>

#define MAX_SUGGESTIONS 5

/* Names longer than that are nobody's slip. */
#define MAX_LENGTH_BYTES 200

typedef struct
{
  const char *name;
  guint distance;
} Suggestion;

/* How many letters must be put in, left out, changed or swapped to get from @a to @b. */
static guint
measure_distance (const char *a, const char *b)
{
  guint rows[3][MAX_LENGTH_BYTES + 1];
  guint a_length = strlen (a);
  guint b_length = strlen (b);

  for (guint j = 0; j <= b_length; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= a_length; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i - 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= b_length; j++)
        {
          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
  return rows[a_length % 3][b_length];
}

/* A change of case counts as one slip, whatever its length. */
static guint
compare_names (const char *name, const char *other)
{
  g_autofree char *a = g_ascii_strdown (name, -1);
  g_autofree char *b = g_ascii_strdown (other, -1);

  if (strcmp (name, other) == 0)
    return 0;
  return strcmp (a, b) == 0 ? 1 : measure_distance (a, b);
}

static int
compare_suggestions (gconstpointer a, gconstpointer b)
{
  const Suggestion *left = a;
  const Suggestion *right = b;

  return left->distance != right->distance ? (left->distance < right->distance ? -1 : 1)
                                           : strcmp (left->name, right->name);
}

static GArray *
find_suggestions (const char *name, GPtrArray *names)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  guint most = (guint) (strlen (name) * 0.4) + 1;

  for (guint i = 0; i < names->len; i++)
    {
      Suggestion suggestion = { g_ptr_array_index (names, i) };

      suggestion.distance = compare_names (name, suggestion.name);
      if (suggestion.distance <= most)
        g_array_append_val (found, suggestion);
    }
  g_array_sort (found, compare_suggestions);
  if (found->len > MAX_SUGGESTIONS)
    g_array_set_size (found, MAX_SUGGESTIONS);
  return found;
}

/**
 * rel_graphql_suggestion_dup:
 * @name: a name that there is not
 * @names: (element-type utf8): names that there are
 * @what: what they are, with a space at the end, or ""
 *
 * Returns: (transfer full): a question that begins with a space, or "" if nothing is near
 */
char *
rel_graphql_suggestion_dup (const char *name, GPtrArray *names, const char *what)
{
  g_autoptr (GArray) found = NULL;
  GString *text = g_string_new (NULL);

  if (strlen (name) > MAX_LENGTH_BYTES)
    return g_string_free (text, FALSE);

  found = find_suggestions (name, names);
  if (found->len > 0)
    g_string_append_printf (text, " Did you mean %s", what);
  for (guint i = 0; i < found->len; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 < found->len ? ", " : (found->len == 2 ? " or " : ", or "));
      g_string_append_printf (text, "\"%s\"", g_array_index (found, Suggestion, i).name);
    }
  if (found->len > 0)
    g_string_append_c (text, '?');
  return g_string_free (text, FALSE);
}
