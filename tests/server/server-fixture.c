/* server-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "rel-db.h"
#include "rel-json.h"
#include "rel-router.h"
#include "rel-sample.h"

/* Makes a folder of one's own, and no database yet. */
void
server_fixture_init (ServerFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("rel-server-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "project.sqlite", NULL);
  self->file = g_file_new_for_path (path);
  self->session = soup_session_new_with_options ("timeout", 30, "idle-timeout", 5, NULL);
}

/* Makes the sample project, and from the second time on a copy of it, and serves it. */
void
server_fixture_init_sample (ServerFixture *self, gconstpointer unused)
{
  static char *sample = NULL;
  static gsize length = 0;
  g_autoptr (GError) error = NULL;

  server_fixture_init (self);
  if (sample != NULL)
    g_file_set_contents (g_file_peek_path (self->file), sample, length, &error);
  else if (rel_sample_create (self->file, &error))
    g_file_get_contents (g_file_peek_path (self->file), &sample, &length, &error);
  g_assert_no_error (error);
  server_fixture_start (self);
}

/* Makes a database with @sql and serves it. */
void
server_fixture_init_sql (ServerFixture *self, const char *sql)
{
  server_fixture_init (self);
  server_fixture_run_sql (self, sql);
  server_fixture_start (self);
}

void
server_fixture_clear (ServerFixture *self, gconstpointer unused)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  server_fixture_stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->file);
  g_clear_pointer (&self->answer, json_node_unref);

  folder = g_dir_open (self->folder, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

void
server_fixture_start (ServerFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->server = rel_server_new (self->file, NULL);
  rel_server_start (self->server, 0, &error);
  g_assert_no_error (error);
}

/* Ends the server; every reference to it must be gone then. */
void
server_fixture_stop (ServerFixture *self)
{
  if (self->server != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->server));
}

static GBytes *
send_request (ServerFixture *self, const char *method, const char *path, const char *body, const char *authorization)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (rel_server_get_url (self->server), path, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  GBytes *answer;

  g_assert_nonnull (uri);
  message = soup_message_new_from_uri (method, uri);
  if (authorization != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  answer = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);
  self->status = soup_message_get_status (message);
  return answer;
}

/* Sends a request with a header `Authorization`, or none, and returns the text of the answer. */
char *
server_fixture_call_as (ServerFixture *self,
                        const char *method,
                        const char *path,
                        const char *body,
                        const char *authorization)
{
  g_autoptr (GBytes) answer = send_request (self, method, path, body, authorization);
  gsize length = g_bytes_get_size (answer);
  char *text = length > 0 ? g_strndup (g_bytes_get_data (answer, NULL), length) : g_strdup ("");

  g_clear_pointer (&self->answer, json_node_unref);
  if (*text == '{')
    self->answer = rel_json_parse (text, strlen (text), NULL);
  return text;
}

/* Sends a request with the right token; returns `data` of the answer, if there is any. */
JsonNode *
server_fixture_call (ServerFixture *self, const char *method, const char *path, const char *body)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (self->server), NULL);
  g_autofree char *text = server_fixture_call_as (self, method, path, body, bearer);

  return self->answer != NULL ? rel_json_get (json_node_get_object (self->answer), "data") : NULL;
}

/* One place of the last answer, such as `data.meta.id`, as JSON text; "absent" if there is none. */
char *
server_fixture_dup_member (ServerFixture *self, const char *path)
{
  JsonNode *node = self->answer != NULL ? rel_json_get (json_node_get_object (self->answer), path) : NULL;

  return node != NULL ? rel_json_dup_text (node, FALSE) : g_strdup ("absent");
}

/* Checks one place of the last answer. */
void
server_fixture_assert_member (ServerFixture *self, const char *path, const char *expected)
{
  g_autofree char *actual = server_fixture_dup_member (self, path);

  g_assert_cmpstr (actual, ==, expected);
}

