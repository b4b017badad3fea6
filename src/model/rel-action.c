/* rel-action.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of a foreign key, by the names that the API and databases have for them.
 */

#include "config.h"

#include "rel-action.h"

#include <string.h>

static const char *const ids[] = { "NO ACTION", "RESTRICT", "SET NULL", "SET DEFAULT", "CASCADE", NULL };

/**
 * rel_action_get_id:
 * @action: an action
 *
 * Returns: (transfer none): its name: `SET NULL`
 */
const char *
rel_action_get_id (RelAction action)
{
  return ids[action];
}

/**
 * rel_action_get_ids:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all actions, in the order of
 *   the numbers
 */
const char *const *
rel_action_get_ids (void)
{
  return ids;
}

/**
 * rel_action_find:
 * @id: the name of an action
 * @action: (out): the action
 *
 * Returns: whether there is one of that name
 */
gboolean
rel_action_find (const char *id, RelAction *action)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (strcmp (ids[i], id) == 0)
        {
          *action = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rel_action_of_deletion:
 * @relation: a relation
 * @action: (out): what its foreign key does when the related item is deleted
 *
 * A key that says nothing does what databases do by default.
 *
 * Returns: %FALSE if it has no foreign key, or one whose action nobody knows
 */
gboolean
rel_action_of_deletion (RelRelation *relation, RelAction *action)
{
  const char *id = rel_relation_get_on_delete (relation);

  *action = REL_ACTION_NO_ACTION;
  if (!rel_relation_has_foreign_key (relation))
    return FALSE;
  return id == NULL || rel_action_find (id, action);
}
