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
#include "rel-remains.h"
#include "rel-workspace-private.h"

static gboolean
is_of_no_change (gpointer id, gpointer error, gpointer user_data)
{
  GPtrArray *changes = user_data;

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *other = rel_change_dup_id (g_ptr_array_index (changes, i));

      if (strcmp (id, other) == 0)
        return FALSE;
    }
  return TRUE;
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

/* Works out the changes and conflicts anew, after the base or the draft was replaced. */
void
rel_workspace_update_changes (RelWorkspace *self)
{
  RelSchema *base = rel_undo_get_base (self->undo);
  RelSchema *draft = rel_undo_get_draft (self->undo);

  g_ptr_array_unref (self->changes);
  self->changes = rel_diff_in_steps (base, draft);
  if (base != self->theirs)
    {
      g_autoptr (RelSchema) merged = NULL;

      g_ptr_array_unref (self->conflicts);
      merged = rel_merge (base, draft, self->theirs, NULL, &self->conflicts);
    }
  else if (self->conflicts->len > 0)
    {
      g_ptr_array_unref (self->conflicts);
      self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_conflict_unref);
    }
  g_hash_table_foreach_remove (self->errors, is_of_no_change, self->changes);
  forget_told_errors (self);
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

/* The drafts on their way to what the server has now. All of it is the worker's own. */
typedef struct
{
  RelSchema *theirs; /* (owned) (nullable): what was read; absent once it is taken on */
  RelSchema *known;  /* (owned): what was read before */
  RelSchema *merged; /* (owned) (nullable): what the drafts were merged with last */
  RelUndo *undo;     /* (owned) (nullable): until it is taken */
  guint n_moves;     /* of the undo that this is a copy of */
} Merging;

static void
merging_free (gpointer data)
{
  Merging *merging = data;

  g_clear_pointer (&merging->theirs, rel_schema_unref);
  rel_schema_unref (merging->known);
  g_clear_pointer (&merging->merged, rel_schema_unref);
  g_clear_pointer (&merging->undo, rel_undo_free);
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

static void
merge_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Merging *merging = task_data;
  g_autoptr (RelSchema) read = merging->theirs;

  merging->theirs = rel_schema_sharing (read, merging->known);
  if (merging->theirs != merging->merged)
    rel_workspace_merge_drafts (merging->undo, merging->theirs);
  write_texts (merging->undo);
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
  rel_workspace_update_changes (self);
  rel_workspace_save (self);
}

static void start_merging (GTask *task, RelSchema *theirs);

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelWorkspace *self = g_task_get_source_object (task);
  Merging *merging = g_task_get_task_data (G_TASK (result));

  /* An edit was made or saved meanwhile. */
  if (rel_undo_get_n_moves (self->undo) != merging->n_moves)
    {
      start_merging (g_steal_pointer (&task), g_steal_pointer (&merging->theirs));
      return;
    }
  if (merging->theirs != self->merged)
    take_merged (self, merging);
  g_task_return_boolean (task, TRUE);
}

/* The worker's task does not hold the workspace: it may be let go of later than its callback is
 * called. */
static void
start_merging (GTask *task, RelSchema *theirs)
{
  RelWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GTask) worker = g_task_new (NULL, NULL, merged_cb, task);
  Merging *merging = g_new0 (Merging, 1);

  merging->theirs = theirs;
  merging->known = rel_schema_ref (self->theirs);
  merging->merged = self->merged != NULL ? rel_schema_ref (self->merged) : NULL;
  merging->undo = rel_undo_copy (self->undo);
  merging->n_moves = rel_undo_get_n_moves (self->undo);
  g_task_set_source_tag (worker, start_merging);
  g_task_set_task_data (worker, merging, merging_let_go);
  g_task_run_in_thread (worker, merge_thread);
}

/* Takes what was read from the server again (transfer full): all drafts are merged with it.
 * These may be thousands, so it is done in a worker, which also lets go of what was read twice;
 * meanwhile one can go on. */
void
rel_workspace_take_theirs_async (RelWorkspace *self,
                                 RelSchema *theirs,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, rel_workspace_take_theirs_async);
  g_clear_error (&self->read_error);
  start_merging (task, theirs);
}

/* It cannot fail. */
void
rel_workspace_take_theirs_finish (RelWorkspace *self, GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* What was published, and what became of the base that was met last: mostly all drafts have the
 * same, which is what the server had. */
typedef struct
{
  GPtrArray *changes; /* (unowned) (element-type RelChange) */
  RelSchema *before;  /* (owned) */
  RelSchema *after;   /* (owned) */
} Advance;

/* The schema with those of the changes that can be made in it, which are listed in @made. */
static RelSchema *
make_published (GPtrArray *changes, RelSchema *schema, GPtrArray *made)
{
  RelSchema *after = rel_schema_ref (schema);

  for (guint i = 0; i < changes->len; i++)
    {
      RelSchema *next = rel_change_apply (g_ptr_array_index (changes, i), after, NULL);

      if (next == NULL)
        continue;
      rel_schema_unref (after);
      after = next;
      if (made != NULL)
        g_ptr_array_add (made, g_ptr_array_index (changes, i));
    }
  return after;
}

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
      advance->after = make_published (advance->changes, *base, NULL);
    }
  rel_schema_unref (*base);
  *base = rel_schema_ref (advance->after);
}

/* Notes that changes were published. Those that there are stay as they are until the server
 * was read. */
void
rel_workspace_advance_base (RelWorkspace *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  Advance advance = { made, self->theirs, make_published (changes, self->theirs, made) };

  self->theirs = rel_schema_ref (advance.after);
  if (made->len > 0)
    {
      g_clear_pointer (&self->merged, rel_schema_unref);
      rel_undo_map (self->undo, advance_entry, &advance);
    }
  rel_schema_unref (advance.before);
  rel_schema_unref (advance.after);
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
