/* test-collections-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making, changing and deleting collections over HTTP.
 */

#include <string.h>

#include "rel-db.h"
#include "rel-json.h"
#include "server-case.h"

#define POST "POST", "/collections"

static const ServerCase cases[] = {
  { "create", POST, "{\"collection\":\"events\",\"schema\":{},\"meta\":{\"icon\":\"event\",\"nope\":1}}", 200, NULL,
    "data.schema.sql=\"CREATE TABLE `events` (`id` integer not null primary key autoincrement)\"" },
  { "create-keeps-meta", POST,
    "{\"collection\":\"events\",\"schema\":{},\"meta\":{\"icon\":\"event\",\"collection\":\"other\",\"hidden\":true,"
    "\"translations\":[{\"language\":\"de\"}],\"sort\":3}}",
    200, NULL,
    "data.meta={\"collection\":\"events\",\"icon\":\"event\",\"note\":null,\"display_template\":null,\"hidden\":true,"
    "\"singleton\":false,\"translations\":[{\"language\":\"de\"}],\"archive_field\":null,\"archive_app_filter\":true,"
    "\"archive_value\":null,\"unarchive_value\":null,\"sort_field\":null,\"accountability\":\"all\",\"color\":null,"
    "\"item_duplication_fields\":null,\"sort\":3,\"group\":null,\"collapse\":\"open\",\"preview_url\":null,"
    "\"versioning\":false}" },
  { "create-without-meta", POST, "{\"collection\":\"events\",\"schema\":{}}", 200, NULL, "data.meta=null" },
  { "create-folder", POST, "{\"collection\":\"folder\",\"schema\":null,\"meta\":{}}", 200, NULL, "data.schema=null" },
  { "create-in-folder", POST, "{\"collection\":\"events\",\"schema\":{},\"meta\":{\"group\":\"articles\"}}", 200, NULL,
    "data.meta.group=\"articles\"" },
  { "create-with-meta-as-text", POST, "{\"collection\":\"events\",\"schema\":{},\"meta\":\"text\"}", 200, NULL,
    "data.meta.collapse=\"open\"" },
  { "create-with-fields", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"code\",\"type\":\"string\",\"schema\":"
    "{\"is_primary_key\":true,\"max_length\":10}},{\"field\":\"t\",\"type\":\"timestamp\",\"schema\":{\"default_"
    "value\":"
    "\"CURRENT_TIMESTAMP\"}},{\"field\":\"shown\",\"type\":\"alias\"},{\"field\":\"u\",\"type\":\"string\",\"schema\":"
    "{\"is_unique\":true,\"is_nullable\":false,\"default_value\":\"it's\"}},{\"field\":\"i\",\"type\":\"integer\","
    "\"schema\":{\"is_indexed\":true,\"default_value\":5}}]}",
    200, NULL,
    "data.schema.sql=\"CREATE TABLE `events` (`code` varchar(10) not null, `t` datetime null default "
    "CURRENT_TIMESTAMP, `u` varchar(255) not null default 'it''s', `i` integer null default '5', primary "
    "key "
    "(`code`))\"" },
  { "create-with-taken-id", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"id\",\"type\":\"integer\",\"meta\":{\"id\":1},"
    "\"schema\":{\"is_primary_key\":true}}]}",
    400, "RECORD_NOT_UNIQUE", "Value for field \"id\" in collection \"directus_fields\" has to be unique." },
  { "create-with-one-id-twice", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"id\",\"type\":\"integer\",\"meta\":{\"id\":999},"
    "\"schema\":{\"is_primary_key\":true}},{\"field\":\"name\",\"type\":\"string\",\"meta\":{\"id\":999}}]}",
    400, "RECORD_NOT_UNIQUE", "Value for field \"id\" in collection \"directus_fields\" has to be unique." },
  { "create-with-uuid", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"id\",\"type\":\"uuid\",\"schema\":"
    "{\"is_primary_key\":true}}]}",
    200, NULL, "data.schema.sql=\"CREATE TABLE `events` (`id` char(36) not null, primary key (`id`))\"" },
  { "create-with-big-numbers", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"id\",\"type\":\"bigInteger\",\"schema\":"
    "{\"is_primary_key\":true,\"has_auto_increment\":true}}]}",
    200, NULL, "data.schema.sql=\"CREATE TABLE `events` (`id` integer not null primary key autoincrement)\"" },
  { "create-two-primary-keys", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"a\",\"type\":\"integer\",\"schema\":"
    "{\"is_primary_key\":true}},{\"field\":\"b\",\"type\":\"integer\",\"schema\":{\"is_primary_key\":true}}]}",
    200, NULL,
    "data.schema.sql=\"CREATE TABLE `events` (`a` integer not null, `b` integer not null, primary "
    "key "
    "(`a`))\"" },
  { "create-many", POST, "[{\"collection\":\"b\",\"schema\":{},\"meta\":{}},{\"collection\":\"a\",\"meta\":{}}]", 200,
    NULL, NULL },
  { "create-none", POST, "[]", 200, NULL, "data=[]" },
  { "create-twice", POST, "{\"collection\":\"articles\",\"schema\":{}}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Collection \"articles\" already exists." },
  { "create-many-with-one-wrong", POST,
    "[{\"collection\":\"events\",\"schema\":{},\"meta\":{}},{\"collection\":\"articles\",\"schema\":{}}]", 400,
    "INVALID_PAYLOAD", "Invalid payload. Collection \"articles\" already exists." },
  { "create-without-name", POST, "{\"schema\":{}}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"collection\" is required." },
  { "create-with-empty-name", POST, "{\"collection\":\"\",\"schema\":{}}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"collection\" is required." },
  { "create-with-number", POST, "{\"collection\":5,\"schema\":{}}", 500, "INTERNAL_SERVER_ERROR", NULL },
  { "create-reserved", POST, "{\"collection\":\"directus_x\",\"schema\":{}}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Collections can't start with \"directus_\"." },
  { "create-of-nothing", POST, "{\"collection\":\"events\"}", 403, "FORBIDDEN", NULL },
  { "create-without-columns", POST, "{\"collection\":\"events\",\"schema\":{},\"fields\":[]}", 500,
    "INTERNAL_SERVER_ERROR", NULL },
  { "create-with-fields-as-object", POST, "{\"collection\":\"events\",\"schema\":{},\"fields\":{\"field\":\"id\"}}",
    500, "INTERNAL_SERVER_ERROR", NULL },
  { "create-with-unknown-type", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"id\",\"type\":\"banana\"}]}", 400,
    "INVALID_PAYLOAD", "Invalid payload. Illegal type passed: \"banana\"." },
  { "create-with-nameless-field", POST, "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"type\":\"string\"}]}",
    500, "INTERNAL_SERVER_ERROR", NULL },
  { "create-with-field-twice", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"x\",\"type\":\"string\"},{\"field\":\"x\","
    "\"type\":\"string\"}]}",
    500, "INTERNAL_SERVER_ERROR", "duplicate column name: x" },
  { "create-in-other-letters", POST, "{\"collection\":\"ARTICLES\",\"schema\":{}}", 500, "INTERNAL_SERVER_ERROR",
    NULL },
  { "create-in-unknown-folder", POST, "{\"collection\":\"events\",\"meta\":{\"group\":\"nowhere\"}}", 400,
    "INVALID_FOREIGN_KEY", "Invalid foreign key." },
  { "create-with-null", POST, "{\"collection\":\"events\",\"meta\":{\"hidden\":null,\"versioning\":null}}", 400,
    "FAILED_VALIDATION", "Validation failed for field \"hidden\". Value can't be null." },
  { "create-with-null-in-field", POST,
    "{\"collection\":\"events\",\"schema\":{},\"fields\":[{\"field\":\"id\",\"type\":\"integer\",\"meta\":{\"hidden\":"
    "null}}]}",
    400, "FAILED_VALIDATION", "Validation failed for field \"hidden\". Value can't be null." },

  { "change", "PATCH", "/collections/articles", "{\"meta\":{\"note\":\"n\",\"nope\":1}}", 200, NULL,
    "data.meta.note=\"n\"" },
  { "change-keeps-the-rest", "PATCH", "/collections/articles", "{\"meta\":{\"note\":\"n\"}}", 200, NULL,
    "data.meta.accountability=\"all\"" },
  { "change-nothing", "PATCH", "/collections/articles", "{\"schema\":{\"x\":1},\"foo\":1}", 200, NULL,
    "data.collection=\"articles\"" },
  { "change-name-is-passed-over", "PATCH", "/collections/articles", "{\"meta\":{\"collection\":\"renamed\"}}", 200,
    NULL, "data.meta.collection=\"articles\"" },
  { "change-unknown-makes-folder", "PATCH", "/collections/nope", "{\"meta\":{\"note\":\"n\"}}", 200, NULL,
    "data.schema=null" },
  { "change-nothing-unknown", "PATCH", "/collections/nope", "{}", 204, NULL, NULL },
  { "adopt", "PATCH", "/collections/legacy_contributions", "{\"meta\":{\"note\":\"old\"}}", 200, NULL,
    "data.meta.note=\"old\"" },
  { "change-with-null", "PATCH", "/collections/articles", "{\"meta\":{\"hidden\":null}}", 400, "FAILED_VALIDATION",
    "Validation failed for field \"hidden\". Value can't be null." },
  { "change-into-unknown-folder", "PATCH", "/collections/articles", "{\"meta\":{\"group\":\"nowhere\"}}", 400,
    "INVALID_FOREIGN_KEY", "Invalid foreign key." },
  { "change-many", "PATCH", "/collections",
    "[{\"collection\":\"tags\",\"meta\":{\"sort\":2}},{\"collection\":\"articles\",\"meta\":{\"sort\":1}}]", 200, NULL,
    NULL },
  { "change-many-without-name", "PATCH", "/collections",
    "[{\"collection\":\"articles\",\"meta\":{\"sort\":9}},{\"meta\":{}}]", 400, "INVALID_PAYLOAD",
    "Invalid payload. Collection in update misses collection key." },
  { "change-many-as-object", "PATCH", "/collections", "{\"collection\":\"articles\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Input should be an array of collection changes." },

  { "delete", "DELETE", "/collections/comments", NULL, 204, NULL, NULL },
  { "delete-related", "DELETE", "/collections/tags", NULL, 204, NULL, NULL },
  { "delete-with-self-relation", "DELETE", "/collections/categories", NULL, 204, NULL, NULL },
  { "delete-unknown", "DELETE", "/collections/nope", NULL, 403, "FORBIDDEN",
    "You don't have permission to access this." },
};

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sample (fixture, NULL);
}

