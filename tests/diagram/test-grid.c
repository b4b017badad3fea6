/* test-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a grid finds is what a look at all of the scene finds, and a picture that is painted in
 * parts is the picture that is painted at once.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rel-diagram.h"
#include "rel-paint.h"
#include "rel-view.h"
#include "sketch.h"

/* Edges are smoothed a little differently where they are clipped. */
#define MAX_DIFFERENCE 24

static RelScene *
make_scene (guint32 seed)
{
  const RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autofree char *text = sketch_random (seed);
  g_autoptr (RelSchema) schema = sketch_schema (text);
  g_autoptr (GError) error = NULL;
  RelScene *scene = rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, &error);

  g_assert_no_error (error);
  return scene;
}

static gboolean
contains (GArray *found, guint item)
{
  for (guint i = 0; i < found->len; i++)
    {
      if (g_array_index (found, guint, i) == item)
        return TRUE;
    }
  return FALSE;
}

static gboolean
overlap (const RelBox *a, const RelBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static gboolean
runs_through (const RelEdge *edge, const RelBox *box)
{
  for (guint i = 0; i + 1 < edge->points->len; i++)
    {
      const RelPoint *a = &g_array_index (edge->points, RelPoint, i);
      const RelPoint *b = a + 1;
      RelBox run = { MIN (a->x, b->x) - 1, MIN (a->y, b->y) - 1, fabs (a->x - b->x) + 2, fabs (a->y - b->y) + 2 };

      if (overlap (&run, box))
        return TRUE;
    }
  return FALSE;
}

static void
test_find (void)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (RelScene) scene = make_scene (seed);
      g_autoptr (RelGrid) grid = rel_grid_new (scene);
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);

      g_assert_true (rel_grid_get_scene (grid) == scene);
      for (guint i = 0; i < 30; i++)
        {
          RelBox box = { g_rand_double_range (random, -100, rel_scene_get_width (scene)),
                         g_rand_double_range (random, -100, rel_scene_get_height (scene)),
                         g_rand_double_range (random, 1, 900), g_rand_double_range (random, 1, 900) };

          rel_grid_find (grid, &box, cards, edges);
          for (guint c = 0; c < rel_scene_get_n_cards (scene); c++)
            g_assert_true (contains (cards, c) == overlap (&rel_scene_get_card (scene, c)->box, &box));
          for (guint e = 0; e < rel_scene_get_n_edges (scene); e++)
            g_assert_true (contains (edges, e) || !runs_through (rel_scene_get_edge (scene, e), &box));
          /* Each once, and in their order: what is painted later lies on top. */
          for (guint c = 1; c < cards->len; c++)
            g_assert_cmpuint (g_array_index (cards, guint, c - 1), <, g_array_index (cards, guint, c));
          for (guint e = 1; e < edges->len; e++)
            g_assert_cmpuint (g_array_index (edges, guint, e - 1), <, g_array_index (edges, guint, e));
        }
    }
}

static void
test_pick (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (RelScene) scene = make_scene (seed);
      g_autoptr (RelGrid) grid = rel_grid_new (scene);
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);

      for (guint i = 0; i < 300; i++)
        {
          double x = g_rand_double_range (random, -20, rel_scene_get_width (scene) + 20);
          double y = g_rand_double_range (random, -20, rel_scene_get_height (scene) + 20);
          RelHit all = rel_scene_pick (scene, x, y, 8);
          RelHit found = rel_grid_pick (grid, x, y, 8);

          g_assert_true (rel_hit_equal (&all, &found));
        }
    }
}

static cairo_surface_t *
new_page (RelScene *scene)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) rel_scene_get_width (scene),
                                     (int) rel_scene_get_height (scene));
}

static PangoContext *
new_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Sans 11");

  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  return context;
}

static void
paint_parts (RelGrid *grid, cairo_surface_t *page, PangoContext *context, const RelPaintStyle *style, int size)
{
  for (int y = 0; y < cairo_image_surface_get_height (page); y += size)
    {
      for (int x = 0; x < cairo_image_surface_get_width (page); x += size)
        {
          RelBox part = { x, y, size, size };
          cairo_t *cr = cairo_create (page);

          cairo_rectangle (cr, x, y, size, size);
          cairo_clip (cr);
          rel_paint_part (grid, &part, cr, context, style);
          cairo_destroy (cr);
        }
    }
}

/* The largest one of any colour of any pixel. */
static int
find_difference (cairo_surface_t *a, cairo_surface_t *b)
{
  const guchar *first = cairo_image_surface_get_data (a);
  const guchar *second = cairo_image_surface_get_data (b);
  gsize length = (gsize) cairo_image_surface_get_stride (a) * (gsize) cairo_image_surface_get_height (a);
  int largest = 0;

  for (gsize i = 0; i < length; i++)
    largest = MAX (largest, ABS (first[i] - second[i]));
  return largest;
}

