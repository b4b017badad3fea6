/* test-db.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include <glib/gstdio.h>

#include "rel-db-changes.h"
#include "rel-db.h"
#include "rel-error.h"
#include "rel-json.h"
#include "server-fixture.h"

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* @expected is in alphabetical order. */
static void
assert_changes (RelDb *db, const char *expected)
{
  g_autoptr (GPtrArray) changes = rel_db_take_changes (db);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *actual = NULL;

  for (guint i = 0; i < changes->len; i++)
    {
      const RelDbChange *change = g_ptr_array_index (changes, i);

      g_ptr_array_add (words, g_strdup_printf ("%s %" G_GINT64_FORMAT, change->table, change->row));
    }
  g_ptr_array_sort (words, compare_strings);
  g_ptr_array_add (words, NULL);
  actual = g_strjoinv (",", (char **) words->pdata);
  g_assert_cmpstr (actual, ==, expected);
}

static void
assert_start_fails (ServerFixture *fixture, int code)
{
  g_autoptr (RelServer) server = rel_server_new (fixture->file, "token");
  g_autoptr (GError) error = NULL;

  g_assert_false (rel_server_start (server, 0, &error));
  g_assert_error (error, REL_ERROR, code);
  g_assert_null (rel_server_get_url (server));
  g_test_message ("%s", error->message);
}

static void
write_file (ServerFixture *fixture, const char *content, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (fixture->file), content, length, &error);
  g_assert_no_error (error);
}

static void
test_refuses_missing (ServerFixture *fixture, gconstpointer unused)
{
  assert_start_fails (fixture, REL_ERROR_NOT_FOUND);
  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 0);
}

static void
test_refuses_other_files (ServerFixture *fixture, gconstpointer unused)
{
  static const char text[] =
    "This is a letter, and not a database. It is longer than a header of SQLite, which has one "
    "hundred bytes, so that SQLite looks at it.";
  g_autofree char *header = NULL;

  write_file (fixture, text, strlen (text));
  assert_start_fails (fixture, REL_ERROR_INVALID);

  /* One that begins like a database. */
  header = g_strnfill (4096, 'x');
  strcpy (header, "SQLite format 3");
  write_file (fixture, header, 4096);
  assert_start_fails (fixture, REL_ERROR_INVALID);

  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);
}

static void
test_refuses_folder (ServerFixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (g_mkdir (g_file_peek_path (fixture->file), 0700), ==, 0);
  assert_start_fails (fixture, REL_ERROR_INVALID);
  g_assert_cmpint (g_rmdir (g_file_peek_path (fixture->file)), ==, 0);
}

static void
test_says_who_has_locked (ServerFixture *fixture, gconstpointer unused)
{
  sqlite3 *other;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key)");
  other = server_fixture_open_sqlite (fixture);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_start_fails (fixture, REL_ERROR_BUSY);
  sqlite3_exec (other, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (other);

  server_fixture_start (fixture);
}

static void
test_starts_again (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key)");
  server_fixture_start (fixture);
  token = g_strdup (rel_server_get_token (fixture->server));
  g_assert_cmpuint (strlen (token), ==, 64);

  rel_server_stop (fixture->server);
  rel_server_stop (fixture->server);
  g_assert_null (rel_server_get_url (fixture->server));
  g_assert_true (rel_server_start (fixture->server, 0, &error));
  g_assert_no_error (error);
  server_fixture_call (fixture, "GET", "/collections", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (rel_server_get_token (fixture->server), ==, token);
}

