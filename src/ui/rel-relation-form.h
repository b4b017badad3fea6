/* rel-relation-form.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-member-row.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_RELATION_FORM (rel_relation_form_get_type ())

G_DECLARE_FINAL_TYPE (RelRelationForm, rel_relation_form, REL, RELATION_FORM, GtkBox)

GtkWidget *rel_relation_form_new (void);
void rel_relation_form_show (RelRelationForm *self, RelWorkspace *workspace, RelRelation *relation, gboolean half);
RelMemberRow *rel_relation_form_find_row (RelRelationForm *self, const char *path);

G_END_DECLS
