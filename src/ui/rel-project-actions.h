/* rel-project-actions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project-view.h"

G_BEGIN_DECLS

GActionGroup *rel_project_actions_new (RelProjectView *view);
void rel_project_actions_update (GActionGroup *group, RelProjectView *view);

G_END_DECLS
