/* rel-member-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-chooser.h"
#include "rel-member.h"

G_BEGIN_DECLS

#define REL_TYPE_MEMBER_ROW (rel_member_row_get_type ())

G_DECLARE_FINAL_TYPE (RelMemberRow, rel_member_row, REL, MEMBER_ROW, AdwPreferencesRow)

GtkWidget *rel_member_row_new (const RelMember *member);
const RelMember *rel_member_row_get_member (RelMemberRow *self);
void rel_member_row_set_mnemonic (RelMemberRow *self, const char *label);
void rel_member_row_show (RelMemberRow *self, RelSchema *schema, RelRelation *relation, RelRelation *before);
void rel_member_row_set_mistake (RelMemberRow *self, const char *mistake);
const char *rel_member_row_get_mistake (RelMemberRow *self);
RelChooser *rel_member_row_get_chooser (RelMemberRow *self);
gboolean rel_member_row_is_changed (RelMemberRow *self);

G_END_DECLS
