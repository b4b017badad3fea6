/* test-relations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading over HTTP: what is answered to whom, and how relations are put together.
 */

#include <string.h>

#include "rel-json.h"
#include "server-fixture.h"

#define UNREADABLE "You don't have permission to perform \"read\" for collection \"%s\" or it does not exist."
#define FORBIDDEN  "You don't have permission to access this."

static void
assert_member (ServerFixture *fixture, const char *path, const char *member, const char *expected)
{
  g_autofree char *actual = NULL;

  server_fixture_call (fixture, "GET", path, NULL);
  actual = server_fixture_dup_member (fixture, member);
  g_test_message ("%s %s", path, member);
  g_assert_cmpstr (actual, ==, expected);
}

/* The members and their order are those that Directus' SQLite driver answers with. */
static void
test_one_relation (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autofree char *text = server_fixture_call_as (fixture, "GET", "/relations/articles/author", NULL, bearer);

  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (
    text, ==,
    "{\"data\":{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":{"
    "\"table\":"
    "\"articles\",\"column\":\"author\",\"foreign_key_table\":\"authors\",\"foreign_key_column\":\"id\",\"on_update\":"
    "\"NO ACTION\",\"on_delete\":\"SET NULL\",\"constraint_name\":null},\"meta\":{\"id\":1,\"many_collection\":"
    "\"articles\",\"many_field\":\"author\",\"one_collection\":\"authors\",\"one_field\":\"articles\","
    "\"one_collection_field\":null,\"one_allowed_collections\":null,\"junction_field\":null,\"sort_field\":null,"
    "\"one_deselect_action\":\"nullify\"}}}");
}

static void
test_collections_and_fields (ServerFixture *fixture, gconstpointer unused)
{
  assert_member (fixture, "/collections/authors", "data.meta",
                 "{\"collection\":\"authors\",\"icon\":\"edit_note\",\"note\":\"Who writes\",\"display_template\":"
                 "\"{{ name }}\",\"hidden\":false,\"singleton\":false,\"translations\":null,\"archive_field\":null,"
                 "\"archive_app_filter\":true,\"archive_value\":null,\"unarchive_value\":null,\"sort_field\":null,"
                 "\"accountability\":\"all\",\"color\":null,\"item_duplication_fields\":null,\"sort\":2,\"group\":"
                 "\"content\",\"collapse\":\"open\",\"preview_url\":null,\"versioning\":false}");
  assert_member (fixture, "/fields/articles/author", "data.schema",
                 "{\"name\":\"author\",\"table\":\"articles\",\"data_type\":\"integer\",\"default_value\":null,"
                 "\"max_length\":null,\"numeric_precision\":null,\"numeric_scale\":null,\"is_generated\":false,"
                 "\"generation_expression\":null,\"is_nullable\":true,\"is_unique\":false,\"is_indexed\":false,"
                 "\"is_primary_key\":false,\"has_auto_increment\":false,\"foreign_key_column\":\"id\","
                 "\"foreign_key_table\":\"authors\"}");
  assert_member (fixture, "/fields/articles/author", "data.meta.special", "[\"m2o\"]");
  assert_member (fixture, "/fields/articles/slug", "data.schema.is_unique", "true");
  assert_member (fixture, "/fields/articles/status", "data.schema.is_indexed", "true");
  assert_member (fixture, "/fields/articles/status", "data.schema.default_value", "\"draft\"");
  assert_member (fixture, "/fields/articles/is_free", "data.schema.default_value", "false");
  assert_member (fixture, "/fields/articles/featured_image", "data.type", "\"uuid\"");
  assert_member (fixture, "/fields/articles/featured_image", "data.schema.max_length", "36");
  assert_member (fixture, "/fields/articles/tags", "data.type", "\"alias\"");
  assert_member (fixture, "/fields/articles/tags", "data.schema", "null");
  assert_member (fixture, "/fields/authors/photo", "data.meta.options", "null");
  assert_member (fixture, "/fields/categories/children", "data.meta.options", "{\"displayTemplate\":\"{{ name }}\"}");
  assert_member (fixture, "/fields/languages/code", "data.schema.is_primary_key", "true");
  assert_member (fixture, "/fields/directus_users/tags", "data.type", "\"json\"");
}

static void
test_lists (ServerFixture *fixture, gconstpointer unused)
{
  JsonNode *all = server_fixture_call (fixture, "GET", "/relations", NULL);
  guint n_all = json_array_get_length (json_node_get_array (all));
  guint n_system = 0;

  for (guint i = 0; i < n_all; i++)
    {
      JsonObject *relation = json_array_get_object_element (json_node_get_array (all), i);

      n_system += rel_json_get_boolean (relation, "meta.system");
    }
  /* Directus knows 50 relations of its own, and names directus_access.policy twice. */
  g_assert_cmpuint (n_system, ==, 50);
  g_assert_cmpuint (n_all, >=, 50 + 30);

  assert_member (
    fixture, "/relations/legacy_contributions", "data",
    "[{\"collection\":\"legacy_contributions\",\"field\":\"author\",\"related_collection\":\"authors\","
    "\"schema\":{\"table\":\"legacy_contributions\",\"column\":\"author\",\"foreign_key_table\":\"authors\","
    "\"foreign_key_column\":\"id\",\"on_update\":\"NO ACTION\",\"on_delete\":\"CASCADE\","
    "\"constraint_name\":null},\"meta\":null}]");
  assert_member (fixture, "/relations/authors/", "data.0", "absent");
  g_assert_cmpuint (fixture->status, ==, 200);
  assert_member (fixture, "/relations/tags", "data", "[]");
}

/* A key takes the first row that fits; the other rows are relations without a key. */
static void
test_duplicates (ServerFixture *fixture, gconstpointer unused)
{
  JsonArray *list;

  server_fixture_run_sql (fixture,
                          "INSERT INTO directus_relations (many_collection, many_field, one_collection) VALUES "
                          "('articles', 'category', 'tags'), ('articles', 'category', NULL), ('articles', "
                          "'category', 'categories'), ('ghosts', 'of', 'nobody');"
                          "DELETE FROM directus_relations WHERE many_field = 'category' AND one_field = "
                          "'articles'");
  list = json_node_get_array (server_fixture_call (fixture, "GET", "/relations/articles", NULL));
  for (guint i = 0, n = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *relation = json_array_get_object_element (list, i);
      gboolean has_key = rel_json_get_object (relation, "schema") != NULL;

      if (g_strcmp0 (rel_json_get_string (relation, "field"), "category") != 0)
        continue;
      g_assert_cmpint (has_key, ==, n == 0);
      g_assert_cmpstr (rel_json_get_string (relation, "meta.one_collection"), ==,
                       n == 0   ? NULL
                       : n == 1 ? "tags"
                                : "categories");
      g_assert_cmpuint (++n, <=, 3);
    }

  /* By name there is only the first row, and it does not fit. */
  assert_member (fixture, "/relations/articles/category", "data.meta", "null");
  assert_member (fixture, "/relations/articles/category", "data.related_collection", "\"categories\"");
  /* A collection that does not exist is in the list alone. */
  assert_member (fixture, "/relations/ghosts", "errors.0", "absent");
  g_assert_cmpuint (fixture->status, ==, 403);
}

static void
test_allowed_collections (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture,
                          "UPDATE directus_relations SET one_allowed_collections = '' WHERE many_field = 'item'");
  assert_member (fixture, "/relations/pages_blocks/item", "data.meta.one_allowed_collections", "[]");
  server_fixture_run_sql (fixture,
                          "UPDATE directus_relations SET one_allowed_collections = NULL WHERE many_field = 'item'");
  assert_member (fixture, "/relations/pages_blocks/item", "data.meta.one_allowed_collections", "null");
}

