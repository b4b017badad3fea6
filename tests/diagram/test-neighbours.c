/* test-neighbours.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-link.h"
#include "sketch.h"

static const RelCard *
find_card (RelScene *scene, const char *collection)
{
  guint index;

  g_assert_true (rel_scene_find_card (scene, collection, &index));
  return rel_scene_get_card (scene, index);
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

/* The edge in words: ends, kind, and the junction if there is one. */
static char *
name_edge (RelScene *scene, const RelEdge *edge)
{
  static const char *const marks[] = { [REL_END_ONE] = "1", [REL_END_MANY] = "n" };
  g_autofree char *from = name_end (scene, &edge->from);
  g_autofree char *to = name_end (scene, &edge->to);

  return g_strdup_printf ("%s %s:%s %s %s%s%s", from, marks[edge->from.mark], marks[edge->to.mark], to,
                          rel_kind_get_id (edge->kind), edge->junction != NULL ? " by " : "",
                          edge->junction != NULL ? edge->junction : "");
}

static void
assert_edges (RelScene *scene, const char *const *expected)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    g_hash_table_add (names, name_edge (scene, rel_scene_get_edge (scene, i)));
  for (guint i = 0; expected[i] != NULL; i++)
    {
      if (!g_hash_table_contains (names, expected[i]))
        {
          g_autofree char **found = (char **) g_hash_table_get_keys_as_array (names, NULL);
          g_autofree char *all = g_strjoinv ("\n", found);

          g_error ("no edge “%s” in\n%s", expected[i], all);
        }
    }
  g_assert_cmpuint (rel_scene_get_n_edges (scene), ==, g_strv_length ((char **) expected));
}

static void
test_every_kind (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");
  const char *const expected[] = {
    "articles.author n:1 authors.articles m2o",
    "articles.editor n:1 authors m2o",
    "authors.favourite n:1 articles m2o",
    "articles.image n:1 directus_files file",
    "articles.tags n:n tags.articles m2m by articles_tags",
    "articles.blocks n:n block_text m2a by articles_blocks",
    "articles.blocks n:n block_image m2a by articles_blocks",
    "articles.blocks n:n block_quote m2a by articles_blocks",
    "articles.translations n:n languages translations by articles_translations",
    "articles.gallery n:n directus_files files by articles_files",
    "articles.parent n:1 articles.children tree",
    "articles.related n:n articles m2m by articles_related",
    "comments.article n:1 articles.comments m2o",
    "reports.article n:1 articles m2o",
    NULL,
  };

  assert_edges (scene, expected);
  /* Neither junctions nor a neighbour that is on both sides twice. */
  g_assert_cmpuint (rel_scene_get_n_cards (scene), ==, 10);
}

static void
test_from_the_far_side (void)
{
  g_autoptr (RelScene) tags = sketch_scene (sketch_magazine, "tags");
  g_autoptr (RelScene) languages = sketch_scene (sketch_magazine, "languages");
  g_autoptr (RelScene) block = sketch_scene (sketch_magazine, "block_text");
  g_autoptr (RelScene) files = sketch_scene (sketch_magazine, "directus_files");
  const char *const of_tags[] = { "tags.articles n:n articles.tags m2m by articles_tags", NULL };
  const char *const of_languages[] = { "articles.translations n:n languages translations by articles_translations",
                                       NULL };
  const char *const of_block[] = { "articles.blocks n:n block_text m2a by articles_blocks", NULL };
  const char *const of_files[] = {
    "articles.image n:1 directus_files file",
    "articles.gallery n:n directus_files files by articles_files",
    NULL,
  };

  assert_edges (tags, of_tags);
  assert_edges (languages, of_languages);
  assert_edges (block, of_block);
  assert_edges (files, of_files);
}

static void
test_junction_itself (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles_blocks");
  const char *const expected[] = {
    "articles_blocks.articles_id n:1 articles.blocks m2o",
    "articles_blocks.item n:1 block_text m2a",
    "articles_blocks.item n:1 block_image m2a",
    "articles_blocks.item n:1 block_quote m2a",
    NULL,
  };

  assert_edges (scene, expected);
  g_assert_cmpint (rel_scene_get_card (scene, 0)->role, ==, REL_CARD_JUNCTION);
}

