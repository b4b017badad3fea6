/* rel-difference-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-difference.h"

G_BEGIN_DECLS

#define REL_TYPE_DIFFERENCE_ROW (rel_difference_row_get_type ())

G_DECLARE_FINAL_TYPE (RelDifferenceRow, rel_difference_row, REL, DIFFERENCE_ROW, AdwBin)

GtkWidget *rel_difference_row_new (void);
void rel_difference_row_set_difference (RelDifferenceRow *self, RelDifference *difference);
RelDifference *rel_difference_row_get_difference (RelDifferenceRow *self);

G_END_DECLS
