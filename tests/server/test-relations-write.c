/* test-relations-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Creating, changing and deleting relations over HTTP.
 */

#include <string.h>

#include "rel-db.h"
#include "rel-differences.h"
#include "rel-json.h"
#include "server-fixture.h"

/* One request and what comes of it. */
typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *code;    /* of an error */
  const char *message; /* of an error; else a member of the answer and its value, with = between */
} Case;

#define NOT_AN_ACTION                                                                                                  \
  "Invalid payload. \"schema.on_delete\" must be one of [NO ACTION, SET NULL, SET DEFAULT, CASCADE, RESTRICT]."

static const Case cases[] = {
  { "create", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\",\"meta\":{\"one_field\":"
    "\"said\"},\"schema\":{\"on_delete\":\"SET NULL\"}}",
    200, NULL, "data.schema.on_delete=\"SET NULL\"" },
  { "create-keeps-meta", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\",\"meta\":{\"one_field\":"
    "\"said\",\"nope\":1,\"id\":99,\"many_field\":\"other\",\"one_collection\":\"tags\"}}",
    200, NULL,
    "data.meta={\"id\":34,\"many_collection\":\"comments\",\"many_field\":\"free\",\"one_collection\":\"authors\","
    "\"one_field\":\"said\",\"one_collection_field\":null,\"one_allowed_collections\":null,\"junction_field\":null,"
    "\"sort_field\":null,\"one_deselect_action\":\"nullify\"}" },
  { "create-smallest", "POST", "/relations", "{\"collection\":\"comments\",\"field\":\"free\"}", 200, NULL,
    "data.related_collection=null" },
  { "create-without-actions", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\",\"schema\":null,\"meta\":null}",
    200, NULL, "data.schema.on_delete=\"NO ACTION\"" },
  { "create-both-actions", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\",\"schema\":{\"on_delete\":"
    "\"RESTRICT\",\"on_update\":\"set default\"}}",
    200, NULL, "data.schema.on_update=\"SET DEFAULT\"" },
  { "create-any", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":null,\"meta\":{\"one_allowed_collections\":"
    "[\"pages\",\"tags\"],\"one_collection_field\":\"name\"}}",
    200, NULL, "data.meta.one_allowed_collections=[\"pages\",\"tags\"]" },
  { "create-of-system", "POST", "/relations",
    "{\"collection\":\"directus_users\",\"field\":\"last_page\",\"related_collection\":\"pages\"}", 200, NULL,
    "data.schema.foreign_key_table=\"pages\"" },
  { "create-twice", "POST", "/relations", "{\"collection\":\"articles\",\"field\":\"author\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"author\" in collection \"articles\" already has an associated relationship." },
  { "create-over-legacy", "POST", "/relations",
    "{\"collection\":\"legacy_contributions\",\"field\":\"author\",\"related_collection\":\"authors\"}", 400,
    "INVALID_PAYLOAD",
    "Invalid payload. Field \"author\" in collection \"legacy_contributions\" already has an associated "
    "relationship." },
  { "create-without-collection", "POST", "/relations", "{\"field\":\"free\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"collection\" is required." },
  { "create-without-field", "POST", "/relations", "{\"collection\":\"comments\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"field\" is required." },
  { "create-empty-field", "POST", "/relations", "{\"collection\":\"comments\",\"field\":\"\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"field\" is not allowed to be empty." },
  { "create-with-number", "POST", "/relations", "{\"collection\":1,\"field\":\"free\",\"foo\":1}", 400,
    "INVALID_PAYLOAD", "Invalid payload. \"collection\" must be a string." },
  { "create-with-unknown-member", "POST", "/relations", "{\"collection\":\"comments\",\"field\":\"free\",\"foo\":1}",
    400, "INVALID_PAYLOAD", "Invalid payload. \"foo\" is not allowed." },
  { "create-unknown-collection", "POST", "/relations", "{\"collection\":\"X\",\"field\":\"free\"}", 400,
    "INVALID_PAYLOAD", "Invalid payload. Collection \"X\" doesn't exist." },
  { "create-unknown-field", "POST", "/relations", "{\"collection\":\"comments\",\"field\":\"f\"}", 400,
    "INVALID_PAYLOAD", "Invalid payload. Field \"f\" doesn't exist in collection \"comments\"." },
  { "create-unknown-related", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"X\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Collection \"X\" doesn't exist." },
  { "create-at-primary-key", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"id\",\"related_collection\":\"authors\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"id\" in collection \"comments\" is a primary key." },
  { "create-at-alias", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"replies\",\"related_collection\":\"authors\"}", 500,
    "INTERNAL_SERVER_ERROR", NULL },
  { "create-unknown-on-delete", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"schema\":{\"on_delete\":\"EXPLODE\"}}", 400, "INVALID_PAYLOAD",
    NOT_AN_ACTION },
  { "create-unknown-on-update", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\",\"schema\":{\"on_update\":"
    "\"CASCADE); DROP TABLE comments; --\"}}",
    500, "INTERNAL_SERVER_ERROR", NULL },
  { "create-with-null-action", "POST", "/relations",
    "{\"collection\":\"comments\",\"field\":\"free\",\"meta\":{\"one_deselect_action\":null}}", 400,
    "NOT_NULL_VIOLATION",
    "Value for field \"one_deselect_action\" in collection \"directus_relations\" can't be null." },
  { "create-not-an-object", "POST", "/relations", "[]", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"value\" must be of type object." },
  { "create-not-json", "POST", "/relations", "{oops", 400, "INVALID_PAYLOAD", NULL },
  { "create-nothing", "POST", "/relations", NULL, 400, "INVALID_PAYLOAD",
    "Invalid payload. \"collection\" is required." },

  { "change-meta", "PATCH", "/relations/chapters/article", "{\"meta\":{\"one_deselect_action\":\"nullify\"}}", 200,
    NULL, "data.meta.one_deselect_action=\"nullify\"" },
  { "change-meta-keeps-the-rest", "PATCH", "/relations/chapters/article",
    "{\"meta\":{\"one_deselect_action\":\"nullify\"}}", 200, NULL, "data.meta.sort_field=\"sort\"" },
  { "clear-meta", "PATCH", "/relations/chapters/article", "{\"meta\":{\"sort_field\":null}}", 200, NULL,
    "data.meta.sort_field=null" },
  { "change-on-delete", "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"RESTRICT\"}}", 200, NULL,
    "data.schema.on_delete=\"RESTRICT\"" },
  { "change-on-update", "PATCH", "/relations/articles/author", "{\"schema\":{\"on_update\":\"CASCADE\"}}", 200, NULL,
    "data.schema.on_update=\"CASCADE\"" },
  { "change-to-no-action", "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"NO ACTION\"}}", 200,
    NULL, "data.schema.on_delete=\"NO ACTION\"" },
  { "change-allowed", "PATCH", "/relations/pages_blocks/item",
    "{\"meta\":{\"one_allowed_collections\":[\"block_text\"]}}", 200, NULL,
    "data.meta.one_allowed_collections=[\"block_text\"]" },
  { "change-nothing", "PATCH", "/relations/articles/author", "{}", 200, NULL, "data.meta.one_field=\"articles\"" },
  { "change-names-are-passed-over", "PATCH", "/relations/articles/author",
    "{\"collection\":\"tags\",\"field\":\"label\",\"related_collection\":\"pages\",\"schema\":{\"foreign_key_table\":"
    "\"tags\",\"on_delete\":\"CASCADE\"}}",
    200, NULL, "data.schema.foreign_key_table=\"authors\"" },
  { "change-id-is-passed-over", "PATCH", "/relations/articles/author", "{\"meta\":{\"id\":4711}}", 200, NULL,
    "data.meta.id=1" },
  { "change-writes-numbers-as-text", "PATCH", "/relations/articles/author", "{\"meta\":{\"sort_field\":7}}", 200, NULL,
    "data.meta.sort_field=\"7\"" },
  { "adopt-legacy", "PATCH", "/relations/legacy_contributions/author", "{\"meta\":{\"one_field\":null}}", 200, NULL,
    "data.meta.one_collection=\"authors\"" },
  { "move-row", "PATCH", "/relations/articles/author", "{\"meta\":{\"many_field\":\"title\"}}", 200, NULL,
    "data.meta=null" },
  { "move-row-without-key", "PATCH", "/relations/pages_blocks/item", "{\"meta\":{\"many_field\":\"collection\"}}", 204,
    NULL, NULL },
  { "change-null-action", "PATCH", "/relations/articles/author",
    "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_deselect_action\":null}}", 400, "NOT_NULL_VIOLATION",
    NULL },
  { "change-unknown-on-delete", "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"cascade\"}}", 400,
    "INVALID_PAYLOAD", NOT_AN_ACTION },
  { "change-null-on-delete", "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":null}}", 400,
    "INVALID_PAYLOAD", NOT_AN_ACTION },
  { "change-with-schema-as-text", "PATCH", "/relations/articles/author", "{\"schema\":\"text\"}", 400,
    "INVALID_PAYLOAD", "Invalid payload. \"schema\" must be of type object." },
  { "change-with-unknown-member", "PATCH", "/relations/articles/author", "{\"nope\":1}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"nope\" is not allowed." },
  { "change-of-system", "PATCH", "/relations/directus_users/role", "{\"schema\":{\"on_delete\":\"CASCADE\"}}", 403,
    "FORBIDDEN", NULL },
  { "change-unknown-collection", "PATCH", "/relations/nope/author", "{}", 403, "FORBIDDEN", NULL },
  { "change-unknown-field", "PATCH", "/relations/articles/nope", "{}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"nope\" doesn't exist in collection \"articles\"." },
  { "change-without-relation", "PATCH", "/relations/articles/title", "{}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"title\" in collection \"articles\" doesn't have a relationship.." },

  { "delete", "DELETE", "/relations/articles/author", NULL, 204, NULL, NULL },
  { "delete-legacy", "DELETE", "/relations/legacy_contributions/author", NULL, 204, NULL, NULL },
  { "delete-without-key", "DELETE", "/relations/payments/recorded_by", NULL, 204, NULL, NULL },
  { "delete-any", "DELETE", "/relations/pages_blocks/item", NULL, 204, NULL, NULL },
  { "delete-unknown-collection", "DELETE", "/relations/nope/nope", NULL, 403, "FORBIDDEN", NULL },
  { "delete-unknown-field", "DELETE", "/relations/articles/nope", NULL, 400, "INVALID_PAYLOAD", NULL },
  { "delete-without-relation", "DELETE", "/relations/articles/title", NULL, 400, "INVALID_PAYLOAD", NULL },
};

