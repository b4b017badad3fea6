/* test-scene.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sketch.h"

#define TOLERANCE 6.0

static RelHit
pick_at (RelScene *scene, double x, double y)
{
  return rel_scene_pick (scene, x, y, TOLERANCE);
}

static RelPoint
middle_of_run (const RelEdge *edge, guint run)
{
  const RelPoint *a = &g_array_index (edge->points, RelPoint, run);
  const RelPoint *b = &g_array_index (edge->points, RelPoint, run + 1);

  return (RelPoint){ (a->x + b->x) / 2, (a->y + b->y) / 2 };
}

static void
test_reference (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  RelScene *again = rel_scene_ref (scene);

  rel_scene_unref (again);
  g_assert_cmpuint (rel_scene_get_n_cards (scene), >, 0);
}

static void
test_find_card (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  guint index = 99;

  g_assert_true (rel_scene_find_card (scene, "articles", &index));
  g_assert_cmpuint (index, ==, 0);
  g_assert_true (rel_scene_find_card (scene, "tags", NULL));
  g_assert_false (rel_scene_find_card (scene, "articles_tags", NULL));
  g_assert_false (rel_scene_find_card (scene, NULL, NULL));
}

static void
test_pick_cards (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);
      double x = card->box.x + card->box.width / 2;
      RelHit hit = pick_at (scene, x, card->box.y + 2);

      g_assert_cmpint (hit.kind, ==, REL_HIT_CARD);
      g_assert_cmpuint (hit.card, ==, i);
      for (guint r = 0; r < card->rows->len; r++)
        {
          const RelCardRow *row = rel_card_get_row (card, r);

          hit = pick_at (scene, x, card->box.y + row->y + row->height / 2);
          g_assert_cmpint (hit.kind, ==, REL_HIT_ROW);
          g_assert_cmpuint (hit.card, ==, i);
          g_assert_cmpint (hit.row, ==, (int) r);
        }
    }
}

/* A line that nothing runs beside is found in its middle and some way off, and not farther. */
static void
test_pick_line (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: b\nb: id\n> a.b b\n", "a");
  RelPoint point = middle_of_run (rel_scene_get_edge (scene, 0), 0);

  for (int off = -5; off <= 5; off += 5)
    {
      RelHit hit = pick_at (scene, point.x, point.y + off);

      g_assert_cmpint (hit.kind, ==, REL_HIT_EDGE);
      g_assert_cmpuint (hit.edge, ==, 0);
    }
  g_assert_cmpint (pick_at (scene, point.x, point.y + TOLERANCE + 1).kind, ==, REL_HIT_NOTHING);
  g_assert_cmpint (pick_at (scene, 1, 1).kind, ==, REL_HIT_NOTHING);
}

/* Of parallel lines it is the nearest. */
static void
test_pick_nearest (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: x y\nb: id\n> a.x b\n> a.y b\n", "a");

  for (guint i = 0; i < 2; i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      RelPoint point = middle_of_run (edge, edge->points->len - 2);
      RelHit hit = pick_at (scene, point.x, point.y + 1);

      g_assert_cmpint (hit.kind, ==, REL_HIT_EDGE);
      g_assert_cmpuint (hit.edge, ==, i);
    }
}

/* Where lines run together they are all meant, which is what their row stands for. */
static void
test_pick_shared (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  guint n_shared = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      RelPoint point = middle_of_run (edge, 0);
      RelHit hit;

      if (edge->kind != REL_KIND_M2A)
        continue;
      hit = pick_at (scene, point.x, point.y);
      g_assert_cmpint (hit.kind, ==, REL_HIT_ROW);
      g_assert_cmpuint (hit.card, ==, edge->from.card);
      g_assert_cmpint (hit.row, ==, edge->from.row);
      hit = pick_at (scene, edge->label_box.x + 2, edge->label_box.y + 2);
      g_assert_cmpint (hit.kind, ==, REL_HIT_ROW);

      point = middle_of_run (edge, edge->points->len - 2);
      hit = pick_at (scene, point.x, point.y);
      g_assert_cmpint (hit.kind, ==, REL_HIT_EDGE);
      g_assert_cmpuint (hit.edge, ==, i);
      n_shared++;
    }
  g_assert_cmpuint (n_shared, ==, 3);
}

static void
test_pick_label (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "tags");
  const RelEdge *edge = rel_scene_get_edge (scene, 0);
  RelHit hit = rel_scene_pick (scene, edge->label_box.x + 3, edge->label_box.y + 1, 1);

  g_assert_cmpint (hit.kind, ==, REL_HIT_EDGE);
  g_assert_cmpuint (hit.edge, ==, 0);
}

static void
test_edges_of_a_hit (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: x y\nb: id\nc: id\n> a.x b\n> a.y c\n", "a");
  RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelHit focus = { REL_HIT_CARD, 0, -1, 0 };
  RelHit row = { REL_HIT_ROW, 0, 1, 0 };
  RelHit edge = { REL_HIT_EDGE, 0, -1, 0 };
  RelHit neighbour = { REL_HIT_CARD, rel_scene_get_edge (scene, 0)->to.card, -1, 0 };

  g_assert_false (rel_scene_edge_is_hit (scene, 0, &nothing));
  g_assert_true (rel_scene_edge_is_hit (scene, 0, &focus) && rel_scene_edge_is_hit (scene, 1, &focus));
  g_assert_true (!rel_scene_edge_is_hit (scene, 0, &row) && rel_scene_edge_is_hit (scene, 1, &row));
  g_assert_true (rel_scene_edge_is_hit (scene, 0, &edge) && !rel_scene_edge_is_hit (scene, 1, &edge));
  g_assert_true (rel_scene_edge_is_hit (scene, 0, &neighbour) && !rel_scene_edge_is_hit (scene, 1, &neighbour));
  g_assert_true (rel_hit_equal (&row, &row));
  g_assert_false (rel_hit_equal (&row, &focus));
  g_assert_true (rel_hit_equal (&nothing, &nothing));
  g_assert_false (rel_hit_equal (&focus, &neighbour));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/scene/reference", test_reference);
  g_test_add_func ("/diagram/scene/find-card", test_find_card);
  g_test_add_func ("/diagram/scene/pick-cards", test_pick_cards);
  g_test_add_func ("/diagram/scene/pick-line", test_pick_line);
  g_test_add_func ("/diagram/scene/pick-nearest", test_pick_nearest);
  g_test_add_func ("/diagram/scene/pick-shared", test_pick_shared);
  g_test_add_func ("/diagram/scene/pick-label", test_pick_label);
  g_test_add_func ("/diagram/scene/edges-of-a-hit", test_edges_of_a_hit);
  return g_test_run ();
}
