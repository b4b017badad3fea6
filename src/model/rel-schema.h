/* rel-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-collection.h"

G_BEGIN_DECLS

typedef struct _RelSchema RelSchema;

#define REL_TYPE_SCHEMA (rel_schema_get_type ())

GType rel_schema_get_type (void);
RelSchema *rel_schema_new (GPtrArray *collections);
RelSchema *rel_schema_ref (RelSchema *self);
void rel_schema_unref (RelSchema *self);

guint rel_schema_get_n_collections (RelSchema *self);
RelCollection *rel_schema_get_collection (RelSchema *self, guint index);
RelCollection *rel_schema_find_collection (RelSchema *self, const char *name);
gboolean rel_schema_has_collection (RelSchema *self, const char *name);
gboolean rel_schema_has_field (RelSchema *self, const char *collection, const char *field);
RelField *rel_schema_find_field (RelSchema *self, const char *collection, const char *field);
RelRelation *rel_schema_find_relation (RelSchema *self, const char *collection, const char *field, guint nth);
guint rel_schema_count_relations (RelSchema *self);
GPtrArray *rel_schema_get_incoming (RelSchema *self, const char *collection);
gboolean rel_schema_is_ghost (RelSchema *self, RelRelation *relation);

RelSchema *rel_schema_with_collection (RelSchema *self, RelCollection *collection);
RelSchema *rel_schema_without_collection (RelSchema *self, const char *name);
RelSchema *rel_schema_with_collections (RelSchema *self, GPtrArray *names, GPtrArray *collections);
RelSchema *rel_schema_sharing (RelSchema *self, RelSchema *known);
JsonNode *rel_schema_get_header (RelSchema *self);
RelSchema *rel_schema_with_header (RelSchema *self, JsonNode *header);
gboolean rel_schema_is_partial (RelSchema *self);
RelSchema *rel_schema_with_partial (RelSchema *self, gboolean partial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelSchema, rel_schema_unref)

G_END_DECLS
