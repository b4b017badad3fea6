/* rel-draft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The draft of a workspace on its way to the disk, where it is saved after each edit. Two windows, or a window and a
 * command, may have the same project open: what the other one saved meanwhile is never written over but taken in.
 *
 * Whatever could not be saved is saved with the next edit: what is written is what the file
 * does not have.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-diff.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-plan.h"
#include "rel-workspace-private.h"

/* The state file; %NULL if there is none and none can be made. */
RelState *
rel_workspace_get_state (RelWorkspace *self)
{
  g_autofree char *path = NULL;
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;

  if (self->has_opened_state)
    return self->state;

  self->has_opened_state = TRUE;
  path = rel_state_dup_default_path ();
  self->state = rel_state_open (path, &notice, &error);
  if (self->state == NULL)
    notice = g_strdup_printf (_ ("Your changes are not saved on this computer. %s"), error->message);
  if (notice != NULL)
    rel_workspace_add_notice (self, notice);
  return self->state;
}

static const char *
get_id (RelWorkspace *self)
{
  return rel_target_get_id (self->target);
}

void
rel_workspace_say_unreadable (RelWorkspace *self, guint n_unreadable)
{
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u edit of last time cannot be read. It was put aside",
                                  "%u edits of last time cannot be read. They were put aside", n_unreadable),
                     n_unreadable);

  rel_workspace_add_notice (self, text);
}

/* What others have published is what the server has. */
static gboolean
take_published (RelWorkspace *self, GError **error)
{
  g_autoptr (GPtrArray) done = rel_state_load_done (self->state, get_id (self), &self->on_disk.done, error);

  if (done != NULL)
    rel_workspace_advance_base (self, done, NULL);
  return done != NULL;
}

/* Takes in what somebody else has saved meanwhile. */
static gboolean
take_others (RelWorkspace *self, GError **error)
{
  g_autoptr (RelSavedDraft) saved = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (RelSchema) first = NULL;
  RelSchema *base;
  gint64 revision;

  if (!rel_state_get_revision (self->state, get_id (self), &revision, error))
    return FALSE;
  if (revision == self->on_disk.revision)
    return TRUE;
  if (!take_published (self, error))
    return FALSE;
  known = rel_undo_index_edits (self->undo);
  saved = rel_state_load_draft (self->state, get_id (self), known, error);
  if (saved == NULL)
    return FALSE;
  if (saved->n_unreadable > 0)
    rel_workspace_say_unreadable (self, saved->n_unreadable);
  self->on_disk.revision = saved->revision;
  g_free (self->on_disk.first);
  self->on_disk.first = rel_plan_dup_text (saved->first);
  base = rel_undo_get_first_base (self->undo);
  first = rel_merge_changes (saved->first, base, NULL);
  rel_undo_take_in (self->undo, base, first, g_steal_pointer (&saved->edits), TRUE);
  g_clear_pointer (&self->merged, rel_schema_unref);
  rel_workspace_update_changes (self);
  return TRUE;
}

/* Whether the file has another way from the base to the draft before all edits. */
static gboolean
has_unsaved_first (RelUndo *undo, const RelOnDisk *on_disk)
{
  return g_strcmp0 (rel_undo_get_first_text (undo), on_disk->first) != 0;
}

static gboolean
has_unsaved_draft (RelUndo *undo, const RelOnDisk *on_disk)
{
  GPtrArray *edits = rel_undo_get_edits (undo);

  for (guint i = edits->len; i-- > 0;)
    {
      if (rel_undo_edit_is_unsaved (g_ptr_array_index (edits, i)))
        return TRUE;
    }
  return has_unsaved_first (undo, on_disk) || rel_undo_get_forgotten (undo)->len > 0;
}

static gboolean
write_edits (RelState *state, const char *target, RelUndo *undo, GArray *ids, GError **error)
{
  GPtrArray *edits = rel_undo_get_edits (undo);
  GArray *forgotten = rel_undo_get_forgotten (undo);

  for (guint i = 0; i < forgotten->len; i++)
    {
      if (!rel_state_forget_edit (state, g_array_index (forgotten, gint64, i), error))
        return FALSE;
    }
  for (guint i = 0; i < edits->len; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);
      gint64 id = edit->id;

      if (id == 0 ? !rel_state_add_edit (state, target, edit, &id, error)
                  : rel_undo_edit_is_unsaved (edit) && !rel_state_update_edit (state, target, edit, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

/* Writes what the file does not have, between begin and commit. */
static gboolean
write_draft (RelState *state,
             const char *target,
             RelUndo *undo,
             const RelOnDisk *on_disk,
             gint64 done,
             GArray *ids,
             gint64 *revision,
             GError **error)
{
  return (!has_unsaved_first (undo, on_disk) ||
          rel_state_save_first (state, target, rel_undo_get_first_text (undo), error)) &&
         write_edits (state, target, undo, ids, error) && rel_state_touch_draft (state, target, done, revision, error);
}

/* What was written is on disk. */
static void
note_saved (RelUndo *undo, RelOnDisk *on_disk, GArray *ids, gint64 revision)
{
  on_disk->revision = revision;
  g_free (on_disk->first);
  on_disk->first = g_strdup (rel_undo_get_first_text (undo));
  rel_undo_note_saved (undo, ids);
}

static gboolean
write_all (RelWorkspace *self, GArray *ids, gint64 *revision, GError **error)
{
  if (!rel_workspace_write_record (self, error))
    return FALSE;
  return !self->keeps_draft ||
         (take_others (self, error) && write_draft (self->state, get_id (self), self->undo, &self->on_disk,
                                                    rel_workspace_get_done (self), ids, revision, error));
}

static gboolean
try_save (RelWorkspace *self, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 revision;

  if (!rel_state_begin (self->state, error))
    return FALSE;
  if (!write_all (self, ids, &revision, error))
    {
      rel_state_roll_back (self->state);
      return FALSE;
    }
  if (!rel_state_commit (self->state, error))
    return FALSE;

  if (self->keeps_draft)
    note_saved (self->undo, &self->on_disk, ids, revision);
  rel_workspace_note_recorded (self);
  return TRUE;
}

/* Puts on disk what is not there: edits, and what was published. */
void
rel_workspace_save (RelWorkspace *self)
{
  gboolean has_unsaved = (self->keeps_draft && has_unsaved_draft (self->undo, &self->on_disk)) ||
                         rel_workspace_has_unsaved_record (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->state == NULL || !has_unsaved || try_save (self, &error))
    return;
  text = g_strdup_printf (_ ("Your changes are not saved on this computer. %s"), error->message);
  rel_workspace_add_notice (self, text);
}

/* Puts on disk what is not there of drafts that are a worker's own; @done is what of all that was
 * published they have. Not if somebody has saved since what is known to be @on_disk: that is
 * taken in first. Returns: whether all of it is on disk; if not, whoever takes the drafts saves
 * them, and says why that cannot be done */
gboolean
rel_workspace_save_elsewhere (RelState *state, const char *target, RelUndo *undo, gint64 done, RelOnDisk *on_disk)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  gint64 revision;

  if (done == on_disk->done && !has_unsaved_draft (undo, on_disk))
    return TRUE;
  if (!rel_state_begin (state, &error))
    return FALSE;
  if (!rel_state_get_revision (state, target, &revision, &error) || revision != on_disk->revision ||
      !write_draft (state, target, undo, on_disk, done, ids, &revision, &error))
    {
      rel_state_roll_back (state);
      return FALSE;
    }
  if (!rel_state_commit (state, &error))
    return FALSE;

  note_saved (undo, on_disk, ids, revision);
  on_disk->done = done;
  return TRUE;
}
