/* rel-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A publish on its way into the history. What is to be done is on disk before the first
 * request, with what takes each step back; each step that is done is noted at once. So
 * whenever the program ends, the history says what was done, but perhaps for one step: what
 * became of that is seen when the server was read again.
 */

#include "config.h"

#include <string.h>

#include "rel-diff.h"
#include "rel-outcome.h"
#include "rel-remains.h"
#include "rel-workspace-private.h"

/* Each of them is one row that is written. */
#define MAX_STEPS_AT_ONCE 100

static gboolean
touches (RelUndoEdit *edit, GHashTable *ids)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      g_autofree char *id = rel_change_dup_id (g_ptr_array_index (edit->changes, i));

      if (g_hash_table_contains (ids, id))
        return TRUE;
    }
  return FALSE;
}

/* How many edits come before those that led to what is left: what was done before all was
 * discarded led to nothing. */
static guint
count_discarded (GPtrArray *edits)
{
  guint n = rel_undo_edit_count_done (edits);

  while (n > 0)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, n - 1);

      if (edit->draft == edit->base)
        break;
      n--;
    }
  return n;
}

/* The edits that led to what is published and that no publish has had yet. */
static GPtrArray *
find_edits (RelWorkspace *self, GPtrArray *changes)
{
  GPtrArray *edits = rel_undo_get_edits (self->undo);
  GPtrArray *found = g_ptr_array_new ();
  guint n_done = rel_undo_edit_count_done (edits);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    g_hash_table_add (ids, rel_change_dup_id (g_ptr_array_index (changes, i)));
  for (guint i = count_discarded (edits); i < n_done; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);

      if (edit->publish == 0 && touches (edit, ids))
        g_ptr_array_add (found, edit);
    }
  return found;
}

/* Lets no later publish name what led to this one, nor what was discarded before it: the base
 * moves now, so that it cannot be told any more that nothing was left. */
static void
mark_edits (RelWorkspace *self)
{
  RelSavedPublish *publish = self->record.publish;
  GPtrArray *edits = rel_undo_get_edits (self->undo);
  guint n_discarded = count_discarded (edits);
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (GPtrArray) named = NULL;

  for (guint i = 0; i < publish->steps->len; i++)
    g_ptr_array_add (changes, ((RelSavedStep *) g_ptr_array_index (publish->steps, i))->change);
  named = find_edits (self, changes);
  for (guint i = 0; i < named->len; i++)
    ((RelUndoEdit *) g_ptr_array_index (named, i))->publish = publish->number;
  for (guint i = 0; i < n_discarded; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);

      if (edit->publish == 0 && edit->changes->len > 0)
        edit->publish = publish->number;
    }
}

/* What takes a change back: made of the schemas around it, as a field that is deleted takes its
 * relations with it, which the change does not say. */
static GPtrArray *
find_inverse (RelChange *change, RelSchema **schema)
{
  g_autoptr (RelSchema) before = *schema;
  RelSchema *after = rel_change_apply (change, before, NULL);
  GPtrArray *inverse;

  if (after != NULL)
    {
      *schema = after;
      return rel_diff (after, before);
    }
  *schema = rel_schema_ref (before);
  inverse = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_ptr_array_add (inverse, rel_change_new (rel_change_get_object (change), rel_change_get_nth (change),
                                            rel_change_get_after (change), rel_change_get_before (change)));
  return inverse;
}

/* A publish that is written before it begins. All of it is the worker's own. */
typedef struct
{
  RelState *state;          /* (owned) (nullable): absent if nothing can be saved */
  char *target;             /* (owned): what is published to */
  GPtrArray *changes;       /* (owned) (element-type RelChange) */
  RelSchema *theirs;        /* (owned): what the server has */
  RelSavedPublish *publish; /* (owned) (nullable): until it is taken */
} Recording;

static void
recording_free (gpointer data)
{
  Recording *recording = data;

  g_clear_pointer (&recording->state, rel_state_close);
  g_free (recording->target);
  g_ptr_array_unref (recording->changes);
  rel_schema_unref (recording->theirs);
  g_clear_pointer (&recording->publish, rel_saved_publish_free);
  g_free (recording);
}

/* It may be the last to hold what the server had. */
static void
recording_let_go (gpointer data)
{
  rel_remains_free_elsewhere (data, recording_free);
}

