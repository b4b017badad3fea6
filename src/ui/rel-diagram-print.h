/* rel-diagram-print.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-tile-task.h"

G_BEGIN_DECLS

/**
 * RelPaperFit:
 * @REL_PAPER_FIT_BEST: on one page if it can be read there, else on several; but on one as
 *   well if it would take very many
 * @REL_PAPER_FIT_ONE: on one page, however small
 * @REL_PAPER_FIT_SEVERAL: in its own size, on as many pages as that takes
 *
 * How a diagram is put on paper.
 */
typedef enum
{
  REL_PAPER_FIT_BEST,
  REL_PAPER_FIT_ONE,
  REL_PAPER_FIT_SEVERAL,
} RelPaperFit;

GtkPrintOperation *rel_diagram_print_new (RelTileLook *look, const char *title, RelPaperFit fit);

G_END_DECLS
