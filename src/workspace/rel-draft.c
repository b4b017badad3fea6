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
  g_autoptr (GPtrArray) done = rel_state_load_done (self->state, get_id (self), &self->last_done, error);

  if (done != NULL)
    rel_workspace_advance_base (self, done);
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
  if (revision == self->revision)
    return TRUE;
  if (!take_published (self, error))
    return FALSE;
  known = rel_undo_index_edits (self->undo);
  saved = rel_state_load_draft (self->state, get_id (self), known, error);
  if (saved == NULL)
    return FALSE;
  if (saved->n_unreadable > 0)
    rel_workspace_say_unreadable (self, saved->n_unreadable);
  self->revision = saved->revision;
  g_free (self->saved_first);
  self->saved_first = rel_plan_dup_text (saved->first);
  base = rel_undo_get_first_base (self->undo);
  first = rel_merge_changes (saved->first, base, NULL);
  rel_undo_take_in (self->undo, base, first, g_steal_pointer (&saved->edits), TRUE);
  g_clear_pointer (&self->merged, rel_schema_unref);
  rel_workspace_update_changes (self);
  return TRUE;
}

/* What leads from the base to the draft before all edits, if the file has it otherwise. */
static const char *
find_first (RelWorkspace *self)
{
  const char *text = rel_undo_get_first_text (self->undo);

  return g_strcmp0 (text, self->saved_first) == 0 ? NULL : text;
}

static gboolean
has_unsaved_draft (RelWorkspace *self)
{
  GPtrArray *edits = rel_undo_get_edits (self->undo);

  if (!self->keeps_draft)
    return FALSE;
  for (guint i = edits->len; i-- > 0;)
    {
      if (rel_undo_edit_is_unsaved (g_ptr_array_index (edits, i)))
        return TRUE;
    }
  return find_first (self) != NULL || rel_undo_get_forgotten (self->undo)->len > 0;
}

static gboolean
write_edits (RelWorkspace *self, GArray *ids, GError **error)
{
  GPtrArray *edits = rel_undo_get_edits (self->undo);
  GArray *forgotten = rel_undo_get_forgotten (self->undo);

  for (guint i = 0; i < forgotten->len; i++)
    {
      if (!rel_state_forget_edit (self->state, g_array_index (forgotten, gint64, i), error))
        return FALSE;
    }
  for (guint i = 0; i < edits->len; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (edits, i);
      gint64 id = edit->id;

      if (id == 0 ? !rel_state_add_edit (self->state, get_id (self), edit, &id, error)
                  : rel_undo_edit_is_unsaved (edit) && !rel_state_update_edit (self->state, get_id (self), edit, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

/* Writes what the file does not have, between begin and commit. */
static gboolean
write_draft (RelWorkspace *self, GArray *ids, gint64 *revision, const char **first, GError **error)
{
  *revision = self->revision;
  *first = NULL;
  if (!self->keeps_draft)
    return TRUE;
  if (!take_others (self, error))
    return FALSE;
  *first = find_first (self);
  return (*first == NULL || rel_state_save_first (self->state, get_id (self), *first, error)) &&
         write_edits (self, ids, error) &&
         rel_state_touch_draft (self->state, get_id (self), rel_workspace_get_done (self), revision, error);
}

static gboolean
try_save (RelWorkspace *self, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *first;
  gint64 revision;

  if (!rel_state_begin (self->state, error))
    return FALSE;
  if (!rel_workspace_write_record (self, error) || !write_draft (self, ids, &revision, &first, error))
    {
      rel_state_roll_back (self->state);
      return FALSE;
    }
  if (!rel_state_commit (self->state, error))
    return FALSE;

  self->revision = revision;
  if (first != NULL)
    {
      g_free (self->saved_first);
      self->saved_first = g_strdup (first);
    }
  rel_undo_note_saved (self->undo, ids);
  rel_workspace_note_recorded (self);
  return TRUE;
}

/* Puts on disk what is not there: edits, and what was published. */
void
rel_workspace_save (RelWorkspace *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->state == NULL || (!has_unsaved_draft (self) && !rel_workspace_has_unsaved_record (self)) ||
      try_save (self, &error))
    return;
  text = g_strdup_printf (_ ("Your changes are not saved on this computer. %s"), error->message);
  rel_workspace_add_notice (self, text);
}
