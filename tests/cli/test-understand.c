/* test-understand.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that help to understand a schema: list with a query, impact, path, diff.
 */

#include "config.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#include "cli-fixture.h"

static void
test_where (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "list", fixture->snapshot, "--where", "kind:m2m on_delete:set_null field:tags_id", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = cli_parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (json_node_get_array (node), 0), "field"), ==,
                   "tags_id");

  /* It may begin with what is not wanted, and goes together with a collection. */
  cli_run (fixture, "list", fixture->snapshot, "articles", "--where=-field:author -image -lost", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "articles.reviewer  m2o     -  deselect=nullify key=none\n");

  cli_run (fixture, "list", fixture->snapshot, "--where", "nothing like that", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_where_fails (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "list", fixture->snapshot, "--where", "größe colour:red", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_assert_has (fixture->err, "relations-cli: “colour:” cannot be asked for.");
  cli_assert_has (fixture->err, "\n  größe colour:red\n        ^^^^^^^\n");
}

static JsonObject *
find_node (JsonArray *nodes, const char *collection, const char *field)
{
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      JsonObject *node = json_array_get_object_element (nodes, i);

      if (g_str_equal (rel_json_get_string (node, "collection"), collection) &&
          g_str_equal (rel_json_get_string (node, "field"), field))
        return node;
    }
  g_assert_not_reached ();
}

static void
test_impact (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "impact", fixture->snapshot, "block_text", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==,
                   "pages_blocks.item: dead link\n"
                   "  The items of “pages_blocks” that refer to a deleted item of “block_text” keep its key in “item”: "
                   "without a foreign key, nobody takes these dead links away.\n");

  cli_run (fixture, "impact", fixture->snapshot, "chapters", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "No items refer to one of “chapters”.\n");

  cli_run (fixture, "impact", fixture->snapshot, "nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "There is no collection “nowhere”");
}

/* The sample is served by the embedded server, which counts. */
static void
test_impact_rows (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *nodes;

  cli_run (fixture, "impact", "sample", "authors", "--rows", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->err, ==, "");
  node = cli_parse_output (fixture);
  nodes = rel_json_get_array (json_node_get_object (node), "then");
  g_assert_cmpint (json_object_get_int_member (find_node (nodes, "articles", "author"), "rows"), ==, 9);
  g_assert_cmpint (json_object_get_int_member (find_node (nodes, "legacy_contributions", "author"), "rows"), ==, 4);

  cli_run (fixture, "impact", "sample", "authors", "--rows", NULL);
  cli_assert_has (fixture->out, "articles.author: set to null (9 items)\n");

  /* That there is nothing to count is said, and the rest is shown. */
  cli_run (fixture, "impact", fixture->snapshot, "authors", "--rows", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->err, ==, "A snapshot has no items that could be counted.\n");
  cli_assert_has (fixture->out, "articles.author: set to null\n");
}

