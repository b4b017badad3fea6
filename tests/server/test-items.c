/* test-items.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading items. What is expected are the answers that a real Directus 11.3.5 gave to the
 * like.
 */

#include <string.h>

#include "rel-json.h"
#include "rel-router.h"
#include "server-fixture.h"

typedef struct
{
  const char *path;
  const char *expected; /* the answer, or what it says is wrong */
  guint status;         /* 0 for 200 */
} Case;

static const char tables[] =
  "CREATE TABLE directus_collections (collection TEXT PRIMARY KEY, sort_field TEXT, singleton BOOLEAN);"
  "CREATE TABLE directus_fields (id INTEGER PRIMARY KEY, collection TEXT, field TEXT, special TEXT);"
  "CREATE TABLE directus_relations (id INTEGER PRIMARY KEY, many_collection TEXT, many_field TEXT,"
  " one_collection TEXT, one_field TEXT, sort_field TEXT, one_allowed_collections TEXT);"
  "CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT, secret TEXT);"
  "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, author INT REFERENCES authors (id), place INT,"
  " free BOOLEAN, tags TEXT, extra TEXT, on_day DATE, at DATETIME, made TIMESTAMP);"
  "CREATE TABLE \"od\"\"d\" (id TEXT PRIMARY KEY, \"a b\" TEXT);"
  "CREATE TABLE site (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'Untitled', note TEXT);"
  "INSERT INTO directus_collections VALUES ('authors', NULL, 0), ('books', 'place', 0), ('site', NULL, 1);"
  "INSERT INTO directus_fields (collection, field, special) VALUES ('authors', 'books', 'o2m'),"
  " ('authors', 'secret', 'hash,conceal'), ('books', 'free', 'cast-boolean'), ('books', 'tags', 'cast-csv'),"
  " ('books', 'extra', 'cast-json'), ('books', 'line', 'alias,no-data');"
  "INSERT INTO directus_relations VALUES (1, 'books', 'author', 'authors', 'books', NULL, NULL);"
  "INSERT INTO authors VALUES (1, 'Ada', 'hidden'), (2, 'Bo', NULL), (3, NULL, NULL);"
  "INSERT INTO books VALUES (1, 'One', 1, 2, 1, 'a,b', '{\"x\":1}', '2024-02-29', '2024-02-29 13:14:15',"
  " '2024-02-29T13:14:15.250Z'), (2, 'Two', 1, 1, 0, '', NULL, 86400000, NULL, '0000-00-00 00:00:00'),"
  " (3, 'Three', NULL, 3, NULL, NULL, '{', 'soon', NULL, NULL);"
  "INSERT INTO \"od\"\"d\" VALUES ('x/y', 'z')";

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sql (fixture, tables);
}

