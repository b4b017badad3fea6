/* rel-difference-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-comparison.h"
#include "rel-difference.h"

G_BEGIN_DECLS

#define REL_TYPE_DIFFERENCE_LIST (rel_difference_list_get_type ())

G_DECLARE_FINAL_TYPE (RelDifferenceList, rel_difference_list, REL, DIFFERENCE_LIST, AdwBin)

GtkWidget *rel_difference_list_new (void);
GPtrArray *rel_difference_list_make_rows (RelComparison *comparison);
void rel_difference_list_show (RelDifferenceList *self, GPtrArray *rows);
GListModel *rel_difference_list_list_rows (RelDifferenceList *self);
GPtrArray *rel_difference_list_list_ticked (RelDifferenceList *self);
guint rel_difference_list_get_n_ticked (RelDifferenceList *self);
guint rel_difference_list_get_n_whole (RelDifferenceList *self);
void rel_difference_list_tick_all (RelDifferenceList *self, gboolean ticked);
guint rel_difference_list_get_first_ticked (RelDifferenceList *self);
void rel_difference_list_focus (RelDifferenceList *self, guint position);

G_END_DECLS
