/* rel-workspace-undo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was done in a workspace and can be undone: edits of the draft, and cards of the diagram
 * that were put somewhere.
 */

#include "config.h"

#include "rel-workspace-private.h"

#include <string.h>

/**
 * rel_workspace_get_arrangement:
 * @self: a workspace
 *
 * Returns: (transfer none): where the person put cards of the diagram; another one after each
 *   change of it
 */
RelArrangement *
rel_workspace_get_arrangement (RelWorkspace *self)
{
  return rel_undo_get_arrangement (self->undo);
}

/**
 * rel_workspace_set_arrangement:
 * @self: a workspace
 * @arrangement: the next arrangement of the diagram
 * @name: what the edit did, for people
 *
 * Makes one edit that can be undone, and saves it. It is one of the draft's edits, but there is
 * nothing in it to publish.
 */
void
rel_workspace_set_arrangement (RelWorkspace *self, RelArrangement *arrangement, const char *name)
{
  if (rel_undo_push_arrangement (self->undo, arrangement, name))
    rel_workspace_draft_replaced (self);
}

/**
 * rel_workspace_get_undo_name:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): what would be undone; %NULL if nothing can be
 */
const char *
rel_workspace_get_undo_name (RelWorkspace *self)
{
  return rel_undo_get_undo_name (self->undo);
}

/**
 * rel_workspace_get_edit_name:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): what was edited last that there is to publish, which to
 *   move cards of the diagram is not; %NULL for nothing that can be undone
 */
const char *
rel_workspace_get_edit_name (RelWorkspace *self)
{
  GPtrArray *edits = rel_undo_get_edits (self->undo);

  for (guint i = edits->len; i-- > 0;)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);

      if (!edit->is_undone && !edit->is_others && edit->changes->len > 0)
        return edit->name;
    }
  return NULL;
}

/* What the edit changed that would be undone. */
static GPtrArray *
find_last_changes (RelUndo *undo)
{
  GPtrArray *edits = rel_undo_get_edits (undo);

  for (guint i = edits->len; i-- > 0;)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);

      if (!edit->is_undone && !edit->is_others)
        return edit->changes;
    }
  return NULL;
}

static gboolean
has_change_of (GPtrArray *changes, RelChange *change)
{
  g_autofree char *id = rel_change_dup_id (change);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *other = rel_change_dup_id (g_ptr_array_index (changes, i));

      if (strcmp (id, other) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_workspace_list_last_changes:
 * @self: a workspace
 *
 * Lists which of the changes that are not published the last edit was about.
 *
 * Returns: (transfer full) (element-type RelChange): some of [method@Workspace.get_changes], in
 *   their order; none if the last edit left nothing to publish
 */
GPtrArray *
rel_workspace_list_last_changes (RelWorkspace *self)
{
  GPtrArray *last = find_last_changes (self->undo);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  for (guint i = 0; last != NULL && i < self->changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (self->changes, i);

      if (has_change_of (last, change))
        g_ptr_array_add (found, rel_change_ref (change));
    }
  return found;
}

/**
 * rel_workspace_get_redo_name:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): what would be done again; %NULL if nothing can be
 */
const char *
rel_workspace_get_redo_name (RelWorkspace *self)
{
  return rel_undo_get_redo_name (self->undo);
}

/**
 * rel_workspace_undo:
 * @self: a workspace
 *
 * Undoes the last edit.
 *
 * Returns: whether there was one
 */
gboolean
rel_workspace_undo (RelWorkspace *self)
{
  if (!rel_undo_undo (self->undo))
    return FALSE;
  rel_workspace_forget_outcome (self);
  rel_workspace_draft_replaced (self);
  return TRUE;
}

/**
 * rel_workspace_redo:
 * @self: a workspace
 *
 * Does the edit again that was undone last.
 *
 * Returns: whether there was one
 */
gboolean
rel_workspace_redo (RelWorkspace *self)
{
  if (!rel_undo_redo (self->undo))
    return FALSE;
  rel_workspace_forget_outcome (self);
  rel_workspace_draft_replaced (self);
  return TRUE;
}
