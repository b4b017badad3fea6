/* rel-finder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_FINDER (rel_finder_get_type ())

G_DECLARE_FINAL_TYPE (RelFinder, rel_finder, REL, FINDER, AdwWindow)

GtkWidget *rel_finder_new (RelWorkspace *workspace, GActionGroup *commands, gboolean with_system);
void rel_finder_search (RelFinder *self, const char *text);
GListModel *rel_finder_list_matches (RelFinder *self);
void rel_finder_activate (RelFinder *self);

G_END_DECLS
