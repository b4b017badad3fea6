/* rel-undo-follow.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The edits of a project on something else than before: the server has moved, something was
 * published, or another window has saved.
 */

#include "config.h"

#include "rel-undo-private.h"

#include "rel-diff.h"

/* Puts others in place of the drafts of an edit; whether the base and the draft are others now. */
static void
map_edit (RelUndo *self, guint i, RelUndoMapFunc func, gpointer user_data, gboolean *base_moved, gboolean *draft_moved)
{
  RelUndoEdit *edit = rel_undo_get_edit (self, i);
  g_autoptr (RelSchema) old_base = rel_schema_ref (edit->base);
  g_autoptr (RelSchema) old_draft = rel_schema_ref (edit->draft);
  gboolean base_before_moved = *base_moved;
  gboolean draft_before_moved = *draft_moved;

  func (&edit->base, &edit->draft, user_data);
  *base_moved = edit->base != old_base;
  *draft_moved = edit->draft != old_draft;
  if (*base_moved || base_before_moved)
    rel_undo_edit_take_changes (edit, &edit->base_changes, rel_undo_get_base_before (self, i), edit->base);
  if (*draft_moved || draft_before_moved)
    rel_undo_edit_take_changes (edit, &edit->changes, rel_undo_get_draft_before (self, i), edit->draft);
}

/**
 * rel_undo_map:
 * @self: an undo
 * @func: (scope call): puts others in place of a base and its draft
 * @user_data: what is given to it
 *
 * Puts others in place of all drafts, as when the server's schema has moved under them. The
 * edits become what leads from each draft to the next one now.
 */
void
rel_undo_map (RelUndo *self, RelUndoMapFunc func, gpointer user_data)
{
  gboolean base_moved = TRUE;
  gboolean draft_moved;
  g_autoptr (RelSchema) first = rel_schema_ref (self->first);

  self->n_moves++;
  self->is_text_old = TRUE;
  func (&self->first_base, &self->first, user_data);
  draft_moved = self->first != first;
  for (guint i = 0; i < self->edits->len; i++)
    map_edit (self, i, func, user_data, &base_moved, &draft_moved);
}

static gboolean
is_forgotten (RelUndo *self, gint64 id)
{
  for (guint i = 0; i < self->forgotten->len; i++)
    {
      if (g_array_index (self->forgotten, gint64, i) == id)
        return TRUE;
    }
  return FALSE;
}

static void
set_schema (RelSchema **schema, RelSchema *next)
{
  rel_schema_ref (next);
  g_clear_pointer (schema, rel_schema_unref);
  *schema = next;
}

/* How many edits, from the first one on, are as they were; they get the drafts that they had. */
static guint
keep_drafts (RelUndo *self, GPtrArray *saved)
{
  guint i = 0;

  while (i < MIN (self->edits->len, saved->len) &&
         rel_undo_edit_keep_drafts (g_ptr_array_index (saved, i), rel_undo_get_edit (self, i)))
    i++;
  return i;
}

static gboolean
is_same_start (RelUndo *self, RelSchema *base, RelSchema *draft)
{
  return base == self->first_base && rel_diff_is_empty (self->first, draft);
}

/* Gets what only this window knows of an edit, and whether the edit is one to show or to do
 * again here: neither what is forgotten nor what somebody else has undone is. */
static gboolean
keep_known (RelUndo *self, RelUndoEdit *edit, RelUndoEdit *known, gboolean are_others)
{
  edit->is_others = known != NULL ? known->is_others : are_others;
  if (known != NULL)
    rel_undo_edit_keep_unsaved (edit, known);
  return !is_forgotten (self, edit->id) && !(edit->is_others && edit->is_undone);
}

/**
 * rel_undo_take_in:
 * @self: an undo
 * @base: the base before all edits
 * @draft: the draft before all edits
 * @saved: (transfer full) (element-type RelUndoEdit): the edits of the state file; one that is
 *   as it was has the changes of the one that is here
 * @are_others: whether what is new among them was made by somebody else
 *
 * Goes on from what the state file has now. Edits that are only here come after those; what
 * was undone or done again only here stays so.
 */
void
rel_undo_take_in (RelUndo *self, RelSchema *base, RelSchema *draft, GPtrArray *saved, gboolean are_others)
{
  g_autoptr (GHashTable) known = rel_undo_index_edits (self);
  guint from = 0;

  self->n_moves++;
  for (guint i = saved->len; i-- > 0;)
    {
      RelUndoEdit *edit = g_ptr_array_index (saved, i);

      if (!keep_known (self, edit, g_hash_table_lookup (known, &edit->id), are_others))
        g_ptr_array_remove_index (saved, i);
    }
  g_ptr_array_sort (saved, rel_undo_edit_compare);

  if (is_same_start (self, base, draft))
    from = keep_drafts (self, saved);
  else
    {
      set_schema (&self->first_base, base);
      set_schema (&self->first, draft);
      self->is_text_old = TRUE;
    }
  from = MIN (from, rel_undo_edit_count_done (saved));
  for (guint i = 0; i < self->edits->len; i++)
    {
      if (rel_undo_get_edit (self, i)->id == 0)
        g_ptr_array_add (saved, g_ptr_array_steal_index (self->edits, i--));
    }
  g_ptr_array_sort (saved, rel_undo_edit_compare);
  g_ptr_array_unref (self->edits);
  self->edits = saved;
  rel_undo_fold (self, from);
}
