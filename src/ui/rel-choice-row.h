/* rel-choice-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-choice.h"

G_BEGIN_DECLS

#define REL_TYPE_CHOICE_ROW (rel_choice_row_get_type ())

G_DECLARE_FINAL_TYPE (RelChoiceRow, rel_choice_row, REL, CHOICE_ROW, GtkBox)

GtkWidget *rel_choice_row_new (void);
void rel_choice_row_set_choice (RelChoiceRow *self, RelChoice *choice);

G_END_DECLS
