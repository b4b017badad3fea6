/* rel-field.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-json.h"

G_BEGIN_DECLS

typedef struct _RelField RelField;

#define REL_TYPE_FIELD (rel_field_get_type ())

GType rel_field_get_type (void);
RelField *rel_field_new (JsonNode *json, GError **error);
RelField *rel_field_ref (RelField *self);
void rel_field_unref (RelField *self);

JsonNode *rel_field_get_json (RelField *self);
const char *rel_field_get_collection (RelField *self);
const char *rel_field_get_name (RelField *self);
const char *rel_field_get_data_type (RelField *self);
const char *rel_field_get_interface (RelField *self);
const char *rel_field_get_note (RelField *self);
gboolean rel_field_has_special (RelField *self, const char *special);
GStrv rel_field_dup_special (RelField *self);
gboolean rel_field_is_alias (RelField *self);
gboolean rel_field_is_primary_key (RelField *self);
gboolean rel_field_is_nullable (RelField *self);
gboolean rel_field_has_default (RelField *self);
JsonNode *rel_field_get_member (RelField *self, const char *path);
gboolean rel_field_is_system (RelField *self);
RelField *rel_field_with_member (RelField *self, const char *path, JsonNode *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelField, rel_field_unref)

G_END_DECLS
