/* rel-paint-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of painting share.
 */

#pragma once

#include "rel-paint.h"

G_BEGIN_DECLS

/**
 * RelPainting:
 * @scene: what is painted
 * @cr: where
 * @context: with the font of titles
 * @style: how
 * @palette: the colours of @style
 * @px: a device pixel, in model units
 *
 * What all drawing functions need.
 */
typedef struct
{
  RelScene *scene;
  cairo_t *cr;
  PangoContext *context;
  const RelPaintStyle *style;
  const RelPalette *palette;
  double px;
} RelPainting;

/**
 * RelDistance:
 * @REL_DISTANCE_NEAR: all can be read
 * @REL_DISTANCE_MIDDLE: only the names of collections can
 * @REL_DISTANCE_FAR: cards are spots
 *
 * How far away a scene seems.
 */
typedef enum
{
  REL_DISTANCE_NEAR,
  REL_DISTANCE_MIDDLE,
  REL_DISTANCE_FAR,
} RelDistance;

void rel_painting_set_colour (RelPainting *self, const RelColour *colour);
RelBox rel_painting_on_page (RelPainting *self, const RelBox *box);
RelBox rel_painting_cut_start (RelPainting *self, RelBox *box, double width);
double rel_painting_get_text_height (RelPainting *self, RelTextStyle style);
void rel_painting_draw_text (RelPainting *self,
                             const char *text,
                             RelTextStyle style,
                             const RelBox *box,
                             PangoStyle slant,
                             gboolean centred,
                             gboolean struck);
void rel_painting_draw_badge (RelPainting *self, RelState state, double x, double y, double size);
void rel_painting_draw_card (RelPainting *self, guint index);
void rel_painting_draw_far_card (RelPainting *self, guint index, RelDistance distance);
void rel_painting_draw_name (RelPainting *self,
                             const char *name,
                             const RelBox *box,
                             double height,
                             double least_height,
                             guint n_lines);

G_END_DECLS
