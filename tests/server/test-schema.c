/* test-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Snapshots, differences and applying them. Refusals are in the words of a real Directus
 * 11.3.5, which tests/directus/schema.sh compares byte for byte.
 */

#include <string.h>

#include "rel-json.h"
#include "rel-yaml.h"
#include "schema-steps.h"

#define PAYLOAD "Invalid payload. "
#define BYPASS  " You can bypass this check by passing the \"force\" query parameter."

static void
test_snapshot (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  JsonObject *object = json_node_get_object (snapshot);
  g_autoptr (GList) names = json_object_get_members (object);
  static const char *const expected[] = { "version", "directus", "vendor", "collections", "fields", "relations" };
  static const char folder[] = "{\"collection\":\"content\",\"meta\":{\"accountability\":\"all\",\"archive_app_"
                               "filter\":true,\"archive_field\":null,"
                               "\"archive_value\":null,\"collapse\":\"open\",\"collection\":\"content\",";
  static const char key[] =
    "{\"collection\":\"legacy_contributions\",\"field\":\"author\",\"related_collection\":\"authors\",\"meta\":null,"
    "\"schema\":{\"table\":\"legacy_contributions\",\"column\":\"author\",\"foreign_key_table\":\"authors\","
    "\"foreign_key_column\":\"id\",\"constraint_name\":null,\"on_update\":\"NO ACTION\",\"on_delete\":\"CASCADE\"}}";
  g_autofree char *text = rel_json_dup_text (snapshot, FALSE);
  guint i = 0;

  for (GList *name = names; name != NULL; name = name->next)
    g_assert_cmpstr (name->data, ==, expected[i++]);
  g_assert_cmpstr (rel_json_get_string (object, "directus"), ==, "11.3.5");
  g_assert_cmpstr (rel_json_get_string (object, "vendor"), ==, "sqlite");
  g_assert_nonnull (strstr (text, folder));
  g_assert_nonnull (strstr (text, key));
  /* Neither what Directus brings along nor numbers of rows. */
  g_assert_null (strstr (text, "\"collection\":\"directus_relations\""));
  g_assert_null (strstr (text, "\"meta\":{\"id\""));

  g_free (server_fixture_call_as (fixture, "GET", "/schema/snapshot", NULL, NULL));
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", "You don't have permission to access this.");
}

static void
test_export (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autofree char *yaml = server_fixture_call_as (fixture, "GET", "/schema/snapshot?export=yaml", NULL, bearer);
  g_autofree char *json = server_fixture_call_as (fixture, "GET", "/schema/snapshot?export=json", NULL, bearer);
  g_autoptr (JsonNode) from_yaml = rel_yaml_parse (yaml, strlen (yaml), NULL);
  g_autoptr (JsonNode) from_json = rel_json_parse (json, strlen (json), NULL);

  g_assert_true (
    g_str_has_prefix (yaml, "version: 1\ndirectus: 11.3.5\nvendor: sqlite\ncollections:\n  - collection: "));
  g_assert_true (g_str_has_prefix (json, "{\n\t\"version\": 1,\n\t\"directus\": \"11.3.5\","));
  g_assert_true (rel_json_equal (snapshot, from_yaml));
  g_assert_true (rel_json_equal (snapshot, from_json));
}

typedef struct
{
  const char *name;
  const char *list;
  const char *collection;
  const char *field;
  const char *path;
  const char *json;
  const char *expected;  /* (nullable): the difference that comes of it */
  const char *key_table; /* (nullable): what the field then has as the table of its key, as JSON */
} Change;

#define RELATION                                                                                                       \
  "{\"collections\":[],\"fields\":[],\"relations\":[{\"collection\":\"articles\",\"field\":\"author\","                \
  "\"related_collection\":\"authors\",\"diff\":["

