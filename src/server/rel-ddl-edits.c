/* rel-ddl-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes pieces of a statement and leaves the rest of it byte by byte as it is.
 */

#include "config.h"

#include "rel-ddl-edits.h"

/* A piece of text to put in the place of another. */
typedef struct
{
  gsize start;
  gsize end;
  char *text; /* (owned) */
} Edit;

static void
edit_clear (Edit *self)
{
  g_free (self->text);
}

/**
 * rel_ddl_edits_new:
 *
 * Returns: (transfer full): no edits
 */
GArray *
rel_ddl_edits_new (void)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (Edit));

  g_array_set_clear_func (edits, (GDestroyNotify) edit_clear);
  return edits;
}

/**
 * rel_ddl_edits_add:
 * @edits: edits of a statement
 * @start: place of the first byte of a piece
 * @end: place after its last byte
 * @text: (transfer full): what is to stand there
 *
 * Adds an edit. Pieces must not overlap.
 */
void
rel_ddl_edits_add (GArray *edits, gsize start, gsize end, char *text)
{
  Edit edit = { start, end, text };

  g_array_append_val (edits, edit);
}

static gboolean
is_blank (const char *sql, gsize start, gsize end)
{
  while (start < end && g_ascii_isspace (sql[start]))
    start++;
  return start == end;
}

/**
 * rel_ddl_edits_need_space_before:
 * @sql: a statement
 * @at: a place after a word
 *
 * Returns: whether a space must stand there so that a word before it ends
 */
gboolean
rel_ddl_edits_need_space_before (const char *sql, gsize at)
{
  return !g_ascii_isspace (sql[at]) && sql[at] != ',' && sql[at] != ')';
}

/**
 * rel_ddl_edits_take_out:
 * @edits: edits of a statement
 * @tokens: the statement
 * @first: the first token to take out, not the very first
 * @last: the last one, not the very last
 *
 * Takes a piece out together with the spaces before it.
 */
void
rel_ddl_edits_take_out (GArray *edits, const RelDdlTokens *tokens, guint first, guint last)
{
  gsize before = rel_ddl_tokens_get (tokens, first - 1)->end;
  gsize start = rel_ddl_tokens_get (tokens, first)->start;
  gsize end = rel_ddl_tokens_get (tokens, last)->end;

  while (g_ascii_isspace (tokens->sql[start - 1]) && is_blank (tokens->sql, before, start))
    start--;
  rel_ddl_edits_add (edits, start, end, g_strdup (rel_ddl_edits_need_space_before (tokens->sql, end) ? " " : ""));
}

/**
 * rel_ddl_edits_take_out_item:
 * @edits: edits of a statement
 * @tokens: the statement
 * @first: the first token of an item between commas
 * @last: its last one
 *
 * Takes an item out of a list. A comma before it goes too, unless what comes after needs it.
 */
void
rel_ddl_edits_take_out_item (GArray *edits, const RelDdlTokens *tokens, guint first, guint last)
{
  const RelDdlToken *before = rel_ddl_tokens_get (tokens, first - 1);
  gsize start = rel_ddl_tokens_get (tokens, first)->start;
  gsize end = rel_ddl_tokens_get (tokens, last)->end;
  gboolean is_followed = !rel_ddl_tokens_is_sign (tokens, last + 1, ',') &&
                         !rel_ddl_tokens_is_sign (tokens, last + 1, ')');

  g_assert (rel_ddl_tokens_get (tokens, last + 1) != NULL);

  if (!rel_ddl_tokens_is_sign (tokens, first - 1, ',') || is_followed)
    {
      rel_ddl_edits_take_out (edits, tokens, first, last);
      return;
    }
  /* A comment after the comma may be about the column before: it stays. */
  if (is_blank (tokens->sql, before->end, start))
    start = before->start;
  else
    rel_ddl_edits_add (edits, before->start, before->end, g_strdup (""));
  rel_ddl_edits_add (edits, start, end, g_strdup (rel_ddl_edits_need_space_before (tokens->sql, end) ? " " : ""));
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const Edit *first = a;
  const Edit *second = b;

  /* What is put in at a place comes before what is replaced from there on. */
  if (first->start == second->start)
    return first->end < second->end ? -1 : first->end > second->end;
  return first->start < second->start ? -1 : 1;
}

/**
 * rel_ddl_edits_apply:
 * @edits: edits of a statement
 * @sql: the statement
 *
 * Returns: (transfer full): the statement with all edits done
 */
char *
rel_ddl_edits_apply (GArray *edits, const char *sql)
{
  GString *result = g_string_new (NULL);
  gsize at = 0;

  g_array_sort (edits, compare_edits);
  for (guint i = 0; i < edits->len; i++)
    {
      Edit *edit = &g_array_index (edits, Edit, i);

      g_assert (edit->start >= at);
      g_string_append_len (result, sql + at, edit->start - at);
      g_string_append (result, edit->text);
      at = edit->end;
    }
  g_string_append (result, sql + at);
  return g_string_free (result, FALSE);
}
