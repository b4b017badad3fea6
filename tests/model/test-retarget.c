/* test-retarget.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where relations point: elsewhere than before, and at which of several collections.
 */

#include "config.h"

#include "edited.h"
#include "magazine.h"
#include "rel-allowed.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-kind.h"
#include "rel-retarget.h"

static void
test_same_type (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_retarget_apply (schema, "articles", "author", 0, "pages", NULL);
  RelRelation *relation = rel_schema_find_relation (next, "articles", "author", 0);

  /* The constraint is made anew, and the server names it. */
  assert_edited (schema, next,
                 "create field pages.articles\n"
                 "update relation articles.author: related_collection \"authors\" → \"pages\", "
                 "schema.foreign_key_table \"authors\" → \"pages\", "
                 "schema.constraint_name \"articles_author_foreign\" → nothing, "
                 "meta.one_collection \"authors\" → \"pages\"\n"
                 "delete field authors.articles\n");
  g_assert_cmpstr (rel_relation_get_on_delete (relation), ==, "SET NULL");
  g_assert_cmpstr (rel_relation_get_one_field (relation), ==, "articles");
}

/* A name that is taken there is given a number. */
static void
test_list_of_taken_name (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_retarget_apply (schema, "articles", "author", 0, "tags", NULL);

  g_assert_nonnull (rel_schema_find_field (next, "tags", "articles_2"));
  g_assert_null (rel_schema_find_field (next, "authors", "articles"));
  g_assert_cmpstr (rel_relation_get_one_field (rel_schema_find_relation (next, "articles", "author", 0)), ==,
                   "articles_2");
}

/* No key of a file is one of an author, so the column is made anew. */
static void
test_other_type (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_retarget_apply (schema, "articles", "image", 0, "authors", NULL);
  RelField *column = rel_schema_find_field (next, "articles", "image");

  assert_edited (schema, next,
                 "delete field articles.image\n"
                 "create field articles.image\n"
                 "create relation articles.image\n");
  g_assert_cmpstr (rel_field_get_data_type (column), ==, "integer");
  g_assert_true (rel_field_has_special (column, "m2o"));
  g_assert_false (rel_field_has_special (column, "file"));
  g_assert_cmpstr (rel_field_get_interface (column), ==, "select-dropdown-m2o");
}

/* A list of items through a junction becomes one of files. */
static void
test_half_of_junction (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_retarget_apply (schema, "articles_tags", "tags_id", 0, "directus_files", NULL);

  assert_edited (schema, next,
                 "delete field articles_tags.tags_id\n"
                 "create field articles_tags.tags_id\n"
                 "create field directus_files.articles\n"
                 "update field articles.tags: meta.special [\"m2m\"] → [\"files\"], "
                 "meta.interface \"list-m2m\" → \"files\"\n"
                 "create relation articles_tags.tags_id\n"
                 "delete field tags.articles\n");
  g_assert_cmpint (rel_kind_of_field (next, "articles", "tags", NULL, NULL), ==, REL_KIND_FILES);
}

static void
assert_retarget_refused (const char *collection, const char *field, const char *related, int code, const char *message)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  GError *error = NULL;
  RelSchema *next = rel_retarget_apply (schema, collection, field, 0, related, &error);

  assert_refusal (next, &error, code, message);
}

static void
test_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) same = rel_retarget_apply (schema, "articles", "author", 0, "authors", NULL);

  g_assert_true (same == schema);
  assert_retarget_refused ("articles", "author", "nowhere", REL_ERROR_INVALID, "no collection “nowhere”");
  assert_retarget_refused ("articles", "author", "content", REL_ERROR_INVALID, "is a folder");
  assert_retarget_refused ("pages_blocks", "item", "tags", REL_ERROR_INVALID, "set meta.one_allowed_collections");
  assert_retarget_refused ("legacy_notes", "author", "tags", REL_ERROR_READ_ONLY, "no settings");
  assert_retarget_refused ("legacy_notes", "twice", "pages", REL_ERROR_INVALID, "several relations");
  assert_retarget_refused ("gone", "author", "tags", REL_ERROR_READ_ONLY, "does not exist");
  assert_retarget_refused ("articles", "title", "tags", REL_ERROR_NOT_FOUND, "no relation articles.title");
}

static void
test_allow (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_allowed_add (schema, "pages_blocks", "item", 0, "articles", NULL);
  g_autoptr (RelSchema) files = rel_allowed_add (schema, "pages_blocks", "item", 0, "directus_files", NULL);
  g_autoptr (RelSchema) same = rel_allowed_add (schema, "pages_blocks", "item", 0, "block_text", NULL);
  GError *error = NULL;

  assert_edited (schema, next,
                 "update relation pages_blocks.item: meta.one_allowed_collections [\"block_text\",\"block_image\"] → "
                 "[\"block_text\",\"block_image\",\"articles\"]\n");
  g_assert_nonnull (files);
  g_assert_true (same == schema);
  assert_refusal (rel_allowed_add (schema, "pages_blocks", "item", 0, "content", &error), &error, REL_ERROR_INVALID,
                  "is a folder");
  assert_refusal (rel_allowed_add (schema, "articles", "author", 0, "tags", &error), &error, REL_ERROR_INVALID,
                  "does not point at any of several");
}

static void
test_forbid (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_allowed_remove (schema, "pages_blocks", "item", 0, "block_text", NULL);
  GError *error = NULL;

  assert_edited (schema, next,
                 "update relation pages_blocks.item: meta.one_allowed_collections [\"block_text\",\"block_image\"] → "
                 "[\"block_image\"]\n");
  assert_refusal (rel_allowed_remove (schema, "pages_blocks", "item", 0, "tags", &error), &error, REL_ERROR_NOT_FOUND,
                  "but at: block_text, block_image");
  assert_refusal (rel_allowed_remove (next, "pages_blocks", "item", 0, "block_image", &error), &error,
                  REL_ERROR_INVALID, "Allow another collection first");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/retarget/same-type", test_same_type);
  g_test_add_func ("/model/retarget/list-of-taken-name", test_list_of_taken_name);
  g_test_add_func ("/model/retarget/other-type", test_other_type);
  g_test_add_func ("/model/retarget/half-of-junction", test_half_of_junction);
  g_test_add_func ("/model/retarget/refuses", test_refuses);
  g_test_add_func ("/model/allowed/add", test_allow);
  g_test_add_func ("/model/allowed/remove", test_forbid);

  return g_test_run ();
}
