/* test-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-request.h"

static char *
dup_requests (RelSchema *before, RelSchema *after)
{
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (GPtrArray) requests = rel_request_list_for_change (g_ptr_array_index (changes, i));

      for (guint r = 0; r < requests->len; r++)
        {
          RelRequest *request = g_ptr_array_index (requests, r);
          JsonNode *body = rel_request_get_body (request);
          g_autofree char *body_text = body != NULL ? rel_json_dup_text (body, FALSE) : g_strdup ("");

          g_string_append_printf (text, "%s%s %s %s", text->len > 0 ? "\n" : "", rel_request_get_method (request),
                                  rel_request_get_path (request), body_text);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_requests (RelSchema *before, RelSchema *after, const char *expected)
{
  g_autofree char *text = dup_requests (before, after);

  g_assert_cmpstr (text, ==, expected);
}

/* The documented body, `{"meta":{…}}` alone, ends the process of servers before 12.4.0; the
 * names and both actions must go along, and of meta only what changes. */
static void
test_update_meta (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = magazine_set (base, "articles", "author", "meta.one_deselect_action", "\"delete\"");

  assert_requests (base, draft,
                   "PATCH /relations/articles/author {\"collection\":\"articles\",\"field\":\"author\","
                   "\"related_collection\":\"authors\","
                   "\"schema\":{\"on_delete\":\"SET NULL\",\"on_update\":\"NO ACTION\"},"
                   "\"meta\":{\"one_deselect_action\":\"delete\"}}");
}

static void
test_update_action (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");

  assert_requests (base, draft,
                   "PATCH /relations/articles/author {\"collection\":\"articles\",\"field\":\"author\","
                   "\"related_collection\":\"authors\","
                   "\"schema\":{\"on_delete\":\"CASCADE\",\"on_update\":\"NO ACTION\"}}");
}

/* The half of many to any has no key: no actions, and no related collection. */
static void
test_update_any (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft =
    magazine_set (base, "pages_blocks", "item", "meta.one_allowed_collections", "[\"block_text\"]");

  assert_requests (base, draft,
                   "PATCH /relations/pages_blocks/item {\"collection\":\"pages_blocks\",\"field\":\"item\","
                   "\"related_collection\":null,\"meta\":{\"one_allowed_collections\":[\"block_text\"]}}");
}

static void
test_clear (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = magazine_set (base, "chapters", "article", "meta.sort_field", "null");

  assert_requests (base, draft,
                   "PATCH /relations/chapters/article {\"collection\":\"chapters\",\"field\":\"article\","
                   "\"related_collection\":\"articles\","
                   "\"schema\":{\"on_delete\":\"CASCADE\",\"on_update\":\"NO ACTION\"},"
                   "\"meta\":{\"sort_field\":null}}");
}

/* PATCH ignores the target, so the relation is made anew. */
static void
test_retarget (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (JsonNode) tags = json_of ("\"tags\"");
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (base, "articles", "author", 0), "related_collection", tags);
  g_autoptr (RelSchema) draft = rel_edit_put_relation (base, 0, relation);

  assert_requests (base, draft,
                   "DELETE /relations/articles/author \n"
                   "POST /relations {\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"tags\","
                   "\"schema\":{\"on_delete\":\"SET NULL\",\"on_update\":\"NO ACTION\"},"
                   "\"meta\":{\"one_field\":\"articles\",\"one_deselect_action\":\"nullify\",\"sort_field\":null,"
                   "\"junction_field\":null,\"one_allowed_collections\":null,\"one_collection_field\":null}}");
}

/* What ties the row to its key is never sent, even if it differs between two servers. */
static void
test_never_sent (void)
{
  static const char *const paths[] = {
    "meta.many_field", "meta.many_collection", "meta.one_collection", "meta.id", "schema.constraint_name",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (JsonNode) other = json_of ("\"other\"");
      g_autoptr (RelRelation) relation =
        rel_relation_with_member (rel_schema_find_relation (base, "articles", "author", 0), paths[i], other);
      g_autoptr (RelSchema) draft = rel_edit_put_relation (base, 0, relation);

      g_test_message ("%s", paths[i]);
      assert_requests (base, draft, "");
    }
}