static void
test_broken (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_broken, "pages");
  const char *const expected[] = {
    "pages.owner n:1 no_such_people.pages m2o",
    "pages.owner2 n:1 things m2o",
    "pages.vanished n:1 things broken",
    "pages.nothing n:1 ? m2o",
    "pages.twice n:1 things m2o",
    "pages.twice n:1 things m2o",
    "pages.twice n:1 directus_users m2o",
    "ghosts.page n:1 pages.ghosts broken",
    "things.gone n:1 pages.list broken",
    "things.page n:1 pages.no_such_list m2o",
    "bad_junction.pages_id n:1 pages.any m2o",
    "any_page.item n:1 pages broken",
    NULL,
  };
  const RelCard *pages = rel_scene_get_card (scene, 0);

  assert_edges (scene, expected);
  g_assert_cmpint (find_card (scene, "no_such_people")->role, ==, REL_CARD_MISSING);
  g_assert_cmpint (find_card (scene, "ghosts")->role, ==, REL_CARD_MISSING);
  g_assert_cmpint (find_card (scene, "directus_users")->role, ==, REL_CARD_SYSTEM);
  g_assert_cmpint (find_card (scene, NULL)->role, ==, REL_CARD_MISSING);
  for (guint i = 0; i < pages->rows->len; i++)
    {
      const RelCardRow *row = rel_card_get_row (pages, i);

      g_assert_true (row->missing == (strcmp (row->field, "vanished") == 0 || strcmp (row->field, "ghosts") == 0 ||
                                      strcmp (row->field, "no_such_list") == 0));
    }
}

/* For a user who is no administrator what is absent may only be hidden. */
static void
test_partial (void)
{
  g_autoptr (RelSchema) whole = sketch_schema (sketch_broken);
  g_autoptr (RelSchema) partial = rel_schema_with_partial (whole, TRUE);
  g_autoptr (RelScene) scene = rel_neighbours_scene (partial, NULL, "pages", sketch_measure, NULL);

  g_assert_cmpint (find_card (scene, "no_such_people")->role, ==, REL_CARD_PLAIN);
  g_assert_null (find_card (scene, "no_such_people")->note);
  g_assert_false (rel_card_get_row (rel_scene_get_card (scene, 0), 0)->missing);
}

static void
test_lonely (void)
{
  g_autoptr (RelScene) lonely = sketch_scene (sketch_magazine, "lonely");
  g_autoptr (RelScene) unknown = sketch_scene (sketch_magazine, "never_heard_of");

  g_assert_cmpuint (rel_scene_get_n_edges (lonely), ==, 0);
  g_assert_cmpuint (rel_scene_get_n_cards (lonely), ==, 1);
  g_assert_nonnull (rel_scene_get_card (lonely, 0)->note);
  g_assert_cmpuint (rel_scene_get_n_cards (unknown), ==, 1);
  g_assert_cmpint (rel_scene_get_card (unknown, 0)->role, ==, REL_CARD_MISSING);
}

/* Whether a collection is at an end of a relation, by the relation's own members. */
static gboolean
touches (RelRelation *relation, const char *collection)
{
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

  return strcmp (rel_relation_get_collection (relation), collection) == 0 ||
         g_strcmp0 (rel_relation_get_related_collection (relation), collection) == 0 ||
         (rel_relation_get_related_collection (relation) == NULL &&
          g_strcmp0 (rel_relation_get_one_collection (relation), collection) == 0) ||
         (allowed != NULL && g_strv_contains (allowed, collection));
}

/* Counts the edges of a relation, those to different collections that are allowed as one. */
static guint
count_edges (RelScene *scene, RelRelation *relation)
{
  g_autoptr (GHashTable) far = g_hash_table_new (NULL, NULL);
  guint count = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      if (edge->relation != relation && edge->second != relation)
        continue;
      if (g_hash_table_size (far) == 0 || !g_hash_table_add (far, GUINT_TO_POINTER (edge->from.card + edge->to.card)))
        count++;
      g_hash_table_add (far, GUINT_TO_POINTER (edge->from.card + edge->to.card));
    }
  return count;
}