static const Case cases[] = {
  { "/items/authors",
    "[{\"id\":1,\"name\":\"Ada\",\"secret\":\"**********\",\"books\":[2,1]},{\"id\":2,\"name\":\"Bo\","
    "\"secret\":null,\"books\":[]},{\"id\":3,\"name\":null,\"secret\":null,\"books\":[]}]" },
  { "/items/authors?fields=name", "[{\"name\":\"Ada\"},{\"name\":\"Bo\"},{\"name\":null}]" },
  { "/items/authors?fields[]=id&fields[]=name&limit=1", "[{\"id\":1,\"name\":\"Ada\"}]" },
  { "/items/authors?fields=id&limit=1&page=2", "[{\"id\":2}]" },
  { "/items/authors?fields=id&limit=4294967296&page=4294967297", "[]" },
  { "/items/authors?fields=id&offset=2", "[{\"id\":3}]" },
  { "/items/authors?fields=id&limit=-1&offset=1", "[{\"id\":2},{\"id\":3}]" },
  { "/items/authors?limit=0", "[]" },
  { "/items/authors?fields=id&sort=-name,id", "[{\"id\":2},{\"id\":1},{\"id\":3}]" },
  { "/items/books?fields=id", "[{\"id\":2},{\"id\":1},{\"id\":3}]" },
  { "/items/books?fields=title,author.name", "[{\"title\":\"Two\",\"author\":{\"name\":\"Ada\"}},{\"title\":\"One\","
                                             "\"author\":{\"name\":\"Ada\"}},{\"title\":\"Three\",\"author\":null}]" },
  { "/items/authors?fields=books.title,books.id&limit=1",
    "[{\"books\":[{\"title\":\"Two\",\"id\":2},{\"title\":\"One\",\"id\":1}]}]" },
  { "/items/authors?fields=books.author.name&limit=1",
    "[{\"books\":[{\"author\":{\"name\":\"Ada\"}},{\"author\":{\"name\":\"Ada\"}}]}]" },
  { "/items/books?fields=free,tags,extra,on_day,at,made&sort=id",
    "[{\"free\":true,\"tags\":[\"a\",\"b\"],\"extra\":{\"x\":1},\"on_day\":\"2024-02-29\",\"at\":"
    "\"2024-02-29T13:14:15\",\"made\":\"2024-02-29T13:14:15.250Z\"},{\"free\":false,\"tags\":[],\"extra\":null,"
    "\"on_day\":\"1970-01-02\",\"at\":null,\"made\":null},{\"free\":null,\"tags\":null,\"extra\":\"{\",\"on_day\":"
    "\"soon\",\"at\":null,\"made\":null}]" },
  { "/items/authors?aggregate[count]=*", "[{\"count\":3}]" },
  { "/items/authors?aggregate[count]=id,name", "[{\"count\":{\"id\":3,\"name\":2}}]" },
  { "/items/books?aggregate[countDistinct]=author", "[{\"countDistinct\":{\"author\":1}}]" },
  { "/items/authors?aggregate=%7B%22count%22%3A%22*%22%7D&fields=id", "[{\"count\":3}]" },
  { "/items/authors/2?fields=name", "{\"name\":\"Bo\"}" },
  { "/items/od%22d/x%2Fy", "{\"id\":\"x/y\",\"a b\":\"z\"}" },
  { "/items/site", "{\"id\":null,\"name\":\"Untitled\"}" },
  { "/items/authors?foo=bar&fields=id&limit=1", "[{\"id\":1}]" },

  { "/items/authors/99", "You don't have permission to access this.", 403 },
  { "/items/authors/abc", "You don't have permission to access this.", 403 },
  { "/items/nope", "You don't have permission to access this.", 403 },
  { "/items/directus_relations", "You don't have permission to access this.", 403 },
  { "/items/authors?fields=id,nope",
    "You don't have permission to access field \"nope\" in collection \"authors\" or it does not exist. Queried in "
    "root.",
    403 },
  { "/items/authors?fields=nope,gone",
    "You don't have permission to access fields \"nope\", \"gone\" in collection \"authors\" or they do not exist. "
    "Queried in root.",
    403 },
  { "/items/authors?fields=books.nope",
    "You don't have permission to access field \"nope\" in collection \"books\" or it does not exist. Queried in "
    "\"books\".",
    403 },
  { "/items/authors?sort=nope",
    "You don't have permission to access field \"nope\" in collection \"authors\" or it does not exist. Queried in "
    "root.",
    403 },
  { "/items/authors?aggregate[count]=nope",
    "You don't have permission to access field \"nope\" in collection \"authors\" or it does not exist. Queried in "
    "root.",
    403 },
  { "/items/authors?limit=x", "Invalid query. \"limit\" must be a number.", 400 },
  { "/items/authors?limit=1.5", "Invalid query. \"limit\" must be an integer.", 400 },
  { "/items/authors?limit=-2", "Invalid query. \"limit\" must be greater than or equal to -1.", 400 },
  { "/items/authors?offset=-1", "Invalid query. \"offset\" must be greater than or equal to 0.", 400 },
  { "/items/authors?meta=foo", "Invalid query. \"meta[0]\" must be one of [total_count, filter_count].", 400 },
  { "/items/authors?export=foo", "Invalid query. \"export\" must be one of [csv, json, xml, yaml].", 400 },
  { "/relations?limit=x", "Invalid query. \"limit\" must be a number.", 400 },
};

