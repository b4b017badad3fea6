/* rel-columns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REL_TYPE_COLUMNS (rel_columns_get_type ())

G_DECLARE_FINAL_TYPE (RelColumns, rel_columns, REL, COLUMNS, GtkWidget)

GtkWidget *rel_columns_new (void);
void rel_columns_set_narrow (RelColumns *self, gboolean narrow);

G_END_DECLS
