/* rel-counterpart-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-counterpart.h"

G_BEGIN_DECLS

#define REL_TYPE_COUNTERPART_LIST (rel_counterpart_list_get_type ())

G_DECLARE_FINAL_TYPE (RelCounterpartList, rel_counterpart_list, REL, COUNTERPART_LIST, AdwBin)

GtkWidget *rel_counterpart_list_new (void);
void rel_counterpart_list_show (RelCounterpartList *self, RelWorkspace *workspace);

G_END_DECLS