/* Checks that the last answer is an error; @message may be %NULL. */
void
server_fixture_assert_error (ServerFixture *self, guint status, const char *code, const char *message)
{
  JsonArray *errors;
  JsonObject *first;

  g_assert_cmpuint (self->status, ==, status);
  g_assert_nonnull (self->answer);
  errors = rel_json_get_array (json_node_get_object (self->answer), "errors");
  g_assert_nonnull (errors);
  first = json_array_get_object_element (errors, 0);
  g_assert_cmpstr (rel_json_get_string (first, "extensions.code"), ==, code);
  if (message != NULL)
    g_assert_cmpstr (rel_json_get_string (first, "message"), ==, message);
}

/* The answer of a router that has just read the database. */
static GBytes *
read_anew (RelProject *project, const char *path)
{
  RelCall call = { .method = "GET", .path = path, .is_known = TRUE, .is_admin = TRUE };
  g_autoptr (RelReply) reply = rel_router_answer (project, &call);

  g_assert_cmpuint (reply->status, ==, 200);
  return g_bytes_ref (reply->text);
}

/* Checks that what the server keeps in mind is what somebody who reads everything finds. */
void
server_fixture_assert_fresh (ServerFixture *self)
{
  static const char *const paths[] = { "/collections", "/fields", "/relations" };
  g_autoptr (GError) error = NULL;
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (self->server), NULL);
  RelProject *project = rel_project_open (self->file, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GBytes) kept = send_request (self, "GET", paths[i], NULL, bearer);
      g_autoptr (GBytes) read = read_anew (project, paths[i]);

      g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), g_bytes_get_data (read, NULL),
                       g_bytes_get_size (read));
    }
  rel_project_free (project);
}

/* A hash of the database's bytes. */
char *
server_fixture_dup_hash (ServerFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (g_file_peek_path (self->file), &content, &length, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}

/* How many files stand in the folder. */
guint
server_fixture_count_files (ServerFixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

sqlite3 *
server_fixture_open_sqlite (ServerFixture *self)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (g_file_peek_path (self->file), &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  /* What these connections write need not survive the machine. */
  sqlite3_exec (db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  return db;
}

/* Runs statements past the server, as another program would. */
void
server_fixture_run_sql (ServerFixture *self, const char *sql)
{
  sqlite3 *db = server_fixture_open_sqlite (self);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static void
append_sql (sqlite3 *db, const char *sql, GString *text)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                                sqlite3_column_text (statement, i) != NULL
                                  ? (const char *) sqlite3_column_text (statement, i)
                                  : "");
    }
  sqlite3_finalize (statement);
}

/* All values that a statement gives, with a bar between columns and a line feed between rows. */
char *
server_fixture_read_sql (ServerFixture *self, const char *sql)
{
  sqlite3 *db = server_fixture_open_sqlite (self);
  GString *text = g_string_new (NULL);

  append_sql (db, sql, text);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

/* Checks what a statement gives. */
void
server_fixture_assert_sql (ServerFixture *self, const char *sql, const char *expected)
{
  g_autofree char *actual = server_fixture_read_sql (self, sql);

  g_assert_cmpstr (actual, ==, expected);
}

/* All that is in the database: definitions and rows. */
char *
server_fixture_dup_state (ServerFixture *self)
{
  g_autofree char *names = server_fixture_read_sql (self, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  g_auto (GStrv) tables = g_strsplit (names, "\n", -1);
  sqlite3 *db = server_fixture_open_sqlite (self);
  GString *state = g_string_new (NULL);

  append_sql (db, "SELECT type, name, sql FROM sqlite_schema", state);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *quoted = rel_db_quote (tables[i]);
      g_autofree char *sql = g_strdup_printf ("SELECT '%u', * FROM %s", i, quoted);

      append_sql (db, sql, state);
    }
  sqlite3_close (db);
  return g_string_free (state, FALSE);
}
