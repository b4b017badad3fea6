/* test-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-kind.h"
#include "rel-link.h"

static void
test_of_field (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    RelKind kind;
  } cases[] = {
    { "articles", "author", REL_KIND_M2O },
    { "authors", "articles", REL_KIND_O2M },
    { "articles", "tags", REL_KIND_M2M },
    { "tags", "articles", REL_KIND_M2M },
    { "pages", "blocks", REL_KIND_M2A },
    { "articles", "translations", REL_KIND_TRANSLATIONS },
    { "articles", "image", REL_KIND_FILE },
    { "articles", "gallery", REL_KIND_FILES },
    { "categories", "children", REL_KIND_TREE },
    { "categories", "parent", REL_KIND_M2O },
    { "articles", "chapters", REL_KIND_O2M },
    { "articles", "reviewer", REL_KIND_M2O },
    /* The halves of a junction are many to one, as in the Data Studio. */
    { "articles_tags", "tags_id", REL_KIND_M2O },
    { "pages_blocks", "item", REL_KIND_M2O },
    { "legacy_notes", "author", REL_KIND_M2O },
    { "legacy_notes", "twice", REL_KIND_M2O },
    { "articles", "title", REL_KIND_NONE },
    { "articles", "divider", REL_KIND_NONE },
    { "articles", "lost", REL_KIND_NONE },
    { "gone", "author", REL_KIND_NONE },
    { "nowhere", "author", REL_KIND_NONE },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s.%s", cases[i].collection, cases[i].field);
      g_assert_cmpint (rel_kind_of_field (schema, cases[i].collection, cases[i].field, NULL, NULL), ==, cases[i].kind);
    }
}

static void
test_of_relation (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    RelKind kind;
  } cases[] = {
    { "articles", "author", REL_KIND_M2O },   { "articles", "image", REL_KIND_FILE },
    { "pages_blocks", "item", REL_KIND_M2A }, { "articles", "lost", REL_KIND_BROKEN },
    { "gone", "author", REL_KIND_BROKEN },    { "legacy_notes", "author", REL_KIND_M2O },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RelRelation *relation = rel_schema_find_relation (schema, cases[i].collection, cases[i].field, 0);

      g_test_message ("%s.%s", cases[i].collection, cases[i].field);
      g_assert_nonnull (relation);
      g_assert_cmpint (rel_kind_of_relation (schema, relation), ==, cases[i].kind);
    }
}

static void
test_halves (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  RelRelation *first;
  RelRelation *second;

  rel_kind_of_field (schema, "articles", "tags", &first, &second);
  g_assert_cmpstr (rel_relation_get_field (first), ==, "articles_id");
  g_assert_cmpstr (rel_relation_get_field (second), ==, "tags_id");

  rel_kind_of_field (schema, "tags", "articles", &first, &second);
  g_assert_cmpstr (rel_relation_get_field (first), ==, "tags_id");
  g_assert_cmpstr (rel_relation_get_field (second), ==, "articles_id");

  rel_kind_of_field (schema, "authors", "articles", &first, &second);
  g_assert_cmpstr (rel_relation_get_field (first), ==, "author");
  g_assert_null (second);
}

/* If only one half names the other, the Studio sees no junction but a one to many. */
static void
test_one_sided_junction (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) broken = magazine_set (schema, "articles_tags", "tags_id", "meta.junction_field", "null");

  g_assert_cmpint (rel_kind_of_field (broken, "articles", "tags", NULL, NULL), ==, REL_KIND_O2M);
  g_assert_cmpint (rel_kind_of_field (schema, "articles", "tags", NULL, NULL), ==, REL_KIND_M2M);
}

static char *
dup_links (RelSchema *schema, const char *collection)
{
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);
      g_autofree char *target = rel_link_dup_target (link);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? "; " : "", rel_link_get_field (link),
                              rel_kind_get_id (rel_link_get_kind (link)), target);
    }
  return g_string_free (text, FALSE);
}

static void
test_links (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autofree char *articles = dup_links (schema, "articles");
  g_autofree char *pages = dup_links (schema, "pages");
  g_autofree char *gone = dup_links (schema, "gone");
  g_autofree char *notes = dup_links (schema, "legacy_notes");
  g_autofree char *nowhere = dup_links (schema, "nowhere");

  g_assert_cmpstr (articles, ==,
                   "author m2o authors; reviewer m2o authors; image file directus_files; gallery files directus_files; "
                   "tags m2m tags; translations translations languages; chapters o2m chapters; lost broken authors");
  g_assert_cmpstr (pages, ==, "blocks m2a block_text, block_image");
  g_assert_cmpstr (gone, ==, "author broken authors");
  g_assert_cmpstr (notes, ==, "author m2o authors; twice m2o authors; twice m2o tags");
  g_assert_cmpstr (nowhere, ==, "");
}

/* No relation is hidden: each is a link of its own collection or of another one. */
static void
test_links_complete (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (schema, i));
      g_autoptr (GPtrArray) links = rel_link_list (schema, name);

      for (guint l = 0; l < links->len; l++)
        g_hash_table_add (seen, rel_link_get_relation (g_ptr_array_index (links, l)));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, rel_schema_count_relations (schema));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/kind/of-field", test_of_field);
  g_test_add_func ("/model/kind/of-relation", test_of_relation);
  g_test_add_func ("/model/kind/halves-of-a-junction", test_halves);
  g_test_add_func ("/model/kind/one-sided-junction", test_one_sided_junction);
  g_test_add_func ("/model/link/list", test_links);
  g_test_add_func ("/model/link/every-relation-is-in-one", test_links_complete);

  return g_test_run ();
}
