/* test-split.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-split.h"
#include "stage.h"

typedef struct
{
  GtkWidget *window;
  RelSplit *split;
  GtkWidget *sidebar;
  GtkWidget *content;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->window = gtk_window_new ();
  self->split = REL_SPLIT (rel_split_new ());
  self->sidebar = gtk_button_new_with_label ("sidebar");
  self->content = gtk_button_new_with_label ("content");
  rel_split_set_sidebar (self->split, self->sidebar);
  rel_split_set_content (self->split, self->content);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->split));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
show (Fixture *self, int width_px)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), width_px, 400);
  gtk_window_present (GTK_WINDOW (self->window));
  stage_settle (GTK_WIDGET (self->split));
}

static void
test_shows_both_when_wide (Fixture *self, gconstpointer unused)
{
  graphene_rect_t bounds;

  show (self, 1000);
  g_assert_false (rel_split_is_folded (self->split));
  g_assert_true (gtk_widget_get_mapped (self->sidebar));
  g_assert_true (gtk_widget_get_mapped (self->content));
  g_assert_true (gtk_widget_compute_bounds (self->sidebar, GTK_WIDGET (self->split), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, 0);
  g_assert_cmpint (gtk_widget_get_width (self->sidebar), <, gtk_widget_get_width (self->content));
}

static void
test_is_mirrored (Fixture *self, gconstpointer unused)
{
  graphene_rect_t bounds;

  gtk_widget_set_direction (GTK_WIDGET (self->split), GTK_TEXT_DIR_RTL);
  show (self, 1000);
  g_assert_true (gtk_widget_compute_bounds (self->content, GTK_WIDGET (self->split), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, 0);
}

static void
test_shows_one_when_narrow (Fixture *self, gconstpointer unused)
{
  graphene_rect_t bounds;

  show (self, 500);
  g_assert_true (rel_split_is_folded (self->split));
  g_assert_true (gtk_widget_get_mapped (self->sidebar));
  g_assert_false (gtk_widget_get_mapped (self->content));

  rel_split_set_show_content (self->split, TRUE);
  stage_settle (GTK_WIDGET (self->split));
  g_assert_false (gtk_widget_get_mapped (self->sidebar));
  g_assert_true (gtk_widget_get_mapped (self->content));
  g_assert_true (gtk_widget_compute_bounds (self->content, GTK_WIDGET (self->split), &bounds));
  g_assert_cmpfloat (bounds.size.width, ==, gtk_widget_get_width (GTK_WIDGET (self->split)));

  gtk_widget_activate_action (self->content, "split.back", NULL);
  stage_settle (GTK_WIDGET (self->split));
  g_assert_true (gtk_widget_get_mapped (self->sidebar));
}

static void
test_takes_the_focus_along (Fixture *self, gconstpointer unused)
{
  show (self, 500);
  gtk_widget_grab_focus (self->sidebar);
  rel_split_set_show_content (self->split, TRUE);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == self->content);
  rel_split_set_show_content (self->split, FALSE);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == self->sidebar);
}

static void
test_unfolds (Fixture *self, gconstpointer unused)
{
  show (self, 500);
  rel_split_set_show_content (self->split, TRUE);
  show (self, 1000);
  g_assert_false (rel_split_is_folded (self->split));
  g_assert_true (gtk_widget_get_mapped (self->sidebar));
  g_assert_true (gtk_widget_get_mapped (self->content));
}

static void
test_is_as_narrow_as_its_children (Fixture *self, gconstpointer unused)
{
  int minimum;

  gtk_widget_set_size_request (self->content, 360, -1);
  gtk_widget_measure (GTK_WIDGET (self->split), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 360);
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add ("/ui/split/shows-both-when-wide", Fixture, NULL, set_up, test_shows_both_when_wide, tear_down);
  g_test_add ("/ui/split/is-mirrored", Fixture, NULL, set_up, test_is_mirrored, tear_down);
  g_test_add ("/ui/split/shows-one-when-narrow", Fixture, NULL, set_up, test_shows_one_when_narrow, tear_down);
  g_test_add ("/ui/split/takes-the-focus-along", Fixture, NULL, set_up, test_takes_the_focus_along, tear_down);
  g_test_add ("/ui/split/unfolds", Fixture, NULL, set_up, test_unfolds, tear_down);
  g_test_add ("/ui/split/is-as-narrow-as-its-children", Fixture, NULL, set_up, test_is_as_narrow_as_its_children,
              tear_down);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
