/* test-projects.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saved projects on the command line, with a keyring of the test's own, against a server that
 * the program itself serves.
 */

#include "config.h"

#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli-fixture.h"
#include "keyring.h"

#define TOKEN "token-that-nobody-may-see"

typedef struct
{
  CliFixture cli;
  GSubprocess *server;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer program)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  cli_set_up (&fixture->cli, program);
  keyring_use_file (fixture->cli.folder);

  launcher = cli_new_launcher (&fixture->cli, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_setenv (launcher, "RELATIONS_TOKEN", TOKEN, TRUE);
  fixture->server = g_subprocess_launcher_spawn (launcher, &error, fixture->cli.program, "serve", "sample", NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "url="));
  fixture->url = g_strdup (line + strlen ("url="));
}

static void
tear_down (Fixture *fixture, gconstpointer program)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (fixture->server, SIGTERM);
  g_subprocess_wait (fixture->server, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (fixture->server);
  g_free (fixture->url);
  cli_tear_down (&fixture->cli, program);
}

static void
write_secret (Fixture *fixture, const char *secret)
{
  g_autofree char *path = g_build_filename (fixture->cli.folder, "secret", NULL);

  g_assert_true (g_file_set_contents (path, secret, -1, NULL));
}

static void
assert_quiet (Fixture *fixture)
{
  g_assert_null (strstr (fixture->cli.out, TOKEN));
  g_assert_null (strstr (fixture->cli.err, TOKEN));
}