static gboolean
write_recording (Recording *recording, GError **error)
{
  gint64 id;

  if (!rel_state_begin (recording->state, error))
    return FALSE;
  if (!rel_state_add_publish (recording->state, recording->target, recording->publish, &id, error))
    {
      rel_state_roll_back (recording->state);
      return FALSE;
    }
  if (!rel_state_commit (recording->state, error))
    return FALSE;
  recording->publish->id = id;
  return TRUE;
}

static void
record_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Recording *recording = task_data;
  g_autoptr (RelSchema) schema = rel_schema_ref (recording->theirs);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < recording->changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (recording->changes, i);

      g_ptr_array_add (recording->publish->steps, rel_saved_step_new (change, find_inverse (change, &schema), 0));
    }
  /* What fails here is tried again, and told, when it is taken. */
  if (recording->state != NULL && !write_recording (recording, &error))
    g_debug ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* Notes that these changes are about to be published. These may be thousands, so it is done in a
 * worker. Its task does not hold the workspace: it may be let go of later than its callback
 * is called. */
void
rel_workspace_record_begin_async (RelWorkspace *self,
                                  GPtrArray *changes,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GPtrArray) edits = find_edits (self, changes);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  RelState *state = rel_workspace_get_state (self);
  Recording *recording = g_new0 (Recording, 1);

  for (guint i = 0; i < edits->len; i++)
    g_strv_builder_add (names, ((RelUndoEdit *) g_ptr_array_index (edits, i))->name);
  recording->publish = rel_saved_publish_new ();
  recording->publish->names = g_strv_builder_end (names);
  recording->publish->is_of_command = !self->keeps_draft;
  recording->publish->started_s = g_get_real_time () / G_USEC_PER_SEC;
  recording->changes = g_ptr_array_ref (changes);
  recording->theirs = rel_schema_ref (self->theirs);
  recording->target = g_strdup (rel_target_get_id (self->target));
  recording->state = state != NULL ? rel_state_open_again (state, &error) : NULL;
  if (error != NULL)
    g_debug ("%s", error->message);
  g_task_set_source_tag (task, rel_workspace_record_begin_async);
  g_task_set_task_data (task, recording, recording_let_go);
  g_task_run_in_thread (task, record_thread);
}

/* What could not be written is tried once more and told; it is published all the same. */
void
rel_workspace_record_begin_finish (RelWorkspace *self, GAsyncResult *result)
{
  Recording *recording = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), NULL);
  g_clear_pointer (&self->record.publish, rel_saved_publish_free);
  self->record = (RelRecord){ .publish = g_steal_pointer (&recording->publish) };
  if (self->record.publish->id == 0)
    rel_workspace_save (self);
}

static guint
count_unsaved_steps (RelSavedPublish *publish)
{
  guint n = 0;

  for (guint i = 0; publish != NULL && i < publish->steps->len; i++)
    n += ((RelSavedStep *) g_ptr_array_index (publish->steps, i))->done < 0;
  return n;
}

static gboolean
save_cb (gpointer user_data)
{
  RelWorkspace *self = user_data;
  guint n_before = count_unsaved_steps (self->record.publish);
  guint n_left;

  self->record.source_id = 0;
  rel_workspace_save (self);
  n_left = count_unsaved_steps (self->record.publish);
  /* The others when there is nothing else to do; none if they cannot be saved. */
  if (n_left > 0 && n_left < n_before)
    self->record.source_id = g_idle_add (save_cb, self);
  return G_SOURCE_REMOVE;
}

/* Notes whether the server has a change. All that is heard of at once is saved together. */
void
rel_workspace_record_step (RelWorkspace *self, guint index, gboolean is_done)
{
  RelSavedPublish *publish = self->record.publish;
  RelSavedStep *step;

  if (publish == NULL)
    return;
  step = g_ptr_array_index (publish->steps, index);
  if ((step->done > 0 || step->done == REL_STEP_DONE_UNSAVED) == is_done)
    return;
  step->done = is_done ? REL_STEP_DONE_UNSAVED : REL_STEP_LOST_UNSAVED;
  if (self->record.source_id == 0)
    self->record.source_id = g_idle_add_full (G_PRIORITY_HIGH, save_cb, self, NULL);
}

/* What was written of the publish is on disk. */
static void
note_written (RelWorkspace *self)
{
  RelSavedPublish *publish = self->record.publish;

  publish->id = self->record.id;
  self->record.is_end_saved = publish->ended_s != 0;
  for (guint i = 0; i < self->record.n_written; i++)
    {
      RelSavedStep *step = g_ptr_array_index (publish->steps, i);

      if (step->done < 0)
        step->done = step->done == REL_STEP_DONE_UNSAVED ? self->record.last_done : 0;
      step->is_inverse_new = FALSE;
    }
}

