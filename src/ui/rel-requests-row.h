/* rel-requests-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-snippet.h"

G_BEGIN_DECLS

#define REL_TYPE_REQUESTS_ROW (rel_requests_row_get_type ())

G_DECLARE_FINAL_TYPE (RelRequestsRow, rel_requests_row, REL, REQUESTS_ROW, AdwExpanderRow)

GtkWidget *rel_requests_row_new (void);
void rel_requests_row_show (RelRequestsRow *self, GPtrArray *changes, RelSchema *base, const char *url);
void rel_requests_row_show_reading (RelRequestsRow *self, GPtrArray *relations, const char *url);
char *rel_requests_row_dup_text (RelRequestsRow *self);

G_END_DECLS
