/* measures.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph.h"

G_BEGIN_DECLS

/**
 * Measures:
 * @crossings: how often two lines cross, each line counted
 * @overlaps: pairs of cards that overlap
 * @through: runs of lines that go through a card
 * @alike: pairs of lines that fall on each other on some run, without an end in common
 * @length: of all lines
 * @bends: of all lines
 *
 * How good a picture is.
 */
typedef struct
{
  guint64 crossings;
  guint overlaps;
  guint through;
  guint alike;
  double length;
  guint bends;
} Measures;

Measures measures_take (RelGraph *graph);
Measures measures_take_of_cards (RelGraph *graph);

G_END_DECLS
