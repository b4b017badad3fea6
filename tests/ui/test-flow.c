/* test-flow.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is beside something, or in the next line.
 */

#include "config.h"

#include "rel-flow.h"
#include "stage.h"

#define FIRST_PX  100
#define SECOND_PX 150
#define HEIGHT_PX 20

typedef struct
{
  GtkWidget *flow; /* (owned) */
  GtkWidget *first;
  GtkWidget *second;
} Fixture;

static GtkWidget *
add (GtkWidget *flow, int width_px)
{
  GtkWidget *child = adw_bin_new ();

  gtk_widget_set_size_request (child, width_px, HEIGHT_PX);
  gtk_widget_set_parent (child, flow);
  return child;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->flow = g_object_ref_sink (rel_flow_new ());
  self->first = add (self->flow, FIRST_PX);
  self->second = add (self->flow, SECOND_PX);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_assert_finalize_object (self->flow);
}

/* As high as it has to be for that. */
static int
lay_out (Fixture *self, int width_px)
{
  int height_px;

  gtk_widget_measure (self->flow, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (self->flow, GTK_ORIENTATION_VERTICAL, width_px, &height_px, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->flow, &(GtkAllocation){ 0, 0, width_px, height_px }, -1);
  return height_px;
}

static void
assert_at (Fixture *self, GtkWidget *child, int x, int width_px, gboolean is_below)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, self->flow, &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.size.width, ==, width_px);
  if (is_below)
    g_assert_cmpfloat (bounds.origin.y, >=, HEIGHT_PX);
  else
    g_assert_cmpfloat (bounds.origin.y, ==, 0);
}

static void
test_beside (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (lay_out (self, 300), ==, HEIGHT_PX);
  assert_at (self, self->first, 0, 300 - SECOND_PX - 12, FALSE);
  assert_at (self, self->second, 150, SECOND_PX, FALSE);

  gtk_widget_set_visible (self->second, FALSE);
  g_assert_cmpint (lay_out (self, 300), ==, HEIGHT_PX);
  assert_at (self, self->first, 0, 300, FALSE);
}

/* One pixel less than both need. */
static void
test_below (Fixture *self, gconstpointer unused)
{
  int width_px = FIRST_PX + SECOND_PX + 12;
  int least_px;

  g_assert_cmpint (lay_out (self, width_px), ==, HEIGHT_PX);
  g_assert_cmpint (lay_out (self, width_px - 1), >, 2 * HEIGHT_PX);
  assert_at (self, self->first, 0, width_px - 1, FALSE);
  assert_at (self, self->second, FIRST_PX + 12 - 1, SECOND_PX, TRUE);

  gtk_widget_measure (self->flow, GTK_ORIENTATION_HORIZONTAL, -1, &least_px, NULL, NULL, NULL);
  g_assert_cmpint (least_px, ==, SECOND_PX);
  lay_out (self, least_px);
  assert_at (self, self->second, 0, SECOND_PX, TRUE);
}

static void
test_to_left (Fixture *self, gconstpointer unused)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  lay_out (self, 300);
  assert_at (self, self->first, SECOND_PX + 12, 300 - SECOND_PX - 12, FALSE);
  assert_at (self, self->second, 0, SECOND_PX, FALSE);
  lay_out (self, 200);
  assert_at (self, self->first, 0, 200, FALSE);
  assert_at (self, self->second, 0, SECOND_PX, TRUE);
}

#define ADD(path, func) g_test_add ("/ui/flow/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  ADD ("beside", test_beside);
  ADD ("below", test_below);
  ADD ("to-left", test_to_left);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
