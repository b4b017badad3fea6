/* rel-metrics.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measures that layout and painting share, in model units (1 px at 100 %).
 */

#pragma once

/* Cards */
#define REL_MIN_CARD_WIDTH 132.0
#define REL_MAX_CARD_WIDTH 268.0
#define REL_CARD_PADDING   12.0
#define REL_CARD_RADIUS    9.0
#define REL_ROW_PADDING    3.0
#define REL_SYMBOL_SIZE    1.27 /* of half a row */
#define REL_SYMBOL_WIDTH   2.0  /* of half a row, with the space before the name */
#define REL_DOT_WIDTH      12.0
#define REL_CARD_FOOT      6.0 /* below the last row */

/* A pin that stands upright, around its middle: the boxes of its head, neck, collar and needle. */
#define REL_PIN_PARTS                                                                                                  \
  {                                                                                                                    \
    { -3, -5, 6, 1.5 }, { -2, -3.5, 4, 3.5 }, { -3.5, 0, 7, 1.5 }, { -0.5, 1.5, 1, 4 }                                 \
  }

/* Groups */
#define REL_GROUP_PADDING 12.0

/* Lines */
#define REL_LINE_RADIUS 8.0
#define REL_LANE_WIDTH  10.0
#define REL_MARK_LENGTH 20.0

/* Labels */
#define REL_MAX_LABEL_WIDTH 168.0
#define REL_LABEL_PADDING   7.0
#define REL_BADGE_SIZE      14.0
#define REL_SIGN_SIZE       12.0