/* Sends a request and checks that it was done. */
static void
call (ServerFixture *fixture, const char *method, const char *path, const char *body)
{
  server_fixture_call (fixture, method, path, body);
  g_test_message ("%s %s: %u", method, path, fixture->status);
  g_assert_cmpuint (fixture->status, ==, strcmp (method, "DELETE") == 0 ? 204 : 200);
}

/* The fields of a collection, each with its place: group, sort. */
static void
test_fields_are_sorted (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, POST,
        "{\"collection\":\"events\",\"schema\":{},\"meta\":{},\"fields\":[{\"field\":\"id\",\"type\":\"integer\","
        "\"schema\":{\"is_primary_key\":true,\"has_auto_increment\":true},\"meta\":{\"hidden\":true}},{\"field\":\"a\","
        "\"type\":\"string\",\"meta\":{\"group\":\"g\"}},{\"field\":\"g\",\"type\":\"alias\",\"meta\":{\"special\":"
        "[\"alias\",\"no-data\",\"group\"]}},{\"field\":\"b\",\"type\":\"string\",\"meta\":{\"group\":\"g\",\"sort\":"
        "9}},{\"field\":\"t\",\"type\":\"timestamp\",\"meta\":{\"special\":[\"date-created\"]}},{\"field\":\"c\","
        "\"type\":\"string\"}]}");
  server_fixture_assert_sql (fixture,
                             "SELECT field, \"group\", sort, special FROM directus_fields WHERE collection = 'events' "
                             "ORDER BY id",
                             "id||1|\ng||2|alias,no-data,group\nt||3|date-created,cast-timestamp\na|g|1|\nb|g|9|");
}

