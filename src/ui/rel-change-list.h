/* rel-change-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-change-row.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_CHANGE_LIST (rel_change_list_get_type ())

G_DECLARE_FINAL_TYPE (RelChangeList, rel_change_list, REL, CHANGE_LIST, GtkBox)

GtkWidget *rel_change_list_new (void);
void rel_change_list_show (RelChangeList *self, RelWorkspace *workspace);
guint rel_change_list_get_n_rows (RelChangeList *self);
GPtrArray *rel_change_list_list_selected (RelChangeList *self);
guint rel_change_list_find_focus (RelChangeList *self);
void rel_change_list_focus_nth (RelChangeList *self, guint nth);
gboolean rel_change_list_focus_conflict (RelChangeList *self);
RelChangeRow *rel_change_list_find_row (RelChangeList *self, const char *id);

G_END_DECLS
