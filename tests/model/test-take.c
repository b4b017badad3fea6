/* test-take.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-alias.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-link.h"
#include "rel-part.h"
#include "rel-plan.h"
#include "rel-retarget.h"
#include "rel-take.h"

#define N_RANDOM 60

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* What is taken, a change a word: `+articles`, `-articles.tags:field`, sorted: in which order
 * changes can be made is no matter of this. */
static char *
dup_taken (RelSchema *before, RelSchema *after, const char *collection, const char *field)
{
  static const char signs[] = { [REL_CHANGE_CREATE] = '+', [REL_CHANGE_UPDATE] = '~', [REL_CHANGE_DELETE] = '-' };
  static const char *const objects[] = { "", ":field", ":relation" };
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  g_autoptr (GPtrArray) chosen = rel_take_choose (changes, collection, field);
  g_autoptr (GPtrArray) taken = rel_take_complete (chosen, changes, before, after);
  g_autoptr (RelSchema) applied = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  applied = rel_plan_apply (taken, before, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < taken->len; i++)
    {
      RelChange *change = g_ptr_array_index (taken, i);
      const char *its_field = rel_change_get_field (change);

      g_ptr_array_add (words,
                       g_strdup_printf ("%c%s%s%s%s", signs[rel_change_get_action (change)],
                                        rel_change_get_collection (change), its_field != NULL ? "." : "",
                                        its_field != NULL ? its_field : "", objects[rel_change_get_object (change)]));
    }
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}

static void
assert_taken (RelSchema *before, RelSchema *after, const char *collection, const char *field, const char *expected)
{
  g_autofree char *taken = dup_taken (before, after, collection, field);

  g_assert_cmpstr (taken, ==, expected);
}

/* Without tags, and all that there is because of them. */
static RelSchema *
without_tags (RelSchema *schema)
{
  g_autoptr (RelSchema) first = rel_schema_without_collection (schema, "articles_tags");
  g_autoptr (RelSchema) second = rel_schema_without_collection (first, "tags");
  g_autoptr (RelSchema) third = rel_edit_drop_relation (second, "legacy_notes", "twice", 1);

  return rel_edit_drop_field (third, "articles", "tags");
}

static void
test_creation (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) less = without_tags (schema);
  const char *all = "+articles.tags:field +articles_tags +articles_tags.articles_id:relation "
                    "+articles_tags.tags_id:relation +tags";

  assert_taken (less, schema, "articles", "tags", all);
  assert_taken (less, schema, "articles_tags", "tags_id", all);
  assert_taken (less, schema, "articles_tags", NULL, all);
  /* What nothing else needs comes alone, with what it refers to: tags, whose list needs the rest. */
  assert_taken (less, schema, "legacy_notes", "twice",
                "+articles.tags:field +articles_tags +articles_tags.articles_id:relation "
                "+articles_tags.tags_id:relation +legacy_notes.twice:relation +tags");
}

static void
test_deletion (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) less = without_tags (schema);

  assert_taken (schema, less, "tags", NULL, "-articles.tags:field -articles_tags -legacy_notes.twice:relation -tags");
  /* That the list in it goes is no reason to delete a collection. */
  assert_taken (schema, less, "articles", "tags", "-articles.tags:field -articles_tags");
  assert_taken (schema, less, "legacy_notes", "twice", "-legacy_notes.twice:relation");
}

/* Old files have the collections of many to any as text; those in it did not come along. */
static void
test_allowed_as_text (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) less = rel_schema_without_collection (schema, "block_image");
  g_autoptr (RelSchema) before =
    magazine_set (less, "pages_blocks", "item", "meta.one_allowed_collections", "[\"block_text\"]");
  RelRelation *item = rel_schema_find_relation (schema, "pages_blocks", "item", 0);
  g_autoptr (JsonNode) text = rel_json_new_string ("block_text, block_image");
  g_autoptr (RelRelation) old = rel_relation_with_member (item, "meta.one_allowed_collections", text);
  g_autoptr (RelSchema) after = rel_edit_put_relation (schema, 0, old);

  assert_taken (before, after, "pages_blocks", "item", "+block_image ~pages_blocks.item:relation");
}

/* A change that nothing depends on comes alone. */
static void
test_alone (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) first = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) second = magazine_set (first, "chapters", "article", "schema.on_delete", "\"RESTRICT\"");

  assert_taken (schema, second, "articles", "author", "~articles.author:relation");
  assert_taken (schema, second, "articles", NULL, "~articles.author:relation");
  assert_taken (schema, second, "articles", "title", "");
}