static const Change changes[] = {
  { "edit", "relations", "articles", "author", "schema.on_delete", "\"CASCADE\"",
    RELATION "{\"kind\":\"E\",\"path\":[\"schema\",\"on_delete\"],\"lhs\":\"SET NULL\",\"rhs\":\"CASCADE\"}]}]}" },
  { "list", "relations", "articles", "author", "meta.one_allowed_collections", "[\"a\"]",
    RELATION "{\"kind\":\"E\",\"path\":[\"meta\",\"one_allowed_collections\"],\"lhs\":null,\"rhs\":[\"a\"]}]}]}" },
  { "shorter-list", "relations", "pages_blocks", "item", "meta.one_allowed_collections",
    "[\"block_text\",\"block_quote\"]",
    "{\"collections\":[],\"fields\":[],\"relations\":[{\"collection\":\"pages_blocks\",\"field\":\"item\","
    "\"related_collection\":null,\"diff\":[{\"kind\":\"A\",\"path\":[\"meta\",\"one_allowed_collections\"],\"index\":2,"
    "\"item\":{\"kind\":\"D\",\"lhs\":\"block_quote\"}},{\"kind\":\"E\",\"path\":[\"meta\",\"one_allowed_collections\","
    "1],"
    "\"lhs\":\"block_image\",\"rhs\":\"block_quote\"}]}]}" },
  { "new-option", "fields", "articles", "title", "meta.options", "{\"trim\":true}",
    "{\"collections\":[],\"fields\":[{\"collection\":\"articles\",\"field\":\"title\",\"diff\":[{\"kind\":\"E\","
    "\"path\":"
    "[\"meta\",\"options\"],\"lhs\":null,\"rhs\":{\"trim\":true}}]}],\"relations\":[]}" },
  { "note", "collections", "articles", NULL, "meta.note", "\"Read me\"",
    "{\"collections\":[{\"collection\":\"articles\",\"diff\":[{\"kind\":\"E\",\"path\":[\"meta\",\"note\"],\"lhs\":"
    "\"What readers come for\",\"rhs\":\"Read me\"}]}],\"fields\":[],\"relations\":[]}" },
  { "keyless", "relations", "articles", "author", "schema", NULL, NULL, "null" },
  { "unmanaged", "relations", "articles", "author", "meta", "null", NULL },
  { "length", "fields", "articles", "slug", "schema.max_length", "100", NULL },
  { "default", "fields", "articles", "title", "schema.default_value", "\"Untitled\"", NULL },
  { "nullable", "fields", "articles", "slug", "schema.is_nullable", "false", NULL },
  { "no-field", "fields", "articles", "slug", NULL, NULL, NULL },
  { "no-alias", "fields", "articles", "chapters", NULL, NULL, NULL },
  { "no-relation", "relations", "articles", "author", NULL, NULL, NULL, "null" },
  { "no-key-column", "fields", "legacy_contributions", "year", NULL, NULL, NULL },
};

/* Each change is told as Directus tells it, and is done: then nothing is left to do. */
static void
test_change (ServerFixture *fixture, gconstpointer data)
{
  const Change *change = data;
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  g_autoptr (JsonNode) wanted =
    schema_steps_with (snapshot, change->list, change->collection, change->field, change->path, change->json);
  g_autofree char *before = server_fixture_read_sql (fixture, "SELECT id, title, author FROM articles");
  g_autofree char *after = NULL;

  if (change->key_table != NULL)
    {
      const char *column = strcmp (change->key_table, "null") == 0 ? "null" : "\"id\"";
      g_autoptr (JsonNode) first = g_steal_pointer (&wanted);
      g_autoptr (JsonNode) second = schema_steps_with (first, "fields", change->collection, change->field,
                                                       "schema.foreign_key_table", change->key_table);

      wanted =
        schema_steps_with (second, "fields", change->collection, change->field, "schema.foreign_key_column", column);
    }
  if (change->expected != NULL)
    {
      g_autofree char *diff = NULL;

      schema_steps_post (fixture, "/schema/diff", wanted);
      diff = server_fixture_dup_member (fixture, "data.diff");
      g_assert_cmpstr (diff, ==, change->expected);
    }
  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  schema_steps_assert_same (fixture, wanted);
  after = server_fixture_read_sql (fixture, "SELECT id, title, author FROM articles");
  g_assert_cmpstr (before, ==, after);

  schema_steps_apply (fixture, snapshot);
  g_assert_cmpuint (fixture->status, ==, 204);
  schema_steps_assert_same (fixture, snapshot);
}