static void
test_usual_field (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, POST, "{\"collection\":\"events\",\"schema\":{}}");
  call (fixture, "GET", "/fields/events/id", NULL);
  server_fixture_assert_member (fixture, "data.meta.hidden", "true");
  server_fixture_assert_member (fixture, "data.meta.interface", "\"numeric\"");
  server_fixture_assert_member (fixture, "data.schema.has_auto_increment", "true");
}

/* Names in a list of answers are in the order of the list of all, not in that of the request. */
static void
test_many_are_answered (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, POST, "[{\"collection\":\"events_b\",\"meta\":{}},{\"collection\":\"events_a\",\"meta\":{}}]");
  server_fixture_assert_member (fixture, "data.0.collection", "absent");
  g_assert_cmpstr (
    json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (json_node_get_object (fixture->answer), "data"), 0),
      "collection"),
    ==, "events_a");
}

/* A junction table between what is deleted and what stays. */
static void
test_delete_takes_fields_along (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *rows = server_fixture_read_sql (fixture, "SELECT count (*) FROM articles_tags");

  call (fixture, "DELETE", "/collections/tags", NULL);
  server_fixture_assert_sql (fixture, "SELECT group_concat (name) FROM pragma_table_info ('articles_tags')",
                             "id,articles_id,sort");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM articles_tags", rows);
  server_fixture_assert_sql (fixture,
                             "SELECT count (*) FROM directus_relations WHERE 'tags' IN (many_collection, "
                             "one_collection) OR (many_collection = 'articles_tags' AND many_field = 'tags_id')",
                             "0");
  server_fixture_assert_sql (fixture,
                             "SELECT count (*) FROM directus_fields WHERE collection = 'tags' OR (collection = "
                             "'articles_tags' AND field = 'tags_id')",
                             "0");
  server_fixture_assert_sql (fixture,
                             "SELECT one_field FROM directus_relations WHERE many_field = 'articles_id' AND "
                             "many_collection = 'articles_tags'",
                             "tags");
  server_fixture_assert_fresh (fixture);

  /* Of a junction that goes, the aliases on both sides go. */
  call (fixture, "DELETE", "/collections/articles_tags", NULL);
  server_fixture_call (fixture, "GET", "/fields/articles/tags", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);
}

