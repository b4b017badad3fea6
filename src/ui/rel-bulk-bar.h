/* rel-bulk-bar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_BULK_BAR (rel_bulk_bar_get_type ())

G_DECLARE_FINAL_TYPE (RelBulkBar, rel_bulk_bar, REL, BULK_BAR, AdwBin)

void rel_bulk_bar_show_count (RelBulkBar *self, guint n_relations);
gboolean rel_bulk_bar_is_shown (RelBulkBar *self);
void rel_bulk_bar_set_member (RelBulkBar *self,
                              RelWorkspace *workspace,
                              GPtrArray *relations,
                              const char *path,
                              const char *text);

G_END_DECLS
