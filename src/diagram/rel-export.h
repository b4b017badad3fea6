/* rel-export.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-diagram.h"

G_BEGIN_DECLS

/**
 * RelExportFormat:
 * @REL_EXPORT_SVG: a picture; its texts are texts
 * @REL_EXPORT_PDF: a picture on one page
 * @REL_EXPORT_PNG: a picture in pixels
 * @REL_EXPORT_DOT: for Graphviz
 * @REL_EXPORT_MERMAID: for Mermaid: an entity relationship diagram
 * @REL_EXPORT_DBML: for dbdiagram and dbdocs
 * @REL_EXPORT_LAYOUT: where cards stand and lines run, as JSON
 *
 * What a diagram is written as.
 */
typedef enum
{
  REL_EXPORT_SVG,
  REL_EXPORT_PDF,
  REL_EXPORT_PNG,
  REL_EXPORT_DOT,
  REL_EXPORT_MERMAID,
  REL_EXPORT_DBML,
  REL_EXPORT_LAYOUT,
} RelExportFormat;

/**
 * RelExportOptions:
 * @format: what it is written as
 * @diagram: what it shows
 * @dark: whether the ground is dark
 * @scale: pixels for a model unit; for PNG only
 * @title: (nullable): what it is a picture of
 *
 * How a diagram is exported.
 */
typedef struct
{
  RelExportFormat format;
  RelDiagramOptions diagram;
  gboolean dark;
  double scale;
  const char *title;
} RelExportOptions;

gboolean rel_export_find_format (const char *id, RelExportFormat *format);
GBytes *rel_export_write (RelSchema *schema,
                          const RelExportOptions *options,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
