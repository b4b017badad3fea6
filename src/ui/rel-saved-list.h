/* rel-saved-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REL_TYPE_SAVED_LIST (rel_saved_list_get_type ())

G_DECLARE_FINAL_TYPE (RelSavedList, rel_saved_list, REL, SAVED_LIST, AdwBin)

GtkWidget *rel_saved_list_new (void);
void rel_saved_list_load (RelSavedList *self);
void rel_saved_list_undo_forget (RelSavedList *self);

G_END_DECLS
