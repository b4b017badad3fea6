/* test-diagram.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-diagram.h"
#include "rel-error.h"
#include "sketch.h"

static RelScene *
scene_of (RelSchema *schema, RelSchema *base, const RelDiagramOptions *options)
{
  g_autoptr (GError) error = NULL;
  RelScene *scene = rel_diagram_scene (schema, base, options, sketch_measure, NULL, NULL, &error);

  g_assert_no_error (error);
  return scene;
}

static RelScene *
scene_of_text (const char *text, const RelDiagramOptions *options)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);

  return scene_of (schema, NULL, options);
}

static char *
name_end (RelScene *scene, const RelEdgeEnd *end)
{
  const RelCard *card = rel_scene_get_card (scene, end->card);
  const char *collection = card->collection != NULL ? card->collection : "?";

  if (end->row < 0)
    return g_strdup (collection);
  return g_strconcat (collection, ".", rel_card_get_row (card, (guint) end->row)->field, NULL);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char **) a, *(char **) b);
}

/* All edges in words, in the order of the alphabet. */
static char *
name_edges (RelScene *scene)
{
  static const char *const states[] = { "", " added", " changed", " removed" };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      g_autofree char *from = name_end (scene, &edge->from);
      g_autofree char *to = name_end (scene, &edge->to);

      g_ptr_array_add (names, g_strdup_printf ("%s %s-%s %s%s%s%s", from, edge->from.mark == REL_END_MANY ? "n" : "1",
                                               edge->to.mark == REL_END_MANY ? "n" : "1", to,
                                               edge->junction != NULL ? " through " : "",
                                               edge->junction != NULL ? edge->junction : "", states[edge->state]));
    }
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

static char *
name_cards (RelScene *scene)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);

      g_ptr_array_add (names, g_strdup (card->collection != NULL ? card->collection : "?"));
    }
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
assert_edges (RelScene *scene, const char *expected)
{
  g_autofree char *names = name_edges (scene);

  g_assert_cmpstr (names, ==, expected);
}

static void
assert_cards (RelScene *scene, const char *expected)
{
  g_autofree char *names = name_cards (scene);

  g_assert_cmpstr (names, ==, expected);
}

static const RelCard *
find_card (RelScene *scene, const char *collection)
{
  guint index;

  g_assert_true (rel_scene_find_card (scene, collection, &index));
  return rel_scene_get_card (scene, index);
}

/* How many relations have an edge. */
static guint
count_relations (RelScene *scene)
{
  g_autoptr (GHashTable) relations = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      g_hash_table_add (relations, edge->relation);
      if (edge->second != NULL)
        g_hash_table_add (relations, edge->second);
    }
  return g_hash_table_size (relations);
}

/* --- Relations --- */

static void
assert_none_missing (const char *text)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);

  for (guint detail = REL_DETAIL_NAMES; detail <= REL_DETAIL_FIELDS; detail++)
    {
      for (guint junctions = 0; junctions < 2; junctions++)
        {
          RelDiagramOptions options = { .detail = detail, .junctions = junctions == 1 };
          g_autoptr (RelScene) scene = scene_of (schema, NULL, &options);

          g_assert_cmpuint (count_relations (scene), ==, rel_schema_count_relations (schema));
        }
    }
}

static void
test_none_missing (void)
{
  assert_none_missing (sketch_magazine);
  assert_none_missing (sketch_broken);
  for (guint32 seed = 0; seed < 60; seed++)
    {
      g_autofree char *text = sketch_random (seed);

      assert_none_missing (text);
    }
}

static const char *const tagged = "posts: id author tags*m2m\nusers: id posts*o2m\ntags: id\n"
                                  "posts_tags!: id posts_id tags_id\nlonely: id\n"
                                  "> posts.author users one=posts delete=CASCADE\n"
                                  "> posts_tags.posts_id posts one=tags junction=tags_id\n"
                                  "> posts_tags.tags_id tags junction=posts_id delete=RESTRICT\n";

static void
test_folds_junctions (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) folded = scene_of_text (tagged, &options);
  g_autoptr (RelScene) shown = NULL;

  assert_cards (folded, "lonely posts tags users");
  assert_edges (folded, "posts.author n-1 users.posts\nposts.tags n-n tags through posts_tags");

  options.junctions = TRUE;
  shown = scene_of_text (tagged, &options);
  assert_cards (shown, "lonely posts posts_tags tags users");
  assert_edges (shown, "posts.author n-1 users.posts\nposts_tags.posts_id n-1 posts.tags\nposts_tags.tags_id n-1 tags");
}

