/* test-plain.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Databases that Directus has never seen.
 */

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "rel-json.h"
#include "server-fixture.h"

static const char shop[] =
  "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
  "CREATE TABLE product (code TEXT PRIMARY KEY, price REAL DEFAULT 1.5) WITHOUT ROWID;"
  "CREATE TABLE 'order' (id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER REFERENCES customer, placed DATE,"
  " CHECK (placed > '2000'));"
  "CREATE TABLE line (id INTEGER PRIMARY KEY, \"order\" INTEGER NOT NULL REFERENCES \"order\" (id) ON DELETE CASCADE,"
  " product TEXT CONSTRAINT sold REFERENCES product (code) ON DELETE RESTRICT ON UPDATE CASCADE, n INT DEFAULT 1,"
  " twice INT GENERATED ALWAYS AS (n * 2));"
  "CREATE TABLE stock (shelf INT, place INT, product TEXT, PRIMARY KEY (shelf, place));"
  "CREATE TABLE count (id INTEGER PRIMARY KEY, shelf INT, place INT, who INT REFERENCES customer (id),"
  " FOREIGN KEY (shelf, place) REFERENCES stock (shelf, place) ON DELETE CASCADE);"
  "CREATE TABLE \"Order Details\" (id INTEGER PRIMARY KEY, customer INT REFERENCES customer (id));"
  "CREATE TABLE heap (a, b INT REFERENCES customer (id));"
  "CREATE INDEX line_order ON line (\"order\");"
  "CREATE VIEW expensive AS SELECT * FROM product WHERE price > 100;"
  "CREATE TABLE log (what TEXT);"
  "CREATE TRIGGER logged AFTER DELETE ON line BEGIN INSERT INTO log VALUES (old.id); END;"
  "INSERT INTO customer VALUES (1, 'Ada'), (7, 'Bob');"
  "INSERT INTO product (code) VALUES ('x'), ('y');"
  "INSERT INTO 'order' VALUES (5, 1, '2024-01-01'), (9, 7, '2024-02-02');"
  "DELETE FROM 'order' WHERE id = 9;"
  "INSERT INTO line (id, \"order\", product) VALUES (3, 5, 'x'), (4, 5, 'y'), (8, 5, NULL);";

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sql (fixture, shop);
}

static void
assert_member (ServerFixture *fixture, const char *path, const char *member, const char *expected)
{
  g_autofree char *actual = NULL;

  server_fixture_call (fixture, "GET", path, NULL);
  actual = server_fixture_dup_member (fixture, member);
  g_test_message ("%s %s", path, member);
  g_assert_cmpstr (actual, ==, expected);
}

static void
assert_sql (ServerFixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *actual = server_fixture_read_sql (fixture, sql);

  g_assert_cmpstr (actual, ==, expected);
}

static void
read_everything (ServerFixture *fixture)
{
  static const char *const paths[] = { "/server/info",           "/users/me",  "/collections",
                                       "/collections/line",      "/fields",    "/fields/line",
                                       "/fields/line/n",         "/relations", "/relations/line",
                                       "/relations/line/product" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      server_fixture_call (fixture, "GET", paths[i], NULL);
      g_assert_cmpuint (fixture->status, ==, 200);
    }
}

static void
test_tables_are_collections (ServerFixture *fixture, gconstpointer unused)
{
  JsonNode *list = server_fixture_call (fixture, "GET", "/collections", NULL);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 9);
  for (guint i = 0; i < 9; i++)
    {
      JsonObject *collection = json_array_get_object_element (json_node_get_array (list), i);

      g_assert_true (rel_json_is_null (rel_json_get (collection, "meta")));
      g_assert_nonnull (rel_json_get_string (collection, "schema.sql"));
    }
}

static void
test_keys_are_relations (ServerFixture *fixture, gconstpointer unused)
{
  JsonNode *list = server_fixture_call (fixture, "GET", "/relations", NULL);

  /* A key of two columns is two of them, as in Directus. */
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 8);
  assert_member (
    fixture, "/relations/line/product", "data",
    "{\"collection\":\"line\",\"field\":\"product\",\"related_collection\":\"product\",\"schema\":{\"table\":"
    "\"line\",\"column\":\"product\",\"foreign_key_table\":\"product\",\"foreign_key_column\":\"code\","
    "\"on_update\":\"CASCADE\",\"on_delete\":\"RESTRICT\",\"constraint_name\":null},\"meta\":null}");
  assert_member (fixture, "/relations/order/customer", "data.schema.foreign_key_column", "null");
  assert_member (fixture, "/relations/count/place", "data.schema.foreign_key_table", "\"stock\"");
}

