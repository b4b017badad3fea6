/* rel-collection-settings.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_COLLECTION_SETTINGS (rel_collection_settings_get_type ())

G_DECLARE_FINAL_TYPE (RelCollectionSettings, rel_collection_settings, REL, COLLECTION_SETTINGS, AdwBin)

GtkWidget *rel_collection_settings_new (void);
void rel_collection_settings_show (RelCollectionSettings *self, RelWorkspace *workspace, const char *collection);

G_END_DECLS
