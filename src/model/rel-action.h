/* rel-action.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-relation.h"

G_BEGIN_DECLS

/**
 * RelAction:
 * @REL_ACTION_NO_ACTION: the deletion is refused; databases differ in when they look
 * @REL_ACTION_RESTRICT: the deletion is refused at once
 * @REL_ACTION_SET_NULL: the column becomes null
 * @REL_ACTION_SET_DEFAULT: the column gets its default value
 * @REL_ACTION_CASCADE: the row is deleted too
 *
 * What a foreign key does when the row that it points at is deleted.
 */
typedef enum
{
  REL_ACTION_NO_ACTION,
  REL_ACTION_RESTRICT,
  REL_ACTION_SET_NULL,
  REL_ACTION_SET_DEFAULT,
  REL_ACTION_CASCADE,
} RelAction;

const char *rel_action_get_id (RelAction action);
const char *const *rel_action_get_ids (void);
gboolean rel_action_find (const char *id, RelAction *action);
gboolean rel_action_of_deletion (RelRelation *relation, RelAction *action);

G_END_DECLS