static void
test_names_escaped (void)
{
  g_autoptr (JsonNode) before = json_of ("{\"collection\":\"my table/ü\",\"field\":\"a b?\",\"meta\":null}");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, NULL);
  g_autoptr (GPtrArray) requests = rel_request_list_for_change (change);
  g_autofree char *text = rel_request_dup_text (g_ptr_array_index (requests, 0));

  g_assert_cmpstr (text, ==, "DELETE /relations/my%20table%2F%C3%BC/a%20b%3F\n");
}

/* A foreign key without a row: the row is made by a PATCH with names, actions and meta. */
static void
test_adopt (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (JsonNode) meta =
    json_of ("{\"one_field\":null,\"one_deselect_action\":\"nullify\",\"many_field\":\"author\"}");
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (base, "legacy_notes", "author", 0), "meta", meta);
  g_autoptr (RelSchema) draft = rel_edit_put_relation (base, 0, relation);

  assert_requests (base, draft,
                   "PATCH /relations/legacy_notes/author {\"collection\":\"legacy_notes\",\"field\":\"author\","
                   "\"related_collection\":\"authors\","
                   "\"schema\":{\"on_delete\":\"CASCADE\",\"on_update\":\"NO ACTION\"},"
                   "\"meta\":{\"one_field\":null,\"one_deselect_action\":\"nullify\"}}");
}

static void
test_field_and_collection (void)
{
  g_autoptr (RelSchema) base = rel_schema_new (g_ptr_array_new ());
  g_autoptr (JsonNode) json = json_of ("{\"collection\":\"a\",\"field\":\"b\",\"type\":\"string\","
                                       "\"schema\":{},\"meta\":{\"id\":3,\"note\":null}}");
  g_autoptr (JsonNode) noted = rel_json_with (json, "meta.note", NULL);
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_FIELD, 0, NULL, json);
  g_autoptr (RelChange) delete = rel_change_new (REL_OBJECT_FIELD, 0, json, NULL);
  g_autoptr (JsonNode) note = json_of ("\"n\"");
  g_autoptr (JsonNode) after = rel_json_with (json, "meta.note", note);
  g_autoptr (RelChange) update = rel_change_new (REL_OBJECT_FIELD, 0, json, after);
  RelChange *changes[] = { create, update, delete };
  static const char *const expected[] = {
    "POST /fields/a\n{\n  \"field\": \"b\",\n  \"type\": \"string\",\n  \"schema\": {},\n  \"meta\": {\n    \"note\": "
    "null\n"
    "  }\n}\n",
    "PATCH /fields/a/b\n{\n  \"meta\": {\n    \"note\": \"n\"\n  }\n}\n",
    "DELETE /fields/a/b\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GPtrArray) requests = rel_request_list_for_change (changes[i]);
      g_autofree char *text = NULL;

      g_assert_cmpuint (requests->len, ==, 1);
      text = rel_request_dup_text (g_ptr_array_index (requests, 0));
      g_assert_cmpstr (text, ==, expected[i]);
    }
}

/* A folder was sent with an empty list of fields, which Directus 11.3.5 answers with 500. */
static void
test_collection_without_fields (void)
{
  g_autoptr (JsonNode) json = json_of ("{\"collection\":\"a\",\"schema\":null,\"fields\":[]}");
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_COLLECTION, 0, NULL, json);
  g_autoptr (GPtrArray) requests = rel_request_list_for_change (create);
  g_autofree char *text = NULL;

  g_assert_cmpuint (requests->len, ==, 1);
  text = rel_request_dup_text (g_ptr_array_index (requests, 0));
  g_assert_cmpstr (text, ==, "POST /collections\n{\n  \"collection\": \"a\",\n  \"schema\": null\n}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/request/update-meta", test_update_meta);
  g_test_add_func ("/model/request/update-action", test_update_action);
  g_test_add_func ("/model/request/update-any", test_update_any);
  g_test_add_func ("/model/request/clear", test_clear);
  g_test_add_func ("/model/request/retarget", test_retarget);
  g_test_add_func ("/model/request/never-sent", test_never_sent);
  g_test_add_func ("/model/request/names-are-escaped", test_names_escaped);
  g_test_add_func ("/model/request/adopt", test_adopt);
  g_test_add_func ("/model/request/fields", test_field_and_collection);
  g_test_add_func ("/model/request/collection-without-fields", test_collection_without_fields);

  return g_test_run ();
}
