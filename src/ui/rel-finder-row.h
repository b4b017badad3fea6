/* rel-finder-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-finder-item.h"

G_BEGIN_DECLS

#define REL_TYPE_FINDER_ROW (rel_finder_row_get_type ())

G_DECLARE_FINAL_TYPE (RelFinderRow, rel_finder_row, REL, FINDER_ROW, GtkBox)

GtkWidget *rel_finder_row_new (void);
void rel_finder_row_show (RelFinderRow *self, RelFinderItem *item, const char *keys);

G_END_DECLS
