/* rel-palette.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

#define REL_N_KINDS (REL_KIND_BROKEN + 1)

/**
 * RelColour:
 *
 * A colour; each part is from 0 to 1.
 */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} RelColour;

/**
 * RelPalette:
 * @background: what lies behind the picture
 * @card: the ground of cards
 * @system_card: the ground of the cards of Directus' own collections
 * @border: the edge of cards and labels
 * @foreground: texts to be read first
 * @dim: all other texts
 * @accent: the focused card, and what is chosen
 * @accent_tint: the header of the focused card
 * @hover: laid over what is pointed at
 * @shadow: under cards; may be transparent
 * @kinds: lines and signs, by #RelKind
 * @line_width: the width of lines, in model units
 * @border_width: the width of edges, in model units
 * @faded: how much is left of what steps back, from 0 to 1
 * @far: how much is left of lines and of spots that are far away, from 0 to 1
 *
 * The colours of a picture.
 */
typedef struct
{
  RelColour background;
  RelColour card;
  RelColour system_card;
  RelColour border;
  RelColour foreground;
  RelColour dim;
  RelColour accent;
  RelColour accent_tint;
  RelColour hover;
  RelColour shadow;
  RelColour kinds[REL_N_KINDS];
  double line_width;
  double border_width;
  double faded;
  double far;
} RelPalette;

const RelPalette *rel_palette_get (gboolean dark, gboolean high_contrast);

G_END_DECLS
