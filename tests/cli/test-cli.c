/* test-cli.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs the program as a person does, on the sample and on a snapshot file, and looks at
 * what it prints, how it ends and what became of the project.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#include "folder.h"
#include "rel-json.h"

#define MAX_ARGUMENTS 16

static const char *program;

typedef struct
{
  char *folder;   /* the home of the program, and the working directory */
  char *snapshot; /* a project of its own */
  char *out;      /* what the last run printed */
  char *err;
  int status;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->snapshot = g_build_filename (fixture->folder, "magazine.json", NULL);
  g_assert_true (g_file_get_contents (source, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->snapshot, contents, length, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->snapshot);
  g_free (fixture->out);
  g_free (fixture->err);
}

static GSubprocessLauncher *
new_launcher (Fixture *fixture, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", TRUE);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "RELATIONS_TOKEN");
  return launcher;
}

/* Runs the program; the arguments end with %NULL. */
static void G_GNUC_NULL_TERMINATED
run (Fixture *fixture, ...)
{
  g_autoptr (GSubprocessLauncher) launcher =
    new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[MAX_ARGUMENTS] = { program };
  guint n = 1;
  va_list list;

  va_start (list, fixture);
  while ((arguments[n] = va_arg (list, const char *)) != NULL)
    g_assert_cmpuint (++n, <, MAX_ARGUMENTS);
  va_end (list);

  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &fixture->out, &fixture->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->status = g_subprocess_get_exit_status (process);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static JsonNode *
parse_output (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (fixture->out, strlen (fixture->out), &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_member (Fixture *fixture, const char *target, const char *path, const char *expected)
{
  g_autoptr (JsonNode) node = NULL;

  run (fixture, "show", target, "articles", "author", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = parse_output (fixture);
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (node), path), ==, expected);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  run (fixture, "list", "sample", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->err, ==, "");
  assert_has (fixture->out, "articles.author");
  g_assert_null (strstr (fixture->out, "directus_users."));

  run (fixture, "list", "sample", "--system", NULL);
  assert_has (fixture->out, "directus_users.");

  run (fixture, "list", fixture->snapshot, "pages_blocks", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = parse_output (fixture);
  array = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (array, 1), "kind"), ==, "m2a");
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (array, 1), "field"), ==, "item");

  /* The two dashes were taken for a name unless they came first. */
  run (fixture, "list", fixture->snapshot, "--", "-nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "“-nowhere”");

  run (fixture, "list", fixture->snapshot, "nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_has (fixture->err, "nowhere");
}

static void
test_show (Fixture *fixture, gconstpointer data)
{
  run (fixture, "show", fixture->snapshot, "articles", "author", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "many to one");
  assert_has (fixture->out, "schema.on_delete               SET NULL");

  /* Two relations of these names: both are shown. */
  run (fixture, "show", fixture->snapshot, "legacy_notes", "twice", NULL);
  assert_has (fixture->out, "related_collection             authors");
  assert_has (fixture->out, "related_collection             tags");

  run (fixture, "show", fixture->snapshot, "articles", "title", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  static const char *const targets[] = { "sample", "magazine.json" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      run (fixture, "set", targets[i], "articles", "author", "meta.one_deselect_action=delete", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_member (fixture, targets[i], "meta.one_deselect_action", "delete");
      assert_member (fixture, targets[i], "schema.on_delete", "SET NULL");
      assert_member (fixture, targets[i], "schema.on_update", "NO ACTION");

      run (fixture, "set", targets[i], "articles", "author", "schema.on_delete=CASCADE", "schema.on_update=CASCADE",
           NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_member (fixture, targets[i], "meta.one_deselect_action", "delete");
      assert_member (fixture, targets[i], "schema.on_delete", "CASCADE");
      assert_member (fixture, targets[i], "schema.on_update", "CASCADE");

      run (fixture, "set", targets[i], "articles", "author", "schema.on_delete=CASCADE", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_has (fixture->err, "Nothing to do");
    }
}

static void
test_set_refuses (Fixture *fixture, gconstpointer data)
{
  static const char *const assignments[] = {
    "schema.on_delete=banana", "schema.on_delete", "nothing=1", "meta.id=3", "meta.sort_field=title",
  };

  for (guint i = 0; i < G_N_ELEMENTS (assignments); i++)
    {
      run (fixture, "set", "magazine.json", "articles", "author", "meta.one_deselect_action=delete", assignments[i],
           NULL);
      g_assert_cmpint (fixture->status, ==, 1);
      g_assert_cmpstr (fixture->err, !=, "");
      /* All or nothing. */
      assert_member (fixture, "magazine.json", "meta.one_deselect_action", "nullify");
    }
}

static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  run (fixture, "set", "magazine.json", "articles", "author", "schema.on_delete=CASCADE", "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "PATCH /relations/articles/author");
  assert_has (fixture->out, "\"on_delete\": \"CASCADE\"");
  assert_member (fixture, "magazine.json", "schema.on_delete", "SET NULL");
}

static void
test_plan_and_apply (Fixture *fixture, gconstpointer data)
{
  run (fixture, "export", "magazine.json", "--format=yaml", "-o", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");

  run (fixture, "set", "wanted.yaml", "articles", "author", "schema.on_delete=RESTRICT", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", "--format=json", "-o", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);

  run (fixture, "apply", "magazine.json", "plan.json", "--dry-run", NULL);
  assert_has (fixture->out, "PATCH /relations/articles/author");
  assert_member (fixture, "magazine.json", "schema.on_delete", "SET NULL");

  run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_member (fixture, "magazine.json", "schema.on_delete", "RESTRICT");

  /* A second time there is nothing left; when the base has moved it is refused. */
  run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->err, "Nothing to do");
  run (fixture, "set", "magazine.json", "articles", "author", "schema.on_delete=CASCADE", NULL);
  run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_has (fixture->err, "schema.on_delete");
  assert_member (fixture, "magazine.json", "schema.on_delete", "CASCADE");
}

static void
test_bad_plan (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "bad.json", NULL);

  run (fixture, "apply", "magazine.json", "missing.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_file_set_contents (path, "{\"format\":\"other\"}", -1, NULL);
  run (fixture, "apply", "magazine.json", "bad.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "plan");
}

/* The diagram, in each format and in part. */
static void
test_export_diagram (Fixture *fixture, gconstpointer data)
{
  static const char *const starts[][2] = { { "svg", "<?xml" },        { "pdf", "%PDF-" },    { "png", "\211PNG" },
                                           { "dot", "digraph" },      { "mermaid", "erDi" }, { "dbml", "Table" },
                                           { "layout", "{\"width\"" } };
  g_autofree char *written = g_build_filename (fixture->folder, "picture", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *format = g_strconcat ("--format=", starts[i][0], NULL);
      g_autofree char *contents = NULL;

      run (fixture, "export", "magazine.json", format, "-o", "picture", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      g_assert_true (g_file_get_contents (written, &contents, NULL, NULL));
      g_assert_true (g_str_has_prefix (contents, starts[i][1]));
    }

  run (fixture, "export", "magazine.json", "--format=dot", "--around", "articles", "--steps", "0", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "<b>articles</b>");
  g_assert_null (strstr (fixture->out, "<b>authors</b>"));
  run (fixture, "export", "magazine.json", "--format=dot", "--path", "articles,authors", "--detail=names", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "<b>authors</b>");
  run (fixture, "export", "magazine.json", "--format=dot", "--around", "nobody", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "nobody");
  run (fixture, "export", "magazine.json", "--format=dot", "--around", "articles", "--folder", "x", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, "export", "magazine.json", "--format=dot", "--detail=all", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

/* What is exported of a server can be read, and has all that is not Directus' own. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *listed = NULL;

  run (fixture, "list", "sample", NULL);
  listed = g_strdup (fixture->out);
  run (fixture, "export", "sample", "--format=snapshot", "-o", "copy.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, "list", "copy.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, listed);
  run (fixture, "plan", "sample", "--against", "copy.json", NULL);
  g_assert_cmpstr (fixture->out, ==, "");

  run (fixture, "export", "sample", "--format=banana", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

static char *
read_line (GDataInputStream *stream, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, prefix));
  return g_strdup (line + strlen (prefix));
}

static guint
get_status (const char *url, const char *token)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *address = g_strconcat (url, "/relations/articles/author", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  return soup_message_get_status (message);
}

static void
test_serve (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawn (launcher, &error, program, "serve", "sample", NULL);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;

  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  url = read_line (stream, "url=");
  token = read_line (stream, "token=");
  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));

  g_assert_cmpuint (get_status (url, NULL), ==, 403);
  g_assert_cmpuint (get_status (url, "wrong"), ==, 401);
  g_assert_cmpuint (get_status (url, token), ==, 200);

  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* A token that was there but empty ended the program, and an address was asked for its folder. */
static void
test_serve_refuses (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "empty", NULL);

  g_assert_true (g_file_set_contents (path, "\n", -1, NULL));
  run (fixture, "serve", "sample", "--token-file", "empty", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "no token");

  run (fixture, "serve", "https://example.com", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "not a SQLite file");
  run (fixture, "serve", "magazine.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

static void
test_serve_without_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;

  /* An empty variable is none: the server makes a token of its own. */
  g_subprocess_launcher_setenv (launcher, "RELATIONS_TOKEN", "", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "serve", "sample", NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  url = read_line (stream, "url=");
  token = read_line (stream, "token=");
  g_assert_cmpuint (get_status (url, token), ==, 200);

  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
}

static void
test_token_file (Fixture *fixture, gconstpointer data)
{
  run (fixture, "list", "http://127.0.0.1:9", "--token-file", "missing", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "missing");

  run (fixture, "list", "http://127.0.0.1:9?access_token=s3cret", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_null (strstr (fixture->err, "s3cret"));
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  run (fixture, "--help", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "export");

  run (fixture, "list", "--help", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "list");

  run (fixture, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  run (fixture, "list", "", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "sample");
  run (fixture, "banana", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, "list", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, "list", "sample", "--banana", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

#define ADD(name, func) g_test_add ("/cli/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_list);
  ADD ("show", test_show);
  ADD ("set", test_set);
  ADD ("set-refuses", test_set_refuses);
  ADD ("dry-run", test_dry_run);
  ADD ("plan-and-apply", test_plan_and_apply);
  ADD ("bad-plan", test_bad_plan);
  ADD ("export", test_export);
  ADD ("export-diagram", test_export_diagram);
  ADD ("serve", test_serve);
  ADD ("serve-refuses", test_serve_refuses);
  ADD ("serve-without-token", test_serve_without_token);
  ADD ("token-file", test_token_file);
  ADD ("usage", test_usage);

  return g_test_run ();
}
