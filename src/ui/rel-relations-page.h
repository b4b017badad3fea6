/* rel-relations-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-table-row.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_RELATIONS_PAGE (rel_relations_page_get_type ())

G_DECLARE_FINAL_TYPE (RelRelationsPage, rel_relations_page, REL, RELATIONS_PAGE, GtkBox)

GtkWidget *rel_relations_page_new (void);
void rel_relations_page_show (RelRelationsPage *self, RelWorkspace *workspace, gboolean with_system);
void rel_relations_page_set_filter (RelRelationsPage *self, const char *text);
GtkSelectionModel *rel_relations_page_get_rows (RelRelationsPage *self);

G_END_DECLS
