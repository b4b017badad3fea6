/* drawn.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-diagram-page.h"
#include "stage.h"

G_BEGIN_DECLS

/* A window on the sample, with no draft, whose diagram is looked at. */
typedef struct
{
  RelWindow *window;
  RelProjectView *view;
  RelWorkspace *workspace; /* (unowned) */
  RelDiagramPage *page;    /* (unowned) */
  RelCanvas *canvas;       /* (unowned) */
} Drawn;

void drawn_set_up (Drawn *self, gconstpointer unused);
void drawn_tear_down (Drawn *self, gconstpointer unused);
void drawn_await (Drawn *self);
RelHit drawn_find (Drawn *self, const char *collection, const char *field);
void drawn_choose (Drawn *self, const char *collection, const char *field, gboolean adds);
void drawn_do (Drawn *self, const char *action);
gpointer drawn_find_controller (GtkWidget *widget, GType type);
void drawn_point (Drawn *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
graphene_point_t drawn_locate (Drawn *self, double x, double y);
gboolean drawn_press (Drawn *self, guint keyval, GdkModifierType state);

G_END_DECLS
