/* test-repair.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "edited.h"
#include "magazine.h"
#include "rel-bundle.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-repair.h"

static void
test_drop_ghost (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) no_collection = rel_repair_drop_ghost (schema, "gone", "author", 0, NULL);
  g_autoptr (RelSchema) no_field = rel_repair_drop_ghost (schema, "articles", "lost", 0, NULL);

  assert_edited (schema, no_collection,
                 "create collection gone\n"
                 "create field gone.author\n"
                 "delete relation gone.author\n"
                 "delete collection gone\n");
  assert_edited (schema, no_field,
                 "create field articles.lost\n"
                 "delete relation articles.lost\n"
                 "delete field articles.lost\n");
}

/* What the ghost left at its two sides had to be found and mended one by one. */
static void
test_drop_ghost_half (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) keyless = edited_with_relation (schema, "articles_tags", "tags_id", "schema", "null");
  g_autoptr (RelSchema) broken = rel_edit_drop_field (keyless, "articles_tags", "tags_id");
  g_autoptr (RelSchema) next = rel_repair_drop_ghost (broken, "articles_tags", "tags_id", 0, NULL);

  assert_edited (broken, next,
                 "create field articles_tags.tags_id\n"
                 "delete relation articles_tags.tags_id\n"
                 "update relation articles_tags.articles_id: meta.junction_field \"tags_id\" → null\n"
                 "delete field articles_tags.tags_id\n"
                 "delete field tags.articles\n");
}

/* One row of a collection that does not exist cannot be deleted without the others, which
 * name each other here. */
static void
test_drop_ghost_collection (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) first = edited_with_relation (schema, "articles_tags", "articles_id", "schema", "null");
  g_autoptr (RelSchema) keyless = edited_with_relation (first, "articles_tags", "tags_id", "schema", "null");
  g_autoptr (RelCollection) lost = rel_collection_ref (rel_schema_find_collection (keyless, "articles_tags"));
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) relations = g_ptr_array_new ();
  g_autoptr (RelCollection) named = NULL;
  g_autoptr (RelSchema) broken = NULL;
  g_autoptr (RelSchema) next = NULL;

  for (guint i = 0; i < rel_collection_get_n_relations (lost); i++)
    g_ptr_array_add (relations, rel_collection_get_relation (lost, i));
  named = rel_collection_new ("articles_tags", NULL, fields, relations);
  broken = rel_schema_with_collection (schema, named);
  next = rel_repair_drop_ghost (broken, "articles_tags", "tags_id", 0, NULL);
  assert_edited (broken, next,
                 "create collection articles_tags\n"
                 "create field articles_tags.tags_id\n"
                 "create field articles_tags.articles_id\n"
                 "delete relation articles_tags.tags_id\n"
                 "delete relation articles_tags.articles_id\n"
                 "delete field articles.tags\n"
                 "delete field tags.articles\n"
                 "delete collection articles_tags\n");
}

/* The field that is lent is in neither schema; it stood in the way of taking the change back. */
static void
test_drop_ghost_taken_back (void)
{
  static const char *const names[][2] = { { "gone", "author" }, { "articles", "lost" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) next = rel_repair_drop_ghost (schema, names[i][0], names[i][1], 0, NULL);
      g_autoptr (GPtrArray) changes = rel_diff_in_steps (schema, next);
      g_autoptr (GPtrArray) bundles = rel_bundle_list (changes, schema);
      g_autoptr (RelSchema) back = NULL;

      g_assert_cmpuint (bundles->len, ==, 1);
      back = rel_bundle_revert (g_ptr_array_index (bundles, 0), schema, next, NULL);
      assert_planned (schema, back, "");
    }
}

static void
test_drop_ghost_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) partial = rel_schema_with_partial (schema, TRUE);
  GError *error = NULL;

  assert_refusal (rel_repair_drop_ghost (schema, "articles", "author", 0, &error), &error, REL_ERROR_INVALID,
                  "articles.author is there");
  assert_refusal (rel_repair_drop_ghost (schema, "articles", "nothing", 0, &error), &error, REL_ERROR_NOT_FOUND,
                  "no relation articles.nothing");
  assert_refusal (rel_repair_drop_ghost (partial, "gone", "author", 0, &error), &error, REL_ERROR_READ_ONLY,
                  "as an administrator");
}

