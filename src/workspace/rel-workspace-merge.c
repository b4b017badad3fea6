/* rel-workspace-merge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The drafts of a workspace on what the server has now: after it was read again, after a
 * change was published, and when a person decides a conflict.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-diff.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-plan.h"
#include "rel-remains.h"
#include "rel-workspace-private.h"

static gboolean
is_of_no_change (gpointer id, gpointer error, gpointer ids)
{
  return !g_hash_table_contains (ids, id);
}

/* The errors of changes that are none any more. */
static void
forget_other_errors (RelWorkspace *self)
{
  g_autoptr (GHashTable) ids = NULL;

  if (g_hash_table_size (self->errors) == 0)
    return;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->changes->len; i++)
    g_hash_table_add (ids, rel_change_dup_id (g_ptr_array_index (self->changes, i)));
  g_hash_table_foreach_remove (self->errors, is_of_no_change, ids);
}

static gboolean
concerns_any (GPtrArray *conflicts, RelChange *change)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      if (rel_conflict_concerns (g_ptr_array_index (conflicts, i), change))
        return TRUE;
    }
  return FALSE;
}

/* That somebody was quicker is said once: by the conflict, if there is one. */
static void
forget_told_errors (RelWorkspace *self)
{
  for (guint i = 0; i < self->changes->len && self->conflicts->len > 0; i++)
    {
      RelChange *change = g_ptr_array_index (self->changes, i);

      if (g_error_matches (rel_workspace_get_change_error (self, change), REL_ERROR, REL_ERROR_CONFLICT) &&
          concerns_any (self->conflicts, change))
        rel_workspace_set_error_of (self, change, NULL);
    }
}

/* Works out the changes and conflicts of the draft that is shown. */
void
rel_workspace_find_changes (RelUndo *undo, RelSchema *theirs, GPtrArray **changes, GPtrArray **conflicts)
{
  RelSchema *base = rel_undo_get_base (undo);
  RelSchema *draft = rel_undo_get_draft (undo);
  g_autoptr (RelSchema) merged = NULL;

  *changes = rel_diff_in_steps (base, draft);
  if (base == theirs)
    *conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_conflict_unref);
  else
    merged = rel_merge (base, draft, theirs, NULL, conflicts);
}

/* Takes the changes and conflicts (transfer full) of the draft that is shown now. */
void
rel_workspace_take_changes (RelWorkspace *self, GPtrArray *changes, GPtrArray *conflicts)
{
  g_ptr_array_unref (self->changes);
  self->changes = changes;
  g_ptr_array_unref (self->conflicts);
  self->conflicts = conflicts;
  forget_other_errors (self);
  forget_told_errors (self);
}

/* Works out the changes and conflicts anew, after the base or the draft was replaced. */
void
rel_workspace_update_changes (RelWorkspace *self)
{
  GPtrArray *changes;
  GPtrArray *conflicts;

  rel_workspace_find_changes (self->undo, self->theirs, &changes, &conflicts);
  rel_workspace_take_changes (self, changes, conflicts);
}

/* Takes what was read from the server first. */
void
rel_workspace_take_first (RelWorkspace *self, RelSchema *theirs)
{
  self->theirs = rel_schema_ref (theirs);
  self->merged = rel_schema_ref (theirs);
  self->undo = rel_undo_new (theirs);
  if (!rel_schema_is_partial (theirs))
    return;
  if (rel_schema_get_header (theirs) != NULL)
    rel_workspace_add_notice (self,
                              _ ("This snapshot is of a part of the schema. What is not here may exist all the same."));
  else
    rel_workspace_add_notice (self, _ ("The server shows only a part of the schema to this user, who is no "
                                       "administrator. What is not here may exist all the same."));
}

/* What was published, and what became of the base that was met last: mostly all drafts have the
 * same, which is what the server had. */
typedef struct
{
  GPtrArray *changes; /* (unowned) (element-type RelChange) */
  RelSchema *before;  /* (owned) */
  RelSchema *after;   /* (owned) */
} Advance;

