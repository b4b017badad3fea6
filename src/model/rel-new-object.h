/* rel-new-object.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

/**
 * RelNewRelation:
 * @collection: the many side
 * @field: its column
 * @related: (nullable): the one side; %NULL for many to any
 * @on_delete: (nullable): of the foreign key; none is made without @related
 * @deselect_action: (nullable): as `meta.one_deselect_action`
 * @one_field: (nullable): as `meta.one_field`, and so on
 * @sort_field: (nullable)
 * @junction_field: (nullable)
 * @allowed: (nullable)
 * @collection_field: (nullable)
 *
 * What is said of a new relation. All of it belongs to the caller.
 */
typedef struct
{
  const char *collection;
  const char *field;
  const char *related;
  const char *on_delete;
  const char *deselect_action;
  const char *one_field;
  const char *sort_field;
  const char *junction_field;
  const char *const *allowed;
  const char *collection_field;
} RelNewRelation;

RelField *rel_new_field (const char *collection,
                         const char *field,
                         const char *type,
                         const char *schema_json,
                         const char *meta_json);
RelField *rel_new_column (RelSchema *schema,
                          const char *collection,
                          const char *field,
                          const char *to,
                          const char *meta_json);
RelField *rel_new_list (const char *collection, const char *field, RelKind kind);
char *rel_new_field_meta (RelKind kind);
RelRelation *rel_new_relation (RelSchema *schema, const RelNewRelation *relation);
RelRelation *rel_new_relation_to (RelSchema *schema, RelRelation *relation, const char *related);
RelSchema *rel_new_collection (RelSchema *schema, const char *name, const char *meta_json, RelField *key);
RelSchema *rel_new_junction (RelSchema *schema, const char *name);
RelSchema *rel_new_languages (RelSchema *schema, const char *name);

G_END_DECLS