static void
assert_sql (ServerFixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *actual = server_fixture_read_sql (fixture, sql);

  g_assert_cmpstr (actual, ==, expected);
}

static void
assert_member (ServerFixture *fixture, const char *member, const char *expected)
{
  g_autofree char *actual = server_fixture_dup_member (fixture, member);

  g_assert_cmpstr (actual, ==, expected);
}

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sample (fixture, NULL);
  server_fixture_run_sql (fixture,
                          "ALTER TABLE comments ADD COLUMN free INT; UPDATE comments SET free = 1 WHERE id = 2");
}

/* All that a refused request could have changed. */
static char *
dup_state (ServerFixture *fixture)
{
  return server_fixture_read_sql (
    fixture, "SELECT name, sql FROM sqlite_schema UNION ALL SELECT id, concat FROM (SELECT id, "
             "quote (many_collection) || quote (many_field) || quote (one_collection) || quote "
             "(one_field) || quote (one_collection_field) || quote (one_allowed_collections) || quote "
             "(junction_field) || quote (sort_field) || quote (one_deselect_action) AS concat FROM "
             "directus_relations)");
}

static void
test_case (ServerFixture *fixture, gconstpointer data)
{
  const Case *expectation = data;
  g_autofree char *before = dup_state (fixture);

  server_fixture_call (fixture, expectation->method, expectation->path, expectation->body);
  if (expectation->code != NULL)
    {
      g_autofree char *after = dup_state (fixture);

      server_fixture_assert_error (fixture, expectation->status, expectation->code, expectation->message);
      g_assert_cmpstr (before, ==, after);
    }
  else if (expectation->message != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (expectation->message, "=", 2);

      g_assert_cmpuint (fixture->status, ==, expectation->status);
      assert_member (fixture, parts[0], parts[1]);
    }
  else
    g_assert_cmpuint (fixture->status, ==, expectation->status);
  assert_sql (fixture, "PRAGMA integrity_check", "ok");
  assert_sql (fixture, "PRAGMA foreign_key_check", "");
  server_fixture_assert_fresh (fixture);
}

