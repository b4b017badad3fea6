/* rel-collection-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_COLLECTION_PAGE (rel_collection_page_get_type ())

G_DECLARE_FINAL_TYPE (RelCollectionPage, rel_collection_page, REL, COLLECTION_PAGE, AdwBin)

GtkWidget *rel_collection_page_new (void);
void rel_collection_page_show (RelCollectionPage *self, RelWorkspace *workspace, RelPlace *place);
void rel_collection_page_begin (RelCollectionPage *self, RelWorkspace *workspace, RelPlace *place);
gboolean rel_collection_page_go_on (RelCollectionPage *self);

G_END_DECLS