static void
test_restore_ghost (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_repair_restore_ghost (schema, "articles", "lost", 0, NULL);
  RelField *column;

  /* There is no way back: whoever deletes the column deletes the row. */
  assert_planned (schema, next,
                  "create field articles.lost\n"
                  "update relation articles.lost: related_collection null → \"authors\", schema null → "
                  "{\"table\":\"articles\",\"column\":\"lost\",\"foreign_key_table\":\"authors\","
                  "\"foreign_key_column\":\"id\",\"on_update\":\"NO ACTION\",\"on_delete\":\"NO ACTION\"}\n");
  column = rel_schema_find_field (next, "articles", "lost");
  g_assert_cmpstr (rel_field_get_data_type (column), ==, "integer");
  g_assert_true (rel_field_has_special (column, "m2o"));
}

static void
test_restore_ghost_any (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) broken = rel_edit_drop_field (schema, "pages_blocks", "item");
  g_autoptr (RelSchema) next = rel_repair_restore_ghost (broken, "pages_blocks", "item", 0, NULL);

  assert_planned (broken, next, "create field pages_blocks.item\n");
  g_assert_cmpstr (rel_field_get_data_type (rel_schema_find_field (next, "pages_blocks", "item")), ==, "string");
}

/* What is left of a relation to any that names no other half ended the program, the window too
 * as soon as it showed it. */
static void
test_restore_ghost_any_alone (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) alone = edited_with_relation (schema, "pages_blocks", "item", "meta.junction_field", "null");
  g_autoptr (RelSchema) broken = rel_edit_drop_field (alone, "pages_blocks", "item");
  g_autoptr (RelSchema) next = rel_repair_restore_ghost (broken, "pages_blocks", "item", 0, NULL);

  assert_planned (broken, next, "create field pages_blocks.item\n");
}

static void
test_restore_ghost_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) no_target =
    edited_with_relation (schema, "articles", "lost", "meta.one_collection", "\"nowhere\"");
  g_autoptr (RelSchema) unknown = edited_with_relation (schema, "articles", "lost", "meta.one_collection", "null");
  GError *error = NULL;

  assert_refusal (rel_repair_restore_ghost (schema, "gone", "author", 0, &error), &error, REL_ERROR_INVALID,
                  "gone does not exist. Create it first");
  assert_refusal (rel_repair_restore_ghost (no_target, "articles", "lost", 0, &error), &error, REL_ERROR_INVALID,
                  "nowhere, to which the relation points, does not exist either");
  assert_refusal (rel_repair_restore_ghost (unknown, "articles", "lost", 0, &error), &error, REL_ERROR_INVALID,
                  "can only be deleted");
}

/* A dead name is cleared with the edit that sets members. */
static void
test_clear_names (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *path;
    const char *plan;
  } cases[] = {
    { "articles", "author", "meta.one_field", "update relation articles.author: meta.one_field \"no_such\" → null\n" },
    { "articles", "author", "meta.junction_field",
      "update relation articles.author: meta.junction_field \"no_such\" → null\n" },
    { "articles", "author", "meta.sort_field",
      "update relation articles.author: meta.sort_field \"no_such\" → null\n" },
    { "articles", "author", "meta.one_collection_field",
      "update relation articles.author: meta.one_collection_field \"no_such\" → null\n" },
    { "pages_blocks", "item", "meta.one_field",
      "update relation pages_blocks.item: meta.one_field \"no_such\" → null\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) broken =
        edited_with_relation (schema, cases[i].collection, cases[i].field, cases[i].path, "\"no_such\"");
      g_autoptr (RelSchema) next = magazine_set (broken, cases[i].collection, cases[i].field, cases[i].path, "null");

      assert_edited (broken, next, cases[i].plan);
    }
}

