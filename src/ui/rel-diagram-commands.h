/* rel-diagram-commands.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-canvas.h"
#include "rel-diagram-part.h"

G_BEGIN_DECLS

typedef struct _RelDiagramCommands RelDiagramCommands;

RelDiagramCommands *rel_diagram_commands_new (RelCanvas *canvas, RelDiagramPart *part);
void rel_diagram_commands_follow_menu (RelDiagramCommands *self, GtkMenuButton *button);
void rel_diagram_commands_free (RelDiagramCommands *self);
GActionGroup *rel_diagram_commands_get_actions (RelDiagramCommands *self);
void rel_diagram_commands_update (RelDiagramCommands *self, RelSchema *schema);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDiagramCommands, rel_diagram_commands_free)

G_END_DECLS
