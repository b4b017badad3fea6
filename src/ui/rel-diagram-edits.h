/* rel-diagram-edits.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-bulk-bar.h"
#include "rel-canvas.h"

G_BEGIN_DECLS

typedef struct _RelDiagramEdits RelDiagramEdits;

RelDiagramEdits *rel_diagram_edits_new (RelCanvas *canvas, RelBulkBar *bar, GActionMap *actions);
void rel_diagram_edits_free (RelDiagramEdits *self);
void rel_diagram_edits_update (RelDiagramEdits *self, RelWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDiagramEdits, rel_diagram_edits_free)

G_END_DECLS
