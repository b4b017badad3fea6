/* rel-undo-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-undo.h"

G_BEGIN_DECLS

/* What rel-undo.c, with what a person does, shares with rel-undo-follow.c, with what others do. */

/**
 * RelUndo:
 *
 * The edits of a project, each with the draft and the arrangement after it: first those that are done, in the order
 * in which they were made, then those that are undone, in the order in which they are done
 * again. So what is undone goes along with the server like all else, and to undo or to do again
 * is to show another draft. Drafts share what they have in common, so that there is no limit to
 * their number.
 *
 * Each draft has the schema that it is a change of, its base: that is what the server has, but
 * at a conflict what it was; to decide one is an edit too.
 *
 * Several windows may add to the same edits. What is undone and done again here is what was
 * made here, or was there when the project was opened; what another one adds later stays,
 * whatever is undone below it, and what another one has undone is not here.
 */
struct _RelUndo
{
  RelSchema *first_base; /* (owned): the base before all edits */
  RelSchema *first;      /* (owned): the draft before all edits */
  char *first_text;      /* (owned) (nullable): the plan from the one to the other when last asked for */
  gboolean is_text_old;  /* whether one of the two is another one since */
  RelArrangement *empty; /* (owned): the arrangement before all edits */
  GPtrArray *edits;      /* (owned) (element-type RelUndoEdit) */
  GArray *forgotten;     /* (owned) (element-type gint64): edits that the state file has still */
  guint n_moves;         /* how often something of this was changed or saved */
};

static inline RelUndoEdit *
rel_undo_get_edit (RelUndo *self, guint i)
{
  return g_ptr_array_index (self->edits, i);
}

static inline RelSchema *
rel_undo_get_draft_before (RelUndo *self, guint i)
{
  return i > 0 ? rel_undo_get_edit (self, i - 1)->draft : self->first;
}

static inline RelSchema *
rel_undo_get_base_before (RelUndo *self, guint i)
{
  return i > 0 ? rel_undo_get_edit (self, i - 1)->base : self->first_base;
}

static inline RelArrangement *
rel_undo_get_arrangement_before (RelUndo *self, guint i)
{
  return i > 0 ? rel_undo_get_edit (self, i - 1)->arrangement : self->empty;
}

void rel_undo_fold (RelUndo *self, guint from);

G_END_DECLS