/* A column comes with its key and with the list on the other side, and without its neighbours. */
static void
test_column (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) first = rel_edit_delete_field (schema, "articles", "author");
  g_autoptr (RelSchema) second = rel_edit_delete_field (first, "authors", "articles");
  g_autoptr (RelSchema) third = rel_edit_delete_field (second, "articles", "reviewer");

  assert_taken (third, schema, "articles", "author",
                "+articles.author:field +articles.author:relation +authors.articles:field");
  assert_taken (third, schema, "authors", "articles",
                "+articles.author:field +articles.author:relation +authors.articles:field");
  assert_taken (third, schema, "articles", "reviewer", "+articles.reviewer:field +articles.reviewer:relation");
}

/* One half of a junction comes with the other, and a relation with the field that keeps its
 * order. */
static void
test_parts_of_relations (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) sorted = magazine_set (schema, "articles_tags", "articles_id", "meta.sort_field", "\"sort\"");
  g_autoptr (RelSchema) first = rel_edit_drop_relation (sorted, "articles_tags", "articles_id", 0);
  g_autoptr (RelSchema) second = rel_edit_drop_relation (first, "articles_tags", "tags_id", 0);
  g_autoptr (RelSchema) third = rel_edit_drop_field (second, "articles_tags", "sort");

  assert_taken (third, sorted, "articles_tags", "articles_id",
                "+articles_tags.articles_id:relation +articles_tags.sort:field +articles_tags.tags_id:relation");
  assert_taken (sorted, second, "articles_tags", "tags_id",
                "-articles_tags.articles_id:relation -articles_tags.tags_id:relation");
}

static RelSchema *
thin_out (RelSchema *schema)
{
  RelSchema *less = rel_schema_ref (schema);

  for (guint i = rel_schema_get_n_collections (schema); i-- > 0;)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);
      const char *name = rel_collection_get_name (collection);
      guint fate = g_test_rand_int_range (0, 6);
      RelSchema *next = NULL;

      if (fate == 0)
        next = rel_schema_without_collection (less, name);
      else if (fate == 1 && rel_collection_get_n_fields (collection) > 1)
        next =
          rel_edit_delete_field (less, name,
                                 rel_field_get_name (rel_collection_get_field (
                                   collection, g_test_rand_int_range (1, rel_collection_get_n_fields (collection)))));
      else if (fate == 2 && rel_collection_get_n_relations (collection) > 0)
        next =
          rel_edit_drop_relation (less, name, rel_relation_get_field (rel_collection_get_relation (collection, 0)), 0);
      if (next == NULL)
        continue;
      rel_schema_unref (less);
      less = next;
    }
  return less;
}

/* Whatever is taken first can be made, and part after part leads to the other schema. */
static void
test_parts_make_the_whole (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (RelSchema) draft = thin_out (schema);
      g_autoptr (RelSchema) after = thin_out (schema);
      g_autoptr (GPtrArray) changes = rel_diff (draft, after);

      while (changes->len > 0)
        {
          RelChange *picked = g_ptr_array_index (changes, g_test_rand_int_range (0, changes->len));
          g_autoptr (GPtrArray) chosen =
            rel_take_choose (changes, rel_change_get_collection (picked), rel_change_get_field (picked));
          g_autoptr (GPtrArray) taken = rel_take_complete (chosen, changes, draft, after);
          g_autoptr (GError) error = NULL;
          RelSchema *next = rel_plan_apply (taken, draft, &error);
          guint n_before = changes->len;

          g_assert_no_error (error);
          g_assert_cmpuint (taken->len, >=, chosen->len);
          rel_schema_unref (draft);
          draft = next;
          g_ptr_array_unref (changes);
          changes = rel_diff (draft, after);
          g_assert_cmpuint (changes->len, <, n_before);
        }
    }
}

static RelChange *
find_change (GPtrArray *changes, const char *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (g_strcmp0 (rel_change_get_field (g_ptr_array_index (changes, i)), field) == 0)
        return g_ptr_array_index (changes, i);
    }
  g_error ("%s is not changed", field);
}

