/* test-sentence.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-sentence.h"

static void
assert_link (RelSchema *schema, const char *collection, const char *field, const char *expected)
{
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);
      g_autofree char *sentence = NULL;

      if (g_strcmp0 (rel_link_get_field (link), field) != 0)
        continue;
      sentence = rel_sentence_dup_for_link (schema, link);
      g_assert_cmpstr (sentence, ==, expected);
      return;
    }
  g_assert_not_reached ();
}

static void
test_links (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();

  assert_link (schema, "articles", "author",
               "Many items of “articles” can refer to one item of “authors”. When an item of “authors” is deleted, the "
               "items of “articles” that refer to it stay and lose their “author”. An item that is taken off "
               "“authors.articles” stays in “articles” and loses its “author”.");
  assert_link (schema, "articles", "chapters",
               "One item of “articles” can have many items of “chapters”, listed in “chapters”. When an item of "
               "“articles” is deleted, the items of “chapters” that refer to it are deleted too. An item that is taken "
               "off “articles.chapters” is deleted from “chapters”.");
  assert_link (schema, "articles", "tags",
               "Many items of “articles” are linked with many items of “tags”, through “articles_tags”. When an item "
               "of “articles” is deleted, the items of “articles_tags” that refer to it stay and lose their "
               "“articles_id”. Taking an item off “articles.tags” keeps the link in “articles_tags” and clears its "
               "“articles_id”.");
  assert_link (schema, "articles", "image",
               "Each item of “articles” can have one file in “image”. When an item of “directus_files” is deleted, the "
               "items of “articles” that refer to it stay and lose their “image”.");
  assert_link (schema, "pages_blocks", "item",
               "Items of “pages_blocks” refer in “item” to an item of “block_text”, “block_image”.");
  assert_link (schema, "articles", "lost", "This relation is about “articles.lost”, which does not exist.");
  assert_link (schema, "articles", "reviewer", "Many items of “articles” can refer to one item of “authors”.");
}

static void
test_actions (void)
{
  static const char *const actions[][2] = {
    { "\"CASCADE\"",
      "When an item of “authors” is deleted, the items of “articles” that refer to it are deleted too." },
    { "\"RESTRICT\"", "Deleting an item of “authors” is refused while items of “articles” refer to it." },
    { "\"NO ACTION\"", "Deleting an item of “authors” is refused while items of “articles” refer to it." },
    { "\"SET DEFAULT\"",
      "When an item of “authors” is deleted, the items of “articles” that refer to it stay, and their "
      "“author” gets its default value." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) draft = magazine_set (schema, "articles", "author", "schema.on_delete", actions[i][0]);
      g_autofree char *sentence =
        rel_sentence_dup_on_delete (rel_schema_find_relation (draft, "articles", "author", 0));

      g_assert_cmpstr (sentence, ==, actions[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/sentence/links", test_links);
  g_test_add_func ("/model/sentence/actions", test_actions);

  return g_test_run ();
}
