/* rel-place-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-checker.h"
#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_PLACE_LIST (rel_place_list_get_type ())

G_DECLARE_FINAL_TYPE (RelPlaceList, rel_place_list, REL, PLACE_LIST, AdwBin)

GtkWidget *rel_place_list_new (void);
void rel_place_list_show (RelPlaceList *self, RelWorkspace *workspace, RelChecker *checker, gboolean with_system);
void rel_place_list_show_findings (RelPlaceList *self, GPtrArray *findings);
gboolean rel_place_list_select (RelPlaceList *self, RelPlace *place);
gboolean rel_place_list_focus (RelPlaceList *self, RelPlace *place);

G_END_DECLS