/* What a key is said to do, SQLite does. */
static void
test_actions_act (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_call (fixture, "PATCH", "/relations/articles/author",
                       "{\"schema\":{\"on_delete\":\"CASCADE\",\"on_update\":\"CASCADE\"}}");
  server_fixture_call (fixture, "POST", "/relations",
                       "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\",\"schema\":"
                       "{\"on_delete\":\"SET NULL\",\"on_update\":\"CASCADE\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_run_sql (fixture,
                          "PRAGMA foreign_keys = ON; DELETE FROM legacy_contributions; UPDATE authors SET id = 60 "
                          "WHERE id = 6; UPDATE comments SET free = 60 WHERE id = 1; DELETE FROM authors WHERE id "
                          "IN (2, 60)");
  assert_sql (fixture, "SELECT count (*) FROM articles WHERE author IN (2, 6, 60)", "0");
  assert_sql (fixture, "SELECT count (*) FROM articles", "7");
  assert_sql (fixture, "SELECT free IS NULL FROM comments WHERE id = 1", "1");
}

/* Key and row are one change: when the row cannot be written, the key stays as it was. */
static void
test_failure_leaves_both (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  server_fixture_run_sql (fixture,
                          "CREATE TRIGGER stop_update BEFORE UPDATE ON directus_relations BEGIN SELECT RAISE "
                          "(ABORT, 'stopped'); END; CREATE TRIGGER stop_insert BEFORE INSERT ON "
                          "directus_relations BEGIN SELECT RAISE (ABORT, 'stopped'); END; CREATE TRIGGER "
                          "stop_delete BEFORE DELETE ON directus_relations BEGIN SELECT RAISE (ABORT, 'stopped'); "
                          "END");
  before = dup_state (fixture);
  server_fixture_call (fixture, "PATCH", "/relations/articles/author",
                       "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"posts\"}}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "stopped");
  server_fixture_call (fixture, "POST", "/relations",
                       "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\"}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "stopped");
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "stopped");
  after = dup_state (fixture);
  g_assert_cmpstr (before, ==, after);

  /* The server itself does not believe in what it took back. */
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  assert_member (fixture, "data.schema.on_delete", "\"SET NULL\"");
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_busy_file (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dup_state (fixture);
  g_autofree char *after = NULL;
  sqlite3 *other = server_fixture_open_sqlite (fixture);

  sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "Another program is using “project.sqlite”");
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (other);
  after = dup_state (fixture);
  g_assert_cmpstr (before, ==, after);

  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
}

/* The lists, which the server keeps, follow each write. */
static void
test_lists_follow (ServerFixture *fixture, gconstpointer unused)
{
  JsonNode *list = server_fixture_call (fixture, "GET", "/relations", NULL);
  guint n_before = json_array_get_length (json_node_get_array (list));

  list = server_fixture_call (fixture, "GET", "/relations", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, n_before);
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  list = server_fixture_call (fixture, "GET", "/relations", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, n_before - 1);

  server_fixture_run_sql (fixture, "DELETE FROM directus_relations WHERE many_field = 'item'");
  list = server_fixture_call (fixture, "GET", "/relations", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, n_before - 2);
}

/* A body whose length nobody says beforehand. */
static void
send_in_chunks (ServerFixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (rel_server_get_url (fixture->server), "/relations/articles/author", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("PATCH", url);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_set_request_body (message, "application/json", stream, -1);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  fixture->status = soup_message_get_status (message);
}

static void
test_body_limits (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *large = g_strnfill (17 * 1024 * 1024, ' ');
  g_autofree char *deep = g_strnfill (100000, '[');

  server_fixture_call (fixture, "POST", "/relations", large);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", "Invalid payload. request entity too large.");
  server_fixture_call (fixture, "POST", "/relations", deep);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", NULL);

  send_in_chunks (fixture, "{}");
  g_assert_cmpuint (fixture->status, ==, 200);
  large[0] = '{';
  large[strlen (large) - 1] = '}';
  send_in_chunks (fixture, large);
  g_assert_cmpuint (fixture->status, ==, 400);

  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_odd_names (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *long_name = g_strnfill (300, 'x');
  const char *const names[] = {
    "select", "a\"b", "it's", "back`tick", "brack[et]", "semi;--", "naïve🦊", long_name
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonNode) node = rel_json_new_string (names[i]);
      g_autofree char *json = rel_json_dup_text (node, FALSE);
      g_autofree char *escaped = g_uri_escape_string (names[i], NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("/relations/%s/%s", escaped, escaped);
      g_autofree char *body =
        g_strdup_printf ("{\"collection\":%s,\"field\":%s,\"related_collection\":%s,\"schema\":{\"on_delete\":"
                         "\"SET NULL\"}}",
                         json, json, json);
      g_autofree char *quoted = rel_db_quote (names[i]);
      g_autofree char *sql = g_strdup_printf ("CREATE TABLE %s (id INTEGER PRIMARY KEY, %s INT)", quoted, quoted);

      server_fixture_run_sql (fixture, sql);
      server_fixture_call (fixture, "POST", "/relations", body);
      g_test_message ("%s", names[i]);
      g_assert_cmpuint (fixture->status, ==, 200);
      server_fixture_call (fixture, "PATCH", path, "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
      assert_member (fixture, "data.schema.on_delete", "\"CASCADE\"");
      server_fixture_call (fixture, "DELETE", path, NULL);
      g_assert_cmpuint (fixture->status, ==, 204);
      server_fixture_call (fixture, "GET", path, NULL);
      g_assert_cmpuint (fixture->status, ==, 403);
    }
}

static void
differs_keeps_actions (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/articles_translations/languages_code",
                       "{\"schema\":{\"on_delete\":\"RESTRICT\"}}");
  assert_member (fixture, "data.schema.on_update", "\"CASCADE\"");
  server_fixture_call (fixture, "PATCH", "/relations/articles_translations/languages_code", "{\"schema\":null}");
  assert_member (fixture, "data.schema.on_delete", "\"RESTRICT\"");
}

static void
differs_partial_body (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"meta\":{\"one_field\":\"posts\"}}");
  assert_member (fixture, "data.meta.one_field", "\"posts\"");
  assert_member (fixture, "data.schema.on_delete", "\"SET NULL\"");
}

static void
differs_makes_no_key_unasked (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/payments/recorded_by", "{\"meta\":{\"one_field\":null}}");
  assert_member (fixture, "data.schema", "null");
  server_fixture_call (fixture, "PATCH", "/relations/payments/recorded_by",
                       "{\"schema\":{\"on_delete\":\"SET NULL\"}}");
  assert_member (fixture, "data.schema.on_delete", "\"SET NULL\"");
}

static void
differs_drops_key (ServerFixture *fixture)
{
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT count (*) FROM pragma_foreign_key_list ('articles') WHERE \"from\" = 'author'", "0");
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);

  /* But no key of Directus' own. */
  server_fixture_call (fixture, "DELETE", "/relations/directus_users/role", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT count (*) FROM pragma_foreign_key_list ('directus_users') WHERE \"from\" = 'role'", "1");
}

