/* rel-workspace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-bundle.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-member.h"
#include "rel-merge.h"
#include "rel-remains.h"

/**
 * RelWorkspace:
 *
 * One open project: what the server has (the base), what the person wants (the draft), and
 * the way from one to the other (the changes).
 *
 * Whenever the server is read again, the draft is merged with what it has then. Where both
 * changed the same there is a conflict, which a person decides; until then the base has there
 * what it was, and nothing of it is published.
 *
 * Each edit is on disk before the call that made it returns, and is there again when the
 * project is opened the next time. If it cannot be saved, the edit is kept in memory, and
 * [method@Workspace.get_notice] says so.
 *
 * [signal@Workspace::changed] tells of any change to what the functions here return. Use it
 * from the main thread.
 */
G_DEFINE_FINAL_TYPE (RelWorkspace, rel_workspace, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_STEP_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
rel_workspace_emit_changed (RelWorkspace *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
rel_workspace_add_notice (RelWorkspace *self, const char *text)
{
  g_autofree char *old = g_steal_pointer (&self->notice);

  if (old == NULL || strstr (old, text) != NULL)
    self->notice = g_strdup (old != NULL ? old : text);
  else
    self->notice = g_strdup_printf ("%s\n%s", old, text);
}

/* Follows from a new draft or base: the changes, what is on disk, and who is told. */
void
rel_workspace_draft_replaced (RelWorkspace *self)
{
  rel_workspace_update_changes (self);
  rel_workspace_save (self);
  rel_workspace_emit_changed (self);
}

static void
rel_workspace_dispose (GObject *object)
{
  RelWorkspace *self = REL_WORKSPACE (object);

  g_clear_object (&self->source);
  g_clear_handle_id (&self->record.source_id, g_source_remove);
  g_clear_pointer (&self->state, rel_state_close);
  G_OBJECT_CLASS (rel_workspace_parent_class)->dispose (object);
}

static void
rel_workspace_finalize (GObject *object)
{
  RelWorkspace *self = REL_WORKSPACE (object);

  g_clear_pointer (&self->target, rel_target_unref);
  rel_remains_free_elsewhere (g_steal_pointer (&self->undo), (GDestroyNotify) rel_undo_free);
  rel_remains_free_elsewhere (g_steal_pointer (&self->changes), (GDestroyNotify) g_ptr_array_unref);
  rel_remains_free_elsewhere (g_steal_pointer (&self->theirs), (GDestroyNotify) rel_schema_unref);
  rel_remains_free_elsewhere (g_steal_pointer (&self->merged), (GDestroyNotify) rel_schema_unref);
  g_ptr_array_unref (self->conflicts);
  g_hash_table_unref (self->errors);
  g_free (self->on_disk.first);
  g_clear_pointer (&self->record.publish, rel_saved_publish_free);
  g_free (self->notice);
  g_clear_error (&self->read_error);
  g_clear_error (&self->publish_error);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (rel_workspace_parent_class)->finalize (object);
}

static void
rel_workspace_class_init (RelWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* Before any project is read. */
  rel_remains_join_at_once ();
  object_class->dispose = rel_workspace_dispose;
  object_class->finalize = rel_workspace_finalize;

  /**
   * RelWorkspace::changed:
   *
   * Emitted when the base, the draft, the changes, the conflicts, an error, the notice or whether it is busy
   * changed.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RelWorkspace::step-changed:
   * @self: a workspace
   * @change: a change that is published
   * @step: how far it is, a #RelStep
   * @error: (nullable): why it failed
   *
   * Emitted while a publish runs.
   */
  signals[SIGNAL_STEP_CHANGED] = g_signal_new ("step-changed", REL_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                               NULL, G_TYPE_NONE, 3, REL_TYPE_CHANGE, G_TYPE_UINT, G_TYPE_ERROR);
}

static void
rel_workspace_init (RelWorkspace *self)
{
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_conflict_unref);
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_error_free);
}

static void
not_kept_cb (RelWorkspace *self, const char *text)
{
  rel_workspace_add_notice (self, text);
  rel_workspace_emit_changed (self);
}