static void
test_saves_and_forgets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *project;

  cli_run (&fixture->cli, "projects", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  g_assert_cmpstr (fixture->cli.out, ==, "");

  cli_run (&fixture->cli, "project", "add", "Magazine", "HTTPS://CMS.example.org:443/admin/content", "--email",
           "anna@example.org", "--graphql", "--kind=production", "--colour=red", "--read-only",
           "--ca-file=/nowhere/ca.pem", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_run (&fixture->cli, "project", "add", "Magazine", "https://other.example.org", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "already");

  cli_run (&fixture->cli, "projects", NULL);
  g_assert_cmpstr (fixture->cli.out, ==,
                   "Magazine\thttps://cms.example.org\tproduction\tanna@example.org\tgraphql\tread-only\n");
  cli_run (&fixture->cli, "projects", "--json", NULL);
  node = cli_parse_output (&fixture->cli);
  project = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (rel_json_get_string (project, "sign_in"), ==, "email");
  g_assert_cmpstr (rel_json_get_string (project, "transport"), ==, "graphql");
  g_assert_cmpstr (rel_json_get_string (project, "colour"), ==, "red");
  g_assert_true (rel_json_get_boolean (project, "read_only"));
  g_assert_cmpstr (rel_json_get_string (project, "ca_file"), ==, "/nowhere/ca.pem");
  /* It is used. */
  cli_run (&fixture->cli, "list", "Magazine", "--token-file", "magazine.json", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "/nowhere/ca.pem");

  cli_run (&fixture->cli, "project", "remove", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_run (&fixture->cli, "projects", NULL);
  g_assert_cmpstr (fixture->cli.out, ==, "");
  cli_run (&fixture->cli, "project", "remove", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
}

static void
test_trusts_a_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zeros = g_strnfill (62, '0');
  g_autofree char *typed = g_strconcat ("ab:", zeros, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *project;

  cli_run (&fixture->cli, "project", "add", "Magazine", "https://cms.example.org", NULL);
  cli_run (&fixture->cli, "project", "trust", "Magazine", "ab:cd", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "SHA-256");
  cli_run (&fixture->cli, "project", "trust", "Magazine", typed, NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);

  cli_run (&fixture->cli, "projects", "--json", NULL);
  node = cli_parse_output (&fixture->cli);
  project = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_true (g_str_has_prefix (rel_json_get_string (project, "certificate"), "AB:00:00:"));
}

static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][4] = {
    { "project", "add", "sample", "https://cms.example.org" },
    { "project", "add", "a.json", "https://cms.example.org" },
    { "project", "add", "a", "https://user:" TOKEN "@cms.example.org" },
    { "project", "add", "a", "no where" },
    { "project", "add", "a", NULL },
    { "project", "banana", "a", NULL },
    { "sign-in", "a", NULL, NULL },
    { "sign-out", "a", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cli_run (&fixture->cli, cases[i][0], cases[i][1], cases[i][2], cases[i][3], NULL);
      g_assert_cmpint (fixture->cli.status, ==, 1);
      assert_quiet (fixture);
    }
  cli_run (&fixture->cli, "project", "add", "a", "https://cms.example.org", "--kind=banana", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_run (&fixture->cli, "project", "add", "a", "https://cms.example.org", "--colour=banana", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_run (&fixture->cli, "project", "add", "a", "https://cms.example.org", "--email=a@b.c", "--anonymous", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_run (&fixture->cli, "project", "add", "a", "https://cms.example.org", "--graphql", "--schema-api", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "REST only");
  cli_run (&fixture->cli, "projects", NULL);
  g_assert_cmpstr (fixture->cli.out, ==, "");
}

static void
test_signs_in_from_a_file (Fixture *fixture, gconstpointer data)
{
  cli_run (&fixture->cli, "project", "add", "Magazine", fixture->url, NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);

  write_secret (fixture, "wrong\n");
  cli_run (&fixture->cli, "sign-in", "Magazine", "--token-file", "secret", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);

  write_secret (fixture, TOKEN "\n");
  cli_run (&fixture->cli, "sign-in", "Magazine", "--token-file", "secret", NULL);
  g_assert_cmpstr (fixture->cli.err, ==, "");
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_assert_has (fixture->cli.out, "articles.author");
  assert_quiet (fixture);

  cli_run (&fixture->cli, "sign-out", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
}

/* A space at the end of a password belongs to it; it was taken off, as of a token. */
static void
test_takes_a_password_as_it_is (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *secret;
    int status;
  } cases[] = {
    { TOKEN, 0 },       { TOKEN "\n", 0 }, { TOKEN "\r\n", 0 }, { TOKEN " ", 1 },
    { TOKEN " \n", 1 }, { " " TOKEN, 1 },  { TOKEN "\n\n", 1 }, { "\n", 1 },
  };

  cli_run (&fixture->cli, "project", "add", "Magazine", fixture->url, "--email", "ada@example.com", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].secret);
      write_secret (fixture, cases[i].secret);
      cli_run (&fixture->cli, "sign-in", "Magazine", "--token-file", "secret", NULL);
      g_assert_cmpint (fixture->cli.status, ==, cases[i].status);
      assert_quiet (fixture);
    }
  cli_assert_has (fixture->cli.err, "There is no password in “secret”");
}

static void
test_publishes_nothing_to_what_is_read_only (Fixture *fixture, gconstpointer data)
{
  cli_run (&fixture->cli, "project", "add", "Magazine", fixture->url, "--read-only", NULL);
  write_secret (fixture, TOKEN);
  cli_run (&fixture->cli, "sign-in", "Magazine", "--token-file", "secret", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_run (&fixture->cli, "set", "Magazine", "articles", "author", "schema.on_delete=CASCADE", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "read-only");
  cli_run (&fixture->cli, "set", "Magazine", "articles", "author", "schema.on_delete=CASCADE", "--dry-run", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
}

/* Reads from the terminal until it says @text. */
static void
expect (int terminal, GString *seen, const char *text)
{
  while (strstr (seen->str, text) == NULL)
    {
      char byte;

      if (read (terminal, &byte, 1) != 1)
        g_error ("“%s” is not in: %s", text, seen->str);
      g_string_append_c (seen, byte);
    }
}

static int
run_at_terminal (Fixture *fixture, const char *const *arguments, const char *prompt, const char *answer, char **output)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *line = g_strconcat (answer, "\n", NULL);
  int terminal;
  int status;
  pid_t pid = forkpty (&terminal, NULL, NULL, NULL);
  char byte;

  if (pid == 0)
    {
      g_setenv ("XDG_CONFIG_HOME", fixture->cli.folder, TRUE);
      g_setenv ("XDG_STATE_HOME", fixture->cli.folder, TRUE);
      g_unsetenv ("RELATIONS_TOKEN");
      execv (fixture->cli.program, (char *const *) arguments);
      _exit (127);
    }
  alarm (60);
  expect (terminal, seen, prompt);
  g_assert_cmpint (write (terminal, line, strlen (line)), ==, (gssize) strlen (line));
  while (read (terminal, &byte, 1) == 1)
    g_string_append_c (seen, byte);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  alarm (0);
  close (terminal);
  g_assert_true (WIFEXITED (status));
  *output = g_strdup (seen->str);
  return WEXITSTATUS (status);
}

static void
test_signs_in_at_the_terminal (Fixture *fixture, gconstpointer data)
{
  const char *const sign_in[] = { fixture->cli.program, "sign-in", "Magazine", NULL };
  g_autofree char *output = NULL;
  g_autofree char *given_up = NULL;

  cli_run (&fixture->cli, "project", "add", "Magazine", fixture->url, NULL);
  g_assert_cmpint (run_at_terminal (fixture, sign_in, "Token for", TOKEN, &output), ==, 0);
  g_assert_null (strstr (output, TOKEN));
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);

  /* An empty line is giving up, and is asked for once. */
  g_assert_cmpint (run_at_terminal (fixture, sign_in, "Token for", "", &given_up), ==, 1);
  g_assert_true (strstr (given_up, "Token for") == g_strrstr (given_up, "Token for"));
}

static void
sign_in_as (Fixture *fixture, const char *option)
{
  cli_run (&fixture->cli, "project", "add", "Magazine", fixture->url, option, NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  write_secret (fixture, TOKEN);
  cli_run (&fixture->cli, "sign-in", "Magazine", "--token-file", "secret", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
}

static void
assert_has_relation (Fixture *fixture, const char *name, gboolean is_there)
{
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  g_assert_cmpint (strstr (fixture->cli.out, name) != NULL, ==, is_there);
}

/* What deletes in a project that people work with wants its name. */
static void
test_production_wants_its_name (Fixture *fixture, gconstpointer data)
{
  const char *const delete[] = { fixture->cli.program, "delete",       "Magazine", "subscribers",
                                 "invited_by",         "--with-field", NULL };
  g_autofree char *wrong = NULL;
  g_autofree char *right = NULL;

  sign_in_as (fixture, "--kind=production");
  cli_run (&fixture->cli, "set", "Magazine", "articles", "author", "meta.one_deselect_action=delete", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);

  cli_run (&fixture->cli, "delete", "Magazine", "articles", "author", "--with-field", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "--confirm “Magazine”");
  cli_assert_has (fixture->cli.err,
                  "articles.author: loss: All values of “author” in the items of “articles” are deleted.");
  cli_run (&fixture->cli, "delete", "Magazine", "articles", "author", "--with-field", "--confirm", "magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  assert_has_relation (fixture, "articles.author ", TRUE);
  cli_run (&fixture->cli, "delete", "Magazine", "articles", "author", "--with-field", "--confirm", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  assert_has_relation (fixture, "articles.author ", FALSE);

  /* At a terminal it is asked for. */
  g_assert_cmpint (run_at_terminal (fixture, delete, "type its name", "Magazin", &wrong), ==, 1);
  assert_has_relation (fixture, "subscribers.invited_by ", TRUE);
  g_assert_cmpint (run_at_terminal (fixture, delete, "type its name", "Magazine", &right), ==, 0);
  assert_has_relation (fixture, "subscribers.invited_by ", FALSE);
}

/* All of a relation in one request. */
static void
test_publishes_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  sign_in_as (fixture, "--schema-api");
  cli_run (&fixture->cli, "projects", "--json", NULL);
  node = cli_parse_output (&fixture->cli);
  g_assert_true (rel_json_get_boolean (json_array_get_object_element (json_node_get_array (node), 0), "schema_api"));

  cli_run (&fixture->cli, "create", "Magazine", "m2m", "articles", "critics", "authors", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  g_assert_null (strstr (fixture->cli.err, "one by one"));
  assert_has_relation (fixture, "one_field=critics", TRUE);
}

static void
test_says_that_a_file_was_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->cli.folder, "relations", NULL);
  g_autofree char *path = g_build_filename (folder, "projects.ini", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "what is this", -1, NULL));
  cli_run (&fixture->cli, "list", "Magazine", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 1);
  cli_assert_has (fixture->cli.err, "damaged");
  cli_run (&fixture->cli, "projects", NULL);
  g_assert_cmpint (fixture->cli.status, ==, 0);
  cli_assert_has (fixture->cli.err, "projects.ini.damaged");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

#define ADD(name, func) g_test_add ("/cli/projects/" name, Fixture, argv[1], set_up, func, tear_down)
  ADD ("saves-and-forgets", test_saves_and_forgets);
  ADD ("trusts-a-certificate", test_trusts_a_certificate);
  ADD ("refuses", test_refuses);
  ADD ("signs-in-from-a-file", test_signs_in_from_a_file);
  ADD ("takes-a-password-as-it-is", test_takes_a_password_as_it_is);
  ADD ("publishes-nothing-to-what-is-read-only", test_publishes_nothing_to_what_is_read_only);
  ADD ("signs-in-at-the-terminal", test_signs_in_at_the_terminal);
  ADD ("production-wants-its-name", test_production_wants_its_name);
  ADD ("publishes-at-once", test_publishes_at_once);
  ADD ("says-that-a-file-was-damaged", test_says_that_a_file_was_damaged);

  return g_test_run ();
}
