/* test-diagram-edges.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is dragged to an edge of the diagram, where the picture moves on.
 */

#include "config.h"

#include <math.h>

#include "drawn.h"
#include "rel-canvas-private.h"
#include "rel-creation-dialog.h"

/* Near enough that not all is seen, with a card in the middle. */
static void
look_at (Drawn *self, const char *collection, double scale)
{
  RelHit hit = drawn_find (self, collection, NULL);
  RelBox box = rel_scene_get_hit_box (rel_canvas_get_scene (self->canvas), &hit);
  RelView view = *rel_canvas_get_view (self->canvas);

  view.scale = scale;
  view = rel_view_centre (&view, rel_canvas_get_scene (self->canvas), &box,
                          gtk_widget_get_width (GTK_WIDGET (self->canvas)),
                          gtk_widget_get_height (GTK_WIDGET (self->canvas)));
  rel_canvas_set_view (self->canvas, &view, FALSE);
  stage_settle (GTK_WIDGET (self->page));
}

static void
press_at (Drawn *self, const RelHit *hit)
{
  graphene_rect_t bounds;
  graphene_point_t place;

  g_assert_true (rel_canvas_compute_bounds (self->canvas, hit, &bounds));
  place = drawn_locate (self, bounds.origin.x + 20, bounds.origin.y + MIN (bounds.size.height / 2, 20));
  drawn_point (self, "mousemove --sync %.0f %.0f mousedown 1", place.x, place.y);
}

static void
move_to (Drawn *self, double x, double y)
{
  graphene_point_t place = drawn_locate (self, x, y);

  drawn_point (self, "mousemove --sync %.0f %.0f", place.x, place.y);
}

/* What a test waits for: that the picture has moved on so far since. */
typedef struct
{
  RelCanvas *canvas;
  RelView before;
  double x_px;
  double y_px;
} Way;

static gboolean
has_moved (gpointer user_data)
{
  const Way *way = user_data;
  const RelView *view = rel_canvas_get_view (way->canvas);

  return (view->x - way->before.x) * way->x_px >= way->x_px * way->x_px &&
         (view->y - way->before.y) * way->y_px >= way->y_px * way->y_px;
}

static gboolean
is_still (gpointer user_data)
{
  return !rel_canvas_is_scrolling (user_data);
}

static gboolean
is_dialog_there (gpointer user_data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (REL_IS_CREATION_DIALOG (window))
        {
          *(GtkWidget **) user_data = window;
          return TRUE;
        }
    }
  return FALSE;
}

static RelBox
find_box (Drawn *self, const char *collection)
{
  RelHit hit = drawn_find (self, collection, NULL);

  return rel_scene_get_hit_box (rel_canvas_get_scene (self->canvas), &hit);
}

/* A card at the right edge, then at the upper one: the picture moves on as long as it is there,
 * and the card stays under the pointer. */
static void
test_card (Drawn *self, gconstpointer unused)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->canvas));
  double height = gtk_widget_get_height (GTK_WIDGET (self->canvas));
  Way way = { .canvas = self->canvas, .x_px = -300 };
  RelHit hit = drawn_find (self, "tags", NULL);
  RelBox box;
  RelPoint under;

  look_at (self, "tags", 2);
  press_at (self, &hit);
  move_to (self, width / 2, height / 2);
  way.before = *rel_canvas_get_view (self->canvas);
  stage_settle (GTK_WIDGET (self->page));
  g_assert_true (is_still (self->canvas));
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->x, ==, way.before.x);

  move_to (self, width - 5, height / 2);
  stage_wait_until (has_moved, &way);
  move_to (self, width / 2, height / 2);
  stage_wait_until (is_still, self->canvas);
  way = (Way){ self->canvas, *rel_canvas_get_view (self->canvas), 0, 200 };
  move_to (self, width / 2, 5);
  stage_wait_until (has_moved, &way);
  move_to (self, width / 2, height / 2);
  stage_wait_until (is_still, self->canvas);
  rel_view_find (rel_canvas_get_view (self->canvas), rel_canvas_get_scene (self->canvas), width / 2, height / 2,
                 &under);
  under.x -= rel_scene_get_origin (rel_canvas_get_scene (self->canvas)).x;
  under.y -= rel_scene_get_origin (rel_canvas_get_scene (self->canvas)).y;
  drawn_point (self, "mouseup 1");
  drawn_await (self);

  box = find_box (self, "tags");
  box.x -= rel_scene_get_origin (rel_canvas_get_scene (self->canvas)).x;
  box.y -= rel_scene_get_origin (rel_canvas_get_scene (self->canvas)).y;
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags");
  g_assert_cmpfloat (fabs (box.x + 10 - under.x), <, 8);
  g_assert_cmpfloat (fabs (box.y + 10 - under.y), <, 16);
}