static void
test_case (ServerFixture *fixture, gconstpointer data)
{
  const Case *test = data;

  server_fixture_call (fixture, "GET", test->path, NULL);
  if (test->status == 0)
    {
      g_autofree char *actual = server_fixture_dup_member (fixture, "data");

      g_assert_cmpuint (fixture->status, ==, 200);
      g_assert_cmpstr (actual, ==, test->expected);
    }
  else
    {
      const char *code = test->status == 403 ? "FORBIDDEN" : "INVALID_QUERY";

      server_fixture_assert_error (fixture, test->status, code, test->expected);
    }
}

static void
test_meta (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *all = NULL;
  g_autofree char *one = NULL;

  server_fixture_call (fixture, "GET", "/items/authors?meta=*&limit=1", NULL);
  all = server_fixture_dup_member (fixture, "meta");
  g_assert_cmpstr (all, ==, "{\"total_count\":3,\"filter_count\":3}");
  server_fixture_call (fixture, "GET", "/items/authors?meta=filter_count", NULL);
  one = server_fixture_dup_member (fixture, "meta");
  g_assert_cmpstr (one, ==, "{\"filter_count\":3}");
}

static void
test_without_rights (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = { "/items/authors", "/items/authors/1", "/items/authors?aggregate[count]=*" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_free (server_fixture_call_as (fixture, "GET", paths[i], NULL, NULL));
      server_fixture_assert_error (fixture, 403, "FORBIDDEN",
                                   "You don't have permission to access collection \"authors\" or it does not exist. "
                                   "Queried in root.");
    }
  g_free (server_fixture_call_as (fixture, "GET", "/items/nope", NULL, NULL));
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", "You don't have permission to access this.");
}

/* No more than a hundred, unless all are asked for. */
static void
test_usual_limit (ServerFixture *fixture, gconstpointer unused)
{
  JsonNode *data;

  server_fixture_run_sql (fixture, "WITH RECURSIVE n (i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
                                   " INSERT INTO authors (id) SELECT i FROM n");
  data = server_fixture_call (fixture, "GET", "/items/authors?fields=id", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (data)), ==, 100);
  data = server_fixture_call (fixture, "GET", "/items/authors?fields=id&limit=-1", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (data)), ==, 150);
}

/* Each way on leads to a hundred items: one request kept the server from all others. */
static void
test_too_many_ways (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "WITH RECURSIVE n (i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
                                   " INSERT INTO books (id, author) SELECT i, 1 FROM n;"
                                   "CREATE INDEX books_author ON books (author)");
  server_fixture_call (fixture, "GET", "/items/authors/1?fields=books.author.books.id", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "GET", "/items/authors/1?fields=books.author.books.author.books.author.books.id", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_QUERY",
                               "Invalid query. More than 20000 items are wanted at once.");
}

/* Each star triples what is wanted here: ten of them kept the server busy for minutes. */
static void
test_too_many_fields (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "ALTER TABLE authors ADD COLUMN a INT REFERENCES authors (id);"
                                   "ALTER TABLE authors ADD COLUMN b INT REFERENCES authors (id);"
                                   "ALTER TABLE authors ADD COLUMN c INT REFERENCES authors (id)");
  server_fixture_call (fixture, "GET", "/items/authors?fields=*.*.*.*", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "GET", "/items/authors?fields=*.*.*.*.*.*.*.*.*.*", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_QUERY",
                               "Invalid query. More than 10000 fields are wanted at once.");
}

