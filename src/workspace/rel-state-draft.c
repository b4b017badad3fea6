/* rel-state-draft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drafts in the state file: what the draft was before all edits, and a small row for each
 * edit, so that an edit costs the same however many there are.
 */

#include "config.h"

#include "rel-state-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-json.h"
#include "rel-plan.h"

#define NO_CHANGES "{\"format\":\"relations-plan\",\"version\":1,\"changes\":[]}"

/**
 * rel_saved_draft_free:
 * @draft: (transfer full): a draft of the file
 *
 * Frees it.
 */
void
rel_saved_draft_free (RelSavedDraft *draft)
{
  g_clear_pointer (&draft->first, g_ptr_array_unref);
  g_clear_pointer (&draft->edits, g_ptr_array_unref);
  g_free (draft);
}

/* The changes of a plan as text, and what stands beside them; %NULL if it is none. */
static GPtrArray *
read_plan (const char *text, JsonNode **moves)
{
  g_autoptr (JsonNode) plan = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  JsonNode *beside;

  if (strcmp (text, NO_CHANGES) == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  plan = rel_json_parse (text, strlen (text), NULL);
  changes = plan != NULL ? rel_plan_read (plan, NULL) : NULL;
  beside = changes != NULL && moves != NULL ? rel_json_get (json_node_get_object (plan), REL_UNDO_EDIT_MOVES) : NULL;
  if (beside != NULL)
    *moves = json_node_ref (beside);
  return g_steal_pointer (&changes);
}

/**
 * rel_state_get_revision:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @revision: (out): what tells whether somebody saved meanwhile; 0 if nobody ever did
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether it could be read
 */
gboolean
rel_state_get_revision (RelState *self, const char *target, gint64 *revision, GError **error)
{
  sqlite3_stmt *statement =
    rel_state_prepare (self, error, "SELECT revision FROM drafts WHERE target = ?", "s", target);
  int code;

  *revision = 0;
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      *revision = sqlite3_column_int64 (statement, 0);
      code = sqlite3_step (statement);
    }
  return rel_state_finish (self, statement, code, error);
}

static gboolean
load_first (RelState *self, const char *target, RelSavedDraft *draft, GError **error)
{
  sqlite3_stmt *statement =
    rel_state_prepare (self, error, "SELECT revision, first, digest, done FROM drafts WHERE target = ?", "s", target);
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      const char *first = rel_state_get_text (statement, 1);
      g_autofree char *digest = rel_state_dup_digest ("drafts", target, first, NULL);

      draft->revision = sqlite3_column_int64 (statement, 0);
      draft->done = sqlite3_column_int64 (statement, 3);
      if (strcmp (digest, rel_state_get_text (statement, 2)) == 0)
        draft->first = read_plan (first, NULL);
      if (draft->first == NULL)
        draft->n_unreadable++;
      code = sqlite3_step (statement);
    }
  if (draft->first == NULL)
    draft->first = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  return rel_state_finish (self, statement, code, error);
}

/* What tells a row of an edit that is whole from one that is damaged. */
static char *
dup_edit_digest (const char *target, const char *name, const char *changes, const char *base_changes)
{
  return rel_state_dup_digest ("edits", target, name, changes, base_changes, NULL);
}

/* An edit of a row; %NULL if it is not what was written. */
static RelUndoEdit *
read_edit (sqlite3_stmt *row, const char *target)
{
  const char *name = rel_state_get_text (row, 4);
  const char *text = rel_state_get_text (row, 5);
  const char *base_text = rel_state_get_text (row, 6);
  g_autofree char *digest = dup_edit_digest (target, name, text, base_text);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) base_changes = NULL;
  g_autoptr (JsonNode) moves = NULL;
  RelUndoEdit *edit;

  if (strcmp (digest, rel_state_get_text (row, 3)) != 0)
    return NULL;
  changes = read_plan (text, &moves);
  base_changes = read_plan (base_text, NULL);
  if (changes == NULL || base_changes == NULL)
    return NULL;
  edit = rel_undo_edit_new (sqlite3_column_int64 (row, 0), name, g_steal_pointer (&changes),
                            g_steal_pointer (&base_changes), sqlite3_column_int (row, 2) != 0);
  edit->moves = g_steal_pointer (&moves);
  return edit;
}