static void
one_by_one_cb (RelWorkspace *self, const char *why)
{
  /* Translators: a whole sentence, which says why. */
  g_autofree char *text = g_strdup_printf (_ ("The changes are published one by one. %s"), why);

  rel_workspace_add_notice (self, text);
  rel_workspace_emit_changed (self);
}

RelWorkspace *
rel_workspace_new (RelTarget *target, const char *token, gboolean keeps_draft)
{
  RelWorkspace *self = g_object_new (REL_TYPE_WORKSPACE, NULL);

  self->target = rel_target_ref (target);
  self->source = rel_source_new (target, token);
  self->keeps_draft = keeps_draft;
  g_signal_connect_object (rel_source_get_credentials (self->source), "not-kept", G_CALLBACK (not_kept_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "one-by-one", G_CALLBACK (one_by_one_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
rel_workspace_set_error_of (RelWorkspace *self, RelChange *change, const GError *error)
{
  g_autofree char *id = rel_change_dup_id (change);

  if (error != NULL)
    g_hash_table_insert (self->errors, g_steal_pointer (&id), g_error_copy (error));
  else
    g_hash_table_remove (self->errors, id);
}

/**
 * rel_workspace_set_ask_func:
 * @self: a workspace
 * @ask: (nullable) (scope forever): asks the person what the server wants to know to let the
 *   program in; %NULL if nobody can be asked
 * @user_data: for @ask
 *
 * Says who asks the person from now on.
 */
void
rel_workspace_set_ask_func (RelWorkspace *self, RelAskFunc ask, gpointer user_data)
{
  rel_credentials_set_ask_func (rel_source_get_credentials (self->source), ask, user_data);
}

/**
 * rel_workspace_get_target:
 * @self: a workspace
 *
 * Returns: (transfer none): what was opened
 */
RelTarget *
rel_workspace_get_target (RelWorkspace *self)
{
  return self->target;
}

/**
 * rel_workspace_get_base:
 * @self: a workspace
 *
 * Returns: (transfer none): what the changes are changes of: what the server has, as last
 *   read, but at a conflict what it was
 */
RelSchema *
rel_workspace_get_base (RelWorkspace *self)
{
  return rel_undo_get_base (self->undo);
}

/**
 * rel_workspace_get_theirs:
 * @self: a workspace
 *
 * Returns: (transfer none): what the server has, as last read
 */
RelSchema *
rel_workspace_get_theirs (RelWorkspace *self)
{
  return self->theirs;
}

/**
 * rel_workspace_get_draft:
 * @self: a workspace
 *
 * Returns: (transfer none): what the person wants
 */
RelSchema *
rel_workspace_get_draft (RelWorkspace *self)
{
  return rel_undo_get_draft (self->undo);
}

/**
 * rel_workspace_get_changes:
 * @self: a workspace
 *
 * Returns: (transfer none) (element-type RelChange): what is not published; an array that
 *   does not change, but is replaced when the draft changes
 */
GPtrArray *
rel_workspace_get_changes (RelWorkspace *self)
{
  return self->changes;
}

/**
 * rel_workspace_get_conflicts:
 * @self: a workspace
 *
 * Returns: (transfer none) (element-type RelConflict): what has to be decided before it can be
 *   published; an array that does not change, but is replaced when the draft changes
 */
GPtrArray *
rel_workspace_get_conflicts (RelWorkspace *self)
{
  return self->conflicts;
}

/**
 * rel_workspace_get_change_error:
 * @self: a workspace
 * @change: one of its changes
 *
 * Returns: (transfer none) (nullable): why it could not be published
 */
const GError *
rel_workspace_get_change_error (RelWorkspace *self, RelChange *change)
{
  g_autofree char *id = rel_change_dup_id (change);

  return g_hash_table_lookup (self->errors, id);
}

/**
 * rel_workspace_is_busy:
 * @self: a workspace
 *
 * Returns: whether it is reading from or publishing to the server
 */
gboolean
rel_workspace_is_busy (RelWorkspace *self)
{
  return self->n_running > 0;
}

/**
 * rel_workspace_get_notice:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): what the person must know of and no answer told: that
 *   drafts cannot be saved, or that a change was lost
 */
const char *
rel_workspace_get_notice (RelWorkspace *self)
{
  return self->notice;
}

/**
 * rel_workspace_get_read_error:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): why the server could not be read when that was last
 *   tried; %NULL if it could
 */
const GError *
rel_workspace_get_read_error (RelWorkspace *self)
{
  return self->read_error;
}

/**
 * rel_workspace_dismiss_notice:
 * @self: a workspace
 *
 * Takes note of the notice.
 */
void
rel_workspace_dismiss_notice (RelWorkspace *self)
{
  g_clear_pointer (&self->notice, g_free);
  rel_workspace_emit_changed (self);
}

/* Makes an edit of both. */
void
rel_workspace_push (RelWorkspace *self, RelSchema *base, RelSchema *draft, const char *name)
{
  rel_undo_push (self->undo, base, draft, name);
  rel_workspace_forget_outcome (self);
  rel_workspace_draft_replaced (self);
}

/**
 * rel_workspace_set_draft:
 * @self: a workspace
 * @draft: the next draft
 * @name: what the edit did, for people
 *
 * Makes one edit that can be undone, and saves it.
 */
void
rel_workspace_set_draft (RelWorkspace *self, RelSchema *draft, const char *name)
{
  RelSchema *base = rel_undo_get_base (self->undo);
  g_autoptr (RelSchema) next_draft = NULL;
  g_autoptr (RelSchema) next_base = NULL;

  if (draft == rel_undo_get_draft (self->undo))
    return;
  if (base == self->theirs)
    {
      rel_workspace_push (self, base, draft, name);
      return;
    }
  /* The edit may have ended a conflict. */
  next_draft = rel_merge (base, draft, self->theirs, &next_base, NULL);
  rel_workspace_push (self, next_base, next_draft, name);
}

/**
 * rel_workspace_set_member:
 * @self: a workspace
 * @collection: the collection of a relation
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @path: the member to set: `schema.on_delete`
 * @value: its new value
 * @error: (out) (optional): where to put a failure
 *
 * Sets one member of a relation in the draft, and saves it.
 *
 * Errors: those of [func@edit_set_member].
 *
 * Returns: whether it was set
 */
gboolean
rel_workspace_set_member (RelWorkspace *self,
                          const char *collection,
                          const char *field,
                          guint nth,
                          const char *path,
                          JsonNode *value,
                          GError **error)
{
  g_autoptr (RelSchema) draft =
    rel_edit_set_member (rel_workspace_get_draft (self), collection, field, nth, path, value, error);
  g_autofree char *where = g_strdup_printf ("%s.%s", collection, field);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (draft == NULL)
    return FALSE;

  text = rel_member_dup_text (value);
  name = rel_member_dup_edit_name (path, where, text);
  rel_workspace_set_draft (self, draft, name);
  return TRUE;
}

/**
 * rel_workspace_discard:
 * @self: a workspace
 * @changes: (element-type RelChange): some of its changes, in their order
 * @error: (out) (optional): where to put a failure
 *
 * Takes changes out of the draft; this too is one edit that can be undone.
 *
 * Returns: whether they were taken out
 */
gboolean
rel_workspace_discard (RelWorkspace *self, GPtrArray *changes, GError **error)
{
  g_autoptr (RelSchema) draft = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (changes->len > 0, FALSE);

  draft = rel_bundle_revert (changes, rel_workspace_get_base (self), rel_workspace_get_draft (self), error);
  if (draft == NULL)
    return FALSE;

  for (guint i = 0; i < changes->len; i++)
    rel_workspace_set_error_of (self, g_ptr_array_index (changes, i), NULL);
  changed = rel_change_dup_name (g_ptr_array_index (changes, 0));
  name = changes->len == 1
           ? g_strdup_printf (_ ("Discard the changes of %s"), changed)
           : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Discard %u change", "Discard %u changes", changes->len),
                              changes->len);
  rel_workspace_set_draft (self, draft, name);
  return TRUE;
}

/**
 * rel_workspace_discard_all:
 * @self: a workspace
 *
 * Makes the draft what the server has; this too is an edit that can be undone.
 */
void
rel_workspace_discard_all (RelWorkspace *self)
{
  g_hash_table_remove_all (self->errors);
  if (self->changes->len > 0)
    rel_workspace_push (self, self->theirs, self->theirs, _ ("Discard all changes"));
}
