/* rel-change-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_CHANGE_ROW (rel_change_row_get_type ())

G_DECLARE_FINAL_TYPE (RelChangeRow, rel_change_row, REL, CHANGE_ROW, AdwPreferencesRow)

GtkWidget *rel_change_row_new (void);
void rel_change_row_show (RelChangeRow *self, RelChange *change, RelSchema *base, const GError *error);
void rel_change_row_show_conflicts (RelChangeRow *self, GPtrArray *conflicts);
gboolean rel_change_row_focus_conflict (RelChangeRow *self);
void rel_change_row_set_step (RelChangeRow *self, RelStep step);
void rel_change_row_end_step (RelChangeRow *self);
RelChange *rel_change_row_get_change (RelChangeRow *self);
gboolean rel_change_row_is_selected (RelChangeRow *self);
void rel_change_row_set_selected (RelChangeRow *self, gboolean selected);
void rel_change_row_set_part (RelChangeRow *self, gboolean is_part);
const char *rel_change_row_get_error (RelChangeRow *self);

G_END_DECLS
