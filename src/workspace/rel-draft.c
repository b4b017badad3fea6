/* rel-draft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The draft of a workspace on disk: taken up when the project is opened, saved after each
 * edit. Two windows, or a window and a command, may have the same project open: what the
 * other one saved meanwhile is never written over but taken in.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-diff.h"
#include "rel-error.h"
#include "rel-plan.h"
#include "rel-rebase.h"
#include "rel-workspace-private.h"

static void
open_state (RelWorkspace *self)
{
  g_autofree char *path = rel_state_dup_default_path ();
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  self->state = rel_state_open (path, &set_aside, &error);
  if (self->state == NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Your changes are not saved on this computer. %s"), error->message);

      rel_workspace_add_notice (self, text);
    }
  if (set_aside != NULL)
    {
      g_autofree char *text =
        g_strdup_printf (_ ("The file with your unpublished changes was damaged. It was kept as %s"), set_aside);

      rel_workspace_add_notice (self, text);
    }
}

/* Takes up the draft that is on disk. */
void
rel_workspace_restore_draft (RelWorkspace *self)
{
  g_autoptr (JsonNode) plan = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (GError) error = NULL;

  open_state (self);
  if (self->state == NULL)
    return;

  if (!rel_state_load_draft (self->state, rel_target_get_id (self->target), &plan, &error) ||
      (plan != NULL && (changes = rel_plan_read (plan, &error)) == NULL))
    {
      g_autofree char *text = g_strdup_printf (_ ("The changes of last time cannot be read. %s"), error->message);

      rel_workspace_add_notice (self, text);
      /* Rather nothing is saved than that over it. */
      if (!rel_state_put_draft_aside (self->state, rel_target_get_id (self->target), NULL))
        g_clear_pointer (&self->state, rel_state_close);
      return;
    }
  if (changes == NULL)
    return;

  self->saved = g_steal_pointer (&plan);
  draft = rel_rebase (changes, self->base, rel_workspace_moved, self);
  rel_history_push (self->history, draft, _ ("Changes of last time"));
  rel_workspace_update_changes (self);
}

/* The base with the changes of a plan; %NULL for none. */
static RelSchema *
apply_plan (RelWorkspace *self, JsonNode *plan)
{
  g_autoptr (GPtrArray) changes = plan != NULL ? rel_plan_read (plan, NULL) : NULL;

  return changes != NULL ? rel_rebase (changes, self->base, NULL, NULL) : rel_schema_ref (self->base);
}

/* Makes the edits since the last save once more, on what somebody else has saved meanwhile. */
static void
take_in (RelWorkspace *self, JsonNode *found)
{
  g_autoptr (RelSchema) theirs = apply_plan (self, found);
  g_autoptr (RelSchema) ancestor = apply_plan (self, self->saved);
  g_autoptr (GPtrArray) mine = rel_diff (ancestor, rel_history_get_draft (self->history));
  g_autoptr (RelSchema) merged = rel_rebase (mine, theirs, NULL, NULL);

  g_clear_pointer (&self->saved, json_node_unref);
  self->saved = found != NULL ? json_node_ref (found) : NULL;
  rel_history_push (self->history, merged, _ ("Changes made in another window"));
  rel_workspace_update_changes (self);
}

static gboolean
try_save (RelWorkspace *self, JsonNode **found, GError **error)
{
  g_autoptr (JsonNode) plan = self->changes->len > 0 ? rel_plan_to_json (self->changes) : NULL;

  if (!rel_state_save_draft (self->state, rel_target_get_id (self->target), self->saved, plan, found, error))
    return FALSE;
  g_clear_pointer (&self->saved, json_node_unref);
  self->saved = g_steal_pointer (&plan);
  return TRUE;
}

/* Puts the draft on disk. */
void
rel_workspace_save_draft (RelWorkspace *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autofree char *text = NULL;

  if (self->state == NULL || try_save (self, &found, &error))
    return;

  if (g_error_matches (error, REL_ERROR, REL_ERROR_CONFLICT))
    {
      g_clear_error (&error);
      take_in (self, found);
      g_clear_pointer (&found, json_node_unref);
      if (try_save (self, &found, &error))
        return;
    }
  text = g_strdup_printf (_ ("Your changes are not saved on this computer. %s"), error->message);
  rel_workspace_add_notice (self, text);
}
