/* rel-creation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

/**
 * RelCreation:
 * @kind: what kind of relation
 * @collection: (owned): where the new field is
 * @field: (owned): the new field
 * @related: (owned) (nullable): the collection at the other end; of many to any there is none
 * @related_field: (owned) (nullable): of one to many and a tree the column at the other
 *   end; of many to one and many to many a list there, %NULL for none
 * @allowed: (owned) (nullable): the collections that many to any may point at
 * @junction: (owned) (nullable): the collection in between; made if it is not there
 * @junction_field: (owned) (nullable): its column that points at @collection
 * @junction_related_field: (owned) (nullable): its column that points at the other end
 * @collection_field: (owned) (nullable): of many to any, its column that says at which collection
 * @sort_field: (owned) (nullable): the column that keeps the order of a list; %NULL for none
 * @on_delete: (owned) (nullable): what becomes of the column that points at the other end of
 *   many to one, and at @collection otherwise, when what it points at is deleted
 * @related_on_delete: (owned) (nullable): the same of the second column of a junction
 * @deselect_action: (owned) (nullable): what becomes of an item that is taken out of the list
 *
 * A relation that is to be made, with all that comes with it. What is %NULL after
 * [func@Creation.propose] is not made.
 */
typedef struct
{
  RelKind kind;
  char *collection;
  char *field;
  char *related;
  char *related_field;
  GStrv allowed;
  char *junction;
  char *junction_field;
  char *junction_related_field;
  char *collection_field;
  char *sort_field;
  char *on_delete;
  char *related_on_delete;
  char *deselect_action;
} RelCreation;

RelCreation *rel_creation_new (RelKind kind, const char *collection, const char *field);
void rel_creation_free (RelCreation *self);
gboolean rel_creation_has_junction (RelKind kind);
gboolean rel_creation_set (RelCreation *self, const char *member, const char *value, GError **error);
void rel_creation_propose (RelCreation *self, RelSchema *schema);
gboolean rel_creation_check (const RelCreation *self, RelSchema *schema, GError **error);
RelSchema *rel_creation_apply (const RelCreation *self, RelSchema *schema, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelCreation, rel_creation_free)

G_END_DECLS
