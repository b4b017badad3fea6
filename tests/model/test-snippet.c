/* test-snippet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-graphql.h"
#include "rel-json.h"
#include "rel-snippet.h"

#define URL        "https://directus.example.com"
#define CURL_TOKEN "printf 'Authorization: Bearer %s\\n' \"$DIRECTUS_TOKEN\" |\n"

static char *
dup_snippet (RelObject object, const char *before, const char *after, RelSnippetForm form, const char *url)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (JsonNode) from = before != NULL ? json_of (before) : NULL;
  g_autoptr (JsonNode) to = after != NULL ? json_of (after) : NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  g_ptr_array_add (changes, rel_change_new (object, 0, from, to));
  return rel_snippet_dup_text (changes, form, base, url);
}

static char *
dup_action_snippet (RelSnippetForm form)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);

  return rel_snippet_dup_text (changes, form, base, URL);
}

static void
test_forms (void)
{
  static const char *const expected[] = {
    [REL_SNIPPET_REST] = "PATCH /relations/articles/author\n"
                         "{\n  \"collection\": \"articles\",\n  \"field\": \"author\",\n"
                         "  \"related_collection\": \"authors\",\n  \"schema\": {\n"
                         "    \"on_delete\": \"CASCADE\",\n    \"on_update\": \"NO ACTION\"\n  }\n}\n",
    [REL_SNIPPET_CURL] = CURL_TOKEN "curl --fail-with-body --request PATCH '" URL "/relations/articles/author' \\\n"
                                    "  --header @- \\\n"
                                    "  --header 'Content-Type: application/json' \\\n"
                                    "  --data '{\n  \"collection\": \"articles\",\n  \"field\": \"author\",\n"
                                    "  \"related_collection\": \"authors\",\n  \"schema\": {\n"
                                    "    \"on_delete\": \"CASCADE\",\n    \"on_update\": \"NO ACTION\"\n  }\n}'\n",
    [REL_SNIPPET_GRAPHQL] = "mutation {\n  update_relations_item(\n    collection: \"articles\"\n"
                            "    field: \"author\"\n    data: { collection: \"articles\", field: \"author\", "
                            "related_collection: \"authors\", schema: { table: \"articles\", column: \"author\", "
                            "foreign_key_table: \"authors\", foreign_key_column: \"id\", on_update: \"NO ACTION\", "
                            "on_delete: \"CASCADE\" } }\n"
                            "  ) {\n    collection\n    field\n  }\n}\n",
    [REL_SNIPPET_SDK] = "import { createDirectus, rest, staticToken, updateRelation } from '@directus/sdk';\n\n"
                        "const client = createDirectus(\"" URL "\")\n"
                        "  .with(staticToken(process.env.DIRECTUS_TOKEN))\n  .with(rest());\n\n"
                        "await client.request(updateRelation(\"articles\", \"author\", "
                        "{\n  \"collection\": \"articles\",\n  \"field\": \"author\",\n"
                        "  \"related_collection\": \"authors\",\n  \"schema\": {\n"
                        "    \"on_delete\": \"CASCADE\",\n    \"on_update\": \"NO ACTION\"\n  }\n}));\n",
  };

  for (RelSnippetForm form = REL_SNIPPET_REST; form <= REL_SNIPPET_SDK; form++)
    {
      g_autofree char *text = dup_action_snippet (form);

      g_assert_cmpstr (text, ==, expected[form]);
    }
}

static void
test_form_names (void)
{
  RelSnippetForm form;

  g_assert_true (rel_snippet_find_form ("sdk", &form));
  g_assert_cmpint (form, ==, REL_SNIPPET_SDK);
  g_assert_false (rel_snippet_find_form ("soap", &form));
}

static void
test_reading (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  RelRelation *relation = rel_schema_find_relation (base, "articles", "author", 0);
  g_autofree char *rest = rel_snippet_dup_reading (relation, REL_SNIPPET_REST, URL);
  g_autofree char *curl = rel_snippet_dup_reading (relation, REL_SNIPPET_CURL, URL);
  g_autofree char *graphql = rel_snippet_dup_reading (relation, REL_SNIPPET_GRAPHQL, URL);
  g_autofree char *sdk = rel_snippet_dup_reading (relation, REL_SNIPPET_SDK, URL);

  g_assert_cmpstr (rest, ==, "GET /relations/articles/author\n");
  g_assert_cmpstr (curl, ==,
                   CURL_TOKEN "curl --fail-with-body --request GET '" URL "/relations/articles/author' \\\n"
                              "  --header @-\n");
  g_assert_true (g_str_has_prefix (graphql, "query {\n  relations_by_name(collection: \"articles\", field: "
                                            "\"author\") {\n    collection\n"));
  g_assert_cmpstr (sdk, ==,
                   "import { createDirectus, rest, staticToken, readRelation } from '@directus/sdk';\n\n"
                   "const client = createDirectus(\"" URL "\")\n"
                   "  .with(staticToken(process.env.DIRECTUS_TOKEN))\n  .with(rest());\n\n"
                   "const relation = await client.request(readRelation(\"articles\", \"author\"));\n");
}

/* The address may be unknown; then it comes from the environment, as the token does. */
static void
test_without_address (void)
{
  const char *before = "{\"collection\":\"a\",\"field\":\"b\",\"meta\":null}";
  g_autofree char *curl = dup_snippet (REL_OBJECT_RELATION, before, NULL, REL_SNIPPET_CURL, NULL);
  g_autofree char *sdk = dup_snippet (REL_OBJECT_RELATION, before, NULL, REL_SNIPPET_SDK, NULL);

  g_assert_cmpstr (curl, ==,
                   CURL_TOKEN "curl --fail-with-body --request DELETE \"$DIRECTUS_URL\"'/relations/a/b' \\\n"
                              "  --header @-\n");
  g_assert_nonnull (strstr (sdk, "createDirectus(process.env.DIRECTUS_URL)"));
  g_assert_true (g_str_has_suffix (sdk, "await client.request(deleteRelation(\"a\", \"b\"));\n"));
}

