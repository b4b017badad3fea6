/* rel-member.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

/**
 * RelMemberType:
 * @REL_MEMBER_TEXT: text that is only shown
 * @REL_MEMBER_NUMBER: a number that is only shown
 * @REL_MEMBER_ACTION: one of the actions of a foreign key
 * @REL_MEMBER_DESELECT: `nullify` or `delete`
 * @REL_MEMBER_OWN_FIELD: a field with a column, of the relation's own collection
 * @REL_MEMBER_RELATED_ALIAS: an alias of the related collection
 * @REL_MEMBER_COLLECTIONS: a list of collections
 *
 * What stands in a member of the relation object.
 */
typedef enum
{
  REL_MEMBER_TEXT,
  REL_MEMBER_NUMBER,
  REL_MEMBER_ACTION,
  REL_MEMBER_DESELECT,
  REL_MEMBER_OWN_FIELD,
  REL_MEMBER_RELATED_ALIAS,
  REL_MEMBER_COLLECTIONS,
} RelMemberType;

typedef struct _RelMember RelMember;

guint rel_member_get_count (void);
const RelMember *rel_member_get_nth (guint index);
const RelMember *rel_member_find (const char *path);
const char *rel_member_get_path (const RelMember *self);
const char *rel_member_get_label (const RelMember *self);
const char *rel_member_get_noun (const RelMember *self);
RelMemberType rel_member_get_type (const RelMember *self);
gboolean rel_member_is_writable (const RelMember *self);
gboolean rel_member_may_be_null (const RelMember *self);
gboolean rel_member_applies (const RelMember *self, RelRelation *relation);
GStrv rel_member_dup_choices (const RelMember *self, RelSchema *schema, RelRelation *relation);
const char *rel_member_get_choice_label (const RelMember *self, const char *choice);
JsonNode *rel_member_parse (const RelMember *self, const char *text);
char *rel_member_dup_text (JsonNode *value);
char *rel_member_dup_edit_name (const char *path, const char *where, const char *text);

G_END_DECLS