/* Puts on disk that it is over, before the drafts are merged with what the server has now, which
 * takes a while, and saved with it. What fails here fails there, and is told then. */
static void
save_end (RelWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state == NULL || !rel_state_begin (self->state, &error))
    return;
  if (!rel_workspace_write_record (self, &error))
    rel_state_roll_back (self->state);
  else if (rel_state_commit (self->state, &error))
    note_written (self);
}

static void
take_created (RelSavedPublish *publish, RelSchema *theirs)
{
  for (guint i = 0; i < publish->steps->len; i++)
    {
      RelSavedStep *step = g_ptr_array_index (publish->steps, i);

      if (step->done > 0 || step->done == REL_STEP_DONE_UNSAVED)
        rel_saved_step_take_created (step, theirs);
    }
}

/* Notes that it is over. @theirs is what the server has now; %NULL if it cannot be read. The caller saves the drafts.
 */
void
rel_workspace_record_end (RelWorkspace *self, RelSchema *theirs, const GError *error)
{
  RelSavedPublish *publish = self->record.publish;

  if (publish == NULL)
    return;
  if (theirs != NULL)
    take_created (publish, theirs);
  g_clear_handle_id (&self->record.source_id, g_source_remove);
  publish->failure = error != NULL ? g_strdup (error->message) : NULL;
  publish->ended_s = g_get_real_time () / G_USEC_PER_SEC;
  if (error == NULL && publish->number != 0)
    mark_edits (self);
  save_end (self);
}

gboolean
rel_workspace_has_unsaved_record (RelWorkspace *self)
{
  RelSavedPublish *publish = self->record.publish;

  return publish != NULL && (publish->id == 0 || publish->ended_s != 0 || count_unsaved_steps (publish) > 0);
}

/* Writes what is not in the file of the steps; while it goes on, not more than what nobody notices. */
static gboolean
write_steps (RelWorkspace *self, GError **error)
{
  RelSavedPublish *publish = self->record.publish;
  guint n_most = publish->ended_s != 0 ? G_MAXUINT : MAX_STEPS_AT_ONCE;
  guint i;

  for (i = 0; i < publish->steps->len && n_most > 0; i++)
    {
      RelSavedStep *step = g_ptr_array_index (publish->steps, i);

      if (step->is_inverse_new && !rel_state_set_step_inverse (self->state, self->record.id, i, step, error))
        return FALSE;
      if (step->done >= 0)
        continue;
      if (!rel_state_set_step_done (self->state, self->record.id, i, step->done == REL_STEP_DONE_UNSAVED, error))
        return FALSE;
      n_most--;
    }
  self->record.n_written = i;
  return TRUE;
}

/* Writes what the file does not have of the publish, between begin and commit. */
gboolean
rel_workspace_write_record (RelWorkspace *self, GError **error)
{
  RelSavedPublish *publish = self->record.publish;
  const char *target = rel_target_get_id (self->target);

  if (publish == NULL)
    return TRUE;
  self->record.id = publish->id;
  if (publish->id == 0 && !rel_state_add_publish (self->state, target, publish, &self->record.id, error))
    return FALSE;
  if (!write_steps (self, error))
    return FALSE;
  if (publish->ended_s != 0 && !rel_state_end_publish (self->state, self->record.id, publish->failure, error))
    return FALSE;
  return rel_state_get_last_done (self->state, target, &self->record.last_done, error);
}

static gboolean
is_over (RelWorkspace *self)
{
  return self->record.publish != NULL && self->record.publish->ended_s != 0 && self->record.is_taken;
}

/* What of all that was published the bases have, now that the record was written. */
gint64
rel_workspace_get_done (RelWorkspace *self)
{
  return is_over (self) ? self->record.last_done : self->on_disk.done;
}

/* What was written is on disk. */
void
rel_workspace_note_recorded (RelWorkspace *self)
{
  if (self->record.publish == NULL)
    return;
  note_written (self);
  if (!is_over (self))
    return;
  self->on_disk.done = self->record.last_done;
  rel_remains_free_elsewhere (g_steal_pointer (&self->record.publish), (GDestroyNotify) rel_saved_publish_free);
}

/* The bases have what was done; @is_saved says whether that is on disk with all of the record. */
void
rel_workspace_note_taken (RelWorkspace *self, gboolean is_saved)
{
  self->record.is_taken = TRUE;
  if (is_saved)
    rel_workspace_note_recorded (self);
}
