/* test-homes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards that a person puts somewhere, and all others, which keep their homes.
 */

#include "config.h"

#include "rel-homes.h"

#include <string.h>

#include "sketch.h"

static const RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_BEST };

/* A picture of the magazine, and where its cards are at home. */
typedef struct
{
  RelScene *home;  /* (owned) */
  RelHomes *homes; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);

  self->home = rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, NULL);
  self->homes = rel_homes_new (self->home);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  rel_scene_unref (self->home);
  rel_homes_unref (self->homes);
}

static RelScene *
arrange (Fixture *self, RelScene *before, const char *text, const RelDiagramPlace *pins, guint n_pins)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);
  g_autoptr (GArray) places = rel_homes_list_places (self->homes, pins, n_pins);
  g_autoptr (GError) error = NULL;
  RelScene *scene = rel_diagram_scene_after (before, schema, NULL, &options,
                                             (const RelDiagramPlace *) (gpointer) places->data, places->len,
                                             sketch_measure, NULL, NULL, &error);

  g_assert_no_error (error);
  return scene;
}

static RelScene *
put (Fixture *self, RelScene *before, const char *collection, double x, double y)
{
  const RelDiagramPlace pin = { collection, x, y, TRUE };

  return arrange (self, before, sketch_magazine, &pin, 1);
}

/* Where a card is, from the origin. */
static RelBox
find_box (RelScene *scene, const char *collection)
{
  RelPoint origin = rel_scene_get_origin (scene);
  guint index;
  RelBox box;

  g_assert_true (rel_scene_find_card (scene, collection, &index));
  box = rel_scene_get_card (scene, index)->box;
  box.x -= origin.x;
  box.y -= origin.y;
  return box;
}

static gboolean
is_home (Fixture *self, RelScene *scene, const char *collection)
{
  RelBox home = find_box (self->home, collection);
  RelBox box = find_box (scene, collection);

  return box.x == home.x && box.y == home.y;
}

/* All cards but two are at home; NULL for none. */
static void
assert_home_but (Fixture *self, RelScene *scene, const char *one, const char *other)
{
  for (guint i = 0; i < rel_scene_get_n_cards (self->home); i++)
    {
      const char *name = rel_scene_get_card (self->home, i)->collection;

      if (g_strcmp0 (name, one) != 0 && g_strcmp0 (name, other) != 0 && !is_home (self, scene, name))
        g_error ("%s is not at home", name);
    }
}

static gboolean
meet (const RelBox *a, const RelBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
assert_apart (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelBox *box = &rel_scene_get_card (scene, i)->box;

      g_assert_cmpfloat (box->x, >=, 0);
      g_assert_cmpfloat (box->y, >=, 0);
      g_assert_cmpfloat (box->x + box->width, <=, rel_scene_get_width (scene));
      g_assert_cmpfloat (box->y + box->height, <=, rel_scene_get_height (scene));
      for (guint j = 0; j < i; j++)
        g_assert_false (meet (box, &rel_scene_get_card (scene, j)->box));
    }
}

/* No line runs through a card. */
static void
assert_lines_clear (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      GArray *points = rel_scene_get_edge (scene, i)->points;

      g_assert_cmpuint (points->len, >=, 2);
      for (guint p = 1; p < points->len; p++)
        {
          const RelPoint *a = &g_array_index (points, RelPoint, p - 1);
          const RelPoint *b = &g_array_index (points, RelPoint, p);
          RelBox run = { MIN (a->x, b->x) + 0.1, MIN (a->y, b->y) + 0.1, ABS (a->x - b->x) - 0.2,
                         ABS (a->y - b->y) - 0.2 };

          for (guint c = 0; c < rel_scene_get_n_cards (scene); c++)
            g_assert_false (meet (&run, &rel_scene_get_card (scene, c)->box));
        }
    }
}

static guint
count_same_lines (RelScene *a, RelScene *b)
{
  RelPoint shift = { rel_scene_get_origin (b).x - rel_scene_get_origin (a).x,
                     rel_scene_get_origin (b).y - rel_scene_get_origin (a).y };
  guint n_same = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (a); i++)
    {
      GArray *points = rel_scene_get_edge (a, i)->points;
      GArray *others = rel_scene_get_edge (b, i)->points;
      gboolean same = points->len == others->len;

      for (guint p = 0; same && p < points->len; p++)
        same = g_array_index (points, RelPoint, p).x + shift.x == g_array_index (others, RelPoint, p).x &&
               g_array_index (points, RelPoint, p).y + shift.y == g_array_index (others, RelPoint, p).y;
      n_same += same;
    }
  return n_same;
}

static guint
count_lines_of (RelScene *scene, const char *collection)
{
  guint n = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      n += g_strcmp0 (rel_scene_get_card (scene, edge->from.card)->collection, collection) == 0 ||
           g_strcmp0 (rel_scene_get_card (scene, edge->to.card)->collection, collection) == 0;
    }
  return n;
}

/* To a free place: nothing else moves, and no line but its own and those that are there. */
static void
test_moves_alone (Fixture *self, gconstpointer unused)
{
  double x = rel_scene_get_width (self->home) + 100;
  g_autoptr (RelScene) scene = put (self, self->home, "tags", x, 0);

  g_assert_cmpfloat (find_box (scene, "tags").x, ==, x);
  assert_home_but (self, scene, "tags", NULL);
  assert_apart (scene);
  assert_lines_clear (scene);
  g_assert_cmpuint (count_same_lines (self->home, scene), >=,
                    rel_scene_get_n_edges (scene) - 2 * count_lines_of (scene, "tags"));
}