/* A junction with a relation of its own would leave that without a card to start from. */
static void
test_keeps_rich_junctions (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autofree char *text = g_strconcat (tagged, "> posts_tags.by users\n", NULL);
  g_autofree char *pointed = g_strconcat (tagged, "votes: id\n> votes.of posts_tags\n", NULL);
  g_autoptr (RelScene) scene = scene_of_text (text, &options);
  g_autoptr (RelScene) other = scene_of_text (pointed, &options);

  assert_cards (scene, "lonely posts posts_tags tags users");
  assert_edges (scene, "posts.author n-1 users.posts\nposts_tags.by n-1 users\nposts_tags.posts_id n-1 posts.tags\n"
                       "posts_tags.tags_id n-1 tags");
  assert_cards (other, "lonely posts posts_tags tags users votes");
}

static void
test_any (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) scene =
    scene_of_text ("pages: id blocks*m2a\na: id\nb: id\npages_blocks!: id pages_id item collection\n"
                   "> pages_blocks.pages_id pages one=blocks junction=item\n"
                   "> pages_blocks.item - allowed=a,b,gone one_collection_field=collection junction=pages_id nokey\n",
                   &options);

  assert_edges (scene, "pages.blocks n-n a through pages_blocks\npages.blocks n-n b through pages_blocks\n"
                       "pages.blocks n-n gone through pages_blocks");
  g_assert_cmpint (find_card (scene, "gone")->role, ==, REL_CARD_MISSING);
}

/* --- Detail --- */

static char *
name_rows (const RelCard *card)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < card->rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", rel_card_get_row (card, i)->field);
  return g_string_free (names, FALSE);
}

static void
test_detail (void)
{
  static const char *const rows[] = { "", "author tags", "id author tags" };

  for (guint detail = REL_DETAIL_NAMES; detail <= REL_DETAIL_FIELDS; detail++)
    {
      RelDiagramOptions options = { .detail = detail };
      g_autoptr (RelScene) scene = scene_of_text (tagged, &options);
      g_autofree char *names = name_rows (find_card (scene, "posts"));

      g_assert_cmpstr (names, ==, rows[detail]);
    }
}

/* Lines start beside the row of their field. */
static void
test_ports (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_FIELDS };
  g_autoptr (RelScene) scene = scene_of_text (tagged, &options);

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      const RelCard *card = rel_scene_get_card (scene, edge->from.card);
      const RelCardRow *row = rel_card_get_row (card, (guint) edge->from.row);
      double y = g_array_index (edge->points, RelPoint, 0).y - card->box.y;

      g_assert_cmpfloat (y, >, row->y);
      g_assert_cmpfloat (y, <, row->y + row->height);
    }
}

/* Two relations of the same names, and two between the same cards where only names are shown:
 * each has a line of its own. */
static void
test_parallel (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_NAMES };
  g_autoptr (RelScene) scene = scene_of_text ("a: x y\nb: id\n> a.x b\n> a.y b\n> a.x b\n> b.id b\n", &options);

  g_assert_cmpuint (rel_scene_get_n_edges (scene), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      for (guint j = 0; j < i; j++)
        g_assert_cmpfloat (g_array_index (rel_scene_get_edge (scene, i)->points, RelPoint, 0).y, !=,
                           g_array_index (rel_scene_get_edge (scene, j)->points, RelPoint, 0).y);
    }
}

static const RelEdge *
find_edge (RelScene *scene, const char *field)
{
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      if (strcmp (rel_relation_get_field (rel_scene_get_edge (scene, i)->relation), field) == 0)
        return rel_scene_get_edge (scene, i);
    }
  g_assert_not_reached ();
}

