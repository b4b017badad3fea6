/* test-addition.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Collections, folders and fields: made, set and deleted.
 */

#include "config.h"

#include "edited.h"
#include "magazine.h"
#include "rel-addition.h"
#include "rel-deletion.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-setting.h"

/* What the Data Studio 11.3.5 sends for each type of key. */
static void
test_collections (void)
{
  static const struct
  {
    const char *type;
    const char *field;
  } cases[] = {
    { NULL, "{\"collection\":\"books\",\"field\":\"id\",\"type\":\"integer\",\"schema\":{\"is_primary_key\":true,"
            "\"has_auto_increment\":true},\"meta\":{\"hidden\":true,\"interface\":\"input\",\"readonly\":true}}" },
    { "bigInteger", "{\"collection\":\"books\",\"field\":\"id\",\"type\":\"bigInteger\",\"schema\":{"
                    "\"is_primary_key\":true,\"has_auto_increment\":true},\"meta\":{\"hidden\":true,"
                    "\"interface\":\"input\",\"readonly\":true}}" },
    { "uuid", "{\"collection\":\"books\",\"field\":\"id\",\"type\":\"uuid\",\"schema\":{\"is_primary_key\":true,"
              "\"length\":36,\"has_auto_increment\":false},\"meta\":{\"hidden\":true,\"readonly\":true,"
              "\"interface\":\"input\",\"special\":[\"uuid\"]}}" },
    { "string", "{\"collection\":\"books\",\"field\":\"id\",\"type\":\"string\",\"schema\":{\"is_primary_key\":true,"
                "\"length\":255,\"has_auto_increment\":false},\"meta\":{\"interface\":\"input\",\"readonly\":false,"
                "\"hidden\":false}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RelAddition wanted = { .collection = "books", .type = cases[i].type };
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) next = rel_addition_make_collection (schema, &wanted, NULL);
      g_autofree char *json = NULL;

      assert_edited (schema, next, "create collection books\n");
      json = rel_json_dup_text (rel_field_get_json (rel_schema_find_field (next, "books", "id")), FALSE);
      g_assert_cmpstr (json, ==, cases[i].field);
    }
}

static void
test_settings_of_new (void)
{
  RelAddition wanted = {
    .collection = "books", .field = "isbn", .type = "string", .group = "content", .note = "in print", .is_hidden = TRUE
  };
  RelAddition folder = { .collection = "shelf" };
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_addition_make_collection (schema, &wanted, NULL);
  g_autoptr (RelSchema) shelved = rel_addition_make_folder (next, &folder, NULL);
  g_autofree char *json =
    rel_json_dup_text (rel_collection_get_json (rel_schema_find_collection (next, "books")), FALSE);

  g_assert_cmpstr (json, ==,
                   "{\"collection\":\"books\",\"schema\":{\"name\":\"books\"},\"meta\":{\"group\":\"content\","
                   "\"note\":\"in print\",\"hidden\":true}}");
  g_assert_nonnull (rel_schema_find_field (next, "books", "isbn"));
  g_assert_true (rel_collection_is_folder (rel_schema_find_collection (shelved, "shelf")));
  assert_edited (next, shelved, "create collection shelf\n");
}

static void
test_fields (void)
{
  RelAddition wanted = { .collection = "tags", .field = "name", .note = "shown", .is_required = TRUE };
  RelAddition hidden = { .collection = "tags", .field = "rank", .type = "integer", .is_hidden = TRUE };
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_addition_make_field (schema, &wanted, NULL);
  g_autoptr (RelSchema) ranked = rel_addition_make_field (next, &hidden, NULL);
  g_autofree char *json = rel_json_dup_text (rel_field_get_json (rel_schema_find_field (next, "tags", "name")), FALSE);

  assert_edited (schema, ranked, "create field tags.name\ncreate field tags.rank\n");
  g_assert_cmpstr (json, ==,
                   "{\"collection\":\"tags\",\"field\":\"name\",\"type\":\"string\",\"schema\":{},\"meta\":{"
                   "\"interface\":\"input\",\"note\":\"shown\",\"required\":true}}");
}

static void
assert_addition_refused (RelAddition wanted,
                         RelSchema *(*make) (RelSchema *, const RelAddition *, GError **),
                         const char *message)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  GError *error = NULL;
  RelSchema *next = make (schema, &wanted, &error);

  assert_refusal (next, &error, REL_ERROR_INVALID, message);
}

