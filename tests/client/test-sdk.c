/* test-sdk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the official SDK sends and what this program sends, operation by operation. The
 * former is in tests/data/sdk/requests.json, written by tests/sdk/test-requests.mjs.
 */

#include "config.h"

#include <string.h>

#include "rel-json.h"
#include "rel-request.h"
#include "rel-rest.h"

#define RELATION_NAMES "\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\""
#define RELATION_KEY   "\"schema\":{\"on_delete\":\"SET NULL\",\"on_update\":\"NO ACTION\"}"
#define RELATION(deselect)                                                                                             \
  "{" RELATION_NAMES "," RELATION_KEY ",\"meta\":{\"one_field\":\"articles\",\"one_deselect_action\":\"" deselect "\"" \
  "}}"
#define FIELD(note)                                                                                                    \
  "{\"field\":\"mood\",\"type\":\"string\",\"schema\":{\"max_length\":80},\"meta\":{\"note\":\"" note "\"},"           \
  "\"collection\":\"articles\"}"
#define COLLECTION(note) "{\"collection\":\"topics\",\"schema\":{},\"meta\":{\"note\":\"" note "\"}}"

/* An operation of the SDK and the same one of this program: of reads the names, of writes
 * the object before and after. */
typedef struct
{
  const char *name;
  RelObject object;
  const char *collection;
  const char *field;
  const char *before;
  const char *after;
  /* Where ours differs, why, and with which body. */
  const char *why;
  const char *body;
} Operation;

static const Operation operations[] = {
  { "readRelations", REL_OBJECT_RELATION },
  { "readRelationByCollection", REL_OBJECT_RELATION, "articles" },
  { "readRelation", REL_OBJECT_RELATION, "articles", "author" },
  { "createRelation", REL_OBJECT_RELATION, .after = RELATION ("nullify") },
  { "updateRelation", REL_OBJECT_RELATION, .before = RELATION ("nullify"), .after = RELATION ("delete"),
    .why = "before 12.4.0 the server ends without the names, and forgets the actions that are left out",
    .body = "{" RELATION_NAMES "," RELATION_KEY ",\"meta\":{\"one_deselect_action\":\"delete\"}}" },
  { "deleteRelation", REL_OBJECT_RELATION, .before = RELATION ("nullify") },
  { "readFields", REL_OBJECT_FIELD },
  { "readFieldsByCollection", REL_OBJECT_FIELD, "articles" },
  { "readField", REL_OBJECT_FIELD, "articles", "author" },
  { "createField", REL_OBJECT_FIELD, .after = FIELD ("How it felt") },
  { "updateField", REL_OBJECT_FIELD, .before = FIELD ("How it felt"), .after = FIELD ("How it feels") },
  { "deleteField", REL_OBJECT_FIELD, .before = FIELD ("How it felt") },
  { "readCollections", REL_OBJECT_COLLECTION },
  { "readCollection", REL_OBJECT_COLLECTION, "topics" },
  { "createCollection", REL_OBJECT_COLLECTION, .after = COLLECTION ("What it is about") },
  { "updateCollection", REL_OBJECT_COLLECTION, .before = COLLECTION ("What it is about"),
    .after = COLLECTION ("What it was about") },
  { "deleteCollection", REL_OBJECT_COLLECTION, .before = COLLECTION ("What it is about") },
};

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = text != NULL ? rel_json_parse (text, strlen (text), &error) : NULL;

  g_assert_no_error (error);
  return node;
}

static JsonNode *
load_recorded (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sdk", "requests.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return parse (text);
}

static void
assert_body (const Operation *operation, JsonNode *ours, JsonNode *theirs)
{
  g_autoptr (JsonNode) expected = operation->body != NULL ? parse (operation->body) : NULL;

  if (operation->why != NULL)
    {
      g_test_message ("%s: %s", operation->name, operation->why);
      g_assert_false (rel_json_equal (ours, theirs));
      g_assert_true (rel_json_equal (ours, expected));
    }
  else if (ours == NULL)
    g_assert_true (rel_json_is_null (theirs));
  else
    g_assert_true (rel_json_equal (ours, theirs));
}

static void
compare (const Operation *operation, JsonObject *recorded)
{
  g_autoptr (JsonNode) before = parse (operation->before);
  g_autoptr (JsonNode) after = parse (operation->after);
  g_autoptr (RelChange) change = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  RelRequest *request;

  g_test_message ("%s", operation->name);
  if (before == NULL && after == NULL)
    {
      g_autofree char *path = rel_rest_dup_path (operation->object, operation->collection, operation->field);

      g_assert_cmpstr (rel_json_get_string (recorded, "method"), ==, "GET");
      g_assert_cmpstr (rel_json_get_string (recorded, "path"), ==, path);
      return;
    }

  change = rel_change_new (operation->object, 0, before, after);
  requests = rel_request_list_for_change (change);
  g_assert_cmpuint (requests->len, ==, 1);
  request = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (rel_json_get_string (recorded, "method"), ==, rel_request_get_method (request));
  g_assert_cmpstr (rel_json_get_string (recorded, "path"), ==, rel_request_get_path (request));
  assert_body (operation, rel_request_get_body (request), json_object_get_member (recorded, "body"));
}

static void
test_sends_what_the_sdk_sends (void)
{
  g_autoptr (JsonNode) node = load_recorded ();
  JsonObject *recorded = json_node_get_object (node);

  g_assert_cmpuint (json_object_get_size (recorded), ==, G_N_ELEMENTS (operations));
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    compare (&operations[i], json_object_get_object_member (recorded, operations[i].name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/sdk/sends-what-the-sdk-sends", test_sends_what_the_sdk_sends);

  return g_test_run ();
}