/* The members of the parts of a change: `a+b c`. */
static char *
dup_parts (RelChange *change)
{
  g_autoptr (GPtrArray) parts = rel_part_list (change);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *part = g_ptr_array_index (parts, i);

      for (guint n = 0; n < part->len; n++)
        g_string_append_printf (text, "%s%s",
                                n > 0   ? "+"
                                : i > 0 ? " "
                                        : "",
                                ((RelMemberChange *) g_ptr_array_index (part, n))->path);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One member, and the other one stays as it is. */
static void
test_one_member (void)
{
  g_autoptr (RelSchema) before = magazine_load ();
  g_autoptr (RelSchema) first = magazine_set (before, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) after = magazine_set (first, "articles", "author", "meta.one_deselect_action", "\"delete\"");
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  RelChange *change = find_change (changes, "author");
  g_autofree char *words = dup_parts (change);
  g_autoptr (GPtrArray) parts = rel_part_list (change);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (RelSchema) next = NULL;
  g_autoptr (GError) error = NULL;
  RelRelation *relation;

  g_assert_cmpstr (words, ==, "schema.on_delete meta.one_deselect_action");
  g_ptr_array_add (chosen, rel_part_make (change, g_ptr_array_index (parts, 1)));
  taken = rel_take_complete (chosen, changes, before, after);
  g_assert_cmpuint (taken->len, ==, 1);
  next = rel_plan_apply (taken, before, &error);
  g_assert_no_error (error);
  relation = rel_schema_find_relation (next, "articles", "author", 0);
  g_assert_cmpstr (rel_relation_get_on_delete (relation), ==, "SET NULL");
  g_assert_cmpstr (rel_relation_get_one_deselect_action (relation), ==, "delete");
}

/* The list of the relation gets another name, and nobody wants that: it came along with any member
 * of the relation. */
static void
test_member_beside_a_renamed_list (void)
{
  g_autoptr (RelSchema) before = magazine_load ();
  g_autoptr (RelSchema) first = magazine_set (before, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) after = rel_alias_set (first, "articles", "author", 0, "posts", NULL);
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  RelChange *change = find_change (changes, "author");
  g_autoptr (GPtrArray) parts = rel_part_list (change);
  g_autofree char *words = dup_parts (change);

  g_assert_cmpstr (words, ==, "schema.on_delete meta.one_field");
  for (guint i = 0; i < parts->len; i++)
    {
      g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
      g_autoptr (GPtrArray) taken = NULL;

      g_ptr_array_add (chosen, rel_part_make (change, g_ptr_array_index (parts, i)));
      taken = rel_take_complete (chosen, changes, before, after);
      g_assert_cmpuint (taken->len, ==, i == 0 ? 1 : 3);
    }
}

/* Where a relation leads is one thing, however many members say it. */
static void
test_members_that_go_together (void)
{
  g_autoptr (RelSchema) before = magazine_load ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) moved = rel_retarget_apply (before, "articles", "author", 0, "tags", &error);
  g_autoptr (RelSchema) after = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  after = magazine_set (moved, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  changes = rel_diff (before, after);
  words = dup_parts (find_change (changes, "author"));
  g_assert_cmpstr (
    words, ==,
    "related_collection+schema.foreign_key_table+schema.constraint_name+meta.one_collection+meta.one_field "
    "schema.on_delete");
}

/* A part of one half of a junction is all of it when the other half needs it. */
static void
test_part_that_is_needed_whole (void)
{
  g_autoptr (RelSchema) before = magazine_load ();
  g_autoptr (RelSchema) first = magazine_set (before, "articles_tags", "tags_id", "meta.junction_field", "null");
  g_autoptr (RelSchema) second = magazine_set (first, "articles_tags", "tags_id", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) less = magazine_set (second, "articles_tags", "articles_id", "meta.junction_field", "null");
  g_autoptr (GPtrArray) changes = rel_diff (less, before);
  RelChange *half = find_change (changes, "tags_id");
  g_autoptr (GPtrArray) parts = rel_part_list (half);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GPtrArray) taken = NULL;
  gboolean has_on_delete = FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *part = g_ptr_array_index (parts, i);

      if (g_str_equal (((RelMemberChange *) g_ptr_array_index (part, 0))->path, "schema.on_delete"))
        {
          g_ptr_array_add (chosen, rel_part_make (half, part));
          has_on_delete = TRUE;
        }
    }
  g_assert_true (has_on_delete);
  g_ptr_array_add (chosen, rel_change_ref (find_change (changes, "articles_id")));
  taken = rel_take_complete (chosen, changes, less, before);
  g_assert_cmpuint (taken->len, ==, 2);
  g_assert_cmpuint (rel_change_get_members (find_change (taken, "tags_id"))->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/take/creation", test_creation);
  g_test_add_func ("/model/take/deletion", test_deletion);
  g_test_add_func ("/model/take/allowed-as-text", test_allowed_as_text);
  g_test_add_func ("/model/take/alone", test_alone);
  g_test_add_func ("/model/take/column", test_column);
  g_test_add_func ("/model/take/parts-of-relations", test_parts_of_relations);
  g_test_add_func ("/model/take/one-member", test_one_member);
  g_test_add_func ("/model/take/member-beside-a-renamed-list", test_member_beside_a_renamed_list);
  g_test_add_func ("/model/take/members-that-go-together", test_members_that_go_together);
  g_test_add_func ("/model/take/part-that-is-needed-whole", test_part_that_is_needed_whole);
  g_test_add_func ("/model/take/parts-make-the-whole", test_parts_make_the_whole);

  return g_test_run ();
}