static void
test_drop_orphan (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) orphaned = rel_edit_drop_relation (schema, "chapters", "article", 0);
  g_autoptr (RelSchema) next = rel_repair_drop_orphan (orphaned, "articles", "chapters", NULL);
  g_autoptr (RelSchema) partial = rel_schema_with_partial (orphaned, TRUE);
  GError *error = NULL;

  assert_edited (orphaned, next, "delete field articles.chapters\n");
  assert_refusal (rel_repair_drop_orphan (schema, "articles", "chapters", &error), &error, REL_ERROR_INVALID,
                  "articles.chapters is a relation");
  assert_refusal (rel_repair_drop_orphan (schema, "articles", "title", &error), &error, REL_ERROR_INVALID,
                  "no list of items");
  assert_refusal (rel_repair_drop_orphan (schema, "articles", "divider", &error), &error, REL_ERROR_INVALID,
                  "no list of items");
  assert_refusal (rel_repair_drop_orphan (schema, "articles", "nothing", &error), &error, REL_ERROR_NOT_FOUND,
                  "no field articles.nothing");
  assert_refusal (rel_repair_drop_orphan (partial, "articles", "chapters", &error), &error, REL_ERROR_READ_ONLY,
                  "as an administrator");
}

static void
test_clean_allowed (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) broken =
    edited_with_relation (schema, "pages_blocks", "item", "meta.one_allowed_collections",
                          "[\"block_text\",\"\",\"gone\",\"content\",\"directus_users\",\"block_text\"]");
  g_autoptr (RelSchema) next = rel_repair_clean_allowed (broken, "pages_blocks", "item", 0, NULL);
  g_autoptr (RelSchema) same = rel_repair_clean_allowed (schema, "pages_blocks", "item", 0, NULL);
  g_autoptr (RelSchema) partial = rel_schema_with_partial (broken, TRUE);
  GError *error = NULL;

  assert_edited (broken, next,
                 "update relation pages_blocks.item: meta.one_allowed_collections "
                 "[\"block_text\",\"\",\"gone\",\"content\",\"directus_users\",\"block_text\"] → "
                 "[\"block_text\",\"directus_users\"]\n");
  g_assert_true (same == schema);
  assert_refusal (rel_repair_clean_allowed (partial, "pages_blocks", "item", 0, &error), &error, REL_ERROR_READ_ONLY,
                  "as an administrator");
  assert_refusal (rel_repair_clean_allowed (schema, "articles", "author", 0, &error), &error, REL_ERROR_INVALID,
                  "of this kind");
}

static void
test_join_halves (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) half =
    edited_with_relation (schema, "articles_tags", "articles_id", "meta.junction_field", "\"no_such\"");
  g_autoptr (RelSchema) broken = edited_with_relation (half, "articles_tags", "tags_id", "meta.junction_field", "null");
  g_autoptr (RelSchema) next = rel_repair_join_halves (broken, "articles_tags", "articles_id", "tags_id", NULL);
  GError *error = NULL;

  assert_edited (broken, next,
                 "update relation articles_tags.articles_id: meta.junction_field \"no_such\" → \"tags_id\"\n"
                 "update relation articles_tags.tags_id: meta.junction_field null → \"articles_id\"\n");
  assert_refusal (rel_repair_join_halves (broken, "articles_tags", "articles_id", "sort", &error), &error,
                  REL_ERROR_INVALID, "What fits: tags_id");
  assert_refusal (rel_repair_join_halves (broken, "articles_tags", "sort", "tags_id", &error), &error,
                  REL_ERROR_NOT_FOUND, "no relation articles_tags.sort");
}

static void
test_match_special (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *flags;
    const char *plan;
  } cases[] = {
    { "articles", "tags", "[\"o2m\",\"conceal\"]",
      "update field articles.tags: meta.special [\"o2m\",\"conceal\"] → [\"m2m\",\"conceal\"]\n" },
    { "articles", "author", "null", "update field articles.author: meta.special null → [\"m2o\"]\n" },
    { "articles", "image", "\"m2o\"", "update field articles.image: meta.special \"m2o\" → [\"file\"]\n" },
    { "articles", "gallery", "[\"m2m\"]", "update field articles.gallery: meta.special [\"m2m\"] → [\"files\"]\n" },
    { "articles", "chapters", "[\"m2o\"]", "update field articles.chapters: meta.special [\"m2o\"] → [\"o2m\"]\n" },
    { "categories", "children", "[]", "update field categories.children: meta.special [] → [\"o2m\"]\n" },
    { "articles", "translations", "[\"m2m\"]",
      "update field articles.translations: meta.special [\"m2m\"] → [\"translations\"]\n" },
    { "pages", "blocks", "[\"o2m\"]", "update field pages.blocks: meta.special [\"o2m\"] → [\"m2a\"]\n" },
    { "articles", "tags", "[\"m2m\"]", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (JsonNode) flags = json_of (cases[i].flags);
      g_autoptr (RelField) field =
        rel_field_with_member (rel_schema_find_field (schema, cases[i].collection, cases[i].field), "meta.special",
                               flags);
      g_autoptr (RelSchema) broken = rel_edit_put_field (schema, field);
      g_autoptr (RelSchema) next = rel_repair_match_special (broken, cases[i].collection, cases[i].field, NULL);

      assert_edited (broken, next, cases[i].plan);
    }
}

