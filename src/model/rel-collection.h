/* rel-collection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-field.h"
#include "rel-relation.h"

G_BEGIN_DECLS

typedef struct _RelCollection RelCollection;

#define REL_TYPE_COLLECTION (rel_collection_get_type ())

GType rel_collection_get_type (void);
RelCollection *rel_collection_new (const char *name, JsonNode *json, GPtrArray *fields, GPtrArray *relations);
RelCollection *rel_collection_ref (RelCollection *self);
void rel_collection_unref (RelCollection *self);

const char *rel_collection_name_get_short (const char *name);
JsonNode *rel_collection_get_json (RelCollection *self);
JsonNode *rel_collection_to_json (RelCollection *self);
const char *rel_collection_get_name (RelCollection *self);
gboolean rel_collection_exists (RelCollection *self);
gboolean rel_collection_is_folder (RelCollection *self);
gboolean rel_collection_is_hidden (RelCollection *self);
gboolean rel_collection_is_system (RelCollection *self);
const char *rel_collection_get_group (RelCollection *self);
const char *rel_collection_get_note (RelCollection *self);
gint64 rel_collection_get_sort (RelCollection *self);

JsonNode *rel_collection_get_member (RelCollection *self, const char *path);
RelCollection *rel_collection_with_member (RelCollection *self, const char *path, JsonNode *value);

gboolean rel_collection_equal (RelCollection *self, RelCollection *other);
guint rel_collection_get_n_fields (RelCollection *self);
RelField *rel_collection_get_field (RelCollection *self, guint index);
RelField *rel_collection_find_field (RelCollection *self, const char *name);
RelField *rel_collection_find_primary_key (RelCollection *self);
gboolean rel_collection_shares_fields (RelCollection *self, RelCollection *other);
guint rel_collection_get_n_relations (RelCollection *self);
RelRelation *rel_collection_get_relation (RelCollection *self, guint index);
RelRelation *rel_collection_find_relation (RelCollection *self, const char *field, guint nth);
guint rel_collection_get_nth (RelCollection *self, RelRelation *relation);

gboolean rel_is_system_name (const char *collection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelCollection, rel_collection_unref)

G_END_DECLS
