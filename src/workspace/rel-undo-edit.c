/* rel-undo-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-undo-edit.h"

#include <string.h>

#include "rel-diff.h"
#include "rel-merge.h"
#include "rel-plan.h"

/**
 * rel_undo_edit_new:
 * @id: its number in the state file; 0 while it is not there
 * @name: what it did, for people
 * @changes: (transfer full) (element-type RelChange): from the draft before to the one after
 * @base_changes: (transfer full) (element-type RelChange): from the base before to the one
 *   after
 * @is_undone: whether it is taken back
 *
 * Returns: (transfer full): an edit as it is in the state file
 */
RelUndoEdit *
rel_undo_edit_new (gint64 id, const char *name, GPtrArray *changes, GPtrArray *base_changes, gboolean is_undone)
{
  RelUndoEdit *edit = g_new0 (RelUndoEdit, 1);

  edit->id = id;
  edit->name = g_strdup (name);
  edit->changes = changes;
  edit->base_changes = base_changes;
  edit->is_undone = is_undone;
  edit->is_saved_undone = is_undone;
  return edit;
}

/**
 * rel_undo_edit_copy:
 * @edit: an edit
 *
 * Returns: (transfer full): a copy of it, which shares what is immutable
 */
RelUndoEdit *
rel_undo_edit_copy (const RelUndoEdit *edit)
{
  RelUndoEdit *copy = g_memdup2 (edit, sizeof *edit);

  copy->name = g_strdup (edit->name);
  copy->digest = g_strdup (edit->digest);
  copy->text = NULL;
  copy->base_text = NULL;
  g_ptr_array_ref (copy->changes);
  g_ptr_array_ref (copy->base_changes);
  copy->moves = edit->moves != NULL ? json_node_ref (edit->moves) : NULL;
  rel_schema_ref (copy->base);
  rel_schema_ref (copy->draft);
  rel_arrangement_ref (copy->arrangement);
  return copy;
}

static void
forget_texts (RelUndoEdit *edit)
{
  g_clear_pointer (&edit->text, g_free);
  g_clear_pointer (&edit->base_text, g_free);
}

/**
 * rel_undo_edit_free:
 * @edit: (transfer full): an edit
 *
 * Frees it.
 */
void
rel_undo_edit_free (RelUndoEdit *edit)
{
  g_free (edit->name);
  g_free (edit->digest);
  forget_texts (edit);
  g_ptr_array_unref (edit->changes);
  g_ptr_array_unref (edit->base_changes);
  g_clear_pointer (&edit->base, rel_schema_unref);
  g_clear_pointer (&edit->draft, rel_schema_unref);
  g_clear_pointer (&edit->moves, json_node_unref);
  g_clear_pointer (&edit->arrangement, rel_arrangement_unref);
  g_free (edit);
}

/**
 * rel_undo_edit_is_later:
 * @edit: an edit
 * @other: another one
 *
 * Returns: whether @edit was made after @other; what is in no file yet was made last
 */
gboolean
rel_undo_edit_is_later (const RelUndoEdit *edit, const RelUndoEdit *other)
{
  return other->id != 0 && (edit->id == 0 || edit->id > other->id);
}

/**
 * rel_undo_edit_compare:
 * @a: (type RelUndoEdit): where an edit is kept
 * @b: (type RelUndoEdit): where another one is
 *
 * Orders edits: what is done before what is undone, and each as it was made.
 *
 * Returns: less than 0 if the first comes first, more if the second does
 */
int
rel_undo_edit_compare (gconstpointer a, gconstpointer b)
{
  const RelUndoEdit *edit = *(const RelUndoEdit *const *) a;
  const RelUndoEdit *other = *(const RelUndoEdit *const *) b;

  if (edit->is_undone != other->is_undone)
    return edit->is_undone ? 1 : -1;
  return rel_undo_edit_is_later (edit, other) - rel_undo_edit_is_later (other, edit);
}

/* Makes changes in a schema that may not be quite what they were made in. */
static RelSchema *
make_changes (GPtrArray *changes, RelSchema *schema)
{
  RelSchema *next;

  if (changes->len == 0)
    return rel_schema_ref (schema);
  next = rel_plan_apply (changes, schema, NULL);
  return next != NULL ? next : rel_merge_changes (changes, schema, NULL);
}

/**
 * rel_undo_edit_follow:
 * @edit: an edit
 * @base: the base before it
 * @draft: the draft before it
 * @arrangement: the arrangement before it
 *
 * Makes what there is after it anew.
 */
void
rel_undo_edit_follow (RelUndoEdit *edit, RelSchema *base, RelSchema *draft, RelArrangement *arrangement)
{
  RelSchema *next_base = make_changes (edit->base_changes, base);
  g_autoptr (RelSchema) next_draft = make_changes (edit->changes, draft);
  gboolean is_left = !rel_diff_is_empty (next_base, next_draft);
  RelArrangement *next = edit->moves != NULL ? rel_arrangement_apply (arrangement, edit->moves)
                                             : rel_arrangement_ref (arrangement);

  g_clear_pointer (&edit->base, rel_schema_unref);
  g_clear_pointer (&edit->draft, rel_schema_unref);
  g_clear_pointer (&edit->arrangement, rel_arrangement_unref);
  edit->base = next_base;
  edit->draft = is_left ? rel_schema_ref (next_draft) : rel_schema_ref (next_base);
  edit->arrangement = next;
}

