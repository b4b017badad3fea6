/* contract.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client's contract on a real Directus: see run.sh. The server's database is empty and
 * is on SQLite; tests/data/directus/seed.json fills it.
 */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "contract.h"
#include "plain-http.h"
#include "rel-error.h"

/* A foreign key that Directus does not know comes from outside of it: one for each way to
 * the server. */
#define LEGACY_TABLE(name)                                                                                             \
  "CREATE TABLE " name " (id INTEGER PRIMARY KEY AUTOINCREMENT, note VARCHAR(255), "                                   \
  "author INTEGER REFERENCES authors (id) ON DELETE CASCADE);"
#define LEGACY_TABLES LEGACY_TABLE ("legacy_notes") LEGACY_TABLE ("legacy_memos")

static const char *
get_setting (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL || *value == '\0')
    g_error ("%s is missing: see run.sh", name);
  return value;
}

static void
seed (const ContractServer *server)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "directus", "seed.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) cleared = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *requests;
  sqlite3 *database;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  requests = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      g_autoptr (JsonNode) answer = plain_http_send (server->url, server->token,
                                                     json_object_get_string_member (request, "request"),
                                                     json_object_get_member (request, "body"));
    }

  g_assert_cmpint (sqlite3_open_v2 (get_setting ("RELATIONS_DIRECTUS_DATABASE"), &database, SQLITE_OPEN_READWRITE,
                                    NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_busy_timeout (database, 10000), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, LEGACY_TABLES, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  cleared = plain_http_send (server->url, server->token, "POST /utils/cache/clear?system", NULL);
}

/* Directus has no row for this key; a first setting makes one. */
static void
test_adopts_a_foreign_key (gconstpointer data)
{
  const ContractServer *server = data;
  const char *collection = server->kind == REL_API_GRAPHQL ? "legacy_memos" : "legacy_notes";
  g_autofree char *path = g_strdup_printf ("/relations/%s/author", collection);
  g_autofree char *deletion = g_strconcat ("DELETE /collections/", collection, NULL);
  g_autoptr (RelSchema) schema = contract_fetch (server);
  RelRelation *relation = rel_schema_find_relation (schema, collection, "author", 0);
  g_autoptr (RelChange) change = NULL;
  g_autoptr (JsonNode) now = NULL;
  g_autoptr (JsonNode) gone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (relation);
  g_assert_false (rel_relation_has_meta (relation));
  change = contract_member_change (schema, relation, "meta", "{\"one_deselect_action\":\"delete\"}");
  contract_publish (server, change, &error);
  g_assert_no_error (error);

  now = plain_http_get_data (server->url, server->token, path);
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (now), "meta.one_deselect_action"), ==, "delete");
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (now), "schema.on_delete"), ==, "CASCADE");

  /* Directus has made a second key of the column, beside that of the table, and lists both;
   * whoever comes next is spared that. */
  gone = plain_http_send (server->url, server->token, deletion, NULL);
  g_assert_null (gone);
}

/* Directus 10 and 11 make a foreign key when a row without one is changed. */
static void
test_makes_no_unasked_key (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (RelSchema) schema = contract_fetch (server);
  RelRelation *relation = rel_schema_find_relation (schema, "articles", "reviewer", 0);
  g_autoptr (RelChange) change = NULL;
  g_autoptr (JsonNode) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (relation);
  g_assert_false (rel_relation_has_foreign_key (relation));
  change = contract_member_change (schema, relation, "meta.sort_field", "\"title\"");
  contract_publish (server, change, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);

  now = plain_http_get_data (server->url, server->token, "/relations/articles/reviewer");
  g_assert_true (rel_json_is_null (rel_json_get (json_node_get_object (now), "schema")));
}

/* It was not ended by anything that was asked of it. */
static void
test_is_alive_at_the_end (gconstpointer data)
{
  g_autoptr (RelSchema) schema = contract_fetch (data);

  g_assert_cmpuint (rel_schema_count_relations (schema), >, 0);
}

/* The types of input have their new names in 11.9.2 at the latest. */
static gboolean
names_no_collection (const ContractServer *server)
{
  g_autoptr (JsonNode) info = plain_http_get_data (server->url, server->token, "/server/info");
  const char *version = rel_json_get_string (json_node_get_object (info), "version");
  g_auto (GStrv) numbers = g_strsplit (version, ".", -1);
  guint64 major = g_ascii_strtoull (numbers[0], NULL, 10);

  return major > 11 || (major == 11 && g_ascii_strtoull (numbers[1], NULL, 10) > 9);
}

static void
add_cases (const ContractServer *server, const char *prefix)
{
  contract_add_cases (server, prefix);
  contract_add (server, prefix, "/makes-no-unasked-key", test_makes_no_unasked_key);
  contract_add (server, prefix, "/adopts-a-foreign-key", test_adopts_a_foreign_key);
}

int
main (int argc, char *argv[])
{
  ContractServer rest;
  ContractServer graphql;
  g_autofree char *prefix = NULL;
  g_autofree char *rest_prefix = NULL;
  g_autofree char *graphql_prefix = NULL;

  g_test_init (&argc, &argv, NULL);
  rest = (ContractServer){ get_setting ("RELATIONS_DIRECTUS_URL"), REL_API_REST,
                           get_setting ("RELATIONS_DIRECTUS_TOKEN"), FALSE };
  graphql = rest;
  graphql.kind = REL_API_GRAPHQL;
  graphql.names_no_collection = names_no_collection (&rest);
  seed (&rest);

  prefix = g_strconcat ("/client/contract/", get_setting ("DIRECTUS_VERSION"), NULL);
  rest_prefix = g_strconcat (prefix, "/rest", NULL);
  graphql_prefix = g_strconcat (prefix, "/graphql", NULL);
  add_cases (&rest, rest_prefix);
  add_cases (&graphql, graphql_prefix);
  contract_add (&rest, rest_prefix, "/is-alive-at-the-end", test_is_alive_at_the_end);

  return g_test_run ();
}
