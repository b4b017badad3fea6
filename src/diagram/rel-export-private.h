/* rel-export-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One function for each format. All take a scene as it is; none leaves an edge out.
 */

#pragma once

#include <pango/pangocairo.h>

#include "rel-export.h"
#include "rel-palette.h"

G_BEGIN_DECLS

/* The family and the size of texts, in points and in model units. */
#define REL_EXPORT_FONT      "Sans"
#define REL_EXPORT_FONT_SIZE 11.0
#define REL_EXPORT_FONT_PX   (REL_EXPORT_FONT_SIZE * 96 / 72)

PangoContext *rel_export_new_context (void);

GBytes *rel_export_svg (RelScene *scene, PangoContext *context, const RelPalette *palette, const char *title);
GBytes *rel_export_pdf (RelScene *scene, PangoContext *context, const RelPalette *palette, GError **error);
GBytes *rel_export_png (RelScene *scene,
                        PangoContext *context,
                        const RelPalette *palette,
                        double scale,
                        GError **error);
GBytes *rel_export_dot (RelScene *scene);
GBytes *rel_export_mermaid (RelScene *scene, RelSchema *schema);
GBytes *rel_export_dbml (RelScene *scene, RelSchema *schema);
GBytes *rel_export_layout (RelScene *scene);

void rel_export_append_signs (GString *text);

const char *rel_export_get_name (const RelCard *card);
char *rel_export_dup_end (RelScene *scene, const RelEdgeEnd *end);
char *rel_export_dup_sentence (RelScene *scene, const RelEdge *edge);
const char *rel_export_get_type (RelSchema *schema, const RelCard *card, const char *field);

G_END_DECLS
