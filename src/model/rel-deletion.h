/* rel-deletion.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

/**
 * RelDeletion:
 * @REL_DELETION_LINK: only the link itself: columns and collections stay
 * @REL_DELETION_COLUMN: the column too, with what is in it
 * @REL_DELETION_JUNCTION: of a relation through a junction, the junction too, with its items
 * @REL_DELETION_KEEP_LIST: of a column, the list at the other side stays, though it shows nothing
 *
 * What goes with a relation that is deleted.
 */
typedef enum
{
  REL_DELETION_LINK = 0,
  REL_DELETION_COLUMN = 1 << 0,
  REL_DELETION_JUNCTION = 1 << 1,
  REL_DELETION_KEEP_LIST = 1 << 2,
} RelDeletion;

RelSchema *rel_deletion_drop (RelSchema *schema, RelRelation *relation, RelDeletion what);
RelSchema *rel_deletion_apply_to_field (RelSchema *schema, const char *collection, const char *field, GError **error);
RelSchema *rel_deletion_apply_to_collection (RelSchema *schema, const char *name, RelDeletion what, GError **error);
RelSchema *rel_deletion_apply (RelSchema *schema,
                               const char *collection,
                               const char *field,
                               RelDeletion what,
                               GError **error);

G_END_DECLS