/* The edit of a row that the caller has read before. */
static RelUndoEdit *
reuse_edit (sqlite3_stmt *row, GHashTable *known)
{
  gint64 id = sqlite3_column_int64 (row, 0);
  RelUndoEdit *edit = known != NULL ? g_hash_table_lookup (known, &id) : NULL;
  RelUndoEdit *same;

  if (edit == NULL || g_strcmp0 (edit->digest, rel_state_get_text (row, 3)) != 0)
    return NULL;
  same = rel_undo_edit_new (id, edit->name, g_ptr_array_ref (edit->changes), g_ptr_array_ref (edit->base_changes),
                            sqlite3_column_int (row, 2) != 0);
  same->moves = edit->moves != NULL ? json_node_ref (edit->moves) : NULL;
  return same;
}

static gboolean
load_edits (RelState *self,
            const char *target,
            GHashTable *known,
            RelSavedDraft *draft,
            GArray *unreadable,
            GError **error)
{
  sqlite3_stmt *statement =
    rel_state_prepare (self, error,
                       "SELECT id, publish, is_undone, digest, name, changes, base_changes FROM edits"
                       " WHERE target = ? ORDER BY is_undone, id",
                       "s", target);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RelUndoEdit *edit = reuse_edit (statement, known);
      gint64 id = sqlite3_column_int64 (statement, 0);

      if (edit == NULL)
        edit = read_edit (statement, target);
      if (edit == NULL)
        {
          g_array_append_val (unreadable, id);
          continue;
        }
      edit->publish = sqlite3_column_int64 (statement, 1);
      edit->saved_publish = edit->publish;
      edit->digest = g_strdup (rel_state_get_text (statement, 3));
      g_ptr_array_add (draft->edits, edit);
    }
  return rel_state_finish (self, statement, code, error);
}

/* Keeps rows that cannot be read, but under another name, so that they are told of once. */
static void
put_aside (RelState *self, GArray *unreadable)
{
  for (guint i = 0; i < unreadable->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!rel_state_run (self, &error, "UPDATE edits SET target = target || ' (unreadable)' WHERE id = ?", "i",
                          g_array_index (unreadable, gint64, i)))
        g_debug ("%s", error->message);
    }
}

/**
 * rel_state_load_draft:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @known: (nullable) (element-type gint64 RelUndoEdit): edits that were read before, by their
 *   numbers, whose changes are taken as they are if the file says nothing else
 * @error: (out) (optional): where to put a failure
 *
 * Reads a draft with all edits that led to it, and after those what was undone. Edits that cannot be read are left out
 * and counted; they stay in the file.
 *
 * Returns: (transfer full) (nullable): the draft, empty if nothing was ever saved, or %NULL on
 *   error
 */
RelSavedDraft *
rel_state_load_draft (RelState *self, const char *target, GHashTable *known, GError **error)
{
  g_autoptr (RelSavedDraft) draft = g_new0 (RelSavedDraft, 1);
  g_autoptr (GArray) unreadable = g_array_new (FALSE, FALSE, sizeof (gint64));

  draft->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_undo_edit_free);
  if (!load_first (self, target, draft, error) || !load_edits (self, target, known, draft, unreadable, error))
    return NULL;
  draft->n_unreadable += unreadable->len;
  put_aside (self, unreadable);
  return g_steal_pointer (&draft);
}

/**
 * rel_state_touch_draft:
 * @self: a state, between begin and commit
 * @target: the project
 * @done: what of all that was published the server had, by its place
 * @revision: (out): the new revision
 * @error: (out) (optional): where to put a failure
 *
 * Says to all others that something of the draft was saved.
 *
 * Returns: whether it was written
 */