static void
test_match_special_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  GError *error = NULL;

  assert_refusal (rel_repair_match_special (schema, "articles", "title", &error), &error, REL_ERROR_INVALID,
                  "articles.title is no relation");
  assert_refusal (rel_repair_match_special (schema, "articles", "nothing", &error), &error, REL_ERROR_NOT_FOUND,
                  "no field");
}

#define REQUIRED(default_value)                                                                                        \
  "{\"collection\":\"articles\",\"field\":\"author\",\"type\":\"integer\",\"meta\":null,\"schema\":{"                  \
  "\"is_nullable\":false,\"default_value\":" default_value "}}"

static void
test_fit_actions (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) required = edited_with_field (schema, REQUIRED ("null"));
  g_autoptr (RelSchema) broken =
    edited_with_relation (required, "articles", "author", "schema.on_update", "\"SET DEFAULT\"");
  g_autoptr (RelSchema) next = rel_repair_fit_actions (broken, "articles", "author", 0, NULL);
  g_autoptr (RelSchema) same = rel_repair_fit_actions (schema, "articles", "author", 0, NULL);
  g_autoptr (RelSchema) with_default = edited_with_field (broken, REQUIRED ("1"));
  g_autoptr (RelSchema) half = rel_repair_fit_actions (with_default, "articles", "author", 0, NULL);
  g_autoptr (JsonNode) set_null = json_of ("\"SET NULL\"");
  GError *error = NULL;

  assert_edited (broken, next,
                 "update relation articles.author: schema.on_update \"SET DEFAULT\" → \"NO ACTION\", "
                 "schema.on_delete \"SET NULL\" → \"NO ACTION\"\n");
  assert_edited (with_default, half,
                 "update relation articles.author: schema.on_delete \"SET NULL\" → \"NO ACTION\"\n");
  g_assert_true (same == schema);
  assert_refusal (rel_edit_set_member (next, "articles", "author", 0, "schema.on_delete", set_null, &error), &error,
                  REL_ERROR_INVALID, "What fits: NO ACTION, RESTRICT, CASCADE");
  assert_refusal (rel_repair_fit_actions (schema, "pages_blocks", "item", 0, &error), &error, REL_ERROR_READ_ONLY,
                  "no foreign key");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/repair/drop-ghost", test_drop_ghost);
  g_test_add_func ("/model/repair/drop-ghost-half", test_drop_ghost_half);
  g_test_add_func ("/model/repair/drop-ghost-collection", test_drop_ghost_collection);
  g_test_add_func ("/model/repair/drop-ghost-taken-back", test_drop_ghost_taken_back);
  g_test_add_func ("/model/repair/drop-ghost-refuses", test_drop_ghost_refuses);
  g_test_add_func ("/model/repair/restore-ghost", test_restore_ghost);
  g_test_add_func ("/model/repair/restore-ghost-any", test_restore_ghost_any);
  g_test_add_func ("/model/repair/restore-ghost-any-alone", test_restore_ghost_any_alone);
  g_test_add_func ("/model/repair/restore-ghost-refuses", test_restore_ghost_refuses);
  g_test_add_func ("/model/repair/clear-names", test_clear_names);
  g_test_add_func ("/model/repair/drop-orphan", test_drop_orphan);
  g_test_add_func ("/model/repair/clean-allowed", test_clean_allowed);
  g_test_add_func ("/model/repair/join-halves", test_join_halves);
  g_test_add_func ("/model/repair/match-special", test_match_special);
  g_test_add_func ("/model/repair/match-special-refuses", test_match_special_refuses);
  g_test_add_func ("/model/repair/fit-actions", test_fit_actions);

  return g_test_run ();
}
