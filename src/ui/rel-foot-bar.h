/* rel-foot-bar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_FOOT_BAR (rel_foot_bar_get_type ())

G_DECLARE_FINAL_TYPE (RelFootBar, rel_foot_bar, REL, FOOT_BAR, AdwBin)

GtkWidget *rel_foot_bar_new (void);
void rel_foot_bar_show (RelFootBar *self, RelWorkspace *workspace, gboolean reviewing);
void rel_foot_bar_set_narrow (RelFootBar *self, gboolean narrow);

G_END_DECLS