/* Directus passes over where a relation is to lead; here the key leads there afterwards. */
static void
test_retarget (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *list;
    const char *path;
    const char *json;
  } parts[] = {
    { "relations", "related_collection", "\"issues\"" },
    { "relations", "meta.one_collection", "\"issues\"" },
    { "relations", "schema.foreign_key_table", "\"issues\"" },
    { "fields", "schema.foreign_key_table", "\"issues\"" },
  };
  g_autoptr (JsonNode) wanted = schema_steps_dup_snapshot (fixture);
  g_autofree char *key = NULL;

  server_fixture_run_sql (fixture, "UPDATE articles SET author = NULL");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (JsonNode) given = g_steal_pointer (&wanted);

      wanted = schema_steps_with (given, parts[i].list, "articles", "author", parts[i].path, parts[i].json);
    }
  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  schema_steps_assert_same (fixture, wanted);
  key =
    server_fixture_read_sql (fixture,
                             "SELECT \"table\" FROM pragma_foreign_key_list ('articles') WHERE \"from\" = 'author'");
  g_assert_cmpstr (key, ==, "issues");
}

static JsonNode *
without_collection (JsonNode *snapshot, const char *collection)
{
  g_autoptr (JsonNode) a = schema_steps_with (snapshot, "collections", collection, NULL, NULL, NULL);
  g_autoptr (JsonNode) b = schema_steps_with (a, "fields", collection, NULL, NULL, NULL);

  return schema_steps_with (b, "relations", collection, NULL, NULL, NULL);
}

/* The columns of others that led to it are not in the difference, and stay. */
static void
test_delete_collection (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  g_autoptr (JsonNode) less = without_collection (snapshot, "subscriptions");
  g_autoptr (JsonNode) wanted = schema_steps_with (less, "relations", "payments", "subscription", NULL, NULL);
  g_autofree char *before = server_fixture_read_sql (fixture, "SELECT subscription FROM payments");
  g_autofree char *after = NULL;

  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  after = server_fixture_read_sql (fixture, "SELECT subscription FROM payments");
  g_assert_cmpstr (before, ==, after);
  server_fixture_call (fixture, "GET", "/collections/subscriptions", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);
}

/* All or nothing: the first change could be made, the second not. */
static void
test_nothing_when_refused (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  g_autoptr (JsonNode) edited = schema_steps_with (snapshot, "fields", "articles", "title", "meta.note", "\"x\"");
  g_autoptr (JsonNode) wanted =
    schema_steps_with (edited, "relations", "articles", "author", "related_collection", "\"nope\"");
  g_autofree char *before = server_fixture_dup_hash (fixture);
  g_autofree char *after = NULL;

  schema_steps_apply (fixture, wanted);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", PAYLOAD "Collection \"nope\" doesn't exist.");
  after = server_fixture_dup_hash (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_moved_schema (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  g_autoptr (JsonNode) wanted =
    schema_steps_with (snapshot, "relations", "articles", "author", "meta.one_field", "\"x\"");
  g_autoptr (JsonNode) diff = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  schema_steps_post (fixture, "/schema/diff", wanted);
  first = server_fixture_dup_member (fixture, "data.hash");
  diff = json_node_ref (rel_json_get (json_node_get_object (fixture->answer), "data"));
  schema_steps_post (fixture, "/schema/diff", wanted);
  second = server_fixture_dup_member (fixture, "data.hash");
  g_assert_cmpuint (strlen (first), ==, 42);
  g_assert_cmpstr (first, ==, second);

  server_fixture_call (fixture, "PATCH", "/relations/comments/article", "{\"meta\":{\"one_field\":\"y\"}}");
  schema_steps_post (fixture, "/schema/apply", diff);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               PAYLOAD
                               "Provided hash does not match the current instance's schema hash, indicating the schema "
                               "has changed after this diff was generated. Please generate a new diff and try again.");
}

