/* rel-picture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-link.h"
#include "rel-scene.h"

G_BEGIN_DECLS

#define REL_TYPE_PICTURE (rel_picture_get_type ())

G_DECLARE_FINAL_TYPE (RelPicture, rel_picture, REL, PICTURE, GtkWidget)

GtkWidget *rel_picture_new (void);
void rel_picture_show (RelPicture *self, RelSchema *schema, RelSchema *base, const char *collection, RelLink *link);
RelScene *rel_picture_get_scene (RelPicture *self);
RelHit rel_picture_pick (RelPicture *self, double x, double y);
gboolean rel_picture_compute_bounds (RelPicture *self, const RelHit *hit, graphene_rect_t *bounds);
void rel_picture_activate (RelPicture *self, const RelHit *hit);

G_END_DECLS
