/* rel-graph-layers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelArrow:
 *
 * A card refers to another one.
 */
typedef struct
{
  guint from;
  guint to;
} RelArrow;

/**
 * RelLayers:
 * @n: how many cards there are
 * @heights: (owned): of each, with the gap below
 * @arrows: (owned) (element-type RelArrow): between different cards
 * @columns: (owned): the column of each, from the left
 * @n_columns: how many columns there are
 *
 * The cards of a module while their columns are found.
 */
typedef struct
{
  guint n;
  double *heights;
  GArray *arrows;
  guint *columns;
  guint n_columns;
} RelLayers;

void rel_layers_find (RelLayers *layers, guint width);

G_END_DECLS
