/* rel-addition.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

/**
 * RelAddition:
 * @collection: the name of a new collection, or that of a new field's
 * @field: (nullable): the name of a new field; of a new collection, that of its key
 * @type: (nullable): the type of the field or of the key
 * @group: (nullable): the folder of a new collection
 * @note: (nullable): what it is for
 * @is_hidden: whether it is hidden
 * @is_required: whether a new field must have a value
 *
 * A collection, a folder or a field that is to be made. All of it belongs to the caller.
 */
typedef struct
{
  const char *collection;
  const char *field;
  const char *type;
  const char *group;
  const char *note;
  gboolean is_hidden;
  gboolean is_required;
} RelAddition;

RelSchema *rel_addition_make_collection (RelSchema *schema, const RelAddition *wanted, GError **error);
RelSchema *rel_addition_make_folder (RelSchema *schema, const RelAddition *wanted, GError **error);
RelSchema *rel_addition_make_field (RelSchema *schema, const RelAddition *wanted, GError **error);
GStrv rel_addition_dup_field_types (void);

G_END_DECLS