/**
 * rel_undo_edit_keep_drafts:
 * @edit: an edit as the state file has it, without what there is after it
 * @known: the edit at its place here
 *
 * Takes over what there is after an edit, if it is the same.
 *
 * Returns: whether it is
 */
gboolean
rel_undo_edit_keep_drafts (RelUndoEdit *edit, const RelUndoEdit *known)
{
  if (known->id != edit->id || known->changes != edit->changes || known->base_changes != edit->base_changes ||
      known->moves != edit->moves || known->is_undone != edit->is_undone)
    return FALSE;
  edit->base = rel_schema_ref (known->base);
  edit->draft = rel_schema_ref (known->draft);
  edit->arrangement = rel_arrangement_ref (known->arrangement);
  return TRUE;
}

/**
 * rel_undo_edit_count_done:
 * @edits: (element-type RelUndoEdit): edits in their order
 *
 * Returns: how many of them are done
 */
guint
rel_undo_edit_count_done (GPtrArray *edits)
{
  guint n = edits->len;

  while (n > 0 && ((RelUndoEdit *) g_ptr_array_index (edits, n - 1))->is_undone)
    n--;
  return n;
}

static gboolean
is_same_change (RelChange *a, RelChange *b)
{
  g_autofree char *id = rel_change_dup_id (a);
  g_autofree char *other_id = rel_change_dup_id (b);

  return strcmp (id, other_id) == 0 && rel_json_equal (rel_change_get_before (a), rel_change_get_before (b)) &&
         rel_json_equal (rel_change_get_after (a), rel_change_get_after (b));
}

static gboolean
changes_equal (GPtrArray *a, GPtrArray *b)
{
  gboolean are_equal = a->len == b->len;

  for (guint i = 0; are_equal && i < a->len; i++)
    are_equal = is_same_change (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return are_equal;
}

/**
 * rel_undo_edit_take_changes:
 * @edit: an edit
 * @changes: (inout) (transfer full): its changes of the draft or of the base
 * @before: what they are made in
 * @after: what they lead to
 *
 * Lets an edit be what leads from one schema to another one now.
 */
void
rel_undo_edit_take_changes (RelUndoEdit *edit, GPtrArray **changes, RelSchema *before, RelSchema *after)
{
  GPtrArray *next;

  if (before == after && (*changes)->len == 0)
    return;
  next = rel_diff (before, after);
  if (!changes_equal (next, *changes))
    edit->is_changed = TRUE;
  g_ptr_array_unref (*changes);
  *changes = next;
  forget_texts (edit);
}

/**
 * rel_undo_edit_is_unsaved:
 * @edit: an edit
 *
 * Returns: whether the state file does not have it as it is
 */
gboolean
rel_undo_edit_is_unsaved (const RelUndoEdit *edit)
{
  return edit->id == 0 || edit->is_changed || edit->is_undone != edit->is_saved_undone ||
         edit->publish != edit->saved_publish;
}

/* The plan, and beside it how cards of the diagram were moved. */
static char *
dup_changes (RelUndoEdit *edit)
{
  g_autoptr (JsonNode) plan = rel_plan_to_json (edit->changes);
  g_autoptr (JsonNode) all = edit->moves != NULL ? rel_json_with (plan, REL_UNDO_EDIT_MOVES, edit->moves)
                                                 : json_node_ref (plan);

  return rel_json_dup_text (all, FALSE);
}

/**
 * rel_undo_edit_write:
 * @edit: an edit
 *
 * Makes its texts, unless they are made already: of thousands of edits a worker does it, so that
 * the thread that saves them need not.
 */
void
rel_undo_edit_write (RelUndoEdit *edit)
{
  if (edit->text == NULL)
    edit->text = dup_changes (edit);
  if (edit->base_text == NULL)
    edit->base_text = rel_plan_dup_text (edit->base_changes);
}

/**
 * rel_undo_edit_note_saved:
 * @edit: an edit
 * @id: its number in the state file
 *
 * Notes that the state file has it as it is.
 */
void
rel_undo_edit_note_saved (RelUndoEdit *edit, gint64 id)
{
  edit->id = id;
  edit->is_saved_undone = edit->is_undone;
  edit->saved_publish = edit->publish;
  edit->is_changed = FALSE;
  forget_texts (edit);
}

/**
 * rel_undo_edit_keep_unsaved:
 * @edit: an edit as the state file has it
 * @known: the same as it is here
 *
 * Keeps what could not be saved of it.
 */
void
rel_undo_edit_keep_unsaved (RelUndoEdit *edit, RelUndoEdit *known)
{
  if (known->is_undone != known->is_saved_undone)
    edit->is_undone = known->is_undone;
  if (known->publish != known->saved_publish)
    edit->publish = known->publish;
  if (known->is_changed)
    {
      g_ptr_array_unref (edit->changes);
      g_ptr_array_unref (edit->base_changes);
      edit->changes = g_ptr_array_ref (known->changes);
      edit->base_changes = g_ptr_array_ref (known->base_changes);
      edit->is_changed = TRUE;
    }
}