static void
test_parts_are_the_whole (void)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  PangoContext *context = new_context ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (RelScene) scene = make_scene (i + 1);
      g_autoptr (RelGrid) grid = rel_grid_new (scene);
      RelPaintStyle style = { rel_palette_get (i > 1, FALSE), 1, i % 2 == 1, TRUE, nothing, nothing, NULL };
      cairo_surface_t *whole = new_page (scene);
      cairo_surface_t *parts = new_page (scene);
      cairo_t *cr = cairo_create (whole);

      rel_paint_scene (scene, cr, context, &style);
      cairo_destroy (cr);
      paint_parts (grid, parts, context, &style, 256);
      cairo_surface_flush (whole);
      cairo_surface_flush (parts);
      g_assert_cmpint (find_difference (whole, parts), <=, MAX_DIFFERENCE);
      cairo_surface_destroy (whole);
      cairo_surface_destroy (parts);
    }
  g_object_unref (context);
}

static void
test_marks (void)
{
  g_autoptr (RelScene) scene = make_scene (3);
  g_autoptr (RelMarks) marks = rel_marks_new (scene);
  g_autoptr (RelMarks) others = rel_marks_new (scene);

  g_assert_true (rel_marks_equal (marks, others));
  g_assert_false (rel_marks_equal (marks, NULL));
  rel_marks_add_card (marks, 1, REL_MARK_FADED);
  rel_marks_add_card (marks, 1, REL_MARK_FINDING);
  rel_marks_add_edge (marks, 0, REL_MARK_FADED);
  g_assert_true (rel_marks_has_card (marks, 1, REL_MARK_FADED));
  g_assert_false (rel_marks_has_card (marks, 0, REL_MARK_FADED));
  g_assert_false (rel_marks_has_card (NULL, 1, REL_MARK_FADED));
  g_assert_false (rel_marks_equal (marks, others));
  rel_marks_remove_card (marks, 1, REL_MARK_FADED);
  g_assert_false (rel_marks_has_card (marks, 1, REL_MARK_FADED));
  g_assert_true (rel_marks_has_card (marks, 1, REL_MARK_FINDING));
  rel_marks_remove_card (marks, 1, REL_MARK_FINDING);
  rel_marks_remove_edge (marks, 0, REL_MARK_FADED);
  g_assert_true (rel_marks_equal (marks, others));
}

/* A place stays where it is while the scale changes, and the other way round. */
static void
test_view (void)
{
  g_autoptr (RelScene) scene = make_scene (2);
  RelView view = rel_view_fit_all (scene, 600, 400, 1, FALSE);
  RelBox all = rel_view_get_part (&view, 600, 400);
  RelPoint before;
  RelPoint after;
  RelBox card;

  g_assert_cmpfloat (all.x, <=, 0.01);
  g_assert_cmpfloat (all.x + all.width, >=, rel_scene_get_width (scene) - 2);
  g_assert_cmpfloat (all.y + all.height, >=, rel_scene_get_height (scene) - 2);
  for (guint mirrored = 0; mirrored < 2; mirrored++)
    {
      view.mirrored = mirrored == 1;
      rel_view_find (&view, scene, 210, 130, &before);
      view = rel_view_zoom (&view, 210, 130, 1.7);
      rel_view_find (&view, scene, 210, 130, &after);
      g_assert_cmpfloat_with_epsilon (before.x, after.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (before.y, after.y, 1e-6);

      view = rel_view_centre (&view, scene, &rel_scene_get_card (scene, 0)->box, 600, 400);
      card = rel_view_place_box (&view, scene, &rel_scene_get_card (scene, 0)->box);
      g_assert_cmpfloat_with_epsilon (card.x + card.width / 2, 300, 1);
      view.x -= 5000;
      view.y += 5000;
      view = rel_view_keep_in_sight (&view, scene, 600, 400);
      all = rel_view_get_part (&view, 600, 400);
      g_assert_cmpfloat (all.x, <, rel_scene_get_width (scene));
      g_assert_cmpfloat (all.y + all.height, >, 0);
      view = rel_view_reveal (&view, scene, &rel_scene_get_card (scene, 0)->box, 600, 400);
      card = rel_view_place_box (&view, scene, &rel_scene_get_card (scene, 0)->box);
      g_assert_cmpfloat (card.x, >=, 0);
      g_assert_cmpfloat (card.y, >=, 0);
      view = rel_view_fit_all (scene, 600, 400, 1, mirrored == 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagram/grid/find", test_find);
  g_test_add_func ("/diagram/grid/pick", test_pick);
  g_test_add_func ("/diagram/grid/parts-are-the-whole", test_parts_are_the_whole);
  g_test_add_func ("/diagram/grid/marks", test_marks);
  g_test_add_func ("/diagram/grid/view", test_view);

  return g_test_run ();
}
