/* rel-relation-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-deletion-button.h"
#include "rel-place.h"
#include "rel-relation-form.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_RELATION_PAGE (rel_relation_page_get_type ())

G_DECLARE_FINAL_TYPE (RelRelationPage, rel_relation_page, REL, RELATION_PAGE, AdwBin)

GtkWidget *rel_relation_page_new (void);
void rel_relation_page_show (RelRelationPage *self, RelWorkspace *workspace, RelPlace *place, GPtrArray *findings);
RelRelationForm *rel_relation_page_get_form (RelRelationPage *self);
RelRelationForm *rel_relation_page_get_second_form (RelRelationPage *self);
RelDeletionButton *rel_relation_page_get_deletion (RelRelationPage *self);

G_END_DECLS
