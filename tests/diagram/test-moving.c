/* test-moving.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards on their way, and the lines that follow them.
 */

#include "config.h"

#include "rel-moving.h"

#include "rel-diagram.h"
#include "sketch.h"

static RelScene *
make_scene (void)
{
  const RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_BEST };
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);

  return rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, NULL);
}

static GArray *
list_cards (RelScene *scene, const char *one, const char *other)
{
  GArray *cards = g_array_new (FALSE, FALSE, sizeof (guint));
  guint index;

  g_assert_true (rel_scene_find_card (scene, one, &index));
  g_array_append_val (cards, index);
  if (other != NULL)
    {
      g_assert_true (rel_scene_find_card (scene, other, &index));
      g_array_append_val (cards, index);
    }
  return cards;
}

static gboolean
is_at_side (const RelBox *box, const RelPoint *point)
{
  return (point->x == box->x || point->x == box->x + box->width) && point->y >= box->y &&
         point->y <= box->y + box->height;
}

/* Each line runs level and upright, from side to side. */
static void
assert_lines (RelMoving *moving)
{
  RelScene *scene = rel_moving_get_scene (moving);

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      GArray *points = edge->points;

      g_assert_true (
        is_at_side (&rel_scene_get_card (scene, edge->from.card)->box, &g_array_index (points, RelPoint, 0)));
      g_assert_true (is_at_side (&rel_scene_get_card (scene, edge->to.card)->box,
                                 &g_array_index (points, RelPoint, points->len - 1)));
      for (guint p = 1; p < points->len; p++)
        g_assert_true (g_array_index (points, RelPoint, p - 1).x == g_array_index (points, RelPoint, p).x ||
                       g_array_index (points, RelPoint, p - 1).y == g_array_index (points, RelPoint, p).y);
    }
}

/* All lines that end at a card follow it, and no other. */
static void
test_lines_follow (void)
{
  g_autoptr (RelScene) scene = make_scene ();
  g_autoptr (GArray) cards = list_cards (scene, "authors", NULL);
  g_autoptr (RelMoving) moving = rel_moving_new (scene, cards);
  guint authors = g_array_index (cards, guint, 0);
  guint moved = g_array_index (rel_moving_get_cards (moving), guint, 0);
  RelBox home = rel_scene_get_card (scene, authors)->box;
  guint n_lines = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      n_lines += edge->from.card == authors || edge->to.card == authors;
    }
  g_assert_cmpuint (n_lines, >, 1);
  g_assert_cmpuint (rel_moving_get_edges (moving)->len, ==, n_lines);
  g_assert_cmpuint (rel_moving_get_left_edges (moving)->len, ==, n_lines);
  g_assert_cmpuint (rel_moving_get_cards (moving)->len, ==, 1);

  rel_moving_set (moving, 300, -120);
  rel_moving_set (moving, -700, 400);
  g_assert_cmpfloat (rel_scene_get_card (rel_moving_get_scene (moving), moved)->box.x, ==, home.x - 700);
  g_assert_cmpfloat (rel_scene_get_card (rel_moving_get_scene (moving), moved)->box.y, ==, home.y + 400);
  g_assert_cmpuint (rel_scene_get_card (rel_moving_get_scene (moving), moved)->rows->len, ==,
                    rel_scene_get_card (scene, authors)->rows->len);
  assert_lines (moving);
  /* The scene that it leaves is as it was. */
  g_assert_cmpmem (&rel_scene_get_card (scene, authors)->box, sizeof home, &home, sizeof home);
}

/* Two that are moved together keep their line, and what stays stays. */
static void
test_together (void)
{
  g_autoptr (RelScene) scene = make_scene ();
  g_autoptr (GArray) cards = list_cards (scene, "articles", "authors");
  g_autoptr (RelMoving) moving = rel_moving_new (scene, cards);
  RelScene *small = rel_moving_get_scene (moving);
  guint n_moved = 0;

  rel_moving_set (moving, 50, 60);
  assert_lines (moving);
  for (guint i = 0; i < rel_scene_get_n_cards (small); i++)
    {
      const RelCard *card = rel_scene_get_card (small, i);
      guint index;
      const RelBox *home;

      g_assert_true (rel_scene_find_card (scene, card->collection, &index));
      home = &rel_scene_get_card (scene, index)->box;
      if (card->box.x == home->x && card->box.y == home->y)
        continue;
      g_assert_cmpfloat (card->box.x, ==, home->x + 50);
      g_assert_cmpfloat (card->box.y, ==, home->y + 60);
      n_moved++;
    }
  g_assert_cmpuint (n_moved, ==, 2);
  g_assert_cmpuint (rel_scene_get_n_cards (small), <, rel_scene_get_n_cards (scene));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/moving/lines-follow", test_lines_follow);
  g_test_add_func ("/diagram/moving/together", test_together);
  return g_test_run ();
}