static void
test_additions_refuse (void)
{
  assert_addition_refused ((RelAddition){ .collection = "tags" }, rel_addition_make_collection,
                           "a collection “tags” already");
  assert_addition_refused ((RelAddition){ .collection = "directus_x" }, rel_addition_make_collection, "Directus’ own");
  assert_addition_refused ((RelAddition){ .collection = "a/b" }, rel_addition_make_folder, "slash");
  assert_addition_refused ((RelAddition){ .collection = "books", .type = "float" }, rel_addition_make_collection,
                           "What fits: integer, bigInteger, uuid, string");
  assert_addition_refused ((RelAddition){ .collection = "books", .group = "nowhere" }, rel_addition_make_collection,
                           "no folder “nowhere”");
  assert_addition_refused ((RelAddition){ .collection = "content", .field = "x" }, rel_addition_make_field,
                           "is a folder");
  assert_addition_refused ((RelAddition){ .collection = "articles", .field = "title" }, rel_addition_make_field,
                           "articles already has a field “title”");
  assert_addition_refused ((RelAddition){ .collection = "articles", .field = "x", .type = "varchar" },
                           rel_addition_make_field, "What fits: string, text");
}

static void
test_set (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) hidden = rel_setting_set_of_collection (schema, "tags", "meta.hidden", "true", NULL);
  g_autoptr (RelSchema) noted = rel_setting_set_of_collection (schema, "tags", "meta.note", "of articles", NULL);
  g_autoptr (RelSchema) moved = rel_setting_set_of_collection (schema, "languages", "meta.group", "content", NULL);
  g_autoptr (RelSchema) out = rel_setting_set_of_collection (schema, "tags", "meta.group", "null", NULL);
  g_autoptr (RelSchema) field = rel_setting_set_of_field (schema, "articles", "title", "meta.required", "true", NULL);
  g_autoptr (RelSchema) same = rel_setting_set_of_collection (schema, "tags", "meta.hidden", "false", NULL);

  assert_edited (schema, hidden, "update collection tags: meta.hidden false → true\n");
  assert_edited (schema, noted, "update collection tags: meta.note null → \"of articles\"\n");
  assert_edited (schema, moved, "update collection languages: meta.group null → \"content\"\n");
  assert_edited (schema, out, "update collection tags: meta.group \"content\" → null\n");
  assert_edited (schema, field, "update field articles.title: meta.required nothing → true\n");
  g_assert_true (same == schema);
}

static void
test_set_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  GError *error = NULL;

  assert_refusal (rel_setting_set_of_collection (schema, "tags", "meta.icon", "x", &error), &error, REL_ERROR_INVALID,
                  "but: meta.group, meta.hidden, meta.note");
  assert_refusal (rel_setting_set_of_collection (schema, "tags", "meta.hidden", "yes", &error), &error,
                  REL_ERROR_INVALID, "true or false");
  assert_refusal (rel_setting_set_of_collection (schema, "content", "meta.group", "tags", &error), &error,
                  REL_ERROR_INVALID, "“tags” is in “content”");
  assert_refusal (rel_setting_set_of_collection (schema, "gone", "meta.hidden", "true", &error), &error,
                  REL_ERROR_NOT_FOUND, "no collection “gone”");
  assert_refusal (rel_setting_set_of_field (schema, "tags", "x", "meta.hidden", "true", &error), &error,
                  REL_ERROR_NOT_FOUND, "no field tags.x");
  assert_refusal (rel_setting_set_of_field (schema, "tags", "id", "meta.sort", "1", &error), &error, REL_ERROR_INVALID,
                  "meta.required");
}

static void
test_delete_field (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (JsonNode) sort = json_of ("\"sort\"");
  g_autoptr (RelCollection) sorted =
    rel_collection_with_member (rel_schema_find_collection (magazine, "chapters"), "meta.sort_field", sort);
  g_autoptr (RelSchema) schema = rel_schema_with_collection (magazine, sorted);
  g_autoptr (RelSchema) column = rel_deletion_apply_to_field (schema, "chapters", "sort", NULL);
  g_autoptr (RelSchema) list = rel_deletion_apply_to_field (schema, "authors", "articles", NULL);
  g_autoptr (RelSchema) relation = rel_deletion_apply_to_field (schema, "articles_tags", "tags_id", NULL);
  g_autoptr (RelSchema) twice = rel_deletion_apply_to_field (schema, "legacy_notes", "twice", NULL);

  assert_edited (schema, column,
                 "update collection chapters: meta.sort_field \"sort\" → null\n"
                 "update relation chapters.article: meta.sort_field \"sort\" → null\n"
                 "delete field chapters.sort\n");
  assert_edited (schema, list,
                 "update relation articles.author: meta.one_field \"articles\" → null\n"
                 "delete field authors.articles\n");
  assert_planned (schema, relation,
                  "update relation articles_tags.articles_id: meta.junction_field \"tags_id\" → null\n"
                  "delete field articles_tags.tags_id\n"
                  "delete field tags.articles\n");
  assert_planned (schema, twice, "delete field legacy_notes.twice\n");
}

/* Directus lets the fields of a group stand alone, and a plan that did not say so was never
 * done. */