static void
test_gives_port_in_use_back (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (RelServer) second = rel_server_new (fixture->file, NULL);
  g_autoptr (GError) error = NULL;
  guint16 port;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key)");
  server_fixture_start (fixture);
  port = g_ascii_strtoull (strrchr (rel_server_get_url (fixture->server), ':') + 1, NULL, 10);
  g_assert_false (rel_server_start (second, port, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  server_fixture_stop (fixture);

  g_clear_error (&error);
  g_assert_true (rel_server_start (second, port, &error));
  g_assert_no_error (error);
}

static void
test_quotes_names (void)
{
  static const struct
  {
    const char *name;
    const char *quoted;
  } cases[] = {
    { "articles", "`articles`" },
    { "order", "`order`" },
    { "a `b`; DROP TABLE x --", "`a ``b``; DROP TABLE x --`" },
    { "", "``" },
    { "naïve 🦊 'x' \"y\" [z]", "`naïve 🦊 'x' \"y\" [z]`" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *quoted = rel_db_quote (cases[i].name);

      g_assert_cmpstr (quoted, ==, cases[i].quoted);
    }
}

/* Another program's changes make another version; one's own are told one by one. */
static void
test_version_tells_changes (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const watched[] = { "a", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RelDb) db = NULL;
  guint64 first, second;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key); CREATE TABLE b (id integer primary key)");
  db = rel_db_open (g_file_peek_path (fixture->file), &error);
  g_assert_no_error (error);
  rel_db_watch (db, watched);
  g_assert_true (rel_db_get_version (db, &first, &error));
  g_assert_true (rel_db_get_version (db, &second, &error));
  g_assert_cmpuint (first, ==, second);

  server_fixture_run_sql (fixture, "INSERT INTO a VALUES (1)");
  g_assert_true (rel_db_get_version (db, &second, &error));
  g_assert_cmpuint (first, !=, second);
  assert_changes (db, "");

  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_get_version (db, &first, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (2); INSERT INTO b VALUES (3)", &error));
  rel_db_mark_table (db, "b");
  assert_changes (db, "a 2,b 0");
  g_assert_true (rel_db_commit (db, &error));
  g_assert_true (rel_db_get_version (db, &second, &error));
  g_assert_cmpuint (first, ==, second);
  assert_changes (db, "");
}

/* A part of a transaction is taken back alone; what it had changed has changed again. */
static void
test_transactions_nest (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const watched[] = { "a", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RelDb) db = NULL;
  g_autofree char *ids = NULL;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key)");
  db = rel_db_open (g_file_peek_path (fixture->file), &error);
  g_assert_no_error (error);
  rel_db_watch (db, watched);

  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (1)", &error));
  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (2)", &error));
  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (3)", &error));
  g_assert_true (rel_db_commit (db, &error));
  assert_changes (db, "a 1,a 2,a 3");
  rel_db_rollback (db);
  assert_changes (db, "a 2,a 3");
  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (4)", &error));
  g_assert_true (rel_db_commit (db, &error));
  g_assert_true (rel_db_commit (db, &error));
  assert_changes (db, "a 4");
  ids = server_fixture_read_sql (fixture, "SELECT group_concat (id) FROM a");
  g_assert_cmpstr (ids, ==, "1,4");

  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (5)", &error));
  g_assert_true (rel_db_commit (db, &error));
  assert_changes (db, "a 5");
  rel_db_rollback (db);
  assert_changes (db, "a 5");
}

/* SQLite ends a whole transaction by itself after some failures: then nothing more is done in
 * it, and above all not beside it. */
static void
test_lost_transaction (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelDb) db = NULL;
  g_autofree char *count = NULL;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key)");
  db = rel_db_open (g_file_peek_path (fixture->file), &error);
  g_assert_no_error (error);

  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (1)", &error));
  g_assert_false (rel_db_run (db, "INSERT OR ROLLBACK INTO a VALUES (1)", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (rel_db_begin (db, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
  g_clear_error (&error);
  g_assert_false (rel_db_commit (db, &error));
  g_clear_error (&error);
  rel_db_rollback (db);

  g_assert_true (rel_db_begin (db, &error));
  g_assert_true (rel_db_run (db, "INSERT INTO a VALUES (7)", &error));
  g_assert_true (rel_db_commit (db, &error));
  count = server_fixture_read_sql (fixture, "SELECT group_concat (id) FROM a");
  g_assert_cmpstr (count, ==, "7");
}

/* A program that was killed in the middle of writing leaves a journal: what it had half
 * done is undone before anybody reads. */
static void
test_recovers_after_a_crash (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *journal = g_strconcat (g_file_peek_path (fixture->file), "-journal", NULL);
  g_autofree char *database_content = NULL;
  g_autofree char *journal_content = NULL;
  g_autofree char *names = NULL;
  gsize database_length, journal_length;
  sqlite3 *db;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id integer primary key); CREATE TABLE b (id integer primary key)");
  db = server_fixture_open_sqlite (fixture);
  sqlite3_exec (db,
                "PRAGMA cache_size = 1; BEGIN; DROP TABLE b; CREATE TABLE c (x); INSERT INTO c SELECT randomblob "
                "(5000) FROM a AS n; WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50) "
                "INSERT INTO c SELECT randomblob (5000) FROM n",
                NULL, NULL, NULL);
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &database_content, &database_length, NULL));
  g_assert_true (g_file_get_contents (journal, &journal_content, &journal_length, NULL));
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_cmpuint (journal_length, >, 0);

  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), database_content, database_length, NULL));
  g_assert_true (g_file_set_contents (journal, journal_content, journal_length, NULL));
  server_fixture_start (fixture);
  server_fixture_call (fixture, "GET", "/collections/b", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "GET", "/collections/c", NULL);
  g_assert_cmpuint (fixture->status, ==, 403);
}

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init (fixture);
}