static void
test_delete_is_disallowed (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_assert_sql (fixture,
                             "SELECT one_allowed_collections FROM directus_relations WHERE many_field = 'item'",
                             "block_text,block_image,block_quote");
  call (fixture, "DELETE", "/collections/block_text", NULL);
  server_fixture_assert_sql (fixture,
                             "SELECT one_allowed_collections FROM directus_relations WHERE many_field = 'item'",
                             "block_image,block_quote");
  call (fixture, "DELETE", "/collections/block_image", NULL);
  call (fixture, "DELETE", "/collections/block_quote", NULL);
  call (fixture, "GET", "/relations/pages_blocks/item", NULL);
  server_fixture_assert_member (fixture, "data.meta.one_allowed_collections", "[]");
  server_fixture_assert_fresh (fixture);
}

static void
test_delete_folder (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, POST, "{\"collection\":\"folder\",\"meta\":{}}");
  call (fixture, "PATCH", "/collections/articles", "{\"meta\":{\"group\":\"folder\"}}");
  call (fixture, "DELETE", "/collections/folder", NULL);
  call (fixture, "GET", "/collections/articles", NULL);
  server_fixture_assert_member (fixture, "data.meta.group", "null");
}

/* What Directus keeps about items goes with them, by its own foreign keys too. */
static void
test_delete_takes_traces_along (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "INSERT INTO directus_presets (collection) VALUES ('comments'), ('articles')");
  server_fixture_run_sql (fixture, "INSERT INTO directus_shares (id, collection, item) VALUES ('s', 'comments', '1')");
  call (fixture, "DELETE", "/collections/comments", NULL);
  server_fixture_assert_sql (fixture, "SELECT group_concat (collection) FROM directus_presets", "articles");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM directus_shares", "0");
  server_fixture_assert_sql (fixture, "PRAGMA foreign_key_check", "");
}