static void
test_columns_are_fields (ServerFixture *fixture, gconstpointer unused)
{
  assert_member (fixture, "/fields/line/twice", "data.schema.is_generated", "true");
  assert_member (fixture, "/fields/line/n", "data.schema.default_value", "1");
  assert_member (fixture, "/fields/line/order", "data.schema.is_indexed", "true");
  assert_member (fixture, "/fields/line/order", "data.schema.is_nullable", "false");
  assert_member (fixture, "/fields/order/id", "data.schema.has_auto_increment", "true");
  assert_member (fixture, "/fields/line/id", "data.schema.has_auto_increment", "false");
  assert_member (fixture, "/fields/product/price", "data.type", "\"float\"");
  assert_member (fixture, "/fields/product/code", "data.type", "\"text\"");
  assert_member (fixture, "/fields/order/placed", "data.type", "\"date\"");
  assert_member (fixture, "/fields/line/n", "data.meta", "null");
}

/* For Directus a table without one primary key, or with a space in its name, is none. */
static void
test_what_directus_does_not_see (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = { "/fields/stock", "/fields/heap", "/relations/heap", "/fields/Order%20Details",
                                       "/relations/Order%20Details/customer" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      server_fixture_call (fixture, "GET", paths[i], NULL);
      server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
    }
  assert_member (fixture, "/collections/heap", "data.collection", "\"heap\"");
}

static void
test_reading_changes_no_byte (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = server_fixture_dup_hash (fixture);
  g_autofree char *after = NULL;

  read_everything (fixture);
  /* Refused writes are not writes. */
  server_fixture_call (fixture, "PATCH", "/relations/line/n", "{\"meta\":{\"one_field\":\"x\"}}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", NULL);
  server_fixture_call (fixture, "DELETE", "/relations/nope/n", NULL);
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);

  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);
  server_fixture_stop (fixture);
  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);
  after = server_fixture_dup_hash (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* A database with a write-ahead log needs two more files to be read, but only so long. */
static void
test_reading_a_log_changes_no_byte (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  server_fixture_stop (fixture);
  server_fixture_run_sql (fixture, "PRAGMA journal_mode = WAL; INSERT INTO log VALUES ('x')");
  before = server_fixture_dup_hash (fixture);
  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);

  server_fixture_start (fixture);
  read_everything (fixture);
  server_fixture_stop (fixture);
  after = server_fixture_dup_hash (fixture);
  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);
  g_assert_cmpstr (before, ==, after);
}

/* What a program that was killed wrote into the log, and did not move over, is read and
 * stays where it is. */