/* What becomes of items is told at the ends of their lines. */
static void
test_marks (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelScene) scene =
    scene_of_text ("a: c r d n p\nb: list*o2m\n> a.c b delete=CASCADE\n> a.r b delete=RESTRICT\n"
                   "> a.d b delete=SET_DEFAULT\n> a.n b delete=SET_NULL\n> a.p b one=list deselect=delete\n",
                   &options);

  g_assert_cmpint (find_edge (scene, "c")->on_delete, ==, REL_DELETE_CASCADE);
  g_assert_cmpint (find_edge (scene, "r")->on_delete, ==, REL_DELETE_RESTRICT);
  g_assert_cmpint (find_edge (scene, "d")->on_delete, ==, REL_DELETE_DEFAULT);
  g_assert_cmpint (find_edge (scene, "n")->on_delete, ==, REL_DELETE_NOTHING);
  g_assert_cmpint (find_edge (scene, "p")->on_delete, ==, REL_DELETE_NOTHING);
  g_assert_true (find_edge (scene, "p")->deselect_deletes);
  g_assert_false (find_edge (scene, "n")->deselect_deletes);
}

/* --- States --- */

static void
test_states (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelSchema) base = sketch_schema ("a: x y\nb: id\nold: z\n> a.x b\n> a.y b\n> old.z b\n");
  g_autoptr (RelSchema) draft = sketch_schema ("a: x w\nb: id\nnew: id\n> a.x b delete=CASCADE\n> a.w new\n");
  g_autoptr (RelScene) scene = scene_of (draft, base, &options);

  assert_cards (scene, "a b new old");
  assert_edges (scene, "a.w n-1 new added\na.x n-1 b changed\na.y n-1 b removed\nold.z n-1 b removed");
  g_assert_cmpint (find_card (scene, "a")->state, ==, REL_STATE_SAME);
  g_assert_cmpint (find_card (scene, "new")->state, ==, REL_STATE_ADDED);
  g_assert_cmpint (find_card (scene, "old")->state, ==, REL_STATE_REMOVED);
}

static RelState
find_row_state (RelScene *scene, const char *collection, const char *field)
{
  const RelCard *card = find_card (scene, collection);

  for (guint i = 0; i < card->rows->len; i++)
    {
      if (strcmp (rel_card_get_row (card, i)->field, field) == 0)
        return rel_card_get_row (card, i)->state;
    }
  g_error ("no row %s.%s", collection, field);
}

/* What is no relation is marked at its row, or at the card that has no row for it. */
static void
test_states_beside_relations (void)
{
  RelDiagramOptions relations = { .detail = REL_DETAIL_RELATIONS };
  RelDiagramOptions fields = { .detail = REL_DETAIL_FIELDS };
  g_autoptr (RelSchema) base = sketch_schema ("blog/:\na: x y\nb: id old\nsame: id\nc: id\n> a.x b\n");
  g_autoptr (RelSchema) draft = sketch_schema ("blog/:\na: x*m2o y*cast-json\nb: id new\nsame: id\nc@blog: id\n"
                                               "> a.x b\n");
  g_autoptr (RelScene) brief = scene_of (draft, base, &relations);
  g_autoptr (RelScene) full = scene_of (draft, base, &fields);

  g_assert_cmpint (find_row_state (brief, "a", "x"), ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_card (brief, "a")->state, ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_card (brief, "b")->state, ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_card (brief, "c")->state, ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_card (brief, "same")->state, ==, REL_STATE_SAME);

  g_assert_cmpint (find_row_state (full, "a", "y"), ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_card (full, "a")->state, ==, REL_STATE_SAME);
  g_assert_cmpint (find_row_state (full, "b", "new"), ==, REL_STATE_ADDED);
  g_assert_cmpint (find_row_state (full, "b", "id"), ==, REL_STATE_SAME);
  /* The one that is gone has no row. */
  g_assert_cmpint (find_card (full, "b")->state, ==, REL_STATE_CHANGED);
}

/* A junction has no card of its own: its line says that something in it differs. */
static void
test_state_of_folded_junction (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_auto (GStrv) lines = g_strsplit (tagged, "posts_tags!: id posts_id tags_id\n", 2);
  g_autofree char *other = g_strconcat (lines[0], "posts_tags!: id posts_id tags_id sort\n", lines[1], NULL);
  g_autoptr (RelSchema) base = sketch_schema (tagged);
  g_autoptr (RelSchema) draft = sketch_schema (other);
  g_autoptr (RelScene) scene = scene_of (draft, base, &options);

  assert_edges (scene, "posts.author n-1 users.posts\nposts.tags n-n tags through posts_tags changed");
}