static void
test_odd_names (void)
{
  const char *before = "{\"collection\":\"it's/a\",\"field\":\"say \\\"hi\\\"\\n\",\"meta\":null}";
  g_autofree char *curl = dup_snippet (REL_OBJECT_RELATION, before, NULL, REL_SNIPPET_CURL, URL);
  g_autofree char *graphql = dup_snippet (REL_OBJECT_RELATION, before, NULL, REL_SNIPPET_GRAPHQL, URL);
  g_autofree char *sdk = dup_snippet (REL_OBJECT_RELATION, before, NULL, REL_SNIPPET_SDK, URL);

  g_assert_nonnull (strstr (curl, "/relations/it%27s%2Fa/say%20%22hi%22%0A'"));
  g_assert_nonnull (strstr (graphql, "    collection: \"it's/a\"\n    field: \"say \\\"hi\\\"\\n\"\n"));
  g_assert_nonnull (strstr (sdk, "deleteRelation(encodeURIComponent(\"it's/a\"), \"say \\\"hi\\\"\\n\")"));
}

/* The types of input do not let these be absent: what is now goes along, though the change
 * was made on a snapshot, which does not have it. */
static void
test_graphql_fills_in (void)
{
  g_autoptr (JsonNode) before = json_of ("{\"collection\":\"a\",\"field\":\"b\",\"meta\":{\"note\":null}}");
  g_autoptr (JsonNode) after = json_of ("{\"collection\":\"a\",\"field\":\"b\",\"meta\":{\"note\":\"n\"}}");
  g_autoptr (JsonNode) now = json_of ("{\"meta\":{\"id\":7,\"hidden\":true,\"readonly\":false,\"note\":null}}");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_FIELD, 0, before, after);
  g_autoptr (GPtrArray) requests = rel_request_list_for_change (change);
  g_autoptr (JsonNode) variables = NULL;
  gint64 free_id = 9;
  g_autofree char *field = rel_graphql_dup_mutation (g_ptr_array_index (requests, 0), now, &free_id, &variables);
  g_autofree char *collection =
    dup_snippet (REL_OBJECT_COLLECTION, "{\"collection\":\"articles\",\"meta\":{\"hidden\":true}}",
                 "{\"collection\":\"articles\",\"meta\":{\"hidden\":false}}", REL_SNIPPET_GRAPHQL, NULL);

  g_assert_nonnull (strstr (field, "data: { meta: { id: 7, collection: \"a\", field: \"b\", note: \"n\", "
                                   "readonly: false, hidden: true }, field: \"b\" }\n"));
  g_assert_cmpint (free_id, ==, 9);
  g_assert_nonnull (strstr (collection, "data: { meta: { collection: \"articles\", hidden: false, singleton: false, "
                                        "archive_app_filter: true, collapse: \"open\", versioning: false } }\n"));
}

