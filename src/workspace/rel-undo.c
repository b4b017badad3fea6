/* rel-undo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-undo-private.h"

#include "rel-diff.h"
#include "rel-plan.h"

/**
 * rel_undo_new:
 * @schema: what the server has, which is the first draft
 *
 * Returns: (transfer full): one without edits
 */
RelUndo *
rel_undo_new (RelSchema *schema)
{
  RelUndo *self = g_new0 (RelUndo, 1);

  self->first_base = rel_schema_ref (schema);
  self->first = rel_schema_ref (schema);
  self->is_text_old = TRUE;
  self->empty = rel_arrangement_new ();
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_undo_edit_free);
  self->forgotten = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static gpointer
copy_edit (gconstpointer edit, gpointer user_data)
{
  return rel_undo_edit_copy (edit);
}

/**
 * rel_undo_copy:
 * @self: an undo
 *
 * Returns: (transfer full): a copy, which another thread may work on
 */
RelUndo *
rel_undo_copy (RelUndo *self)
{
  RelUndo *copy = g_new0 (RelUndo, 1);

  copy->first_base = rel_schema_ref (self->first_base);
  copy->first = rel_schema_ref (self->first);
  copy->first_text = g_strdup (self->first_text);
  copy->is_text_old = self->is_text_old;
  copy->empty = rel_arrangement_ref (self->empty);
  copy->edits = g_ptr_array_copy (self->edits, copy_edit, NULL);
  g_ptr_array_set_free_func (copy->edits, (GDestroyNotify) rel_undo_edit_free);
  copy->forgotten = g_array_copy (self->forgotten);
  copy->n_moves = self->n_moves;
  return copy;
}

/**
 * rel_undo_get_n_moves:
 * @self: an undo
 *
 * Returns: a number that is another one after each change, and after it was saved
 */
guint
rel_undo_get_n_moves (RelUndo *self)
{
  return self->n_moves;
}

/**
 * rel_undo_free:
 * @self: (transfer full): an undo
 *
 * Frees it.
 */
void
rel_undo_free (RelUndo *self)
{
  rel_schema_unref (self->first_base);
  rel_schema_unref (self->first);
  g_free (self->first_text);
  rel_arrangement_unref (self->empty);
  g_ptr_array_unref (self->edits);
  g_array_unref (self->forgotten);
  g_free (self);
}

/**
 * rel_undo_get_base:
 * @self: an undo
 *
 * Returns: (transfer none): the schema that the draft that is shown is a change of
 */
RelSchema *
rel_undo_get_base (RelUndo *self)
{
  return rel_undo_get_base_before (self, rel_undo_edit_count_done (self->edits));
}

/**
 * rel_undo_get_draft:
 * @self: an undo
 *
 * Returns: (transfer none): the draft that is shown
 */
RelSchema *
rel_undo_get_draft (RelUndo *self)
{
  return rel_undo_get_draft_before (self, rel_undo_edit_count_done (self->edits));
}

/**
 * rel_undo_get_arrangement:
 * @self: an undo
 *
 * Returns: (transfer none): how the diagram is arranged
 */
RelArrangement *
rel_undo_get_arrangement (RelUndo *self)
{
  return rel_undo_get_arrangement_before (self, rel_undo_edit_count_done (self->edits));
}

/**
 * rel_undo_get_first_base:
 * @self: an undo
 *
 * Returns: (transfer none): the base before all edits
 */
RelSchema *
rel_undo_get_first_base (RelUndo *self)
{
  return self->first_base;
}

/**
 * rel_undo_get_first_text:
 * @self: an undo
 *
 * Returns: (transfer none): the plan from the base to the draft before all edits, worked out when one may have moved
 */
const char *
rel_undo_get_first_text (RelUndo *self)
{
  g_autoptr (GPtrArray) changes = NULL;

  if (!self->is_text_old)
    return self->first_text;
  changes = rel_diff (self->first_base, self->first);
  g_free (self->first_text);
  self->first_text = rel_plan_dup_text (changes);
  self->is_text_old = FALSE;
  return self->first_text;
}

/**
 * rel_undo_get_edits:
 * @self: an undo
 *
 * Returns: (transfer none) (element-type RelUndoEdit): all edits, first those that are done
 */
GPtrArray *
rel_undo_get_edits (RelUndo *self)
{
  return self->edits;
}

/**
 * rel_undo_index_edits:
 * @self: an undo
 *
 * Returns: (transfer container) (element-type gint64 RelUndoEdit): the edits that are in the
 *   state file by their numbers there
 */
GHashTable *
rel_undo_index_edits (RelUndo *self)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->edits->len; i++)
    {
      RelUndoEdit *edit = rel_undo_get_edit (self, i);

      if (edit->id != 0)
        g_hash_table_insert (index, &edit->id, edit);
    }
  return index;
}

/**
 * rel_undo_get_forgotten:
 * @self: an undo
 *
 * Returns: (transfer none) (element-type gint64): the numbers of the edits that are gone from
 *   here and not yet from the state file
 */
GArray *
rel_undo_get_forgotten (RelUndo *self)
{
  return self->forgotten;
}

/**
 * rel_undo_note_saved:
 * @self: an undo
 * @ids: (element-type gint64): the number of each edit in the state file
 *
 * Notes that the state file has all that is here.
 */
void
rel_undo_note_saved (RelUndo *self, GArray *ids)
{
  self->n_moves++;
  for (guint i = 0; i < ids->len; i++)
    rel_undo_edit_note_saved (rel_undo_get_edit (self, i), g_array_index (ids, gint64, i));
  g_array_set_size (self->forgotten, 0);
}

