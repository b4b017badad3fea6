/* rel-diagram-pins.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-canvas.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_DIAGRAM_PINS (rel_diagram_pins_get_type ())

G_DECLARE_FINAL_TYPE (RelDiagramPins, rel_diagram_pins, REL, DIAGRAM_PINS, GObject)

RelDiagramPins *rel_diagram_pins_new (RelCanvas *canvas, GActionMap *actions);
GActionMap *rel_diagram_pins_get_actions (RelDiagramPins *self);
void rel_diagram_pins_set_workspace (RelDiagramPins *self, RelWorkspace *workspace);
void rel_diagram_pins_set_shown (RelDiagramPins *self, RelArrangement *shown);
void rel_diagram_pins_update (RelDiagramPins *self);
void rel_diagram_pins_save (RelDiagramPins *self, GFile *file);
void rel_diagram_pins_open (RelDiagramPins *self, GFile *file);

G_END_DECLS
