/* rel-drawing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-diagram.h"
#include "rel-paint.h"

G_BEGIN_DECLS

/**
 * RelDrawingFormat:
 * @REL_DRAWING_SVG: a picture; its texts are texts
 * @REL_DRAWING_PDF: a picture on one page
 * @REL_DRAWING_PNG: a picture in pixels
 * @REL_DRAWING_DOT: for Graphviz
 * @REL_DRAWING_MERMAID: for Mermaid: an entity relationship diagram
 * @REL_DRAWING_DBML: for dbdiagram and dbdocs
 * @REL_DRAWING_LAYOUT: where cards stand and lines run, as JSON
 *
 * What a diagram is written as.
 */
typedef enum
{
  REL_DRAWING_SVG,
  REL_DRAWING_PDF,
  REL_DRAWING_PNG,
  REL_DRAWING_DOT,
  REL_DRAWING_MERMAID,
  REL_DRAWING_DBML,
  REL_DRAWING_LAYOUT,
} RelDrawingFormat;

/**
 * RelDrawingOptions:
 * @format: what it is written as
 * @diagram: what it shows
 * @dark: whether the ground is dark
 * @scale: pixels for a model unit; for PNG only
 * @title: (nullable): what it is a picture of
 * @base: (nullable): what it is compared with: what differs is marked, and the rest steps back;
 *   for SVG, PDF and PNG only
 * @pins: (array length=n_pins) (nullable): cards that were put somewhere by hand
 * @n_pins: how many
 *
 * How a diagram is exported.
 */
typedef struct
{
  RelDrawingFormat format;
  RelDiagramOptions diagram;
  gboolean dark;
  double scale;
  const char *title;
  RelSchema *base;
  const RelDiagramPlace *pins;
  guint n_pins;
} RelDrawingOptions;

gboolean rel_drawing_find_format (const char *id, RelDrawingFormat *format);
GBytes *rel_drawing_write (RelSchema *schema,
                           const RelDrawingOptions *options,
                           GCancellable *cancellable,
                           GError **error);
GBytes *rel_drawing_write_picture (RelGrid *grid,
                                   RelDrawingFormat format,
                                   const char *title,
                                   PangoContext *context,
                                   const RelPaintStyle *style,
                                   int *done,
                                   GCancellable *cancellable,
                                   GError **error);
cairo_surface_t *rel_drawing_paint (RelGrid *grid,
                                    PangoContext *context,
                                    const RelPaintStyle *style,
                                    int *done,
                                    GCancellable *cancellable,
                                    GError **error);
double rel_drawing_fit_scale (RelScene *scene, double scale, double most_px);

G_END_DECLS