/* A line that differs has a badge on its longest run; what does not has none. */
static void
test_badges_on_lines (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelSchema) base = sketch_schema ("a: x y\nb: id\n> a.x b\n> a.y b\n");
  g_autoptr (RelSchema) draft = sketch_schema ("a: x y\nb: id\n> a.x b delete=CASCADE\n> a.y b\n");
  g_autoptr (RelScene) scene = scene_of (draft, base, &options);
  const RelEdge *edge = find_edge (scene, "x");
  RelPoint middle = { edge->label_box.x + edge->label_box.width / 2, edge->label_box.y + edge->label_box.height / 2 };
  RelHit hit = rel_scene_pick (scene, middle.x, middle.y, 1);

  g_assert_cmpfloat (edge->label_box.width, >, 0);
  g_assert_true (rel_scene_get_edge (scene, hit.edge) == edge || hit.kind == REL_HIT_ROW);
  g_assert_cmpfloat (find_edge (scene, "y")->label_box.width, ==, 0);
}

/* A junction that was removed is one line still; of one that lost a half, both are to be seen. */
static void
test_removed_junctions (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelSchema) base = sketch_schema (tagged);
  g_autoptr (RelSchema) without = sketch_schema ("posts: id\nusers: id\ntags: id\n");
  g_autoptr (RelSchema) half = sketch_schema ("posts: id tags*m2m\nusers: id\ntags: id\n"
                                              "posts_tags!: id posts_id tags_id\n"
                                              "> posts_tags.posts_id posts one=tags junction=tags_id\n");
  g_autoptr (RelScene) scene = scene_of (without, base, &options);
  g_autoptr (RelScene) halved = scene_of (half, base, &options);

  assert_edges (scene, "posts.author n-1 users.posts removed\nposts.tags n-n tags through posts_tags removed");
  assert_edges (halved, "posts.author n-1 users.posts removed\nposts_tags.posts_id n-1 posts.tags\n"
                        "posts_tags.tags_id n-1 tags removed");
}

static void
test_found (void)
{
  const char *const found[] = { "posts.author", "tags", "no.such", NULL };
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .found = found };
  g_autoptr (RelScene) scene = scene_of_text (tagged, &options);

  g_assert_true (find_card (scene, "tags")->found);
  g_assert_false (find_card (scene, "posts")->found);
  g_assert_true (rel_card_get_row (find_card (scene, "posts"), 0)->found);
  g_assert_false (rel_card_get_row (find_card (scene, "posts"), 1)->found);
}

/* --- Focus --- */

static const char *const chain =
  "a: to\nb: to\nc: to\nd: to\ne: id\nlonely: id\n> a.to b\n> b.to c\n> c.to d\n> a.to2 d\n";

static void
test_around (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .around = "b" };
  static const char *const cards[] = { "b", "a b c", "a b c d" };

  for (options.n_steps = 0; options.n_steps < G_N_ELEMENTS (cards); options.n_steps++)
    {
      g_autoptr (RelScene) scene = scene_of_text (chain, &options);

      assert_cards (scene, cards[options.n_steps]);
      g_assert_true (find_card (scene, "b")->focused);
    }
}

static void
test_path (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .path_from = "b", .path_to = "d" };
  g_autoptr (RelScene) scene = scene_of_text (chain, &options);
  g_autoptr (RelSchema) schema = sketch_schema (chain);
  g_autoptr (GError) error = NULL;

  /* There are two ways that are as short. */
  assert_cards (scene, "a b c d");
  options.path_to = "lonely";
  g_assert_null (rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
}

static void
test_missing_focus (void)
{
  RelDiagramOptions options = { .around = "nobody" };
  g_autoptr (RelSchema) schema = sketch_schema (chain);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) group_error = NULL;

  g_assert_null (rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
  options = (RelDiagramOptions){ .group = "nobody" };
  g_assert_null (rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, &group_error));
  g_assert_error (group_error, REL_ERROR, REL_ERROR_NOT_FOUND);
}