/* A card that stands at an edge is taken from there without anything moving, if it is not pushed
 * further. */
static void
test_from_the_edge (Drawn *self, gconstpointer unused)
{
  RelHit hit = drawn_find (self, "tags", NULL);
  RelView view;
  graphene_rect_t bounds;

  /* What is chosen by that is moved into sight. */
  rel_canvas_choose (self->canvas, &hit, FALSE);
  look_at (self, "tags", 2);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &hit, &bounds));
  view = *rel_canvas_get_view (self->canvas);
  view.x -= bounds.origin.x - 2;
  rel_canvas_set_view (self->canvas, &view, FALSE);
  stage_settle (GTK_WIDGET (self->page));
  view = *rel_canvas_get_view (self->canvas);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &hit, &bounds));
  press_at (self, &hit);
  move_to (self, bounds.origin.x + 32, bounds.origin.y + 60);
  stage_settle (GTK_WIDGET (self->page));
  g_assert_cmpint (self->canvas->drag, ==, REL_CANVAS_DRAG_CARDS);
  g_assert_false (rel_canvas_is_scrolling (self->canvas));
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->x, ==, view.x);
  g_assert_true (drawn_press (self, GDK_KEY_Escape, 0));
  drawn_point (self, "mouseup 1");
}

/* The last card right of what is seen, and as high: which it is depends on the arrangement. */
static const RelCard *
find_beyond (Drawn *self, RelHit *hit)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  double height = gtk_widget_get_height (GTK_WIDGET (self->canvas));
  double x = gtk_widget_get_width (GTK_WIDGET (self->canvas));
  const RelCard *last = NULL;

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);
      RelHit next = drawn_find (self, card->collection, NULL);
      graphene_rect_t bounds;

      g_assert_true (rel_canvas_compute_bounds (self->canvas, &next, &bounds));
      if (bounds.origin.x < x || bounds.origin.y < 0 || bounds.origin.y + bounds.size.height > height)
        continue;
      x = bounds.origin.x;
      last = card;
      *hit = next;
    }
  g_assert_nonnull (last);
  return last;
}

/* A line is drawn to a card that was not in sight when it began. */
static void
test_line (Drawn *self, gconstpointer unused)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->canvas));
  double height = gtk_widget_get_height (GTK_WIDGET (self->canvas));
  RelHit from = drawn_find (self, "comments", "article");
  GtkWidget *dialog = NULL;
  graphene_rect_t bounds;
  const RelCard *card;
  RelHit to;

  look_at (self, "comments", 1);
  card = find_beyond (self, &to);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &to, &bounds));
  press_at (self, &from);
  move_to (self, width / 2, height / 2);
  move_to (self, width - 5, height / 2);
  /* It ends where the picture does. */
  for (float x = INFINITY; bounds.origin.x < x || bounds.origin.x + bounds.size.width > width - 5;)
    {
      x = bounds.origin.x;
      stage_settle (GTK_WIDGET (self->page));
      g_assert_true (rel_canvas_compute_bounds (self->canvas, &to, &bounds));
      g_assert_true (rel_canvas_is_scrolling (self->canvas));
    }
  /* It goes on as long as the pointer is at the edge. */
  move_to (self, width / 2, height / 2);
  g_assert_false (rel_canvas_is_scrolling (self->canvas));
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &to, &bounds));
  move_to (self, bounds.origin.x + 20, bounds.origin.y + 16);
  drawn_point (self, "mouseup 1");
  stage_wait_until (is_dialog_there, &dialog);
  g_assert_cmpstr (rel_creation_form_get_wanted (rel_creation_dialog_get_form (REL_CREATION_DIALOG (dialog)))->related,
                   ==, card->collection);
  stage_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  int status;

  stage_set_up (&argc, &argv);

#define ADD(name, func) g_test_add ("/ui/diagram-edges/" name, Drawn, NULL, drawn_set_up, func, drawn_tear_down)
  ADD ("card", test_card);
  ADD ("from-the-edge", test_from_the_edge);
  ADD ("line", test_line);
#undef ADD

  status = g_test_run ();
  stage_tear_down ();
  return status;
}