/* A key that says so prevents it, as long as a row has a value in it. */
static void
test_delete_is_prevented (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY, a "
                                   "INTEGER REFERENCES a (id)); INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1)");
  server_fixture_call (fixture, "DELETE", "/collections/a", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "Rows of \"b\" point to \"a\", and \"a\" prevents its deletion");
  server_fixture_run_sql (fixture, "UPDATE b SET a = NULL");
  call (fixture, "DELETE", "/collections/a", NULL);
  server_fixture_assert_sql (fixture, "SELECT * FROM b", "1");
}

static void
test_odd_names (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *long_name = g_strnfill (300, 'x');
  const char *const names[] = { "select",  "a\"b",       "it's",  "back`tick", "brack[et]",
                                "semi;--", "naïve🦊", "a.b-c", "%41",       long_name };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonNode) node = rel_json_new_string (names[i]);
      g_autofree char *json = rel_json_dup_text (node, FALSE);
      g_autofree char *escaped = g_uri_escape_string (names[i], NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("/collections/%s", escaped);
      g_autofree char *body = g_strdup_printf ("{\"collection\":%s,\"schema\":{},\"meta\":{}}", json);

      call (fixture, POST, body);
      server_fixture_assert_member (fixture, "data.collection", json);
      call (fixture, "PATCH", path, "{\"meta\":{\"note\":\"odd\"}}");
      server_fixture_assert_member (fixture, "data.meta.note", "\"odd\"");
      call (fixture, "DELETE", path, NULL);
      server_fixture_call (fixture, "GET", path, NULL);
      g_assert_cmpuint (fixture->status, ==, 403);
    }
  server_fixture_assert_fresh (fixture);
}

/* A database that Directus has never seen gets its tables as they are needed. */
static void
test_plain_database (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_stop (fixture);
  server_fixture_clear (fixture, NULL);
  server_fixture_init_sql (fixture, "CREATE TABLE a (id INTEGER PRIMARY KEY)");
  call (fixture, POST, "{\"collection\":\"b\",\"schema\":{},\"meta\":{\"icon\":\"x\"}}");
  server_fixture_assert_member (fixture, "data.meta.icon", "\"x\"");
  call (fixture, "PATCH", "/collections/a", "{\"meta\":{\"note\":\"n\"}}");
  server_fixture_assert_member (fixture, "data.meta.note", "\"n\"");
  server_fixture_assert_fresh (fixture);
  call (fixture, "DELETE", "/collections/b", NULL);
  server_fixture_assert_fresh (fixture);
}

static void
test_only_for_the_administrator (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const methods[] = { "POST", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *text = server_fixture_call_as (fixture, methods[i],
                                                      i == 0 ? "/collections" : "/collections/articles",
                                                      i < 2 ? "{}" : NULL, NULL);

      server_fixture_assert_error (fixture, 403, "FORBIDDEN", "You don't have permission to access this.");
    }
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/collections-write/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  server_case_add ("/server/collections-write/", cases, G_N_ELEMENTS (cases), init);
  ADD ("fields-are-sorted", test_fields_are_sorted);
  ADD ("usual-field", test_usual_field);
  ADD ("many-are-answered", test_many_are_answered);
  ADD ("delete-takes-fields-along", test_delete_takes_fields_along);
  ADD ("delete-is-disallowed", test_delete_is_disallowed);
  ADD ("delete-folder", test_delete_folder);
  ADD ("delete-takes-traces-along", test_delete_takes_traces_along);
  ADD ("delete-is-prevented", test_delete_is_prevented);
  ADD ("odd-names", test_odd_names);
  ADD ("plain-database", test_plain_database);
  ADD ("only-for-the-administrator", test_only_for_the_administrator);

  return g_test_run ();
}
