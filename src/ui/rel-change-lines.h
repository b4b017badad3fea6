/* rel-change-lines.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-change.h"

G_BEGIN_DECLS

#define REL_TYPE_CHANGE_LINES (rel_change_lines_get_type ())

G_DECLARE_FINAL_TYPE (RelChangeLines, rel_change_lines, REL, CHANGE_LINES, GtkBox)

GtkWidget *rel_change_lines_new (void);
void rel_change_lines_show (RelChangeLines *self, RelChange *change, RelSchema *base);

G_END_DECLS
