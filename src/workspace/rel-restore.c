/* rel-restore.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The draft of last time, taken up when a project is opened: it is made what it was, with what
 * the server had then, and merged with what the server has now, as when that is read again.
 *
 * These may be thousands of edits, so it is done in a worker. What that has is its own until it
 * is handed over.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-diff.h"
#include "rel-merge.h"
#include "rel-plan.h"
#include "rel-remains.h"
#include "rel-workspace-private.h"

typedef struct
{
  char *target;         /* (owned): whose draft */
  RelSchema *theirs;    /* (owned): what the server has now */
  RelState *state;      /* (owned) (nullable): absent if there is none, and if it cannot be read */
  char *notice;         /* (owned) (nullable): what the person must know of the file */
  RelSavedDraft *saved; /* (owned) (nullable): what it has, but for the edits, which @undo has */
  RelUndo *undo;        /* (owned) (nullable): the drafts on what the server has now */
  GPtrArray *changes;   /* (owned) (nullable) (element-type RelChange): of the draft that is shown */
  GPtrArray *conflicts; /* (owned) (nullable) (element-type RelConflict): likewise */
  RelOnDisk on_disk;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_free (restore->target);
  rel_schema_unref (restore->theirs);
  g_clear_pointer (&restore->state, rel_state_close);
  g_free (restore->notice);
  g_clear_pointer (&restore->saved, rel_saved_draft_free);
  g_clear_pointer (&restore->undo, rel_undo_free);
  g_clear_pointer (&restore->changes, g_ptr_array_unref);
  g_clear_pointer (&restore->conflicts, g_ptr_array_unref);
  g_free (restore->on_disk.first);
  g_free (restore);
}

/* It has what was read of thousands of edits. */
static void
restore_let_go (gpointer data)
{
  rel_remains_free_elsewhere (data, restore_free);
}

static gpointer
ref_change (gconstpointer change, gpointer user_data)
{
  return rel_change_ref ((RelChange *) change);
}

/* What the server had when the draft was saved, as far as it says. */
static RelSchema *
find_saved_base (Restore *restore)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  g_ptr_array_extend (changes, restore->saved->first, ref_change, NULL);
  for (guint i = 0; i < restore->saved->edits->len; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (restore->saved->edits, i);

      g_ptr_array_extend (changes, edit->changes, ref_change, NULL);
    }
  return rel_merge_find_base (changes, restore->theirs);
}

static void
advance (RelSchema **base, RelSchema **draft, gpointer user_data)
{
  RelSchema *next = rel_change_apply (user_data, *base, NULL);

  if (next == NULL)
    return;
  rel_schema_unref (*base);
  *base = next;
}

static void
take_draft (Restore *restore, RelSchema *base)
{
  g_autoptr (RelSchema) first = rel_merge_changes (restore->saved->first, base, NULL);

  rel_undo_take_in (restore->undo, base, first, g_steal_pointer (&restore->saved->edits), FALSE);
}

/* Whether a conflict was decided by an edit, so that not all drafts are changes of the same. */
static gboolean
has_base_changes (RelSavedDraft *saved)
{
  for (guint i = 0; i < saved->edits->len; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (saved->edits, i);

      if (edit->base_changes->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* @published is what the server got after the draft was saved last. */
static void
make_drafts (Restore *restore, GPtrArray *published)
{
  g_autoptr (RelSchema) base = find_saved_base (restore);
  g_autoptr (GPtrArray) moved = rel_diff (base, restore->theirs);

  restore->undo = rel_undo_new (restore->theirs);
  if (moved->len == 0 && !has_base_changes (restore->saved))
    {
      take_draft (restore, restore->theirs);
      return;
    }
  take_draft (restore, base);
  for (guint i = 0; i < published->len; i++)
    rel_undo_map (restore->undo, advance, g_ptr_array_index (published, i));
  rel_workspace_merge_drafts (restore->undo, restore->theirs);
}

static void
restore_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Restore *restore = task_data;
  g_autofree char *path = rel_state_dup_default_path ();
  g_autoptr (GPtrArray) published = NULL;
  GError *error = NULL;

  restore->state = rel_state_open (path, &restore->notice, &error);
  if (restore->state == NULL)
    {
      g_prefix_error (&error, "%s ", _ ("Your changes are not saved on this computer."));
      g_task_return_error (task, error);
      return;
    }

  rel_state_settle (restore->state, restore->target, restore->theirs);
  restore->saved = rel_state_load_draft (restore->state, restore->target, NULL, &error);
  if (restore->saved != NULL)
    {
      restore->on_disk = (RelOnDisk){ restore->saved->revision, restore->saved->done, NULL };
      published = rel_state_load_done (restore->state, restore->target, &restore->on_disk.done, &error);
    }
  if (published == NULL)
    {
      /* Rather nothing is saved than that without knowing what is there. */
      g_clear_pointer (&restore->state, rel_state_close);
      g_prefix_error (&error, "%s ", _ ("The changes of last time cannot be read."));
      g_task_return_error (task, error);
      return;
    }
  restore->on_disk.first = rel_plan_dup_text (restore->saved->first);
  make_drafts (restore, published);
  rel_workspace_find_changes (restore->undo, restore->theirs, &restore->changes, &restore->conflicts);
  rel_workspace_save_elsewhere (restore->state, restore->target, restore->undo, restore->on_disk.done,
                                &restore->on_disk);
  g_task_return_boolean (task, TRUE);
}

/* Takes up the draft that is on disk. The task does not hold the workspace: a worker may let go
 * of it later than its callback is called. */
void
rel_workspace_restore_draft_async (RelWorkspace *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Restore *restore = g_new0 (Restore, 1);

  restore->target = g_strdup (rel_target_get_id (self->target));
  restore->theirs = rel_schema_ref (self->theirs);
  g_task_set_source_tag (task, rel_workspace_restore_draft_async);
  g_task_set_task_data (task, restore, restore_let_go);
  g_task_run_in_thread (task, restore_thread);
}

/* What could not be read is said; the project is open all the same. */
void
rel_workspace_restore_draft_finish (RelWorkspace *self, GAsyncResult *result)
{
  Restore *restore = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->has_opened_state = TRUE;
  self->state = g_steal_pointer (&restore->state);
  if (restore->notice != NULL)
    rel_workspace_add_notice (self, restore->notice);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      rel_workspace_add_notice (self, error->message);
      return;
    }

  if (restore->saved->n_unreadable > 0)
    rel_workspace_say_unreadable (self, restore->saved->n_unreadable);
  rel_undo_free (self->undo);
  self->undo = g_steal_pointer (&restore->undo);
  self->on_disk = restore->on_disk;
  restore->on_disk.first = NULL;
  rel_workspace_take_changes (self, g_steal_pointer (&restore->changes), g_steal_pointer (&restore->conflicts));
  rel_workspace_save (self);
}
