/* rel-canvas-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the canvas share: what it is, how it is drawn, what is done with it.
 */

#pragma once

#include "rel-canvas.h"
#include "rel-moving.h"
#include "rel-tiles.h"
#include "rel-walk.h"

G_BEGIN_DECLS

/**
 * RelCanvasDrag:
 * @REL_CANVAS_DRAG_NONE: nothing is dragged
 * @REL_CANVAS_DRAG_PAGE: the picture is moved under the page
 * @REL_CANVAS_DRAG_CARDS: cards are moved
 * @REL_CANVAS_DRAG_LINE: a line is drawn from a field
 * @REL_CANVAS_DRAG_OVER: what was dragged was let go of, but the button is held
 *
 * What the pointer drags.
 */
typedef enum
{
  REL_CANVAS_DRAG_NONE,
  REL_CANVAS_DRAG_PAGE,
  REL_CANVAS_DRAG_CARDS,
  REL_CANVAS_DRAG_LINE,
  REL_CANVAS_DRAG_OVER,
} RelCanvasDrag;

struct _RelCanvas
{
  GtkWidget parent_instance;

  RelGrid *grid;     /* (owned) (nullable) */
  RelSchema *schema; /* (owned) (nullable): that it is a picture of */
  RelSchema *base;   /* (owned) (nullable): that it is compared with */
  RelMarks *marks;   /* (owned) (nullable): of the parts of @grid */

  RelTiles *tiles;      /* (owned) */
  RelTileLook *look;    /* (owned) (nullable): of @tiles */
  gboolean keeps_tiles; /* whether the next look is one of nearly the same picture */

  RelView view;
  gboolean fits;          /* whether all is to be seen, however large the page */
  int fitted_px;          /* how wide the page was when all was seen last; 0 before */
  gboolean zooming;       /* whether the scale changed just now */
  guint settle_source_id; /* until @zooming ends; 0 if none */

  RelHit hover;         /* under the pointer */
  RelHit focus;         /* where the arrow keys are */
  GArray *chosen;       /* (owned) (element-type RelHit) */
  GArray *hover_edges;  /* (owned) (element-type guint): that belong to @hover */
  GArray *chosen_edges; /* (owned) (element-type guint): that belong to @chosen */

  RelCanvasDrag drag;
  RelView drag_view;       /* when it began */
  RelPoint drag_start;     /* where it began, on the page */
  RelHit drag_from;        /* the field that a line is drawn from */
  RelHit drag_to;          /* what it would end at now */
  RelMoving *moving;       /* (owned) (nullable): cards that are moved, until they are shown there */
  RelPoint move_by;        /* how far, in the scene */
  RelPoint move_said;      /* how much of that was asked for, and will be in the next picture */
  RelPoint move_last;      /* where the pointer was seen last, in the scene */
  PangoContext *move_font; /* (owned) (nullable): for the cards of @moving */
  guint nudge_source_id;   /* until those that are moved by keys are there; 0 if none are */
  guint edge_tick_id;      /* while the picture moves on at an edge; 0 if it does not */
  gint64 edge_time_us;     /* of the frame before */
  RelPoint edge_rest;      /* of a pixel that it has not moved yet */
  gboolean space_held;
  double pinch_scale; /* when it began */
  RelPoint pointer;   /* where it was seen last */
};

void rel_canvas_add_controllers (RelCanvas *self);
void rel_canvas_set_hover (RelCanvas *self, const RelHit *hit);
void rel_canvas_set_focus (RelCanvas *self, const RelHit *hit);
gboolean rel_canvas_is_mirrored (RelCanvas *self);
double rel_canvas_clamp_scale (RelCanvas *self, double scale);
void rel_canvas_change_view (RelCanvas *self, const RelView *view, gboolean zooming);
void rel_canvas_fit_all (RelCanvas *self);
void rel_canvas_follow_size (RelCanvas *self);
void rel_canvas_reveal (RelCanvas *self, const RelHit *hit);
void rel_canvas_keep_place (RelCanvas *self, RelScene *before);
void rel_canvas_find_chosen_again (RelCanvas *self, RelScene *before);
void rel_canvas_update_words (RelCanvas *self);
void rel_canvas_say_chosen_changed (RelCanvas *self);
void rel_canvas_say_activated (RelCanvas *self);
void rel_canvas_say_view_changed (RelCanvas *self);
gboolean rel_canvas_can_move (RelCanvas *self);
gboolean rel_canvas_can_link (RelCanvas *self);
gboolean rel_canvas_say_moved (RelCanvas *self, double x, double y);
gboolean rel_canvas_begin_move (RelCanvas *self);
void rel_canvas_drag_move (RelCanvas *self);
void rel_canvas_end_move (RelCanvas *self);
gboolean rel_canvas_stop_move (RelCanvas *self);
void rel_canvas_follow_move (RelCanvas *self);
void rel_canvas_forget_move (RelCanvas *self);
gboolean rel_canvas_nudge (RelCanvas *self, RelWay way, double step);
void rel_canvas_end_line (RelCanvas *self);
void rel_canvas_follow_pointer (RelCanvas *self);
void rel_canvas_scroll_at_edge (RelCanvas *self);
gboolean rel_canvas_is_scrolling (RelCanvas *self);
void rel_canvas_draw (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