static void
differs_refuses_broken_rows (ServerFixture *fixture)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  server_fixture_run_sql (fixture,
                          "UPDATE comments SET free = 4711 WHERE id > 4; UPDATE payments SET recorded_by = 4711 "
                          "WHERE id = 1");
  before = dup_state (fixture);
  server_fixture_call (fixture, "POST", "/relations",
                       "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\"}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "2 rows of \"comments\" have a value in \"free\" that no row of \"authors\" has");
  server_fixture_call (fixture, "PATCH", "/relations/payments/recorded_by",
                       "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"x\"}}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "1 rows of \"payments\" have a value in \"recorded_by\" that no row of \"authors\" has");
  after = dup_state (fixture);
  g_assert_cmpstr (before, ==, after);
  server_fixture_run_sql (fixture, "UPDATE payments SET recorded_by = NULL");
}

static void
differs_keeps_composite_keys (ServerFixture *fixture)
{
  server_fixture_run_sql (fixture,
                          "CREATE TABLE pair (id INTEGER PRIMARY KEY, a INT, b INT, FOREIGN KEY (a, b) REFERENCES "
                          "other (x, y)); CREATE TABLE other (x INT, y INT, PRIMARY KEY (x, y))");
  server_fixture_call (fixture, "DELETE", "/relations/pair/a", NULL);
  server_fixture_assert_error (
    fixture, 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"a\" in collection \"pair\" is part of a foreign key of several fields.");
}