static const struct
{
  const char *path;
  const char *body;
  const char *message;
} refusals[] = {
  { "/schema/diff", "{}", "No data was included in the body." },
  { "/schema/diff", "{\"version\":2}", "\"version\" must be [1]." },
  { "/schema/diff", "{\"version\":1}", "\"directus\" is required." },
  { "/schema/diff", "{\"version\":1,\"directus\":\"11.3.5\",\"vendor\":\"x\"}",
    "\"vendor\" must be one of [mysql, postgres, cockroachdb, sqlite, oracle, mssql, redshift]." },
  { "/schema/diff", "{\"version\":1,\"directus\":\"11.3.5\",\"collections\":[{\"collection\":\"a\",\"schema\":null}]}",
    "\"collections[0].schema\" must be of type object." },
  { "/schema/diff", "{\"version\":1,\"directus\":\"11.3.5\",\"collections\":[{\"collection\":\"a\",\"x\":1}]}",
    "\"collections[0].x\" is not allowed." },
  { "/schema/diff",
    "{\"version\":1,\"directus\":\"1.0\",\"vendor\":\"sqlite\",\"collections\":[],\"fields\":[],\"relations\":[]}",
    "Provided snapshot's directus version 1.0 does not match the current instance's version 11.3.5." BYPASS },
  { "/schema/diff", "{\"version\":1,\"directus\":\"11.3.5\",\"collections\":[],\"fields\":[],\"relations\":[]}",
    "Provided snapshot does not contain the \"vendor\" property." BYPASS },
  { "/schema/diff",
    "{\"version\":1,\"directus\":\"11.3.5\",\"vendor\":\"mysql\",\"collections\":[],\"fields\":[],\"relations\":[]}",
    "Provided snapshot's vendor mysql does not match the current instance's vendor sqlite." BYPASS },
  { "/schema/diff?force",
    "{\"version\":1,\"directus\":\"11.3.5\",\"collections\":[],\"fields\":[],\"relations\":[],\"systemFields\":[]}",
    "\"systemFields\" is not allowed." },
  { "/schema/apply", "{\"hash\":\"x\"}", "\"diff\" is required." },
  { "/schema/apply",
    "{\"hash\":\"x\",\"diff\":{\"collections\":[{\"collection\":\"a\",\"diff\":[{\"kind\":\"X\"}]}],\"fields\":[],"
    "\"relations\":[]}}",
    "\"diff.collections[0].diff[0].kind\" must be one of [N, D, E, A]." },
  { "/schema/apply",
    "{\"hash\":\"x\",\"diff\":{\"collections\":[{\"collection\":\"a\",\"diff\":[{\"kind\":\"A\",\"index\":0,\"item\":"
    "{\"kind\":\"N\"}}]}],\"fields\":[],\"relations\":[]}}",
    "\"diff.collections[0].diff[0].item.rhs\" is required." },
  { "/schema/apply",
    "{\"hash\":\"x\",\"diff\":{\"collections\":[{\"collection\":\"articles\",\"diff\":[{\"kind\":\"N\",\"rhs\":{}}]}],"
    "\"fields\":[],\"relations\":[]}}",
    "Provided diff is trying to create collection \"articles\" but it already exists. Please generate a new diff and "
    "try "
    "again." },
  { "/schema/apply",
    "{\"hash\":\"x\",\"diff\":{\"collections\":[],\"fields\":[{\"collection\":\"a\",\"field\":\"b\",\"diff\":[{"
    "\"kind\":"
    "\"D\",\"lhs\":{}}]}],\"relations\":[]}}",
    "Provided diff is trying to delete field \"a.b\" but it does not exist. Please generate a new diff and try "
    "again." },
  { "/schema/apply",
    "{\"hash\":\"x\",\"diff\":{\"collections\":[],\"fields\":[],\"relations\":[{\"collection\":\"articles\",\"field\":"
    "\"author\",\"related_collection\":\"authors\",\"diff\":[{\"kind\":\"N\",\"rhs\":{}}]}]}}",
    "Provided diff is trying to create relation \"articles.author-> authors\" but it already exists. Please generate a "
    "new diff and try again." },
};