#define ADD(name, function) g_test_add ("/server/db/" name, ServerFixture, NULL, init, function, server_fixture_clear)

/* The server went on with a file that was no longer there: it answered with what had been in
 * it, and could not write. */
static void
test_file_is_replaced (ServerFixture *fixture, gconstpointer unused)
{
  const char *path = g_file_peek_path (fixture->file);
  g_autofree char *backup = g_strconcat (path, ".backup", NULL);
  g_autofree char *content = NULL;
  gsize length;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id INTEGER PRIMARY KEY);"
                                   "CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a (id))");
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (backup, content, length, NULL));

  server_fixture_start (fixture);
  server_fixture_call (fixture, "PATCH", "/relations/b/a", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);

  g_assert_cmpint (g_rename (backup, path), ==, 0);
  server_fixture_call (fixture, "GET", "/relations/b/a", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (rel_json_get_object (json_node_get_object (fixture->answer),
                                                                       "data.schema"),
                                                  "on_delete"),
                   ==, "NO ACTION");
  server_fixture_call (fixture, "PATCH", "/relations/b/a", "{\"schema\":{\"on_delete\":\"SET NULL\"}}");
  g_assert_cmpuint (fixture->status, ==, 200);

  /* Gone and back again. */
  g_assert_cmpint (g_rename (path, backup), ==, 0);
  server_fixture_call (fixture, "GET", "/relations/b/a", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", NULL);
  g_assert_cmpint (g_rename (backup, path), ==, 0);
  server_fixture_call (fixture, "GET", "/relations/b/a", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
}

/* Also in a transaction, which goes on after that. */
static void
test_deadline (ServerFixture *fixture, gconstpointer unused)
{
  static const char sql[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                            " SELECT max (i) FROM n";
  g_autoptr (GError) error = NULL;
  g_autoptr (RelDb) db = NULL;

  server_fixture_run_sql (fixture, "CREATE TABLE a (id INTEGER PRIMARY KEY)");
  db = rel_db_open (g_file_peek_path (fixture->file), &error);
  g_assert_no_error (error);
  rel_db_begin (db, &error);
  rel_db_run (db, "CREATE TABLE kept (a)", &error);
  g_assert_no_error (error);
  rel_db_set_deadline (db, g_get_monotonic_time () - 1);
  g_assert_false (rel_db_run (db, sql, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);

  rel_db_set_deadline (db, 0);
  g_assert_true (rel_db_run (db, sql, &error));
  rel_db_commit (db, &error);
  g_assert_no_error (error);
  server_fixture_assert_sql (fixture, "SELECT name FROM sqlite_schema WHERE name = 'kept'", "kept");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("refuses-missing", test_refuses_missing);
  ADD ("refuses-other-files", test_refuses_other_files);
  ADD ("refuses-folder", test_refuses_folder);
  ADD ("says-who-has-locked", test_says_who_has_locked);
  ADD ("starts-again", test_starts_again);
  ADD ("gives-port-in-use-back", test_gives_port_in_use_back);
  ADD ("version-tells-changes", test_version_tells_changes);
  ADD ("transactions-nest", test_transactions_nest);
  ADD ("lost-transaction", test_lost_transaction);
  ADD ("recovers-after-a-crash", test_recovers_after_a_crash);
  ADD ("file-is-replaced", test_file_is_replaced);
  ADD ("deadline", test_deadline);
  g_test_add_func ("/server/db/quotes-names", test_quotes_names);

  return g_test_run ();
}
