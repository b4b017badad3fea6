/* test-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-member.h"

static void
assert_refused (const char *collection,
                const char *field,
                const char *path,
                const char *value,
                int code,
                const char *message)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (JsonNode) node = json_of (value);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = rel_edit_set_member (schema, collection, field, 0, path, node, &error);

  g_assert_null (next);
  g_assert_error (error, REL_ERROR, code);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

static void
test_set (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  RelRelation *before = rel_schema_find_relation (schema, "articles", "author", 0);
  RelRelation *after = rel_schema_find_relation (next, "articles", "author", 0);

  g_assert_cmpstr (rel_relation_get_on_delete (before), ==, "SET NULL");
  g_assert_cmpstr (rel_relation_get_on_delete (after), ==, "CASCADE");
  g_assert_cmpstr (rel_relation_get_on_update (after), ==, "NO ACTION");
  g_assert_cmpstr (rel_relation_get_one_field (after), ==, "articles");
  g_assert_cmpuint (rel_relation_get_position (after), ==, rel_relation_get_position (before));
}

/* Such a key could be edited, and a server that makes keys anew then had another one. */
static void
test_keys_of_others (void)
{
  static const char *const members[] = { "schema.foreign_key_column", "schema.constraint_name" };
  static const char *const values[] = { "\"email\"", "\"articles_image_foreign\"" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (RelSchema) magazine = magazine_load ();
      g_autoptr (JsonNode) foreign = json_of (values[i]);
      g_autoptr (RelRelation) relation =
        rel_relation_with_member (rel_schema_find_relation (magazine, "articles", "author", 0), members[i], foreign);
      g_autoptr (RelSchema) schema = rel_edit_put_relation (magazine, 0, relation);
      g_autoptr (JsonNode) value = json_of ("\"delete\"");
      g_autoptr (GError) error = NULL;
      g_autoptr (RelSchema) next =
        rel_edit_set_member (schema, "articles", "author", 0, "meta.one_deselect_action", value, &error);

      g_assert_null (next);
      g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
    }
}

/* All but the edited collection is shared, so that an edit among thousands is cheap. */
static void
test_shares (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  guint n_different = 0;

  g_assert_cmpuint (rel_schema_get_n_collections (next), ==, rel_schema_get_n_collections (schema));
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    n_different += rel_schema_get_collection (schema, i) != rel_schema_get_collection (next, i);
  g_assert_cmpuint (n_different, ==, 1);
}

/* In the edited collection the fields are, unless one of them is what is edited. */
static void
test_shares_fields (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (JsonNode) note = json_of ("\"Who wrote it\"");
  g_autoptr (RelField) field =
    rel_field_with_member (rel_schema_find_field (schema, "articles", "author"), "meta.note", note);
  g_autoptr (RelSchema) other = rel_edit_put_field (schema, field);
  RelCollection *articles = rel_schema_find_collection (schema, "articles");

  g_assert_true (rel_collection_shares_fields (articles, rel_schema_find_collection (next, "articles")));
  g_assert_false (rel_collection_shares_fields (articles, rel_schema_find_collection (other, "articles")));
  g_assert_false (rel_collection_shares_fields (articles, rel_schema_find_collection (schema, "tags")));
}

static void
test_set_same (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"SET NULL\"");

  g_assert_true (next == schema);
}

static void
test_set_each (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *path;
    const char *value;
  } cases[] = {
    { "articles", "author", "meta.one_field", "null" },
    { "articles", "author", "meta.one_deselect_action", "\"delete\"" },
    { "chapters", "article", "meta.sort_field", "null" },
    { "articles_tags", "tags_id", "meta.sort_field", "\"sort\"" },
    { "articles_tags", "tags_id", "meta.junction_field", "null" },
    { "pages_blocks", "item", "meta.one_allowed_collections", "[\"block_text\",\"articles\"]" },
    { "pages_blocks", "item", "meta.one_collection_field", "null" },
    { "articles", "author", "schema.on_delete", "\"RESTRICT\"" },
    { "articles", "author", "schema.on_update", "\"CASCADE\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) next =
        magazine_set (schema, cases[i].collection, cases[i].field, cases[i].path, cases[i].value);
      g_autoptr (JsonNode) wanted = json_of (cases[i].value);
      RelRelation *relation = rel_schema_find_relation (next, cases[i].collection, cases[i].field, 0);

      g_test_message ("%s", cases[i].path);
      g_assert_true (rel_json_equal (rel_relation_get_member (relation, cases[i].path), wanted));
    }
}

