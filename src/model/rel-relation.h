/* rel-relation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-json.h"

G_BEGIN_DECLS

typedef struct _RelRelation RelRelation;

#define REL_TYPE_RELATION (rel_relation_get_type ())

GType rel_relation_get_type (void);
RelRelation *rel_relation_new (JsonNode *json, guint position, GError **error);
RelRelation *rel_relation_ref (RelRelation *self);
void rel_relation_unref (RelRelation *self);

JsonNode *rel_relation_get_json (RelRelation *self);
guint rel_relation_get_position (RelRelation *self);
const char *rel_relation_get_collection (RelRelation *self);
const char *rel_relation_get_field (RelRelation *self);
const char *rel_relation_get_related_collection (RelRelation *self);
const char *rel_relation_get_target (RelRelation *self);
gboolean rel_relation_has_meta (RelRelation *self);
gboolean rel_relation_has_foreign_key (RelRelation *self);
gboolean rel_relation_is_system (RelRelation *self);
gboolean rel_relation_is_any (RelRelation *self);
const char *rel_relation_get_one_collection (RelRelation *self);
const char *rel_relation_get_one_field (RelRelation *self);
const char *rel_relation_get_one_collection_field (RelRelation *self);
const char *const *rel_relation_get_one_allowed_collections (RelRelation *self);
const char *rel_relation_get_one_deselect_action (RelRelation *self);
const char *rel_relation_get_junction_field (RelRelation *self);
const char *rel_relation_get_sort_field (RelRelation *self);
const char *rel_relation_get_on_delete (RelRelation *self);
const char *rel_relation_get_on_update (RelRelation *self);
JsonNode *rel_relation_get_member (RelRelation *self, const char *path);
RelRelation *rel_relation_with_member (RelRelation *self, const char *path, JsonNode *value);

gboolean rel_relation_member_equal (const char *path, JsonNode *a, JsonNode *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelRelation, rel_relation_unref)

G_END_DECLS