static void
test_path (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "path", fixture->snapshot, "pages", "block_text", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==,
                   "pages.blocks → block_text\n"
                   "  fields=blocks.item:block_text.id\n"
                   "  filter={\"blocks\":{\"item:block_text\":{\"id\":{\"_nnull\":true}}}}\n"
                   "  deep={\"blocks\":{\"_limit\":-1}}\n"
                   "  query {\n    pages {\n      blocks (limit: -1) {\n        item {\n          ... on block_text {\n"
                   "            id\n          }\n        }\n      }\n    }\n  }\n");

  cli_run (fixture, "path", fixture->snapshot, "articles", "authors", "--k", "1", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = cli_parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);

  cli_run (fixture, "path", fixture->snapshot, "authors", "legacy_notes", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "No request leads from “authors” to “legacy_notes”");

  /* None was taken for the usual number. */
  cli_run (fixture, "path", fixture->snapshot, "articles", "authors", "--k", "0", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_assert_has (fixture->err, "Say --k with a number from 1 to 50");
  cli_run (fixture, "path", fixture->snapshot, "articles", "authors", "--k=-1", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "Say --k with a number from 1 to 50");
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

/* Serves a file, with the token of another file or one of its own. */
static GSubprocess *
serve (CliFixture *fixture, const char *file, const char *token_file, char **url, char **token)
{
  g_autoptr (GSubprocessLauncher) launcher = cli_new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  GSubprocess *process;

  process = g_subprocess_launcher_spawn (launcher, &error, fixture->program, "serve", file,
                                         token_file != NULL ? "--token-file" : NULL, token_file, NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  *url = read_line (stream, "url=");
  *token = read_line (stream, "token=");
  return process;
}

static JsonNode *
get_json (SoupSession *session, const char *address, const char *token)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autofree char *value = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = rel_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  return node;
}

/* What a path says is sent to the embedded server as it stands. */
static void
test_path_is_accepted (CliFixture *fixture, gconstpointer data)
{
  static const char *const ends[][3] = {
    { "articles", "authors", "author" },
    { "authors", "articles", "articles" },
    { "authors", "tags", "articles" },
    { "articles", "tags", "tags" },
  };
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;

  server = serve (fixture, "sample", NULL, &url, &token);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (JsonNode) answer = NULL;
      g_autofree char *address = NULL;
      g_autofree char *fields = NULL;
      JsonObject *first;

      cli_run (fixture, "path", "sample", ends[i][0], ends[i][1], "--k", "1", "--json", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      node = cli_parse_output (fixture);
      fields = g_strdup (rel_json_get_string (json_array_get_object_element (json_node_get_array (node), 0), "fields"));
      address = g_strdup_printf ("%s/items/%s?fields=%s", url, ends[i][0], fields);
      answer = get_json (session, address, token);
      first = json_array_get_object_element (rel_json_get_array (json_node_get_object (answer), "data"), 0);
      g_assert_true (json_object_has_member (first, ends[i][2]));
    }
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
}

static void
test_diff (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.json", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *changes;
  JsonObject *member;

  cli_run (fixture, "export", fixture->snapshot, "--format=snapshot", "-o", other, NULL);
  cli_run (fixture, "diff", fixture->snapshot, other, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");

  cli_run (fixture, "set", other, "articles", "author", "schema.on_delete=CASCADE", "meta.sort_field=rank", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "diff", fixture->snapshot, other, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==,
                   "~ relation articles.author → authors\n"
                   "    schema.on_delete: SET NULL → CASCADE\n"
                   "    meta.sort_field: null → rank\n");

  cli_run (fixture, "diff", other, fixture->snapshot, "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  node = cli_parse_output (fixture);
  changes = rel_json_get_array (json_node_get_object (node), "changes");
  g_assert_cmpuint (json_array_get_length (changes), ==, 1);
  member =
    json_array_get_object_element (rel_json_get_array (json_array_get_object_element (changes, 0), "members"), 0);
  g_assert_cmpstr (rel_json_get_string (member, "path"), ==, "schema.on_delete");
  g_assert_cmpstr (rel_json_get_string (member, "before"), ==, "CASCADE");
  g_assert_cmpstr (rel_json_get_string (member, "after"), ==, "SET NULL");

  cli_run (fixture, "diff", fixture->snapshot, "nowhere.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

/* A part of a difference goes into the draft, with what it needs and without the rest. */
static void
test_take (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.json", NULL);

  cli_run (fixture, "export", fixture->snapshot, "--format=snapshot", "-o", other, NULL);
  cli_run (fixture, "create", other, "m2o", "chapters", "editor", "authors", "related_field=edited", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "set", other, "articles", "author", "schema.on_delete=CASCADE", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "chapters.editor", "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "POST /relations");
  cli_run (fixture, "plan", fixture->snapshot, NULL);
  g_assert_cmpstr (fixture->out, ==, "");

  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "authors.edited", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "+ field chapters.editor (integer)\n");
  cli_assert_has (fixture->out, "+ field authors.edited (alias)\n");
  cli_assert_has (fixture->out, "+ relation chapters.editor → authors\n");
  g_assert_null (strstr (fixture->out, "articles.author"));
  cli_assert_has (fixture->err, "not published");
  cli_run (fixture, "plan", fixture->snapshot, NULL);
  cli_assert_has (fixture->out, "chapters");
  g_assert_null (strstr (fixture->out, "CASCADE"));

  /* What the draft has already does not differ any more, and nothing is published. */
  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "chapters", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "“chapters” does not differ");
  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "articles", "--take", "nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_run (fixture, "diff", fixture->snapshot, other, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->out, "+ field chapters.editor (integer)\n");
}

/* Of what differs in several members, as the window has a tick for each. */
static void
test_take_member (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.json", NULL);

  cli_run (fixture, "export", fixture->snapshot, "--format=snapshot", "-o", other, NULL);
  cli_run (fixture, "set", other, "articles", "author", "schema.on_delete=CASCADE", "meta.one_deselect_action=delete",
           "schema.on_update=CASCADE", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "set", other, "articles", "meta.note=Longer", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "articles.author:meta.sort_field", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "“articles.author:meta.sort_field” does not differ");

  /* Two members of one change are one change. */
  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "articles.author:schema.on_delete", "--take",
           "articles.author:schema.on_update", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==,
                   "~ relation articles.author → authors\n"
                   "    schema.on_update: NO ACTION → CASCADE\n"
                   "    schema.on_delete: SET NULL → CASCADE\n");
  cli_run (fixture, "plan", fixture->snapshot, NULL);
  cli_assert_has (fixture->out, "CASCADE");
  g_assert_null (strstr (fixture->out, "one_deselect_action"));
  g_assert_null (strstr (fixture->out, "Longer"));

  /* Of a collection, and all of what is also named as a whole. */
  cli_run (fixture, "diff", fixture->snapshot, other, "--take", "articles:meta.note", "--take", "articles.author",
           "--take", "articles.author:meta.one_deselect_action", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "Longer");
  cli_run (fixture, "plan", fixture->snapshot, NULL);
  cli_assert_has (fixture->out, "one_deselect_action");
  cli_assert_has (fixture->out, "Longer");
}

/* A picture marks what differs: here a relation that only this has, and one that only the other has. */
static void
test_diff_picture (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.json", NULL);

  cli_run (fixture, "export", fixture->snapshot, "--format=snapshot", "-o", other, NULL);
  cli_run (fixture, "export", fixture->snapshot, "--format=svg", "--against", other, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  /* All is the same: nothing is marked and nothing steps back. */
  g_assert_null (strstr (fixture->out, "class=\"badge\""));
  g_assert_null (strstr (fixture->out, " faded\""));

  cli_run (fixture, "create", other, "m2o", "chapters", "editor", "authors", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "export", fixture->snapshot, "--format=svg", "--against", other, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "class=\"badge\"");
  cli_assert_has (fixture->out, " faded\"");
  cli_assert_has (fixture->out, "gone-text\"");
  cli_assert_has (fixture->out, ">editor</text>");
  /* The other way round it is there, and nothing is gone. */
  cli_run (fixture, "export", other, "--format=svg", "--against", fixture->snapshot, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "class=\"badge\"");
  cli_assert_has (fixture->out, ">editor</text>");
  g_assert_null (strstr (fixture->out, "gone-text\""));

  cli_run (fixture, "export", other, "--format=png", "--against", fixture->snapshot, "-o", "picture.png", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "export", other, "--format=dot", "--against", fixture->snapshot, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_assert_has (fixture->err, "Say --against with --format=svg, pdf or png");
  cli_run (fixture, "export", other, "--format=snapshot", "--against", fixture->snapshot, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_run (fixture, "export", other, "--format=svg", "--against", "nowhere.json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "nowhere.json");
}

/* The token is for the server that is named first. The other one was told it too. */
static void
test_diff_servers (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *sample = g_build_filename (fixture->folder, "relations", "sample.sqlite", NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.sqlite", NULL);
  g_autofree char *token_file = g_build_filename (fixture->folder, "token", NULL);
  g_autoptr (GSubprocess) here = NULL;
  g_autoptr (GSubprocess) there = NULL;
  g_autofree char *here_url = NULL;
  g_autofree char *there_url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *same_token = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  cli_run (fixture, "list", "sample", NULL);
  g_assert_true (g_file_get_contents (sample, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, length, NULL));
  here = serve (fixture, "sample", NULL, &here_url, &token);
  g_assert_true (g_file_set_contents (token_file, token, -1, NULL));
  there = serve (fixture, copy, token_file, &there_url, &same_token);
  g_assert_cmpstr (same_token, ==, token);

  cli_run (fixture, "diff", here_url, there_url, "--token-file", token_file, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, there_url);
  g_assert_true (g_setenv ("RELATIONS_TOKEN2", token, TRUE));
  cli_run (fixture, "diff", here_url, there_url, "--token-file", token_file, NULL);
  g_unsetenv ("RELATIONS_TOKEN2");
  g_assert_cmpstr (fixture->err, ==, "");
  g_assert_cmpint (fixture->status, ==, 0);

  /* It is for the only one, wherever that is named, and for both if they are one. */
  cli_run (fixture, "diff", fixture->snapshot, here_url, "--token-file", token_file, NULL);
  g_assert_cmpint (fixture->status, !=, 1);
  cli_run (fixture, "diff", here_url, here_url, "--token-file", token_file, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_subprocess_force_exit (here);
  g_subprocess_force_exit (there);
}

/* What was published can be compared with what was before, and taken back in parts. */
static void
test_diff_past (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "set", "sample", "articles", "author", "schema.on_delete=CASCADE", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "diff", "sample@1", "sample", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==,
                   "~ relation articles.author → authors\n"
                   "    schema.on_delete: SET NULL → CASCADE\n");

  cli_run (fixture, "diff", "sample", "sample@1", "--take", "articles.author", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "sample", NULL);
  cli_assert_has (fixture->out, "SET NULL");

  cli_run (fixture, "diff", "sample@1", "sample", "--take", "articles.author", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "“sample@1” is past: it has no draft");
  cli_run (fixture, "diff", "sample@7", "sample", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "The history has no publish 7");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

#define ADD(path, func) g_test_add ("/cli/understand/" path, CliFixture, argv[1], cli_set_up, func, cli_tear_down)
  ADD ("list-where", test_where);
  ADD ("list-where-points-at-the-place", test_where_fails);
  ADD ("impact", test_impact);
  ADD ("impact-rows", test_impact_rows);
  ADD ("path", test_path);
  ADD ("path-is-accepted", test_path_is_accepted);
  ADD ("diff", test_diff);
  ADD ("diff-take", test_take);
  ADD ("diff-take-member", test_take_member);
  ADD ("diff-picture", test_diff_picture);
  ADD ("diff-servers", test_diff_servers);
  ADD ("diff-past", test_diff_past);
#undef ADD

  return g_test_run ();
}
