/* rel-member-edit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-choice.h"
#include "rel-member.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

gboolean rel_member_edit_is_possible (const RelMember *member, RelSchema *schema, RelRelation *relation);
gboolean rel_member_edit_can_name (const RelMember *member);
const char *rel_member_edit_get_note (const RelMember *member);
GPtrArray *rel_member_edit_list_choices (const RelMember *member, RelSchema *schema, RelRelation *relation);
GStrv rel_member_edit_dup_selected (const RelMember *member, RelRelation *relation);
char *rel_member_edit_dup_misfit (const RelMember *member, RelSchema *schema, RelRelation *relation);
char *rel_member_edit_judge_name (const RelMember *member,
                                  RelSchema *schema,
                                  RelRelation *relation,
                                  const char *name,
                                  char **mistake);
gboolean rel_member_edit_choose (const RelMember *member,
                                 RelWorkspace *workspace,
                                 RelRelation *relation,
                                 JsonNode *value,
                                 GError **error);
gboolean rel_member_edit_name (const RelMember *member,
                               RelWorkspace *workspace,
                               RelRelation *relation,
                               const char *name,
                               GError **error);
gboolean rel_member_edit_take_back (const RelMember *member,
                                    RelWorkspace *workspace,
                                    RelRelation *relation,
                                    GError **error);

G_END_DECLS