/* What nobody holds any more goes home, and the picture is as large as it was. */
static void
test_goes_home (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelScene) there = put (self, self->home, "tags", 3000, 2000);
  g_autoptr (RelScene) back = arrange (self, there, sketch_magazine, NULL, 0);

  g_assert_cmpfloat (rel_scene_get_width (there), >, 3000);
  assert_home_but (self, back, NULL, NULL);
  assert_lines_clear (back);
  g_assert_cmpfloat (rel_scene_get_width (back), <, rel_scene_get_width (self->home) + 100);
}

/* What is in its way steps aside, and comes back. */
static void
test_steps_aside (Fixture *self, gconstpointer unused)
{
  RelBox box = find_box (self->home, "articles");
  g_autoptr (RelScene) there = put (self, self->home, "tags", box.x + 20, box.y);
  g_autoptr (RelScene) still = put (self, there, "tags", box.x + 20, box.y);
  g_autoptr (RelScene) away = put (self, still, "tags", rel_scene_get_width (self->home) + 100, 0);
  RelBox aside = find_box (there, "articles");
  RelBox still_aside = find_box (still, "articles");

  g_assert_cmpfloat (find_box (there, "tags").x, ==, box.x + 20);
  g_assert_false (is_home (self, there, "articles"));
  assert_apart (there);
  g_assert_cmpmem (&aside, sizeof aside, &still_aside, sizeof still_aside);
  g_assert_true (is_home (self, away, "articles"));
}

/* Of two that were put to one place both are seen, whichever was said first. */
static void
test_two_at_one_place (Fixture *self, gconstpointer unused)
{
  const RelDiagramPlace pins[] = { { "tags", 400, 0, TRUE }, { "authors", 410, 12, TRUE } };
  const RelDiagramPlace turned[] = { pins[1], pins[0] };
  g_autoptr (RelScene) one = arrange (self, self->home, sketch_magazine, pins, 2);
  g_autoptr (RelScene) other = arrange (self, self->home, sketch_magazine, turned, 2);

  g_assert_cmpfloat (find_box (one, "tags").x, ==, 400);
  assert_apart (one);
  for (guint i = 0; i < rel_scene_get_n_cards (one); i++)
    g_assert_cmpmem (&rel_scene_get_card (one, i)->box, sizeof (RelBox), &rel_scene_get_card (other, i)->box,
                     sizeof (RelBox));
}

/* Left of and above all others is a place as well: there nothing ends. */
static void
test_beyond (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelScene) there = put (self, self->home, "tags", -500, -300);
  g_autoptr (RelScene) back = arrange (self, there, sketch_magazine, NULL, 0);
  double unit = rel_scene_get_unit (there);
  RelBox box = find_box (there, "tags");

  g_assert_cmpfloat (box.x, ==, -500);
  g_assert_cmpfloat (ABS (box.y + 300), <=, unit / 2);
  g_assert_cmpfloat (rel_scene_get_origin (there).x, >, 500);
  assert_home_but (self, there, "tags", NULL);
  assert_apart (there);
  assert_lines_clear (there);
  g_assert_cmpuint (count_same_lines (self->home, there), >, 0);
  g_assert_cmpfloat (rel_scene_get_origin (back).x, ==, 0);
  assert_home_but (self, back, NULL, NULL);
}

/* What is new comes beside what it is linked with, wherever that was put, and stays there. A
 * collection that was gone is where it was. */
static void
test_new_and_gone (Fixture *self, gconstpointer unused)
{
  const RelDiagramPlace pin = { "tags", 2500, 0, TRUE };
  g_autofree char *more = g_strconcat (sketch_magazine, "stickers: of\n> stickers.of tags\n", NULL);
  g_autoptr (RelScene) there = arrange (self, self->home, sketch_magazine, &pin, 1);
  g_autoptr (RelScene) with = arrange (self, there, more, &pin, 1);
  RelHomes *homes = rel_homes_follow (self->homes, with);
  RelBox stickers = find_box (with, "stickers");
  g_autoptr (RelScene) without = NULL;
  g_autoptr (RelScene) again = NULL;
  RelBox later;

  g_assert_cmpfloat (ABS (stickers.x - 2500), <, 600);
  rel_homes_unref (self->homes);
  self->homes = homes;
  without = arrange (self, with, sketch_magazine, &pin, 1);
  again = arrange (self, without, more, &pin, 1);
  later = find_box (again, "stickers");
  g_assert_cmpmem (&stickers, sizeof stickers, &later, sizeof later);
  assert_home_but (self, without, "tags", NULL);
}

#define ADD(name, func) g_test_add ("/diagram/homes/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("moves-alone", test_moves_alone);
  ADD ("goes-home", test_goes_home);
  ADD ("steps-aside", test_steps_aside);
  ADD ("two-at-one-place", test_two_at_one_place);
  ADD ("beyond", test_beyond);
  ADD ("new-and-gone", test_new_and_gone);
  return g_test_run ();
}