static void
assert_all_once (const char *text, const char *collection)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);
  g_autoptr (RelScene) scene = rel_neighbours_scene (schema, NULL, collection, sketch_measure, NULL);

  for (guint c = 0; c < rel_schema_get_n_collections (schema); c++)
    {
      RelCollection *found = rel_schema_get_collection (schema, c);

      for (guint r = 0; r < rel_collection_get_n_relations (found); r++)
        {
          RelRelation *relation = rel_collection_get_relation (found, r);

          if (touches (relation, collection))
            g_assert_cmpuint (count_edges (scene, relation), ==, 1);
        }
    }
}

static void
test_every_relation_once (void)
{
  g_autofree char *hub = sketch_hub (60, TRUE);
  const char *const collections[] = {
    "articles", "authors", "tags", "articles_blocks", "directus_files", "block_text"
  };

  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    assert_all_once (sketch_magazine, collections[i]);
  assert_all_once (sketch_broken, "pages");
  assert_all_once (sketch_broken, "things");
  assert_all_once (sketch_broken, "ghosts");
  assert_all_once (hub, "hub");
  assert_all_once (hub, "spoke_07");
  for (guint seed = 0; seed < 300; seed++)
    {
      g_autofree char *text = sketch_random (seed);

      assert_all_once (text, "hub");
    }
}

static RelState
find_state (RelScene *scene, const char *name)
{
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      g_autofree char *found = name_edge (scene, edge);

      if (strcmp (found, name) == 0)
        return edge->state;
    }
  g_error ("no edge %s", name);
}

static void
test_pending (void)
{
  g_autoptr (RelSchema) base = sketch_schema ("posts: author editor tag\nusers: id\n"
                                              "> posts.author users\n> posts.editor users\n> posts.tag tags\n");
  g_autoptr (RelSchema) draft = sketch_schema ("posts: author editor image\nusers: id\n"
                                               "> posts.author users\n> posts.editor users delete=CASCADE\n"
                                               "> posts.image directus_files\n");
  g_autoptr (RelScene) scene = rel_neighbours_scene (draft, base, "posts", sketch_measure, NULL);
  const RelCard *posts = rel_scene_get_card (scene, 0);

  g_assert_cmpuint (rel_scene_get_n_edges (scene), ==, 4);
  g_assert_cmpint (find_state (scene, "posts.author n:1 users m2o"), ==, REL_STATE_SAME);
  g_assert_cmpint (find_state (scene, "posts.editor n:1 users m2o"), ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_state (scene, "posts.image n:1 directus_files file"), ==, REL_STATE_ADDED);
  g_assert_cmpint (find_state (scene, "posts.tag n:1 tags m2o"), ==, REL_STATE_REMOVED);
  g_assert_cmpint (rel_card_get_row (posts, 0)->state, ==, REL_STATE_SAME);
  g_assert_cmpint (rel_card_get_row (posts, 1)->state, ==, REL_STATE_CHANGED);
}

static void
test_nothing_pending (void)
{
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);
  g_autoptr (RelSchema) same = sketch_schema (sketch_magazine);
  g_autoptr (RelScene) alone = rel_neighbours_scene (schema, NULL, "articles", sketch_measure, NULL);
  g_autoptr (RelScene) compared = rel_neighbours_scene (schema, same, "articles", sketch_measure, NULL);

  g_assert_cmpuint (rel_scene_get_n_edges (alone), ==, rel_scene_get_n_edges (compared));
  for (guint i = 0; i < rel_scene_get_n_edges (compared); i++)
    g_assert_cmpint (rel_scene_get_edge (compared, i)->state, ==, REL_STATE_SAME);
}

static void
test_labels (void)
{
  g_autoptr (RelScene) scene = sketch_scene (sketch_magazine, "articles");

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      if (edge->junction != NULL)
        g_assert_cmpstr (edge->label, ==, edge->junction);
      else if (g_strcmp0 (rel_relation_get_on_delete (edge->relation), "CASCADE") == 0)
        g_assert_cmpstr (edge->label, ==, "cascade");
      else if (g_strcmp0 (rel_relation_get_on_delete (edge->relation), "RESTRICT") == 0)
        g_assert_cmpstr (edge->label, ==, "restrict");
      else
        g_assert_null (edge->label);
      g_assert_true ((edge->label_box.width > 0) == (edge->label != NULL));
    }
}

