/* test-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "sketch.h"

/* Cards nearer than this to each other look like one. */
#define LEAST_DISTANCE 12.0

#define N_RANDOM 400

static gboolean
boxes_overlap (const RelBox *a, const RelBox *b, double distance)
{
  return a->x < b->x + b->width + distance && b->x < a->x + a->width + distance && a->y < b->y + b->height + distance &&
         b->y < a->y + a->height + distance;
}

static RelBox
run_box (const RelEdge *edge, guint run)
{
  const RelPoint *a = &g_array_index (edge->points, RelPoint, run);
  const RelPoint *b = &g_array_index (edge->points, RelPoint, run + 1);

  return (RelBox){ MIN (a->x, b->x), MIN (a->y, b->y), fabs (a->x - b->x), fabs (a->y - b->y) };
}

static guint
count_runs (const RelEdge *edge)
{
  return edge->points->len - 1;
}

static void
assert_cards_apart (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelBox *box = &rel_scene_get_card (scene, i)->box;

      g_assert_cmpfloat (box->x, >=, 0);
      g_assert_cmpfloat (box->y, >=, 0);
      g_assert_cmpfloat (box->x + box->width, <=, rel_scene_get_width (scene));
      g_assert_cmpfloat (box->y + box->height, <=, rel_scene_get_height (scene));
      for (guint j = 0; j < i; j++)
        g_assert_false (boxes_overlap (box, &rel_scene_get_card (scene, j)->box, LEAST_DISTANCE));
    }
}

static void
assert_rows_inside (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);
      double y = card->header_height;

      for (guint r = 0; r < card->rows->len; r++)
        {
          const RelCardRow *row = rel_card_get_row (card, r);

          g_assert_cmpfloat (row->y, ==, y);
          g_assert_cmpfloat (row->height, >, 0);
          y += row->height;
        }
      g_assert_cmpfloat (y, <=, card->box.height);
    }
}

/* The end stands at an edge of its card, beside its row. */
static void
assert_end (RelScene *scene, const RelEdgeEnd *end, const RelPoint *point)
{
  const RelCard *card = rel_scene_get_card (scene, end->card);
  double top = card->box.y;
  double height = card->header_height;

  if (end->row >= 0)
    {
      top += rel_card_get_row (card, (guint) end->row)->y;
      height = rel_card_get_row (card, (guint) end->row)->height;
    }
  g_assert_true (point->x == card->box.x || point->x == card->box.x + card->box.width);
  g_assert_cmpfloat (point->y, >, top);
  g_assert_cmpfloat (point->y, <, top + height);
}

static void
assert_lines_reach (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      g_assert_cmpuint (edge->points->len, >=, 2);
      assert_end (scene, &edge->from, &g_array_index (edge->points, RelPoint, 0));
      assert_end (scene, &edge->to, &g_array_index (edge->points, RelPoint, edge->points->len - 1));
      for (guint run = 0; run < count_runs (edge); run++)
        {
          RelBox box = run_box (edge, run);

          g_assert_true ((box.width == 0) != (box.height == 0));
        }
    }
}

static void
assert_lines_avoid_cards (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      for (guint run = 0; run < count_runs (edge); run++)
        {
          RelBox box = run_box (edge, run);

          for (guint c = 0; c < rel_scene_get_n_cards (scene); c++)
            g_assert_false (boxes_overlap (&box, &rel_scene_get_card (scene, c)->box, 0));
        }
    }
}

/* Only lines that end together at the focused card may run together. */
static gboolean
may_run_together (const RelEdge *a, const RelEdge *b)
{
  const RelEdgeEnd *a_end = a->from.card == 0 ? &a->from : &a->to;
  const RelEdgeEnd *b_end = b->from.card == 0 ? &b->from : &b->to;

  return a->from.card != a->to.card && b->from.card != b->to.card && a->kind == b->kind && a_end->row == b_end->row &&
         a_end->mark == b_end->mark;
}

static gboolean
runs_coincide (const RelBox *a, const RelBox *b)
{
  if (a->width > 0 && b->width > 0 && a->y == b->y)
    return a->x < b->x + b->width && b->x < a->x + a->width;
  if (a->height > 0 && b->height > 0 && a->x == b->x)
    return a->y < b->y + b->height && b->y < a->y + a->height;
  return FALSE;
}

static guint
count_coinciding (RelScene *scene)
{
  guint count = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *a = rel_scene_get_edge (scene, i);

      for (guint j = 0; j < i; j++)
        {
          const RelEdge *b = rel_scene_get_edge (scene, j);

          for (guint r = 0; r < count_runs (a) && !may_run_together (a, b); r++)
            {
              for (guint s = 0; s < count_runs (b); s++)
                {
                  RelBox x = run_box (a, r);
                  RelBox y = run_box (b, s);

                  if (runs_coincide (&x, &y))
                    count++;
                }
            }
        }
    }
  return count;
}

static void
assert_labels_free (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      if (edge->label_box.width == 0)
        continue;
      for (guint c = 0; c < rel_scene_get_n_cards (scene); c++)
        g_assert_false (boxes_overlap (&edge->label_box, &rel_scene_get_card (scene, c)->box, 2));
      for (guint j = 0; j < rel_scene_get_n_edges (scene); j++)
        {
          const RelEdge *other = rel_scene_get_edge (scene, j);

          if (j == i || may_run_together (edge, other))
            continue;
          g_assert_false (other->label_box.width > 0 && boxes_overlap (&edge->label_box, &other->label_box, 0));
          for (guint run = 0; run < count_runs (other); run++)
            {
              RelBox box = run_box (other, run);

              g_assert_false (boxes_overlap (&edge->label_box, &box, 0));
            }
        }
    }
}