static void
differs_larger_bodies (ServerFixture *fixture)
{
  g_autofree char *spaces = g_strnfill (2 * 1024 * 1024, ' ');
  g_autofree char *body = g_strconcat ("{", spaces, "}", NULL);

  server_fixture_call (fixture, "PATCH", "/relations/articles/author", body);
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
differs_words_for_bad_json (ServerFixture *fixture)
{
  server_fixture_call (fixture, "POST", "/relations", "{\n  oops");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Line 2, column 3: a name in double quotes is missing.");
}

static const struct
{
  const char *id;
  void (*check) (ServerFixture *);
} checks[] = {
  { "keeps-actions", differs_keeps_actions },
  { "partial-body", differs_partial_body },
  { "makes-no-key-unasked", differs_makes_no_key_unasked },
  { "drops-key", differs_drops_key },
  { "refuses-broken-rows", differs_refuses_broken_rows },
  { "keeps-composite-keys", differs_keeps_composite_keys },
  { "larger-bodies", differs_larger_bodies },
  { "words-for-bad-json", differs_words_for_bad_json },
};

static void
test_difference (ServerFixture *fixture, gconstpointer data)
{
  const RelDifference *difference = data;

  g_test_message ("%s: %s; here: %s", difference->request, difference->original, difference->here);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (strcmp (checks[i].id, difference->id) == 0)
        {
          checks[i].check (fixture);
          return;
        }
    }
  g_assert_not_reached ();
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/relations-write/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/server/relations-write/", cases[i].name, NULL);

      g_test_add (path, ServerFixture, &cases[i], init, test_case, server_fixture_clear);
    }
  ADD ("actions-act", test_actions_act);
  ADD ("failure-leaves-both", test_failure_leaves_both);
  ADD ("busy-file", test_busy_file);
  ADD ("lists-follow", test_lists_follow);
  ADD ("body-limits", test_body_limits);
  ADD ("odd-names", test_odd_names);

  /* Each line of the table of differences must have a check here. */
  for (const RelDifference *difference = rel_differences; difference->id != NULL; difference++)
    {
      g_autofree char *path = g_strconcat ("/server/relations-write/differs/", difference->id, NULL);

      g_test_add (path, ServerFixture, difference, init, test_difference, server_fixture_clear);
    }

  return g_test_run ();
}
