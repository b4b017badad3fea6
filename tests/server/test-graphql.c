/* test-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GraphQL over HTTP: requests and their answers, letter by letter.
 */

#include <string.h>

#include "rel-json.h"
#include "server-fixture.h"

static JsonArray *
read_answers (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "graphql", "answers.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = rel_json_parse (text, length, &error);
  g_assert_no_error (error);
  return json_node_dup_array (node);
}

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sample (fixture, NULL);
  server_fixture_run_sql (fixture, "ALTER TABLE comments ADD COLUMN free INT");
}

static void
test_answer (ServerFixture *fixture, gconstpointer data)
{
  JsonObject *request = (gpointer) data;
  const char *method = rel_json_get_string (request, "method");
  JsonNode *body = json_object_get_member (request, "body");
  g_autofree char *content = body != NULL ? rel_json_dup_text (body, FALSE) : NULL;
  g_autofree char *expected = rel_json_dup_text (json_object_get_member (request, "answer"), FALSE);
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autofree char *before = server_fixture_dup_hash (fixture);
  g_autofree char *answer = server_fixture_call_as (fixture, method, rel_json_get_string (request, "path"), content,
                                                    rel_json_get_boolean (request, "nobody") ? NULL : bearer);
  g_autofree char *after = server_fixture_dup_hash (fixture);

  g_assert_cmpstr (answer, ==, expected);
  g_assert_cmpuint (fixture->status, ==, json_object_get_int_member (request, "status"));
  if (content == NULL || strstr (content, "mutation") == NULL)
    g_assert_cmpstr (before, ==, after);
}

/* A wrong token is wrong before anything is read. */
static void
test_wrong_token (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *answer =
    server_fixture_call_as (fixture, "POST", "/graphql/system", "{\"query\":\"{\"}", "Bearer wrong");

  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
}

/* REST shows what GraphQL wrote, and the other way round. */
static void
test_same_as_rest (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_call (fixture, "POST", "/graphql/system",
                       "{\"query\":\"mutation { update_relations_item(collection: \\\"articles\\\", field: "
                       "\\\"author\\\", data: { meta: { one_field: \\\"posts\\\" } }) { field } }\"}");
  server_fixture_call (fixture, "GET", "/relations/articles/author", NULL);
  server_fixture_assert_member (fixture, "data.meta.one_field", "\"posts\"");
  server_fixture_call (fixture, "DELETE", "/relations/articles/author", NULL);
  server_fixture_call (fixture, "POST", "/graphql/system",
                       "{\"query\":\"{ relations_by_name(collection: \\\"articles\\\", field: \\\"author\\\") { field "
                       "} }\"}");
  server_fixture_assert_error (fixture, 200, "FORBIDDEN", "You don't have permission to access this.");
}

/* A query asks the project once for the same thing; with other arguments it is another thing, and
 * a mutation does everything that it says. */
static void
test_same_question_twice (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_call (fixture, "POST", "/graphql/system",
                       "{\"query\":\"{ a: relations_in_collection(collection: \\\"articles\\\") { field } "
                       "b: relations_in_collection(collection: \\\"comments\\\") { field } "
                       "c: relations_in_collection(collection: \\\"articles\\\") { field } "
                       "d: fields_in_collection(collection: \\\"nope\\\") { field } }\"}");
  {
    g_autofree char *first = server_fixture_dup_member (fixture, "data.a");
    g_autofree char *other = server_fixture_dup_member (fixture, "data.b");

    server_fixture_assert_member (fixture, "data.c", first);
    server_fixture_assert_member (fixture, "data.d", "[]");
    g_assert_cmpstr (first, !=, other);
  }
  server_fixture_call (fixture, "POST", "/graphql/system",
                       "{\"query\":\"mutation { a: delete_fields_item(collection: \\\"articles\\\", field: "
                       "\\\"author\\\") { field } b: create_fields_item(collection: \\\"articles\\\", data: { field: "
                       "\\\"author\\\", type: \\\"string\\\" }) { type } c: delete_fields_item(collection: "
                       "\\\"articles\\\", field: \\\"author\\\") { field } }\"}");
  server_fixture_assert_member (fixture, "data",
                                "{\"a\":{\"field\":\"author\"},\"b\":{\"type\":\"string\"},\"c\":{\"field\":"
                                "\"author\"}}");
  server_fixture_call (fixture, "GET", "/fields/articles/author", NULL);
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
}

/* Each name of a list is where REST has it. */
static void
test_lists (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const lists[] = { "collections", "fields", "relations" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/", lists[i], NULL);
      g_autofree char *body = g_strdup_printf ("{\"query\":\"{%s{collection}}\"}", lists[i]);
      g_autofree char *member = g_strconcat ("data.", lists[i], NULL);
      g_autoptr (GString) expected = g_string_new ("[");
      JsonArray *list = json_node_get_array (server_fixture_call (fixture, "GET", path, NULL));

      for (guint j = 0; j < json_array_get_length (list); j++)
        g_string_append_printf (expected, "%s{\"collection\":\"%s\"}", j > 0 ? "," : "",
                                rel_json_get_string (json_array_get_object_element (list, j), "collection"));
      g_string_append_c (expected, ']');
      server_fixture_call (fixture, "POST", "/graphql/system", body);
      server_fixture_assert_member (fixture, member, expected->str);
    }
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/graphql/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_autoptr (JsonArray) answers = NULL;

  g_test_init (&argc, &argv, NULL);
  answers = read_answers ();
  for (guint i = 0; i < json_array_get_length (answers); i++)
    {
      JsonObject *request = json_array_get_object_element (answers, i);
      g_autofree char *path = g_strconcat ("/server/graphql/answers/", rel_json_get_string (request, "name"), NULL);

      g_test_add (g_strdelimit (path, " ", '-'), ServerFixture, request, init, test_answer, server_fixture_clear);
    }
  ADD ("wrong-token", test_wrong_token);
  ADD ("same-as-rest", test_same_as_rest);
  ADD ("same-question-twice", test_same_question_twice);
  ADD ("lists", test_lists);
  return g_test_run ();
}
