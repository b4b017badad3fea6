/* rel-diagram-output.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-canvas.h"

G_BEGIN_DECLS

#define REL_TYPE_DIAGRAM_OUTPUT (rel_diagram_output_get_type ())

G_DECLARE_FINAL_TYPE (RelDiagramOutput, rel_diagram_output, REL, DIAGRAM_OUTPUT, GtkBox)

void rel_diagram_output_set_canvas (RelDiagramOutput *self, RelCanvas *canvas, GActionMap *actions);
void rel_diagram_output_set_title (RelDiagramOutput *self, const char *title);
void rel_diagram_output_export (RelDiagramOutput *self, GFile *file);
gboolean rel_diagram_output_is_busy (RelDiagramOutput *self);

G_END_DECLS