static void
advance_entry (RelSchema **base, RelSchema **draft, gpointer user_data)
{
  Advance *advance = user_data;

  if (*base != advance->before)
    {
      g_autoptr (RelSchema) before = advance->before;

      rel_schema_unref (advance->after);
      advance->before = rel_schema_ref (*base);
      /* A base may have something else there since before: merging it finds out. */
      advance->after = rel_plan_apply_possible (advance->changes, *base, NULL);
    }
  rel_schema_unref (*base);
  *base = rel_schema_ref (advance->after);
}

/* Makes those changes that can be made in what the server has part of the bases; whether there
 * are any. */
static gboolean
advance_bases (RelUndo *undo, RelSchema **theirs, GPtrArray *changes)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  g_autoptr (RelSchema) before = *theirs;
  Advance advance = { made, rel_schema_ref (before), rel_plan_apply_possible (changes, before, made) };

  *theirs = rel_schema_ref (advance.after);
  if (made->len > 0)
    rel_undo_map (undo, advance_entry, &advance);
  rel_schema_unref (advance.before);
  rel_schema_unref (advance.after);
  return made->len > 0;
}

/* What got lost on the way stays in the draft, though no change touched it: the base gets what
 * the server has now of it, so that the plan has the repair. Nothing else of it is taken: the
 * draft does not know yet what the server has changed by itself. */
static gboolean
keep_repair (RelUndo *undo, RelSchema **theirs, RelChange *repair)
{
  JsonNode *base = rel_change_find_current (repair, *theirs);
  GPtrArray *members = rel_change_get_members (repair);
  g_autoptr (JsonNode) lost = NULL;
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  if (base == NULL)
    return FALSE;
  lost = json_node_ref (base);
  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);
      JsonNode *next = rel_json_with (lost, member->path, member->before);

      json_node_unref (lost);
      lost = next;
    }
  g_ptr_array_add (moved, rel_change_new (rel_change_get_object (repair), rel_change_get_nth (repair), base, lost));
  return advance_bases (undo, theirs, moved);
}

/* Whether what was published has moved what the server has. */
static gboolean
advance_drafts (RelUndo *undo, RelSchema **theirs, GPtrArray *published, RelChange *repair)
{
  gboolean is_moved = advance_bases (undo, theirs, published);

  return (repair != NULL && keep_repair (undo, theirs, repair)) || is_moved;
}

/* Notes that changes were published. Those that there are stay as they are until the server
 * was read. */
void
rel_workspace_advance_base (RelWorkspace *self, GPtrArray *published, RelChange *repair)
{
  if (advance_drafts (self->undo, &self->theirs, published, repair))
    g_clear_pointer (&self->merged, rel_schema_unref);
}

/* The drafts on their way to what the server has now. All of it is the worker's own. */
typedef struct
{
  RelSchema *theirs;    /* (owned) (nullable): what was read; absent once it is taken on */
  RelSchema *known;     /* (owned): what was read before */
  RelSchema *merged;    /* (owned) (nullable): what the drafts were merged with last */
  GPtrArray *published; /* (owned) (nullable) (element-type RelChange): what the server has got since @known */
  RelChange *repair;    /* (owned) (nullable): what it has lost by that */
  RelUndo *undo;        /* (owned) (nullable): until it is taken */
  GPtrArray *changes;   /* (owned) (nullable) (element-type RelChange): likewise */
  GPtrArray *conflicts; /* (owned) (nullable) (element-type RelConflict): likewise */
  guint n_moves;        /* of the undo that this is a copy of */
  RelState *state;      /* (unowned) (nullable): of the workspace, to open it again; absent if nothing is saved here */
  char *target;         /* (owned): whose drafts */
  gint64 done;          /* what of all that was published they have */
  RelOnDisk on_disk;
  gboolean is_moved; /* whether there is something to take */
  gboolean is_saved; /* whether it is on disk */
} Merging;

