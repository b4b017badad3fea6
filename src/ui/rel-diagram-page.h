/* rel-diagram-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-canvas.h"
#include "rel-checker.h"
#include "rel-diagram-pins.h"
#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_DIAGRAM_PAGE (rel_diagram_page_get_type ())

G_DECLARE_FINAL_TYPE (RelDiagramPage, rel_diagram_page, REL, DIAGRAM_PAGE, GtkBox)

GtkWidget *rel_diagram_page_new (void);
void rel_diagram_page_show (RelDiagramPage *self, RelWorkspace *workspace, RelChecker *checker, gboolean with_system);
void rel_diagram_page_point_at (RelDiagramPage *self, RelPlace *place);
void rel_diagram_page_set_filter (RelDiagramPage *self, const char *text);
RelCanvas *rel_diagram_page_get_canvas (RelDiagramPage *self);
RelDiagramPins *rel_diagram_page_get_pins (RelDiagramPage *self);
void rel_diagram_page_compare (RelDiagramPage *self, const char *name, RelSchema *there);
gboolean rel_diagram_page_is_busy (RelDiagramPage *self);

G_END_DECLS
