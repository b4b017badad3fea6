/* test-walk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-walk.h"
#include "sketch.h"

static RelHit
walk (RelScene *scene, RelHit from, const RelWay *ways, guint n_ways)
{
  for (guint i = 0; i < n_ways; i++)
    from = rel_scene_walk (scene, &from, ways[i]);
  return from;
}

static const char *
name_of (RelScene *scene, const RelHit *hit)
{
  const RelCard *card = rel_scene_get_card (scene, hit->card);

  return hit->kind == REL_HIT_ROW ? rel_card_get_row (card, (guint) hit->row)->field : card->collection;
}

static void
test_begins_with_the_focus (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelHit hit = rel_scene_walk (scene, &nothing, REL_WAY_LEFT);

  g_assert_cmpint (hit.kind, ==, REL_HIT_CARD);
  g_assert_cmpstr (name_of (scene, &hit), ==, "articles");
}

static void
test_through_rows (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  const RelWay ways[] = { REL_WAY_DOWN, REL_WAY_DOWN, REL_WAY_DOWN, REL_WAY_UP };
  RelHit hit = walk (scene, (RelHit){ REL_HIT_CARD, 0, -1, 0 }, ways, G_N_ELEMENTS (ways));

  g_assert_cmpstr (name_of (scene, &hit), ==, "editor");
}

static void
test_along_a_line (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: x y\nb: id list*o2m\nc: id\n> a.x c\n> a.y b one=list\n", "a");
  RelHit y = { REL_HIT_ROW, 0, 1, 0 };
  RelHit hit = rel_scene_walk (scene, &y, REL_WAY_RIGHT);

  g_assert_cmpstr (name_of (scene, &hit), ==, "list");
  hit = rel_scene_walk (scene, &hit, REL_WAY_LEFT);
  g_assert_true (rel_hit_equal (&hit, &y));
  /* There is nothing on the left. */
  hit = rel_scene_walk (scene, &y, REL_WAY_LEFT);
  g_assert_true (rel_hit_equal (&hit, &y));
}

static void
test_from_card_to_card (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  RelHit hit = { REL_HIT_CARD, 0, -1, 0 };

  g_assert_true (rel_scene_find_card (scene, "block_image", &hit.card));
  hit = rel_scene_walk (scene, &hit, REL_WAY_DOWN);
  g_assert_cmpstr (name_of (scene, &hit), ==, "block_quote");
  hit = rel_scene_walk (scene, &hit, REL_WAY_UP);
  g_assert_cmpstr (name_of (scene, &hit), ==, "block_image");
}

/* Wherever one begins, no card is out of reach. */
static void
assert_all_in_reach (RelScene *scene, guint first)
{
  guint n = rel_scene_get_n_cards (scene);
  g_autofree gboolean *seen = g_new0 (gboolean, n);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (RelHit));
  RelHit start = { REL_HIT_CARD, first, -1, 0 };

  g_array_append_val (queue, start);
  for (guint i = 0; i < queue->len; i++)
    {
      RelHit hit = g_array_index (queue, RelHit, i);

      seen[hit.card] = TRUE;
      for (guint way = REL_WAY_UP; way <= REL_WAY_RIGHT; way++)
        {
          RelHit next = rel_scene_walk (scene, &hit, way);

          if (g_hash_table_add (places, GUINT_TO_POINTER (next.card * 1000 + (guint) (next.row + 1))))
            g_array_append_val (queue, next);
        }
    }
  for (guint i = 0; i < n; i++)
    g_assert_true (seen[i]);
}

static void
test_all_in_reach (void)
{
  g_autofree char *hub = sketch_hub (60, FALSE);
  g_autoptr (RelScene) hub_scene = sketch_scene (hub, "hub");
  g_autoptr (RelScene) magazine = sketch_scene (sketch_magazine, "articles");

  assert_all_in_reach (hub_scene, 0);
  assert_all_in_reach (hub_scene, 17);
  assert_all_in_reach (magazine, 3);
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autofree char *text = sketch_random (seed);
      g_autoptr (RelScene) scene = sketch_scene (text, "hub");

      assert_all_in_reach (scene, seed % rel_scene_get_n_cards (scene));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/walk/begins-with-the-focus", test_begins_with_the_focus);
  g_test_add_func ("/diagram/walk/through-rows", test_through_rows);
  g_test_add_func ("/diagram/walk/along-a-line", test_along_a_line);
  g_test_add_func ("/diagram/walk/from-card-to-card", test_from_card_to_card);
  g_test_add_func ("/diagram/walk/all-in-reach", test_all_in_reach);
  return g_test_run ();
}