/* The picture of one link of a sketch. */
static RelScene *
link_scene (const char *text, const char *collection, const char *field)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      if (strcmp (rel_link_get_field (link), field) == 0)
        return rel_neighbours_scene_of_link (schema, NULL, link, sketch_measure, NULL);
    }
  g_error ("no link %s.%s", collection, field);
}

/* All cards and rows, in words. */
static char *
name_cards (RelScene *scene)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);

      g_string_append_printf (names, "%s%s:", i > 0 ? ", " : "", card->collection != NULL ? card->collection : "?");
      for (guint r = 0; r < card->rows->len; r++)
        g_string_append_printf (names, " %s", rel_card_get_row (card, r)->field);
    }
  return g_string_free (names, FALSE);
}

static void
test_link_of_each_kind (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *cards;
    const char *edges[4];
  } cases[] = {
    { "articles", "author", "articles: author, authors: articles", { "articles.author n:1 authors.articles m2o" } },
    { "articles", "editor", "articles: editor, authors:", { "articles.editor n:1 authors m2o" } },
    { "authors", "articles", "authors: articles, articles: author", { "articles.author n:1 authors.articles m2o" } },
    { "articles", "image", "articles: image, directus_files:", { "articles.image n:1 directus_files file" } },
    { "articles", "parent", "articles: parent children", { "articles.parent n:1 articles.children tree" } },
    { "articles", "children", "articles: children parent", { "articles.parent n:1 articles.children tree" } },
    { "articles",
      "tags",
      "articles: tags, tags: articles",
      { "articles.tags n:n tags.articles m2m by articles_tags" } },
    { "articles", "related", "articles: related", { "articles.related n:n articles m2m by articles_related" } },
    { "articles",
      "translations",
      "articles: translations, languages:",
      { "articles.translations n:n languages translations by articles_translations" } },
    { "articles",
      "gallery",
      "articles: gallery, directus_files:",
      { "articles.gallery n:n directus_files files by articles_files" } },
    { "articles",
      "blocks",
      "articles: blocks, block_text:, block_image:, block_quote:",
      { "articles.blocks n:n block_text m2a by articles_blocks",
        "articles.blocks n:n block_image m2a by articles_blocks",
        "articles.blocks n:n block_quote m2a by articles_blocks" } },
    { "articles_tags",
      "tags_id",
      "articles_tags: tags_id, tags: articles",
      { "articles_tags.tags_id n:1 tags.articles m2o" } },
    { "articles_blocks",
      "item",
      "articles_blocks: item, block_text:, block_image:, block_quote:",
      { "articles_blocks.item n:1 block_text m2a", "articles_blocks.item n:1 block_image m2a",
        "articles_blocks.item n:1 block_quote m2a" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelScene) scene = link_scene (sketch_magazine, cases[i].collection, cases[i].field);
      g_autofree char *cards = name_cards (scene);

      g_assert_cmpstr (cards, ==, cases[i].cards);
      assert_edges (scene, cases[i].edges);
      g_assert_true (rel_scene_get_card (scene, 0)->focused);
    }
}

static void
test_link_that_is_broken (void)
{
  g_autoptr (RelScene) far = link_scene (sketch_broken, "pages", "owner");
  g_autoptr (RelScene) nowhere = link_scene (sketch_broken, "pages", "nothing");
  g_autoptr (RelScene) near = link_scene (sketch_broken, "pages", "vanished");
  g_autoptr (RelScene) twice = link_scene (sketch_broken, "pages", "twice");
  g_autoptr (RelScene) ghost = link_scene (sketch_broken, "ghosts", "page");

  g_assert_cmpint (find_card (far, "no_such_people")->role, ==, REL_CARD_MISSING);
  g_assert_cmpint (find_card (nowhere, NULL)->role, ==, REL_CARD_MISSING);
  g_assert_true (rel_card_get_row (rel_scene_get_card (near, 0), 0)->missing);
  g_assert_cmpint (rel_card_get_row (rel_scene_get_card (near, 0), 0)->kind, ==, REL_KIND_BROKEN);
  g_assert_cmpuint (rel_scene_get_n_edges (twice), ==, 1);
  g_assert_cmpint (rel_scene_get_card (ghost, 0)->role, ==, REL_CARD_MISSING);
  g_assert_cmpuint (rel_scene_get_n_edges (ghost), ==, 1);
}

