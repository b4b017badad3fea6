/* known-differences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "known-differences.h"

#include <string.h>

#include "rel-differences.h"

static void
known_difference_free (KnownDifference *self)
{
  g_free (self->request);
  g_free (self->reason);
  g_free (self->lines);
  g_free (self);
}

static gboolean
is_reason (GHashTable *reasons, const char *id)
{
  for (const RelDifference *difference = rel_differences; difference->id != NULL; difference++)
    {
      if (strcmp (difference->id, id) == 0)
        return TRUE;
    }
  return g_hash_table_contains (reasons, id);
}

/* Reads `request`, `because reason` and what differs, the last two indented. */
static KnownDifference *
read_entry (const char *text)
{
  KnownDifference *self = g_new0 (KnownDifference, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) differing = g_string_new (NULL);

  g_test_message ("%s", lines[0]);
  g_assert_nonnull (lines[1]);
  g_assert_true (g_str_has_prefix (lines[1], KNOWN_DIFFERENCE_INDENT "because "));
  self->request = g_strdup (lines[0]);
  self->reason = g_strdup (lines[1] + strlen (KNOWN_DIFFERENCE_INDENT "because "));
  for (guint i = 2; lines[i] != NULL; i++)
    {
      g_assert_true (g_str_has_prefix (lines[i], KNOWN_DIFFERENCE_INDENT));
      g_string_append_printf (differing, "%s\n", lines[i]);
    }
  self->lines = g_string_free (g_steal_pointer (&differing), FALSE);
  return self;
}

/* Gets the table that stands beside the transcripts of @folder, by request. Each entry has a
 * reason that is explained. */
GHashTable *
known_differences_read (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "transcripts", folder, "differences.txt", NULL);
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) known_difference_free);
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (g_strchomp (text), "\n\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      KnownDifference *entry;

      if (*parts[i] == '#')
        continue;
      if (g_str_has_prefix (parts[i], "reason "))
        {
          const char *id = parts[i] + strlen ("reason ");

          g_assert_nonnull (strstr (id, ": "));
          g_hash_table_add (reasons, g_strndup (id, strstr (id, ": ") - id));
          continue;
        }
      entry = read_entry (parts[i]);
      g_assert_true (is_reason (reasons, entry->reason));
      g_assert_true (g_hash_table_insert (table, entry->request, entry));
    }
  return table;
}
