/* test-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"

/* What was read again and is as it was is the same value, and not only an equal one. */
static void
test_sharing (void)
{
  g_autoptr (RelSchema) known = magazine_load ();
  g_autoptr (RelSchema) again = magazine_load ();
  g_autoptr (RelSchema) changed = magazine_set (again, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) less = rel_schema_without_collection (again, "tags");
  g_autoptr (RelSchema) partial = rel_schema_with_partial (again, TRUE);
  g_autoptr (RelSchema) same = rel_schema_sharing (again, known);
  g_autoptr (RelSchema) with_change = rel_schema_sharing (changed, known);
  g_autoptr (RelSchema) without = rel_schema_sharing (less, known);
  g_autoptr (RelSchema) of_part = rel_schema_sharing (partial, known);

  g_assert_true (same == known);

  for (guint i = 0; i < rel_schema_get_n_collections (known); i++)
    {
      RelCollection *collection = rel_schema_get_collection (known, i);
      const char *name = rel_collection_get_name (collection);

      g_assert_cmpint (rel_schema_find_collection (with_change, name) == collection, ==,
                       !g_str_equal (name, "articles"));
    }
  g_assert_cmpstr (rel_relation_get_on_delete (rel_schema_find_relation (with_change, "articles", "author", 0)), ==,
                   "CASCADE");

  g_assert_false (rel_schema_has_collection (without, "tags"));
  g_assert_true (rel_schema_find_collection (without, "articles") == rel_schema_find_collection (known, "articles"));
  g_assert_true (rel_schema_is_partial (of_part));
}

/* The order of relations is what a server says too: the position is compared. */
static void
test_equal (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  RelCollection *articles = rel_schema_find_collection (schema, "articles");
  g_autoptr (JsonNode) note = json_of ("\"Noted\"");
  g_autoptr (RelCollection) noted = rel_collection_with_member (articles, "meta.note", note);
  RelRelation *first = rel_collection_get_relation (articles, 0);
  g_autoptr (RelRelation) moved = rel_relation_new (rel_relation_get_json (first), 999, NULL);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
  g_autoptr (RelCollection) reordered = NULL;

  for (guint i = 0; i < rel_collection_get_n_fields (articles); i++)
    g_ptr_array_add (fields, rel_field_ref (rel_collection_get_field (articles, i)));
  for (guint i = 0; i < rel_collection_get_n_relations (articles); i++)
    g_ptr_array_add (relations, rel_relation_ref (i == 0 ? moved : rel_collection_get_relation (articles, i)));
  reordered = rel_collection_new ("articles", rel_collection_get_json (articles), fields, relations);

  g_assert_true (rel_collection_equal (articles, articles));
  g_assert_false (rel_collection_equal (articles, noted));
  g_assert_false (rel_collection_equal (articles, reordered));
  g_assert_false (rel_collection_equal (articles, rel_schema_find_collection (schema, "authors")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/schema/sharing", test_sharing);
  g_test_add_func ("/model/schema/equal", test_equal);
  return g_test_run ();
}
