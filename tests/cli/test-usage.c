/* test-usage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the command line says of itself, and what it does not take.
 */

#include "config.h"

#include <string.h>

#include "cli-fixture.h"

/* An option that a command does not have is not passed over: --dry-run would do it all the same. */
static void
test_options (CliFixture *fixture, gconstpointer data)
{
  static const char *const cases[][4] = {
    { "resolve", "magazine.json", "mine", "--dry-run" },   { "list", "magazine.json", "--dry-run", NULL },
    { "restore", "magazine.json", "--where", NULL },       { "projects", "--kind=production", NULL, NULL },
    { "diff", "magazine.json", "magazine.json", "--fix" }, { "path", "magazine.json", "--kind=m2o", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cli_run (fixture, cases[i][0], cases[i][1], cases[i][2], cases[i][3], NULL);
      g_assert_cmpint (fixture->status, ==, 1);
      cli_assert_has (fixture->err, g_strcmp0 (cases[i][2], "--where") == 0 ? "Missing argument" : "Unknown option");
    }
  cli_run (fixture, "list", "magazine.json", "-o", "list.txt", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_usage (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "--help", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "export");

  cli_run (fixture, "list", "--help", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "Usage: relations-cli list TARGET");
  g_assert_null (strstr (fixture->out, "export"));
  cli_run (fixture, "banana", "--help", NULL);
  g_assert_cmpint (fixture->status, ==, 1);

  cli_run (fixture, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_run (fixture, "list", "", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "sample");
  cli_run (fixture, "banana", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->err, ==, "relations-cli: there is no command “banana”. See relations-cli --help\n");
  cli_run (fixture, "-h", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "export");
  cli_run (fixture, "list", "-h", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "Usage: relations-cli list TARGET");
  cli_run (fixture, "list", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_run (fixture, "list", "sample", "--banana", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  g_test_add ("/cli/usage/options", CliFixture, argv[1], cli_set_up, test_options, cli_tear_down);
  g_test_add ("/cli/usage/help", CliFixture, argv[1], cli_set_up, test_usage, cli_tear_down);
  return g_test_run ();
}