static void
test_refuses (void)
{
  assert_refused ("articles", "author", "schema.on_delete", "\"cascade\"", REL_ERROR_INVALID,
                  "NO ACTION, RESTRICT, SET NULL, SET DEFAULT, CASCADE");
  assert_refused ("articles", "author", "schema.on_delete", "null", REL_ERROR_INVALID, "cannot be empty");
  assert_refused ("articles", "author", "schema.on_delete", "1", REL_ERROR_INVALID, "takes text");
  assert_refused ("articles", "author", "meta.one_deselect_action", "\"banana\"", REL_ERROR_INVALID, "nullify, delete");
  assert_refused ("articles", "author", "meta.sort_field", "\"title\"", REL_ERROR_INVALID, "rank");
  assert_refused ("articles", "author", "meta.one_field", "\"name\"", REL_ERROR_INVALID, "articles");
  assert_refused ("articles", "author", "meta.id", "7", REL_ERROR_INVALID, "cannot be changed");
  assert_refused ("articles", "author", "meta.many_field", "\"x\"", REL_ERROR_INVALID, "cannot be changed");
  assert_refused ("articles", "author", "related_collection", "\"tags\"", REL_ERROR_INVALID, "cannot be changed");
  assert_refused ("articles", "author", "meta.colour", "\"x\"", REL_ERROR_INVALID, "no member");
  assert_refused ("articles", "author", "meta.one_allowed_collections", "[\"tags\"]", REL_ERROR_INVALID,
                  "of this kind");
  assert_refused ("pages_blocks", "item", "meta.one_allowed_collections", "[\"nowhere\"]", REL_ERROR_INVALID,
                  "block_text");
  assert_refused ("pages_blocks", "item", "meta.one_allowed_collections", "\"tags\"", REL_ERROR_INVALID, "a list");
  assert_refused ("pages_blocks", "item", "schema.on_delete", "\"CASCADE\"", REL_ERROR_READ_ONLY, "no foreign key");
  assert_refused ("legacy_notes", "author", "meta.sort_field", "null", REL_ERROR_READ_ONLY, "no settings");
  assert_refused ("gone", "author", "schema.on_delete", "\"CASCADE\"", REL_ERROR_READ_ONLY, "does not exist");
  assert_refused ("articles", "lost", "meta.one_field", "\"articles\"", REL_ERROR_READ_ONLY, "does not exist");
  assert_refused ("articles", "title", "meta.one_field", "null", REL_ERROR_NOT_FOUND, "no relation");
}

/* The second of two relations with the same names is edited, and the first stays. */
static void
test_set_second (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (JsonNode) value = json_of ("\"CASCADE\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next =
    rel_edit_set_member (schema, "legacy_notes", "twice", 1, "schema.on_delete", value, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rel_relation_get_on_delete (rel_schema_find_relation (next, "legacy_notes", "twice", 0)), ==,
                   "SET NULL");
  g_assert_cmpstr (rel_relation_get_on_delete (rel_schema_find_relation (next, "legacy_notes", "twice", 1)), ==,
                   "CASCADE");
}

static void
test_drop (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) without = rel_edit_drop_relation (schema, "articles", "author", 0);
  g_autoptr (RelSchema) without_ghost = rel_edit_drop_relation (schema, "gone", "author", 0);
  g_autoptr (RelSchema) same = rel_edit_drop_relation (schema, "articles", "author", 1);

  g_assert_null (rel_schema_find_relation (without, "articles", "author", 0));
  g_assert_nonnull (rel_schema_find_field (without, "articles", "author"));
  g_assert_cmpuint (rel_schema_count_relations (without), ==, rel_schema_count_relations (schema) - 1);
  g_assert_null (rel_schema_find_collection (without_ghost, "gone"));
  g_assert_true (same == schema);
}

static void
test_choices (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  RelRelation *author = rel_schema_find_relation (schema, "articles", "author", 0);
  g_auto (GStrv) aliases = rel_member_dup_choices (rel_member_find ("meta.one_field"), schema, author);
  g_auto (GStrv) sorts = rel_member_dup_choices (rel_member_find ("meta.sort_field"), schema, author);
  g_auto (GStrv) junctions = rel_member_dup_choices (rel_member_find ("meta.junction_field"), schema, author);
  g_autofree char *alias_text = g_strjoinv (" ", aliases);
  g_autofree char *sort_text = g_strjoinv (" ", sorts);
  g_autofree char *junction_text = g_strjoinv (" ", junctions);

  /* Groups are aliases, but list nothing. */
  g_assert_cmpstr (alias_text, ==, "articles");
  g_assert_cmpstr (sort_text, ==, "rank");
  g_assert_cmpstr (junction_text, ==, "reviewer image");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/edit/set", test_set);
  g_test_add_func ("/model/edit/set-each-member", test_set_each);
  g_test_add_func ("/model/edit/keys-of-others", test_keys_of_others);
  g_test_add_func ("/model/edit/shares-the-rest", test_shares);
  g_test_add_func ("/model/edit/shares-the-fields", test_shares_fields);
  g_test_add_func ("/model/edit/same-value-is-same-schema", test_set_same);
  g_test_add_func ("/model/edit/refuses", test_refuses);
  g_test_add_func ("/model/edit/second-of-two", test_set_second);
  g_test_add_func ("/model/edit/drop", test_drop);
  g_test_add_func ("/model/member/choices", test_choices);

  return g_test_run ();
}
