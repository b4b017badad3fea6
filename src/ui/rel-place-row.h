/* rel-place-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-place.h"

G_BEGIN_DECLS

#define REL_TYPE_PLACE_ROW (rel_place_row_get_type ())

G_DECLARE_FINAL_TYPE (RelPlaceRow, rel_place_row, REL, PLACE_ROW, GtkListBoxRow)

GtkWidget *rel_place_row_new (RelPlaceKind kind, const char *icon_name);
RelPlaceKind rel_place_row_get_kind (RelPlaceRow *self);
void rel_place_row_set_count (RelPlaceRow *self, guint count, gboolean asks);

G_END_DECLS
