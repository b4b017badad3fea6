/* server-case.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-case.h"

/* What is refused changes nothing at all; what is done leaves a sound database, and in the
 * server's mind what is in the file. */
static void
test_case (ServerFixture *fixture, gconstpointer data)
{
  const ServerCase *expectation = data;
  g_autofree char *before = expectation->code != NULL ? server_fixture_dup_state (fixture) : NULL;

  server_fixture_call (fixture, expectation->method, expectation->path, expectation->body);
  if (expectation->code != NULL)
    {
      g_autofree char *after = server_fixture_dup_state (fixture);

      server_fixture_assert_error (fixture, expectation->status, expectation->code, expectation->message);
      g_assert_cmpstr (before, ==, after);
    }
  else
    {
      g_assert_cmpuint (fixture->status, ==, expectation->status);
      if (expectation->message != NULL)
        {
          g_auto (GStrv) parts = g_strsplit (expectation->message, "=", 2);

          server_fixture_assert_member (fixture, parts[0], parts[1]);
        }
    }
  server_fixture_assert_sql (fixture, "PRAGMA integrity_check", "ok");
  server_fixture_assert_sql (fixture, "PRAGMA foreign_key_check", "");
  server_fixture_assert_fresh (fixture);
}

/* Adds a test for each of @cases, which must live as long as the program. */
void
server_case_add (const char *prefix, const ServerCase *cases, guint n_cases, ServerCaseInit init)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL);

      g_test_add (path, ServerFixture, &cases[i], init, test_case, server_fixture_clear);
    }
}