gboolean
rel_state_touch_draft (RelState *self, const char *target, gint64 done, gint64 *revision, GError **error)
{
  g_autofree char *digest = rel_state_dup_digest ("drafts", target, NO_CHANGES, NULL);

  return rel_state_run (self, error,
                        "INSERT INTO drafts (target, first, revision, done, digest) VALUES (?1, '" NO_CHANGES
                        "', 1, ?2, ?3)"
                        " ON CONFLICT (target) DO UPDATE SET revision = revision + 1, done = ?2",
                        "sis", target, done, digest) &&
         rel_state_get_revision (self, target, revision, error);
}

/**
 * rel_state_save_first:
 * @self: a state, between begin and commit
 * @target: the project
 * @text: the plan from what the server has to the draft before all edits
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether it was written
 */
gboolean
rel_state_save_first (RelState *self, const char *target, const char *text, GError **error)
{
  g_autofree char *digest = rel_state_dup_digest ("drafts", target, text, NULL);

  return rel_state_run (self, error,
                        "INSERT INTO drafts (target, first, revision, done, digest) VALUES (?1, ?2, 1, 0, ?3)"
                        " ON CONFLICT (target) DO UPDATE SET first = ?2, digest = ?3",
                        "sss", target, text, digest);
}

/**
 * rel_state_add_edit:
 * @self: a state, between begin and commit
 * @target: the project
 * @edit: an edit that is not in the file
 * @id: (out): its number there
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether it was written
 */
gboolean
rel_state_add_edit (RelState *self, const char *target, RelUndoEdit *edit, gint64 *id, GError **error)
{
  g_autofree char *digest = NULL;

  rel_undo_edit_write (edit);
  digest = dup_edit_digest (target, edit->name, edit->text, edit->base_text);
  if (!rel_state_run (self, error,
                      "INSERT INTO edits (target, name, changes, base_changes, publish, is_undone, digest)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "ssssiis", target, edit->name, edit->text, edit->base_text, edit->publish,
                      (gint64) edit->is_undone, digest))
    return FALSE;
  *id = sqlite3_last_insert_rowid (self->db);
  g_free (edit->digest);
  edit->digest = g_steal_pointer (&digest);
  return TRUE;
}

/**
 * rel_state_update_edit:
 * @self: a state, between begin and commit
 * @target: the project
 * @edit: an edit of the file
 * @error: (out) (optional): where to put a failure
 *
 * Saves whether an edit is undone and published, and its changes if they are others now.
 *
 * Returns: whether it was written
 */
gboolean
rel_state_update_edit (RelState *self, const char *target, RelUndoEdit *edit, GError **error)
{
  if (!rel_state_run (self, error, "UPDATE edits SET is_undone = ?, publish = ? WHERE id = ?", "iii",
                      (gint64) edit->is_undone, edit->publish, edit->id))
    return FALSE;
  if (!edit->is_changed)
    return TRUE;

  rel_undo_edit_write (edit);
  g_free (edit->digest);
  edit->digest = dup_edit_digest (target, edit->name, edit->text, edit->base_text);
  return rel_state_run (self, error, "UPDATE edits SET changes = ?, base_changes = ?, digest = ? WHERE id = ?", "sssi",
                        edit->text, edit->base_text, edit->digest, edit->id);
}

/**
 * rel_state_forget_edit:
 * @self: a state, between begin and commit
 * @id: an edit of the file
 * @error: (out) (optional): where to put a failure
 *
 * Takes out an edit that was undone and cannot be done again.
 *
 * Returns: whether it was written
 */
gboolean
rel_state_forget_edit (RelState *self, gint64 id, GError **error)
{
  return rel_state_run (self, error, "DELETE FROM edits WHERE id = ?", "i", id);
}

/* Takes over a draft of the first version of the file: one plan. */
gboolean
rel_state_add_old_draft (RelState *self, const char *target, const char *plan, GError **error)
{
  const char *name = _ ("Changes of last time");
  g_autofree char *digest = dup_edit_digest (target, name, plan, NO_CHANGES);

  return rel_state_run (self, error,
                        "INSERT INTO edits (target, name, changes, base_changes, publish, is_undone, digest)"
                        " VALUES (?, ?, ?, '" NO_CHANGES "', 0, 0, ?)",
                        "ssss", target, name, plan, digest);
}
