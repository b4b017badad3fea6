/* rel-bulk.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

/**
 * RelBulkFunc:
 * @schema: a schema
 * @collection: the collection of a relation
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @user_data: what was given with it
 * @error: where to put a failure
 *
 * An edit of one relation.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
typedef RelSchema *(*RelBulkFunc) (RelSchema *schema,
                                   const char *collection,
                                   const char *field,
                                   guint nth,
                                   gpointer user_data,
                                   GError **error);

RelSchema *rel_bulk_apply (RelSchema *schema,
                           GPtrArray *relations,
                           RelBulkFunc edit,
                           gpointer user_data,
                           GError **error);

G_END_DECLS