/* Whatever a project has, a picture can be made of each of its links. */
static void
test_link_of_any_project (void)
{
  for (guint seed = 0; seed < 300; seed++)
    {
      g_autofree char *text = sketch_random (seed);
      g_autoptr (RelSchema) schema = sketch_schema (text);

      for (guint c = 0; c < rel_schema_get_n_collections (schema); c++)
        {
          const char *name = rel_collection_get_name (rel_schema_get_collection (schema, c));
          g_autoptr (GPtrArray) links = rel_link_list (schema, name);

          for (guint i = 0; i < links->len; i++)
            {
              RelLink *link = g_ptr_array_index (links, i);
              g_autoptr (RelScene) scene = rel_neighbours_scene_of_link (schema, NULL, link, sketch_measure, NULL);

              g_assert_cmpstr (rel_scene_get_card (scene, 0)->collection, ==, name);
              g_assert_cmpuint (rel_scene_get_n_edges (scene), >, 0);
              for (guint e = 0; e < rel_scene_get_n_edges (scene); e++)
                g_assert_true (rel_scene_get_edge (scene, e)->relation == rel_link_get_relation (link) ||
                               rel_scene_get_edge (scene, e)->second == rel_link_get_relation (link));
            }
        }
    }
}

static void
test_link_pending (void)
{
  g_autoptr (RelSchema) base = sketch_schema ("posts: author editor\nusers: id\n> posts.author users\n");
  g_autoptr (RelSchema) draft = sketch_schema ("posts: author editor\nusers: id\n> posts.author users delete=CASCADE\n"
                                               "> posts.editor users\n");
  g_autoptr (GPtrArray) links = rel_link_list (draft, "posts");
  g_autoptr (RelScene) changed =
    rel_neighbours_scene_of_link (draft, base, g_ptr_array_index (links, 0), sketch_measure, NULL);
  g_autoptr (RelScene) added =
    rel_neighbours_scene_of_link (draft, base, g_ptr_array_index (links, 1), sketch_measure, NULL);

  g_assert_cmpint (find_state (changed, "posts.author n:1 users m2o"), ==, REL_STATE_CHANGED);
  g_assert_cmpint (rel_card_get_row (rel_scene_get_card (changed, 0), 0)->state, ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_state (added, "posts.editor n:1 users m2o"), ==, REL_STATE_ADDED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/neighbours/every-kind", test_every_kind);
  g_test_add_func ("/diagram/neighbours/from-the-far-side", test_from_the_far_side);
  g_test_add_func ("/diagram/neighbours/junction-itself", test_junction_itself);
  g_test_add_func ("/diagram/neighbours/broken", test_broken);
  g_test_add_func ("/diagram/neighbours/partial", test_partial);
  g_test_add_func ("/diagram/neighbours/lonely", test_lonely);
  g_test_add_func ("/diagram/neighbours/every-relation-once", test_every_relation_once);
  g_test_add_func ("/diagram/neighbours/pending", test_pending);
  g_test_add_func ("/diagram/neighbours/nothing-pending", test_nothing_pending);
  g_test_add_func ("/diagram/neighbours/labels", test_labels);
  g_test_add_func ("/diagram/neighbours/link-of-each-kind", test_link_of_each_kind);
  g_test_add_func ("/diagram/neighbours/link-that-is-broken", test_link_that_is_broken);
  g_test_add_func ("/diagram/neighbours/link-of-any-project", test_link_of_any_project);
  g_test_add_func ("/diagram/neighbours/link-pending", test_link_pending);
  return g_test_run ();
}
