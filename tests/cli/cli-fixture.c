/* cli-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs the program as a person does, in a home of its own, and keeps what it prints and how
 * it ends.
 */

#include "config.h"

#include "cli-fixture.h"

#include <string.h>

#include "folder.h"

#define MAX_ARGUMENTS 16

void
cli_set_up (CliFixture *fixture, gconstpointer program)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  fixture->program = program;
  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->snapshot = g_build_filename (fixture->folder, "magazine.json", NULL);
  g_assert_true (g_file_get_contents (source, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->snapshot, contents, length, NULL));
}

void
cli_tear_down (CliFixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->snapshot);
  g_free (fixture->out);
  g_free (fixture->err);
}

GSubprocessLauncher *
cli_new_launcher (CliFixture *fixture, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", TRUE);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "RELATIONS_TOKEN");
  return launcher;
}

/* Runs the program; the arguments end with %NULL. */
void
cli_run (CliFixture *fixture, ...)
{
  g_autoptr (GSubprocessLauncher) launcher =
    cli_new_launcher (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[MAX_ARGUMENTS] = { fixture->program };
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

void
cli_assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

JsonNode *
cli_parse_output (CliFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (fixture->out, strlen (fixture->out), &error);

  g_assert_no_error (error);
  return node;
}
