/* test-relations-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Creating, changing and deleting relations over HTTP.
 */

#include <string.h>

#include "rel-db.h"
#include "rel-json.h"
#include "server-case.h"

#define NOT_AN_ACTION                                                                                                  \
  "Invalid payload. \"schema.on_delete\" must be one of [NO ACTION, SET NULL, SET DEFAULT, CASCADE, RESTRICT]."

static const ServerCase cases[] = {
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
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sample (fixture, NULL);
  server_fixture_run_sql (fixture,
                          "ALTER TABLE comments ADD COLUMN free INT; UPDATE comments SET free = 1 WHERE id = 2");
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
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM articles WHERE author IN (2, 6, 60)", "0");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM articles", "7");
  server_fixture_assert_sql (fixture, "SELECT free IS NULL FROM comments WHERE id = 1", "1");
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
  before = server_fixture_dup_state (fixture);
  server_fixture_call (fixture, "PATCH", "/relations/articles/author",
                       "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"posts\"}}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "stopped");
  server_fixture_call (fixture, "POST", "/relations",
                       "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\"}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "stopped");
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "stopped");
  after = server_fixture_dup_state (fixture);
  g_assert_cmpstr (before, ==, after);

  /* The server itself does not believe in what it took back. */
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  server_fixture_assert_member (fixture, "data.schema.on_delete", "\"SET NULL\"");
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_busy_file (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = server_fixture_dup_state (fixture);
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pong = NULL;
  sqlite3 *other = server_fixture_open_sqlite (fixture);

  sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  server_fixture_assert_error (fixture, 503, "SERVICE_UNAVAILABLE",
                               "Service \"database\" is unavailable. Another program is using “project.sqlite”.");
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);

  /* Now nobody can even read. */
  sqlite3_exec (other, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  server_fixture_assert_error (fixture, 503, "SERVICE_UNAVAILABLE", NULL);
  text = server_fixture_call_as (fixture, "GET", "/users/me", NULL, "Bearer of-a-user");
  server_fixture_assert_error (fixture, 503, "SERVICE_UNAVAILABLE", NULL);
  pong = server_fixture_call_as (fixture, "GET", "/server/ping", NULL, NULL);
  g_assert_cmpstr (pong, ==, "pong");
  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (other);
  after = server_fixture_dup_state (fixture);
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
      server_fixture_assert_member (fixture, "data.schema.on_delete", "\"CASCADE\"");
      server_fixture_call (fixture, "DELETE", path, NULL);
      g_assert_cmpuint (fixture->status, ==, 204);
      server_fixture_call (fixture, "GET", path, NULL);
      g_assert_cmpuint (fixture->status, ==, 403);
    }
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/relations-write/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  server_case_add ("/server/relations-write/", cases, G_N_ELEMENTS (cases), init);
  ADD ("actions-act", test_actions_act);
  ADD ("failure-leaves-both", test_failure_leaves_both);
  ADD ("busy-file", test_busy_file);
  ADD ("lists-follow", test_lists_follow);
  ADD ("body-limits", test_body_limits);
  ADD ("odd-names", test_odd_names);

  return g_test_run ();
}
