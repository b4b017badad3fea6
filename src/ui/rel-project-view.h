/* rel-project-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-lasting.h"
#include "rel-pages.h"
#include "rel-sidebar.h"
#include "rel-split.h"

G_BEGIN_DECLS

#define REL_TYPE_PROJECT_VIEW (rel_project_view_get_type ())

G_DECLARE_FINAL_TYPE (RelProjectView, rel_project_view, REL, PROJECT_VIEW, AdwBin)

GtkWidget *rel_project_view_new (void);
void rel_project_view_set_workspace (RelProjectView *self, RelWorkspace *workspace);
void rel_project_view_set_asks (RelProjectView *self, gboolean asks);
RelWorkspace *rel_project_view_get_workspace (RelProjectView *self);
void rel_project_view_go (RelProjectView *self, RelPlace *place);
void rel_project_view_focus_page (RelProjectView *self);
gboolean rel_project_view_is_page_coming (RelProjectView *self);
void rel_project_view_go_back (RelProjectView *self);
void rel_project_view_go_forward (RelProjectView *self);
RelPlace *rel_project_view_get_place (RelProjectView *self);
void rel_project_view_say (RelProjectView *self, const char *text, gboolean can_undo);
RelLasting *rel_project_view_get_lasting (RelProjectView *self);
gboolean rel_project_view_can_go_back (RelProjectView *self);
gboolean rel_project_view_can_go_forward (RelProjectView *self);
RelSplit *rel_project_view_get_split (RelProjectView *self);
RelSidebar *rel_project_view_get_sidebar (RelProjectView *self);
RelChecker *rel_project_view_get_checker (RelProjectView *self);
GActionGroup *rel_project_view_get_actions (RelProjectView *self);
RelPages *rel_project_view_get_pages (RelProjectView *self);

G_END_DECLS
