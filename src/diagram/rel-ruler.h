/* rel-ruler.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

#define REL_N_TEXT_STYLES (REL_TEXT_LABEL + 1)

/**
 * RelRuler:
 * @measure: measures texts
 * @user_data: for @measure
 * @widths: (owned): of texts that were measured, by style
 * @heights: of lines, by style; 0 if not measured
 * @unit: half a row: the raster on which all lines end
 * @max_width: how wide cards may be
 *
 * Knows how big the parts of cards are. Texts that are measured must stay as long as it does.
 */
typedef struct
{
  RelMeasureFunc measure;
  gpointer user_data;
  GHashTable *widths[REL_N_TEXT_STYLES];
  double heights[REL_N_TEXT_STYLES];
  double unit;
  double max_width;
} RelRuler;

void rel_ruler_init (RelRuler *self, RelMeasureFunc measure, gpointer user_data);
void rel_ruler_clear (RelRuler *self);

double rel_ruler_get_width (RelRuler *self, const char *text, RelTextStyle style);
double rel_ruler_get_card_width (RelRuler *self, const RelCard *card);
double rel_ruler_get_header_height (RelRuler *self, const RelCard *card);
void rel_ruler_size_label (RelRuler *self, RelEdge *edge);
double rel_ruler_get_height_for_lines (RelRuler *self, guint n_lines, gboolean labelled, double least);
double rel_ruler_get_place_of_line (RelRuler *self, guint nth, guint n_lines, double height);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RelRuler, rel_ruler_clear)

G_END_DECLS
