/* rel-drawing-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One function for each format. All take a scene as it is; none leaves an edge out.
 */

#pragma once

#include <pango/pangocairo.h>

#include "rel-drawing.h"

G_BEGIN_DECLS

/* The family and the size of texts, in points and in model units. */
#define REL_DRAWING_FONT      "Sans"
#define REL_DRAWING_FONT_SIZE 11.0

PangoContext *rel_drawing_new_context (void);

GBytes *rel_drawing_svg (RelScene *scene, PangoContext *context, const RelPaintStyle *style, const char *title);
GBytes *rel_drawing_pdf (RelScene *scene, PangoContext *context, const RelPaintStyle *style, GError **error);
GBytes *rel_drawing_png (RelGrid *grid,
                         PangoContext *context,
                         const RelPaintStyle *style,
                         int *done,
                         GCancellable *cancellable,
                         GError **error);
GBytes *rel_drawing_dot (RelScene *scene);
GBytes *rel_drawing_mermaid (RelScene *scene, RelSchema *schema);
GBytes *rel_drawing_dbml (RelScene *scene, RelSchema *schema);
GBytes *rel_drawing_layout (RelScene *scene);

void rel_drawing_append_signs (GString *text);
void rel_drawing_append_number (GString *text, double number);
void rel_drawing_append_step (GString *text, char step, double x, double y);
void rel_drawing_append_line (GString *text, const RelEdge *edge, const char *class);

const char *rel_drawing_get_name (const RelCard *card);
char *rel_drawing_dup_end (RelScene *scene, const RelEdgeEnd *end);
char *rel_drawing_dup_sentence (RelScene *scene, const RelEdge *edge);
const char *rel_drawing_get_type (RelSchema *schema, const RelCard *card, const char *field);

G_END_DECLS
