/* rel-marks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelMark:
 * @REL_MARK_FADED: steps back behind what was looked for
 * @REL_MARK_FINDING: a check found something there
 * @REL_MARK_CONFLICT: somebody else changed it too
 * @REL_MARK_PINNED: a person put it where it stands
 *
 * What is said of a part of a scene without being in it.
 */
typedef enum
{
  REL_MARK_FADED = 1 << 0,
  REL_MARK_FINDING = 1 << 1,
  REL_MARK_CONFLICT = 1 << 2,
  REL_MARK_PINNED = 1 << 3,
} RelMark;

typedef struct _RelMarks RelMarks;

RelMarks *rel_marks_new (RelScene *scene);
RelMarks *rel_marks_ref (RelMarks *self);
void rel_marks_unref (RelMarks *self);

void rel_marks_add_card (RelMarks *self, guint card, RelMark mark);
void rel_marks_add_row (RelMarks *self, guint card, guint row, RelMark mark);
void rel_marks_add_edge (RelMarks *self, guint edge, RelMark mark);
void rel_marks_remove_edge (RelMarks *self, guint edge, RelMark mark);
void rel_marks_remove_card (RelMarks *self, guint card, RelMark mark);
gboolean rel_marks_has_card (const RelMarks *self, guint card, RelMark mark);
gboolean rel_marks_has_row (const RelMarks *self, guint card, guint row, RelMark mark);
gboolean rel_marks_has_edge (const RelMarks *self, guint edge, RelMark mark);
void rel_marks_fade_same (RelMarks *self, RelScene *scene);
void rel_marks_set_compared (RelMarks *self);
gboolean rel_marks_get_compared (const RelMarks *self);
gboolean rel_marks_equal (const RelMarks *a, const RelMarks *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelMarks, rel_marks_unref)

G_END_DECLS