static void
test_reading_leaves_a_full_log (ServerFixture *fixture, gconstpointer unused)
{
  const char *path = g_file_peek_path (fixture->file);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *content = NULL;
  g_autofree char *log_content = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length, log_length, log_length_after;
  sqlite3 *other;

  server_fixture_stop (fixture);
  other = server_fixture_open_sqlite (fixture);
  sqlite3_exec (other, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
  sqlite3_exec (other, "CREATE TABLE fresh (id INTEGER PRIMARY KEY)", NULL, NULL, NULL);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_get_contents (log, &log_content, &log_length, NULL));
  sqlite3_close (other);
  g_assert_true (g_file_set_contents (path, content, length, NULL));
  g_assert_true (g_file_set_contents (log, log_content, log_length, NULL));
  before = server_fixture_dup_hash (fixture);

  server_fixture_start (fixture);
  server_fixture_call (fixture, "GET", "/collections/fresh", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_stop (fixture);
  after = server_fixture_dup_hash (fixture);
  g_assert_cmpstr (before, ==, after);
  g_clear_pointer (&log_content, g_free);
  g_assert_true (g_file_get_contents (log, &log_content, &log_length_after, NULL));
  g_assert_cmpuint (log_length, ==, log_length_after);
}

/* The first write makes the one table that it needs, and nothing else. */
static void
test_first_write_makes_the_table (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_call (fixture, "PATCH", "/relations/line/product", "{\"schema\":{\"on_delete\":\"SET NULL\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  assert_sql (fixture, "SELECT count (*) FROM sqlite_schema WHERE name LIKE 'directus_%'", "0");

  server_fixture_call (fixture, "PATCH", "/relations/line/product", "{\"meta\":{\"one_field\":\"lines\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  assert_sql (fixture, "SELECT name FROM sqlite_schema WHERE name LIKE 'directus_%'", "directus_relations");
  assert_member (fixture, "/relations/line/product", "data.meta.one_field", "\"lines\"");
  assert_member (fixture, "/relations/line/product", "data.schema.on_delete", "\"SET NULL\"");
  assert_member (fixture, "/relations/line/product", "data.schema.on_update", "\"CASCADE\"");
  assert_member (fixture, "/collections/directus_relations", "data.meta.system", "true");
  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);
}

/* Changing a key touches no row, and nothing of the database but the text of the table. */
static void
test_all_else_survives (ServerFixture *fixture, gconstpointer unused)
{
  static const char rest[] = "SELECT name, sql FROM sqlite_schema WHERE name <> 'line'";
  static const char rows[] = "SELECT rowid, * FROM line";
  g_autofree char *rest_before = server_fixture_read_sql (fixture, rest);
  g_autofree char *rows_before = server_fixture_read_sql (fixture, rows);

  server_fixture_call (fixture, "PATCH", "/relations/line/product",
                       "{\"schema\":{\"on_delete\":\"SET DEFAULT\",\"on_update\":\"NO ACTION\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "DELETE", "/relations/line/order", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (
    fixture, "SELECT sql FROM sqlite_schema WHERE name = 'line'",
    "CREATE TABLE line (id INTEGER PRIMARY KEY, \"order\" INTEGER NOT NULL, product TEXT CONSTRAINT sold "
    "REFERENCES product (code) ON DELETE SET DEFAULT ON UPDATE NO ACTION, n INT DEFAULT 1, twice INT GENERATED "
    "ALWAYS AS (n * 2))");
  assert_sql (fixture, "PRAGMA integrity_check", "ok");

  /* The ways of the trigger, the view and the counter of ids. */
  assert_sql (fixture, rest, rest_before);
  assert_sql (fixture, rows, rows_before);
  server_fixture_run_sql (fixture, "PRAGMA foreign_keys = ON; DELETE FROM line WHERE id = 8; INSERT INTO 'order' "
                                   "(customer, placed) VALUES (7, '2024-03-03'); DELETE FROM 'order' WHERE id = 5");
  assert_sql (fixture, "SELECT what FROM log", "8");
  assert_sql (fixture, "SELECT max (id) FROM 'order'", "10");
  assert_sql (fixture, "SELECT count (*) FROM line", "2");
  assert_sql (fixture, "SELECT count (*) FROM expensive", "0");
}

static void
test_composite_keys_stay (ServerFixture *fixture, gconstpointer unused)
{
  static const char sql[] = "SELECT sql FROM sqlite_schema WHERE name = 'count'";
  g_autofree char *before = server_fixture_read_sql (fixture, sql);

  server_fixture_call (fixture, "PATCH", "/relations/count/shelf", "{\"schema\":{\"on_delete\":\"SET NULL\"}}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", NULL);
  server_fixture_call (fixture, "DELETE", "/relations/count/place", NULL);
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", NULL);
  assert_sql (fixture, sql, before);

  /* What it does already may be said again, and a key beside it can go. */
  server_fixture_call (fixture, "PATCH", "/relations/count/shelf",
                       "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"counts\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "DELETE", "/relations/count/who", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT \"from\", on_delete FROM pragma_foreign_key_list ('count')",
              "shelf|CASCADE\nplace|CASCADE");
}

static void
test_read_only_file (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = server_fixture_dup_hash (fixture);
  g_autofree char *after = NULL;

  server_fixture_stop (fixture);
  g_assert_cmpint (g_chmod (g_file_peek_path (fixture->file), 0444), ==, 0);
  server_fixture_start (fixture);
  read_everything (fixture);
  server_fixture_call (fixture, "DELETE", "/relations/line/product", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "“project.sqlite” cannot be written");
  read_everything (fixture);
  after = server_fixture_dup_hash (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_other_programs_are_seen (ServerFixture *fixture, gconstpointer unused)
{
  read_everything (fixture);
  server_fixture_run_sql (fixture, "CREATE TABLE note (id INTEGER PRIMARY KEY, line INT REFERENCES line (id))");
  assert_member (fixture, "/relations/note/line", "data.related_collection", "\"line\"");

  server_fixture_call (fixture, "DELETE", "/relations/note/line", NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_run_sql (fixture, "DROP TABLE note");
  server_fixture_call (fixture, "GET", "/collections/note", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/plain/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tables-are-collections", test_tables_are_collections);
  ADD ("keys-are-relations", test_keys_are_relations);
  ADD ("columns-are-fields", test_columns_are_fields);
  ADD ("what-directus-does-not-see", test_what_directus_does_not_see);
  ADD ("reading-changes-no-byte", test_reading_changes_no_byte);
  ADD ("reading-a-log-changes-no-byte", test_reading_a_log_changes_no_byte);
  ADD ("reading-leaves-a-full-log", test_reading_leaves_a_full_log);
  ADD ("first-write-makes-the-table", test_first_write_makes_the_table);
  ADD ("all-else-survives", test_all_else_survives);
  ADD ("composite-keys-stay", test_composite_keys_stay);
  ADD ("read-only-file", test_read_only_file);
  ADD ("other-programs-are-seen", test_other_programs_are_seen);

  return g_test_run ();
}
