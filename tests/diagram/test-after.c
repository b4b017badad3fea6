/* test-after.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From one picture to the next: a change moves nothing but what it touches.
 */

#include "config.h"

#include <string.h>

#include "rel-diagram.h"
#include "sketch.h"

static const char *const tagged = "posts: id author tags*m2m\nusers: id posts*o2m\ntags: id\n"
                                  "posts_tags!: id posts_id tags_id\nlonely: id\n"
                                  "> posts.author users one=posts delete=CASCADE\n"
                                  "> posts_tags.posts_id posts one=tags junction=tags_id\n"
                                  "> posts_tags.tags_id tags junction=posts_id delete=RESTRICT\n";

static RelScene *
scene_of (const char *text, const RelDiagramOptions *options)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);
  g_autoptr (GError) error = NULL;
  RelScene *scene = rel_diagram_scene (schema, NULL, options, sketch_measure, NULL, NULL, &error);

  g_assert_no_error (error);
  return scene;
}

static const RelCard *
find_card (RelScene *scene, const char *collection)
{
  guint index;

  g_assert_true (rel_scene_find_card (scene, collection, &index));
  return rel_scene_get_card (scene, index);
}

static RelScene *
scene_after (RelScene *before, const char *text, const RelDiagramOptions *options, const RelDiagramPlace *place)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);
  g_autoptr (GError) error = NULL;
  RelScene *scene = rel_diagram_scene_after (before, schema, NULL, options, place, place != NULL ? 1 : 0,
                                             sketch_measure, NULL, NULL, &error);

  g_assert_no_error (error);
  return scene;
}

static void
assert_card_stays (RelScene *before, RelScene *after, const char *collection)
{
  const RelBox *a = &find_card (before, collection)->box;
  const RelBox *b = &find_card (after, collection)->box;

  g_assert_cmpfloat (a->x, ==, b->x);
  g_assert_cmpfloat (a->y, ==, b->y);
}

static void
test_change_moves_nothing_else (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) before = scene_of (sketch_magazine, &options);
  g_autofree char *more = g_strconcat (sketch_magazine, "stickers: id of\n> stickers.of articles\n", NULL);
  g_autoptr (RelScene) after = scene_after (before, more, &options, NULL);
  g_autoptr (RelScene) back = NULL;

  g_assert_cmpuint (rel_scene_get_n_cards (after), ==, rel_scene_get_n_cards (before) + 1);
  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    assert_card_stays (before, after, rel_scene_get_card (before, i)->collection);
  for (guint i = 0; i < rel_scene_get_n_edges (before); i++)
    {
      GArray *a = rel_scene_get_edge (before, i)->points;
      GArray *b = rel_scene_get_edge (after, i)->points;

      g_assert_cmpmem (a->data, a->len * sizeof (RelPoint), b->data, b->len * sizeof (RelPoint));
    }

  back = scene_after (after, sketch_magazine, &options, NULL);
  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    assert_card_stays (before, back, rel_scene_get_card (before, i)->collection);
}

static void
test_moved_by_hand (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) before = scene_of (tagged, &options);
  RelDiagramPlace place = { "tags", 900, 403, TRUE };
  g_autoptr (RelScene) after = scene_after (before, tagged, &options, &place);
  double unit = rel_scene_get_unit (after);

  assert_card_stays (before, after, "posts");
  assert_card_stays (before, after, "users");
  g_assert_cmpfloat (find_card (after, "tags")->box.x, ==, 900);
  g_assert_cmpfloat (find_card (after, "tags")->box.y, ==, unit * (guint) (403 / unit + 0.5));
  g_assert_cmpfloat (rel_scene_get_width (after), >, 900);
}

/* A card that was put somewhere stays there, whatever comes beside it or goes. */
static void
test_pinned (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) before = scene_of (tagged, &options);
  RelDiagramPlace place = { "users", 700, 20 * rel_scene_get_unit (before), TRUE };
  g_autofree char *more = g_strconcat (tagged, "x: to\ny: to to2\n> x.to users\n> y.to users\n> y.to2 posts\n", NULL);
  g_autoptr (RelScene) more_scene = scene_after (before, more, &options, &place);
  g_autoptr (RelScene) less = scene_after (more_scene, "users: id\nlonely: id\n", &options, &place);
  RelScene *const scenes[] = { more_scene, less };

  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_assert_cmpfloat (find_card (scenes[i], "users")->box.x, ==, place.x);
      g_assert_cmpfloat (find_card (scenes[i], "users")->box.y, ==, place.y);
      assert_card_stays (before, scenes[i], "lonely");
    }
}

/* What only looks different moves nothing at all. */
static void
test_marked (void)
{
  static const char *const found[] = { "tags", "posts.author", NULL };
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) before = scene_of (tagged, &options);
  g_autoptr (RelScene) after = NULL;

  options.found = found;
  after = scene_after (before, tagged, &options, NULL);
  g_assert_true (find_card (after, "tags")->found);
  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    assert_card_stays (before, after, rel_scene_get_card (before, i)->collection);
  for (guint i = 0; i < rel_scene_get_n_edges (before); i++)
    {
      GArray *a = rel_scene_get_edge (before, i)->points;
      GArray *b = rel_scene_get_edge (after, i)->points;

      g_assert_cmpmem (a->data, a->len * sizeof (RelPoint), b->data, b->len * sizeof (RelPoint));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/after/change-moves-nothing-else", test_change_moves_nothing_else);
  g_test_add_func ("/diagram/after/moved-by-hand", test_moved_by_hand);
  g_test_add_func ("/diagram/after/pinned", test_pinned);
  g_test_add_func ("/diagram/after/marked", test_marked);
  return g_test_run ();
}