static void
test_refusals (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint status;
    const char *code;
    const char *message;
  } cases[] = {
    { "GET", "/relations/nope", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/relations/nope/nope", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/relations/articles/title", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/relations/authors/articles", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/relations/directus_users/avatar", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/fields/nope", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/fields/articles/nope", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/collections/nope", 403, "FORBIDDEN", FORBIDDEN },
    { "GET", "/relationz", 404, "ROUTE_NOT_FOUND", "Route /relationz doesn't exist." },
    { "GET", "/", 404, "ROUTE_NOT_FOUND", "Route / doesn't exist." },
    { "GET", "/relations/art%20icles/au/thor", 404, "ROUTE_NOT_FOUND",
      "Route /relations/art%20icles/au/thor doesn't exist." },
    { "GET", "/relations/%ff/x", 404, "ROUTE_NOT_FOUND", NULL },
    { "GET", "/relations/a%00b/x", 404, "ROUTE_NOT_FOUND", NULL },
    { "SEARCH", "/relations", 404, "ROUTE_NOT_FOUND", "Route /relations doesn't exist." },
    { "PUT", "/relations/articles/author", 404, "ROUTE_NOT_FOUND", "Route /relations/articles/author doesn't exist." },
    { "DELETE", "/relations/articles", 404, "ROUTE_NOT_FOUND", "Route /relations/articles doesn't exist." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      server_fixture_call (fixture, cases[i].method, cases[i].path, NULL);
      g_test_message ("%s %s", cases[i].method, cases[i].path);
      server_fixture_assert_error (fixture, cases[i].status, cases[i].code, cases[i].message);
    }
  assert_member (fixture, "/relationz", "errors",
                 "[{\"message\":\"Route /relationz doesn't exist.\",\"extensions\":{\"path\":"
                 "\"/relationz\",\"code\":\"ROUTE_NOT_FOUND\"}}]");
}

static void
test_without_token (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
    guint status;
    const char *code;
    const char *collection;
  } cases[] = {
    { "GET", "/relations", NULL, 403, "FORBIDDEN", "directus_relations" },
    { "GET", "/relations/articles", NULL, 403, "FORBIDDEN", "directus_relations" },
    { "GET", "/relations/articles/author", NULL, 403, "FORBIDDEN", "directus_relations" },
    { "GET", "/relations/nope", NULL, 403, "FORBIDDEN", NULL },
    { "GET", "/collections", NULL, 403, "FORBIDDEN", NULL },
    { "GET", "/collections/articles", NULL, 403, "FORBIDDEN", "articles" },
    { "GET", "/fields", NULL, 403, "FORBIDDEN", "directus_fields" },
    { "GET", "/fields/articles/title", NULL, 403, "FORBIDDEN", "articles" },
    { "GET", "/users/me", NULL, 401, "INVALID_CREDENTIALS", NULL },
    { "POST", "/relations", "{\"collection\":\"articles\",\"field\":\"title\"}", 403, "FORBIDDEN", NULL },
    { "PATCH", "/relations/articles/author", "{\"meta\":{\"one_field\":null}}", 403, "FORBIDDEN", NULL },
    { "DELETE", "/relations/articles/author", NULL, 403, "FORBIDDEN", NULL },
  };
  /* A token of nobody is wrong everywhere; what is no bearer's is none. */
  static const char *const authorizations[] = { NULL, "Basic Zm9vOmJhcg==", "Bearer wrong" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (authorizations); j++)
        {
          g_autofree char *text =
            server_fixture_call_as (fixture, cases[i].method, cases[i].path, cases[i].body, authorizations[j]);
          g_autofree char *message = cases[i].collection != NULL ? g_strdup_printf (UNREADABLE, cases[i].collection)
                                                                 : NULL;

          g_test_message ("%s %s %s", cases[i].method, cases[i].path, authorizations[j]);
          if (j < 2)
            server_fixture_assert_error (fixture, cases[i].status, cases[i].code, message);
          else
            server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
        }
    }
}

