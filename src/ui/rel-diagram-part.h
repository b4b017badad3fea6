/* rel-diagram-part.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-diagram.h"

G_BEGIN_DECLS

#define REL_TYPE_DIAGRAM_PART (rel_diagram_part_get_type ())

G_DECLARE_FINAL_TYPE (RelDiagramPart, rel_diagram_part, REL, DIAGRAM_PART, GObject)

RelDiagramPart *rel_diagram_part_new (void);
GActionGroup *rel_diagram_part_get_actions (RelDiagramPart *self);
void rel_diagram_part_set_system (RelDiagramPart *self, gboolean system);
void rel_diagram_part_set_around (RelDiagramPart *self, const char *collection, guint n_steps);
void rel_diagram_part_set_folder (RelDiagramPart *self, const char *folder);
void rel_diagram_part_set_path (RelDiagramPart *self, const char *from, const char *to);
void rel_diagram_part_set_all (RelDiagramPart *self);
void rel_diagram_part_get_options (RelDiagramPart *self, RelDiagramOptions *options);
gboolean rel_diagram_part_is_all (RelDiagramPart *self);
char *rel_diagram_part_dup_text (RelDiagramPart *self);

G_END_DECLS
