/* rel-field-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_FIELD_LIST (rel_field_list_get_type ())

G_DECLARE_FINAL_TYPE (RelFieldList, rel_field_list, REL, FIELD_LIST, AdwBin)

GtkWidget *rel_field_list_new (void);
void rel_field_list_show (RelFieldList *self, RelWorkspace *workspace, const char *collection);

G_END_DECLS
