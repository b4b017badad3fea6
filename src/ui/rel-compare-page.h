/* rel-compare-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-counterpart.h"
#include "rel-difference-list.h"

G_BEGIN_DECLS

#define REL_TYPE_COMPARE_PAGE (rel_compare_page_get_type ())

G_DECLARE_FINAL_TYPE (RelComparePage, rel_compare_page, REL, COMPARE_PAGE, GtkBox)

GtkWidget *rel_compare_page_new (void);
void rel_compare_page_show (RelComparePage *self, RelWorkspace *workspace);
void rel_compare_page_compare (RelComparePage *self, RelCounterpart *counterpart);
gboolean rel_compare_page_is_working (RelComparePage *self);
RelComparison *rel_compare_page_get_comparison (RelComparePage *self);
RelSchema *rel_compare_page_get_there (RelComparePage *self, const char **name);
RelDifferenceList *rel_compare_page_get_list (RelComparePage *self);
const char *rel_compare_page_get_error (RelComparePage *self);

G_END_DECLS