static void
forget_redo (RelUndo *self)
{
  guint n_done = rel_undo_edit_count_done (self->edits);

  for (guint i = n_done; i < self->edits->len; i++)
    {
      if (rel_undo_get_edit (self, i)->id != 0)
        g_array_append_val (self->forgotten, rel_undo_get_edit (self, i)->id);
    }
  g_ptr_array_set_size (self->edits, (gint) n_done);
}

static void
push (RelUndo *self, RelUndoEdit *edit, RelSchema *base, RelSchema *draft, RelArrangement *arrangement)
{
  edit->base = rel_schema_ref (base);
  edit->draft = rel_schema_ref (draft);
  edit->arrangement = rel_arrangement_ref (arrangement);
  self->n_moves++;
  forget_redo (self);
  g_ptr_array_add (self->edits, edit);
}

/**
 * rel_undo_push:
 * @self: an undo
 * @base: the schema that @draft is a change of
 * @draft: the draft after an edit
 * @name: what the edit did, for people
 *
 * Adds an edit. What had been undone here before is forgotten.
 */
void
rel_undo_push (RelUndo *self, RelSchema *base, RelSchema *draft, const char *name)
{
  GPtrArray *changes = rel_diff (rel_undo_get_draft (self), draft);
  GPtrArray *base_changes = rel_diff (rel_undo_get_base (self), base);

  push (self, rel_undo_edit_new (0, name, changes, base_changes, FALSE), base, draft, rel_undo_get_arrangement (self));
}

/**
 * rel_undo_push_arrangement:
 * @self: an undo
 * @arrangement: how the diagram is arranged after an edit
 * @name: what the edit did, for people
 *
 * Adds an edit that leaves the draft as it is; none if nothing moved.
 *
 * Returns: whether it was added
 */
gboolean
rel_undo_push_arrangement (RelUndo *self, RelArrangement *arrangement, const char *name)
{
  JsonNode *moves = rel_arrangement_diff (rel_undo_get_arrangement (self), arrangement);
  RelUndoEdit *edit;

  if (moves == NULL)
    return FALSE;
  edit = rel_undo_edit_new (0, name, g_ptr_array_new (), g_ptr_array_new (), FALSE);
  edit->moves = moves;
  push (self, edit, rel_undo_get_base (self), rel_undo_get_draft (self), arrangement);
  return TRUE;
}

/* The last edit that can be undone; the number of edits if there is none. */
static guint
find_undo (RelUndo *self)
{
  for (guint i = rel_undo_edit_count_done (self->edits); i-- > 0;)
    {
      if (!rel_undo_get_edit (self, i)->is_others)
        return i;
    }
  return self->edits->len;
}

/* The first of those that were undone last; the number of edits if there is none. To undo takes
 * it back again, so it must not be earlier than what would be undone now. */
static guint
find_redo (RelUndo *self)
{
  guint undo = find_undo (self);
  guint i = rel_undo_edit_count_done (self->edits);

  while (i < self->edits->len && undo < self->edits->len &&
         rel_undo_edit_is_later (rel_undo_get_edit (self, undo), rel_undo_get_edit (self, i)))
    i++;
  return i;
}

/**
 * rel_undo_get_undo_name:
 * @self: an undo
 *
 * Returns: (transfer none) (nullable): what would be undone; %NULL if nothing can be
 */
const char *
rel_undo_get_undo_name (RelUndo *self)
{
  guint i = find_undo (self);

  return i < self->edits->len ? rel_undo_get_edit (self, i)->name : NULL;
}

/**
 * rel_undo_get_redo_name:
 * @self: an undo
 *
 * Returns: (transfer none) (nullable): what would be done again; %NULL if nothing can be
 */
const char *
rel_undo_get_redo_name (RelUndo *self)
{
  guint i = find_redo (self);

  return i < self->edits->len ? rel_undo_get_edit (self, i)->name : NULL;
}

/* Makes the drafts anew, from an edit on. */
void
rel_undo_fold (RelUndo *self, guint from)
{
  for (guint i = from; i < self->edits->len; i++)
    rel_undo_edit_follow (rel_undo_get_edit (self, i), rel_undo_get_base_before (self, i),
                          rel_undo_get_draft_before (self, i), rel_undo_get_arrangement_before (self, i));
}

/* Shows an edit no more, or again. If it changes its place, it and others stand on something
 * else now. */
static void
set_undone (RelUndo *self, guint i, gboolean is_undone)
{
  RelUndoEdit *edit = rel_undo_get_edit (self, i);
  guint place;

  edit->is_undone = is_undone;
  self->n_moves++;
  g_ptr_array_sort (self->edits, rel_undo_edit_compare);
  g_ptr_array_find (self->edits, edit, &place);
  if (place != i)
    rel_undo_fold (self, MIN (place, i));
}

/**
 * rel_undo_undo:
 * @self: an undo
 *
 * Takes back the last edit of this window.
 *
 * Returns: whether there was something to undo
 */
gboolean
rel_undo_undo (RelUndo *self)
{
  guint i = find_undo (self);

  if (i == self->edits->len)
    return FALSE;
  set_undone (self, i, TRUE);
  return TRUE;
}

/**
 * rel_undo_redo:
 * @self: an undo
 *
 * Does the edit again that was undone last.
 *
 * Returns: whether there was something to do again
 */
gboolean
rel_undo_redo (RelUndo *self)
{
  guint i = find_redo (self);

  if (i == self->edits->len)
    return FALSE;
  set_undone (self, i, FALSE);
  return TRUE;
}
