/* test-lists.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "rel-lists.h"

static JsonNode *
parse (const char *text)
{
  JsonNode *node = text != NULL ? rel_json_parse (text, strlen (text), NULL) : NULL;

  g_assert_true (text == NULL || node != NULL);
  return node;
}

static RelSchema *
read_lists (const char *collections, const char *fields, const char *relations, GError **error)
{
  g_autoptr (JsonNode) collection_list = parse (collections);
  g_autoptr (JsonNode) field_list = parse (fields);
  g_autoptr (JsonNode) relation_list = parse (relations);

  return rel_lists_read (collection_list, field_list, relation_list, error);
}

static void
assert_refused (const char *collections, const char *fields, const char *relations, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = read_lists (collections, fields, relations, &error);

  g_assert_null (schema);
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_nothing_makes_an_empty_schema (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = read_lists ("[]", "[]", "[]", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rel_schema_get_n_collections (schema), ==, 0);
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, 0);
  g_assert_null (rel_schema_get_header (schema));
}

static void
test_sorts_by_collection_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema =
    read_lists ("[{\"collection\":\"b\"},{\"collection\":\"a\"},{\"collection\":\"B\"}]",
                "[{\"collection\":\"a\",\"field\":\"y\"},{\"collection\":\"b\",\"field\":\"n\"},"
                "{\"collection\":\"a\",\"field\":\"x\"}]",
                "[{\"collection\":\"b\",\"field\":\"n\"},{\"collection\":\"a\",\"field\":\"y\"},"
                "{\"collection\":\"b\",\"field\":\"m\"}]",
                &error);
  RelCollection *a;
  RelRelation *m;

  g_assert_no_error (error);
  g_assert_cmpstr (rel_collection_get_name (rel_schema_get_collection (schema, 0)), ==, "B");
  g_assert_cmpstr (rel_collection_get_name (rel_schema_get_collection (schema, 1)), ==, "a");
  g_assert_cmpstr (rel_collection_get_name (rel_schema_get_collection (schema, 2)), ==, "b");

  a = rel_schema_get_collection (schema, 1);
  g_assert_cmpstr (rel_field_get_name (rel_collection_get_field (a, 0)), ==, "y");
  g_assert_cmpstr (rel_field_get_name (rel_collection_get_field (a, 1)), ==, "x");

  m = rel_collection_get_relation (rel_schema_get_collection (schema, 2), 1);
  g_assert_cmpstr (rel_relation_get_field (m), ==, "m");
  g_assert_cmpuint (rel_relation_get_position (m), ==, 2);
}

static void
test_keeps_what_is_only_named (void)
{
  g_autoptr (RelSchema) schema = read_lists ("[]", "[{\"collection\":\"unlisted\",\"field\":\"f\"}]",
                                             "[{\"collection\":\"vanished\",\"field\":\"f\"}]", NULL);
  g_autoptr (JsonNode) collections = NULL;
  g_autoptr (JsonNode) fields = NULL;
  g_autoptr (JsonNode) relations = NULL;

  g_assert_cmpuint (rel_schema_get_n_collections (schema), ==, 2);
  g_assert_false (rel_collection_exists (rel_schema_find_collection (schema, "unlisted")));
  g_assert_false (rel_schema_has_collection (schema, "vanished"));
  g_assert_nonnull (rel_schema_find_relation (schema, "vanished", "f", 0));

  rel_lists_write (schema, &collections, &fields, &relations);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (collections)), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (fields)), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (relations)), ==, 1);
}

static void
test_keeps_doubles (void)
{
  const char *twice = "[{\"collection\":\"a\",\"field\":\"f\",\"meta\":{\"id\":1}},"
                      "{\"collection\":\"a\",\"field\":\"f\",\"meta\":{\"id\":2}}]";
  g_autoptr (RelSchema) schema = read_lists ("[{\"collection\":\"a\"}]", twice, twice, NULL);
  RelCollection *collection = rel_schema_find_collection (schema, "a");

  g_assert_cmpuint (rel_collection_get_n_fields (collection), ==, 2);
  g_assert_cmpuint (rel_collection_get_n_relations (collection), ==, 2);
  for (guint nth = 0; nth < 2; nth++)
    {
      RelRelation *relation = rel_schema_find_relation (schema, "a", "f", nth);

      g_assert_cmpint (json_node_get_int (rel_relation_get_member (relation, "meta.id")), ==, nth + 1);
      g_assert_cmpuint (rel_collection_get_nth (collection, relation), ==, nth);
    }
  g_assert_null (rel_schema_find_relation (schema, "a", "f", 2));
}

static void
test_a_collection_may_stand_twice_if_equal (void)
{
  g_autoptr (RelSchema) schema =
    read_lists ("[{\"collection\":\"a\",\"meta\":null},{\"meta\":null,\"collection\":\"a\"}]", "[]", "[]", NULL);

  g_assert_cmpuint (rel_schema_get_n_collections (schema), ==, 1);
}

static void
test_writes_the_records_it_read (void)
{
  const char *fields =
    "[{\"collection\":\"a\",\"field\":\"y\",\"x\":[1,{\"z\":null}]},{\"collection\":\"b\",\"field\":\"n\"}]";
  const char *relations = "[{\"collection\":\"a\",\"field\":\"y\",\"meta\":null,\"x\":1},"
                          "{\"collection\":\"b\",\"field\":\"n\",\"schema\":{\"x\":2}}]";
  g_autoptr (RelSchema) schema = read_lists ("[{\"x\":1,\"collection\":\"a\"}]", fields, relations, NULL);
  g_autoptr (JsonNode) collection_list = NULL;
  g_autoptr (JsonNode) field_list = NULL;
  g_autoptr (JsonNode) relation_list = NULL;
  g_autofree char *collection_text = NULL;
  g_autofree char *field_text = NULL;
  g_autofree char *relation_text = NULL;

  rel_lists_write (schema, &collection_list, &field_list, &relation_list);
  collection_text = rel_json_dup_text (collection_list, FALSE);
  field_text = rel_json_dup_text (field_list, FALSE);
  relation_text = rel_json_dup_text (relation_list, FALSE);
  g_assert_cmpstr (collection_text, ==, "[{\"x\":1,\"collection\":\"a\"}]");
  g_assert_cmpstr (field_text, ==, fields);
  g_assert_cmpstr (relation_text, ==, relations);
}

static void
test_says_where_a_list_is_wrong (void)
{
  assert_refused (NULL, "[]", "[]", "There is no list of collections");
  assert_refused ("[]", "{}", "[]", "There is no list of fields");
  assert_refused ("[]", "[]", "null", "There is no list of relations");
  assert_refused ("[{\"collection\":\"a\"},{\"name\":\"b\"}]", "[]", "[]", "collections[1] has no name");
  assert_refused ("[\"a\"]", "[]", "[]", "collections[0] has no name");
  assert_refused ("[{\"collection\":\"a\"},{\"collection\":\"a\",\"meta\":null}]", "[]", "[]",
                  "collections[1]: “a” stands here twice and differs");
  assert_refused ("[]", "[{\"collection\":\"a\"}]", "[]", "fields[0]: A field has no collection or no name");
  assert_refused ("[]", "[null]", "[]", "fields[0]: A field has no collection or no name");
  assert_refused ("[]", "[]", "[{\"collection\":\"a\",\"field\":\"b\"},7]",
                  "relations[1]: A relation is an object with collection and field");
  assert_refused ("[]", "[]", "[{\"collection\":\"a\",\"field\":1}]",
                  "relations[0]: A relation has no collection or no field");
  assert_refused ("[]", "[]", "[{\"collection\":\"a\",\"field\":\"b\",\"meta\":[]}]",
                  "relations[0]: meta of the relation a.b is not an object");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/lists/nothing-makes-an-empty-schema", test_nothing_makes_an_empty_schema);
  g_test_add_func ("/model/lists/sorts-by-collection-only", test_sorts_by_collection_only);
  g_test_add_func ("/model/lists/keeps-what-is-only-named", test_keeps_what_is_only_named);
  g_test_add_func ("/model/lists/keeps-doubles", test_keeps_doubles);
  g_test_add_func ("/model/lists/a-collection-may-stand-twice-if-equal", test_a_collection_may_stand_twice_if_equal);
  g_test_add_func ("/model/lists/writes-the-records-it-read", test_writes_the_records_it_read);
  g_test_add_func ("/model/lists/says-where-a-list-is-wrong", test_says_where_a_list_is_wrong);

  return g_test_run ();
}