static void
test_refusals (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *message = g_strconcat (PAYLOAD, refusals[i].message, NULL);

      server_fixture_call (fixture, "POST", refusals[i].path, refusals[i].body);
      server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", message);
    }

  text = server_fixture_call_as (fixture, "POST", "/schema/diff", NULL, NULL);
  server_fixture_assert_error (fixture, 415, "UNSUPPORTED_MEDIA_TYPE",
                               "Unsupported media type \"undefined\" in Content-Type header.");
  server_fixture_call (fixture, "POST", "/schema/apply",
                       "{\"hash\":\"x\",\"diff\":{\"collections\":[],\"fields\":[],\"relations\":[]}}");
  g_assert_cmpuint (fixture->status, ==, 204);
}

/* Sends a file as a form does; returns the status. */
static guint
upload (ServerFixture *fixture, const char *type, const char *content, guint n_files)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autofree char *url = g_strconcat (rel_server_get_url (fixture->server), "/schema/diff", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_multipart_append_form_string (multipart, "note", "no file");
  for (guint i = 0; i < n_files; i++)
    soup_multipart_append_form_file (multipart, "file", "snapshot", type, bytes);
  message = soup_message_new_from_multipart (url, multipart);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  answer = soup_session_send_and_read (fixture->session, message, NULL, NULL);
  g_assert_nonnull (answer);
  g_clear_pointer (&fixture->answer, json_node_unref);
  if (g_bytes_get_size (answer) > 0)
    fixture->answer = rel_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL);
  fixture->status = soup_message_get_status (message);
  return fixture->status;
}

static void
test_files (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);
  g_autoptr (JsonNode) other =
    schema_steps_with (snapshot, "relations", "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autofree char *json = rel_json_dup_text (snapshot, TRUE);
  g_autofree char *yaml = rel_yaml_dup_text (snapshot);
  g_autofree char *other_yaml = rel_yaml_dup_text (other);

  g_assert_cmpuint (upload (fixture, "application/json", json, 1), ==, 204);
  g_assert_cmpuint (upload (fixture, "text/yaml", yaml, 1), ==, 204);
  g_assert_cmpuint (upload (fixture, "text/yaml", other_yaml, 1), ==, 200);
  upload (fixture, "application/json", "{oops", 1);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", PAYLOAD "The provided JSON is invalid.");
  upload (fixture, "text/yaml", "a: [b", 1);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", PAYLOAD "The provided YAML is invalid.");
  upload (fixture, "text/yaml", yaml, 0);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", PAYLOAD "No file was included in the body.");
  upload (fixture, "text/yaml", yaml, 2);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", PAYLOAD "More than one file was included in the body.");
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/schema/" name, ServerFixture, NULL, server_fixture_init_sample, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("snapshot", test_snapshot);
  ADD ("export", test_export);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/server/schema/change/", changes[i].name, NULL);

      g_test_add (path, ServerFixture, &changes[i], server_fixture_init_sample, test_change, server_fixture_clear);
    }
  ADD ("retarget", test_retarget);
  ADD ("delete-collection", test_delete_collection);
  ADD ("nothing-when-refused", test_nothing_when_refused);
  ADD ("moved-schema", test_moved_schema);
  ADD ("refusals", test_refusals);
  ADD ("files", test_files);

  return g_test_run ();
}