static void
test_graphql_creates_a_field (void)
{
  g_autofree char *text = dup_snippet (
    REL_OBJECT_FIELD, NULL,
    "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"boolean\",\"schema\":{\"default_value\":true,"
    "\"foreign_key_schema\":\"public\"},\"meta\":{\"options\":{\"plain\":1},\"display_options\":{\"$odd\":[1]}}}",
    REL_SNIPPET_GRAPHQL, NULL);

  g_assert_true (g_str_has_prefix (text, "mutation ($json1: JSON) {\n  create_fields_item(\n    collection: \"a\"\n"));
  /* The magazine's fields have no ids. */
  g_assert_nonnull (strstr (text, "meta: { id: 1, collection: \"a\", field: \"b\", options: { plain: 1 }, "
                                  "display_options: $json1, readonly: false, hidden: false }"));
  g_assert_nonnull (strstr (text, "schema: { default_value: \"true\" }"));
  g_assert_nonnull (strstr (text, "# variables: {\"json1\":{\"$odd\":[1]}}\n"));
}

/* Each field that comes with a collection has a row of its own. */
static void
test_graphql_creates_a_collection (void)
{
  g_autofree char *text = dup_snippet (
    REL_OBJECT_COLLECTION, NULL,
    "{\"collection\":\"a\",\"schema\":{},\"meta\":null,\"fields\":["
    "{\"field\":\"id\",\"type\":\"integer\",\"meta\":{\"hidden\":true},\"schema\":{\"is_primary_key\":true}},"
    "{\"field\":\"b\",\"type\":\"string\",\"meta\":{},\"schema\":{}}]}",
    REL_SNIPPET_GRAPHQL, NULL);

  g_assert_nonnull (
    strstr (text, "{ field: \"id\", type: \"integer\", meta: { id: 1, collection: \"a\", field: \"id\", hidden: true, "
                  "readonly: false }, schema: { is_primary_key: true } }"));
  g_assert_nonnull (
    strstr (text, "{ field: \"b\", type: \"string\", meta: { id: 2, collection: \"a\", field: \"b\", readonly: false, "
                  "hidden: false }, schema: {} }]"));
  g_assert_nonnull (strstr (text, "data: { collection: \"a\", schema: {}, meta: null, fields: ["));
  g_assert_true (g_str_has_suffix (text, "] }\n  ) {\n    collection\n  }\n}\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/snippet/forms", test_forms);
  g_test_add_func ("/model/snippet/form-names", test_form_names);
  g_test_add_func ("/model/snippet/reading", test_reading);
  g_test_add_func ("/model/snippet/without-address", test_without_address);
  g_test_add_func ("/model/snippet/odd-names", test_odd_names);
  g_test_add_func ("/model/snippet/graphql-fills-in", test_graphql_fills_in);
  g_test_add_func ("/model/snippet/graphql-creates-a-field", test_graphql_creates_a_field);
  g_test_add_func ("/model/snippet/graphql-creates-a-collection", test_graphql_creates_a_collection);

  return g_test_run ();
}
