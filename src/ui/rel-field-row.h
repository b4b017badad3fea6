/* rel-field-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_FIELD_ROW (rel_field_row_get_type ())

G_DECLARE_FINAL_TYPE (RelFieldRow, rel_field_row, REL, FIELD_ROW, AdwExpanderRow)

GtkWidget *rel_field_row_new (void);
void rel_field_row_show (RelFieldRow *self, RelWorkspace *workspace, const char *collection);
void rel_field_row_choose (RelFieldRow *self, const char *name);

G_END_DECLS
