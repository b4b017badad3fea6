/* rel-conflict.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelConflictKind:
 * @REL_CONFLICT_CHANGED: both changed it, and not to the same
 * @REL_CONFLICT_CREATED: both created it, and not the same
 * @REL_CONFLICT_DELETED_BY_THEM: it was changed here and deleted on the server
 * @REL_CONFLICT_DELETED_BY_ME: it was deleted here and changed on the server
 * @REL_CONFLICT_NEEDED_BY_ME: it was deleted on the server, and what was created or changed
 *   here does not work without it
 * @REL_CONFLICT_NEEDED_BY_THEM: it was deleted here, and what was created or changed on the
 *   server does not work without it
 * @REL_CONFLICT_SAME_LIST: a relation here and another one on the server want to be listed
 *   by the same field
 *
 * In which way two changes clash.
 */
typedef enum
{
  REL_CONFLICT_CHANGED,
  REL_CONFLICT_CREATED,
  REL_CONFLICT_DELETED_BY_THEM,
  REL_CONFLICT_DELETED_BY_ME,
  REL_CONFLICT_NEEDED_BY_ME,
  REL_CONFLICT_NEEDED_BY_THEM,
  REL_CONFLICT_SAME_LIST,
} RelConflictKind;

/**
 * RelSide:
 * @REL_SIDE_WAS: what both began with
 * @REL_SIDE_MINE: the draft
 * @REL_SIDE_THEIRS: the server
 *
 * Whose value of a conflict; the last two are the choices that a person has.
 */
typedef enum
{
  REL_SIDE_WAS,
  REL_SIDE_MINE,
  REL_SIDE_THEIRS,
} RelSide;

#define REL_N_SIDES 3

typedef struct _RelConflict RelConflict;

#define REL_TYPE_CONFLICT (rel_conflict_get_type ())

GType rel_conflict_get_type (void);
RelConflict *rel_conflict_new (RelConflictKind kind,
                               RelObject object,
                               guint nth,
                               const char *path,
                               JsonNode *const *sides,
                               JsonNode *other);
RelConflict *rel_conflict_ref (RelConflict *self);
void rel_conflict_unref (RelConflict *self);

RelConflictKind rel_conflict_get_kind (RelConflict *self);
RelObject rel_conflict_get_object (RelConflict *self);
const char *rel_conflict_get_collection (RelConflict *self);
const char *rel_conflict_get_field (RelConflict *self);
guint rel_conflict_get_nth (RelConflict *self);
const char *rel_conflict_get_path (RelConflict *self);
JsonNode *rel_conflict_get_value (RelConflict *self, RelSide side);
JsonNode *rel_conflict_get_whole (RelConflict *self, RelSide side);
JsonNode *rel_conflict_get_other (RelConflict *self);

char *rel_conflict_dup_id (RelConflict *self);
char *rel_conflict_dup_name (RelConflict *self);
char *rel_conflict_dup_text (RelConflict *self);
char *rel_conflict_dup_value_text (RelConflict *self, RelSide side);
char *rel_conflict_dup_line (RelConflict *self);
JsonNode *rel_conflict_find_current (RelConflict *self, RelSchema *schema);
gboolean rel_conflict_concerns (RelConflict *self, RelChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelConflict, rel_conflict_unref)

G_END_DECLS
