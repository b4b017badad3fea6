/* rel-changes-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-change-list.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_CHANGES_PAGE (rel_changes_page_get_type ())

G_DECLARE_FINAL_TYPE (RelChangesPage, rel_changes_page, REL, CHANGES_PAGE, GtkBox)

GtkWidget *rel_changes_page_new (void);
void rel_changes_page_show (RelChangesPage *self, RelWorkspace *workspace);
RelChangeList *rel_changes_page_get_list (RelChangesPage *self);
void rel_changes_page_publish (RelChangesPage *self);
void rel_changes_page_focus_publish (RelChangesPage *self);
void rel_changes_page_cancel (RelChangesPage *self);
gboolean rel_changes_page_is_publishing (RelChangesPage *self);
const char *rel_changes_page_get_result (RelChangesPage *self);

G_END_DECLS