static void
merging_free (gpointer data)
{
  Merging *merging = data;

  g_clear_pointer (&merging->theirs, rel_schema_unref);
  rel_schema_unref (merging->known);
  g_clear_pointer (&merging->merged, rel_schema_unref);
  g_clear_pointer (&merging->published, g_ptr_array_unref);
  g_clear_pointer (&merging->repair, rel_change_unref);
  g_clear_pointer (&merging->undo, rel_undo_free);
  g_clear_pointer (&merging->changes, g_ptr_array_unref);
  g_clear_pointer (&merging->conflicts, g_ptr_array_unref);
  g_free (merging->target);
  g_free (merging->on_disk.first);
  g_free (merging);
}

/* It may be the last to hold what the server had before. */
static void
merging_let_go (gpointer data)
{
  rel_remains_free_elsewhere (data, merging_free);
}

static void
merge_entry (RelSchema **base, RelSchema **draft, gpointer merger)
{
  g_autoptr (RelSchema) old_base = *base;
  g_autoptr (RelSchema) old_draft = *draft;

  *draft = rel_merger_merge (merger, old_base, old_draft, base, NULL);
}

/* Merges all drafts with what the server has. */
void
rel_workspace_merge_drafts (RelUndo *undo, RelSchema *theirs)
{
  g_autoptr (RelMerger) merger = rel_merger_new (theirs);

  rel_undo_map (undo, merge_entry, merger);
}

/* Makes what is to be saved of the drafts. */
static void
write_texts (RelUndo *undo)
{
  GPtrArray *edits = rel_undo_get_edits (undo);

  rel_undo_get_first_text (undo);
  for (guint i = 0; i < edits->len; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);

      if (edit->id == 0 || edit->is_changed)
        rel_undo_edit_write (edit);
    }
}

/* Puts the drafts on disk before they are taken. */
static gboolean
save (Merging *merging)
{
  g_autoptr (RelState) state = merging->state != NULL ? rel_state_open_again (merging->state, NULL) : NULL;

  return state != NULL &&
         rel_workspace_save_elsewhere (state, merging->target, merging->undo, merging->done, &merging->on_disk);
}

static void
merge_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Merging *merging = task_data;
  g_autoptr (RelSchema) read = merging->theirs;

  if (merging->published != NULL)
    merging->is_moved = advance_drafts (merging->undo, &merging->known, merging->published, merging->repair);
  merging->theirs = rel_schema_sharing (read, merging->known);
  merging->is_moved = merging->is_moved || merging->theirs != merging->merged;
  if (merging->is_moved)
    {
      rel_workspace_merge_drafts (merging->undo, merging->theirs);
      rel_workspace_find_changes (merging->undo, merging->theirs, &merging->changes, &merging->conflicts);
      write_texts (merging->undo);
      merging->is_saved = save (merging);
    }
  g_task_return_boolean (task, TRUE);
}

static void
take_merged (RelWorkspace *self, Merging *merging)
{
  rel_remains_free_elsewhere (g_steal_pointer (&self->undo), (GDestroyNotify) rel_undo_free);
  self->undo = g_steal_pointer (&merging->undo);
  rel_schema_unref (self->theirs);
  self->theirs = rel_schema_ref (merging->theirs);
  g_clear_pointer (&self->merged, rel_schema_unref);
  self->merged = rel_schema_ref (merging->theirs);
  rel_workspace_take_changes (self, g_steal_pointer (&merging->changes), g_steal_pointer (&merging->conflicts));
  if (merging->is_saved)
    {
      RelOnDisk before = self->on_disk;

      self->on_disk = merging->on_disk;
      merging->on_disk = before;
    }
}

static void start_merging (GTask *task, RelSchema *theirs, GPtrArray *published, RelChange *repair);

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  Merging *merging = g_task_get_task_data (G_TASK (result));

  /* An edit was made or saved meanwhile. */
  if (rel_undo_get_n_moves (self->undo) != merging->n_moves)
    {
      start_merging (g_steal_pointer (&task), g_steal_pointer (&merging->theirs), merging->published, merging->repair);
      return;
    }
  if (merging->is_moved)
    take_merged (self, merging);
  if (merging->published != NULL)
    rel_workspace_note_taken (self, merging->is_saved);
  if (merging->is_moved || merging->published != NULL)
    rel_workspace_save (self);
  g_task_return_boolean (task, TRUE);
}

