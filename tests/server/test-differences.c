/* test-differences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each line of the table of differences, seen.
 */

#include <string.h>

#include "rel-differences.h"
#include "rel-json.h"
#include "server-fixture.h"

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sample (fixture, NULL);
  server_fixture_run_sql (fixture,
                          "ALTER TABLE comments ADD COLUMN free INT; UPDATE comments SET free = 1 WHERE id = 2");
}

static void
differs_keeps_actions (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/articles_translations/languages_code",
                       "{\"schema\":{\"on_delete\":\"RESTRICT\"}}");
  server_fixture_assert_member (fixture, "data.schema.on_update", "\"CASCADE\"");
  server_fixture_call (fixture, "PATCH", "/relations/articles_translations/languages_code", "{\"schema\":null}");
  server_fixture_assert_member (fixture, "data.schema.on_delete", "\"RESTRICT\"");
}

static void
differs_partial_body (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"meta\":{\"one_field\":\"posts\"}}");
  server_fixture_assert_member (fixture, "data.meta.one_field", "\"posts\"");
  server_fixture_assert_member (fixture, "data.schema.on_delete", "\"SET NULL\"");
}

static void
differs_makes_no_key_unasked (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/payments/recorded_by", "{\"meta\":{\"one_field\":null}}");
  server_fixture_assert_member (fixture, "data.schema", "null");
  server_fixture_call (fixture, "PATCH", "/relations/payments/recorded_by",
                       "{\"schema\":{\"on_delete\":\"SET NULL\"}}");
  server_fixture_assert_member (fixture, "data.schema.on_delete", "\"SET NULL\"");
}

static void
differs_drops_key (ServerFixture *fixture)
{
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_assert_sql (fixture,
                             "SELECT count (*) FROM pragma_foreign_key_list ('articles') WHERE \"from\" = 'author'",
                             "0");
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);

  /* But no key of Directus' own. */
  server_fixture_call (fixture, "DELETE", "/relations/directus_users/role", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_assert_sql (fixture,
                             "SELECT count (*) FROM pragma_foreign_key_list ('directus_users') WHERE \"from\" = 'role'",
                             "1");
}

static void
differs_refuses_broken_rows (ServerFixture *fixture)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  server_fixture_run_sql (fixture,
                          "UPDATE comments SET free = 4711 WHERE id > 4; UPDATE payments SET recorded_by = 4711 "
                          "WHERE id = 1");
  before = server_fixture_dup_state (fixture);
  server_fixture_call (fixture, "POST", "/relations",
                       "{\"collection\":\"comments\",\"field\":\"free\",\"related_collection\":\"authors\"}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "2 rows of \"comments\" have a value in \"free\" that no row of \"authors\" has");
  server_fixture_call (fixture, "PATCH", "/relations/payments/recorded_by",
                       "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"x\"}}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "1 rows of \"payments\" have a value in \"recorded_by\" that no row of \"authors\" has");
  after = server_fixture_dup_state (fixture);
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
differs_strict_json (ServerFixture *fixture)
{
  g_autofree char *deep = g_strnfill (REL_JSON_MAX_DEPTH + 1, '[');

  server_fixture_call (fixture, "POST", "/relations", "{\n  \"a\": \"\\ud800\"}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Line 2, column 9: one half of a character in a string.");
  server_fixture_call (fixture, "POST", "/relations", "{\"a\": \"\\u0000\"}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Line 1, column 8: a zero character in a string.");
  server_fixture_call (fixture, "POST", "/relations", "{\"a\": \"\xff\"}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Line 1, column 8: this is not UTF-8.");
  server_fixture_call (fixture, "POST", "/relations", deep);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Line 1, column 65: more levels of nesting than are read.");
}

static void
make_table (ServerFixture *fixture)
{
  server_fixture_run_sql (fixture,
                          "CREATE TABLE parcels (id INTEGER PRIMARY KEY AUTOINCREMENT, label VARCHAR(20) NOT NULL "
                          "DEFAULT 'none', author INTEGER CONSTRAINT sender REFERENCES authors (id) ON DELETE CASCADE, "
                          "weight INTEGER); INSERT INTO parcels (label, author) VALUES ('a', 1), ('b', 2)");
}