static void
test_delete_group (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (JsonNode) group = json_of ("\"details\"");
  g_autoptr (RelField) grouped =
    rel_field_with_member (rel_schema_find_field (magazine, "authors", "name"), "meta.group", group);
  g_autoptr (RelSchema) schema = rel_edit_put_field (magazine, grouped);
  g_autoptr (RelSchema) next = rel_deletion_apply_to_field (schema, "authors", "details", NULL);

  assert_edited (schema, next,
                 "update field authors.name: meta.group \"details\" → null\n"
                 "delete field authors.details\n");
}

static void
test_delete_field_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  GError *error = NULL;

  assert_refusal (rel_deletion_apply_to_field (schema, "articles", "id", &error), &error, REL_ERROR_INVALID,
                  "primary key");
  assert_refusal (rel_deletion_apply_to_field (schema, "pages_blocks", "collection", &error), &error, REL_ERROR_INVALID,
                  "keeps to which collection pages_blocks.item points");
  assert_refusal (rel_deletion_apply_to_field (schema, "articles", "nothing", &error), &error, REL_ERROR_NOT_FOUND,
                  "no field articles.nothing");
}

static void
test_delete_collection (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) tags = rel_deletion_apply_to_collection (schema, "tags", REL_DELETION_LINK, NULL);
  g_autoptr (RelSchema) junctions = rel_deletion_apply_to_collection (schema, "tags", REL_DELETION_JUNCTION, NULL);
  g_autoptr (RelSchema) block = rel_deletion_apply_to_collection (schema, "block_text", REL_DELETION_LINK, NULL);
  g_autoptr (RelSchema) folder = rel_deletion_apply_to_collection (schema, "content", REL_DELETION_LINK, NULL);
  g_autoptr (RelSchema) chapters = rel_deletion_apply_to_collection (schema, "chapters", REL_DELETION_LINK, NULL);

  assert_planned (schema, tags,
                  "update relation articles_tags.articles_id: meta.junction_field \"tags_id\" → null\n"
                  "delete field articles_tags.tags_id\n"
                  "delete field legacy_notes.twice\n"
                  "delete collection tags\n");
  assert_planned (schema, junctions,
                  "delete field articles.tags\n"
                  "delete field legacy_notes.twice\n"
                  "delete collection articles_tags\n"
                  "delete collection tags\n");
  assert_edited (schema, block,
                 "update relation pages_blocks.item: meta.one_allowed_collections [\"block_text\",\"block_image\"] → "
                 "[\"block_image\"]\n"
                 "delete collection block_text\n");
  assert_edited (schema, folder,
                 "update collection articles: meta.group \"content\" → null\n"
                 "update collection authors: meta.group \"content\" → null\n"
                 "update collection categories: meta.group \"content\" → null\n"
                 "update collection chapters: meta.group \"content\" → null\n"
                 "update collection pages: meta.group \"content\" → null\n"
                 "update collection tags: meta.group \"content\" → null\n"
                 "delete collection content\n");
  assert_planned (schema, chapters,
                  "delete field articles.chapters\n"
                  "delete collection chapters\n");
}

/* A row without a key keeps its column: Directus does not know that it points there. */
static void
test_delete_collection_without_key (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_deletion_apply_to_collection (schema, "authors", REL_DELETION_LINK, NULL);

  g_assert_null (rel_schema_find_relation (next, "articles", "reviewer", 0));
  g_assert_nonnull (rel_schema_find_field (next, "articles", "reviewer"));
  g_assert_null (rel_schema_find_field (next, "articles", "author"));
  g_assert_null (rel_schema_find_collection (next, "gone"));
  g_assert_null (rel_schema_get_incoming (next, "authors"));
}

static void
test_delete_collection_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) pointed =
    edited_with_relation (schema, "chapters", "article", "related_collection", "\"articles_tags\"");
  GError *error = NULL;

  assert_refusal (rel_deletion_apply_to_collection (schema, "gone", REL_DELETION_LINK, &error), &error,
                  REL_ERROR_NOT_FOUND, "no collection “gone”");
  assert_refusal (rel_deletion_apply (pointed, "articles", "tags", REL_DELETION_JUNCTION, &error), &error,
                  REL_ERROR_INVALID, "chapters.article points at articles_tags");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/addition/collections", test_collections);
  g_test_add_func ("/model/addition/settings", test_settings_of_new);
  g_test_add_func ("/model/addition/fields", test_fields);
  g_test_add_func ("/model/addition/refuses", test_additions_refuse);
  g_test_add_func ("/model/setting/set", test_set);
  g_test_add_func ("/model/setting/refuses", test_set_refuses);
  g_test_add_func ("/model/deletion/field", test_delete_field);
  g_test_add_func ("/model/deletion/group", test_delete_group);
  g_test_add_func ("/model/deletion/field-refuses", test_delete_field_refuses);
  g_test_add_func ("/model/deletion/collection", test_delete_collection);
  g_test_add_func ("/model/deletion/collection-without-key", test_delete_collection_without_key);
  g_test_add_func ("/model/deletion/collection-refuses", test_delete_collection_refuses);

  return g_test_run ();
}