static void
test_tokens (ServerFixture *fixture, gconstpointer unused)
{
  const char *token = rel_server_get_token (fixture->server);
  g_autofree char *with_query = g_strconcat ("/relations/articles/author?access_token=", token, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *small = g_strconcat ("bearer ", token, NULL);
  g_autofree char *longer = g_strconcat ("Bearer ", token, "0", NULL);
  g_autofree char *shorter = g_strndup (bearer, strlen (bearer) - 1);
  g_autofree char *text = NULL;

  g_free (server_fixture_call_as (fixture, "GET", with_query, NULL, NULL));
  g_assert_cmpuint (fixture->status, ==, 200);
  g_free (server_fixture_call_as (fixture, "GET", "/relations", NULL, small));
  g_assert_cmpuint (fixture->status, ==, 200);
  g_free (server_fixture_call_as (fixture, "GET", "/relations", NULL, longer));
  g_assert_cmpuint (fixture->status, ==, 401);
  g_free (server_fixture_call_as (fixture, "GET", "/relations", NULL, shorter));
  g_assert_cmpuint (fixture->status, ==, 401);
  g_free (server_fixture_call_as (fixture, "GET", with_query, NULL, bearer));
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. The request uses more than one method for including an access token.");

  text = server_fixture_call_as (fixture, "GET", "/server/ping", NULL, "Bearer wrong");
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (text, ==, "pong");
}

static void
test_info (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = server_fixture_call_as (fixture, "GET", "/server/info", NULL, NULL);

  g_assert_cmpstr (text, ==,
                   "{\"data\":{\"project\":{\"project_name\":\"The Sample Magazine\",\"project_descriptor\":\"A sample "
                   "project\",\"project_logo\":null,\"project_color\":\"#3399FF\",\"default_appearance\":\"auto\","
                   "\"default_theme_light\":null,\"default_theme_dark\":null,\"theme_light_overrides\":null,"
                   "\"theme_dark_overrides\":null,\"default_language\":\"en-US\",\"public_foreground\":null,"
                   "\"public_background\":null,\"public_favicon\":null,\"public_note\":null,\"custom_css\":null,"
                   "\"public_registration\":false,\"public_registration_verify_email\":true}}}");
  assert_member (fixture, "/server/info", "data.version", "\"11.3.5\"");
  assert_member (fixture, "/server/info", "data.queryLimit", "{\"default\":100,\"max\":-1}");
}

static void
test_names_are_decoded (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture,
                          "CREATE TABLE \"a/b\" (id INTEGER PRIMARY KEY, \"c%2Fd 🦊\" INT REFERENCES authors (id))");
  assert_member (fixture, "/relations/articles/%61uthor", "data.field", "\"author\"");
  assert_member (fixture, "/relations/a%2Fb/c%252Fd%20%F0%9F%A6%8A", "data.field", "\"c%2Fd 🦊\"");
}

/* Numbers were written as json-glib does, which no reader of JSON takes: 1e+21.0. */
static void
test_large_numbers (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "UPDATE directus_fields SET options = '{\"max\":1e21,\"min\":1.1}' "
                                   "WHERE collection = 'articles' AND field = 'author'");
  assert_member (fixture, "/fields/articles/author", "data.meta.options", "{\"max\":1e+21,\"min\":1.1}");
}

static void
test_head (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autofree char *text = server_fixture_call_as (fixture, "HEAD", "/relations", NULL, bearer);

  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (text, ==, "");
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/relations/" name, ServerFixture, NULL, server_fixture_init_sample, function,                    \
              server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-relation", test_one_relation);
  ADD ("collections-and-fields", test_collections_and_fields);
  ADD ("lists", test_lists);
  ADD ("duplicates", test_duplicates);
  ADD ("allowed-collections", test_allowed_collections);
  ADD ("refusals", test_refusals);
  ADD ("without-token", test_without_token);
  ADD ("tokens", test_tokens);
  ADD ("info", test_info);
  ADD ("names-are-decoded", test_names_are_decoded);
  ADD ("large-numbers", test_large_numbers);
  ADD ("head", test_head);

  return g_test_run ();
}
