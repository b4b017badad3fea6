/* test-commands.c
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

#include "cli-fixture.h"

static void
assert_member (CliFixture *fixture, const char *target, const char *path, const char *expected)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "show", target, "articles", "author", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = cli_parse_output (fixture);
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (node), path), ==, expected);
}

static void
test_list (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  cli_run (fixture, "list", "sample", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->err, ==, "");
  cli_assert_has (fixture->out, "articles.author");
  g_assert_null (strstr (fixture->out, "directus_users."));

  cli_run (fixture, "list", "sample", "--system", NULL);
  cli_assert_has (fixture->out, "directus_users.");

  cli_run (fixture, "list", fixture->snapshot, "pages_blocks", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = cli_parse_output (fixture);
  array = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (array, 1), "kind"), ==, "m2a");
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (array, 1), "field"), ==, "item");

  /* The two dashes were taken for a name unless they came first. */
  cli_run (fixture, "list", fixture->snapshot, "--", "-nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "“-nowhere”");

  cli_run (fixture, "list", fixture->snapshot, "nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_assert_has (fixture->err, "nowhere");
}

static void
test_show (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "show", fixture->snapshot, "articles", "author", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "many to one");
  cli_assert_has (fixture->out, "schema.on_delete               SET NULL");

  /* Two relations of these names: both are shown. */
  cli_run (fixture, "show", fixture->snapshot, "legacy_notes", "twice", NULL);
  cli_assert_has (fixture->out, "related_collection             authors");
  cli_assert_has (fixture->out, "related_collection             tags");

  cli_run (fixture, "show", fixture->snapshot, "articles", "title", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

static void
test_set (CliFixture *fixture, gconstpointer data)
{
  static const char *const targets[] = { "sample", "magazine.json" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      cli_run (fixture, "set", targets[i], "articles", "author", "meta.one_deselect_action=delete", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_member (fixture, targets[i], "meta.one_deselect_action", "delete");
      assert_member (fixture, targets[i], "schema.on_delete", "SET NULL");
      assert_member (fixture, targets[i], "schema.on_update", "NO ACTION");

      cli_run (fixture, "set", targets[i], "articles", "author", "schema.on_delete=CASCADE", "schema.on_update=CASCADE",
               NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_member (fixture, targets[i], "meta.one_deselect_action", "delete");
      assert_member (fixture, targets[i], "schema.on_delete", "CASCADE");
      assert_member (fixture, targets[i], "schema.on_update", "CASCADE");

      cli_run (fixture, "set", targets[i], "articles", "author", "schema.on_delete=CASCADE", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      cli_assert_has (fixture->err, "Nothing to do");
    }
}

static void
test_set_refuses (CliFixture *fixture, gconstpointer data)
{
  static const char *const assignments[] = {
    "schema.on_delete=banana", "schema.on_delete", "nothing=1", "meta.id=3", "meta.sort_field=title",
  };

  for (guint i = 0; i < G_N_ELEMENTS (assignments); i++)
    {
      cli_run (fixture, "set", "magazine.json", "articles", "author", "meta.one_deselect_action=delete", assignments[i],
               NULL);
      g_assert_cmpint (fixture->status, ==, 1);
      g_assert_cmpstr (fixture->err, !=, "");
      /* All or nothing. */
      assert_member (fixture, "magazine.json", "meta.one_deselect_action", "nullify");
    }
}

static void
test_dry_run (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "set", "magazine.json", "articles", "author", "schema.on_delete=CASCADE", "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "PATCH /relations/articles/author");
  cli_assert_has (fixture->out, "\"on_delete\": \"CASCADE\"");
  assert_member (fixture, "magazine.json", "schema.on_delete", "SET NULL");
}

static void
test_plan_and_apply (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "export", "magazine.json", "--format=yaml", "-o", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");

  cli_run (fixture, "set", "wanted.yaml", "articles", "author", "schema.on_delete=RESTRICT", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", "--format=json", "-o", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);

  cli_run (fixture, "apply", "magazine.json", "plan.json", "--dry-run", NULL);
  cli_assert_has (fixture->out, "PATCH /relations/articles/author");
  assert_member (fixture, "magazine.json", "schema.on_delete", "SET NULL");

  cli_run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_member (fixture, "magazine.json", "schema.on_delete", "RESTRICT");

  /* A second time there is nothing left; when the base has moved it is refused. */
  cli_run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "Nothing to do");
  cli_run (fixture, "set", "magazine.json", "articles", "author", "schema.on_delete=CASCADE", NULL);
  cli_run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->err, "schema.on_delete");
  assert_member (fixture, "magazine.json", "schema.on_delete", "CASCADE");
}

/* What a plan may do besides is said to people and to programs. */
static void
test_plan_says_hazards (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) plan = NULL;
  JsonArray *hazards;
  JsonObject *hazard;

  cli_run (fixture, "export", "magazine.json", "--format=yaml", "-o", "wanted.yaml", NULL);
  cli_run (fixture, "set", "wanted.yaml", "legacy_notes", "author", "schema.on_delete=SET NULL", NULL);
  cli_run (fixture, "delete", "wanted.yaml", "articles", "author", "--with-field", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->err,
                  "articles.author: loss: All values of “author” in the items of “articles” are deleted.");
  cli_assert_has (fixture->err, "legacy_notes.author: note: ");

  cli_run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", "--json", NULL);
  plan = cli_parse_output (fixture);
  hazards = rel_json_get_array (json_node_get_object (plan), "hazards");
  hazard = json_array_get_object_element (hazards, 0);
  g_assert_cmpstr (rel_json_get_string (hazard, "change"), ==, "relation/legacy_notes/author/0");
  g_assert_cmpstr (rel_json_get_string (hazard, "id"), ==, "replaces-key");
  g_assert_cmpstr (rel_json_get_string (hazard, "severity"), ==, "note");
  g_assert_cmpstr (rel_json_get_string (hazard, "text"), !=, NULL);
}

/* Of a plan that was published half, the other half is sent; a plan is good elsewhere too. */
static void
test_applies_what_is_open (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "export", "magazine.json", "--format=yaml", "-o", "wanted.yaml", NULL);
  cli_run (fixture, "export", "magazine.json", "--format=yaml", "-o", "elsewhere.yaml", NULL);
  cli_run (fixture, "set", "wanted.yaml", "articles", "author", "schema.on_delete=RESTRICT", NULL);
  cli_run (fixture, "create", "wanted.yaml", "m2m", "articles", "critics", "authors", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", "--format=json", "-o", "plan.json", NULL);

  cli_run (fixture, "set", "magazine.json", "articles", "author", "schema.on_delete=RESTRICT", NULL);
  cli_run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "1 of the changes is there already.");
  cli_run (fixture, "plan", "magazine.json", "--against", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  cli_run (fixture, "apply", "elsewhere.yaml", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "elsewhere.yaml", "--against", "wanted.yaml", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_bad_plan (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "bad.json", NULL);

  cli_run (fixture, "apply", "magazine.json", "missing.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_file_set_contents (path, "{\"format\":\"other\"}", -1, NULL);
  cli_run (fixture, "apply", "magazine.json", "bad.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "plan");
}

/* The diagram, in each format and in part. */
static void
test_export_diagram (CliFixture *fixture, gconstpointer data)
{
  static const char *const starts[][2] = { { "svg", "<?xml" },        { "pdf", "%PDF-" },    { "png", "\211PNG" },
                                           { "dot", "digraph" },      { "mermaid", "erDi" }, { "dbml", "Table" },
                                           { "layout", "{\"width\"" } };
  g_autofree char *written = g_build_filename (fixture->folder, "picture", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *format = g_strconcat ("--format=", starts[i][0], NULL);
      g_autofree char *contents = NULL;

      cli_run (fixture, "export", "magazine.json", format, "-o", "picture", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      g_assert_true (g_file_get_contents (written, &contents, NULL, NULL));
      g_assert_true (g_str_has_prefix (contents, starts[i][1]));
    }

  cli_run (fixture, "export", "magazine.json", "--format=dot", "--around", "articles", "--steps", "0", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "<b>articles</b>");
  g_assert_null (strstr (fixture->out, "<b>authors</b>"));
  cli_run (fixture, "export", "magazine.json", "--format=dot", "--path", "articles,authors", "--detail=names", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "<b>authors</b>");
  cli_run (fixture, "export", "magazine.json", "--format=dot", "--around", "nobody", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "nobody");
  cli_run (fixture, "export", "magazine.json", "--format=dot", "--around", "articles", "--folder", "x", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_run (fixture, "export", "magazine.json", "--format=dot", "--detail=all", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

/* Cards stand where a file says: one that the window wrote, or a layout that was exported. */
static void
test_export_arranged (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "arrangement.json", NULL);
  g_autofree char *text = NULL;

  g_file_set_contents (path,
                       "{\"format\":\"relations-arrangement\",\"version\":1,"
                       "\"cards\":[{\"name\":\"tags\",\"x\":2300,\"y\":0}]}",
                       -1, NULL);
  cli_run (fixture, "export", "magazine.json", "--format=layout", "--arrangement", "arrangement.json", "-o",
           "layout.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_free (path);
  path = g_build_filename (fixture->folder, "layout.json", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  cli_assert_has (text, "\"name\":\"tags\",\"x\":2300.0,");

  cli_run (fixture, "export", "magazine.json", "--format=layout", "--arrangement", "layout.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "\"name\":\"tags\",\"x\":2300.0,");
  cli_run (fixture, "export", "magazine.json", "--format=layout", "--arrangement", "magazine.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "magazine.json: This is not an arrangement of Relations");
  cli_run (fixture, "export", "magazine.json", "--format=layout", "--arrangement", "layout.json", "--around", "tags",
           NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

/* What is exported of a server can be read, and has all that is not Directus' own. */
static void
test_export (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *listed = NULL;

  cli_run (fixture, "list", "sample", NULL);
  listed = g_strdup (fixture->out);
  cli_run (fixture, "export", "sample", "--format=snapshot", "-o", "copy.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "list", "copy.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, listed);
  cli_run (fixture, "plan", "sample", "--against", "copy.json", NULL);
  g_assert_cmpstr (fixture->out, ==, "");

  cli_run (fixture, "export", "sample", "--format=banana", NULL);
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

/* Reads all that a process still says. */
static char *
read_rest (GInputStream *stream)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* A line for each request: time, method, path, status, length, time taken. */
static void
assert_lines (const char *text, const char *const *expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length ((char **) expected) + 1);
  for (guint i = 0; expected[i] != NULL; i++)
    {
      g_autofree char *pattern =
        g_strdup_printf ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ %s \\d+ B \\d+\\.\\d ms$", expected[i]);

      g_test_message ("%s", lines[i]);
      g_assert_true (g_regex_match_simple (pattern, lines[i], 0, 0));
    }
}

static void
serve_until (CliFixture *fixture, int signal_number)
{
  static const char *const requests[] = { "GET /relations/articles/author 403", "GET /relations/articles/author 401",
                                          "GET /relations/articles/author 200", NULL };
  g_autoptr (GSubprocessLauncher) launcher =
    cli_new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_launcher_spawn (launcher, &error, fixture->program, "serve", "sample", NULL);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *log = NULL;

  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  url = read_line (stream, "url=");
  token = read_line (stream, "token=");
  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));

  g_assert_cmpuint (get_status (url, NULL), ==, 403);
  g_assert_cmpuint (get_status (url, "wrong"), ==, 401);
  g_assert_cmpuint (get_status (url, token), ==, 200);

  g_subprocess_send_signal (process, signal_number);
  log = read_rest (g_subprocess_get_stderr_pipe (process));
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  assert_lines (log, requests);
}

/* A token that was there but empty ended the program, and an address was asked for its folder. */
static void
test_serve_int (CliFixture *fixture, gconstpointer data)
{
  serve_until (fixture, SIGINT);
}

static void
test_serve_term (CliFixture *fixture, gconstpointer data)
{
  serve_until (fixture, SIGTERM);
}

static void
test_serve_refuses (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "empty", NULL);

  g_assert_true (g_file_set_contents (path, "\n", -1, NULL));
  cli_run (fixture, "serve", "sample", "--token-file", "empty", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "no token");

  cli_run (fixture, "serve", "https://example.com", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "not a SQLite file");
  cli_run (fixture, "serve", "magazine.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_run (fixture, "serve", "sample", "--host", "localhost", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "“localhost” is not the address of a network");
}

/* No computer has this address, so nobody is served by it. */
static void
test_serve_warns (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "serve", "sample", "--host", "192.0.2.1", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "Warning: other computers reach 192.0.2.1.");
}

static void
test_serve_without_token (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = cli_new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;

  /* An empty variable is none: the server makes a token of its own. */
  g_subprocess_launcher_setenv (launcher, "RELATIONS_TOKEN", "", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, fixture->program, "serve", "sample", NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  url = read_line (stream, "url=");
  token = read_line (stream, "token=");
  g_assert_cmpuint (get_status (url, token), ==, 200);

  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
}

/* As a server that has set RATE_LIMITER, to see what one's own program does then. */
static void
test_serve_limited (CliFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "2", "2/", "/3", "0/3", "2/0", "2/3/4", "two/3" };
  g_autoptr (GSubprocessLauncher) launcher = cli_new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_launcher_spawn (launcher, &error, fixture->program, "serve", "sample", "--rate-limit", "2/3600", NULL);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;

  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  url = read_line (stream, "url=");
  token = read_line (stream, "token=");
  g_assert_cmpuint (get_status (url, token), ==, 200);
  g_assert_cmpuint (get_status (url, token), ==, 200);
  g_assert_cmpuint (get_status (url, token), ==, 429);
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, &error));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      cli_run (fixture, "serve", "sample", "--rate-limit", wrong[i], NULL);
      g_assert_cmpint (fixture->status, ==, 1);
      cli_assert_has (fixture->err, "is not a number of requests and seconds");
    }
}

static void
test_token_file (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "list", "http://127.0.0.1:9", "--token-file", "missing", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "missing");

  cli_run (fixture, "list", "http://127.0.0.1:9?access_token=s3cret", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_null (strstr (fixture->err, "s3cret"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

#define ADD(name, func) g_test_add ("/cli/" name, CliFixture, argv[1], cli_set_up, func, cli_tear_down)
  ADD ("list", test_list);
  ADD ("show", test_show);
  ADD ("set", test_set);
  ADD ("set-refuses", test_set_refuses);
  ADD ("dry-run", test_dry_run);
  ADD ("plan-and-apply", test_plan_and_apply);
  ADD ("plan-says-hazards", test_plan_says_hazards);
  ADD ("applies-what-is-open", test_applies_what_is_open);
  ADD ("bad-plan", test_bad_plan);
  ADD ("export", test_export);
  ADD ("export-diagram", test_export_diagram);
  ADD ("export-arranged", test_export_arranged);
  ADD ("serve/int", test_serve_int);
  ADD ("serve/term", test_serve_term);
  ADD ("serve-refuses", test_serve_refuses);
  ADD ("serve-warns", test_serve_warns);
  ADD ("serve-without-token", test_serve_without_token);
  ADD ("serve-limited", test_serve_limited);
  ADD ("token-file", test_token_file);

  return g_test_run ();
}