static void
differs_keeps_column (ServerFixture *fixture)
{
  make_table (fixture);
  server_fixture_call (fixture, "PATCH", "/fields/parcels/label", "{\"schema\":{\"is_indexed\":true}}");
  server_fixture_assert_member (fixture, "data.schema.max_length", "20");
  server_fixture_assert_member (fixture, "data.schema.default_value", "\"none\"");
  server_fixture_assert_member (fixture, "data.schema.is_nullable", "false");
}

static void
differs_echoes_change_nothing (ServerFixture *fixture)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *schema = NULL;
  g_autofree char *body = NULL;

  server_fixture_call (fixture, "GET", "/fields/articles/id", NULL);
  schema = server_fixture_dup_member (fixture, "data.schema");
  body = g_strdup_printf ("{\"type\":\"integer\",\"schema\":%s}", schema);
  before = server_fixture_dup_state (fixture);
  server_fixture_call (fixture, "PATCH", "/fields/articles/id", body);
  g_assert_cmpuint (fixture->status, ==, 200);
  after = server_fixture_dup_state (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
differs_list_is_one_change (ServerFixture *fixture)
{
  g_autofree char *before = server_fixture_dup_state (fixture);
  g_autofree char *after = NULL;

  server_fixture_call (fixture, "PATCH", "/fields/articles",
                       "[{\"field\":\"title\",\"meta\":{\"note\":\"x\"}},{\"field\":\"body\",\"type\":"
                       "\"banana\",\"schema\":{}}]");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", NULL);
  after = server_fixture_dup_state (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
differs_list_sees_itself (ServerFixture *fixture)
{
  server_fixture_call (fixture, "POST", "/collections",
                       "[{\"collection\":\"parcels\",\"schema\":{}},{\"collection\":\"parcels\",\"schema\":{}}]");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Collection \"parcels\" already exists.");
  server_fixture_call (fixture, "GET", "/collections/parcels", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);
}

static void
differs_keeps_primary_keys (ServerFixture *fixture)
{
  server_fixture_call (fixture, "DELETE", "/fields/articles/id", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. Field \"id\" in collection \"articles\" is a primary key.");
}

static void
differs_keeps_system (ServerFixture *fixture)
{
  g_autofree char *before = server_fixture_dup_state (fixture);
  g_autofree char *after = NULL;

  server_fixture_call (fixture, "DELETE", "/fields/directus_users/email", NULL);
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
  server_fixture_call (fixture, "PATCH", "/fields/directus_users/email", "{\"schema\":{\"is_unique\":false}}");
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
  server_fixture_call (fixture, "DELETE", "/collections/directus_presets", NULL);
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
  after = server_fixture_dup_state (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
differs_keeps_rows_of_others (ServerFixture *fixture)
{
  make_table (fixture);
  server_fixture_run_sql (fixture,
                          "DELETE FROM parcels WHERE id = 1; CREATE TABLE boxes (id INTEGER PRIMARY KEY, parcel "
                          "INTEGER REFERENCES parcels (id) ON DELETE CASCADE); INSERT INTO boxes VALUES (7, 2)");
  server_fixture_call (fixture, "DELETE", "/collections/parcels", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_assert_sql (fixture, "SELECT * FROM boxes", "7");
}

static void
differs_keeps_views_usable (ServerFixture *fixture)
{
  make_table (fixture);
  server_fixture_run_sql (
    fixture, "CREATE VIEW heavy AS SELECT label FROM parcels WHERE weight > 9; CREATE VIEW broken AS SELECT "
             "* FROM gone; CREATE TRIGGER weighed AFTER UPDATE ON parcels BEGIN UPDATE authors SET id = id "
             "WHERE id = new.author; END");
  server_fixture_call (fixture, "DELETE", "/fields/parcels/weight", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "The view or trigger \"heavy\" needs what is to be changed");
  server_fixture_call (fixture, "DELETE", "/fields/parcels/author", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "The view or trigger \"weighed\" needs what is to be changed");
  server_fixture_call (fixture, "DELETE", "/collections/parcels", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", NULL);
  server_fixture_run_sql (fixture, "DROP VIEW heavy");
  server_fixture_call (fixture, "DELETE", "/fields/parcels/weight", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_run_sql (fixture, "UPDATE parcels SET label = 'c'");
}

static void
differs_drops_shared_indexes (ServerFixture *fixture)
{
  make_table (fixture);
  server_fixture_run_sql (fixture, "CREATE UNIQUE INDEX both ON parcels (label, weight)");
  server_fixture_call (fixture, "DELETE", "/fields/parcels/weight", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM sqlite_schema WHERE name = 'both'", "0");
}

static void
differs_names_the_collection (ServerFixture *fixture)
{
  make_table (fixture);
  server_fixture_call (fixture, "PATCH", "/fields/parcels/weight", "{\"schema\":{\"is_nullable\":false}}");
  server_fixture_assert_error (fixture, 400, "CONTAINS_NULL_VALUES",
                               "Field \"weight\" in collection \"parcels\" contains null values.");
}

static char *
log_in (ServerFixture *fixture, const char *email)
{
  g_autofree char *body =
    g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", email, rel_server_get_token (fixture->server));

  g_free (server_fixture_call_as (fixture, "POST", "/auth/login", body, NULL));
  if (fixture->status != 200)
    return NULL;
  return g_strdup (rel_json_get_string (json_node_get_object (fixture->answer), "data.access_token"));
}

static void
differs_token_is_a_password (ServerFixture *fixture)
{
  g_autofree char *token = log_in (fixture, "ada@example.com");

  g_assert_nonnull (token);
}

static void
differs_sessions_in_memory (ServerFixture *fixture)
{
  g_autofree char *before = server_fixture_dup_hash (fixture);
  g_autofree char *token = log_in (fixture, "ada@example.com");
  g_autofree char *after = server_fixture_dup_hash (fixture);

  g_assert_nonnull (token);
  g_assert_cmpstr (before, ==, after);
}

static void
differs_any_email_domain (ServerFixture *fixture)
{
  g_autofree char *token = NULL;

  server_fixture_run_sql (fixture, "UPDATE directus_users SET email = 'ada@desk.intranet' WHERE email LIKE 'ada%'");
  token = log_in (fixture, "ada@desk.intranet");
  g_assert_nonnull (token);
}

static void
differs_suspends_nobody (ServerFixture *fixture)
{
  g_autofree char *token = NULL;

  for (guint i = 0; i < 26; i++)
    server_fixture_call (fixture, "POST", "/auth/login", "{\"email\":\"ada@example.com\",\"password\":\"x\"}");
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", NULL);
  token = log_in (fixture, "ada@example.com");
  g_assert_nonnull (token);
}

static void
differs_administrators_only (ServerFixture *fixture)
{
  g_autofree char *token = log_in (fixture, "tomas@example.com");
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

  server_fixture_run_sql (fixture,
                          "INSERT INTO directus_policies (id, name, app_access) VALUES ('p', 'Editors', 1);"
                          "INSERT INTO directus_access (id, user, policy) SELECT 'a', id, 'p' FROM directus_users"
                          " WHERE email LIKE 'tomas%'");
  g_free (server_fixture_call_as (fixture, "GET", "/relations", NULL, bearer));
  g_assert_cmpuint (fixture->status, ==, 200);
  g_free (server_fixture_call_as (fixture, "GET", "/items/directus_roles", NULL, bearer));
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
  g_free (server_fixture_call_as (fixture, "GET", "/graphql/system?query=%7Brelations%7Bfield%7D%7D", NULL, bearer));
  server_fixture_assert_error (fixture, 400, "GRAPHQL_VALIDATION", NULL);
}

static void
differs_no_item_rules (ServerFixture *fixture)
{
  g_autofree char *token = log_in (fixture, "tomas@example.com");
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *text = NULL;

  server_fixture_run_sql (fixture,
                          "INSERT INTO directus_policies (id, name) VALUES ('p', 'Editors');"
                          "INSERT INTO directus_access (id, user, policy) SELECT 'a', id, 'p' FROM directus_users"
                          " WHERE email LIKE 'tomas%';"
                          "INSERT INTO directus_permissions (collection, action, permissions, fields, policy) VALUES"
                          " ('articles', 'read', NULL, '*', 'p'),"
                          " ('directus_collections', 'read', '{\"collection\":{\"_neq\":\"articles\"}}', '*', 'p')");
  text = server_fixture_call_as (fixture, "GET", "/collections", NULL, bearer);
  g_assert_nonnull (strstr (text, "{\"collection\":\"articles\","));
}

static void
differs_health_of_what_is_there (ServerFixture *fixture)
{
  JsonObject *checks;

  server_fixture_call (fixture, "GET", "/server/health", NULL);
  checks = rel_json_get_object (json_node_get_object (fixture->answer), "checks");
  g_assert_cmpuint (json_object_get_size (checks), ==, 3);
  g_assert_false (json_object_has_member (checks, "email:connection"));
}

static void
differs_plain_items (ServerFixture *fixture)
{
  static const char *const queries[] = { "filter[id][_eq]=1", "search=x",  "groupBy=author",   "deep={}",
                                         "alias[a]=b",        "version=x", "aggregate[sum]=id" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/items/articles?", queries[i], NULL);

      server_fixture_call (fixture, "GET", path, NULL);
      server_fixture_assert_error (fixture, 400, "INVALID_QUERY", NULL);
    }
}

static void
differs_items_at_once (ServerFixture *fixture)
{
  server_fixture_run_sql (fixture, "CREATE TABLE many (id INTEGER PRIMARY KEY);"
                                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20001)"
                                   " INSERT INTO many SELECT i FROM n");
  server_fixture_call (fixture, "GET", "/items/many?limit=20000", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "GET", "/items/many?limit=-1", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_QUERY", NULL);
}

static void
differs_no_xml (ServerFixture *fixture)
{
  server_fixture_call (fixture, "GET", "/schema/snapshot?export=xml", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_QUERY",
                               "Invalid query. This server exports csv, json and yaml, and not xml.");
}

static void
call_graphql (ServerFixture *fixture, const char *document)
{
  g_autoptr (JsonNode) node = rel_json_new_string (document);
  g_autofree char *text = rel_json_dup_text (node, FALSE);
  g_autofree char *body = g_strdup_printf ("{\"query\":%s}", text);

  server_fixture_call (fixture, "POST", "/graphql/system", body);
}

/* What is wrong with a document, where it is refused as a whole. */
static void
assert_refused (ServerFixture *fixture, const char *message)
{
  JsonArray *errors;
  JsonObject *fault;

  server_fixture_assert_error (fixture, 400, "GRAPHQL_VALIDATION", "GraphQL validation error.");
  errors = rel_json_get_array (json_node_get_object (fixture->answer), "errors");
  errors = rel_json_get_array (json_array_get_object_element (errors, 0), "extensions.errors");
  fault = json_array_get_object_element (errors, 0);
  g_assert_cmpstr (rel_json_get_string (fault, "message"), ==, message);
}

static void
differs_graphql_reads_back (ServerFixture *fixture)
{
  call_graphql (fixture,
                "mutation { update_relations_item(collection: \"articles\", field: \"author\", data: { meta: { "
                "one_field: \"posts\" } }) { field schema { on_delete } meta { one_field } } }");
  server_fixture_assert_member (fixture, "data.update_relations_item",
                                "{\"field\":\"author\",\"schema\":{\"on_delete\":\"SET NULL\"},\"meta\":{\"one_field\":"
                                "\"posts\"}}");
  server_fixture_assert_member (fixture, "errors", "absent");

  /* Whose row goes elsewhere is not there any more. */
  call_graphql (fixture,
                "mutation { update_relations_item(collection: \"pages_blocks\", field: \"item\", data: { meta: { "
                "many_field: \"collection\" } }) { field } }");
  server_fixture_assert_member (fixture, "data.update_relations_item", "null");
  server_fixture_assert_member (fixture, "errors", "absent");
}

static void
differs_graphql_checks_as_rest (ServerFixture *fixture)
{
  call_graphql (
    fixture, "mutation { update_relations_item(collection: \"articles\", field: \"author\", data: { schema: { table: "
             "\"articles\", column: \"author\", foreign_key_table: \"authors\", foreign_key_column: \"id\", "
             "on_update: \"NO ACTION\", on_delete: \"EXPLODE\" } }) { field } }");
  server_fixture_assert_error (fixture, 200, "INVALID_PAYLOAD",
                               "Invalid payload. \"schema.on_delete\" must be one of [NO ACTION, SET NULL, SET "
                               "DEFAULT, CASCADE, RESTRICT].");
  call_graphql (fixture, "mutation { delete_fields_item(collection: \"nope\", field: \"x\") { field } }");
  server_fixture_assert_error (fixture, 200, "FORBIDDEN", "You don't have permission to access this.");
}

static void
differs_graphql_data_model (ServerFixture *fixture)
{
  call_graphql (fixture, "{ roles { id } }");
  assert_refused (fixture, "Cannot query field \"roles\" on type \"Query\".");
}

static void
differs_graphql_definitions (ServerFixture *fixture)
{
  call_graphql (fixture, "type X { a: Int }");
  assert_refused (fixture, "Syntax Error: Unexpected Name \"type\".");
}

/* Fragments in fragments: each level asks for twice as much, so nobody could read the last one's answer. */
static void
differs_graphql_limits (ServerFixture *fixture)
{
  g_autoptr (GString) document = g_string_new ("{ __schema { types { ...F0 } } } ");
  g_autofree char *deep = g_strnfill (65, '[');
  g_autofree char *name = g_strnfill (200, 'n');

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (document, "fragment F%u on __Type { a: ofType { ...F%u } b: ofType { ...F%u } } ", i, i + 1,
                            i + 1);
  g_string_append (document, "fragment F30 on __Type { name }");
  call_graphql (fixture, document->str);
  assert_refused (fixture, "The document asks for more than 20000 fields.");

  g_string_printf (document, "{ relations_in_collection(collection: %s", deep);
  call_graphql (fixture, document->str);
  assert_refused (fixture, "Syntax Error: Document is more than 64 levels deep.");

  g_string_assign (document, "{ fields {");
  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (document, " %s%u: collection", name, i);
  g_string_append (document, " } }");
  call_graphql (fixture, document->str);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "The answer would be longer than 64 MB.");
}

static void
differs_keeps_order (ServerFixture *fixture)
{
  g_autofree char *before =
    server_fixture_read_sql (fixture, "SELECT \"from\" FROM pragma_foreign_key_list ('articles')");

  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_assert_sql (fixture, "SELECT \"from\" FROM pragma_foreign_key_list ('articles')", before);
}

static void
differs_words_of_errors (ServerFixture *fixture)
{
  server_fixture_call (fixture, "PATCH", "/relations/articles/author", "{\"schema\":{\"on_update\":\"EXPLODE\"}}");
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "\"schema.on_update\" is no action that the database knows.");
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
  { "keeps-column", differs_keeps_column },
  { "echoes-change-nothing", differs_echoes_change_nothing },
  { "list-is-one-change", differs_list_is_one_change },
  { "list-sees-itself", differs_list_sees_itself },
  { "keeps-primary-keys", differs_keeps_primary_keys },
  { "keeps-system", differs_keeps_system },
  { "keeps-rows-of-others", differs_keeps_rows_of_others },
  { "keeps-views-usable", differs_keeps_views_usable },
  { "drops-shared-indexes", differs_drops_shared_indexes },
  { "names-the-collection", differs_names_the_collection },
  { "keeps-order", differs_keeps_order },
  { "words-of-errors", differs_words_of_errors },
  { "token-is-a-password", differs_token_is_a_password },
  { "sessions-in-memory", differs_sessions_in_memory },
  { "any-email-domain", differs_any_email_domain },
  { "suspends-nobody", differs_suspends_nobody },
  { "administrators-only", differs_administrators_only },
  { "no-item-rules", differs_no_item_rules },
  { "health-of-what-is-there", differs_health_of_what_is_there },
  { "plain-items", differs_plain_items },
  { "items-at-once", differs_items_at_once },
  { "no-xml", differs_no_xml },
  { "larger-bodies", differs_larger_bodies },
  { "strict-json", differs_strict_json },
  { "graphql-data-model", differs_graphql_data_model },
  { "graphql-reads-back", differs_graphql_reads_back },
  { "graphql-checks-as-rest", differs_graphql_checks_as_rest },
  { "graphql-definitions", differs_graphql_definitions },
  { "graphql-limits", differs_graphql_limits },
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* Each line of the table must have a check here; those about schemas are in a test of their own. */
  for (const RelDifference *difference = rel_differences; difference->id != NULL; difference++)
    {
      g_autofree char *path = g_strconcat ("/server/differences/", difference->id, NULL);

      if (strstr (difference->request, "/schema/") == NULL)
        g_test_add (path, ServerFixture, difference, init, test_difference, server_fixture_clear);
    }

  return g_test_run ();
}
