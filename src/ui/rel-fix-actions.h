/* rel-fix-actions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project-view.h"

G_BEGIN_DECLS

void rel_fix_actions_add (GActionMap *map, RelProjectView *view);

G_END_DECLS
