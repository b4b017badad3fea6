/* rel-flow.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REL_TYPE_FLOW (rel_flow_get_type ())

G_DECLARE_FINAL_TYPE (RelFlow, rel_flow, REL, FLOW, GtkWidget)

GtkWidget *rel_flow_new (void);

G_END_DECLS