/* All rows of a large table were made into one text, while everybody else waited. */
static void
test_too_many_rows (ServerFixture *fixture, gconstpointer unused)
{
  JsonNode *data;

  server_fixture_run_sql (fixture, "CREATE TABLE many (id INTEGER PRIMARY KEY, body TEXT);"
                                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                                   " INSERT INTO many (id) SELECT i FROM n");
  data = server_fixture_call (fixture, "GET", "/items/many?fields=id&limit=-1", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (data)), ==, 20000);

  server_fixture_run_sql (fixture, "INSERT INTO many (id) VALUES (20001)");
  server_fixture_call (fixture, "GET", "/items/many?fields=id&limit=-1", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_QUERY",
                               "Invalid query. More than 20000 items are wanted at once.");
  data = server_fixture_call (fixture, "GET", "/items/many?fields=id&limit=-1&offset=20000", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (data)), ==, 1);
}

static void
test_too_long_rows (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "CREATE TABLE long (id INTEGER PRIMARY KEY, body TEXT);"
                                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 17)"
                                   " INSERT INTO long (id, body) SELECT i, hex (zeroblob (512 * 1024)) FROM n");
  server_fixture_call (fixture, "GET", "/items/long?limit=16", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "GET", "/items/long?limit=17", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_QUERY", "Invalid query. More than 16 MB are wanted at once.");
}

static void
ask (RelProject *project, ServerFixture *fixture, const char *path, const char *parameter, const char *value)
{
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  RelCall call = { .method = "GET", .path = path, .query = query, .is_admin = TRUE };
  g_autoptr (RelReply) reply = NULL;

  if (parameter != NULL)
    g_hash_table_insert (query, (gpointer) parameter, (gpointer) value);
  reply = rel_router_answer (project, &call);
  fixture->status = reply->status;
  g_clear_pointer (&fixture->answer, json_node_unref);
  fixture->answer = rel_json_parse (g_bytes_get_data (reply->text, NULL), g_bytes_get_size (reply->text), NULL);
}

/* To sort all rows of a large table, or to count values that differ, can take minutes, in which
 * nobody else was answered. */
static void
test_too_long_reading (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const asked[][2] = { { "sort", "body" },
                                          { "aggregate[countDistinct]", "body" },
                                          { "limit", "-1" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RelProject) project = NULL;

  server_fixture_run_sql (fixture, "CREATE TABLE many (id INTEGER PRIMARY KEY, body TEXT);"
                                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                                   " INSERT INTO many SELECT i, 'text' || i * 7919 % 20011 FROM n");
  server_fixture_stop (fixture);
  project = rel_project_open (fixture->file, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      rel_project_set_reading_ms (project, 0);
      ask (project, fixture, "/items/many", asked[i][0], asked[i][1]);
      server_fixture_assert_error (fixture, 400, "INVALID_QUERY",
                                   "Invalid query. Reading “project.sqlite” takes too long.");
      /* What does not read items takes the time that it needs. */
      ask (project, fixture, "/fields", NULL, NULL);
      g_assert_cmpuint (fixture->status, ==, 200);
      rel_project_set_reading_ms (project, G_MAXINT);
      ask (project, fixture, "/items/many", asked[i][0], asked[i][1]);
      g_assert_cmpuint (fixture->status, ==, 200);
    }
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/items/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/server/items/", cases[i].path + 1, NULL);

      g_test_add (path, ServerFixture, &cases[i], init, test_case, server_fixture_clear);
    }
  ADD ("meta", test_meta);
  ADD ("without-rights", test_without_rights);
  ADD ("usual-limit", test_usual_limit);
  ADD ("too-many-ways", test_too_many_ways);
  ADD ("too-many-fields", test_too_many_fields);
  ADD ("too-many-rows", test_too_many_rows);
  ADD ("too-long-rows", test_too_long_rows);
  ADD ("too-long-reading", test_too_long_reading);

  return g_test_run ();
}
