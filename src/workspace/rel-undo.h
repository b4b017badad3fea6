/* rel-undo.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-undo-edit.h"

G_BEGIN_DECLS

typedef struct _RelUndo RelUndo;

/**
 * RelUndoMapFunc:
 * @base: (inout): the schema that @draft is a change of
 * @draft: (inout): a draft
 * @user_data: what was given with the function
 *
 * Puts others in place of both.
 */
typedef void (*RelUndoMapFunc) (RelSchema **base, RelSchema **draft, gpointer user_data);

RelUndo *rel_undo_new (RelSchema *schema);
RelUndo *rel_undo_copy (RelUndo *self);
guint rel_undo_get_n_moves (RelUndo *self);
void rel_undo_free (RelUndo *self);
RelSchema *rel_undo_get_base (RelUndo *self);
RelSchema *rel_undo_get_draft (RelUndo *self);
RelArrangement *rel_undo_get_arrangement (RelUndo *self);
RelSchema *rel_undo_get_first_base (RelUndo *self);
const char *rel_undo_get_first_text (RelUndo *self);
GPtrArray *rel_undo_get_edits (RelUndo *self);
GHashTable *rel_undo_index_edits (RelUndo *self);
GArray *rel_undo_get_forgotten (RelUndo *self);
void rel_undo_note_saved (RelUndo *self, GArray *ids);
void rel_undo_push (RelUndo *self, RelSchema *base, RelSchema *draft, const char *name);
gboolean rel_undo_push_arrangement (RelUndo *self, RelArrangement *arrangement, const char *name);
const char *rel_undo_get_undo_name (RelUndo *self);
const char *rel_undo_get_redo_name (RelUndo *self);
gboolean rel_undo_undo (RelUndo *self);
gboolean rel_undo_redo (RelUndo *self);
void rel_undo_map (RelUndo *self, RelUndoMapFunc func, gpointer user_data);
void rel_undo_take_in (RelUndo *self, RelSchema *base, RelSchema *draft, GPtrArray *saved, gboolean are_others);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelUndo, rel_undo_free)

G_END_DECLS
