/* rel-undo-edit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-arrangement.h"
#include "rel-change.h"

G_BEGIN_DECLS

/* Where @moves stands beside the changes. */
#define REL_UNDO_EDIT_MOVES "moves"

/**
 * RelUndoEdit:
 * @id: its number in the state file; 0 while it is not there
 * @name: (owned): what it did, for people
 * @changes: (owned) (element-type RelChange): from the draft before it to the one after it
 * @base_changes: (owned) (element-type RelChange): from the base before it to the one after
 *   it; empty unless it decided a conflict
 * @moves: (owned) (nullable): how it changed the arrangement of the diagram; %NULL if it did not
 * @base: (owned) (nullable): the base after it; absent before it is among others
 * @draft: (owned) (nullable): the draft after it, likewise; @base itself if nothing of it is left
 * @arrangement: (owned) (nullable): the arrangement after it, likewise
 * @publish: the number of the publish that sent it, or before which it was discarded; 0 if none did
 * @is_undone: whether it is taken back
 * @is_others: whether another window or a command made it meanwhile
 * @is_saved_undone: whether the state file has it as undone
 * @saved_publish: what the state file has as @publish
 * @is_changed: whether the state file has other changes of it
 * @text: (owned) (nullable): @changes and @moves as they are to be written; absent while nothing is
 * @base_text: (owned) (nullable): @base_changes, likewise
 * @digest: (owned) (nullable): of what the state file says of it
 *
 * One edit of a draft.
 */
typedef struct
{
  gint64 id;
  char *name;
  GPtrArray *changes;
  GPtrArray *base_changes;
  JsonNode *moves;
  RelSchema *base;
  RelSchema *draft;
  RelArrangement *arrangement;
  gint64 publish;
  gboolean is_undone;
  gboolean is_others;
  gboolean is_saved_undone;
  gint64 saved_publish;
  gboolean is_changed;
  char *text;
  char *base_text;
  char *digest;
} RelUndoEdit;

RelUndoEdit *rel_undo_edit_new (gint64 id,
                                const char *name,
                                GPtrArray *changes,
                                GPtrArray *base_changes,
                                gboolean is_undone);
RelUndoEdit *rel_undo_edit_copy (const RelUndoEdit *edit);
void rel_undo_edit_free (RelUndoEdit *edit);
gboolean rel_undo_edit_is_later (const RelUndoEdit *edit, const RelUndoEdit *other);
int rel_undo_edit_compare (gconstpointer a, gconstpointer b);
guint rel_undo_edit_count_done (GPtrArray *edits);
void rel_undo_edit_follow (RelUndoEdit *edit, RelSchema *base, RelSchema *draft, RelArrangement *arrangement);
gboolean rel_undo_edit_keep_drafts (RelUndoEdit *edit, const RelUndoEdit *known);
void rel_undo_edit_take_changes (RelUndoEdit *edit, GPtrArray **changes, RelSchema *before, RelSchema *after);
gboolean rel_undo_edit_is_unsaved (const RelUndoEdit *edit);
void rel_undo_edit_write (RelUndoEdit *edit);
void rel_undo_edit_note_saved (RelUndoEdit *edit, gint64 id);
void rel_undo_edit_keep_unsaved (RelUndoEdit *edit, RelUndoEdit *known);

G_END_DECLS
