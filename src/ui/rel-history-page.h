/* rel-history-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_HISTORY_PAGE (rel_history_page_get_type ())

G_DECLARE_FINAL_TYPE (RelHistoryPage, rel_history_page, REL, HISTORY_PAGE, AdwBin)

GtkWidget *rel_history_page_new (void);
void rel_history_page_show (RelHistoryPage *self, RelWorkspace *workspace);

G_END_DECLS