static void
assert_readable (RelScene *scene)
{
  assert_cards_apart (scene);
  assert_rows_inside (scene);
  assert_lines_reach (scene);
  assert_lines_avoid_cards (scene);
  assert_labels_free (scene);
  g_assert_cmpuint (count_coinciding (scene), ==, 0);
}

static void
assert_all_readable (const char *text)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (schema, i));
      g_autoptr (RelScene) scene = rel_neighbours_scene (schema, NULL, name, sketch_measure, NULL);

      assert_readable (scene);
    }
}

static void
test_every_kind (void)
{
  assert_all_readable (sketch_magazine);
}

static void
test_broken (void)
{
  assert_all_readable (sketch_broken);
}

static void
test_hub (void)
{
  g_autofree char *bare = sketch_hub (60, FALSE);
  g_autofree char *listed = sketch_hub (60, TRUE);
  g_autoptr (RelScene) bare_scene = sketch_scene (bare, "hub");
  g_autoptr (RelScene) listed_scene = sketch_scene (listed, "hub");

  g_assert_cmpuint (rel_scene_get_n_cards (bare_scene), ==, 62);
  assert_readable (bare_scene);
  assert_readable (listed_scene);
  /* Neither a tower nor a ribbon. */
  g_assert_cmpfloat (rel_scene_get_height (bare_scene), <, 2 * rel_scene_get_width (bare_scene));
  g_assert_cmpfloat (rel_scene_get_width (bare_scene), <, 2 * rel_scene_get_height (bare_scene));
}

static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (80, 'n');
  g_autofree char *text =
    g_strdup_printf ("%s: %s_a %s_b\n%s_other!: %s_a %s_b\n> %s.%s_a %s_other\n> %s_other.%s_a %s junction=%s_b\n"
                     "> %s_other.%s_b %s_far junction=%s_a\n",
                     name, name, name, name, name, name, name, name, name, name, name, name, name, name, name, name,
                     name);

  assert_all_readable (text);
}

static void
test_lonely (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("lonely: id\n", "lonely");

  assert_readable (scene);
  g_assert_cmpfloat (rel_scene_get_width (scene), <, 300);
}

static void
test_random (void)
{
  for (guint seed = 0; seed < N_RANDOM; seed++)
    {
      g_autofree char *text = sketch_random (seed);
      g_autoptr (RelScene) scene = sketch_scene (text, "hub");

      g_test_message ("seed %u", seed);
      assert_readable (scene);
    }
}

/* On the left those that point here, on the right those that are pointed at. */
static void
test_sides (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  const RelBox *articles = &rel_scene_get_card (scene, 0)->box;

  for (guint i = 1; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);
      gboolean points_here = g_str_equal (card->collection, "comments") || g_str_equal (card->collection, "reports");

      if (points_here)
        g_assert_cmpfloat (card->box.x + card->box.width, <, articles->x);
      else
        g_assert_cmpfloat (card->box.x, >, articles->x + articles->width);
    }
}

/* A neighbour with one line stands beside its row if nothing is in the way. */
static void
test_straight (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: x y\nb: id\nc: a\n> a.y b\n> c.a a\n", "a");

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    g_assert_cmpuint (rel_scene_get_edge (scene, i)->points->len, ==, 2);
}

static void
assert_same_geometry (RelScene *a, RelScene *b)
{
  g_assert_cmpfloat (rel_scene_get_width (a), ==, rel_scene_get_width (b));
  g_assert_cmpfloat (rel_scene_get_height (a), ==, rel_scene_get_height (b));
  for (guint i = 0; i < rel_scene_get_n_cards (a); i++)
    {
      const RelCard *x = rel_scene_get_card (a, i);
      const RelCard *y = rel_scene_get_card (b, i);

      g_assert_cmpstr (x->collection, ==, y->collection);
      g_assert_cmpmem (&x->box, sizeof (RelBox), &y->box, sizeof (RelBox));
    }
  for (guint i = 0; i < rel_scene_get_n_edges (a); i++)
    {
      const GArray *x = rel_scene_get_edge (a, i)->points;
      const GArray *y = rel_scene_get_edge (b, i)->points;

      g_assert_cmpmem (x->data, x->len * sizeof (RelPoint), y->data, y->len * sizeof (RelPoint));
    }
}

static void
test_same_again (void)
{
  g_autofree char *hub = sketch_hub (60, TRUE);
  g_autoptr (RelScene) hub_once = sketch_scene (hub, "hub");
  g_autoptr (RelScene) hub_again = sketch_scene (hub, "hub");
  g_autoptr (RelScene) once = sketch_scene (sketch_magazine, "articles");
  g_autoptr (RelScene) again = sketch_scene (sketch_magazine, "articles");

  assert_same_geometry (hub_once, hub_again);
  assert_same_geometry (once, again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/layout/every-kind", test_every_kind);
  g_test_add_func ("/diagram/layout/broken", test_broken);
  g_test_add_func ("/diagram/layout/hub", test_hub);
  g_test_add_func ("/diagram/layout/long-names", test_long_names);
  g_test_add_func ("/diagram/layout/lonely", test_lonely);
  g_test_add_func ("/diagram/layout/random", test_random);
  g_test_add_func ("/diagram/layout/sides", test_sides);
  g_test_add_func ("/diagram/layout/straight", test_straight);
  g_test_add_func ("/diagram/layout/same-again", test_same_again);
  return g_test_run ();
}