/* The worker's task does not hold the workspace: it may be let go of later than its callback is
 * called. */
static void
start_merging (GTask *task, RelSchema *theirs, GPtrArray *published, RelChange *repair)
{
  RelWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GTask) worker = g_task_new (NULL, NULL, merged_cb, task);
  Merging *merging = g_new0 (Merging, 1);

  merging->theirs = theirs;
  merging->known = rel_schema_ref (self->theirs);
  merging->merged = self->merged != NULL ? rel_schema_ref (self->merged) : NULL;
  merging->published = published != NULL ? g_ptr_array_ref (published) : NULL;
  merging->repair = repair != NULL ? rel_change_ref (repair) : NULL;
  merging->undo = rel_undo_copy (self->undo);
  merging->n_moves = rel_undo_get_n_moves (self->undo);
  /* What was published is on disk before drafts that have it. */
  if (self->keeps_draft && (published == NULL || self->record.is_end_saved))
    merging->state = self->state;
  merging->target = g_strdup (rel_target_get_id (self->target));
  merging->done = published != NULL ? self->record.last_done : self->on_disk.done;
  merging->on_disk = self->on_disk;
  merging->on_disk.first = g_strdup (self->on_disk.first);
  g_task_set_source_tag (worker, start_merging);
  g_task_set_task_data (worker, merging, merging_let_go);
  g_task_run_in_thread (worker, merge_thread);
}

/* Takes what was read from the server again (transfer full): all drafts are merged with it.
 * These may be thousands, so it is done in a worker, which also saves them, and lets go of what
 * was read twice; meanwhile one can go on. @published is what was published since it was read
 * last, @repair what got lost by that; %NULL for nothing. */
void
rel_workspace_take_theirs_async (RelWorkspace *self,
                                 RelSchema *theirs,
                                 GPtrArray *published,
                                 RelChange *repair,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, rel_workspace_take_theirs_async);
  g_clear_error (&self->read_error);
  start_merging (task, theirs, published, repair);
}

/* It cannot fail. */
void
rel_workspace_take_theirs_finish (RelWorkspace *self, GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* Finds the changes that are to be published among those that there are now that the server
 * was read again; what somebody else has made meanwhile is not among them any more. */
GPtrArray *
rel_workspace_list_publishable (RelWorkspace *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    g_hash_table_add (ids, rel_change_dup_id (g_ptr_array_index (changes, i)));

  for (guint i = 0; i < self->changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (self->changes, i);
      g_autofree char *id = rel_change_dup_id (change);

      if (!g_hash_table_contains (ids, id))
        continue;
      for (guint c = 0; c < self->conflicts->len; c++)
        {
          RelConflict *conflict = g_ptr_array_index (self->conflicts, c);
          g_autofree char *line = NULL;

          if (!rel_conflict_concerns (conflict, change))
            continue;
          line = rel_conflict_dup_line (conflict);
          g_set_error (error, REL_ERROR, REL_ERROR_CONFLICT, _ ("This has to be decided first. %s"), line);
          return NULL;
        }
      g_ptr_array_add (found, rel_change_ref (change));
    }
  return g_steal_pointer (&found);
}

/**
 * rel_workspace_resolve:
 * @self: a workspace
 * @conflict: one of its conflicts
 * @choice: whose value is to be; not %REL_SIDE_WAS
 *
 * Decides a conflict; this is an edit that can be undone.
 */
void
rel_workspace_resolve (RelWorkspace *self, RelConflict *conflict, RelSide choice)
{
  g_autoptr (RelSchema) base = NULL;
  g_autoptr (RelSchema) draft = NULL;
  g_autofree char *object = rel_conflict_dup_name (conflict);
  g_autofree char *name = NULL;

  draft = rel_merge_resolve (rel_workspace_get_base (self), rel_workspace_get_draft (self), self->theirs, conflict,
                             choice, &base);
  name = choice == REL_SIDE_MINE ? g_strdup_printf (_ ("Keep %s as it is here"), object)
                                 : g_strdup_printf (_ ("Take %s as it is on the server"), object);
  rel_workspace_push (self, base, draft, name);
}
