/* rel-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

typedef enum
{
  REL_CHANGE_CREATE,
  REL_CHANGE_UPDATE,
  REL_CHANGE_DELETE,
} RelChangeAction;

typedef enum
{
  REL_OBJECT_COLLECTION,
  REL_OBJECT_FIELD,
  REL_OBJECT_RELATION,
} RelObject;

typedef struct _RelChange RelChange;

/**
 * RelMemberChange:
 * @path: (owned): the member by its name in the API, as `meta.sort_field`
 * @before: (owned) (nullable): its value before; %NULL if absent
 * @after: (owned) (nullable): its value after; %NULL if absent
 *
 * One member that an update changes.
 */
typedef struct
{
  char *path;
  JsonNode *before;
  JsonNode *after;
} RelMemberChange;

#define REL_TYPE_CHANGE (rel_change_get_type ())

GType rel_change_get_type (void);
RelChange *rel_change_new (RelObject object, guint nth, JsonNode *before, JsonNode *after);
RelChange *rel_change_new_from_json (JsonNode *json, GError **error);
void rel_change_set_base (RelChange *self, RelSchema *base);
RelChange *rel_change_ref (RelChange *self);
void rel_change_unref (RelChange *self);

RelObject rel_change_get_object (RelChange *self);
RelChangeAction rel_change_get_action (RelChange *self);
const char *rel_change_get_collection (RelChange *self);
const char *rel_change_get_field (RelChange *self);
guint rel_change_get_nth (RelChange *self);
JsonNode *rel_change_get_before (RelChange *self);
JsonNode *rel_change_get_after (RelChange *self);
JsonNode *rel_change_dup_basis (RelChange *self);
GPtrArray *rel_change_get_members (RelChange *self);
char *rel_change_dup_name (RelChange *self);
char *rel_change_dup_id (RelChange *self);
JsonNode *rel_change_to_json (RelChange *self);
JsonNode *rel_change_find_current (RelChange *self, RelSchema *schema);
RelSchema *rel_change_apply (RelChange *self, RelSchema *schema, GError **error);

GPtrArray *rel_member_changes (RelObject object, JsonNode *before, JsonNode *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelChange, rel_change_unref)

G_END_DECLS
