/* rel-tab-stop.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REL_TYPE_TAB_STOP (rel_tab_stop_get_type ())

G_DECLARE_FINAL_TYPE (RelTabStop, rel_tab_stop, REL, TAB_STOP, AdwBin)

GtkWidget *rel_tab_stop_new (void);

G_END_DECLS
