/* test-kill.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills a server at each operation on the disk of each kind of change: the project is then
 * the old or the new one, whole and sound.
 *
 *     test-kill [--slow]    --slow: with tables of many rows, which do not fit the cache
 */

#include <string.h>
#include <signal.h>

#include <glib/gstdio.h>

#include "database-dump.h"
#include "deadly-vfs.h"
#include "server-fixture.h"

#define MANY_ROWS "20000"

/* A change of the sample. */
typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *body; /* (nullable) */
} Change;

static const Change changes[] = {
  { "on-delete", "PATCH", "/relations/articles/author",
    "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_deselect_action\":\"delete\"}}" },
  { "meta", "PATCH", "/relations/articles/author", "{\"meta\":{\"sort_field\":\"title\"}}" },
  { "delete", "DELETE", "/relations/articles/author", NULL },
  { "create", "POST", "/relations",
    "{\"collection\":\"plain\",\"field\":\"language\",\"related_collection\":\"languages\",\"schema\":{\"on_delete\":"
    "\"SET NULL\"}}" },
  { "adopt", "PATCH", "/relations/plain/author", "{\"meta\":{\"one_field\":\"plain\"}}" },
  { "create-field", "POST", "/fields/articles", "{\"field\":\"fresh\",\"type\":\"string\",\"schema\":{},\"meta\":{}}" },
  { "change-field", "PATCH", "/fields/articles/title", "{\"schema\":{\"is_nullable\":true}}" },
  { "delete-field", "DELETE", "/fields/articles/title", NULL },
  { "create-collection", "POST", "/collections", "{\"collection\":\"fresh\",\"schema\":{},\"meta\":{}}" },
  { "delete-collection", "DELETE", "/collections/authors", NULL },
};

static char *program;
static gboolean is_slow;

/* What a child does: serves a file and makes one change; it dies on the way or ends well. */
static int
make_change (const char *path, const Change *change, guint n_operations, gboolean half_way)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  ServerFixture fixture = { .file = file, .session = soup_session_new () };

  server_fixture_start (&fixture);
  deadly_vfs_register (n_operations, half_way);
  server_fixture_call (&fixture, change->method, change->path, change->body);
  g_assert_cmpuint (fixture.status / 100, ==, 2);

  server_fixture_stop (&fixture);
  g_clear_object (&fixture.session);
  g_clear_pointer (&fixture.answer, json_node_unref);
  return 0;
}

/* Runs a child; gets whether it was killed. */
static gboolean
run_child (ServerFixture *fixture, const Change *change, guint n_operations, gboolean half_way)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operations = g_strdup_printf ("%u", n_operations);
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--child",
                                                    g_file_peek_path (fixture->file), change->name, operations,
                                                    half_way ? "half" : "whole", NULL);

  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (child))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      return TRUE;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return FALSE;
}

static char *
dup_dump (ServerFixture *fixture)
{
  sqlite3 *db = server_fixture_open_sqlite (fixture);
  char *dump = database_dump (db);

  sqlite3_close (db);
  return dump;
}

static void
put_back (ServerFixture *fixture, const char *content, gsize length)
{
  static const char *const suffixes[] = { "-journal", "-wal", "-shm" };
  const char *path = g_file_peek_path (fixture->file);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);

      g_unlink (beside);
    }
  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
}

static void
assert_sound (ServerFixture *fixture)
{
  g_autofree char *integrity = server_fixture_read_sql (fixture, "PRAGMA integrity_check");
  g_autofree char *keys = server_fixture_read_sql (fixture, "PRAGMA foreign_key_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (keys, ==, "");
}

/* Kills at the first operation, at the second, and so on until there are no more. */
static void
kill_everywhere (ServerFixture *fixture, const Change *change, gboolean half_way)
{
  g_autofree char *content = NULL;
  g_autofree char *before = dup_dump (fixture);
  g_autofree char *after = NULL;
  gsize length;
  guint n_kills = 0;
  guint n_old = 0;

  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &content, &length, NULL));
  g_assert_false (run_child (fixture, change, 0, half_way));
  after = dup_dump (fixture);
  g_assert_cmpstr (before, !=, after);

  for (put_back (fixture, content, length); run_child (fixture, change, n_kills + 1, half_way);
       put_back (fixture, content, length))
    {
      g_autofree char *now = dup_dump (fixture);

      n_kills++;
      n_old += strcmp (now, before) == 0;
      g_assert_true (strcmp (now, before) == 0 || strcmp (now, after) == 0);
      assert_sound (fixture);
    }
  put_back (fixture, content, length);
  g_test_message ("%s: %u kills, after %u of them the old schema", change->name, n_kills, n_old);
  g_assert_cmpuint (n_kills, >, 2);
  g_assert_cmpuint (n_old, >, 0);
  g_assert_true (!half_way || n_old < n_kills);
}

static void
init (ServerFixture *fixture, gconstpointer data)
{
  server_fixture_init_sample (fixture, NULL);
  server_fixture_stop (fixture);
  server_fixture_run_sql (fixture, "CREATE TABLE plain (id INTEGER PRIMARY KEY, language TEXT,"
                                   " author INTEGER REFERENCES authors (id))");
  if (is_slow)
    server_fixture_run_sql (fixture, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT " MANY_ROWS
                                     ") INSERT INTO articles (title) SELECT printf ('%0100d', i) FROM n");
}

static void
test_change (ServerFixture *fixture, gconstpointer data)
{
  kill_everywhere (fixture, data, TRUE);
  if (is_slow)
    kill_everywhere (fixture, data, FALSE);
}

static void
test_change_with_log (ServerFixture *fixture, gconstpointer data)
{
  server_fixture_run_sql (fixture, "PRAGMA journal_mode = WAL");
  kill_everywhere (fixture, data, TRUE);
  if (is_slow)
    kill_everywhere (fixture, data, FALSE);
}

static int
be_child (char **arguments)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      if (strcmp (changes[i].name, arguments[1]) == 0)
        return make_change (arguments[0], &changes[i], atoi (arguments[2]), strcmp (arguments[3], "half") == 0);
    }
  return 1;
}

int
main (int argc, char *argv[])
{
  if (argc == 6 && strcmp (argv[1], "--child") == 0)
    return be_child (argv + 2);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  is_slow = argc > 1 && strcmp (argv[1], "--slow") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *name = g_strconcat ("/server/kill/journal/", changes[i].name, NULL);
      g_autofree char *name_with_log = g_strconcat ("/server/kill/log/", changes[i].name, NULL);

      g_test_add (name, ServerFixture, &changes[i], init, test_change, server_fixture_clear);
      g_test_add (name_with_log, ServerFixture, &changes[i], init, test_change_with_log, server_fixture_clear);
    }
  return g_test_run ();
}