/* A folder is no card, but a box around what is in it, however deep. */
static void
test_groups (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .groups = TRUE };
  g_autoptr (RelSchema) schema =
    sketch_schema ("blog/: \nposts@blog: author\ntags@blog: id\nnotes@posts: of\nusers: id\n> posts.author users\n"
                   "> notes.of tags\n");
  g_autoptr (RelScene) scene = scene_of (schema, NULL, &options);
  g_autoptr (RelScene) plain = NULL;
  g_autoptr (RelScene) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelScene) one = NULL;
  const RelBox *box;

  assert_cards (scene, "notes posts tags users");
  g_assert_cmpuint (rel_scene_get_n_groups (scene), ==, 1);
  g_assert_cmpstr (rel_scene_get_group (scene, 0)->folder, ==, "blog");
  box = &rel_scene_get_group (scene, 0)->box;
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);
      gboolean inside = card->box.x > box->x && card->box.x + card->box.width < box->x + box->width &&
                        card->box.y > box->y && card->box.y + card->box.height < box->y + box->height;

      g_assert_true (inside == (strcmp (card->collection, "users") != 0));
    }

  options.group = "blog";
  one = scene_of (schema, NULL, &options);
  assert_cards (one, "notes posts tags users");

  /* Where folders have no boxes, none are made when something changes: that wrote behind the
   * end of what there was. */
  options = (RelDiagramOptions){ .detail = REL_DETAIL_RELATIONS };
  plain = scene_of (schema, NULL, &options);
  after = rel_diagram_scene_after (plain, schema, NULL, &options, NULL, 0, sketch_measure, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_scene_get_n_groups (after), ==, 1);
  g_assert_cmpfloat (rel_scene_get_group (after, 0)->box.width, ==, 0);
}

/* --- Efforts --- */

/* The same schema gives the same picture, whatever was drawn before. */
static void
test_same_again (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_FIELDS, .groups = TRUE, .effort = REL_EFFORT_BEST };
  g_autoptr (RelScene) first = scene_of_text (sketch_magazine, &options);
  g_autoptr (RelScene) other = scene_of_text (sketch_broken, &options);
  g_autoptr (RelScene) second = scene_of_text (sketch_magazine, &options);

  g_assert_cmpuint (rel_scene_get_n_cards (other), >, 0);
  for (guint i = 0; i < rel_scene_get_n_cards (first); i++)
    g_assert_cmpmem (&rel_scene_get_card (first, i)->box, sizeof (RelBox), &rel_scene_get_card (second, i)->box,
                     sizeof (RelBox));
  for (guint i = 0; i < rel_scene_get_n_edges (first); i++)
    {
      GArray *a = rel_scene_get_edge (first, i)->points;
      GArray *b = rel_scene_get_edge (second, i)->points;

      g_assert_cmpmem (a->data, a->len * sizeof (RelPoint), b->data, b->len * sizeof (RelPoint));
    }
}

/* The first picture shows all that the best one does. */
static void
test_first (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_FIRST };
  g_autoptr (RelScene) first = scene_of_text (sketch_magazine, &options);
  g_autoptr (RelScene) best = NULL;
  g_autofree char *edges = name_edges (first);

  options.effort = REL_EFFORT_BEST;
  best = scene_of_text (sketch_magazine, &options);
  assert_edges (best, edges);
  for (guint i = 0; i < rel_scene_get_n_edges (first); i++)
    g_assert_cmpuint (rel_scene_get_edge (first, i)->points->len, >=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/diagram/none-missing", test_none_missing);
  g_test_add_func ("/diagram/diagram/folds-junctions", test_folds_junctions);
  g_test_add_func ("/diagram/diagram/keeps-rich-junctions", test_keeps_rich_junctions);
  g_test_add_func ("/diagram/diagram/any", test_any);
  g_test_add_func ("/diagram/diagram/detail", test_detail);
  g_test_add_func ("/diagram/diagram/ports", test_ports);
  g_test_add_func ("/diagram/diagram/parallel", test_parallel);
  g_test_add_func ("/diagram/diagram/marks", test_marks);
  g_test_add_func ("/diagram/diagram/states", test_states);
  g_test_add_func ("/diagram/diagram/states-beside-relations", test_states_beside_relations);
  g_test_add_func ("/diagram/diagram/state-of-folded-junction", test_state_of_folded_junction);
  g_test_add_func ("/diagram/diagram/badges-on-lines", test_badges_on_lines);
  g_test_add_func ("/diagram/diagram/removed-junctions", test_removed_junctions);
  g_test_add_func ("/diagram/diagram/found", test_found);
  g_test_add_func ("/diagram/diagram/around", test_around);
  g_test_add_func ("/diagram/diagram/path", test_path);
  g_test_add_func ("/diagram/diagram/missing-focus", test_missing_focus);
  g_test_add_func ("/diagram/diagram/groups", test_groups);
  g_test_add_func ("/diagram/diagram/same-again", test_same_again);
  g_test_add_func ("/diagram/diagram/first", test_first);
  return g_test_run ();
}
